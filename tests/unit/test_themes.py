from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import SHARED, needs_shared

from alignment.resources import resource
from alignment.themes import (
    SUPPORT_PROGRAM,
    CodeLabel,
    ThemeCatalog,
    is_support_code,
    load_themes,
    read_mission_statements,
    read_themes,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_there_are_sixty_themes_each_with_a_title_and_a_scope() -> None:
    themes = load_themes().themes
    assert len({theme.id for theme in themes}) == 60
    assert all(theme.title and all(theme.scope) for theme in themes)


def test_the_catalog_is_read_once() -> None:
    assert load_themes() is load_themes()


def test_a_title_is_found_by_id_and_an_unknown_id_is_refused() -> None:
    assert load_themes().title("sampah") == "Persampahan"
    with pytest.raises(KeyError):
        load_themes().title("tidak-ada")


@pytest.mark.parametrize(
    ("code", "labelled"),
    [
        ("1.01.02.1.01.0010", "1.01.02.1.01.0010"),  # its own label
        ("1.03.10.1.01.0031", "1.03.10.1.01"),  # that of its kegiatan
        ("1.02.02.2.01.0001", "1.02.02.2.01"),  # that of a kabupaten's kegiatan
        ("1.02.02.2.77.0001", "1.02.02"),  # that of the program both lists share
        ("1.03.10.1.01.31", "1.03.10.1.01"),  # two digits: an older numbering
        ("1.01.02.1.01.10", "1.01.02.1.01"),
        ("1.03.01", SUPPORT_PROGRAM),
        ("1.03.01.1.02.0001", "X.XX.01.1.02.0001"),  # the office's own code in the placeholder
        ("5.02.01.2.06.0004", "X.XX.01.2.06"),
    ],
)
def test_a_code_has_the_label_of_its_nearest_labelled_ancestor(code: str, labelled: str) -> None:
    label = load_themes().label_for(code)
    assert label is not None
    assert label.code == labelled


@pytest.mark.parametrize("code", [None, "", "1.03", "9.99.02", "5.1.02.01.01.0024", "not a code"])
def test_what_the_provincial_list_does_not_hold_has_no_label(code: str | None) -> None:
    assert load_themes().label_for(code) is None


def test_an_official_name_has_its_label_however_it_is_printed() -> None:
    label = load_themes().label_named("Program  Pengelolaan\nPendidikan")
    assert label is not None
    assert label.code == "1.01.02"
    assert load_themes().label_named("Pengelolaan Pendidikan dan lainnya") is None


def test_a_name_that_two_codes_give_to_other_themes_has_no_label() -> None:
    catalog = load_themes()
    shared = [
        CodeLabel("1.01.02", "Penataan", ("pendidikan",)),
        CodeLabel("1.03.02", "Penataan", ("jalan",)),
        CodeLabel("1.03.03", "Pembinaan", ("jalan",), ("air",)),
        CodeLabel("1.03.04", "Pembinaan", ("jalan",)),
    ]
    small = ThemeCatalog(catalog.themes, {one.code: one for one in shared})
    assert small.label_named("Penataan") is None
    assert small.label_named("Pembinaan") == shared[2]


def test_a_program_code_with_two_meanings_is_told_apart_by_whose_task_it_is() -> None:
    catalog = load_themes()
    names = {
        label.name
        for code in ("4.01.03.1.77.0001", "4.01.03.2.77.0001")
        if (label := catalog.label_for(code))
    }
    assert names == {
        "PROGRAM PEMERINTAHAN DAN OTONOMI DAERAH",
        "PROGRAM PEREKONOMIAN DAN PEMBANGUNAN",
    }


def test_support_is_told_from_the_third_part_of_a_code() -> None:
    assert is_support_code("1.02.01.1.01.0001")
    assert is_support_code(SUPPORT_PROGRAM)
    assert not is_support_code("1.02.02")
    assert not is_support_code("5.1.01.01.01.0001")  # an account code, not a plan code
    assert not is_support_code(None)


@given(st.text(alphabet="0123456789.X", max_size=24))
def test_any_text_may_be_looked_up(code: str) -> None:
    label = load_themes().label_for(code)
    assert label is None or isinstance(label, CodeLabel)


def test_mission_statements_carry_known_themes_and_no_theme_twice() -> None:
    known = set(load_themes().ids)
    statements = read_mission_statements(resource("corpus/themes"))
    assert len({statement.id for statement in statements}) == len(statements) > 300
    for statement in statements:
        assert set(statement.explicit) | set(statement.implied) <= known
        assert not set(statement.explicit) & set(statement.implied)


def _catalog_files(folder: Path, *, program_rows: str) -> Path:
    (folder / "themes.csv").write_text('id,tema,cakupan\njalan,Jalan,"jalan, jembatan"\n')
    (folder / "program_themes.csv").write_text(f"code,name,primary,secondary\n{program_rows}")
    for name in ("kegiatan_themes.csv", "subkegiatan_themes.csv"):
        (folder / name).write_text("code,name,primary,secondary\n")
    return folder


def test_a_label_with_an_unknown_theme_is_refused(tmp_path: Path) -> None:
    folder = _catalog_files(tmp_path, program_rows="1.03.10,PROGRAM JALAN,jalan,jalam\n")
    with pytest.raises(ValueError, match=r"1\.03\.10: unknown themes jalam"):
        read_themes(folder)


def test_a_code_labelled_twice_is_refused(tmp_path: Path) -> None:
    folder = _catalog_files(tmp_path, program_rows="1.03.10,A,jalan,\n1.03.10,B,jalan,\n")
    with pytest.raises(ValueError, match="labelled twice"):
        read_themes(folder)


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("nomenclature", ["provinsi", "kabkota"])
def test_every_program_kegiatan_and_sub_kegiatan_has_a_label(nomenclature: str) -> None:
    file = SHARED / f"nomenclature/nomenklatur_{nomenclature}.csv"
    with file.open(encoding="utf-8") as stream:
        codes = [row["code"] for row in csv.DictReader(stream) if row["code"].count(".") >= 2]
    without = [code for code in codes if load_themes().label_for(code) is None]
    assert without == []
