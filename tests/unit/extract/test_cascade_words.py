"""What heads and lines of an RPJMD are taken for."""

from __future__ import annotations

import pytest

from alignment.extract.cascade_words import label_of, parts_of, said
from alignment.types import CascadeKind as Kind


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Misi", (Kind.MISSION,)),
        ("Tujuan RPJMD", (Kind.GOAL,)),
        ("Sasaran\nPembangunan Daerah", (Kind.TARGET,)),
        ("Visi dan Misi", (Kind.VISION, Kind.MISSION)),
        (
            "Misi/Tujuan/Sasaran/Program Pembangunan Daerah",
            (Kind.MISSION, Kind.GOAL, Kind.TARGET, Kind.PROGRAM),
        ),
        ("Program Unggulan", (Kind.FLAGSHIP,)),
        ("Kelompok Sasaran", ()),
        ("Misi Asta Cita", ()),
        ("Sasaran Pokok RPJPD", ()),
        ("Target 2026", ()),
    ],
)
def test_a_label_names_the_levels_of_its_column(text: str, levels: tuple[Kind, ...]) -> None:
    label = label_of(text)
    assert label is not None
    assert levels == label.levels


@pytest.mark.parametrize(
    "text", ["Program Pengelolaan Pendidikan", "Meningkatnya mutu", "75,3", "", "Sasaran " * 20]
)
def test_data_is_no_label(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Indikator Kinerja", None),
        ("Indikator Tujuan/Sasaran", None),
        ("Indikator Sasaran", Kind.TARGET),
        ("Indikator Kinerja Program (outcome)", Kind.PROGRAM),
        ("Indikator Kinerja Utama (IKU)", None),
    ],
)
def test_an_indicators_label_may_say_whose_they_are(text: str, owner: Kind | None) -> None:
    label = label_of(text)
    assert label is not None
    assert (True, owner) == (label.is_indicator, label.indicator_of)


@pytest.mark.parametrize(
    ("text", "level", "number", "rest"),
    [
        ("Misi 1 : Mewujudkan desa maju", Kind.MISSION, "1", "Mewujudkan desa maju"),
        ("MISI KEDUA: MENINGKATKAN", Kind.MISSION, "2", "MENINGKATKAN"),
        ("Misi III. Memperkuat", Kind.MISSION, "3", "Memperkuat"),
        ("Misi ke-4 Menjaga", Kind.MISSION, "4", "Menjaga"),
        ("Sasaran 1.2.1: Turunnya", Kind.TARGET, "1.2.1", "Turunnya"),
        ("T1.2 Meningkatkan", Kind.GOAL, "1.2", "Meningkatkan"),
        ("1.2 Meningkatkan", None, "1.2", "Meningkatkan"),
        ("- Angka harapan hidup", None, "", "Angka harapan hidup"),
        ("Program Pengelolaan Jalan", None, "", "Program Pengelolaan Jalan"),
        ("Tujuan pembangunan adalah", None, "", "Tujuan pembangunan adalah"),
        ("Misi ini berarti", None, "", "Misi ini berarti"),
    ],
)
def test_a_text_is_parted_from_its_level_and_number(
    text: str, level: Kind | None, number: str, rest: str
) -> None:
    told = said(text)
    assert (level, number, rest) == (told.level, told.number, told.text)


def test_a_cell_is_parted_at_its_numbers_bullets_or_programs_only() -> None:
    assert ["1. Angka A naik", "2. Angka B"] == parts_of("1. Angka A\nnaik\n2. Angka B")
    assert ["Program A dan B", "Program C"] == parts_of("Program A\ndan B\nProgram C")
    assert ["Meningkatnya mutu sekolah"] == parts_of("Meningkatnya\nmutu sekolah")
    assert [] == parts_of(" \n")
