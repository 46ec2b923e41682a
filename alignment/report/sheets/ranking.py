"""The sheet a planner works in: every row worst first, with empty columns for the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from alignment.report.cleaning import clean
from alignment.report.edition import indicator_text, trail
from alignment.report.grounds import grounds_of
from alignment.report.palette import STATUS_SHADES
from alignment.report.sheets.book import lines_needed
from alignment.report.words import WORST_FIRST, level_word
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alignment.report.edition import Edition
    from alignment.report.entries import Entry
    from alignment.report.sheets.book import Book, Sheet

ITEM_ID_HEADING: Final = "item_id"
"""Heading of the hidden column by which a filled workbook is read back."""

VERDICTS: Final = (Status.SELARAS, Status.TIDAK_SELARAS, Status.AMBIGU, Status.PENUNJANG)
"""What a reviewer may choose, beside "undecided"."""

_EXCEL_LINKS = 65_000  # Excel drops a workbook's links beyond 65,530 a sheet
_HEAD_ROW = 1
_INPUTS = {"verdict": 15, "right_mission": 9, "note": 22, "reviewer": 13}
_STATUS_COLUMN = 1
_COMMENTED = {Status.TIDAK_SELARAS, Status.PERLU_DITINJAU}
# Each is a drawing that a spreadsheet loads at once; the column says the same.
_COMMENT_LIMIT = 1000
_COMMENT_WIDTH = 380  # pixels
_GROUNDS_SHOWN = 4
_NUMBERS = {"none_probability", "pagu_rupiah"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its heading's key, its width, what it says of an entry and how that looks.

    A wrapped text makes its row as high as it needs.
    """

    key: str
    width: float
    read: Callable[[Entry], str | float | None]
    look: str = "cell"

    @property
    def wraps(self) -> bool:
        return self.look == "wrapped"


Columns: TypeAlias = tuple[_Column, ...]


def write_ranking(book: Book, files: Mapping[str, str]) -> None:
    """Writes the sheet "Peringkat". ``files`` gives a document's place beside the workbook."""
    edition = book.edition
    sheet = book.sheet(edition.text("sheet_ranking"))
    columns, details = _columns(edition), _details(edition)
    placed = _placed(columns, details)
    hidden = _hidden_from(columns, details)
    _set_up(sheet, columns, details)
    commented = 0
    for entry in edition.summary.entries:
        _row(sheet, entry, placed, files)
        if entry.status in _COMMENTED and commented < _COMMENT_LIMIT:
            _comment(sheet, entry)
            commented += 1
        for number in range(len(columns), len(columns) + len(_INPUTS)):
            sheet.blank(number, "input")
        sheet.text(hidden, entry.alignment.item.item_id)
        sheet.down()
    last = max(sheet.row - 1, _HEAD_ROW + 1)
    sheet.page.autofilter(_HEAD_ROW, 0, last, hidden - 1)
    sheet.page.print_area(0, 0, last, len(columns) + len(_INPUTS) - 1)
    _colour_statuses(sheet, last)
    _colour_chances(sheet, last)
    _offer_choices(sheet, len(columns), last)


def _row(
    sheet: Sheet, entry: Entry, placed: list[tuple[int, _Column]], files: Mapping[str, str]
) -> None:
    said = [(number, column, column.read(entry)) for number, column in placed]
    sheet.fit((str(text or ""), column.width) for _, column, text in said if column.wraps)
    for number, column, told in said:
        if column.key == "page":
            _page(sheet, number, entry, files)
        elif isinstance(told, str):
            is_top = column.key == "item" and not entry.alignment.item.parents
            sheet.text(number, told, "wrapped_bold" if is_top else column.look)
        else:
            sheet.number(number, told, column.look)


def _comment(sheet: Sheet, entry: Entry) -> None:
    """The reason and the grounds, over the status, where a planner points at it."""
    edition = sheet.book.edition
    grounds = [
        str(one) for group in grounds_of(entry.alignment, edition.language) for one in group.grounds
    ]
    lines = (
        edition.decision(entry),
        clean(entry.alignment.reason),
        *(f"{edition.text('evidence')}: {one}" for one in grounds[:_GROUNDS_SHOWN]),
    )
    said = "\n".join(line for line in lines if line)
    height = 24 + 16 * sum(map(_comment_lines, said.splitlines()))
    looks = {"author": "alignment", "width": _COMMENT_WIDTH, "height": height, "font_size": 9}
    sheet.page.write_comment(sheet.row, _STATUS_COLUMN, said, looks)


def _comment_lines(line: str) -> int:
    return lines_needed(line, _COMMENT_WIDTH / 6)


def _placed(columns: Columns, details: Columns) -> list[tuple[int, _Column]]:
    """Each locked column with its number; the reviewer's columns stand between the two groups."""
    return [
        *enumerate(columns),
        *enumerate(details, start=len(columns) + len(_INPUTS)),
    ]


def _hidden_from(columns: Columns, details: Columns) -> int:
    return len(columns) + len(_INPUTS) + len(details)


