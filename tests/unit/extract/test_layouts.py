"""Layouts that nobody has shown us: what a column is must come from words, rows and rules."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pikepdf
import pytest
from builders import FIRST, HEAD, KEGIATAN, PLAN, PROGRAM, SECOND, WIDTHS_PT, Sheet, Span, make_pdf
from reportlab.pdfgen.canvas import Canvas

from alignment.errors import NoItemsError
from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.types import Indicator, Level
from alignment.versions import Stage, stage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from alignment.types import Extraction, PlanItem

CODES = [row[0] for row in (PROGRAM, KEGIATAN, FIRST, SECOND)]


def read(path: Path, *sheets: Sheet) -> Extraction:
    return extract_document(make_pdf(path / "renja.pdf", sheets), Settings())


@contextmanager
def drawing_on(path: Path, *, is_under: bool = False) -> Iterator[Canvas]:
    """What is drawn stands on the PDF's page afterwards, above or under what is there."""
    canvas = Canvas(str(path.with_name("drawn.pdf")), pagesize=(842, 595))
    canvas.setFont("Helvetica", 7)
    yield canvas
    canvas.save()
    with (
        pikepdf.open(path, allow_overwriting_input=True) as plan,
        pikepdf.open(path.with_name("drawn.pdf")) as drawn,
    ):
        page = plan.pages[0]
        (page.add_underlay if is_under else page.add_overlay)(drawn.pages[0])
        plan.save(path)


def said(item: PlanItem) -> tuple[str | None, str, int | None]:
    return item.code, item.name, item.budget_rupiah


def turned(rows: Sequence[Sequence[str]], order: Sequence[int]) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in order) for row in rows]


EXPECTED = [
    ("1.03.11", "PROGRAM JASA KONSTRUKSI", 3_000_000),
    ("1.03.11.1.01", "Pelatihan Tenaga Ahli", 3_000_000),
    ("1.03.11.1.01.0009", "Penyediaan Instruktur", 1_000_000),
    ("1.03.11.1.01.0010", "Sertifikasi Tenaga Ahli", 2_000_000),
]


@pytest.mark.parametrize("label", ["Rekening", "Nomor", "Klasifikasi"])
def test_codes_are_known_by_the_rows_whatever_the_head_calls_them(
    tmp_path: Path, label: str
) -> None:
    rows = ((label, *HEAD[0][1:]), *PLAN[1:])

    assert [said(i) for i in read(tmp_path, Sheet(rows, WIDTHS_PT)).items] == EXPECTED


@pytest.mark.parametrize("label", ["Unusan/ Bidang I Kegi", "Program\nPIkKeeggiiaatan Dana"])
def test_names_are_known_by_the_rows_where_a_scan_blurs_the_label(
    tmp_path: Path, label: str
) -> None:
    names = (
        "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH PROVINSI",
        "Administrasi Keuangan Perangkat Daerah",
        "Penyediaan Gaji dan Tunjangan ASN",
        "Penatausahaan Arsip Dinamis",
    )
    rows = [(row[0], name, *row[2:]) for row, name in zip(PLAN[1:], names, strict=True)]

    items = read(
        tmp_path, Sheet(((HEAD[0][0], label, *HEAD[0][2:]), *rows), (80, 250, 110, 90, 60, 60, 90))
    ).items

    assert [item.name for item in items] == list(names)


def test_code_and_name_in_one_cell_under_a_label_of_both(tmp_path: Path) -> None:
    rows = [("Kode dan Nama Program/Kegiatan", *HEAD[0][2:])]
    rows += [(f"{code} - {name}", *rest) for code, name, *rest in PLAN[1:]]

    extraction = read(tmp_path, Sheet(rows, (260, *WIDTHS_PT[2:])))

    assert [said(item) for item in extraction.items] == EXPECTED


@pytest.mark.parametrize("order", [range(7), (1, 2, 4, 5, 3, 6, 0)], ids=["left", "right"])
def test_rules_across_alone_part_the_rows_wherever_the_code_stands(
    tmp_path: Path, order: Sequence[int]
) -> None:
    total = Span("Jumlah seluruh program dan kegiatan", 3)
    total_row = {0: total, 1: None, 2: None, 3: "3.000.000"}
    rows = [*turned(PLAN, order), tuple(total_row.get(i, "") for i in order)]
    widths = [WIDTHS_PT[i] for i in order]

    extraction = read(
        tmp_path, Sheet(rows if order == range(7) else rows[:-1], widths, rules="across")
    )

    assert [said(item) for item in extraction.items] == EXPECTED
    assert extraction.items[2].indicators == (Indicator("Jumlah instruktur", "120", "Orang"),)
    assert "unruled" in {notice.code for notice in extraction.quality.notices}


