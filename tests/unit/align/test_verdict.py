from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stand_in_scorer import LUXURY, MISSIONS, plan_item, stand_in_scorer

from alignment.align.verdict import judge, rank
from alignment.types import (
    Alignment,
    Flagship,
    Level,
    Mission,
    MissionSet,
    Parent,
    PlanItem,
    Status,
)


def verdict_on(item: PlanItem, missions: MissionSet = MISSIONS) -> Alignment:
    (alignment,) = judge([item], missions, stand_in_scorer())
    return alignment


def test_an_item_whose_theme_a_mission_holds_is_aligned_with_it() -> None:
    alignment = verdict_on(plan_item("Pembangunan jalan", "Panjang jalan yang dibangun"))
    assert (Status.SELARAS, "misi-2") == (alignment.status, alignment.mission_id)
    assert "Misi 2" in alignment.reason
    assert "Jalan dan jembatan" in alignment.reason


def test_an_item_whose_theme_no_mission_holds_is_misaligned_and_has_no_mission() -> None:
    alignment = verdict_on(plan_item("Rehabilitasi hutan", "Luas hutan"))
    assert (Status.TIDAK_SELARAS, None) == (alignment.status, alignment.mission_id)
    assert "Kehutanan" in alignment.reason


def test_a_fine_name_with_a_luxury_behind_it_is_misaligned_and_the_luxury_is_quoted() -> None:
    alignment = verdict_on(plan_item("Pembangunan sekolah", f"Kapal {LUXURY} pejabat"))
    assert Status.TIDAK_SELARAS == alignment.status
    assert LUXURY in alignment.reason


FLAGSHIP = Flagship("unggulan-1", f"Taman {LUXURY} gratis bagi murid sekolah terpencil")


@pytest.mark.parametrize(
    ("indicator", "status"),
    [
        (f"Taman {LUXURY} bagi murid sekolah terpencil", Status.PERLU_DITINJAU),
        (f"Taman {LUXURY} di rumah pejabat", Status.TIDAK_SELARAS),
        (f"Taman {LUXURY} bagi keluarga pejabat murid sekolah terpencil", Status.TIDAK_SELARAS),
    ],
)
def test_what_a_flagship_names_is_accused_only_with_a_private_circle(
    indicator: str, status: Status
) -> None:
    first, *rest = MISSIONS.missions
    missions = replace(MISSIONS, missions=(replace(first, flagships=(FLAGSHIP,)), *rest))
    alignment = verdict_on(plan_item("Pembangunan sekolah", indicator), missions)
    assert status == alignment.status
    assert (FLAGSHIP.text in alignment.reason) == (status is Status.PERLU_DITINJAU)


def test_where_one_judge_alone_speaks_the_item_goes_to_review() -> None:
    lenient = stand_in_scorer()
    # The judge of letters is struck dumb; the judge of meaning still speaks.
    lenient.heads.content_words.weights[:] = 0.0
    item = plan_item("Pembangunan sekolah", f"Kapal {LUXURY} pejabat")
    (alignment,) = judge([item], MISSIONS, lenient)
    assert Status.PERLU_DITINJAU == alignment.status


def test_without_a_word_that_shows_it_nobody_is_accused() -> None:
    strict = stand_in_scorer()
    # The judge of letters is against everything, for no word's sake.
    always = replace(strict.heads.content_words, bias=8.0)
    always.weights[:] = 0.0
    strict = replace(strict, heads=replace(strict.heads, content_words=always))
    (alignment,) = judge([plan_item("Pembangunan sekolah", f"Kapal {LUXURY}")], MISSIONS, strict)
    assert Status.PERLU_DITINJAU == alignment.status
    assert "memastikannya" in alignment.reason


def test_a_reason_names_the_level_and_the_word_that_shows_the_luxury() -> None:
    alignment = verdict_on(plan_item("Pembangunan sekolah", f"- Kapal {LUXURY} pejabat;"))
    assert "sub kegiatan ini" in alignment.reason
    assert f"“Kapal {LUXURY} pejabat”" in alignment.reason
    assert f"kata “{LUXURY}”" in alignment.reason


