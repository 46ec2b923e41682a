"""A worksheet for tables of tens of thousands of rows, in which a text is a text.

xlsxwriter can write any cell in any way; a table needs three kinds of cells in one way, which takes
a fifth off the time of a workbook. It also takes a text that begins and ends like its own rich-text
markup for markup, so that a PDF could write XML into the sheet: here every text is escaped. And
where it writes cells in constant memory, it keeps the looks and links of all rows to the end: here
a row's looks go with the row, and of a link stays where it leads to.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_MARKUP = re.compile("[&<>]")
# Excel's own way to write a path: not that of `urllib.parse.quote`.
_IN_PATHS = str.maketrans({"/": "\\", **{one: f"%{ord(one):02x}" for one in '%" <>[]^`{}'}})


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter is not typed
    """A worksheet in constant memory whose cells have a format each."""

    def __init__(self) -> None:
        super().__init__()
        self._links: list[tuple[int, int, tuple[str, str]]] = []
        self._known: dict[Any, Any] = {}

    def write_link(
        self, row: int, column: int, text: str, look: Format, *, file: str, place: str
    ) -> None:
        """Writes a text that leads to a place in a file, such as ``page=3``.

        Raises:
            ValueError: the path holds a ``#``, which Excel takes for the end of it.
        """
        if "#" in file:
            raise ValueError(file)
        self.write_string(row, column, text, look)
        self._links.append((row, column, self._once((file, place))))

    def write_string(self, row: int, col: int, text: str, look: Format) -> Any:  # noqa: ANN401
        """Overrides: a cell is told by its numbers, and never looked at for ``A1``."""
        return self._write_string(row, col, text, look)

    def write_number(self, row: int, col: int, number: float, look: Format) -> Any:  # noqa: ANN401
        """Overrides: as ``write_string``."""
        return self._write_number(row, col, number, look)

    def write_blank(self, row: int, col: int, blank: None, look: Format) -> Any:  # noqa: ANN401
        """Overrides: as ``write_string``."""
        return self._write_blank(row, col, blank, look)

    def set_row_pixels(self, row: int, *looks: Any) -> Any:  # noqa: ANN401  xlsxwriter's
        """Overrides: rows of one height share what is kept of it, to place comments by."""
        done = super().set_row_pixels(row, *looks)
        if not done:
            self.row_sizes[row] = self._once(tuple(self.row_sizes[row]))
        return done

    def _once(self, value: Any) -> Any:  # noqa: ANN401  whatever is hashable
        return self._known.setdefault(value, value)

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """Overrides: a row that is written needs its looks no more."""
        written = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(written, None)

    def _write_hyperlinks(self) -> None:
        """Overrides: one relationship a file, however many cells lead there."""
        if not self._links:
            return
        numbers: dict[str, int] = {}
        self._xml_start_tag("hyperlinks")
        for row, column, (file, place) in self._links:
            if file not in numbers:
                self.rel_count += 1
                numbers[file] = self.rel_count
                self.external_hyper_links.append(["/hyperlink", _target(file), "External"])
            cell = f"{_letters(column)}{row + 1}"
            told = [("ref", cell), ("r:id", f"rId{numbers[file]}"), ("location", place)]
            self._xml_empty_tag("hyperlink", told)
        self._xml_end_tag("hyperlinks")

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


def _target(file: str) -> str:
    """The file as Excel names it: backslashes, and ``file:///`` before a drive or a server."""
    path = file.translate(_IN_PATHS)
    is_absolute = file.startswith("//") or file[1:2] == ":"
    return f"file:///{path}" if is_absolute else path


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""


@cache
def _letters(col: int) -> str:
    return str(xl_col_to_name(col))
