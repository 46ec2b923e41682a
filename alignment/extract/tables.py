"""A page -> its tables: from their rules, from rules across alone, or from the blanks only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.extract.grid import ruled_tables
from alignment.extract.lined import lined_tables
from alignment.extract.unruled import unruled_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.page import Page, Rules
    from alignment.extract.table import Table

_LEAST_RULES = 2
_LEAST_EDGES = 5


def tables_of(page: Page, *, continued: Sequence[float] = ()) -> list[Table]:
    """The tables of one page, from the top.

    Shading counts as rules only where the page has no drawn grid: behind the lines of a Word
    document it would cut each row into its lines. A page whose grids hold no row with a code is
    looked at once more for a table without rules, which may have begun pages ago: ``continued`` are
    the edges of the one on the page before.
    """
    drawn = ruled_tables(page, page.drawn) if _is_grid(page.drawn) else []
    if any(len(table.edges_pt) >= _LEAST_EDGES for table in drawn):
        return drawn
    if lined := lined_tables(page):
        return lined
    shaded = ruled_tables(page, page.shading) if _is_grid(page.shading) else []
    return unruled_tables(page, shaded, continued=continued) or drawn or shaded


def _is_grid(rules: Rules) -> bool:
    return len(rules.horizontal) >= _LEAST_RULES and len(rules.vertical) > 0
