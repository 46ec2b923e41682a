"""The workbook under the sheets: its formats, and writing a cell so that it stays what it is.

Every text goes through ``Sheet.text``, which writes a string cell and nothing else: a text that
begins with ``=`` is shown, never calculated.
"""

from __future__ import annotations

import math
import string
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alignment.report.cleaning import clean
from alignment.report.palette import HEAT, HEAT_DARK_FROM, STATUS_SHADES, heat_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from alignment.report.edition import Edition
    from alignment.report.sheets.plain import PlainWorksheet
    from alignment.types import Status

_INK = "#1f2a36"
_FAINT = "#5b6672"
_LINE = "#d5dade"
_HEADER = "#16324f"
_INPUT = "#fff8dc"
_CELL_LIMIT = 4000
_CAPITALS = string.ascii_uppercase.encode()
_INDENT = 1.5  # characters
_LINE_PT = 13.0
_ROW_PADDING_PT = 4.0
_MOST_LINES = 30  # Excel allows 409 points
_BREAKING_LOSS = 0.98  # lower case is narrower than a digit, but words do not fill their lines
_FONT = {"font_name": "Calibri", "font_size": 10, "font_color": _INK, "valign": "top"}
_DASH = "\N{EN DASH}"
_WHOLE = f'#,##0_ ;-#,##0_ ;"{_DASH}"_ '
_MILLION = f'#,##0.0,,_ ;-#,##0.0,,_ ;"{_DASH}"_ '
_LINED = {"bottom": 1, "bottom_color": _LINE}
_TEXT = {**_LINED, "align": "left", "indent": 1}

