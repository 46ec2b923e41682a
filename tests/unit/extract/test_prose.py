"""Programs in running text are read where they are numbered and said to be programs, only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import PLAN, WIDTHS_PT, Sheet, make_pdf

from alignment.errors import NoItemsError
from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.types import Extraction, Indicator, Level

if TYPE_CHECKING:
    from pathlib import Path

TITLE = ("RENCANA KERJA (RENJA)", "DINAS PERINDUSTRIAN", "TAHUN 2026")
LIST = (
    "BAB IV RENCANA KERJA DAN PENDANAAN",
    "1. Program Pengelolaan Sistem Informasi Industri dengan pagu Rp 3.000.000,00;",
    "indikator: Persentase data industri, target 80 Persen.",
    "a. Kegiatan Penyediaan Informasi Industri dengan pagu 3.000.000; indikator: Jumlah",
    "laporan, target 4 Laporan.",
    "1) Sub Kegiatan Fasilitasi Pengumpulan Data dengan pagu 1.000.000.",
    "2) Sub Kegiatan Diseminasi Data dengan pagu 2.000.000.",
)


def read(path: Path, *sheets: Sheet) -> Extraction:
    return extract_document(make_pdf(path / "renja.pdf", sheets), Settings())


def test_numbered_sentences_give_items_that_say_where_they_come_from(tmp_path: Path) -> None:
    extraction = read(tmp_path, Sheet(title=TITLE), Sheet(prose=LIST))

    assert [(i.level, i.name, i.budget_rupiah) for i in extraction.items] == [
        (Level.PROGRAM, "Program Pengelolaan Sistem Informasi Industri", 3_000_000),
        (Level.KEGIATAN, "Penyediaan Informasi Industri", 3_000_000),
        (Level.SUB_KEGIATAN, "Fasilitasi Pengumpulan Data", 1_000_000),
        (Level.SUB_KEGIATAN, "Diseminasi Data", 2_000_000),
    ]
    assert extraction.items[1].indicators == (Indicator("Jumlah laporan", "4", "Laporan"),)
    assert {w.code for item in extraction.items for w in item.warnings} == {"from_prose"}
    assert extraction.quality.pages_to_check == (2,)


def test_a_program_lists_its_kegiatan_behind_a_colon(tmp_path: Path) -> None:
    extraction = read(
        tmp_path,
        Sheet(title=TITLE),
        Sheet(
            prose=(
                "1. Program Peningkatan Industri Kecil : Kegiatan Pembinaan Perajin; Kegiatan",
                "Pameran Produk Unggulan;",
                "2. Program Perlindungan Konsumen : Kegiatan Pengawasan Barang Beredar.",
            )
        ),
    )

    assert [(i.level.value, i.name) for i in extraction.items] == [
        ("program", "Program Peningkatan Industri Kecil"),
        ("kegiatan", "Pembinaan Perajin"),
        ("kegiatan", "Pameran Produk Unggulan"),
        ("program", "Program Perlindungan Konsumen"),
        ("kegiatan", "Pengawasan Barang Beredar"),
    ]


def test_a_sentence_cut_by_the_page_is_whole_and_running_heads_are_left_out(
    tmp_path: Path,
) -> None:
    head, foot = "Pemerintah Kota Contoh", "Renja Dinas Perindustrian Halaman {}"
    pages = [
        Sheet(prose=(head, *LIST[:4], foot.format(2))),
        Sheet(prose=(head, "laporan dan buku, target 4 Laporan.", *LIST[5:], foot.format(3))),
    ]

    extraction = read(tmp_path, Sheet(title=TITLE, prose=(head, foot.format(1))), *pages)

    assert extraction.items[1].indicators[0].text == "Jumlah laporan dan buku"
    assert len(extraction.items) == 4


@pytest.mark.parametrize(
    "lines",
    [
        ("BAB II EVALUASI PELAKSANAAN RENJA", *LIST[1:]),
        tuple(line.replace("dengan pagu", "pada tahun 2025 terealisasi") for line in LIST),
        ("Program Pengelolaan Sistem Informasi Industri dengan pagu Rp 3.000.000,00.",),
        ("1. Program ini diarahkan untuk membina industri kecil.",),
        ("1. Program Pengelolaan Sistem Informasi Industri ................. 12",) * 4,
    ],
)
def test_last_years_programs_sentences_and_contents_lists_give_no_item(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    with pytest.raises(NoItemsError):
        read(tmp_path, Sheet(title=TITLE), Sheet(prose=lines))


def test_where_a_table_holds_the_plan_the_text_is_not_asked(tmp_path: Path) -> None:
    extraction = read(tmp_path, Sheet(title=TITLE), Sheet(prose=LIST), Sheet(PLAN, WIDTHS_PT))

    assert len(extraction.items) == len(PLAN) - 1
