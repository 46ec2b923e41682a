"""A table as values: rows of cells that know where they stand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from alignment.types import Source


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One cell and its text, lines parted by ``\n``.

    ``lines_pt`` are the lines' heights on the page, where the table has no rules to part them.
    """

    left_pt: float
    top_pt: float
    right_pt: float
    bottom_pt: float
    text: str = ""
    lines_pt: tuple[float, ...] = ()

    @property
    def middle_pt(self) -> float:
        """Half way between left and right."""
        return (self.left_pt + self.right_pt) / 2


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells that begin on one line of the grid, from the left.

    ``from_above`` are cells of earlier rows that reach down into this one.
    """

    top_pt: float
    bottom_pt: float
    cells: tuple[Cell, ...]
    from_above: tuple[Cell, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether no cell that begins here holds text."""
        return not any(cell.text for cell in self.cells)

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts that are not empty."""
        return tuple(cell.text for cell in self.cells if cell.text)


@dataclass(frozen=True)
class Table:
    """Rows of one table on one page."""

    page_number: int
    edges_pt: tuple[float, ...]
    rows: tuple[TableRow, ...]
    is_ruled: bool = True
    source: Source = Source.TEXT

    @cached_property
    def left_pt(self) -> float:
        """The left edge."""
        return self.edges_pt[0]

    @cached_property
    def right_pt(self) -> float:
        """The right edge."""
        return self.edges_pt[-1]

    @property
    def top_pt(self) -> float:
        """The top edge."""
        return self.rows[0].top_pt

    @property
    def bottom_pt(self) -> float:
        """The bottom edge."""
        return self.rows[-1].bottom_pt
