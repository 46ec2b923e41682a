"""A filled workbook read back: what the planner said, and which rows could not be taken."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from unit.report.builders import MISSIONS, MODEL_ID, example

from alignment.errors import VerdictsError
from alignment.report.excel import write_workbook
from alignment.report.filled import read_filled
from alignment.report.words import text
from alignment.types import Status

if TYPE_CHECKING:
    from pathlib import Path

_OFFICE = shutil.which("soffice")
_HEAD = 2
Inputs = tuple[str | None, str | None, str | None, str | None]


def _filled(folder: Path, *rows: Inputs, language: str = "id", name: str = "isi.xlsx") -> Path:
    """The workbook of the example with the first rows filled in."""
    path = folder / name
    write_workbook(path, example(), MISSIONS, language=language)
    book = load_workbook(path)
    sheet = book[text("sheet_ranking", language)]
    first = _column(sheet, text("verdict", language))
    for number, row in enumerate(rows, start=_HEAD + 1):
        for place, value in enumerate(row):
            cell = sheet.cell(number, first + place, value)
            cell.data_type = "s" if value else "n"
    book.save(path)
    return path


def _column(sheet, heading: str) -> int:  # type: ignore[no-untyped-def]  # noqa: ANN001
    return next(cell.column for cell in sheet[_HEAD] if cell.value == heading)


def test_what_was_filled_in_comes_back_with_what_was_shown(tmp_path: Path) -> None:
    path = _filled(
        tmp_path,
        ("Selaras", "Misi 3", "=lihat surat 12", "Budi"),
        ("Tidak selaras", None, None, "Budi"),
        ("Belum dapat diputuskan", None, "tanya OPD", "Sari"),
    )
    filled = read_filled(path)
    assert () == filled.problems
    first, second, third = filled.reviews
    worst = load_workbook(path)["Peringkat"]
    ids = [worst.cell(n, _column(worst, "item_id")).value for n in (3, 4, 5)]
    assert ids == [one.item_id for one in filled.reviews]
    assert (Status.SELARAS, "misi-3", "=lihat surat 12") == first.said
    assert (Status.TIDAK_SELARAS, None, None) == second.said
    assert (None, None, "tanya OPD") == third.said
    assert Status.TIDAK_SELARAS is first.shown_status
    assert (MODEL_ID, "isi.xlsx", "Sari") == (first.model_id, first.source, third.reviewer)
    assert first.decided_at.endswith("+00:00")


def test_an_english_workbook_says_the_same(tmp_path: Path) -> None:
    path = _filled(tmp_path, ("Aligned", "Mission 3", None, "Budi"), language="en")
    (review,) = read_filled(path).reviews
    assert (Status.SELARAS, "misi-3", None) == review.said
    assert Status.TIDAK_SELARAS is review.shown_status


def test_a_sorted_sheet_with_moved_columns_says_the_same(tmp_path: Path) -> None:
    path = _filled(tmp_path, ("Selaras", "Misi 3", None, "Budi"), ("Ambigu", None, None, "Budi"))
    before = {one.item_id: one.said for one in read_filled(path).reviews}
    book = load_workbook(path)
    sheet = book["Peringkat"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head, body = rows[:_HEAD], rows[_HEAD:]
    del book["Peringkat"]
    sheet = book.create_sheet("Peringkat")
    for row in (*head, *reversed(body)):
        sheet.append(list(reversed(row)))
    book.save(path)
    assert before == {one.item_id: one.said for one in read_filled(path).reviews}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("Selaras", None, None, None), "nobody is named"),
        (("Bagus", None, None, "Budi"), "'Bagus' is no verdict"),
        (("Selaras", "Misi 9", None, "Budi"), "'Misi 9' is no mission"),
        ((None, "Misi 1", None, "Budi"), "a mission without a verdict"),
        (("Tidak selaras", "Misi 1", None, "Budi"), "'Tidak selaras' and a mission contradict"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_are(
    tmp_path: Path, row: Inputs, fault: str
) -> None:
    filled = read_filled(_filled(tmp_path, row, ("Ambigu", None, None, "Budi")))
    assert 1 == len(filled.reviews)
    (problem,) = filled.problems
    assert f"row 3: {fault}" in problem.replace(f"{tmp_path}/isi.xlsx, ", "")


def test_a_name_may_be_given_for_rows_that_lack_one(tmp_path: Path) -> None:
    path = _filled(tmp_path, ("Selaras", None, None, None), ("Ambigu", None, None, "Sari"))
    assert ["Budi", "Sari"] == [one.reviewer for one in read_filled(path, reviewer="Budi").reviews]


def test_a_file_that_is_no_workbook_of_ours_is_refused_in_one_line(tmp_path: Path) -> None:
    strange, text_file = tmp_path / "lain.xlsx", tmp_path / "teks.xlsx"
    Workbook().save(strange)
    text_file.write_text("bukan buku kerja", encoding="utf-8")
    for path, why in ((strange, "no sheet"), (text_file, "no workbook"), (tmp_path, "directory")):
        with pytest.raises(VerdictsError, match=why):
            read_filled(path)


def test_a_lost_column_is_named(tmp_path: Path) -> None:
    path = _filled(tmp_path, ("Selaras", None, None, "Budi"))
    book = load_workbook(path)
    sheet = book["Peringkat"]
    sheet.cell(_HEAD, _column(sheet, "Catatan")).value = "Lain"
    book.save(path)
    with pytest.raises(VerdictsError, match="'Catatan' is gone"):
        read_filled(path)


@pytest.mark.slow
@pytest.mark.skipif(_OFFICE is None, reason="no LibreOffice on this machine")
def test_what_libreoffice_saved_comes_back_too(tmp_path: Path) -> None:
    path = _filled(tmp_path, ("Selaras", "Misi 3", "=1+1", "Budi"), ("Ambigu", None, "x", "Sari"))
    assert _OFFICE is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)]
    command = [_OFFICE, "--headless", profile, *convert]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    before, after = read_filled(path), read_filled(tmp_path / "saved" / path.name)
    assert [(one.item_id, one.said, one.shown_status, one.model_id) for one in before.reviews] == [
        (one.item_id, one.said, one.shown_status, one.model_id) for one in after.reviews
    ]
