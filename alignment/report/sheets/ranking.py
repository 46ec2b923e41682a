"""The sheet a planner works in: every row worst first, with empty columns for the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from alignment.report.edition import indicator_text, trail
from alignment.report.grounds import grounds_of
from alignment.report.palette import STATUS_SHADES
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
_NUMBERS = {"none_probability", "pagu_rupiah"}


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    width: float
    write: Callable[[Sheet, int, Entry], None]
    wraps: Callable[[Entry], str | None] | None = None


Columns: TypeAlias = tuple[_Column, ...]


def write_ranking(book: Book, files: Mapping[str, str]) -> None:
    """Writes the sheet "Peringkat". ``files`` gives a document's place beside the workbook."""
    edition = book.edition
    sheet = book.sheet(edition.text("sheet_ranking"))
    columns, details = _columns(edition, files), _details(edition)
    placed = _placed(columns, details)
    _set_up(sheet, columns, details)
    for entry in edition.summary.entries:
        sheet.fit(
            (column.wraps(entry), column.width) for _, column in placed if column.wraps is not None
        )
        for number, column in placed:
            column.write(sheet, number, entry)
        for number in range(len(columns), len(columns) + len(_INPUTS)):
            sheet.blank(number, "input")
        hidden = _hidden_from(columns, details)
        sheet.text(hidden, entry.alignment.item.item_id)
        sheet.down()
    last = max(sheet.row - 1, _HEAD_ROW + 1)
    sheet.page.autofilter(_HEAD_ROW, 0, last, _hidden_from(columns, details) - 1)
    sheet.page.print_area(0, 0, last, len(columns) + len(_INPUTS) - 1)
    _colour_statuses(sheet, last)
    _colour_chances(sheet, last)
    _offer_choices(sheet, len(columns), last)


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


def _columns(edition: Edition, files: Mapping[str, str]) -> tuple[_Column, ...]:
    """The locked columns that are printed; the reviewer's columns follow them."""

    def decision(entry: Entry) -> str:
        return edition.decision(entry)

    return (
        _Column("rank", 9, lambda s, c, e: s.number(c, e.alignment.rank, "center")),
        _Column("status", 14, lambda s, c, e: s.text(c, edition.status(e.alignment.status))),
        _Column(
            "none_probability",
            9,
            lambda s, c, e: s.number(c, round(e.alignment.none_probability, 4), "chance"),
        ),
        *([_Column("decision", 20, _wrapped(decision), decision)] if edition.is_reviewed else ()),
        _Column("opd", 20, _wrapped(lambda e: e.opd), lambda e: e.opd),
        _Column("code", 16, lambda s, c, e: s.text(c, e.alignment.item.code)),
        _Column("item", 36, _item, lambda e: e.alignment.item.name),
        _Column("pagu_rupiah", 17, lambda s, c, e: s.number(c, e.alignment.item.budget_rupiah)),
        _Column("nearest_mission", 10, lambda s, c, e: s.text(c, edition.item_mission(e))),
        _Column("reason", 40, _wrapped(_reason), _reason),
        _Column("page", 10, lambda s, c, e: _page(s, c, e, files)),
        _Column("document", 18, _wrapped(lambda e: e.document), lambda e: e.document),
    )


def _details(edition: Edition) -> tuple[_Column, ...]:
    """The locked columns at the right of the reviewer's, for the screen."""

    def level(entry: Entry) -> str:
        return level_word(entry.alignment.item.level, edition.language)

    def evidence(entry: Entry) -> str:
        return _evidence(entry, edition)

    return (
        _Column("level", 12, lambda s, c, e: s.text(c, level(e))),
        _Column("under", 70, _wrapped(_under), _under),
        _Column("indicators", 60, _wrapped(_indicators), _indicators),
        _Column("evidence", 90, _wrapped(evidence), evidence),
        _Column("location", 30, _wrapped(_location), _location),
    )


def _wrapped(read: Callable[[Entry], str | None]) -> Callable[[Sheet, int, Entry], None]:
    return lambda sheet, column, entry: sheet.text(column, read(entry), "wrapped")


def _item(sheet: Sheet, column: int, entry: Entry) -> None:
    look = "wrapped" if entry.alignment.item.parents else "wrapped_bold"
    sheet.text(column, entry.alignment.item.name, look)


def _page(sheet: Sheet, column: int, entry: Entry, files: Mapping[str, str]) -> None:
    page = entry.alignment.item.page_number
    file = files.get(entry.document)
    if page is None or file is None or "#" in file or sheet.row > _EXCEL_LINKS:
        sheet.number(column, page, "center")
        return
    link = f"external:{file}#page={page}"
    sheet.page.write_url(sheet.row, column, link, sheet.book.format("link"), string=str(page))


def _reason(entry: Entry) -> str:
    return entry.alignment.reason


def _under(entry: Entry) -> str:
    return trail(entry.alignment.item)


def _location(entry: Entry) -> str:
    return entry.alignment.item.location or ""


def _indicators(entry: Entry) -> str:
    return "; ".join(indicator_text(one) for one in entry.alignment.item.indicators)


def _evidence(entry: Entry, edition: Edition) -> str:
    parts = []
    for group in grounds_of(entry.alignment, edition.language):
        told = "; ".join(map(str, group.grounds))
        parts.append(f"{edition.place(group.mission_id)}: {told}" if group.mission_id else told)
    return " | ".join(parts)
