"""Rows that a page's end cuts: names, figures, and measures find together again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import FIRST, HEAD, KEGIATAN, PROGRAM, SECOND, WIDTHS_PT, Sheet, Span, make_pdf

from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.text import joined_money, parse_money
from alignment.types import Extraction, Indicator

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, *sheets: Sheet) -> Extraction:
    return extract_document(make_pdf(path / "renja.pdf", sheets), Settings())


def test_an_amount_whose_digits_the_page_parts_is_whole(tmp_path: Path) -> None:
    upper = (*FIRST[:3], "1.000.00", *FIRST[4:])
    lower = ("", "", "", "0", "", "", "")

    extraction = read(
        tmp_path,
        Sheet((*HEAD, PROGRAM, KEGIATAN, upper), WIDTHS_PT),
        Sheet((lower, SECOND), WIDTHS_PT),
    )

    assert extraction.items[2].budget_rupiah == 1_000_000
    assert extraction.items[2].warnings == ()
    assert extraction.quality.explained_budget_share == 1.0


def test_figures_are_joined_only_where_the_upper_one_is_no_figure_or_the_lower_one_its_groups() -> (
    None
):
    def joined(upper: str, lower: str) -> int | None:
        money = joined_money(parse_money(upper), parse_money(lower))
        return money.rupiah if money else None

    assert joined("12.535.516.00", "0") == 12_535_516_000
    assert joined("12.535.516", ".000") == 12_535_516_000
    assert joined("12.535.516", ",00") == 12_535_516
    assert joined("12.535.516,", "-") == 12_535_516
    assert joined("12.535.516", "0") is None
    assert joined("12.535.516", "-") is None
    assert joined("12.535.51", "Samarinda") is None


def test_a_names_rest_that_looks_like_an_agency_is_no_agency(tmp_path: Path) -> None:
    upper = ("1.03.01.1.09.0001", "Pajak Kendaraan\nPerorangan", *FIRST[2:])
    lower = ("", "Dinas atau\nKendaraan Dinas Jabatan", "", "", "", "", "")

    extraction = read(
        tmp_path,
        Sheet((*HEAD, PROGRAM, KEGIATAN, upper), WIDTHS_PT),
        Sheet((lower, SECOND), WIDTHS_PT),
    )

    expected = "Pajak Kendaraan Perorangan Dinas atau Kendaraan Dinas Jabatan"
    assert extraction.items[2].name == expected
    assert {item.opd for item in extraction.items} == {None}


def test_rows_of_outcome_and_output_give_the_indicators_of_the_row_above(tmp_path: Path) -> None:
    program = (*PROGRAM[:2], "", PROGRAM[3], "", "", "")
    outcome = ("", "OUTCOME", "Persentase tenaga ahli", "", "95,84", "%", "")
    output = ("", "OUTPUT KEGIATAN", "Jumlah tenaga ahli", "", "10", "Orang", "")
    kegiatan = (*KEGIATAN[:2], "", KEGIATAN[3], "", "", "")

    items = read(
        tmp_path, Sheet((*HEAD, program, outcome, kegiatan, output, FIRST, SECOND), WIDTHS_PT)
    ).items

    assert [item.indicators for item in items[:2]] == [
        (Indicator("Persentase tenaga ahli", "95,84", "%"),),
        (Indicator("Jumlah tenaga ahli", "10", "Orang"),),
    ]


def test_each_sheet_of_an_rka_keeps_its_measures_and_a_name_cut_by_the_page(tmp_path: Path) -> None:
    def labels(code: str, *name: str) -> tuple[tuple[str, ...], ...]:
        return (
            ("Program", ":", "1.03.11 PROGRAM JASA KONSTRUKSI"),
            ("Kegiatan", ":", "1.03.11.1.01 Pelatihan Tenaga Ahli"),
            ("Sub Kegiatan", ":", f"{code} {name[0]}"),
        )

    def measures(output: str) -> tuple[tuple[str, ...], ...]:
        return (
            ("Indikator", "Tolok Ukur", "Target"),
            ("Capaian Program", "Indeks jasa konstruksi", "80 Indeks"),
            ("Keluaran", output, "4 Dokumen"),
        )

    end = (("", "", "Kendaraan Dinas Lapangan"), ("Alokasi Tahun 2026", ":", "2.000.000"))
    first = labels("1.03.11.1.01.0001", "Penyusunan Dokumen")
    money = (("Alokasi Tahun 2026", ":", "1.000.000"),)
    cut = labels("1.03.11.1.01.0002", "Pajak dan Perizinan")
    widths = (120, 20, 500)

    extraction = read(
        tmp_path,
        Sheet((*first, *money), widths, title=("Cetak RKA", "Tahun Anggaran 2026")),
        Sheet(measures("Jumlah dokumen"), (120, 300, 120)),
        Sheet(cut, widths),
        Sheet(end, widths),
        Sheet(measures("Jumlah kendaraan"), (120, 300, 120)),
    )

    by_code = {item.code: item for item in extraction.items}
    assert by_code["1.03.11"].indicators == (Indicator("Indeks jasa konstruksi", "80", "Indeks"),)
    assert [one.text for one in by_code["1.03.11.1.01.0001"].indicators] == ["Jumlah dokumen"]
    assert [one.text for one in by_code["1.03.11.1.01.0002"].indicators] == ["Jumlah kendaraan"]
    assert by_code["1.03.11.1.01.0002"].name == "Pajak dan Perizinan Kendaraan Dinas Lapangan"
    assert by_code["1.03.11.1.01.0002"].budget_rupiah == 2_000_000


def test_the_half_of_the_rkpd_is_no_state_before_a_change(tmp_path: Path) -> None:
    half = ("Program/Kegiatan", "Lokasi", "Indikator", "Target", "Pagu (Rp)")
    head = (
        (Span("Kode", 1, 2), Span("Rancangan Awal RKPD", 5), *[None] * 4,
         Span("Hasil Analisis Kebutuhan", 5), *[None] * 4),
        (None, *half, *half),
    )  # fmt: skip
    row = ("1.03.11", "PROGRAM X", "", "Indeks", "80", "1.000.000", "PROGRAM X", "", "Indeks",
           "80", "2.000.000")  # fmt: skip

    extraction = read(tmp_path, Sheet((*head, row, row), (50, *((90, 60, 60, 40, 80) * 2))))

    assert extraction.kind.value == "renja"
    assert extraction.items[0].budget_rupiah == 2_000_000
    assert extraction.items[0].budget_before_rupiah is None


def test_the_rest_of_a_row_below_a_head_that_is_printed_again_is_no_head(tmp_path: Path) -> None:
    upper = (*FIRST[:1], "Pemberian Bimbingan, Supervisi", "Jumlah", *FIRST[3:])
    rest = "dan Konsultasi Rencana Tata Ruang\nkepada Kabupaten/Kota"
    lower = ("", rest, "kabupaten/kota\nyang didampingi", "", "", "Kabupaten/Kota", "")

    extraction = read(
        tmp_path,
        Sheet((*HEAD, PROGRAM, KEGIATAN, upper), WIDTHS_PT),
        Sheet((*HEAD, lower, SECOND), WIDTHS_PT),
    )

    name = "Pemberian Bimbingan, Supervisi dan Konsultasi Rencana Tata Ruang kepada Kabupaten/Kota"
    assert extraction.items[2].name == name
    assert len(extraction.items) == 4
