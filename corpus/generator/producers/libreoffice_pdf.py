"""LibreOffice Calc: the document as a workbook, a sheet for each section, printed to PDF.

Most offices print their tables from a spreadsheet: cells merged downwards are printed again at
the top of the next page, and long texts make tall rows.
"""

from __future__ import annotations

import math
import shutil
import subprocess
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import xlsxwriter

from generator.pages import Heading, Items, Paragraph, Table, grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Block, Cell, Document, Section

_SECONDS = 180
_A4, _F4 = 9, 14  # paper numbers of spreadsheet files; folio is the nearest to F4
_CHARACTERS_ACROSS = {False: 76.0, True: 118.0}  # of the standard font, portrait and landscape
_LINE_PT = 1.22
_SHADE = "#dbe5ef"


def write(document: Document, path: Path) -> None:
    """Writes ``document`` to ``path``.

    Raises:
        FileNotFoundError: there is no LibreOffice on this machine.
        subprocess.CalledProcessError: LibreOffice failed.
    """
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("LibreOffice is not installed")
    with TemporaryDirectory() as folder:
        book = Path(folder) / f"{path.stem}.xlsx"
        _write_book(document, book)
        subprocess.run(  # noqa: S603 - a program found on the path, our own workbook
            [
                program,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(book),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        shutil.move(book.with_suffix(".pdf"), path)


def _write_book(document: Document, file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        cover = book.add_worksheet("Sampul")
        _set_page(cover, document, landscape=False)
        cover.set_column(0, 0, _CHARACTERS_ACROSS[False])
        title = book.add_format({"bold": True, "align": "center", "font_size": 17})
        for number, line in enumerate(document.cover):
            cover.write_string(8 + number, 0, line, title)
        for number, section in enumerate(document.sections, 1):
            sheet = book.add_worksheet(f"Bagian {number}")
            _set_page(sheet, document, landscape=section.landscape)
            _Writer(book, sheet, section).write()


def _set_page(sheet: Any, document: Document, *, landscape: bool) -> None:  # noqa: ANN401
    sheet.set_paper(_F4 if document.page_mm[1] > 297 else _A4)  # noqa: PLR2004 - A4 in mm
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(0.6, 0.6, 0.7, 0.6)
    sheet.set_header(f"&C&8&I{document.notice}")
    sheet.set_footer(f"&L&8{document.footer}&R&8&P")
    sheet.fit_to_pages(1, 0)


class _Writer:
    """Writes one section onto one sheet; its columns end wherever one of its tables has an edge."""

    def __init__(self, book: Any, sheet: Any, section: Section) -> None:  # noqa: ANN401
        self.book, self.sheet, self.section = book, sheet, section
        tables = [block for block in section.blocks if isinstance(block, Table)]
        self.edges = sorted({0.0, 1.0}.union(*(_edges(table) for table in tables)))
        across = _CHARACTERS_ACROSS[section.landscape]
        self.widths = [(right - left) * across for left, right in pairwise(self.edges)]
        self.row = 0

    def write(self) -> None:
        for number, width in enumerate(self.widths):
            self.sheet.set_column(number, number, width)
        for block in self.section.blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                for text, look in _lines(block):
                    self._line(text, look)

    def _line(self, text: str, look: dict[str, Any]) -> None:
        style = self.book.add_format({"text_wrap": True, "valign": "top", **look})
        last = len(self.widths) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, text, style)
        else:
            self.sheet.write_string(self.row, 0, text, style)
        height = _height_pt(text, sum(self.widths), look["font_size"]) + 5
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _table(self, table: Table) -> None:
        if table.repeats_header and table.header:
            self.sheet.repeat_rows(self.row, self.row + len(table.header) - 1)
        rows = grid(table.header + table.body, len(table.widths))
        for number, row in enumerate(rows):
            cells = [(column, cell) for column, cell in enumerate(row) if cell]
            self.sheet.set_row(self.row + number, self._row_height_pt(cells, table))
            for column, cell in cells:
                self._cell(self.row + number, column, cell, table)
        self.row += len(rows) + 1

    def _row_height_pt(self, cells: list[tuple[int, Cell]], table: Table) -> float:
        heights = []
        for column, cell in cells:
            first, end = self._sheet_columns(column, cell, table)
            height_pt = _height_pt(cell.text, sum(self.widths[first:end]), table.size_pt)
            heights.append(height_pt / cell.rows)
        return max(heights, default=table.size_pt) + 2

    def _cell(self, row: int, column: int, cell: Cell, table: Table) -> None:
        style = self.book.add_format(
            {
                "text_wrap": True,
                "valign": "top",
                "font_size": table.size_pt,
                "bold": cell.bold,
                "align": cell.align,
                "border": int(table.ruled),
                **({"bg_color": _SHADE} if cell.shaded else {}),
            }
        )
        first, end = self._sheet_columns(column, cell, table)
        if end - first > 1 or cell.rows > 1:
            last_row = row + cell.rows - 1
            self.sheet.merge_range(row, first, last_row, end - 1, cell.text, style)
        else:
            self.sheet.write_string(row, first, cell.text, style)

    def _sheet_columns(self, column: int, cell: Cell, table: Table) -> tuple[int, int]:
        """The columns of the sheet that a cell covers: the first, and the one behind the last."""
        edges = _edges(table)
        left, right = edges[column], edges[column + cell.columns]
        return self.edges.index(left), self.edges.index(right)


def _edges(table: Table) -> list[float]:
    """Where the columns of ``table`` end, as shares of its width."""
    total = sum(table.widths)
    return [0.0, *(round(edge / total, 3) for edge in accumulate(table.widths))]


def _lines(block: Block) -> Iterator[tuple[str, dict[str, Any]]]:
    match block:
        case Heading():
            size = 14 if block.level == 1 else 11.5
            yield block.text, {"bold": True, "font_size": size}
        case Paragraph():
            yield block.text, {"bold": block.caption, "font_size": 10}
        case Items():
            for number, text in enumerate(block.texts, 1):
                yield f"{number}. {text}", {"font_size": 10}


def _height_pt(text: str, characters_across: float, size_pt: float) -> float:
    """The height that ``text`` needs when wrapped, a little on the safe side."""
    across = max(1.0, characters_across * 11 / size_pt * 0.76)
    return math.ceil(len(text) / across + 0.3) * size_pt * _LINE_PT
