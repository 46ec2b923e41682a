from __future__ import annotations

import pytest
from stand_in_scorer import plan_item

from alignment.align import rules
from alignment.align.texts import telling_indicators
from alignment.types import Level

PROVINCE = "Provinsi Kalimantan Timur"


@pytest.mark.parametrize(
    "name",
    [
        "Bayar listrik kantor",
        "Gaji ke-13 pegawai",
        "Belanja ATK",
        "Servis kendaraan operasional",
        "Perjalanan dinas ke Jakarta",
        "Petugas kebersihan gedung kantor",
        "Menyusun RKA",
    ],
)
def test_what_keeps_an_office_running_is_known_by_its_words(name: str) -> None:
    assert rules.names_office_need(plan_item(name))


@pytest.mark.parametrize(
    "name",
    [
        "Listrik bagi rumah tangga miskin",
        "Gaji guru honorer sekolah terpencil",
        "Kendaraan dinas kejaksaan negeri",
        "Pembangunan jalan",
    ],
)
def test_what_serves_people_or_another_office_is_no_need_of_the_own_office(name: str) -> None:
    assert not rules.names_office_need(plan_item(name))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Renovasi rumah pribadi kepala dinas", "rumah pribadi"),
        ("Kursus untuk istri pejabat", "istri pejabat"),
        ("Jalan ke kebun milik pengembang", "milik pengembang"),
        ("Bantuan bagi keluarga miskin", None),
        ("Pelatihan bagi anak panti", None),
    ],
)
def test_private_gain_is_told_by_its_words(name: str, words: str | None) -> None:
    assert words == rules.private_words(plan_item(name))


@pytest.mark.parametrize(
    ("name", "indicators", "expected"),
    [
        ("Tindak lanjut arahan pimpinan", (), True),
        ("Kegiatan penunjang lainnya", ("Paket",), True),
        ("Koordinasi", ("Laporan hasil koordinasi",), True),
        ("Koordinasi", ("Jumlah jembatan gantung",), False),
        ("Pembangunan jembatan", (), False),
    ],
)
def test_an_item_says_nothing_where_neither_name_nor_indicator_does(
    name: str,
    indicators: tuple[str, ...],
    expected: bool,  # noqa: FBT001  pytest gives it by name
) -> None:
    assert expected is rules.says_nothing(plan_item(name, *indicators))


def test_a_program_is_told_by_what_stands_below_it() -> None:
    from dataclasses import replace

    assert not rules.says_nothing(replace(plan_item("Koordinasi"), level=Level.PROGRAM))


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Pengadaan amunisi", "urusan pemerintah pusat"),
        ("Biaya kedutaan", "instansi pusat di daerah"),
        ("Pembangunan jembatan di Sulawesi Tengah", "letaknya di Sulawesi Tengah"),
        ("Pembangunan jembatan di Kalimantan Timur", None),
        ("Pameran wisata di Jawa Barat", None),
    ],
)
def test_tasks_of_the_state_and_works_in_another_province_are_not_a_province_s_own(
    name: str, what: str | None
) -> None:
    assert what == rules.outside_words(plan_item(name), PROVINCE)


def test_an_indicator_that_is_only_a_unit_tells_nothing() -> None:
    item = plan_item("Jalan", "Paket", "Orang/bulan", "12", "Panjang jalan")
    assert ["Panjang jalan"] == telling_indicators(item)


@pytest.mark.parametrize(
    ("name", "indicator", "expected"),
    [
        ("Pengadaan Kendaraan Lapangan", "Jumlah kendaraan lapangan yang diadakan", True),
        ("Pengamanan Pantai", "Jumlah pengaman pantai yang dibangun", True),
        ("Pengadaan Kendaraan Lapangan", "Sedan untuk tamu", False),
        ("Pengadaan Kendaraan Lapangan", "Unit", False),
    ],
)
def test_an_indicator_restates_the_name_where_it_takes_up_its_words(
    name: str,
    indicator: str,
    expected: bool,  # noqa: FBT001  pytest gives it by name
) -> None:
    assert expected is rules.restates_name(plan_item(name, indicator))


def test_works_for_people_are_field_work_and_repairs_of_the_office_are_not() -> None:
    assert rules.tells_field_work(plan_item("Rapat", "Jumlah rumah warga yang dibangun"))
    assert not rules.tells_field_work(plan_item("Rapat", "Ruang rapat yang dibangun"))
