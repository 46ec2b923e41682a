"""Each way in which a real plan breaks a parser, on the smallest PDF that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import (
    FIRST,
    HEAD,
    KEGIATAN,
    PLAN,
    PROGRAM,
    SECOND,
    WIDTHS_PT,
    Sheet,
    Span,
    draw_table,
    make_pdf,
)
from reportlab.pdfgen.canvas import Canvas

from alignment.errors import NoItemsError, ScanError
from alignment.extract import ocr
from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.types import DocumentKind, Extraction, Indicator, Level

if TYPE_CHECKING:
    from pathlib import Path

TITLE = ("RENCANA KERJA (RENJA)", "DINAS PEKERJAAN UMUM", "TAHUN ANGGARAN 2026")


def read(path: Path, *sheets: Sheet, year: int | None = None) -> Extraction:
    return extract_document(make_pdf(path / "renja.pdf", sheets), Settings(year=year))


def names(extraction: Extraction) -> list[str]:
    return [item.name for item in extraction.items]


def budgets(extraction: Extraction) -> list[int | None]:
    return [item.budget_rupiah for item in extraction.items]


PLAN_NAMES = [PROGRAM[1], KEGIATAN[1], FIRST[1], SECOND[1]]
PLAN_BUDGETS = [3_000_000, 3_000_000, 1_000_000, 2_000_000]


def test_01_a_head_printed_once_serves_the_pages_after_it(tmp_path: Path) -> None:
    extraction = read(
        tmp_path,
        Sheet((*HEAD, PROGRAM, KEGIATAN), WIDTHS_PT),
        Sheet((FIRST, SECOND), WIDTHS_PT, top_pt=40),
    )

    assert names(extraction) == PLAN_NAMES
    assert [item.page_number for item in extraction.items] == [1, 1, 2, 2]


def test_02_columns_are_followed_by_position_when_a_page_has_more_edges(tmp_path: Path) -> None:
    split = (FIRST[0], Span(FIRST[1], 2), None, Span(FIRST[2], 2), None, *FIRST[3:])
    lone = (SECOND[0], SECOND[1], "", SECOND[2], "", *SECOND[3:])
    extraction = read(
        tmp_path,
        Sheet((*HEAD, PROGRAM, KEGIATAN), WIDTHS_PT),
        Sheet((split, lone), (80, 170, 10, 170, 10, 100, 60, 60, 100)),
    )

    assert names(extraction) == PLAN_NAMES
    assert budgets(extraction) == PLAN_BUDGETS


def test_03_shading_behind_each_line_is_no_rule(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    canvas.setFillGray(0.9)
    for number in range(40):
        canvas.rect(111, 500 - 9 * number, 178, 8, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFont("Helvetica", 7)
    tall = (*FIRST[:1], "Penyediaan Instruktur\nPelatihan Tenaga\nAhli", *FIRST[2:])
    draw_table(canvas, Sheet((*HEAD, PROGRAM, KEGIATAN, tall), WIDTHS_PT), 505)
    canvas.save()

    extraction = extract_document(path, Settings())

    assert names(extraction)[-1] == "Penyediaan Instruktur Pelatihan Tenaga Ahli"


@pytest.mark.parametrize("rules", ["strokes", "boxes", "shading"])
def test_03_a_table_of_strokes_of_thin_boxes_or_of_filled_cells_is_read_alike(
    tmp_path: Path, rules: str
) -> None:
    assert names(read(tmp_path, Sheet(PLAN, WIDTHS_PT, rules=rules))) == PLAN_NAMES


def test_04_text_that_a_clip_path_hides_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    canvas.setFont("Helvetica", 7)
    draw_table(canvas, Sheet(PLAN, WIDTHS_PT), 505)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(30, 560, 700, 20)
    canvas.clipPath(clip, stroke=0)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(113, 483, "Tujuan 1: Mewujudkan")  # over the program's name, clipped away
    canvas.restoreState()
    canvas.save()

    assert names(extract_document(path, Settings())) == PLAN_NAMES


def test_05_blanks_inside_an_amount_are_dropped(tmp_path: Path) -> None:
    spaced = (*FIRST[:3], "1 .000.000,00", *FIRST[4:])

    assert (
        budgets(read(tmp_path, Sheet((*HEAD, KEGIATAN, spaced, SECOND), WIDTHS_PT)))[1] == 1_000_000
    )


def test_06_an_amount_with_a_lost_digit_is_flagged_and_not_guessed(tmp_path: Path) -> None:
    broken = (*FIRST[:3], "1.00.000,00", *FIRST[4:])

    item = read(tmp_path, Sheet((*HEAD, PROGRAM, KEGIATAN, broken, SECOND), WIDTHS_PT)).items[2]

    assert item.budget_rupiah is None
    assert [warning.code for warning in item.warnings] == ["broken_number"]


def test_07_letters_printed_twice_for_bold_are_read_once(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    canvas.setFont("Helvetica", 7)
    draw_table(canvas, Sheet(PLAN, WIDTHS_PT), 505)
    canvas.translate(0.3, 0)
    draw_table(canvas, Sheet(PLAN, WIDTHS_PT), 505)
    canvas.save()

    extraction = extract_document(path, Settings())

    assert names(extraction) == PLAN_NAMES
    assert budgets(extraction) == PLAN_BUDGETS


def test_08_a_row_that_the_page_cuts_is_one_item(tmp_path: Path) -> None:
    upper = (*SECOND[:1], "Sertifikasi Tenaga", "Jumlah tenaga ahli yang", *SECOND[3:6], "Bontang,")
    lower = ("", "Ahli Konstruksi", "disertifikasi", "", "", "", "Kutai Timur")
    extraction = read(
        tmp_path,
        Sheet((*HEAD, PROGRAM, KEGIATAN, FIRST, upper), WIDTHS_PT),
        Sheet((*HEAD, lower), WIDTHS_PT),
    )

    last = extraction.items[-1]
    assert last.name == "Sertifikasi Tenaga Ahli Konstruksi"
    assert last.indicators[0].text == "Jumlah tenaga ahli yang disertifikasi"
    assert last.location == "Bontang, Kutai Timur"


def test_08_a_code_that_the_page_cuts_is_one_code(tmp_path: Path) -> None:
    upper = ("1.03.11.1.01.00", "Sertifikasi Tenaga", "Jumlah", "2.000.000", "40", "Orang", "")
    extraction = read(
        tmp_path,
        Sheet((*HEAD, PROGRAM, KEGIATAN, FIRST, upper), WIDTHS_PT),
        Sheet((("10", "Ahli", "sertifikat", "", "", "", ""),), WIDTHS_PT),
    )

    assert extraction.items[-1].code == "1.03.11.1.01.0010"
    assert extraction.items[-1].name == "Sertifikasi Tenaga Ahli"


def test_09_further_indicators_belong_to_the_item_above(tmp_path: Path) -> None:
    more = ("", "", "Indeks kepuasan peserta", "", "85", "Indeks", "")

    extraction = read(tmp_path, Sheet((*HEAD, PROGRAM, KEGIATAN, FIRST, more, SECOND), WIDTHS_PT))

    assert names(extraction) == PLAN_NAMES
    assert [one.target for one in extraction.items[2].indicators] == ["120", "85"]


def test_09_a_second_amount_in_one_item_is_told(tmp_path: Path) -> None:
    more = ("", "", "Indeks kepuasan peserta", "500.000", "85", "Indeks", "")

    item = read(tmp_path, Sheet((*HEAD, PROGRAM, KEGIATAN, FIRST, more), WIDTHS_PT)).items[2]

    assert item.budget_rupiah == 1_000_000
    assert "500.000" in next(w.message for w in item.warnings if w.code == "several_amounts")


def test_10_totals_are_checks_and_an_unlabelled_subtotal_is_its_programs_amount(
    tmp_path: Path,
) -> None:
    head = (("Program/Kegiatan", "Indikator Kinerja", "Pagu (Rp)", "Target", "Satuan", "Lokasi"),)
    rows = (
        ("PROGRAM JASA KONSTRUKSI", "", "", "", "", ""),
        ("Pelatihan Tenaga Ahli", "Jumlah tenaga ahli", "1.000.000", "10", "Orang", ""),
        ("Sertifikasi Tenaga Ahli", "Jumlah sertifikat", "2.000.000", "10", "Orang", ""),
        ("", "", "Rp 3.000.000", "", "", ""),
        ("GRAND TOTAL", "", "3.000.000", "", "", ""),
    )

    extraction = read(tmp_path, Sheet(head + rows, WIDTHS_PT[1:]))

    assert names(extraction) == [rows[0][0], rows[1][0], rows[2][0]]
    assert budgets(extraction) == [3_000_000, 1_000_000, 2_000_000]
    assert extraction.quality.explained_budget_share == 1.0


def test_10_a_total_that_the_items_do_not_sum_to_is_told(tmp_path: Path) -> None:
    total = (Span("JUMLAH", 3), None, None, "9.999.999", "", "", "")

    extraction = read(tmp_path, Sheet((*PLAN, total), WIDTHS_PT))

    assert names(extraction) == PLAN_NAMES
    assert [notice.code for notice in extraction.quality.notices] == ["total_unexplained"]
    assert extraction.quality.pages_to_check == (1,)


def test_11_head_words_inside_a_row_are_data(tmp_path: Path) -> None:
    labelled = (*PROGRAM[:2], "Indikator Kinerja Program:\nPersentase tenaga ahli", *PROGRAM[3:])

    extraction = read(tmp_path, Sheet((*HEAD, labelled, KEGIATAN, FIRST, SECOND), WIDTHS_PT))

    assert names(extraction) == PLAN_NAMES
    assert extraction.items[0].indicators[0].text == "Persentase tenaga ahli"


def test_12_rows_of_urusan_bidang_and_agency_are_context(tmp_path: Path) -> None:
    rows = (
        ("1.03", "URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM", "", "3.000.000", "", "", ""),
        (Span("BIDANG BINA KONSTRUKSI", 3), None, None, "3.000.000", "", "", ""),
        (Span("Unit Organisasi : DINAS PEKERJAAN UMUM", 7), *[None] * 6),
        (Span("UPTD Metrologi", 7), *[None] * 6),
    )

    extraction = read(tmp_path, Sheet((*HEAD, *rows, *PLAN[1:]), WIDTHS_PT))

    assert names(extraction) == PLAN_NAMES


def test_13_without_codes_levels_come_from_the_word_program_and_from_sums(tmp_path: Path) -> None:
    rows = (
        ("PROGRAM JASA KONSTRUKSI", "Indeks", "6.000.000", "1", "%", ""),
        ("Pelatihan Ahli Utama", "Persentase ahli", "3.000.000", "1", "%", ""),
        ("Penyediaan Asesor", "Jumlah asesor", "1.000.000", "1", "Orang", ""),
        ("Sertifikasi", "Jumlah sertifikat", "2.000.000", "1", "Orang", ""),
        ("Pengawasan Tertib Usaha", "Persentase usaha", "3.000.000", "1", "%", ""),
        ("Pemeriksaan Lapangan", "Jumlah paket", "3.000.000", "1", "Paket", ""),
    )

    extraction = read(tmp_path, Sheet(((HEAD[0][1:]), *rows), WIDTHS_PT[1:]))

    assert [item.level for item in extraction.items] == [
        Level.PROGRAM,
        Level.KEGIATAN,
        Level.SUB_KEGIATAN,
        Level.SUB_KEGIATAN,
        Level.KEGIATAN,
        Level.SUB_KEGIATAN,
    ]
    assert extraction.quality.explained_budget_share == 1.0


def test_14_one_program_in_two_agencies_is_two_items_and_no_double(tmp_path: Path) -> None:
    agency = [
        (Span(f"Unit Organisasi : DINAS {name}", 7), *[None] * 6)
        for name in ("PERKEBUNAN", "PANGAN")
    ]

    extraction = read(tmp_path, Sheet((*HEAD, agency[0], PROGRAM, agency[1], PROGRAM), WIDTHS_PT))

    assert [item.opd for item in extraction.items] == ["Dinas Perkebunan", "Dinas Pangan"]
    assert not any(item.warnings for item in extraction.items)
    assert len({item.item_id for item in extraction.items}) == 2


def test_15_a_code_in_five_cells_is_one_code(tmp_path: Path) -> None:
    head = ((Span("Kode", 5), *[None] * 4, *HEAD[0][1:]),)
    rows = (
        ("1", "03", "11", "", "", *PROGRAM[1:]),
        ("1", "03", "11", "1.01", "", *KEGIATAN[1:]),
        ("1", "03", "11", "1.01", "09", *FIRST[1:]),
    )

    extraction = read(tmp_path, Sheet(head + rows, (14, 16, 16, 22, 18, *WIDTHS_PT[1:])))

    assert [item.code for item in extraction.items] == [
        "1.03.11",
        "1.03.11.1.01",
        "1.03.11.1.01.09",
    ]


def test_16_words_that_a_narrow_cell_breaks_are_whole(tmp_path: Path) -> None:
    broken = (*FIRST[:5], "Dokume\nn", "Kota Sama\nrinda")

    item = read(tmp_path, Sheet((*HEAD, PROGRAM, KEGIATAN, broken), WIDTHS_PT)).items[2]

    assert item.indicators[0].unit == "Dokumen"


def test_17_the_plan_is_preferred_to_the_review_with_other_amounts(tmp_path: Path) -> None:
    half = ("Program/Kegiatan", "Lokasi", "Indikator Kinerja", "Target", "Pagu Indikatif (Rp)")
    review = (
        (
            Span("Rancangan Awal RKPD", 5),
            *[None] * 4,
            Span("Hasil Analisis Kebutuhan", 5),
            *[None] * 4,
        ),
        half + half,
        ("PROGRAM JASA KONSTRUKSI", "", "Indeks", "1", "7.000.000") * 2,
        ("Pelatihan Tenaga Ahli", "", "Jumlah", "1", "7.000.000") * 2,
    )
    extraction = read(tmp_path, Sheet(review, (110, 40, 90, 40, 90) * 2), Sheet(PLAN, WIDTHS_PT))

    assert names(extraction) == PLAN_NAMES
    assert budgets(extraction) == PLAN_BUDGETS


def test_18_a_report_on_performance_is_said_to_be_one(tmp_path: Path) -> None:
    sheet = Sheet(
        title=("LAPORAN KINERJA INSTANSI PEMERINTAH", "(LKjIP) TAHUN 2025", "DINAS KESEHATAN"),
        prose=("Capaian kinerja tahun 2025 diuraikan di bawah ini.",),
    )

    with pytest.raises(NoItemsError, match="LKJIP, not a Renja") as refused:
        read(tmp_path, sheet)
    assert DocumentKind.LKJIP is refused.value.kind


def test_18_a_form_without_data_is_no_empty_success(tmp_path: Path) -> None:
    with pytest.raises(NoItemsError):
        read(tmp_path, Sheet((*HEAD, ("",) * 7, ("",) * 7), WIDTHS_PT, title=TITLE))


def _picture(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    """A PDF whose one page is a picture of a table."""
    import pypdfium2

    plain = make_pdf(path / "plain.pdf", [Sheet(rows, WIDTHS_PT, title=TITLE)])  # type: ignore[arg-type]
    document = pypdfium2.PdfDocument(plain)
    document[0].render(scale=300 / 72, grayscale=True).to_pil().save(path / "page.png")
    document.close()
    canvas = Canvas(str(path / "scan.pdf"), pagesize=(842, 595))
    canvas.drawImage(str(path / "page.png"), 0, 0, 842, 595)
    canvas.save()
    return path / "scan.pdf"


def test_19_a_picture_is_refused_with_advice_where_there_is_no_ocr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "language", lambda: None)
    monkeypatch.setattr(ocr.rapid, "is_installed", lambda: False)

    with pytest.raises(ScanError, match="tesseract"):
        extract_document(_picture(tmp_path, PLAN), Settings())


@pytest.mark.skipif(ocr.language() != "ind", reason="tesseract with Indonesian data is not here")
def test_19_a_picture_is_read_by_ocr_and_marked(tmp_path: Path) -> None:
    extraction = extract_document(_picture(tmp_path, PLAN), Settings())

    assert names(extraction) == PLAN_NAMES
    assert budgets(extraction) == PLAN_BUDGETS
    assert {item.source.value for item in extraction.items} == {"ocr"}
    assert "ocr_page" in {notice.code for notice in extraction.quality.notices}


def test_19_a_picture_as_cover_is_told_and_the_plan_is_read(tmp_path: Path) -> None:
    picture = _picture(tmp_path, PLAN)
    import pikepdf

    with pikepdf.open(picture) as cover, pikepdf.open(tmp_path / "plain.pdf") as plan:
        plan.pages.insert(0, cover.pages[0])
        plan.pages.append(plan.pages[1])
        plan.save(tmp_path / "both.pdf")

    extraction = extract_document(tmp_path / "both.pdf", Settings())

    assert [n.page_number for n in extraction.quality.notices if n.code == "picture_page"] == [1]


def test_20_figures_of_targets_stay_as_printed(tmp_path: Path) -> None:
    rows = (
        (*FIRST[:4], "1.000", "Orang", ""),
        (*SECOND[:4], "97.6 Skor", "", ""),
        ("1.03.11.1.01.0011", "Nama", "Indikator", "1", "", "50,96 %", ""),
    )

    items = read(tmp_path, Sheet((*HEAD, PROGRAM, KEGIATAN, *rows), WIDTHS_PT)).items[2:]

    assert [(i.indicators[0].target, i.indicators[0].unit) for i in items] == [
        ("1.000", "Orang"),
        ("97.6", "Skor"),
        ("50,96", "%"),
    ]


def test_21_before_after_and_forecast_are_told_apart_by_the_head(tmp_path: Path) -> None:
    head = (
        ("Kode", "Program/Kegiatan", "Indikator", Span("Pagu Indikatif", 2), None,
         Span("Prakiraan Maju Tahun 2027", 2), None),
        ("", "", "", "Sebelum Perubahan", "Setelah Perubahan", "Target", "Pagu (Rp)"),
    )  # fmt: skip
    row = (*FIRST[:3], "1.000.000", "1.500.000", "10 Orang", "1.700.000")

    extraction = read(
        tmp_path,
        Sheet((*head, (*PROGRAM[:3], *row[3:]), (*KEGIATAN[:3], *row[3:]), row), WIDTHS_PT),
    )

    item = extraction.items[2]
    assert (item.budget_before_rupiah, item.budget_rupiah, item.forecast_rupiah) == (
        1_000_000,
        1_500_000,
        1_700_000,
    )
    assert extraction.kind is DocumentKind.RENJA_PERUBAHAN


def test_21_targets_before_and_after_a_change_stand_apart(tmp_path: Path) -> None:
    head = (
        ("Kode", "Program/Kegiatan", "Indikator", Span("Target", 2), None,
         Span("Pagu Anggaran (Rp)", 2), None),
        ("", "", "", "Sebelum Perubahan", "Setelah Perubahan", "Sebelum Perubahan",
         "Setelah Perubahan"),
    )  # fmt: skip
    rows = (
        (*PROGRAM[:3], "80 %", "95,84 %", "1.000.000", "3.000.000"),
        ("", "", "Indeks", "7", "8", "", ""),
    )

    program = read(tmp_path, Sheet((*head, *rows), WIDTHS_PT)).items[0]

    assert program.indicators == (
        Indicator("Persentase tenaga ahli", "95,84", "%", "80"),
        Indicator("Indeks", "8", None, "7"),
    )


@pytest.mark.parametrize(("year", "expected"), [(2026, 1), (2027, 2), (2028, 3)])
def test_21_the_column_of_the_asked_year_is_read(tmp_path: Path, year: int, expected: int) -> None:
    years = [f"Tahun {one}" for one in (2026, 2027, 2028)]
    head = (
        (
            "Kode",
            "Program dan Kegiatan",
            "Indikator",
            *[c for y in years for c in (Span(y, 2), None)],
        ),
        ("", "", "", *("Target", "Rp") * 3),
    )
    amounts = ("1 Unit", "1.000.000", "2 Unit", "2.000.000", "3 Unit", "3.000.000")
    rows = [(*base[:3], *amounts) for base in (PROGRAM, KEGIATAN, FIRST)]

    extraction = read(tmp_path, Sheet((*head, *rows), (80, 150, 120, *(40, 70) * 3)), year=year)

    assert budgets(extraction) == [expected * 1_000_000] * 3
    assert extraction.items[0].indicators[0].target == str(expected)


def test_22_the_title_above_the_table_names_kind_agency_and_year(tmp_path: Path) -> None:
    extraction = read(tmp_path, Sheet(PLAN, WIDTHS_PT, title=TITLE))

    assert (extraction.kind, extraction.opd, extraction.year) == (
        DocumentKind.RENJA,
        "Dinas Pekerjaan Umum",
        2026,
    )
