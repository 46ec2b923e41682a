"""A page's lines of text, with and without what its tables hold. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alignment.extract.cells import text_of
from alignment.types import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.page import Page
    from alignment.extract.table import Table

_TITLE_LINES = 8


def lines_of_page(page: Page, indices: Sequence[int] | None = None) -> list[str]:
    """The page's lines from the top; only of those characters where ``indices`` are given."""
    indices = range(len(page.characters)) if indices is None else indices
    return text_of(indices, page.characters.tolist(), page.boxes.tolist()).split("\n")


def lines_outside(page: Page, tables: Sequence[Table]) -> list[str]:
    """The page's lines outside its tables, from the top."""
    y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    outside = np.ones(len(y), bool)
    for table in tables:
        if len(table.edges_pt) > 2:  # noqa: PLR2004 - a frame round a title is no table
            outside &= (y < table.top_pt) | (y > table.bottom_pt)
    return lines_of_page(page, [int(index) for index in outside.nonzero()[0]])


def title_lines(page: Page, tables: Sequence[Table]) -> list[str]:
    """The lines that may be titles: outside tables, or the first where a scan's edge frames all."""
    lines = lines_outside(page, tables)
    is_framed = page.source is Source.OCR and not any(lines)
    return lines_of_page(page)[:_TITLE_LINES] if is_framed else lines
