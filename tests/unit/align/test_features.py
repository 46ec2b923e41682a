from __future__ import annotations

import numpy as np
import pytest
from stand_in_scorer import MISSIONS, plan_item, stand_in_scorer

from alignment.align import features
from alignment.themes import load_themes
from alignment.types import Level, Mission, MissionThemes, Objective, Parent

SCORER = stand_in_scorer()


def themes_of(*items: object) -> features.ItemFeatures:
    return features.item_features(
        items,  # type: ignore[arg-type]
        embedder=SCORER.embedder,
        heads=SCORER.heads,
        catalog=SCORER.catalog,
    )


def weight(found: features.ItemFeatures, row: int, theme: str) -> float:
    return float(found.themes[row, SCORER.catalog.ids.index(theme)])


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("PROGRAM PENGELOLAAN  PENDIDIKAN", "pengelolaan pendidikan"),
        ("Program", "program"),
        ("Sub Kegiatan Rapat", "rapat"),
    ],
)
def test_the_encoder_reads_names_without_case_or_level_word(printed: str, read: str) -> None:
    assert read == features.plain(printed)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Jumlah SMA", "jumlah sma sekolah menengah atas"),
        ("Jumlah lembaga Paud", "jumlah lembaga paud pendidikan anak usia dini"),
        ("PERBAIKAN JALAN DAS", "perbaikan jalan das"),  # in capitals all words look short
        ("Jumlah das", "jumlah das"),
    ],
)
def test_the_encoder_reads_behind_an_abbreviation_what_it_means(printed: str, read: str) -> None:
    assert read == features.plain(printed)


def test_a_code_brings_its_theme_where_the_name_fits_it() -> None:
    fitting = plan_item("Pengelolaan Pendidikan", code="1.01.02")
    strange = plan_item("Pembangunan jembatan gantung", code="1.01.02")
    found = themes_of(fitting, strange)
    assert (True, False) == found.themes_from_code
    assert weight(found, 0, "pendidikan") > 0.5 > weight(found, 1, "pendidikan")


def test_without_a_code_that_fits_the_official_name_brings_its_theme() -> None:
    found = themes_of(
        plan_item("Program Pengelolaan Pendidikan"),
        plan_item("Program Pengelolaan Pendidikan", code="1.03.10"),
        plan_item("Pengelolaan Pendidikan di Samarinda"),
    )
    assert not any(found.themes_from_code)
    assert min(weight(found, row, "pendidikan") for row in (0, 1)) > 0.5
    assert weight(found, 2, "pendidikan") < 0.5


def test_a_telling_indicator_lends_its_theme_to_a_silent_name() -> None:
    found = themes_of(plan_item("Koordinasi"), plan_item("Koordinasi", "Panjang jalan"))
    assert weight(found, 0, "jalan") < 0.1 < weight(found, 1, "jalan")


def test_a_parent_lends_its_theme_less_than_the_name_does() -> None:
    program = Parent(Level.PROGRAM, None, "Program Penyelenggaraan Jalan")
    found = themes_of(plan_item("Koordinasi", parents=(program,)), plan_item("Jalan"))
    assert 0.1 < weight(found, 0, "jalan") < weight(found, 1, "jalan")


def test_confirmed_themes_outrank_the_words_of_the_mission() -> None:
    mission = Mission("m", "Sekolah bermutu", themes=MissionThemes(("kehutanan",), ("iklim",)))
    found = features.mission_features(
        [mission], embedder=SCORER.embedder, heads=SCORER.heads, catalog=SCORER.catalog
    )
    named = {SCORER.catalog.ids[one]: found.themes[0, one] for one in np.flatnonzero(found.themes)}
    assert {"kehutanan": 1.0, "iklim": 0.5} == named
    assert (True,) == found.are_themes_confirmed


def test_targets_below_a_mission_add_their_themes() -> None:
    bare = Mission("m", "Sekolah bermutu")
    told = Mission("m", "Sekolah bermutu", targets=(Objective("s", "Jalan mantap"),))
    found = features.mission_features(
        [bare, told], embedder=SCORER.embedder, heads=SCORER.heads, catalog=SCORER.catalog
    )
    road = SCORER.catalog.ids.index("jalan")
    assert found.themes[0, road] < 0.1 < found.themes[1, road]


def test_the_cascade_names_programs_and_all_below_them() -> None:
    mission = Mission("m", "Jalan", programs=("1.03.10",))
    items = [
        plan_item("a", code="1.03.10.1.01.0001"),
        plan_item("b", code="1.03.11"),
        plan_item("c"),
    ]
    assert [1.0, 0.0, 0.0] == features.cascade(items, [mission])[:, 0].tolist()


def test_equal_texts_are_embedded_once() -> None:
    from stand_in_scorer import WordEmbedder

    from alignment.align.embed import RememberingEmbedder

    inner = WordEmbedder()
    once = RememberingEmbedder(inner)
    first = once.embed(["jalan", "sekolah", "jalan"])
    second = once.embed(["sekolah"])
    assert ["jalan", "sekolah"] == inner.embedded
    assert np.array_equal(first[1], second[0])
    assert np.array_equal(first[0], first[2])


def test_no_texts_give_no_rows() -> None:
    found = themes_of()
    assert (0, len(load_themes().themes)) == found.themes.shape
    assert len(MISSIONS.missions) == 2


def test_the_rarest_word_that_item_and_mission_share_counts() -> None:
    missions = [
        Mission("1", "Memberantas narkoba dan korupsi di tengah masyarakat"),
        Mission("2", "Masyarakat sehat dan bebas polusi"),
        Mission("3", "Jalan mantap bagi masyarakat"),
    ]
    wanted = features.mission_features(
        missions, embedder=SCORER.embedder, heads=SCORER.heads, catalog=SCORER.catalog
    )
    offered = themes_of(
        plan_item("Masyarakat bebas penyalahgunaan narkoba"), plan_item("Masyarakat adil")
    )
    assert features.shared_words(offered, wanted).tolist() == [[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]


def test_coverage_is_the_share_of_an_items_themes_that_some_mission_holds() -> None:
    missions = np.array([[1, 0, 0], [0, 0.25, 0]], np.float32)
    items = np.array([[1, 0, 0], [1, 0, 1], [0, 1, 0], [0, 0, 0]], np.float32)
    assert [1.0, 0.5, 0.5, 0.0] == features.coverage(items, missions).tolist()


def test_what_a_mission_holds_beside_an_item_takes_nothing_from_its_coverage() -> None:
    item = np.array([[1, 0, 0]], np.float32)
    narrow, broad = np.array([[1, 0, 0]], np.float32), np.ones((1, 3), np.float32)
    assert features.coverage(item, narrow) == features.coverage(item, broad)
