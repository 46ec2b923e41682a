"""A table's row, read with its layout: a record of texts and amounts. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from alignment.extract.hierarchy import as_heading, codes_of, measured_at
from alignment.extract.item_codes import if_of_item, item_code
from alignment.extract.measures import indicators_of
from alignment.extract.misreadings import prints_codes_of_2006, repaired_code, repaired_figure
from alignment.extract.names import name_of_lines, one_line
from alignment.extract.realised import Done
from alignment.text import (
    NO_MONEY,
    Code,
    Money,
    parse_code,
    parse_money,
    squash,
)
from alignment.types import Box, Indicator, Level, Source

if TYPE_CHECKING:
    from alignment.extract.columns import Layout
    from alignment.extract.table import Cell, Table, TableRow

_CODE_THEN_NAME = re.compile(
    r"[\[(]?\s?(?P<code>[1-9X]\s?\.\s?(?:\d\d|XX)(?:\s?\.\s?\d{1,4}){1,4})\s?[\])]?"
    r"\.?\s*[-:]?\s+(?P<name>\D.*)",
    re.DOTALL,
)
_NEAR_PT = 15.0


@dataclass(frozen=True, slots=True)
class Record:
    """What one row of a table says."""

    page_number: int
    box: Box
    code: Code | None = None
    code_text: str = ""
    name: str = ""
    number: str = ""
    indicators: tuple[Indicator, ...] = ()
    money: Money = NO_MONEY
    has_money: bool = False
    before: Money = NO_MONEY
    forecast: Money = NO_MONEY
    other_money: tuple[Money, ...] = ()
    done: tuple[Done, ...] = ()
    location: str = ""
    fund: str = ""
    agency: str = ""
    is_spanning: bool = False
    name_from_above: bool = False
    level: Level | None = None  # as its column says, where each level has one
    is_heading: bool = False  # its row has figures, but they are those of a lower level
    is_first: bool = False
    is_last: bool = False
    source: Source = Source.TEXT

    @property
    def item_code(self) -> Code | None:
        """The code, where it is one of a program, kegiatan or sub kegiatan."""
        return if_of_item(self.code)

    @property
    def wording(self) -> str:
        """The first indicator's text."""
        return next((one.text for one in self.indicators if one.text), "")

    @property
    def has_figures(self) -> bool:
        """Whether there is an amount, a dash for one, or a target."""
        return self.has_money or any(indicator.target for indicator in self.indicators)


@dataclass(slots=True)
class RowTexts:
    """The texts of a row by column, in reading order, and the last cell of each column."""

    by_column: dict[int, list[str]] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)
    spanning: int | None = None

    def get(self, column: int | None) -> str:
        """The texts of one column, a line each."""
        return "\n".join(self.by_column.get(column, ())) if column is not None else ""

    def first(self, columns: tuple[int, ...]) -> str:
        """The first text of those columns."""
        return next(filter(None, map(self.get, columns)), "")


def records_of(table: Table, layout: Layout, *, start: int, end: int) -> list[Record]:
    """The records of a table's rows ``start`` to ``end``, blank rows left out."""
    rows = [row for row in table.rows[start:end] if not row.is_blank]
    last = len(rows) - 1
    if table.source is Source.OCR:
        codes = [_code_text(_texts(row, layout), layout) for row in rows]
        layout = replace(layout, has_codes_of_2006=prints_codes_of_2006(codes))
    return [
        record
        for index, row in enumerate(rows)
        for record in _records(row, table, layout, is_first=index == 0, is_last=index == last)
    ]


def _records(
    row: TableRow, table: Table, layout: Layout, *, is_first: bool, is_last: bool
) -> list[Record]:
    """The row's record; where each level has a column of its own, one for each that begins."""
    texts = _texts(row, layout)
    begun = [column for column in layout.levels if texts.get(column)]
    if not begun:
        return [_record(row, texts, table, layout, is_first=is_first, is_last=is_last)]
    records = []
    for column in begun:
        level = layout.levels[column]
        codes = codes_of(layout.columns, layout.code, level)
        measured = measured_at(layout, level, is_lowest=column == begun[-1])
        own = replace(measured, name=(column,), code=codes)
        texts = _texts(row, own)
        record = _record(row, texts, table, own, is_first=is_first, is_last=is_last)
        if len(begun) > 1 and record.code and record.code.kind.value != level.value:
            record = replace(record, code=None, code_text="")  # that of another name in the row
        records.append(replace(record, level=level, name_from_above=False))
    return [*map(as_heading, records[:-1]), records[-1]]


