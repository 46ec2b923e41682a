"""A page's characters as lines across it, and as runs that wide blanks part. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from alignment.extract.cells import text_and_places_of, text_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from alignment.extract.page import Floats, Page

_RUN_GAP = 0.75  # of a character's height: the widest blank inside one label
_SHRINK = 0.12  # of a character's height: loose boxes of neighbouring lines overlap by so much


class Line(NamedTuple):
    """A line of characters across the page."""

    top: float
    bottom: float
    indices: NDArray[np.int64]


class Sheet(NamedTuple):
    """The page's visible characters and their usual height."""

    page: Page
    boxes: Floats
    visible: NDArray[np.int64]
    height: float
    characters: list[int]
    box_list: list[list[float]]


def sheet_of(page: Page) -> Sheet | None:
    """The page's visible characters; None where they are too few for a table."""
    visible = np.flatnonzero(page.is_visible)
    if len(visible) < 50:  # noqa: PLR2004 - a title, no table
        return None
    heights = page.boxes[visible, 3] - page.boxes[visible, 1]
    return Sheet(
        page,
        page.boxes,
        visible,
        float(np.median(heights)) or 6.0,
        page.characters.tolist(),
        page.boxes.tolist(),
    )


def lines_of_sheet(sheet: Sheet) -> list[Line]:
    """The lines across the page, from the top."""
    middle = (sheet.boxes[sheet.visible, 1] + sheet.boxes[sheet.visible, 3]) / 2
    order = sheet.visible[np.argsort(middle, kind="stable")]
    middle = np.sort(middle)
    cuts = np.flatnonzero(np.diff(middle) > 0.25 * sheet.height) + 1
    return [
        Line(
            float(sheet.boxes[group, 1].min()) + _SHRINK * sheet.height,
            float(sheet.boxes[group, 3].max()) - _SHRINK * sheet.height,
            group,
        )
        for group in np.split(order, cuts)
    ]


def text_at(sheet: Sheet, indices: NDArray[np.int64]) -> str:
    """The text of those characters, lines parted."""
    return text_of(indices.tolist(), sheet.characters, sheet.box_list)


def text_and_places_at(sheet: Sheet, indices: NDArray[np.int64]) -> tuple[str, tuple[float, ...]]:
    """The text of those characters, and the middle of each of its lines, from the page's top."""
    return text_and_places_of(indices.tolist(), sheet.characters, sheet.box_list)


def runs_at(sheet: Sheet, indices: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The characters of a line parted where the blank is wider than one between words."""
    order = indices[np.argsort(sheet.boxes[indices, 0])]
    gaps = sheet.boxes[order[1:], 0] - np.maximum.accumulate(sheet.boxes[order, 2])[:-1]
    return np.split(order, np.flatnonzero(gaps > _RUN_GAP * sheet.height) + 1)


def runs_of(sheet: Sheet, line: Line) -> list[tuple[str, float, float]]:
    """Text, left and right of each run of a line: a run ends where a wide blank follows."""
    return [
        (text_at(sheet, np.sort(run)), *extent_of(sheet, run))
        for run in runs_at(sheet, line.indices)
    ]


def extent_of(sheet: Sheet, run: NDArray[np.int64]) -> tuple[float, float]:
    """Left and right of a run."""
    return float(sheet.boxes[run, 0].min()), float(sheet.boxes[run, 2].max())
