"""Programs named as the official list names them, without a code and without the word program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import Sheet, Span, make_pdf

from alignment.extract import names
from alignment.extract.document import extract_document
from alignment.nomenclature import DATA_VARIABLE, import_nomenclature
from alignment.settings import Settings
from alignment.types import Level, PlanItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = ("No", "Program Prioritas", "Indikator", "Target", "Rp", "PD Pengampu")
WIDTHS_PT = (30, 220, 180, 60, 100, 150)


def read(folder: Path, *rows: tuple[str | Span | None, ...]) -> tuple[PlanItem, ...]:
    sheet = Sheet((HEAD, *rows), WIDTHS_PT, title=("RENJA TAHUN 2026",))
    return extract_document(make_pdf(folder / "renja.pdf", [sheet]), Settings()).items


@pytest.fixture
def list_of_the_ministry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A list that holds one program and one kegiatan that the shipped labels do not."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    given = tmp_path / "list.csv"
    given.write_text(
        "kode,nama\n9.99.07,PROGRAM PENATAAN TAMAN ANGKASA\n"
        "9.99.07.1.01,Pembinaan Taman Angkasa Kewenangan Provinsi\n"
    )
    import_nomenclature(given)
    _forget()
    yield
    _forget()


def _forget() -> None:
    for known in (
        names._listed,
        names.known_levels,
        names._official_spellings,
        names._names_of_programs,
    ):
        known.cache_clear()


def test_a_list_of_nothing_but_programs_needs_no_word_for_it(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        ("1", "PENGEMBANGAN IKLIM PENANAMAN MODAL", "Peluang", "2", "2.634.777.000", "DPMPTSP"),
        ("2", "PROMOSI PENANAMAN MODAL", "Minat", "11", "2.578.400.000", "DPMPTSP"),
        ("3", "PENYELENGGARAAN JALAN", "Rasio", "82,09%", "1.376.787.626", "Dinas PU"),
    )

    assert [item.level for item in items] == [Level.PROGRAM] * 3
    assert items[0].name == "PENGEMBANGAN IKLIM PENANAMAN MODAL"


def test_a_heading_with_the_name_of_a_program_is_no_item(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        (Span("KEPEGAWAIAN DAERAH", 6), *[None] * 5),
        ("", "PENELITIAN DAN PENGEMBANGAN", "", "", "", ""),
        ("1", "PROGRAM PROMOSI PENANAMAN MODAL", "Minat", "11", "2.578.400.000", "DPMPTSP"),
    )

    assert [item.name for item in items] == ["PROGRAM PROMOSI PENANAMAN MODAL"]


def test_what_stands_below_a_program_without_the_word_keeps_its_level(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        ("", "Penyelenggaraan Jalan", "Rasio", "82%", "5.000.000", ""),
        ("", "Penyelenggaraan Jalan Provinsi", "Panjang", "9", "5.000.000", ""),
        ("", "Rehabilitasi Jalan", "Panjang jalan", "4", "2.000.000", ""),
        ("", "Pelebaran Jalan Menuju Standar", "Panjang jalan", "4", "3.000.000", ""),
    )

    assert [item.level.value for item in items] == [
        "program",
        "kegiatan",
        "sub_kegiatan",
        "sub_kegiatan",
    ]


@pytest.mark.usefixtures("list_of_the_ministry")
def test_names_are_looked_up_in_the_imported_list(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        ("1", "Penataan Taman Angkasa", "Indeks", "2", "3.000.000", ""),
        ("2", "Pembinaan Taman Angkasa Kewenangan Provinsi", "Jumlah", "2", "3.000.000", ""),
    )

    assert [item.level for item in items] == [Level.PROGRAM, Level.KEGIATAN]
    assert names.official_names("9.99.07") == ("PROGRAM PENATAAN TAMAN ANGKASA",)
