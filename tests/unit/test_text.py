"""Words and figures of plans become values; what is broken stays broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.text import (
    CodeKind,
    join_lines,
    looks_like_money,
    looks_like_opd,
    name_key,
    parse_code,
    parse_money,
    split_target,
    years_in,
)


@pytest.mark.parametrize(
    ("printed", "code", "kind"),
    [
        ("1.03.11", "1.03.11", CodeKind.PROGRAM),
        ("1.03.11.1.01", "1.03.11.1.01", CodeKind.KEGIATAN),
        ("1.03.11.1.01.0009", "1.03.11.1.01.0009", CodeKind.SUB_KEGIATAN),
        ("3.31.01.2.06.05", "3.31.01.2.06.05", CodeKind.SUB_KEGIATAN),
        ("2 . 15 . 01 . 2.01 . 06", "2.15.01.2.01.06", CodeKind.SUB_KEGIATAN),
        ("1 02 01 2.02", "1.02.01.2.02", CodeKind.KEGIATAN),
        ("X.XX.01", "X.XX.01", CodeKind.PROGRAM),
        ("X.XX.01.1.01.0001", "X.XX.01.1.01.0001", CodeKind.SUB_KEGIATAN),
        ("307,01", "307.01", CodeKind.PROGRAM),
        ("307.01.001", "307.01.001", CodeKind.KEGIATAN),
        ("2.09.01.01", "2.09.01.01", CodeKind.KEGIATAN),
        ("1.03.1.03.01", "1.03.1.03.01", CodeKind.OPD),
        ("1.03.1.03.01.15", "1.03.1.03.01.15", CodeKind.PROGRAM),
        ("1 03 1 03 01 15 01", "1.03.1.03.01.15.01", CodeKind.KEGIATAN),
        ("1.03", "1.03", CodeKind.BIDANG),
        ("5.1.02.01.01.0024", "5.1.02.01.01.0024", CodeKind.REKENING),
        ("5.01.02", "5.01.02", CodeKind.PROGRAM),
        ("3.30.3.31.2.17.22.0000", "3.30.3.31.2.17.22.0000", CodeKind.OPD),
        ("4.01.0.00.0.00.01.0000", "4.01.0.00.0.00.01.0000", CodeKind.OPD),
        ("2-15.0-00.0-00.13", "2.15.0.00.0.00.13", CodeKind.OPD),
    ],
)
def test_codes_are_read_in_every_way_they_are_printed(
    printed: str, code: str, kind: CodeKind
) -> None:
    found = parse_code(printed)

    assert found is not None
    assert (found.text, found.kind) == (code, kind)


@pytest.mark.parametrize(
    "text", ["", "Program", "1.000", "95,84", "779.849.340", "2026", "1.03.11.1"]
)
def test_figures_and_words_are_no_item_codes(text: str) -> None:
    found = parse_code(text)

    assert found is None or found.kind not in (
        CodeKind.PROGRAM,
        CodeKind.KEGIATAN,
        CodeKind.SUB_KEGIATAN,
    )


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("1.03.11.1.01.0009", "1.03.11.1.01"),
        ("1.03.11.1.01", "1.03.11"),
        ("307.01.001", "307.01"),
        ("1.03.1.03.01.15.01", "1.03.1.03.01.15"),
        ("1.03.11", None),
    ],
)
def test_a_code_names_the_one_above_it(code: str, parent: str | None) -> None:
    found = parse_code(code)

    assert found is not None
    assert found.parent == parent


@pytest.mark.parametrize(
    ("printed", "rupiah"),
    [
        ("9.471.211.674,00", 9_471_211_674),
        ("1.670.334.444.609", 1_670_334_444_609),
        ("4.039.549.844,37", 4_039_549_844),
        ("Rp. 219.033.200", 219_033_200),
        ("Rp8.475.000,00 (Delapan juta empat ratus tujuh puluh lima ribu rupiah)", 8_475_000),
        ("Rp\n2.676.141.000", 2_676_141_000),
        ("14.468.993.100,-", 14_468_993_100),
        ("(23.112.400,00)", -23_112_400),
        ("Rp. 0", 0),
        ("0,00", 0),
        ("1 06.062.666,96", 106_062_666),
        ("1 .679.155.400.000,00", 1_679_155_400_000),
        ("1.679.155.400.\n000,00", 1_679_155_400_000),
        ("41026000", 41_026_000),
        ("1,234,567.00", 1_234_567),
    ],
)
def test_amounts_are_read_in_every_way_they_are_printed(printed: str, rupiah: int) -> None:
    assert rupiah == parse_money(printed).rupiah


@pytest.mark.parametrize("text", ["", "-", " - ", "n.a"])
def test_nothing_is_no_amount_and_not_broken(text: str) -> None:
    assert parse_money(text).rupiah is None
    assert not parse_money(text).is_broken


@pytest.mark.parametrize("text", ["Rp. 10.924024.550", "(23. 12.400,00)", "1.00.000,00", "1.2345"])
def test_a_damaged_amount_is_broken_and_never_guessed(text: str) -> None:
    assert parse_money(text).rupiah is None
    assert parse_money(text).is_broken


def test_two_amounts_in_one_cell_are_one_and_another() -> None:
    money = parse_money("1.000.000\n2.500.000")

    assert (money.rupiah, money.others) == (1_000_000, (2_500_000,))


@pytest.mark.parametrize(
    ("printed", "scale", "rupiah"),
    [
        ("1.234,5", 1_000_000, 1_234_500_000),
        ("750", 1_000, 750_000),
        ("2,25", 1_000_000, 2_250_000),
    ],
)
def test_a_head_that_says_thousands_or_millions_scales_the_amount(
    printed: str, scale: int, rupiah: int
) -> None:
    assert rupiah == parse_money(printed, scale=scale).rupiah


@given(st.integers(min_value=0, max_value=10**14))
def test_every_amount_survives_its_print(amount: int) -> None:
    printed = f"{amount:,}".replace(",", ".")

    assert amount == parse_money(f"Rp {printed},00").rupiah
    assert amount == parse_money(printed).rupiah


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    parse_money(text)
    parse_code(text)
    split_target(text)
    assert "\n" not in join_lines(text)


@pytest.mark.parametrize(
    ("printed", "target", "unit"),
    [
        ("67,69%", "67,69", "%"),
        ("100 Persen", "100", "Persen"),
        ("4 dokumen", "4", "dokumen"),
        ("1.000", "1.000", None),
        ("97.6 Skor", "97.6", "Skor"),
        ("50702\nHa", "50702", "Ha"),
        ("610540.\n98\nHektar", "610540.98", "Hektar"),
        ("n.a", "n.a", None),
        ("-", None, None),
        ("", None, None),
    ],
)
def test_targets_part_into_figure_and_unit(
    printed: str, target: str | None, unit: str | None
) -> None:
    assert (target, unit) == split_target(printed)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("ANGGARA\nN", "ANGGARAN"),
        ("Disperinda\ng", "Disperindag"),
        ("Urusa\nn", "Urusan"),
        ("Dokume\nn IPRO", "Dokumen IPRO"),
        ("Perkembang\nan Harga", "Perkembangan Harga"),
        ("Laporan RKA-\nSKPD", "Laporan RKA-SKPD"),
        ("rata-\nrata", "rata-rata"),
        ("pemban-\ngunan", "pembangunan"),
        ("Instruktur/\nAsesor", "Instruktur/Asesor"),
        ("KABUPATEN /\nKOTA", "KABUPATEN / KOTA"),
        ("Sarana\ndan", "Sarana dan"),
        ("Kelompok\nIKM", "Kelompok IKM"),
        ("Penyediaan\nJasa", "Penyediaan Jasa"),
    ],
)
def test_lines_are_joined_with_a_blank_unless_a_word_was_broken(lines: str, joined: str) -> None:
    assert joined == join_lines(lines)


def test_known_words_put_longer_pieces_together() -> None:
    words = {"kelurahan", "desa", "per", "perkapita"}

    assert join_lines("Desa/Kelu\nrahan", words) == "Desa/Kelurahan"
    assert join_lines("Desa/Kelu\nrahan") == "Desa/Kelu rahan"
    assert join_lines("buah per\nkapita", words) == "buah per kapita"


def test_small_readers() -> None:
    assert looks_like_money("1.500.000")
    assert not looks_like_money("1.000")
    assert looks_like_opd("DINAS KESEHATAN")
    assert not looks_like_opd("Dinasti")
    assert years_in("Renja 2026 dan 2027, nomor 12026") == (2026, 2027)
    assert name_key("PROGRAM  Pembinaan / Jasa") == name_key("Program pembinaan/jasa")