def _record(
    row: TableRow, texts: RowTexts, table: Table, layout: Layout, *, is_first: bool, is_last: bool
) -> Record:
    name = texts.first(layout.name)
    is_ocr = table.source is Source.OCR
    code_text = _code_text(texts, layout)
    if is_ocr:
        code_text = repaired_code(code_text, of_2006=layout.has_codes_of_2006)
    code, name, number = _code_and_name(code_text, name, texts.first(layout.number))
    scale = layout.columns[layout.money].meaning.scale if layout.money is not None else 1

    def amount(column: int | None) -> Money:
        text = texts.get(column)
        return parse_money(repaired_figure(text) if is_ocr else text, scale=scale)

    return Record(
        page_number=table.page_number,
        box=_box(row),
        code=code,
        code_text=squash(code_text),
        name=name_of_lines(name),
        number=squash(number),
        indicators=indicators_of(texts, layout),
        money=amount(layout.money),
        has_money=bool(texts.get(layout.money).strip()),
        before=amount(layout.before),
        forecast=amount(layout.forecast),
        other_money=tuple(map(amount, layout.other_money)),
        done=tuple(
            Done(one.name, one_line(texts.get(one.performance)), amount(one.money))
            for one in layout.periods
        ),
        location=one_line(texts.get(layout.location)),
        fund=one_line(texts.get(layout.fund)),
        agency=one_line(texts.get(layout.agency)),
        is_spanning=texts.spanning is not None,
        name_from_above=any(layout.column_at(cell) in layout.name for cell in row.from_above),
        is_first=is_first,
        is_last=is_last,
        source=table.source,
    )


def _code_text(texts: RowTexts, layout: Layout) -> str:
    return " ".join(filter(None, map(texts.get, layout.code)))


def _texts(row: TableRow, layout: Layout) -> RowTexts:
    texts = RowTexts()
    by_order = _by_order(row, layout)
    for cell in row.cells:
        if not cell.text:
            continue
        if by_order:
            texts.by_column[by_order[cell.left_pt]] = [cell.text]
            texts.cells[by_order[cell.left_pt]] = cell
            continue
        column = layout.column_at(cell)
        if column is None:
            continue
        covered = _covered(cell, layout)
        if len(covered) > 1 and set(covered) & set(layout.name):
            texts.spanning = column
            column = next(i for i in covered if i in layout.name)
        texts.by_column.setdefault(column, []).append(cell.text)
        texts.cells[column] = cell
    return texts


def _by_order(row: TableRow, layout: Layout) -> dict[float, int]:
    """The column of each cell by its left edge, where there is one cell for each column.

    Rows of one table may have been ruled with edges of their own: then order tells more than
    position. Empty where the counts differ or a cell stands far from its column.
    """
    cells = sorted((*row.cells, *row.from_above), key=lambda cell: cell.left_pt)
    if len(cells) != len(layout.columns):
        return {}
    for cell, column in zip(cells, layout.columns, strict=True):
        if cell.left_pt > column.right_pt + _NEAR_PT or cell.right_pt < column.left_pt - _NEAR_PT:
            return {}
    return {cell.left_pt: index for index, cell in enumerate(cells)}


def _covered(cell: Cell, layout: Layout) -> list[int]:
    """The columns that a cell covers for the most part."""
    covered = []
    for index, column in enumerate(layout.columns):
        shared = min(cell.right_pt, column.right_pt) - max(cell.left_pt, column.left_pt)
        if shared > 0.6 * (column.right_pt - column.left_pt):
            covered.append(index)
    return covered


def _code_and_name(code_text: str, name: str, number: str) -> tuple[Code | None, str, str]:
    code = parse_code(code_text.replace("\n", "") if code_text.count("\n") == 1 else code_text)
    code = code or parse_code(code_text)
    if if_of_item(code):
        return code, name, number
    from_number = item_code(number)
    if from_number and not code_text:
        return from_number, name, ""
    match = _CODE_THEN_NAME.fullmatch(name.strip())
    inside = item_code(match["code"]) if match else None
    if match and inside:
        return inside, match["name"], number
    if not name and code is None and re.search("[A-Za-z]", code_text):
        match = _CODE_THEN_NAME.fullmatch(code_text.strip())
        inside = parse_code(match["code"]) if match else None
        return (inside, match["name"], number) if match and inside else (None, code_text, number)
    return code, name, number


def _box(row: TableRow) -> Box:
    cells = [cell for cell in row.cells if cell.text]
    return Box(
        round(min(cell.left_pt for cell in cells), 2),
        round(row.top_pt, 2),
        round(max(cell.right_pt for cell in cells), 2),
        round(row.bottom_pt, 2),
    )
