from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from unit.report.builders import (
    FORMULAS,
    MISSIONS,
    MODEL_ID,
    SCRIPTS,
    alignment,
    example,
    hostile,
    item,
    ranked,
    result,
)

from alignment import __version__
from alignment.report.cleaning import clean
from alignment.report.excel import write_workbook
from alignment.report.sheets.missions import MISSION_ID_HEADING
from alignment.report.sheets.ranking import ITEM_ID_HEADING
from alignment.report.summary import summarise
from alignment.report.words import status_word
from alignment.types import MissionSet, Status

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from alignment.types import DocumentResult

_HEAD = 2


def _written(path: Path, results: list[DocumentResult], **options: object) -> Workbook:
    file = path / "hasil.xlsx"
    write_workbook(file, results, MISSIONS, made_on=date(2026, 11, 24), **options)  # type: ignore[arg-type]
    return load_workbook(file)


def _columns(sheet: Worksheet, row: int = _HEAD) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[row] if cell.value}


def _texts(book: Workbook) -> set[str]:
    return {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }


def test_the_sheets_are_those_a_planner_expects(tmp_path: Path) -> None:
    book = _written(tmp_path, example())
    sheets = ["Ringkasan", "Peringkat", "Susunan", "Misi", "Provinsi", "Arahan", "Temuan", "Kamus"]
    assert book.sheetnames == sheets


def test_no_sheet_of_directives_where_none_was_checked(tmp_path: Path) -> None:
    unchecked = [replace(one, directives=()) for one in example()]
    assert "Arahan" not in _written(tmp_path, unchecked).sheetnames


def test_each_finding_on_a_directive_is_told_with_its_outcome(tmp_path: Path) -> None:
    sheet = _written(tmp_path, example())["Arahan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[2] for row in rows] == [
        *("Sebagian", "Perlu pernyataan", "Tidak ada", "Tidak dapat diperiksa", "Tidak ada"),
        *("Ada", "Ada"),
    ]
    assert all("Pengembangan Aplikasi SAKTI (hlm. 18)" in row[7] for row in rows)


def test_english_sheets_come_by_switch(tmp_path: Path) -> None:
    book = _written(tmp_path, example(), language="en")
    assert book.sheetnames[:2] == ["Summary", "Ranking"]
    assert "Misaligned" in _texts(book)


def test_version_model_and_date_stand_on_the_first_sheet(tmp_path: Path) -> None:
    texts = " ".join(_texts(_written(tmp_path, example())))
    assert f"alignment {__version__}" in texts
    assert MODEL_ID in texts
    assert "24 November 2026" in texts


def test_the_ranking_holds_every_row_worst_first_with_its_id(tmp_path: Path) -> None:
    results = example()
    sheet = _written(tmp_path, results)["Peringkat"]
    at = _columns(sheet)
    ids = [row[at[ITEM_ID_HEADING] - 1].value for row in sheet.iter_rows(min_row=_HEAD + 1)]
    expected = [entry.alignment.item.item_id for entry in summarise(results, MISSIONS).entries]
    assert ids == expected
    letter = sheet.cell(1, at[ITEM_ID_HEADING]).column_letter
    hidden = [one for one in sheet.column_dimensions.values() if one.hidden]
    assert any(one.min <= at[ITEM_ID_HEADING] <= one.max for one in hidden), letter


def test_the_head_is_frozen_filtered_and_repeated_in_print(tmp_path: Path) -> None:
    sheet = _written(tmp_path, example())["Peringkat"]
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref.startswith("A2:")
    assert sheet.print_title_rows == "$2:$2"


def test_flagged_rows_carry_their_reason_as_a_comment(tmp_path: Path) -> None:
    results = example()
    sheet = _written(tmp_path, results)["Peringkat"]
    entries = summarise(results, MISSIONS).entries
    flagged = {Status.TIDAK_SELARAS, Status.PERLU_DITINJAU}
    for row, entry in enumerate(entries, start=_HEAD + 1):
        comment = sheet.cell(row, 2).comment
        assert (comment is not None) == (entry.status in flagged)
        assert comment is None or entry.alignment.reason in comment.text


def test_only_the_reviewers_columns_are_unlocked(tmp_path: Path) -> None:
    book = _written(tmp_path, example())
    assert all(sheet.protection.sheet for sheet in book)
    sheet = book["Peringkat"]
    at = _columns(sheet)
    open_columns = {
        cell.column
        for row in sheet.iter_rows(min_row=_HEAD + 1)
        for cell in row
        if not cell.protection.locked
    }
    inputs = {at[one] for one in ("Putusan", "Misi yang benar", "Catatan", "Nama peninjau")}
    assert open_columns == inputs


def test_verdict_and_mission_are_chosen_from_lists(tmp_path: Path) -> None:
    book = _written(tmp_path, example())
    lists = [one.formula1 for one in book["Peringkat"].data_validations.dataValidation]
    assert '"Selaras,Tidak selaras,Ambigu,Penunjang,Belum dapat diputuskan"' in lists
    assert "'Misi'!$A$3:$A$8" in lists
    offered = [book["Misi"].cell(row, 1).value for row in range(3, 9)]
    assert offered == [f"Misi {number}" for number in range(1, 7)]
    ids = _columns(book["Misi"])[MISSION_ID_HEADING]
    assert [book["Misi"].cell(row, ids).value for row in range(3, 9)] == [
        mission.id for mission in MISSIONS.missions
    ]


