"""A workbook's sheets as tables: columns and rows counted, merged cells kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.errors import BrokenPdfError, LimitError
from alignment.extract.table import Cell, Table, TableRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from alignment.extract.rpjmd import Reading
    from alignment.types import Cascade

_MOST_COLUMNS = 200
_MOST_CELLS = 2_000_000
_TITLE_ROWS = 15
_ROW_PT = 12.0  # any height will do that is more than a point
_COLUMN_PT = 60.0


def read_workbook(path: Path, reading: Reading) -> Cascade:
    """The cascade in a workbook's visible sheets.

    Raises:
        BrokenPdfError: the workbook is damaged.
        LimitError: a sheet is too large.
        NoItemsError: no sheet names a mission, or it is a plan of one agency.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:
        raise BrokenPdfError(
            f"the workbook is damaged ({type(error).__name__}).",
            advice="Save it again from Excel as .xlsx.",
        ) from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for number, sheet in enumerate(sheets, start=1):
        table = table_of(sheet, number)
        reading.titles.extend(row.texts[0] for row in table.rows[:_TITLE_ROWS] if row.texts)
        reading.reader.feed_table(table, _place_in(sheet.title, table))
    return reading.conclude(f"{len(sheets)} sheets" if len(sheets) > 1 else "sheets")


def _place_in(title: str, table: Table) -> Callable[[int], str]:
    """Where a row of the table stands, as a planner finds it."""
    return lambda row: f'lembar "{title}" baris {int(table.rows[row].top_pt / _ROW_PT) + 1}'


def table_of(sheet: Worksheet, number: int) -> Table:
    """A sheet as a table whose edges are counted in columns and whose rows in rows.

    Raises:
        LimitError: it has more cells than any table a person made.
    """
    columns, rows = min(sheet.max_column, _MOST_COLUMNS), sheet.max_row
    if columns * rows > _MOST_CELLS:
        raise LimitError(
            f"the sheet {sheet.title!r} has {rows} rows.",
            advice="Delete its empty rows, or keep only the sheets with the cascade.",
        )
    spans = {
        (area.min_row, area.min_col): (area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
    }
    found = []
    for row, values in enumerate(sheet.iter_rows(max_col=columns, values_only=True), start=1):
        cells = tuple(
            _cell(row, column, text, spans)
            for column, value in enumerate(values, start=1)
            if (text := _text(value))
        )
        if cells:
            found.append(TableRow((row - 1) * _ROW_PT, row * _ROW_PT, cells))
    edges = tuple(column * _COLUMN_PT for column in range(columns + 1))
    return Table(number, edges, tuple(found))


def _cell(
    row: int, column: int, text: str, spans: Mapping[tuple[int, int], tuple[int, int]]
) -> Cell:
    last_row, last_column = spans.get((row, column), (row, column))
    return Cell(
        left_pt=(column - 1) * _COLUMN_PT,
        top_pt=(row - 1) * _ROW_PT,
        right_pt=last_column * _COLUMN_PT,
        bottom_pt=last_row * _ROW_PT,
        text=text,
    )


def _text(value: object) -> str:
    """A cell's value as a person reads it; codes typed as numbers lose no figure they show."""
    return "" if value is None else str(value).strip()
