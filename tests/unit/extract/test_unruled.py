"""Columns without rules: where a narrow blank parts two columns and where it parts two words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import SIZE_PT, Sheet, make_pdf
from reportlab.pdfbase.pdfmetrics import stringWidth

from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.types import Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from alignment.types import PlanItem

HEAD = ("Kode", "Program/Kegiatan", "Indikator Kinerja", "Lokasi", "Pagu", "Sumber\nDana")
ROWS = (
    ("1.03.11", "PROGRAM JASA KONSTRUKSI", "Persentase", "Kota Samarinda", "3.000.000", "APBD"),
    ("1.03.11.1.01", "Pelatihan Tenaga", "Jumlah ahli", "Kota Samarinda", "3.000.000", "APBD"),
    ("1.03.11.1.01.0009", "Penyediaan Instruktur", "Jumlah", "Kota Samarinda", "1.000.000", "PAD"),
    ("1.03.11.1.01.0010", "Sertifikasi", "Jumlah", "Kota Samarinda", "2.000.000", "PAD"),
)


def read(path: Path, rows: Sequence[Sequence[str]], gap_pt: float) -> tuple[PlanItem, ...]:
    money_pt = stringWidth("3.000.000", "Helvetica", SIZE_PT) + gap_pt
    widths = (90, 180, 150, 120, money_pt, 60)
    made = make_pdf(path / "renja.pdf", [Sheet(rows, widths, rules="none")])
    return extract_document(made, Settings()).items


def test_a_fund_close_behind_its_amount_is_no_part_of_it(tmp_path: Path) -> None:
    items = read(tmp_path, (HEAD, *ROWS), gap_pt=1.9)

    assert [item.budget_rupiah for item in items] == [3_000_000, 3_000_000, 1_000_000, 2_000_000]
    assert [item.fund_source for item in items] == ["APBD", "APBD", "PAD", "PAD"]


def test_two_words_that_stand_alike_in_every_row_are_one_column(tmp_path: Path) -> None:
    items = read(tmp_path, (HEAD, *ROWS), gap_pt=20)

    assert {item.location for item in items} == {"Kota Samarinda"}


def test_a_total_is_no_indicator_wherever_its_label_stands(tmp_path: Path) -> None:
    total = ("", "", "JUMLAH", "", "3.000.000", "")

    items = read(tmp_path, (HEAD, *ROWS, total), gap_pt=20)

    assert len(items) == len(ROWS)
    assert [one.text for one in items[-1].indicators] == ["Jumlah"]


def test_several_indicators_of_a_row_keep_their_own_targets(tmp_path: Path) -> None:
    head = ("Kode", "Program/Kegiatan", "Indikator Kinerja", "Target", "Pagu", "Sumber\nDana")
    first = (
        "1.03.11", "PROGRAM\nJASA\nKONSTRUKSI", "Persentase tenaga\nahli bersertifikat\nIndeks",
        "80 %\n\n4,35 Nilai", "3.000.000", "APBD",
    )  # fmt: skip
    others = tuple((*row[:3], "12 Orang", *row[4:]) for row in ROWS[1:])

    item = read(tmp_path, (head, first, *others), gap_pt=20)[0]

    assert item.name == "PROGRAM JASA KONSTRUKSI"
    assert item.indicators == (
        Indicator("Persentase tenaga ahli bersertifikat", "80", "%"),
        Indicator("Indeks", "4,35", "Nilai"),
    )


def test_a_code_whose_last_digits_stand_on_the_next_line_opens_a_row(tmp_path: Path) -> None:
    rows = [ROWS[0], *((f"{row[0][:-1]}\n{row[0][-1]}", *row[1:]) for row in (*ROWS[2:], ROWS[2]))]

    items = read(tmp_path, (HEAD, *rows), gap_pt=20)

    assert [item.code for item in items] == [row[0] for row in (ROWS[0], *ROWS[2:], ROWS[2])]


def test_the_sign_of_the_currency_is_no_column_of_its_own(tmp_path: Path) -> None:
    rows = [(*row[:4], f"Rp    {row[4]}", row[5]) for row in ROWS]

    items = read(tmp_path, (HEAD, *rows), gap_pt=40)

    assert [item.budget_rupiah for item in items] == [3_000_000, 3_000_000, 1_000_000, 2_000_000]


@pytest.mark.parametrize(("blank_pt", "length"), [(2.5, 12), (1.75, 19)])
def test_a_narrow_blank_parts_columns_where_the_page_before_has_an_edge(
    tmp_path: Path, blank_pt: float, length: int
) -> None:
    name_pt = stringWidth("Penyediaan Instruktur", "Helvetica", SIZE_PT) + blank_pt
    widths = (90, name_pt, 150, 120, 60, 60)
    short = tuple((row[0], row[1].capitalize()[:length], *row[2:]) for row in ROWS)
    pages = [Sheet((HEAD, *short), widths, rules="none"), Sheet(ROWS[1:], widths, rules="none")]
    made = make_pdf(tmp_path / "renja.pdf", pages)

    items = extract_document(made, Settings()).items

    assert [item.name for item in items[4:]] == [row[1] for row in ROWS[1:]]