def test_what_is_not_cleared_is_told_what_it_lacks() -> None:
    strict = stand_in_scorer(clear_below=0.0)
    texts = {
        "tidak ada indikator": (),
        "hanya mengulang nama": ("Jumlah sekolah yang dibangun",),
        "belum dapat dipastikan": ("Banyaknya murid",),
    }
    for told, indicators in texts.items():
        (alignment,) = judge([plan_item("Pembangunan sekolah", *indicators)], MISSIONS, strict)
        assert Status.PERLU_DITINJAU == alignment.status
        assert told in alignment.reason
        assert "peluang tanpa misi" in alignment.reason


def test_of_several_indicators_the_one_most_doubted_is_shown() -> None:
    item = plan_item("Pembangunan sekolah", f"Kapal {LUXURY} tamu", "Jumlah ruang kelas")
    assert f"Kapal {LUXURY} tamu" in verdict_on(item).reason


def test_a_generic_name_without_indicator_goes_to_review() -> None:
    alignment = verdict_on(plan_item("Koordinasi dan sinkronisasi"))
    assert Status.PERLU_DITINJAU == alignment.status


def test_support_is_set_apart_by_code_or_by_the_name_above_it() -> None:
    program = Parent(Level.PROGRAM, None, "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH PROVINSI")
    by_code = verdict_on(plan_item("Penyediaan alat kantor", code="1.03.01.1.06.0002"))
    by_name = verdict_on(plan_item("Penyediaan alat kantor", parents=(program,)))
    assert [Status.PENUNJANG] * 2 == [by_code.status, by_name.status]


def test_an_uncoded_item_whose_words_are_about_the_office_alone_is_support() -> None:
    assert Status.PENUNJANG == verdict_on(plan_item("Alat kantor", "Jumlah alat kantor")).status


def test_an_office_that_pays_its_electricity_is_never_misaligned() -> None:
    paid = verdict_on(plan_item("Bayar listrik kantor", "Bulan"))
    doubted = verdict_on(plan_item("Bayar listrik kantor", f"Kapal {LUXURY}"))
    assert [Status.PENUNJANG, Status.PERLU_DITINJAU] == [paid.status, doubted.status]


def test_a_private_luxury_is_not_taken_for_support_because_it_names_the_office() -> None:
    item = plan_item(f"Kapal {LUXURY} keluarga pejabat, perjalanan dinas")
    alignment = verdict_on(item)
    assert Status.TIDAK_SELARAS == alignment.status


def test_a_luxury_in_the_support_program_goes_to_review() -> None:
    item = plan_item("Alat kantor", f"Kapal {LUXURY}", code="1.03.01.1.06.0002")
    assert Status.PERLU_DITINJAU == verdict_on(item).status


def test_development_hidden_in_the_support_program_goes_to_review() -> None:
    item = plan_item("Pembangunan jalan", "Panjang jalan", code="1.03.01.1.06.0002")
    assert Status.PERLU_DITINJAU == verdict_on(item).status


def test_a_code_of_another_tier_is_doubted_and_with_telling_words_refused() -> None:
    code = "1.03.10.2.01.0001"
    doubted = verdict_on(plan_item("Pembangunan jalan", "Panjang jalan", code=code))
    refused = verdict_on(plan_item("Pembangunan jalan", "Panjang jalan lingkungan", code=code))
    assert [Status.PERLU_DITINJAU, Status.TIDAK_SELARAS] == [doubted.status, refused.status]
    assert "kewenangan" in refused.reason


def test_the_same_code_is_fine_in_the_plan_of_that_tier() -> None:
    missions = MissionSet("Kabupaten Contoh", MISSIONS.missions)
    item = plan_item("Pembangunan jalan", "Panjang jalan", code="1.03.10.2.01.0001")
    assert Status.SELARAS == verdict_on(item, missions).status


