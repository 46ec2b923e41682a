"""Rules -> grids -> rows of cells. Pure.

Rules that touch make one table. Inside it, cells are rectangles: first cut along each row, then
stacked where two equal spans have no rule between them. (A flood fill leaks: two stacked rows that
each span half the table would become one.) A table that the page's end cuts off gets its outer
border.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from alignment.extract.cells import text_of
from alignment.extract.page import Rules
from alignment.extract.table import Cell, Table, TableRow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from alignment.extract.page import Floats, Page

_TOUCH_PT = 2.5
_SNAP_PT = 1.8
_JOIN_PT = 3.0
_MOST_CELLS = 400_000
_MOST_CROSSINGS = 20_000_000
_LEAST_RULES = 2
_SAME_PITCH = 0.1


def ruled_tables(page: Page, rules: Rules) -> list[Table]:
    """The tables that ``rules`` draw on ``page``, from the top."""
    horizontal, vertical = merged(rules.horizontal), merged(rules.vertical)
    boxes = page.boxes.tolist()
    characters = page.characters.tolist()
    tables = []
    for part in _overlapping_as_one(_components(horizontal, vertical)):
        lattice = _lattice(part)
        if lattice is not None:
            table = _fill(lattice, page, characters, boxes)
            if table:
                tables.append(table)
    return sorted(tables, key=lambda table: (table.top_pt, table.left_pt))


def merged(rules: Floats) -> Floats:
    """Rules on one line that touch or overlap, as one. n x 3: start, end, position."""
    if not len(rules):
        return rules
    rules = rules[np.argsort(rules[:, 2], kind="stable")]
    group = np.concatenate([[0], np.cumsum(np.diff(rules[:, 2]) > 0.7)])  # noqa: PLR2004 - half a rule
    out: list[list[float]] = []
    for number in range(int(group[-1]) + 1):
        same = rules[group == number]
        position = float(same[:, 2].mean())
        same = same[np.argsort(same[:, 0])]
        start, end = float(same[0, 0]), float(same[0, 1])
        for left, right, _ in same[1:].tolist():
            if left > end + _JOIN_PT / 2:
                out.append([start, end, position])
                start, end = left, right
            end = max(end, right)
        out.append([start, end, position])
    return np.array(out)


def _components(horizontal: Floats, vertical: Floats) -> list[Rules]:
    """Rules that touch one another, group by group."""
    if not len(horizontal) or not len(vertical):
        return []
    if len(horizontal) * len(vertical) > _MOST_CROSSINGS:
        return []
    h, v = horizontal[:, None], vertical[None, :]
    crossing = (
        (h[..., 0] - _TOUCH_PT <= v[..., 2])
        & (v[..., 2] <= h[..., 1] + _TOUCH_PT)
        & (v[..., 0] - _TOUCH_PT <= h[..., 2])
        & (h[..., 2] <= v[..., 1] + _TOUCH_PT)
    )
    owner = _labels(crossing)
    h_owner, v_owner = owner[: len(horizontal)], owner[len(horizontal) :]
    parts = [
        Rules(horizontal[h_owner == label], vertical[v_owner == label])
        for label in np.unique(h_owner)
    ]
    return [p for p in parts if len(p.horizontal) >= _LEAST_RULES and len(p.vertical)]


def _labels(crossing: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Connected components of the crossings: a label for each horizontal, then each vertical."""
    rows, columns = crossing.shape
    labels = np.arange(rows + columns)
    while True:
        h, v = labels[:rows], labels[rows:]
        least_of_v = np.where(crossing, h[:, None], rows + columns).min(axis=0, initial=len(labels))
        v_new = np.minimum(v, least_of_v)
        least_of_h = np.where(crossing, v_new[None, :], rows + columns).min(
            axis=1, initial=len(labels)
        )
        new = np.concatenate([np.minimum(h, least_of_h), v_new])
        if np.array_equal(new, labels):
            return labels
        labels = new