def test_wide_blanks_inside_codes_part_no_columns_between_rules_across(tmp_path: Path) -> None:
    rows = [HEAD[0], *((code.replace(".", "  .  "), *rest) for code, *rest in PLAN[1:])]

    extraction = read(tmp_path, Sheet(rows, (130, *WIDTHS_PT[1:]), rules="across"))

    assert [said(item) for item in extraction.items] == EXPECTED


def test_a_stage_of_planning_over_amounts_is_money_without_the_word(tmp_path: Path) -> None:
    rows = [
        (*row[:5], more)
        for row, more in zip(
            PLAN,
            ("Prakiraan Maju", "3.300.000", "3.300.000", "1.100.000", "2.200.000"),
            strict=True,
        )
    ]

    items = read(tmp_path, Sheet(rows, WIDTHS_PT[:6])).items

    assert [item.forecast_rupiah for item in items] == [3_300_000, 3_300_000, 1_100_000, 2_200_000]


def test_kegiatan_of_2006_carry_the_agency_in_their_code(tmp_path: Path) -> None:
    codes = ("1.03.1.03.01.15", "1.03.1.03.01.15.01", "1.03.1.03.01.15.02")
    rows = [HEAD[0]]
    rows += [(c, *row[1:]) for c, row in zip(codes, (PROGRAM, FIRST, SECOND), strict=True)]

    items = read(tmp_path, Sheet(rows, WIDTHS_PT)).items

    assert [(i.code, i.level) for i in items] == [
        (codes[0], Level.PROGRAM),
        (codes[1], Level.KEGIATAN),
        (codes[2], Level.KEGIATAN),
    ]
    assert items[2].parents[0].code == codes[0]


def test_years_of_belanja_and_their_growth_are_no_plan(tmp_path: Path) -> None:
    head = (
        ("Uraian", Span("Anggaran pada Tahun ke-", 2), None, Span("Realisasi pada Tahun ke-", 2),
         None, Span("Rata-rata Pertumbuhan", 2), None),
        ("", "1", "2", "1", "2", "Anggaran", "Realisasi"),
    )  # fmt: skip
    rows = (
        ("Pendapatan Daerah", "3.000.000", "3.100.000", "2.900.000", "3.000.000", "4,5", "3,9"),
        ("Belanja Operasi", "2.000.000", "2.100.000", "1.900.000", "2.000.000", "4,5", "3,9"),
        ("Belanja Modal", "1.000.000", "1.000.000", "1.000.000", "1.000.000", "0,5", "0,9"),
    )

    with pytest.raises(NoItemsError):
        read(tmp_path, Sheet((*head, *rows), (150, *[80] * 6)))


def test_the_words_above_a_table_say_that_its_amounts_are_millions(tmp_path: Path) -> None:
    rows = [HEAD[0]]
    rows += [(*row[:3], amount, *row[4:]) for row, amount in zip(PLAN[1:], MILLIONS, strict=True)]
    caption = Sheet(rows, WIDTHS_PT, title=("RENJA", "", "", "(dalam juta rupiah)"))

    items = read(tmp_path, caption, Sheet(rows[1:], WIDTHS_PT)).items

    assert [item.budget_rupiah for item in items[:4]] == IN_RUPIAH
    assert [item.budget_rupiah for item in items[4:]] == IN_RUPIAH


MILLIONS = ("3.000,50", "3.000,50", "1.000,25", "2.000,25")
IN_RUPIAH = [3_000_500_000, 3_000_500_000, 1_000_250_000, 2_000_250_000]


def test_amounts_printed_in_full_are_not_taken_for_millions(tmp_path: Path) -> None:
    caption = Sheet(PLAN, WIDTHS_PT, title=("RENJA", "", "", "(dalam juta rupiah)"))

    assert [said(item) for item in read(tmp_path, caption).items] == EXPECTED


def test_amounts_in_a_scale_that_is_not_said_are_told(tmp_path: Path) -> None:
    rows = [HEAD[0], *((*row[:3], row[3].removesuffix(".000"), *row[4:]) for row in PLAN[1:])]

    notices = read(tmp_path, Sheet(rows, WIDTHS_PT)).quality.notices

    assert "amounts_small" in {notice.code for notice in notices}


def test_a_watermark_leaves_no_letters_in_the_cells(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "renja.pdf", [Sheet(PLAN, WIDTHS_PT)])
    with drawing_on(path, is_under=True) as canvas:
        canvas.setFont("Helvetica-Bold", 110)
        canvas.translate(150, 380)
        canvas.rotate(20)
        canvas.drawString(0, 0, "DRAFT")

    extraction = extract_document(path, Settings())

    assert [said(item) for item in extraction.items] == EXPECTED


