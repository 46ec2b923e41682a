"""Each form in which plans are printed, from the page to the items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from builders import FIRST, HEAD, KEGIATAN, PLAN, PROGRAM, WIDTHS_PT, Sheet, Span, make_pdf

from alignment.extract.audit import quality_line
from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.types import DocumentKind, Extraction, Indicator, Level, PlanItem, Realised

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, *sheets: Sheet, **settings: object) -> Extraction:
    made = make_pdf(path / "renja.pdf", sheets)
    return extract_document(made, Settings(**settings))  # type: ignore[arg-type]


def by_code(extraction: Extraction) -> dict[str | None, PlanItem]:
    return {item.code: item for item in extraction.items}


def test_sipd_with_code_cells_and_three_kinds_of_indicators(tmp_path: Path) -> None:
    three = ("Capaian Program", "Keluaran Sub Kegiatan", "Hasil Kegiatan")
    head = (
        (Span("Kode", 5, 2), *[None] * 4, Span("Urusan/Program/Kegiatan", 1, 2),
         Span("Indikator Kinerja", 3), None, None,
         Span("Rencana Tahun 2026", 5), *[None] * 4, Span("Catatan", 1, 2)),
        (None,) * 5 + (None, *three, "Lokasi", *("Target\n" + t for t in three), "Pagu (Rp)", None),
    )  # fmt: skip
    rows = (
        (Span("Unit Organisasi : 1.03.0.00.0.00.01.0000 DINAS PEKERJAAN UMUM", 14), *[None] * 13,
         "9.000.000"),
        ("1", "03", "11", "", "", "PROGRAM X", "Indeks", "", "", "", "80", "", "", "3.000.000", ""),
        ("1", "03", "11", "1.01", "", "Kegiatan Y", "", "", "Hasil Y", "", "", "", "5 Unit",
         "3.000.000", ""),
        ("1", "03", "11", "1.01", "09", "Sub Z", "", "Keluaran Z", "", "Bontang", "", "7 Unit", "",
         "3.000.000", ""),
        (Span("TOTAL", 13), *[None] * 12, "3.000.000", ""),
    )  # fmt: skip
    widths = (14, 16, 16, 22, 18, 90, 60, 60, 60, 50, 50, 50, 50, 60, 50)

    items = by_code(read(tmp_path, Sheet((*head, *rows), widths)))

    assert list(items) == ["1.03.11", "1.03.11.1.01", "1.03.11.1.01.09"]
    assert items["1.03.11"].indicators == (Indicator("Indeks", "80"),)
    assert items["1.03.11.1.01"].indicators == (Indicator("Hasil Y", "5", "Unit"),)
    assert items["1.03.11.1.01.09"].indicators == (Indicator("Keluaran Z", "7", "Unit"),)
    assert items["1.03.11.1.01.09"].location == "Bontang"
    assert {item.opd for item in items.values()} == {"Dinas Pekerjaan Umum"}


def test_sipd_ri_with_17_columns_and_outcome_rows_between(tmp_path: Path) -> None:
    head = (
        ("No", "Kode", "Program/Kegiatan/\nSub Kegiatan", "Indikator", "Target\nAkhir\nRenstra",
         "Realisasi\n2024", "Prakiraan\nCapaian\n2025",
         Span("Capaian Kinerja dan Kerangka Pendanaan", 6), *[None] * 5, "Kelompok\nSasaran",
         Span("Prakiraan Maju\nTahun 2027", 2), None, "PD Penanggung\nJawab"),
        (*("",) * 7, "Target\n2026", "Pagu\n(Rp)", "Lokasi", "Sumber\nDana", "Prioritas\nNasional",
         "Prioritas\nDaerah", "", "Target", "Pagu\n(Rp)", ""),
        tuple(str(n) for n in range(1, 18)),
    )  # fmt: skip
    rest = ("1", "2", "3", "4 Unit", "3.000.000", "Bontang", "APBD", "", "PD 1", "Warga", "5 Unit",
            "4.000.000", "DINAS PEKERJAAN UMUM")  # fmt: skip
    rows = (
        ("1", *PROGRAM[:3], *rest),
        ("", "", "OUTCOME : jalan mantap", *[""] * 14),
        ("", *KEGIATAN[:3], *rest),
        ("", *FIRST[:3], *rest),
        (Span("Jumlah", 8), *[None] * 7, "3.000.000", *[""] * 8),
    )
    widths = (14, 72, 92, 62, 34, 34, 34, 34, 40, 34, 30, 34, 34, 34, 34, 40, 92)

    extraction = read(tmp_path, Sheet((*head, *rows), widths), year=2026)

    item = by_code(extraction)["1.03.11.1.01.0009"]
    assert [i.level for i in extraction.items] == [
        Level.PROGRAM,
        Level.KEGIATAN,
        Level.SUB_KEGIATAN,
    ]
    assert (item.budget_rupiah, item.forecast_rupiah) == (3_000_000, 4_000_000)
    assert item.indicators == (Indicator("Jumlah instruktur", "4", "Unit"),)
    assert (item.location, item.fund_source) == ("Bontang", "APBD")
    assert item.opd == "Dinas Pekerjaan Umum"


def test_rkpd_pairs_of_measure_and_target(tmp_path: Path) -> None:
    groups = ("Capaian Program", "Keluaran Sub Kegiatan", "Hasil Kegiatan")
    head = (
        ("Kode", "Urusan/Program/Kegiatan", "Prioritas Daerah", "Lokasi",
         *[cell for group in groups for cell in (Span(group, 2), None)], "Pagu Indikatif (Rp)",
         "Prakiraan Maju (Rp)"),
        ("", "", "", "", *("Tolok Ukur", "Target") * 3, "", ""),
    )  # fmt: skip
    rows = (
        (*PROGRAM[:2], "PD 1", "", "Indeks", "80", "", "", "", "", "3.000.000", "4.000.000"),
        (*KEGIATAN[:2], "PD 1", "", "", "", "", "", "Hasil", "5 Unit", "3.000.000", "4.000.000"),
        (*FIRST[:2], "PD 1", "Bontang", "", "", "Keluaran", "7 Unit", "", "", "3.000.000", "1"),
    )
    widths = (80, 110, 50, 50, 60, 50, 60, 50, 60, 50, 70, 70)

    items = by_code(read(tmp_path, Sheet((*head, *rows), widths)))

    assert items["1.03.11"].indicators == (Indicator("Indeks", "80"),)
    assert items["1.03.11.1.01"].indicators == (Indicator("Hasil", "5", "Unit"),)
    assert items["1.03.11.1.01.0009"].indicators == (Indicator("Keluaran", "7", "Unit"),)
    assert items["1.03.11"].forecast_rupiah == 4_000_000


def test_what_an_evaluation_says_was_realised_never_stands_as_a_plan(tmp_path: Path) -> None:
    head = (
        ("Urusan/Program/Kegiatan", "Indikator Kinerja",
         Span("Realisasi Kinerja Pada Triwulan Tahun 2026", 4), *[None] * 3, "Perangkat Daerah"),
        ("", "", Span("I", 2), None, Span("II", 2), None, ""),
        ("", "", "K", "Rp", "K", "Rp", ""),
    )  # fmt: skip
    row = ("PROGRAM JASA KONSTRUKSI", "Indeks", "10%", "1.000.000", "20%", "2.500.000", "DPU")

    extraction = read(tmp_path, Sheet((*head, row), (160, 160, 60, 90, 60, 90, 90)))

    item = extraction.items[0]
    assert extraction.kind is DocumentKind.EVALUASI_RENJA
    assert (item.budget_before_rupiah, item.budget_rupiah) == (None, None)
    assert item.indicators == (Indicator("Indeks", None, "%"),)
    assert item.realised == (
        Realised("Triwulan I", "10%", 1_000_000),
        Realised("Triwulan II", "20%", 2_500_000),
    )
    assert item.realised_rupiah == 2_500_000
    assert "realised_only" in {warning.code for warning in item.warnings}
    assert "realised_only" in {notice.code for notice in extraction.quality.notices}
    assert extraction.quality.explained_budget_share is None
    assert quality_line(extraction.quality) == "1 item, hanya realisasi, tanpa pagu"


def test_an_evaluation_with_a_target_keeps_plan_and_realisation_apart(tmp_path: Path) -> None:
    head = (
        ("Program/Kegiatan", "Indikator Kinerja", Span("Target Renja Tahun 2026", 2), None,
         Span("Realisasi Kinerja Triwulan", 4), *[None] * 3),
        ("", "", "K", "Rp", Span("I", 2), None, Span("II", 2), None),
        ("", "", "", "", "K", "Rp", "K", "Rp"),
    )  # fmt: skip
    rows = (
        ("PROGRAM A", "Indeks", "80", "9.000.000", "10", "1.000.000", "20", "2.500.000"),
        ("", "Nilai", "70", "", "60", "", "61", ""),
    )

    item = read(tmp_path, Sheet((*head, *rows), (150, 130, 50, 90, 50, 90, 50, 90))).items[0]

    assert item.budget_rupiah == 9_000_000
    assert item.indicators == (Indicator("Indeks", "80"), Indicator("Nilai", "70"))
    assert item.realised == (
        Realised("Triwulan I", "10; 60", 1_000_000),
        Realised("Triwulan II", "20; 61", 2_500_000),
    )
    assert not item.warnings


def test_an_rka_gives_the_items_of_its_label_block_and_no_belanja(tmp_path: Path) -> None:
    title = ("Cetak RKA", "RINCIAN BELANJA SUB KEGIATAN", "Tahun Anggaran 2026")
    block = (
        "Unit Organisasi : 1.03.0.00.0.00.01.0000 DINAS PEKERJAAN UMUM",
        "Program : 1.03.11 PROGRAM JASA KONSTRUKSI",
        "Kegiatan : 1.03.11.1.01 Pelatihan Tenaga Ahli",
        "Sub Kegiatan : 1.03.11.1.01.0009 Penyediaan Instruktur",
        "Sumber Pendanaan : PENDAPATAN ASLI DAERAH (PAD)",
        "Lokasi Kegiatan : Kota Bontang",
        "Jumlah 2025 : Rp. 0",
        "Jumlah 2026 : Rp. 1.954.327.000",
        "Jumlah 2027 : Rp. 2.500.000.000",
    )
    belanja = (
        ("Kode Rekening", "Uraian", "Koefisien", "Satuan", "Harga", "Jumlah"),
        ("5.1.02", "Belanja Barang", "", "", "", "Rp. 1.954.327.000"),
        ("5.1.02.01.01.0024", "Belanja Alat Tulis", "1 Paket", "Paket", "1", "Rp. 1.954.327.000"),
    )

    extraction = read(
        tmp_path,
        Sheet(title=title, prose=block),
        Sheet(belanja, (90, 200, 80, 80, 80, 120)),
    )

    items = by_code(extraction)
    assert extraction.kind is DocumentKind.RKA
    assert list(items) == ["1.03.11", "1.03.11.1.01", "1.03.11.1.01.0009"]
    sub = items["1.03.11.1.01.0009"]
    assert (sub.budget_rupiah, sub.forecast_rupiah) == (1_954_327_000, 2_500_000_000)
    assert (sub.location, sub.opd) == ("Kota Bontang", "Dinas Pekerjaan Umum")


def test_a_table_without_rules_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    extraction = read(tmp_path, Sheet(PLAN, WIDTHS_PT, rules="none"))

    assert [item.name for item in extraction.items] == [row[1] for row in PLAN[1:]]
    assert [item.budget_rupiah for item in extraction.items][-1] == 2_000_000
    assert [notice.code for notice in extraction.quality.notices] == ["unruled"]


def test_a_page_turned_on_its_side_is_read_as_a_reader_sees_it(tmp_path: Path) -> None:
    upright = make_pdf(tmp_path / "upright.pdf", [Sheet(PLAN, WIDTHS_PT)])
    expected = extract_document(upright, Settings())
    for turn in (90, 180, 270):
        with pikepdf.open(upright) as document:
            page = document.pages[0]
            _turn_content(document, page, turn)
            document.save(tmp_path / "turned.pdf")
        turned = extract_document(tmp_path / "turned.pdf", Settings())
        assert [item.name for item in turned.items] == [item.name for item in expected.items]
        assert turned.items[0].box_pt == expected.items[0].box_pt


def _turn_content(document: pikepdf.Pdf, page: pikepdf.Page, turn: int) -> None:
    """Draws the page's content turned back by ``turn``, and has it displayed turned by it."""
    width, height = 842, 595
    matrix = {
        90: f"0 1 -1 0 {height} 0",
        180: f"-1 0 0 -1 {width} {height}",
        270: f"0 -1 1 0 0 {width}",
    }[turn]
    page.contents_add(document.make_stream(f"q {matrix} cm\n".encode()), prepend=True)
    page.contents_add(document.make_stream(b"\nQ"))
    page.MediaBox = pikepdf.Array([0, 0, height, width] if turn != 180 else [0, 0, width, height])
    page.Rotate = turn


