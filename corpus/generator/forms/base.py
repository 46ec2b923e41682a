"""What every form is, and the pieces they share: group rows, spans over indicators, totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.pages import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from generator.pages import Block, Table
    from generator.plan import Plan, Row
    from generator.printing import Printing

URUSAN = {
    "1": "URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR",
    "2": "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR",
    "3": "URUSAN PEMERINTAHAN PILIHAN",
}
ALL_FIELDS = frozenset({"code", "indicators", "parent_budget", "forecast", "location", "fund"})


@dataclass(frozen=True, slots=True)
class Form:
    """A way to print the plan table.

    ``fields`` are those of an item that it prints, ``title`` what the cover calls the document,
    ``realised`` what an evaluation prints of an item in the plan's year as realised;
    ``surroundings`` are all chapters of a Renja with their tables, their text alone, or nothing.
    """

    name: str
    caption: str
    blocks: Callable[[Plan, Printing], tuple[Block, ...]]
    fields: frozenset[str] = ALL_FIELDS
    title: str = "RENCANA KERJA"
    landscape: bool = True
    surroundings: Literal["chapters", "text", "nothing"] = "chapters"
    realised: Callable[[Row, int], list[dict[str, object]]] | None = None


def one_table(
    table: Callable[[Plan, Printing], Table],
) -> Callable[[Plan, Printing], tuple[Block, ...]]:
    """The blocks of a form that is a single table."""
    return lambda plan, printing: (table(plan, printing),)


def header(*rows: Sequence[Cell | str]) -> tuple[tuple[Cell, ...], ...]:
    """Header rows: bold, centred, shaded; plain text stands for a cell of one column and row."""
    return tuple(tuple(_header_cell(cell) for cell in row) for row in rows)


def head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """A header cell that spans."""
    return Cell(text, columns=columns, rows=rows, bold=True, align="center", shaded=True)


def number_row(count: int, pattern: str = "({})") -> tuple[Cell, ...]:
    """The row of column numbers below a header."""
    return tuple(head(pattern.format(number)) for number in range(1, count + 1))


def item_rows(
    row: Row, texts: Sequence[str], per_indicator: Sequence[dict[int, str]], money: Collection[int]
) -> Iterator[tuple[Cell, ...]]:
    """The table rows of one item, one per indicator.

    ``texts`` are those of all columns, ``per_indicator`` those that an indicator changes, by
    column; all other cells span the item's rows. Columns in ``money`` stand on the right.
    """
    is_program, count = row.level == "program", len(per_indicator)
    for number, changed in enumerate(per_indicator):
        yield tuple(
            Cell(
                changed.get(column, text),
                rows=1 if column in changed else count,
                bold=is_program,
                shaded=is_program,
                align="right" if column in money else "left",
            )
            for column, text in enumerate(texts)
            if number == 0 or column in changed
        )


def group_row(texts: Sequence[str], money: Collection[int]) -> tuple[Cell, ...]:
    """A row that is no item: an urusan, a bidang urusan, an office."""
    return tuple(
        Cell(text, bold=True, shaded=True, align="right" if column in money else "left")
        for column, text in enumerate(texts)
    )


def field_name(plan: Plan, row: Row) -> str | None:
    """The name of the bidang urusan that starts with ``row``; None where none starts there."""
    first = next(one for one in plan.rows if one.code.startswith(row.code[:4]))
    if first is not row:
        return None
    return f"URUSAN PEMERINTAHAN BIDANG {dict(plan.office.fields)[row.code[:4]]}"


def field_total(plan: Plan, field: str) -> int:
    """The money of all programs in a bidang urusan."""
    return sum(
        row.budget_rupiah
        for row in plan.rows
        if row.level == "program" and row.code.startswith(field)
    )


def total_row(label: str, amounts: dict[int, str], count: int) -> tuple[Cell, ...]:
    """A last row with ``label`` over the columns before the first amount."""
    first = min(amounts)
    label_cell = Cell(label, columns=first, bold=True, align="center", shaded=True)
    return label_cell, *(
        Cell(amounts.get(column, ""), bold=True, align="right", shaded=True)
        for column in range(first, count)
    )


def _header_cell(cell: Cell | str) -> Cell:
    return cell if isinstance(cell, Cell) else head(cell)
