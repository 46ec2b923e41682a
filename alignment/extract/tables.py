"""A page -> its tables: ruled ones from their rules, others from the blanks between columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.extract.grid import ruled_tables

if TYPE_CHECKING:
    from alignment.extract.page import Page
    from alignment.extract.table import Table

_LEAST_RULES = 3


def tables_of(page: Page) -> list[Table]:
    """The tables of one page, from the top.

    Shading counts as rules only where the page has no drawn grid: behind the lines of a Word
    document it would cut each row into its lines.
    """
    drawn = ruled_tables(page, page.drawn) if _is_grid(page.drawn) else []
    if drawn:
        return drawn
    return ruled_tables(page, page.shading) if _is_grid(page.shading) else []


def _is_grid(rules: object) -> bool:
    horizontal = getattr(rules, "horizontal", ())
    return len(horizontal) >= _LEAST_RULES and len(getattr(rules, "vertical", ())) > 0
