"""A planner opens the workbook in LibreOffice, fills it in and saves it: nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from unit.report.builders import MISSIONS, example, hostile

from alignment.report.excel import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

_OFFICE = shutil.which("soffice")
_HEAD = 2

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(_OFFICE is None, reason="no LibreOffice on this machine"),
]


def _filled_and_saved(folder: Path, results: list) -> tuple[Worksheet, Worksheet]:  # type: ignore[type-arg]
    """The ranking as filled in, and as LibreOffice saves it again."""
    file = folder / "hasil.xlsx"
    write_workbook(file, results, MISSIONS)
    book = load_workbook(file)
    sheet = book["Peringkat"]
    verdict = _column(sheet, "Putusan")
    sheet.cell(_HEAD + 1, verdict, "Selaras")
    sheet.cell(_HEAD + 1, verdict + 1, "Misi 3")
    sheet.cell(_HEAD + 2, verdict, "Tidak selaras")
    sheet.cell(_HEAD + 2, verdict + 2, "=lihat surat 12")
    sheet.cell(_HEAD + 2, verdict + 2).data_type = "s"
    book.save(file)
    saved = folder / "saved"
    options = ["--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    convert = ["--convert-to", "xlsx", "--outdir", str(saved), str(file)]
    assert _OFFICE is not None
    subprocess.run([_OFFICE, *options, *convert], check=True, capture_output=True, timeout=120)
    return sheet, load_workbook(saved / "hasil.xlsx")["Peringkat"]


def _column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[_HEAD] if cell.value == heading)


def _cells(sheet: Worksheet) -> list[list[object]]:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=_HEAD)]
    return [[_plain(value) for value in row] for row in rows if any(row)]


def _plain(value: object) -> object:
    return round(value, 6) if isinstance(value, float) else value or None


@pytest.mark.parametrize("make", [example, hostile])
def test_every_cell_of_the_ranking_survives_the_office(tmp_path: Path, make: type[list]) -> None:  # type: ignore[type-arg]
    before, after = _filled_and_saved(tmp_path, make())
    assert _cells(after) == _cells(before)
    assert {cell.data_type for row in after.iter_rows() for cell in row} <= {"s", "n"}


def test_ids_lists_and_locks_survive_the_office(tmp_path: Path) -> None:
    before, after = _filled_and_saved(tmp_path, example())
    hidden = _column(before, "item_id")
    letter = after.cell(_HEAD, hidden).column_letter
    assert after.cell(_HEAD + 1, hidden).value == before.cell(_HEAD + 1, hidden).value
    assert any(
        one.hidden and one.min <= hidden <= one.max for one in after.column_dimensions.values()
    ), letter
    assert after.protection.sheet
    assert not after.cell(_HEAD + 1, _column(after, "Putusan")).protection.locked
    assert len(after.data_validations.dataValidation) == 2