_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 18, "font_color": _HEADER, "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 13, "font_color": _HEADER, "valign": "vcenter"},
    "faint": {"font_color": _FAINT},
    "lead": {"font_size": 12, "text_wrap": True, "valign": "vcenter"},
    "note": {"font_color": _FAINT, "text_wrap": True, "italic": True},
    "head": {
        "indent": 1,
        "bold": True,
        "font_color": "#ffffff",
        "bg_color": _HEADER,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#ffffff",
    },
    "head_number": {
        "bold": True,
        "align": "right",
        "font_color": "#ffffff",
        "bg_color": _HEADER,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#ffffff",
    },
    "head_input": {
        "indent": 1,
        "bold": True,
        "font_color": "#5a4500",
        "bg_color": "#f3dd8f",
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#ffffff",
    },
    "cell": _TEXT,
    "cell_bold": {**_TEXT, "bold": True},
    "wrapped": {**_TEXT, "text_wrap": True},
    "wrapped_bold": {**_TEXT, "text_wrap": True, "bold": True},
    "wrapped_alarm": {**_TEXT, "text_wrap": True, "font_color": "#8c2610"},
    "center": {**_LINED, "align": "center"},
    "right": {**_LINED, "align": "right", "indent": 1},
    "link": {**_LINED, "align": "center", "font_color": "#1b5f9e", "underline": 1},
    "number": {**_LINED, "num_format": _WHOLE, "align": "right"},
    "number_bold": {**_LINED, "num_format": _WHOLE, "align": "right", "bold": True},
    "million": {**_LINED, "num_format": _MILLION, "align": "right"},
    "million_bold": {
        **_LINED,
        "num_format": _MILLION,
        "align": "right",
        "bold": True,
    },
    "percent": {**_LINED, "num_format": "0.0%_ ", "align": "right"},
    "chance": {**_LINED, "num_format": "0%_ ", "align": "right"},
    "input": {
        "bg_color": _INPUT,
        "border": 1,
        "border_color": "#ead9a0",
        "text_wrap": True,
        "locked": False,
    },
}


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """A new workbook, written row by row so that memory stays flat, closed at the end.

    Raises:
        OSError: it cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    try:
        with xlsxwriter.Workbook(path, options) as workbook:
            yield workbook
    except FileCreateError as error:
        raise OSError(None, str(error)) from error


def new_page(workbook: Workbook, name: str) -> PlainWorksheet:
    """A new sheet of the workbook in which a text stays a text."""
    from alignment.report.sheets.plain import PlainWorksheet

    page: PlainWorksheet = workbook.add_worksheet(name, worksheet_class=PlainWorksheet)
    return page


@dataclass(slots=True)
class Book:
    """An open workbook, the edition that is printed in it, and its formats, made when asked for."""

    workbook: Workbook
    edition: Edition
    formats: dict[str, Format]

    @classmethod
    def on(cls, workbook: Workbook, edition: Edition) -> Book:
        """A book over an empty workbook."""
        return cls(workbook, edition, {})

    def format(self, name: str) -> Format:
        """The format called ``name``."""
        if name not in self.formats:
            self.formats[name] = self.workbook.add_format({**_FONT, **_FORMATS[name]})
        return self.formats[name]

    def heat(self, share: float, kind: str, number_format: str) -> Format:
        """The ground of a cell of the heat map, by the ``share`` it stands for."""
        step = heat_step(share)
        name = f"heat-{kind}-{step}-{number_format}"
        if name not in self.formats:
            looks = {**_FONT, **_FORMATS[number_format]}
            if step is not None:
                looks |= {"bg_color": HEAT[kind][step]}
            if step is not None and step >= HEAT_DARK_FROM:
                looks |= {"font_color": "#ffffff"}
            self.formats[name] = self.workbook.add_format(looks)
        return self.formats[name]

    def indented(self, name: str, depth: int) -> Format:
        """The format called ``name``, ``depth`` steps to the right."""
        key = f"{name}-indent-{depth}"
        if key not in self.formats:
            looks = {**_FONT, **_FORMATS[name], "indent": depth + 1}
            self.formats[key] = self.workbook.add_format(looks)
        return self.formats[key]

    def status(self, status: Status) -> Format:
        """The word of a status on its ground."""
        name = f"status-{status}"
        if name not in self.formats:
            shade = STATUS_SHADES[status]
            looks = {**_FONT, **_TEXT, "bg_color": shade.ground, "font_color": shade.ink}
            self.formats[name] = self.workbook.add_format({**looks, "bold": True})
        return self.formats[name]

    def sheet(self, name: str) -> Sheet:
        """A new sheet, locked and set up for A4 across."""
        page = new_page(self.workbook, name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_footer(self._footer())
        page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        return Sheet(page, self)

    def _footer(self) -> str:
        edition = self.edition
        about = f"alignment {edition.version}, {edition.date}".replace("&", "&&")
        return f"&L&8{about}&C&8&A&R&8&P / &N"


def lines_needed(text: str | None, width: float) -> int:
    """How many lines ``text`` takes in a column ``width`` characters wide, on the safe side."""
    if not text:
        return 1
    letters = text.encode("ascii", "replace")
    capitals = len(letters) - len(letters.translate(None, _CAPITALS))
    return math.ceil((len(text) + 0.2 * capitals) * _BREAKING_LOSS / (width - _INDENT))


@dataclass(slots=True)
class Sheet:
    """A sheet that is written downwards; ``row`` is the next row, counted from 0."""

    page: PlainWorksheet
    book: Book
    row: int = 0

    def text(self, column: int, value: str | None, look: str | Format = "cell") -> None:
        """Writes a string cell in the present row, whatever the string begins with."""
        shown = clean(value, _CELL_LIMIT)
        if shown:
            self.page.write_string(self.row, column, shown, self._look(look))
        else:
            self.page.write_blank(self.row, column, None, self._look(look))

    def number(self, column: int, value: float | None, look: str | Format = "number") -> None:
        """Writes a number in the present row; an empty cell for None."""
        if value is None:
            self.page.write_blank(self.row, column, None, self._look(look))
        else:
            self.page.write_number(self.row, column, value, self._look(look))

    def blank(self, column: int, look: str | Format) -> None:
        """Writes an empty cell in the present row."""
        self.page.write_blank(self.row, column, None, self._look(look))

    def across(self, first: int, last: int, value: str, look: str) -> None:
        """Writes one text over several columns of the present row."""
        shown = clean(value, _CELL_LIMIT)
        self.page.merge_range(self.row, first, self.row, last, "", self._look(look))
        self.page.write_string(self.row, first, shown, self._look(look))

    def height(self, points: float) -> None:
        """Sets the height of the present row."""
        self.page.set_row(self.row, points)

    def fit(self, cells: Iterable[tuple[str | None, float]], *, outline: int = 0) -> None:
        """Makes the present row high enough for wrapped ``cells``, each a text and its width.

        Spreadsheets do this by themselves only for unlocked sheets, so it is done here.
        """
        lines = max((lines_needed(text, width) for text, width in cells), default=1)
        height = min(lines, _MOST_LINES) * _LINE_PT + _ROW_PADDING_PT
        self.page.set_row(self.row, height, None, {"level": outline} if outline else {})

    def down(self, rows: int = 1) -> None:
        """Goes to a lower row."""
        self.row += rows

    def _look(self, look: str | Format) -> Format:
        return self.book.format(look) if isinstance(look, str) else look
