"""Reads back a workbook that a reviewer filled in, saved by Excel, LibreOffice or anything else.

Rows are told by the hidden ``item_id``, columns by their headings in either language, so sorting,
filtering and moved columns do no harm.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from alignment.errors import VerdictsError
from alignment.report.cleaning import clean
from alignment.report.sheets.missions import MISSION_ID_HEADING
from alignment.report.sheets.ranking import ITEM_ID_HEADING, VERDICTS
from alignment.report.words import LANGUAGES, status_word, text
from alignment.reviews import Review
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl import Workbook

_HEAD_ROWS = 10
_LARGEST_BYTES = 200 * 1024**2
_INPUTS = ("verdict", "right_mission", "note", "reviewer")
_NOTE_LENGTH = 2000
_NAME_LENGTH = 120

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a file says: its reviews, and the rows that could not be taken, each in one line."""

    reviews: tuple[Review, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """Where things stand in the ranking, and what its words mean."""

    columns: Mapping[str, int]
    verdicts: Mapping[str, Status | None]
    statuses: Mapping[str, Status]
    missions: Mapping[str, str]
    first_row: int


def read_filled(path: Path, *, reviewer: str | None = None) -> Filled:
    """Reads the reviews out of a filled workbook.

    Args:
        path: the workbook.
        reviewer: who filled in the rows that name nobody.

    Raises:
        VerdictsError: the file is no workbook of ours, or a column of it was lost.
    """
    content = _bytes(path)
    book = _open(path)
    try:
        form, rows = _form(path, book)
        about = {
            "source": path.name,
            "file_digest": hashlib.sha256(content).hexdigest(),
            "decided_at": _saved_at(book),
            "model_id": _model(book),
        }
        return _reviews(path, form, rows, reviewer, about)
    finally:
        book.close()


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise VerdictsError(f"{path}: too large for a workbook of ours.")
        return path.read_bytes()
    except OSError as error:
        raise VerdictsError(f"{path}: {error.strerror}.", advice="Check the path.") from error


def _open(path: Path) -> Workbook:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise VerdictsError(
            f"{path}: no workbook.", advice="Save it again as Excel (.xlsx)."
        ) from error


def _form(path: Path, book: Workbook) -> tuple[_Form, Iterator[Row]]:
    language = next((one for one in LANGUAGES if text("sheet_ranking", one) in book.sheetnames), "")
    if not language:
        raise VerdictsError(
            f"{path}: there is no sheet {text('sheet_ranking')!r}.",
            advice="Fill in the workbook that `alignment run` or `alignment report` wrote.",
        )
    rows: Iterator[Row] = book[text("sheet_ranking", language)].iter_rows(values_only=True)
    headings = {key: text(key, language) for key in (*_INPUTS, "status")}
    headings["item_id"] = ITEM_ID_HEADING
    for number, row in zip(range(1, _HEAD_ROWS + 1), rows, strict=False):
        places = {heading: column for column, heading in enumerate(row) if heading}
        if ITEM_ID_HEADING in places:
            lost = [one for one in headings.values() if one not in places]
            if lost:
                raise VerdictsError(
                    f"{path}: the column {lost[0]!r} is gone.", advice="Put it back, then save."
                )
            columns = {key: places[heading] for key, heading in headings.items()}
            missions = _missions(path, book, language)
            statuses = {_folded(status_word(one, language)): one for one in Status}
            return _Form(columns, _verdicts(language), statuses, missions, number + 1), rows
    raise VerdictsError(
        f"{path}: the hidden column {ITEM_ID_HEADING!r} is gone.",
        advice="Without it no row can be told; copy the verdicts into a new workbook.",
    )


def _verdicts(language: str) -> dict[str, Status | None]:
    words: dict[str, Status | None] = {_folded(status_word(one, language)): one for one in VERDICTS}
    return words | {_folded(text("verdict_undecided", language)): None}


def _missions(path: Path, book: Workbook, language: str) -> dict[str, str]:
    """What each word of the drop-down stands for."""
    name = text("sheet_missions", language)
    if name not in book.sheetnames:
        raise VerdictsError(
            f"{path}: the sheet {name!r} is gone.", advice="Put it back, then save."
        )
    found: dict[str, str] = {}
    column = None
    for row in book[name].iter_rows(values_only=True):
        if column is None:
            column = row.index(MISSION_ID_HEADING) if MISSION_ID_HEADING in row else None
        elif not any(row):
            break
        elif row[0] and row[column]:
            found[_folded(str(row[0]))] = str(row[column])
    return found


def _reviews(
    path: Path, form: _Form, rows: Iterator[Row], reviewer: str | None, about: Mapping[str, Any]
) -> Filled:
    reviews: dict[tuple[str, str], tuple[int, Review]] = {}
    problems: list[str] = []
    for number, row in enumerate(rows, start=form.first_row):
        given = {key: _cell(row, form.columns[key]) for key in (*_INPUTS, "status", "item_id")}
        if not (given["verdict"] or given["right_mission"] or given["note"]):
            continue
        told = _review(form, given, reviewer, about)
        if isinstance(told, str):
            problems.append(f"{path}, row {number}: {told}")
            continue
        key = (told.item_id, told.reviewer_key)
        if key in reviews and reviews[key][1].said != told.said:
            before = reviews[key][0]
            problems.append(f"{path}, row {number}: says of its item otherwise than row {before}.")
            continue
        reviews.setdefault(key, (number, told))
    return Filled(tuple(review for _, review in reviews.values()), tuple(problems))


def _review(
    form: _Form, given: Mapping[str, str], reviewer: str | None, about: Mapping[str, Any]
) -> Review | str:
    """The review of a row, or what is wrong with it."""
    name = clean(given["reviewer"] or reviewer, _NAME_LENGTH)
    verdict, mission = _folded(given["verdict"]), _folded(given["right_mission"])
    status = form.verdicts.get(verdict)
    faults = (
        (not given["item_id"], "the hidden item_id is empty; the row was added or cleared."),
        (not name, "nobody is named as reviewer; fill in the name, or give --reviewer."),
        (
            verdict and verdict not in form.verdicts,
            f"{clean(given['verdict'], 40)!r} is no verdict; choose from the list.",
        ),
        (
            mission and mission not in form.missions,
            f"{clean(given['right_mission'], 40)!r} is no mission; choose from the list.",
        ),
        (mission and not verdict, "a mission without a verdict."),
        (
            mission and status in {Status.TIDAK_SELARAS, Status.PENUNJANG},
            f"{clean(given['verdict'], 40)!r} and a mission contradict each other.",
        ),
    )
    for is_wrong, fault in faults:
        if is_wrong:
            return fault
    return Review(
        item_id=given["item_id"],
        reviewer=name,
        status=status,
        mission_id=form.missions[mission] if mission else None,
        note=clean(given["note"], _NOTE_LENGTH) or None,
        shown_status=form.statuses.get(_folded(given["status"])),
        **about,
    )


def _cell(row: Row, column: int) -> str:
    value = row[column] if column < len(row) else None
    return "" if value is None else str(value).strip()


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def _saved_at(book: Workbook) -> str:
    """When the file was last saved, as its program wrote into it."""
    saved = book.properties.modified
    stated = saved.replace(tzinfo=UTC) if saved.tzinfo is None else saved.astimezone(UTC)
    return str(stated.isoformat(timespec="seconds"))


def _model(book: Workbook) -> str | None:
    """The model whose verdicts the reviewer saw: in the workbook's properties."""
    _, _, model = (book.properties.description or "").partition("; ")
    return clean(model, _NAME_LENGTH) or None
