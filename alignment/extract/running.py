"""Running heads and feet: lines that pages repeat in one place, taken off where they cross a table.

A browser prints its foot over the row that the page's end cuts; on a page without rules a running
head looks like the rest of the last row. Outside tables such lines do no harm and are learned.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.types import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from alignment.extract.page import Page
    from alignment.extract.table import Table

_ZONE = 0.12  # of the page's height, at its top and its foot
_LEAST_LETTERS = 8
_MOST_KNOWN = 24
_SAME_SHARE = 0.8
_SAME_LINE_PT = 2.0
_NUMBER_REACH_PT = 6.0
_FIGURES = tuple(map(ord, "0123456789"))


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A line's letters, each with its place, as one number; and where its figures stand."""

    letters: NDArray[np.int64]
    figures: NDArray[np.float64]  # n x 2: left and middle of each digit


@dataclass(slots=True)
class RunningLines:
    """The lines outside tables near the edges of the pages so far."""

    known: dict[frozenset[int], _Line] = field(default_factory=dict)

    def without(self, page: Page) -> Page:
        """The page without the lines that an earlier page holds in the same place."""
        near = self._near_edges(page) if self.known else np.zeros(0, np.int64)
        if not len(near):
            return page
        keys = _keys(page, near)
        stand = frozenset(keys.tolist())
        gone = np.zeros(len(page.characters), bool)
        for letters, line in self.known.items():
            if len(letters & stand) >= _SAME_SHARE * len(letters):
                gone[near[np.isin(keys, line.letters)]] = True
                gone[near[_are_figures_of(page, near, line)]] = True
        if not gone.any():
            return page
        return replace(page, characters=page.characters[~gone], boxes=page.boxes[~gone])

    def learn(self, page: Page, tables: Sequence[Table]) -> None:
        """Takes in the lines near the page's edges that no table holds.

        A line that runs on over the columns of a table without rules is no row of it.
        """
        near = self._near_edges(page)
        middle = (page.boxes[near, 1] + page.boxes[near, 3]) / 2
        order = np.argsort(middle, kind="stable")
        near, middle = near[order], middle[order]
        cuts = np.flatnonzero(np.diff(middle) > _SAME_LINE_PT) + 1
        for group in np.split(near, cuts) if len(near) else ():
            top, bottom = page.boxes[group, 1].min(), page.boxes[group, 3].max()
            over = [t for t in tables if t.top_pt < (top + bottom) / 2 < t.bottom_pt]
            if all(_runs_across(page, group, table) for table in over):
                self._add(page, group)

    def _add(self, page: Page, group: NDArray[np.int64]) -> None:
        is_figure = _is_figure(page.characters[group])
        letters = np.unique(_keys(page, group[~is_figure]))
        if len(letters) < _LEAST_LETTERS:
            return
        boxes = page.boxes[group[is_figure]]
        figures = np.stack([boxes[:, 0], (boxes[:, 1] + boxes[:, 3]) / 2], axis=1)
        self.known[frozenset(letters.tolist())] = _Line(letters, figures)
        while len(self.known) > _MOST_KNOWN:
            del self.known[next(iter(self.known))]

    def _near_edges(self, page: Page) -> NDArray[np.int64]:
        if page.source is Source.OCR:
            return np.zeros(0, np.int64)
        top, bottom = _ZONE * page.height_pt, (1 - _ZONE) * page.height_pt
        near = (page.boxes[:, 3] < top) | (page.boxes[:, 1] > bottom)
        return np.flatnonzero(near & page.is_visible)


def _runs_across(page: Page, group: NDArray[np.int64], table: Table) -> bool:
    if table.is_ruled:
        return False
    boxes = page.boxes[group][np.argsort(page.boxes[group, 0])]
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    ends = np.maximum.accumulate(boxes[:, 2])
    is_one_run = bool((boxes[1:, 0] - ends[:-1] < height).all())
    left, right = float(boxes[0, 0]), float(ends[-1])
    return is_one_run and any(left + height < x < right - height for x in table.edges_pt)


def _keys(page: Page, indices: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each character and its place, to the point, as one number."""
    left = np.rint(page.boxes[indices, 0]).astype(np.int64)
    middle = np.rint((page.boxes[indices, 1] + page.boxes[indices, 3]) / 2).astype(np.int64)
    keys: NDArray[np.int64] = (
        (page.characters[indices].astype(np.int64) << 32) + (left << 16) + middle
    )
    return keys


def _is_figure(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return np.isin(codes, _FIGURES)


def _are_figures_of(page: Page, near: NDArray[np.int64], line: _Line) -> NDArray[np.bool_]:
    """Which characters are the line's figures: a page's number stands where the last one's did."""
    if not len(line.figures):
        return np.zeros(len(near), bool)
    left = page.boxes[near, 0, None]
    middle = ((page.boxes[near, 1] + page.boxes[near, 3]) / 2)[:, None]
    is_near = np.abs(left - line.figures[None, :, 0]) < _NUMBER_REACH_PT
    is_near &= np.abs(middle - line.figures[None, :, 1]) < _SAME_LINE_PT
    return is_near.any(axis=1) & _is_figure(page.characters[near])