def test_a_plan_listed_twice_is_one_plan_with_what_both_lists_know(tmp_path: Path) -> None:
    lean = (
        ("Kode", "Program/Kegiatan", "Pagu (Rp)", "Keterangan"),
        ("307.01", "Program Jasa Konstruksi", "3.000.000", ""),
        ("307.01.001", "Pelatihan Tenaga Ahli", "1.000.000", ""),
        ("307.01.002", "Sertifikasi Tenaga Ahli", "2.000.000", ""),
    )
    full = (
        HEAD[0][1:],
        ("PROGRAM JASA KONSTRUKSI", "Indeks", "", "1", "%", ""),
        ("Pelatihan Tenaga Ahli", "Jumlah ahli", "1.000.000", "10", "Orang", "Bontang"),
        ("Sertifikasi Tenaga Ahli", "Jumlah sertifikat", "2.000.000", "5", "Orang", "Bontang"),
        ("", "", "3.000.000", "", "", ""),
    )

    extraction = read(
        tmp_path, Sheet(lean, (80, 240, 100, 100)), Sheet(), Sheet(full, WIDTHS_PT[1:])
    )

    assert [item.code for item in extraction.items] == ["307.01", "307.01.001", "307.01.002"]
    assert [item.budget_rupiah for item in extraction.items] == [3_000_000, 1_000_000, 2_000_000]
    assert extraction.items[1].location == "Bontang"
