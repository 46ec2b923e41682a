"""The official list of codes: imported from the files that planners have, and looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from shared import SHARED, needs_shared

from alignment.errors import NomenclatureError
from alignment.nomenclature import (
    DATA_VARIABLE,
    import_nomenclature,
    load_nomenclature,
    read_list,
    shipped_nomenclature,
)
from alignment.text import CodeKind

if TYPE_CHECKING:
    from pathlib import Path

LIST = [
    ("1", "URUSAN WAJIB"),
    ("1.01", "BIDANG PENDIDIKAN"),
    ("1.01.02", "PROGRAM PENGELOLAAN SEKOLAH CONTOH"),
    ("1.01.02.1.01", "Pengelolaan Sekolah Menengah"),
    ("1.01.02.1.01.0001", "Pembangunan Ruang Kelas"),
    ("X.XX.01", "PROGRAM PENUNJANG"),
    ("X.XX.01.1.01.0001", "Penyusunan Dokumen"),
]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


def csv_file(path: Path, head: str = "kode,nama", *, mark: str = ",") -> Path:
    lines = [head, *(mark.join(pair) for pair in LIST)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def xlsx_file(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_csv_of_codes_and_names_is_kept_for_later(tmp_path: Path) -> None:
    kept, left_out = import_nomenclature(csv_file(tmp_path / "daftar.csv"))

    assert ({code: (name,) for code, name in LIST}, 0) == (dict(kept.names), left_out)
    assert kept == load_nomenclature()


@pytest.mark.parametrize("head", ["Kode;Nomenklatur Urusan Pemerintahan", "code;name"])
def test_heads_and_separators_differ(tmp_path: Path, head: str) -> None:
    assert (LIST, 0) == read_list(csv_file(tmp_path / "daftar.csv", head, mark=";"))


def test_a_workbook_with_titles_above_and_rows_without_codes_is_read(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path / "daftar.xlsx",
        ("DAFTAR NOMENKLATUR",),
        (),
        ("No", "Kode", "Nomenklatur", "Level"),
        (1, "1.01.02", "PROGRAM CONTOH", "program"),
        (2, None, "catatan", None),
    )
    assert ([("1.01.02", "PROGRAM CONTOH")], 1) == read_list(path)


def test_codes_in_one_column_for_each_part_are_joined(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path / "daftar.xlsx",
        ("Kode Urusan", "Bidang Urusan", "Program", "Kegiatan", "Sub Kegiatan", "Nomenklatur"),
        (1, None, None, None, None, "URUSAN"),
        (1, 1, 2, None, None, "PROGRAM CONTOH"),
        ("1", "01", "02", "1.01", "0001", "Pembangunan Ruang"),
    )
    assert ["1", "1.01.02", "1.01.02.1.01.0001"] == [code for code, _ in read_list(path)[0]]


def test_a_wide_list_holds_a_pair_of_columns_for_each_level(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path / "daftar.xlsx",
        ("Kode Program", "Nama Program", "Kode Kegiatan", "Nama Kegiatan"),
        ("1.01.02", "PROGRAM CONTOH", "1.01.02.1.01", "Pengelolaan"),
        ("1.01.02", "PROGRAM CONTOH", "1.01.02.1.02", "Pembinaan"),
    )
    assert ["1.01.02", "1.01.02.1.01", "1.01.02.1.02"] == [code for code, _ in read_list(path)[0]]


def test_a_name_belongs_to_its_code_but_for_a_slip(tmp_path: Path) -> None:
    known, _ = import_nomenclature(csv_file(tmp_path / "daftar.csv"))

    assert known.name_belongs("1.01.02", "Program Pengelolaan Sekolah Conto") is True
    assert known.name_belongs("1.01.02", "Program Penyelenggaraan Jalan") is False
    assert known.name_belongs("1.01.09", "Program Penyelenggaraan Jalan") is None


def test_codes_of_the_support_program_may_be_those_of_any_office(tmp_path: Path) -> None:
    known, _ = import_nomenclature(csv_file(tmp_path / "daftar.csv"))

    assert ("Penyusunan Dokumen",) == known.names_of("1.03.01.1.01.0001")
    assert CodeKind.SUB_KEGIATAN is known.level_of("1.03.01.1.01.0001")
    assert known.level_of("1.03.02") is None


def test_a_program_is_found_by_its_name(tmp_path: Path) -> None:
    known, _ = import_nomenclature(csv_file(tmp_path / "daftar.csv"))

    assert ("1.01.02",) == known.program_codes("Pengelolaan Sekolah Contoh")
    assert () == known.program_codes("Pengelolaan Sekolah Menengah")
    assert ("1.01.02.1.01",) == known.codes_of("Pengelolaan Sekolah Menengah", CodeKind.KEGIATAN)


def test_a_second_list_replaces_the_first_unless_it_is_added(tmp_path: Path) -> None:
    import_nomenclature(csv_file(tmp_path / "satu.csv"))
    second = tmp_path / "dua.csv"
    second.write_text("kode,nama\n1.01.02,PROGRAM LAIN\n", encoding="utf-8")

    added, _ = import_nomenclature(second, is_added=True)
    assert ("PROGRAM PENGELOLAAN SEKOLAH CONTOH", "PROGRAM LAIN") == added.names_of("1.01.02")
    assert len(LIST) == len(added.names)
    assert {"1.01.02": ("PROGRAM LAIN",)} == dict(import_nomenclature(second)[0].names)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("daftar.csv", b"a,b\n1,2\n"),
        ("daftar.csv", b"kode,nama\nbukan,kode\n"),
        ("daftar.csv", b"kode,nama\n1.01,\xff\xfe\n"),
        ("daftar.xlsx", b"bukan buku kerja"),
        ("kosong.csv", b""),
    ],
)
def test_what_is_no_list_is_refused_and_the_kept_one_stays(
    tmp_path: Path, name: str, data: bytes
) -> None:
    import_nomenclature(csv_file(tmp_path / "baik.csv"))
    (tmp_path / name).write_bytes(data)

    with pytest.raises(NomenclatureError, match=name):
        import_nomenclature(tmp_path / name)
    assert len(LIST) == len(load_nomenclature().names)


def test_a_damaged_kept_list_is_told(data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "nomenklatur.csv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(NomenclatureError, match="Import it again"):
        load_nomenclature()


def test_without_an_import_the_programs_of_the_shipped_labels_are_known() -> None:
    known = load_nomenclature()

    assert shipped_nomenclature() == known
    assert ("1.01.02",) == known.program_codes("Program Pengelolaan Pendidikan")


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "code"),
    [("provinsi", 5220, "1.01.02.1.01"), ("kabkota", 4507, "1.01.02.2.01")],
)
def test_the_official_lists_are_read_whole(name: str, rows: int, code: str) -> None:
    kept, left_out = import_nomenclature(SHARED / "nomenclature" / f"nomenklatur_{name}.csv")

    assert (rows, 0) == (len(kept.names), left_out)
    assert CodeKind.KEGIATAN is kept.level_of(code)
