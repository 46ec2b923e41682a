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
        ("Penyediaan kebutuhan rumah tangga kepala daerah", None),
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
        ("Konsultasi ekspor dengan atase perdagangan", None),
        ("Rehabilitasi pasar rakyat", "pasar kabupaten/kota"),
        ("Kajian harga di pasar rakyat", None),
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
        (
            "Barang Cetakan dan Penggandaan",
            "Terlaksananya kebutuhan cetakan perangkat daerah",
            True,
        ),
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


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Program Peningkatan Disiplin Aparatur", None, True),
        ("PROGRAM PELAYANAN ADM. PERKANTORAN", None, True),
        ("Program Peningkatan Sarana dan Prasarana Aparatur", "307.02", True),
        ("Pengembangan Sistem Pelaporan Capaian Kinerja dan Keuangan", None, True),
        ("Administrasi Umum", None, True),
        ("Penyediaan Barang Cetakan", "3.31.01.2.06.05", True),
        ("Penyediaan surat menyurat", "1.02.01.001", True),
        ("Peningkatan Kapasitas Sumber Daya Aparatur Desa", None, False),
        ("Sistem Pelaporan Keuangan Desa", None, False),
        ("Program Administrasi Kependudukan", None, False),
        ("Pengadaan alat peraga siswa", "1.01.01.17.02", False),
    ],
)
def test_support_is_known_by_its_code_or_by_names_of_2019_and_2006(
    name: str,
    code: str | None,
    expected: bool,  # noqa: FBT001  pytest gives it by name
) -> None:
    assert expected is rules.is_support(plan_item(name, code=code))


def test_the_staff_of_all_offices_is_the_task_of_the_office_for_personnel() -> None:
    name = "Program Peningkatan Kapasitas Sumber Daya Aparatur"
    assert rules.is_support(plan_item(name, opd="Dinas Sosial"))
    assert not rules.is_support(plan_item(name, opd="Badan Kepegawaian Daerah"))


def test_a_kecamatan_may_do_what_is_not_a_province_s_to_do() -> None:
    assert rules.outside_words(plan_item("Perbaikan gang", opd="Dinas PU"), PROVINCE)
    assert not rules.outside_words(plan_item("Perbaikan gang", opd="Kecamatan Setu"), PROVINCE)


def test_the_text_that_names_another_tier_is_the_one_that_is_shown() -> None:
    item = plan_item("Ruang belajar", "Ruang kelas SMP yang dibangun", "Jumlah siswa")
    assert "Ruang kelas SMP yang dibangun" == rules.outside_text(item)