def _set_up(sheet: Sheet, columns: Columns, details: Columns) -> None:
    page, edition = sheet.page, sheet.book.edition
    sheet.text(0, edition.text("fill_hint"), "faint")
    sheet.down()
    sheet.height(32)
    for number, column in _placed(columns, details):
        page.set_column(number, number, column.width)
        look = "head_number" if column.key in _NUMBERS else "head"
        sheet.text(number, edition.text(column.key), look)
    for number, (key, width) in enumerate(_INPUTS.items(), start=len(columns)):
        page.set_column(number, number, width)
        sheet.text(number, edition.text(key), "head_input")
    hidden = _hidden_from(columns, details)
    page.set_column(hidden, hidden, 12, None, {"hidden": True})
    sheet.text(hidden, ITEM_ID_HEADING, "head")
    page.freeze_panes(_HEAD_ROW + 1, 2)
    page.repeat_rows(_HEAD_ROW)
    sheet.down()


def _colour_statuses(sheet: Sheet, last: int) -> None:
    for status in WORST_FIRST:
        shade = STATUS_SHADES[status]
        sheet.page.conditional_format(
            _HEAD_ROW + 1,
            1,
            last,
            1,
            {
                "type": "cell",
                "criteria": "equal to",
                "value": f'"{sheet.book.edition.status(status)}"',
                "format": sheet.book.workbook.add_format(
                    {"bg_color": shade.ground, "font_color": shade.ink, "bold": True}
                ),
            },
        )


def _colour_chances(sheet: Sheet, last: int) -> None:
    sheet.page.conditional_format(
        _HEAD_ROW + 1,
        2,
        last,
        2,
        {
            "type": "2_color_scale",
            "min_color": "#ffffff",
            "max_color": "#f2b8a8",
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": 1,
        },
    )


def _offer_choices(sheet: Sheet, first: int, last: int) -> None:
    edition = sheet.book.edition
    verdicts = [*(edition.status(one) for one in VERDICTS), edition.text("verdict_undecided")]
    sheet.page.data_validation(
        _HEAD_ROW + 1,
        first,
        last,
        first,
        {
            "validate": "list",
            "source": verdicts,
            "input_title": edition.text("verdict"),
            "input_message": edition.text("verdict_help"),
        },
    )
    count = len(edition.summary.missions.missions)
    sheet.page.data_validation(
        _HEAD_ROW + 1,
        first + 1,
        last,
        first + 1,
        {
            "validate": "list",
            "source": f"='{edition.text('sheet_missions')}'!$A$3:$A${2 + count}",
            "input_title": edition.text("right_mission"),
            "input_message": edition.text("mission_help"),
        },
    )


def _columns(edition: Edition) -> Columns:
    """The locked columns that are printed; the reviewer's columns follow them."""
    decision = _Column("decision", 20, edition.decision, "wrapped")
    return (
        _Column("rank", 9, lambda e: e.alignment.rank, "center"),
        _Column("status", 14, lambda e: edition.status(e.alignment.status)),
        _Column("none_probability", 9, lambda e: round(e.alignment.none_probability, 4), "chance"),
        *((decision,) if edition.is_reviewed else ()),
        _Column("opd", 20, lambda e: e.opd, "wrapped"),
        _Column("code", 16, lambda e: e.alignment.item.code or ""),
        _Column("item", 36, lambda e: e.alignment.item.name, "wrapped"),
        _Column("pagu_rupiah", 17, lambda e: e.alignment.item.budget_rupiah, "number"),
        _Column("nearest_mission", 10, edition.item_mission),
        _Column("reason", 40, lambda e: e.alignment.reason, "wrapped"),
        _Column("page", 10, lambda e: e.alignment.item.page_number, "center"),
        _Column("document", 18, lambda e: e.document, "wrapped"),
    )


def _details(edition: Edition) -> Columns:
    """The locked columns at the right of the reviewer's, for the screen."""
    return (
        _Column("level", 12, lambda e: level_word(e.alignment.item.level, edition.language)),
        _Column("under", 70, lambda e: trail(e.alignment.item), "wrapped"),
        _Column("indicators", 60, _indicators, "wrapped"),
        _Column("evidence", 90, lambda e: _evidence(e, edition), "wrapped"),
        _Column("location", 30, lambda e: e.alignment.item.location or "", "wrapped"),
    )


def _page(sheet: Sheet, column: int, entry: Entry, files: Mapping[str, str]) -> None:
    page = entry.alignment.item.page_number
    file = files.get(entry.document)
    if page is None or file is None or "#" in file or sheet.row > _EXCEL_LINKS:
        sheet.number(column, page, "center")
        return
    look = sheet.book.format("link")
    sheet.page.write_link(sheet.row, column, str(page), look, file=file, place=f"page={page}")


def _indicators(entry: Entry) -> str:
    return "; ".join(indicator_text(one) for one in entry.alignment.item.indicators)


def _evidence(entry: Entry, edition: Edition) -> str:
    parts = []
    for group in grounds_of(entry.alignment, edition.language):
        told = "; ".join(map(str, group.grounds))
        parts.append(f"{edition.place(group.mission_id)}: {told}" if group.mission_id else told)
    return " | ".join(parts)