@pytest.mark.parametrize("turn", [90, -90], ids=["up", "down"])
def test_labels_that_run_up_or_down_the_page_are_read(tmp_path: Path, turn: int) -> None:
    blank = [("", "", "", "", "", "", "\n" * 6), *PLAN[1:]]
    path = make_pdf(tmp_path / "renja.pdf", [Sheet(blank, WIDTHS_PT)])
    left = 30.0
    with drawing_on(path) as canvas:
        for label, width in zip(HEAD[0], WIDTHS_PT, strict=True):
            for number, line in enumerate(label.replace("/Sub ", "/\nSub ").split("\n")):
                canvas.saveState()
                canvas.translate(left + width / 2 + (9 if turn > 0 else -9) * number, 470)
                canvas.rotate(turn)
                canvas.drawCentredString(0, 0, line)
                canvas.restoreState()
            left += width

    extraction = extract_document(path, Settings())

    assert [said(item) for item in extraction.items] == EXPECTED
    assert extraction.items[2].indicators == (Indicator("Jumlah instruktur", "120", "Orang"),)


def test_rows_without_rules_or_padding_keep_their_wrapped_names(tmp_path: Path) -> None:
    names = ("PROGRAM JASA\nKONSTRUKSI", "Pelatihan\nTenaga Ahli", "Penyediaan\nInstruktur")
    rows = [(code, name, *rest) for (code, _, *rest), name in zip(PLAN[1:4], names, strict=True)]
    rows = [HEAD[0], *rows, SECOND]
    lines: list[tuple[str, ...]] = []
    for row in rows:
        split = [text.split("\n") for text in row]
        lines += [
            tuple(parts[number] if number < len(parts) else "" for parts in split)
            for number in range(max(map(len, split)))
        ]
    path = make_pdf(tmp_path / "renja.pdf", [Sheet(title=("RENJA 2026", "DINAS PEKERJAAN UMUM"))])
    with drawing_on(path) as canvas:
        for number, line in enumerate(lines):
            left = 30
            for text, width in zip(line, WIDTHS_PT, strict=True):
                canvas.drawString(left, 500 - 9.5 * number - (0.5 if line[0] else 0.0), text)
                left += width

    extraction = extract_document(path, Settings())

    assert [said(item) for item in extraction.items] == EXPECTED
    assert (extraction.opd, extraction.year) == ("Dinas Pekerjaan Umum", 2026)


def test_a_sum_across_the_columns_of_a_table_without_rules_hides_no_column(tmp_path: Path) -> None:
    label = "JUMLAH SELURUH PROGRAM, KEGIATAN DAN SUB KEGIATAN PERANGKAT DAERAH TAHUN INI"
    total = (Span(label, 3), None, None, "3.000.000", "", "", "")

    extraction = read(tmp_path, Sheet((*PLAN, total), WIDTHS_PT, rules="none"))

    assert [said(item) for item in extraction.items] == EXPECTED


BESIDE = (
    ("Program", "Kegiatan", "Kode", "Sub Kegiatan", "Indikator", "Target", "Pagu (Rp)"),
    (PROGRAM[1], KEGIATAN[1], *FIRST[:3], "120 Orang", "1.000.000"),
    (PROGRAM[1], KEGIATAN[1], *SECOND[:3], "40 Dokumen", "2.000.000"),
    (PROGRAM[1], "Pengawasan", "1.03.11.1.02.0001", "Pengawasan Jasa", "Jumlah", "1 Laporan",
     "5.000.000"),
    ("PENATAAN RUANG", "Perencanaan", "1.03.12.1.01.0001", "Penyusunan RTRW", "Jumlah", "1 Dok",
     "7.000.000"),
)  # fmt: skip
BESIDE_WIDTHS_PT = (130, 120, 90, 130, 110, 70, 90)
ALL_BESIDE = [
    (Level.PROGRAM, "PROGRAM JASA KONSTRUKSI", None),
    (Level.KEGIATAN, "Pelatihan Tenaga Ahli", None),
    (Level.SUB_KEGIATAN, "Penyediaan Instruktur", 1_000_000),
    (Level.SUB_KEGIATAN, "Sertifikasi Tenaga Ahli", 2_000_000),
    (Level.KEGIATAN, "Pengawasan", None),
    (Level.SUB_KEGIATAN, "Pengawasan Jasa", 5_000_000),
    (Level.PROGRAM, "PENATAAN RUANG", None),
    (Level.KEGIATAN, "Perencanaan", None),
    (Level.SUB_KEGIATAN, "Penyusunan RTRW", 7_000_000),
]


