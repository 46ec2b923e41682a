"""Figures of a scanned table: which columns hold them, and a second reading laid over the first.

An engine that reads a whole page takes lone digits in narrow cells for anything but digits. Read
once more by themselves, and as digits only, they are read well. Pure.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.extract.misreadings import as_digits, repaired_figure
from alignment.text import looks_like_money, parse_code, squash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from alignment.extract.page import Page
    from alignment.extract.table import Cell, Table

_LEAST_CELLS = 3
_NARROW_PT = 60.0
_LONG_TEXT = 12  # characters of a cell, on average: a column of names
_MOST_FIGURES = 0.4  # of a column's cells
_MOST_DIGITS = 0.6  # of a cell's characters
_PART_OF_CODE = re.compile(r"\d{1,2}|\d\.\d\d|\d{4}")
_INSET_PT, _LINE_PT = 0.8, 8.0


@dataclass(frozen=True, slots=True)
class _Column:
    cells: tuple[Cell, ...]
    is_money: bool
    is_later_part: bool
    """Whether parts of a code stand left of it: parts but the first have two digits mostly."""


def reread(
    page: Page, texts_of: Callable[[Sequence[Cell]], list[str]], tables: Sequence[Table]
) -> Page:
    """The page, those figures of its tables read once more that are none at first sight.

    ``texts_of`` reads cells one by one, as digits only. A second reading counts where it is a
    figure or a part of a code.
    """
    doubtful = [
        (cell, column)
        for table in tables
        for column in _columns(table)
        for cell in column.cells
        if not _is_sound(as_digits(cell.text), column)
    ]
    if not doubtful:
        return page
    texts = texts_of([cell for cell, _ in doubtful])
    for (cell, column), text in zip(doubtful, texts, strict=True):
        if text and _is_sound(text, column):
            page = _with_text(page, cell, "".join(text.split()))
    return page


def _columns(table: Table) -> Iterator[_Column]:
    """The columns that hold figures, their cells below the head."""
    start = next((i for i, row in enumerate(table.rows) if any(map(_is_data, row.texts))), None)
    body = table.rows[start:] if start is not None else ()
    edges = table.edges_pt
    columns = [
        tuple(
            cell
            for row in body
            for cell in row.cells
            if abs(cell.left_pt - left) < 1 and abs(cell.right_pt - right) < 1
        )
        for left, right in itertools.pairwise(edges)
    ]
    first_long = next((i for i, cells in enumerate(columns) if _is_long(cells)), 0)
    has_part_before = False
    for index, cells in enumerate(columns):
        is_money = _share(cells, looks_like_money) > _MOST_FIGURES
        is_left = index < first_long and edges[index + 1] - edges[index] < _NARROW_PT
        holds_figures = is_money or is_left or _share(cells, _is_figure) > _MOST_FIGURES
        if len(cells) >= _LEAST_CELLS and holds_figures:
            yield _Column(cells, is_money, has_part_before and is_left)
            has_part_before = has_part_before or (is_left and not is_money)


def _is_data(text: str) -> bool:
    return looks_like_money(repaired_figure(text)) or parse_code(as_digits(text)) is not None


def _is_long(cells: tuple[Cell, ...]) -> bool:
    texts = [cell.text for cell in cells if cell.text]
    return bool(texts) and sum(map(len, texts)) > _LONG_TEXT * len(texts)


def _is_figure(text: str) -> bool:
    bare = squash(as_digits(text)).replace(" ", "")
    return sum(map(str.isdigit, bare)) >= _MOST_DIGITS * len(bare)


def _share(cells: tuple[Cell, ...], fits: Callable[[str], bool]) -> float:
    texts = [cell.text for cell in cells if cell.text]
    return sum(map(fits, texts)) / len(texts) if texts else 0.0


def _with_text(page: Page, cell: Cell, text: str) -> Page:
    """The page with ``text`` instead of what stands in the cell, on one line in its middle."""
    keep = ~_inside(page.boxes, cell)
    middle = (cell.top_pt + cell.bottom_pt) / 2
    step = (cell.right_pt - cell.left_pt) / (len(text) + 2)
    half = min(_LINE_PT, cell.bottom_pt - cell.top_pt) / 2 - _INSET_PT
    boxes = [
        (cell.left_pt + (i + 1) * step, middle - half, cell.left_pt + (i + 2) * step, middle + half)
        for i in range(len(text))
    ]
    return replace(
        page,
        characters=np.concatenate(
            [page.characters[keep], np.array(list(map(ord, text)), np.uint32)]
        ),
        boxes=np.concatenate([page.boxes[keep], np.array(boxes)]),
    )


def _is_sound(text: str, column: _Column) -> bool:
    bare = re.sub(r"\s+", "", text)
    if column.is_money:
        return looks_like_money(bare) or bare in ("", "0", "-")
    if column.is_later_part and len(bare) == 1:
        return False  # of ``11`` an engine often reads one digit
    return bool(_PART_OF_CODE.fullmatch(bare)) or parse_code(bare) is not None


def _inside(boxes: NDArray[np.float64], cell: Cell) -> NDArray[np.bool_]:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: NDArray[np.bool_] = (x > cell.left_pt) & (x < cell.right_pt)
    return inside & (y > cell.top_pt) & (y < cell.bottom_pt)
