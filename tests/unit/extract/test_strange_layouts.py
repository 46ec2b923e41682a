"""Plans of other hands: words, shapes and titles that the generator does not make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import HEAD, PLAN, WIDTHS_PT, Sheet, Span, make_pdf
from reportlab.pdfgen.canvas import Canvas

from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.types import Indicator

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.types import Extraction, PlanItem

ROWS = PLAN[1:]
EXPECTED = [(row[0], row[1], int(row[3].replace(".", ""))) for row in ROWS]


def read(path: Path, *sheets: Sheet) -> Extraction:
    return extract_document(make_pdf(path / "renja.pdf", sheets), Settings())


def said(item: PlanItem) -> tuple[str | None, str, int | None]:
    return item.code, item.name, item.budget_rupiah


def test_an_allocation_is_money_and_no_place(tmp_path: Path) -> None:
    head = ("Kode", "Program/Kegiatan", "Indikator", "Alokasi Anggaran\nTA 2026", "Vol.", "Satuan",
            "Lokasi")  # fmt: skip

    items = read(tmp_path, Sheet((head, *ROWS), WIDTHS_PT)).items

    assert [said(item) for item in items] == EXPECTED
    assert items[2].indicators[0].target == "120"
    assert items[2].location == "Samarinda"


@pytest.mark.parametrize("total", ["Jumlah Anggaran\n(Rp)", "Pagu (Rp)"])
def test_the_years_amount_is_read_and_not_that_of_a_quarter(tmp_path: Path, total: str) -> None:
    head = (
        (Span("Kode", rows=2), Span("Program/Kegiatan", rows=2), Span("Indikator", rows=2),
         Span("Rencana Penarikan Anggaran (Rp)", 4), None, None, None, Span(total, rows=2)),
        (None, None, None, "TW I", "TW II", "TW III", "TW IV", None),
    )  # fmt: skip
    rows = [(*row[:3], "100.000", "200.000", "300.000", "400.000", row[3]) for row in ROWS]

    items = read(tmp_path, Sheet((*head, *rows), (90, 180, 150, 60, 60, 60, 60, 90))).items

    assert [said(item) for item in items] == EXPECTED


def test_a_code_in_brackets_before_its_name_is_a_code(tmp_path: Path) -> None:
    rows = [("Program/Kegiatan", *HEAD[0][2:])]
    rows += [(f"[{code}] {name}", *rest) for code, name, *rest in ROWS]

    items = read(tmp_path, Sheet(rows, (260, *WIDTHS_PT[2:]))).items

    assert [said(item) for item in items] == EXPECTED


def test_bands_of_shading_alone_hide_no_table(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    edges = [30.0]
    for width in WIDTHS_PT:
        edges.append(edges[-1] + width)
    for number, row in enumerate(PLAN):
        bottom = 480 - 20 * number
        canvas.setFillGray(0.85 if number % 2 == 0 else 1)
        canvas.rect(edges[0], bottom, edges[-1] - edges[0], 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Helvetica", 7)
        for left, text in zip(edges, row, strict=False):
            canvas.drawString(left + 2, bottom + 8, text)
    canvas.drawString(edges[0] + 2, 515, "RENJA DINAS PEKERJAAN UMUM TAHUN 2026")
    canvas.save()

    extraction = extract_document(path, Settings())

    assert [said(item) for item in extraction.items] == EXPECTED
    assert (extraction.opd, extraction.year) == ("Dinas Pekerjaan Umum", 2026)
    assert "unruled" in {notice.code for notice in extraction.quality.notices}


@pytest.mark.parametrize(
    "title",
    [
        ("RENCANA KERJA (RENJA) DINAS TENAGA KERJA", "DAN TRANSMIGRASI", "TAHUN 2026"),
        ("RENJA DINAS TENAGA KERJA DAN TRANSMIGRASI", "PROVINSI KALIMANTAN SELATAN", "TAHUN 2026"),
        ("RENCANA KERJA PERUBAHAN DINAS TENAGA KERJA DAN TRANSMIGRASI", "TAHUN ANGGARAN 2026"),
    ],
)
def test_an_agency_is_read_out_of_the_title_of_its_renja(
    tmp_path: Path, title: tuple[str, ...]
) -> None:
    extraction = read(
        tmp_path, Sheet(PLAN, WIDTHS_PT, title=title, prose=("Dinas Nakertrans - Renja 2026",))
    )

    assert extraction.opd == "Dinas Tenaga Kerja dan Transmigrasi"


def test_each_level_beside_the_others_keeps_its_own_indicator(tmp_path: Path) -> None:
    rows = (
        ("Program", "Indikator Program", "Kegiatan", "Indikator Kegiatan", "Sub Kegiatan",
         "Indikator Sub Kegiatan", "Target", "Anggaran (Rp)"),
        (Span("1.03.11\nPROGRAM JASA\nKONSTRUKSI", rows=2), Span("Indeks jasa", rows=2),
         Span("1.03.11.1.01\nPelatihan Tenaga Ahli", rows=2), Span("Persentase ahli", rows=2),
         "1.03.11.1.01.0009\nPenyediaan Instruktur", "Jumlah instruktur", "120 Orang", "1.000.000"),
        (None, None, None, None,
         "1.03.11.1.01.0010\nSertifikasi Tenaga Ahli", "Jumlah sertifikat", "40 Dokumen",
         "2.000.000"),
    )  # fmt: skip

    items = read(tmp_path, Sheet(rows, (100, 80, 100, 90, 120, 100, 70, 90))).items

    assert [item.code for item in items] == [row[0] for row in ROWS]
    assert [item.indicators for item in items] == [
        (Indicator("Indeks jasa"),),
        (Indicator("Persentase ahli"),),
        (Indicator("Jumlah instruktur", "120", "Orang"),),
        (Indicator("Jumlah sertifikat", "40", "Dokumen"),),
    ]


def test_a_column_called_name_holds_the_names_of_the_codes_beside_it(tmp_path: Path) -> None:
    head = ("Kode Program", "Kode Kegiatan", "Kode Sub Kegiatan", "Nama", "Indikator", "Pagu")
    rows = [
        (*("" if place != depth else code for place in range(3)), name, wording, amount)
        for depth, (code, name, wording, amount, *_) in zip((0, 1, 2, 2), ROWS, strict=True)
    ]

    items = read(tmp_path, Sheet((head, *rows), (70, 80, 100, 200, 180, 100))).items

    assert [said(item) for item in items] == EXPECTED


def test_the_sums_of_headings_explain_a_list_of_programs(tmp_path: Path) -> None:
    rows = (
        ("307", "Perindustrian", "", "6.000.000", "", "", ""),
        ("", "DINAS PERINDUSTRIAN", "", "6.000.000", "", "", ""),
        ("307.01", "Program Pelayanan", "Indeks", "2.000.000", "1", "%", ""),
        ("307.15", "Program Industri", "Indeks", "4.000.000", "1", "%", ""),
    )

    good = read(tmp_path, Sheet((*HEAD, *rows), WIDTHS_PT))
    lost = read(tmp_path, Sheet((*HEAD, *rows[:3]), WIDTHS_PT))

    assert [item.code for item in good.items] == ["307.01", "307.15"]
    assert good.quality.explained_budget_share == 1.0
    assert good.quality.notices == ()
    assert lost.quality.explained_budget_share == 0.0
    assert {notice.code for notice in lost.quality.notices} == {"audit_failed", "total_unexplained"}


def test_sums_carried_from_page_to_page_are_no_totals(tmp_path: Path) -> None:
    def carried(label: str) -> tuple[str, ...]:
        return ("", label, "", "1.000.000", "", "", "")

    first = (*HEAD, *ROWS[:3], carried("Jumlah dipindahkan"))
    second = (*HEAD, carried("Jumlah pindahan"), ROWS[3])

    extraction = read(tmp_path, Sheet(first, WIDTHS_PT), Sheet(second, WIDTHS_PT))

    assert [said(item) for item in extraction.items] == EXPECTED
    assert extraction.quality.notices == ()


def test_what_was_achieved_stands_beside_what_was_spent_though_each_has_a_label(
    tmp_path: Path,
) -> None:
    head = (
        (Span("Program", rows=3), Span("Indikator Kinerja", rows=3),
         Span("Realisasi Kinerja dan Anggaran Tahun 2025", 2), None, Span("Tahun 2026", 2), None),
        (None, None, "Realisasi Kinerja", "Pagu", "Target Kinerja", "Pagu Indikatif"),
        (None, None, "K", "Rp", "K", "Rp"),
    )  # fmt: skip
    rows = [
        (f"Program {name}", "Indeks", "75,00%", "1.500.000", "80,00%", "2.000.000")
        for name in ("Pendidikan Dasar", "Pendidikan Menengah", "Kebudayaan")
    ]

    item = read(tmp_path, Sheet((*head, *rows), (200, 150, 90, 90, 90, 90))).items[0]

    assert item.budget_rupiah == 2_000_000
    (done,) = item.realised
    assert (done.performance, done.rupiah) == ("75,00%", 1_500_000)
    assert "2025" in done.period