def merged_down(rows: Sequence[Sequence[str]], columns: int) -> list[list[str | Span | None]]:
    """The rows with equal cells of the first columns, one below the other, as one cell."""
    merged: list[list[str | Span | None]] = [list(row) for row in rows]
    for column in range(columns):
        start = 1
        for index in range(2, len(rows) + 1):
            if index == len(rows) or rows[index][column] != rows[start][column]:
                merged[start][column] = Span(rows[start][column], rows=index - start)
                merged[start + 1 : index] = [
                    [*row[:column], None, *row[column + 1 :]] for row in merged[start + 1 : index]
                ]
                start = index
    return merged


@pytest.mark.parametrize("is_merged", [True, False], ids=["one tall cell", "printed in each row"])
def test_program_and_kegiatan_beside_their_sub_kegiatan(tmp_path: Path, is_merged: bool) -> None:  # noqa: FBT001
    rows = merged_down(BESIDE, 2) if is_merged else BESIDE
    sheet = Sheet(rows, BESIDE_WIDTHS_PT)

    items = read(tmp_path, sheet).items

    assert [(i.level, i.name, i.budget_rupiah) for i in items] == ALL_BESIDE
    assert [parent.name for parent in items[5].parents] == [PROGRAM[1], "Pengawasan"]


def test_each_level_with_name_and_code_of_its_own(tmp_path: Path) -> None:
    head = (
        (Span("Program", 2), None, Span("Kegiatan", 2), None, Span("Sub Kegiatan", 2), None,
         Span("Pagu (Rp)", 1, 2)),
        ("Kode", "Nama", "Kode", "Nama", "Kode", "Nama", None),
    )  # fmt: skip
    rows = (
        (Span(PROGRAM[0], 1, 2), Span(PROGRAM[1], 1, 2), Span(KEGIATAN[0], 1, 2),
         Span(KEGIATAN[1], 1, 2), *FIRST[:2], "1.000.000"),
        (None, None, None, None, *SECOND[:2], "2.000.000"),
    )  # fmt: skip

    items = read(tmp_path, Sheet((*head, *rows), (50, 130, 70, 120, 90, 120, 90))).items

    assert [(item.code, item.name) for item in items] == [row[:2] for row in PLAN[1:]]
    assert [item.budget_rupiah for item in items] == [None, None, 1_000_000, 2_000_000]


def test_parts_of_a_code_are_named_under_the_code_and_are_no_names(tmp_path: Path) -> None:
    parts = ("Urusan", "Bidang Urusan", "Program", "Kegiatan", "Sub Kegiatan")
    head = (
        (Span("Kode", 5), *[None] * 4, Span("Uraian", 1, 2), Span("Target", 1, 2),
         Span("Pagu (Rp)", 1, 2)),
        (*parts, None, None, None),
    )  # fmt: skip
    rows = (
        ("1", "03", "11", "", "", PROGRAM[1], "95 %", "3.000.000"),
        ("1", "03", "11", "1.01", "", KEGIATAN[1], "5 Unit", "3.000.000"),
        ("1", "03", "11", "1.01", "0009", FIRST[1], "7 Unit", "1.000.000"),
        ("1", "03", "11", "1.01", "0010", SECOND[1], "8 Unit", "2.000.000"),
    )
    widths = (40, 60, 50, 50, 70, 250, 80, 100)

    assert [said(i) for i in read(tmp_path, Sheet((*head, *rows), widths)).items] == EXPECTED


def test_the_words_of_an_indicator_are_no_second_list_of_names(tmp_path: Path) -> None:
    head = (
        (Span("Kode", 1, 2), Span("Uraian", 1, 2), Span("Indikator Kegiatan", 3), None, None,
         Span("Jumlah Dana (Rp)", 1, 2)),
        (None, None, "Uraian", "Volume", "Satuan", None),
    )  # fmt: skip
    rows = [(*row[:3], row[4], row[5], row[3]) for row in PLAN[1:]]

    items = read(tmp_path, Sheet((*head, *rows), (80, 180, 180, 60, 60, 100))).items

    assert [said(item) for item in items] == EXPECTED
    assert items[2].indicators == (Indicator("Jumlah instruktur", "120", "Orang"),)


def test_the_cover_tells_the_stage_whatever_the_file_is_called(tmp_path: Path) -> None:
    cover = Sheet(title=("RANCANGAN AKHIR", "RENCANA KERJA (RENJA)", "DINAS SOSIAL", "TAHUN 2026"))
    path = make_pdf(tmp_path / "1.pdf", [cover, Sheet(PLAN, WIDTHS_PT)])
    extraction = extract_document(path, Settings())
    assert extraction.title == "RANCANGAN AKHIR RENCANA KERJA (RENJA) DINAS SOSIAL TAHUN 2026"
    assert stage_of(extraction, path.name) is Stage.RANCANGAN_AKHIR
