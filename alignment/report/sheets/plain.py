"""A worksheet for tables of tens of thousands of rows, in which a text is a text.

xlsxwriter can write any cell in any way; a table needs three kinds of cells in one way, which takes
a fifth off the time of a workbook. It also takes a text that begins and ends like its own rich-text
markup for markup, so that a PDF could write XML into the sheet: here every text is escaped.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

_MARKUP = re.compile("[&<>]")


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter is not typed
    """A worksheet in constant memory whose cells have a format each."""

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
