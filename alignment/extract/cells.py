"""Characters that share a cell, as lines of text. Pure."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from alignment.extract.page import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BLANKS = frozenset(BLANKS)
_SAME_LINE = 0.5  # of a character's height, between the middles of two characters of one line
_BLANK_GAP = 0.14  # of a character's height: a wider gap is a blank that the producer left out
_TOUCH_PT = 0.6
_WIDTH_OF_NO_BLANK_PT = 0.05
_LEAST_TURNED, _FEW_IN_LINE = 3, 4  # lines, letters in one: as of a label set on its side
_LYING = 1.2  # of the letters' heights together: their widths where they lie on their side
_MIDDLE, _HEIGHT = itemgetter(2), itemgetter(3)


Glyph = tuple[float, float, float, float, str]
"""A visible character: left, right, middle (of top and bottom), height, and the letter itself."""


def text_of(
    indices: Iterable[int], characters: Sequence[int], boxes: Sequence[Sequence[float]]
) -> str:
    r"""The text of those characters, in reading order, lines parted by ``\n``."""
    return text_and_places_of(indices, characters, boxes)[0]


def text_and_places_of(
    indices: Iterable[int], characters: Sequence[int], boxes: Sequence[Sequence[float]]
) -> tuple[str, tuple[float, ...]]:
    """The text of those characters, and the middle of each of its lines, from the page's top.

    No middles where the text runs up or down the page.
    """
    glyphs: list[Glyph] = []
    blanks: list[tuple[float, float]] = []
    for index in indices:
        left, top, right, bottom = boxes[index]
        code = characters[index]
        if code not in _BLANKS:
            glyphs.append((left, right, (top + bottom) / 2, bottom - top, chr(code)))
        elif right - left > _WIDTH_OF_NO_BLANK_PT:
            blanks.append(((left + right) / 2, (top + bottom) / 2))
    lines = _lines_of(glyphs)
    places = tuple(line[0][2] for line in lines)
    if len(lines) > _LEAST_TURNED and len(glyphs) < _FEW_IN_LINE * len(lines):
        turn = _turn_of(glyphs)
        if turn:
            lines, places = _lines_of([_turned(glyph, turn) for glyph in glyphs]), ()
            blanks = [(-y, x) if turn > 0 else (y, -x) for x, y in blanks]
    return "\n".join(_line_text(line, blanks) for line in lines), places


def _turn_of(glyphs: Sequence[Glyph]) -> int:
    """1 where the text runs up the page, -1 where it runs down, 0 where it stands upright.

    A letter's box is as high as its line and narrower: lying on its side it is wider than high.
    """
    if sum(g[1] - g[0] for g in glyphs) < _LYING * sum(map(_HEIGHT, glyphs)):
        return 0
    steps = sum(1 if b[2] < a[2] else -1 for a, b in itertools.pairwise(glyphs))
    return 1 if steps >= 0 else -1


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """The glyph as it stands once its text is laid level."""
    left, right, middle, height, letter = glyph
    start, end = sorted((-turn * (middle - height / 2), -turn * (middle + height / 2)))
    return start, end, turn * (left + right) / 2, right - left, letter


def _lines_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs parted into lines from the top, each from the left."""
    if not glyphs:
        return []
    tolerance = (sorted(map(_HEIGHT, glyphs))[len(glyphs) // 2] or 6.0) * _SAME_LINE
    glyphs = sorted(glyphs, key=_MIDDLE)
    lines = [[glyphs[0]]]
    base = glyphs[0][2]
    for glyph in glyphs[1:]:
        if glyph[2] - base > tolerance:
            lines.append([])
            base = glyph[2]
        lines[-1].append(glyph)
    return [sorted(line) for line in lines]


def _line_text(line: list[Glyph], blanks: list[tuple[float, float]]) -> str:
    _, _, middle, height, _ = line[len(line) // 2]
    height = height or 6.0
    stops = sorted(x for x, y in blanks if abs(y - middle) < height * _SAME_LINE)
    _, end, _, _, text = line[0]
    for left, right, _, _, letter in line[1:]:
        after = bisect_left(stops, end - _TOUCH_PT) if stops else 0
        has_blank = after < len(stops) and stops[after] <= left + _TOUCH_PT
        if has_blank or left - end > height * _BLANK_GAP:
            text += " "
        text += letter
        end = right
    return text