def _overlapping_as_one(parts: list[Rules]) -> list[Rules]:
    """Groups whose boxes overlap, joined: a head drawn apart from its body is still its head."""
    parts = list(parts)
    joined = True
    while joined:
        joined = False
        for i, one in enumerate(parts):
            for j in range(i + 1, len(parts)):
                if _overlap(_bounds(one), _bounds(parts[j])):
                    other = parts.pop(j)
                    parts[i] = Rules(
                        np.concatenate([one.horizontal, other.horizontal]),
                        np.concatenate([one.vertical, other.vertical]),
                    )
                    joined = True
                    break
            if joined:
                break
    return parts


class _Bounds(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def _bounds(part: Rules) -> _Bounds:
    h, v = part.horizontal, part.vertical
    return _Bounds(
        min(h[:, 0].min(), v[:, 2].min()),
        min(h[:, 2].min(), v[:, 0].min()),
        max(h[:, 1].max(), v[:, 2].max()),
        max(h[:, 2].max(), v[:, 1].max()),
    )


def _overlap(one: _Bounds, other: _Bounds) -> bool:
    return (
        one.left < other.right - _TOUCH_PT
        and other.left < one.right - _TOUCH_PT
        and one.top < other.bottom - _TOUCH_PT
        and other.top < one.bottom - _TOUCH_PT
    )


class _Lattice(NamedTuple):
    """Line positions, and for each square of the lattice the square its cell begins with."""

    xs: Floats
    ys: Floats
    root: NDArray[np.int64]  # rows x columns
    spans: dict[int, tuple[int, int, int, int]]  # root -> first row, first column, ends


def clustered(values: Floats, tolerance: float) -> Floats:
    """Sorted values, those closer than ``tolerance`` to the next as their mean."""
    values = np.sort(values)
    groups = np.split(values, np.flatnonzero(np.diff(values) > tolerance) + 1)
    return np.array([group.mean() for group in groups])


def _lattice(part: Rules) -> _Lattice | None:
    h, v, bounds = part.horizontal, part.vertical, _bounds(part)
    ys = clustered(np.concatenate([h[:, 2], [bounds.top, bounds.bottom]]), _SNAP_PT)
    xs = clustered(np.concatenate([v[:, 2], [bounds.left, bounds.right]]), _SNAP_PT)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_CELLS:
        return None
    above = _covered(h, lines=ys, middles=(xs[:-1] + xs[1:]) / 2)
    before = _covered(v, lines=xs, middles=(ys[:-1] + ys[1:]) / 2).T
    above[0] = above[-1] = True
    before[:, 0] = before[:, -1] = True
    root, spans = _rectangles(above, before)
    return _Lattice(xs, ys, root, spans)


def _covered(rules: Floats, *, lines: Floats, middles: Floats) -> NDArray[np.bool_]:
    """Whether a rule on that line passes that middle, as lines x middles."""
    covered = np.zeros((len(lines), len(middles)), bool)
    nearest = np.abs(rules[:, 2, None] - lines[None]).argmin(axis=1)
    for (start, end, _), line in zip(rules.tolist(), nearest.tolist(), strict=True):
        covered[line] |= (middles >= start - _TOUCH_PT) & (middles <= end + _TOUCH_PT)
    return covered


def _rectangles(
    above: NDArray[np.bool_], before: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], dict[int, tuple[int, int, int, int]]]:
    rows, columns = before.shape[0], above.shape[1]
    root = np.zeros((rows, columns), np.int64)
    spans: dict[int, tuple[int, int, int, int]] = {}
    previous: dict[tuple[int, int], int] = {}
    ruled = np.cumsum(np.pad(above, ((0, 0), (1, 0))), axis=1).tolist()  # columns, up to each cut
    for row in range(rows):
        cuts = [0, *(np.flatnonzero(before[row, 1:-1]) + 1).tolist(), columns]
        current = {}
        for start, end in itertools.pairwise(cuts):
            first = previous.get((start, end))
            is_half_ruled = 2 * (ruled[row][end] - ruled[row][start]) >= end - start
            if first is None or is_half_ruled:
                first = row * columns + start
                spans[first] = (row, start, row + 1, end)
            else:
                spans[first] = (*spans[first][:2], row + 1, end)
            root[row, start:end] = first
            current[start, end] = first
        previous = current
    return root, spans


