"""Tables with rules across but none down: rows from the rules, columns from the blanks. Pure.

The rules that such a table leaves out are put in where the blanks between its columns run, but for
the places where a label or a sum's row stands across several columns; then it is read as any other.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from alignment.extract.grid import merged, ruled_tables
from alignment.extract.item_codes import item_code
from alignment.extract.lines import lines_of_sheet, runs_of, sheet_of
from alignment.extract.page import Rules
from alignment.extract.unruled import LEAST_COLUMNS, gutters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.lines import Line, Sheet
    from alignment.extract.page import Floats, Page
    from alignment.extract.table import Table

_CODE = re.compile(r"(?<![\d.])[1-9X]\s?[.,]\s?(?:\d\d|XX)(?:\s?[.,]\s?\d{1,4}){1,5}(?![\d.,]*\d)")
_WIDE = 0.9  # of the widest rule: one that crosses the whole table
_LEAST_ROWS = 4
_LEAST_CODED = 3
_LEAST_CODED_SHARE = 0.5
_HAIR_PT = 1.0


class _Band(NamedTuple):
    """What stands between two rules across the table."""

    top: float
    bottom: float
    lines: list[Line]
    has_code: bool


def lined_tables(page: Page) -> list[Table]:
    """The table whose rows are parted by rules across the page; none where there is no such one."""
    rules = merged(page.drawn.horizontal)
    if len(rules) < _LEAST_ROWS:
        return []
    length = rules[:, 1] - rules[:, 0]
    wide = rules[length > _WIDE * length.max()]
    left, right = float(wide[:, 0].min()), float(wide[:, 1].max())
    down = page.drawn.vertical
    if len(wide) <= _LEAST_ROWS or ((down[:, 2] > left + 3) & (down[:, 2] < right - 3)).any():
        return []
    sheet = sheet_of(page)
    if sheet is None:
        return []
    bands = _bands(sheet, np.sort(wide[:, 2]))
    coded = [band for band in bands if band.has_code]
    if len(coded) < max(_LEAST_CODED, _LEAST_CODED_SHARE * len(bands)):
        return []
    first = next(index for index, band in enumerate(bands) if band.has_code)
    labels = [line for band in bands[:first] for line in band.lines]
    gutters = gutters_of(sheet, [band.lines for band in coded], labels)
    if len(gutters) + 2 <= LEAST_COLUMNS:
        return []
    inner = rules[(rules[:, 1] > left) & (rules[:, 0] < right)]
    vertical = _vertical(sheet, bands, inner, [left, *gutters, right])
    return [replace(t, is_ruled=False) for t in ruled_tables(page, Rules(inner, vertical))]


def _bands(sheet: Sheet, ys: Floats) -> list[_Band]:
    lines = lines_of_sheet(sheet)
    tops = ys.tolist()
    inside: list[list[Line]] = [[] for _ in tops[1:]]
    for line in lines:
        index = bisect_right(tops, (line.top + line.bottom) / 2) - 1
        if 0 <= index < len(inside):
            inside[index].append(line)
    return [
        _Band(top, bottom, held, _has_code(sheet, held))
        for top, bottom, held in zip(tops, tops[1:], inside, strict=False)
        if held
    ]


def _has_code(sheet: Sheet, lines: Sequence[Line]) -> bool:
    for line in lines:
        text = " ".join(run for run, _, _ in runs_of(sheet, line))
        if any(item_code(match[0]) for match in _CODE.finditer(text)):
            return True
    return False


def _vertical(sheet: Sheet, bands: Sequence[_Band], rules: Floats, xs: Sequence[float]) -> Floats:
    """The rules down that are missing: at ``xs``, but not through a text that stands across."""
    top, bottom = bands[0].top, bands[-1].bottom
    pieces: list[tuple[float, float, float]] = [(top, bottom, xs[0]), (top, bottom, xs[-1])]
    for x in xs[1:-1]:
        across = rules[(rules[:, 0] < x) & (rules[:, 1] > x)]
        ys = np.unique(np.concatenate([across[:, 2], [top, bottom]])).tolist()
        for start, end in itertools.pairwise(ys):
            if end - start > _HAIR_PT and not _is_crossed(sheet, bands, x, start, end):
                pieces.append((start, end, x))
    return np.array(pieces)


def _is_crossed(sheet: Sheet, bands: Sequence[_Band], x: float, top: float, bottom: float) -> bool:
    """Whether a text between ``top`` and ``bottom`` crosses ``x``; rows with codes give way."""
    for band in bands:
        if band.has_code or band.bottom <= top or band.top >= bottom:
            continue
        for line in band.lines:
            if top < (line.top + line.bottom) / 2 < bottom and any(
                left < x < right for _, left, right in runs_of(sheet, line)
            ):
                return True
    return False