def test_the_sums_of_every_table_agree(tmp_path: Path) -> None:
    results = example()
    summary = summarise(results, MISSIONS)
    book = _written(tmp_path, results)
    missions = book["Misi"]
    at = _columns(missions)
    totals = [missions.cell(row, at["Jumlah"]).value for row in range(3, 3 + len(summary.places))]
    assert sum(totals) == summary.total.rupiah
    overview = book["Ringkasan"]
    bottom = [
        [cell.value for cell in row if cell.value is not None]
        for row in overview.iter_rows()
        if str(row[1].value).startswith("Jumlah 4 dokumen")
    ]
    assert bottom[0][1:] == [summary.total.items, summary.total.rupiah]
    assert bottom[1][-1] == sum(bottom[1][1:-1]) == summary.total.rupiah
    assert bottom[2][-1] == sum(bottom[2][1:-1]) == summary.total.items


@pytest.fixture(scope="module")
def hostile_texts(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return _texts(_written(tmp_path_factory.mktemp("hostile"), hostile()))


@pytest.mark.parametrize("text", [*FORMULAS, *SCRIPTS])
def test_a_hostile_string_is_text_wherever_it_stands(hostile_texts: set[str], text: str) -> None:
    assert clean(text) in hostile_texts


def test_nothing_in_the_workbook_is_a_formula_or_an_address(tmp_path: Path) -> None:
    book = _written(tmp_path, hostile())
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    with zipfile.ZipFile(tmp_path / "hasil.xlsx") as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in parts.read(name) for name in sheets)
        links = [name for name in parts.namelist() if "externalLink" in name]
        targets = [parts.read(name) for name in parts.namelist() if name.endswith(".rels")]
    assert not links
    assert all(b"evil.example" not in target for target in targets)


def test_pages_are_linked_where_the_documents_are_known(tmp_path: Path) -> None:
    document = tmp_path / "plans" / "renja-dlh-2026.pdf"
    document.parent.mkdir()
    document.touch()
    results = [
        replace(one, source=str(document)) if one.document == document.name else one
        for one in example()
    ]
    sheet = _written(tmp_path, results)["Peringkat"]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert {link.target.replace("\\", "/") for link in links} == {"plans/renja-dlh-2026.pdf"}
    assert {link.location for link in links} == {"page=18", "page=19", "page=20"}


def _twins(tmp_path: Path) -> list[DocumentResult]:
    """Two files of one name in two folders, of one OPD and one year."""
    twins = []
    for folder, name in (("berau", "Jembatan Satu"), ("paser", "Jembatan Dua")):
        file = tmp_path / folder / "renja.pdf"
        file.parent.mkdir()
        file.touch()
        one = alignment(item(name, budget_rupiah=10, document="renja.pdf"))
        twins.append(replace(result("renja.pdf", "Dinas Perhubungan", [one]), source=str(file)))
    return ranked(twins)


def test_two_documents_of_one_name_are_told_apart_and_linked_each_to_its_own(
    tmp_path: Path,
) -> None:
    book = _written(tmp_path, _twins(tmp_path))
    sheet = book["Peringkat"]
    at = _columns(sheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=_HEAD + 1)]
    named = {row[at["Nama item"] - 1]: row[at["Dokumen"] - 1] for row in rows}
    assert named == {"Jembatan Satu": "berau/renja.pdf", "Jembatan Dua": "paser/renja.pdf"}
    found = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    links = {link.target.replace("\\", "/") for link in found}
    assert links == {"berau/renja.pdf", "paser/renja.pdf"}


def test_plans_of_one_opd_stand_in_rows_of_their_own(tmp_path: Path) -> None:
    overview = _written(tmp_path, _twins(tmp_path))["Ringkasan"]
    rows = {row[1].value: row[-1].value for row in overview.iter_rows() if row[1].value}
    assert "Dinas Perhubungan (berau/renja.pdf)" in rows
    assert "Dinas Perhubungan (paser/renja.pdf)" in rows
    assert "Jumlah 2 dokumen (2026)" in rows


def test_failures_and_doubtful_pages_stand_in_the_findings(tmp_path: Path) -> None:
    sheet = _written(tmp_path, example())["Temuan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert {row[1] for row in rows if row[0] == "Dokumen gagal"} == {"pindaian.pdf", "rusak.pdf"}
    assert [row[2] for row in rows if row[0] == "Halaman diperiksa"] == [31, 32, 7]


def test_the_outline_folds_by_level(tmp_path: Path) -> None:
    sheet = _written(tmp_path, example())["Susunan"]
    levels = {sheet.row_dimensions[row].outlineLevel for row in range(2, (sheet.max_row or 2) + 1)}
    assert levels == {0, 1, 2, 3}


def test_the_status_words_on_the_ranking_are_those_of_the_verdicts(tmp_path: Path) -> None:
    sheet = _written(tmp_path, example())["Peringkat"]
    at = _columns(sheet)
    words = [row[at["Status"] - 1].value for row in sheet.iter_rows(min_row=_HEAD + 1)]
    entries = summarise(example(), MISSIONS).entries
    assert words == [status_word(entry.alignment.status) for entry in entries]


def test_a_run_that_read_nothing_still_gives_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "hasil.xlsx"
    write_workbook(file, [], MissionSet("Kota Contoh", MISSIONS.missions))
    assert "Tidak ada item yang terbaca." in " ".join(_texts(load_workbook(file)))