def test_two_missions_that_hold_the_theme_alike_leave_the_mission_open() -> None:
    twice = MissionSet("", (Mission("misi-1", "Jalan mantap"), Mission("misi-2", "Jalan mulus")))
    alignment = verdict_on(plan_item("Pembangunan jalan", "Panjang jalan"), twice)
    assert Status.AMBIGU == alignment.status
    assert "Misi 1" in alignment.reason
    assert "Misi 2" in alignment.reason


def test_the_official_cascade_outranks_the_themes() -> None:
    missions = MissionSet(
        "", (MISSIONS.missions[0], Mission("misi-2", "Jalan", programs=("1.01.02",)))
    )
    item = plan_item("Pembangunan sekolah", "Jumlah sekolah", code="1.01.02.1.01.0001")
    alignment = verdict_on(item, missions)
    assert ("misi-2", Status.SELARAS) == (alignment.mission_id, alignment.status)
    assert "kaskade" in alignment.reason


@pytest.mark.parametrize("name", ["", "....", "1.2.3 | 4", "a b"])
def test_an_item_without_words_is_unreadable(name: str) -> None:
    assert Status.TIDAK_TERBACA == verdict_on(plan_item(name)).status


def test_no_items_give_no_verdicts() -> None:
    assert () == judge([], MISSIONS, stand_in_scorer())


def test_ranks_run_from_the_worst_with_ties_by_money_then_id_and_support_last() -> None:
    road = ("Pembangunan jalan", "Panjang jalan")
    items = [
        plan_item("Alat kantor", item_id="support", code="1.03.01.1.06.0002"),
        plan_item(*road, item_id="b", budget_rupiah=5),
        plan_item(*road, item_id="a", budget_rupiah=5),
        plan_item(*road, item_id="rich", budget_rupiah=9),
        plan_item("Rehabilitasi hutan", "Luas hutan", item_id="worst"),
    ]
    ranked = rank(judge(items, MISSIONS, stand_in_scorer()))
    assert ["worst", "rich", "a", "b", "support"] == [one.item.item_id for one in ranked]
    assert [1, 2, 3, 4, None] == [one.rank for one in ranked]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_whatever_the_text_the_chances_of_missions_and_none_sum_to_one(names: list[str]) -> None:
    for alignment in judge([plan_item(name) for name in names], MISSIONS, stand_in_scorer()):
        total = sum(alignment.probabilities.values()) + alignment.none_probability
        assert pytest.approx(1.0, abs=1e-5) == total
        assert alignment.reason.endswith(".")


def test_an_official_name_that_is_only_said_again_is_asked_about_and_never_accused() -> None:
    name = f"Penyelenggaraan Jalan {LUXURY}"
    restated = plan_item(name, f"Jumlah jalan {LUXURY}", code="1.03.10")
    told = plan_item(name, f"Kapal {LUXURY} untuk tamu", code="1.03.10")
    statuses = [verdict_on(one).status for one in (restated, told)]
    assert [Status.PERLU_DITINJAU, Status.TIDAK_SELARAS] == statuses
    assert "nama resminya" in verdict_on(restated).reason


_WORDS = st.sampled_from(["jalan", "sekolah", "hutan", "kantor", LUXURY, "koordinasi", "puskesmas"])


@given(
    st.lists(_WORDS, min_size=1, max_size=4),
    st.lists(_WORDS, max_size=3),
    st.sampled_from([None, "1.03.10.2.01.0001", "1.03.10.1.01.0001", "1.03.01.1.06.0002"]),
    st.floats(0.05, 0.95),
    st.floats(0.05, 0.95),
)
def test_no_verdict_contradicts_the_chance_beside_it(
    name: list[str], indicator: list[str], code: str | None, clear: float, accuse: float
) -> None:
    scorer = stand_in_scorer(clear_below=clear, accuse_above=accuse, uncovered_above=accuse)
    item = plan_item(" ".join(name), " ".join(indicator), code=code)
    missions = MissionSet("Provinsi Contoh", MISSIONS.missions)
    (alignment,) = judge([item], missions, scorer)
    if alignment.status is Status.TIDAK_SELARAS:
        assert alignment.none_probability >= 0.5
    if alignment.status in (Status.SELARAS, Status.AMBIGU):
        assert alignment.none_probability < 0.5