def _fill(
    lattice: _Lattice, page: Page, characters: list[int], boxes: list[list[float]]
) -> Table | None:
    texts = _cell_texts(lattice, page, characters, boxes)
    if not texts:
        return None
    xs, ys = lattice.xs.tolist(), lattice.ys.tolist()
    begins: list[list[Cell]] = [[] for _ in ys[1:]]
    reaches: list[list[Cell]] = [[] for _ in ys[1:]]
    for first, (row, column, end_row, end_column) in lattice.spans.items():
        cell = Cell(xs[column], ys[row], xs[end_column], ys[end_row], texts.get(first, ""))
        begins[row].append(cell)
        for below in range(row + 1, end_row):
            reaches[below].append(cell)
    rows = (
        TableRow(top, bottom, tuple(cells), tuple(above))
        for top, bottom, cells, above in zip(ys, ys[1:], begins, reaches, strict=False)
    )
    return Table(page.number, tuple(xs), tuple(rows), source=page.source)


def _cell_texts(
    lattice: _Lattice, page: Page, characters: list[int], boxes: list[list[float]]
) -> dict[int, str]:
    xs, ys = lattice.xs, lattice.ys
    x = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    is_across = (x >= xs[0]) & (x <= xs[-1])
    inside = np.flatnonzero(is_across & (y >= ys[0]) & (y <= ys[-1]))
    if not len(inside):
        return {}
    inside = np.concatenate([inside, _hanging(lattice, page, is_across, y)])
    row = np.clip(np.searchsorted(ys, y[inside], side="right") - 1, 0, len(ys) - 2)
    column = np.clip(np.searchsorted(xs, x[inside], side="right") - 1, 0, len(xs) - 2)
    cell = lattice.root[row, column]
    order = np.lexsort((inside, cell))
    inside, cell = inside[order], cell[order]
    cuts = np.flatnonzero(np.diff(cell)) + 1
    return {
        int(first): text_of(group.tolist(), characters, boxes)
        for group, first in zip(np.split(inside, cuts), cell[np.r_[0, cuts]], strict=True)
    }


def _hanging(
    lattice: _Lattice, page: Page, is_across: NDArray[np.bool_], y: Floats
) -> NDArray[np.int64]:
    """The characters of a line that hangs out of the last row where the page's end cuts it.

    Some producers draw the border above a row's last line. Such a line touches the border, and in
    each column it begins where the cell's lines do and follows them as lines of the column do.
    """
    xs, bottom = lattice.xs, float(lattice.ys[-1])
    boxes = page.boxes
    reach = float(np.median(boxes[:, 3] - boxes[:, 1])) if len(boxes) else 0.0
    near = is_across & (y > bottom) & (y < bottom + reach) & (boxes[:, 1] < bottom + _TOUCH_PT / 2)
    below = np.flatnonzero(near & page.is_visible)
    if not len(below):
        return below
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    column = np.clip(np.searchsorted(xs, middle, side="right") - 1, 0, len(xs) - 2)
    top, last_top = float(lattice.ys[0]), float(lattice.ys[-2])
    above = np.flatnonzero(is_across & (y > top) & (y < bottom))
    for number in np.unique(column[below]).tolist():
        own, over = below[column[below] == number], above[column[above] == number]
        cell = over[y[over] > last_top]
        if not len(cell) or abs(boxes[own, 0].min() - boxes[cell, 0].min()) > 1:
            return below[:0]
        lines = clustered(y[over], reach / 4)
        pitches, step = np.diff(lines), float(y[own].mean() - lines[-1])
        if not (np.abs(pitches - step) <= _SAME_PITCH * pitches).any():
            return below[:0]
    return np.flatnonzero(near)
