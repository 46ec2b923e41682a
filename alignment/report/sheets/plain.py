"""A worksheet for tables of tens of thousands of rows, in which a text is a text.

xlsxwriter writes any cell in any way; a table needs three kinds of cells in one way, which takes a
third of the time. It also takes a text that begins and ends like its own rich-text markup for
markup, so that a PDF could write XML into the sheet: here every text is escaped.
"""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TextIO

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_MARKUP = re.compile("[&<>]")


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter is not typed
    """A worksheet in constant memory: rows are written downwards, cells need a format each."""

    fh: Any

    def write_string(self, row: int, col: int, text: str, look: Format) -> None:
        """Writes a text of at most 32,767 characters, whatever it begins with."""
        self._keep(row, col, CellStringTuple(text, look))

    def write_number(self, row: int, col: int, number: float, look: Format) -> None:
        """Writes a finite number."""
        self._keep(row, col, CellNumberTuple(number, look))

    def write_blank(self, row: int, col: int, _nothing: None, look: Format) -> None:
        """Writes an empty cell with its look."""
        self._keep(row, col, CellBlankTuple(look))

    def _keep(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401  one of three tuples
        is_begun = row == self.previous_row == self.dim_rowmax
        if not (is_begun and self.dim_colmin <= col <= self.dim_colmax):
            if self._check_dimensions(row, col):
                return
            if row > self.previous_row:
                self._write_single_row(row)
        self.table[row][col] = cell

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """Sends a row to the file in one piece, not cell by cell."""
        stream: TextIO = self.fh
        parts: list[str] = []
        self.fh = SimpleNamespace(write=parts.append)
        super()._write_single_row(current_row_num)
        self.fh = stream
        stream.write("".join(parts))

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401
        """Overrides the innermost loop of xlsxwriter."""
        kind = cell.__class__
        if kind is CellStringTuple:
            content = f' t="inlineStr"><is><t{_space(cell.string)}>{self._escaped(cell.string)}'
            content += "</t></is></c>"
        elif kind is CellNumberTuple:
            content = f"><v>{cell.number:.16G}</v></c>"
        elif kind is CellBlankTuple:
            content = "/>"
        else:
            super()._write_cell(row, col, cell)
            return
        style = cell.format._get_xf_index() if cell.format else 0  # noqa: SLF001  a subclass
        self.fh.write(f'<c r="{_letters(col)}{row + 1}" s="{style}"{content}')

    def _escaped(self, text: str) -> str:
        if "_x" in text or not text.isprintable():
            text = self._escape_control_characters(text)
        if _MARKUP.search(text):
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""


@cache
def _letters(col: int) -> str:
    return str(xl_col_to_name(col))
