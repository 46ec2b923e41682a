"""Characters that share a cell, as lines of text. Pure."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BLANKS = frozenset({0x20, 0xA0, 0x09})
_SAME_LINE = 0.5  # of a character's height, between the middles of two characters of one line
_BLANK_GAP = 0.14  # of a character's height: a wider gap is a blank that the producer left out
_TOUCH_PT = 0.6
_WIDTH_OF_NO_BLANK_PT = 0.05


class Glyph(NamedTuple):
    """One visible character of a cell."""

    left: float
    right: float
    middle: float
    height: float
    text: str


def text_of(
    indices: Iterable[int], characters: Sequence[int], boxes: Sequence[Sequence[float]]
) -> str:
    r"""The text of those characters, in reading order, lines parted by ``\n``."""
    glyphs: list[Glyph] = []
    blanks: list[tuple[float, float]] = []
    for index in indices:
        left, top, right, bottom = boxes[index]
        if characters[index] not in _BLANKS:
            glyphs.append(
                Glyph(left, right, (top + bottom) / 2, bottom - top, chr(characters[index]))
            )
        elif right - left > _WIDTH_OF_NO_BLANK_PT:
            blanks.append(((left + right) / 2, (top + bottom) / 2))
    return "\n".join(_line_text(line, blanks) for line in lines_of(glyphs))


def lines_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs parted into lines from the top, each from the left."""
    if not glyphs:
        return []
    height = sorted(glyph.height for glyph in glyphs)[len(glyphs) // 2] or 6.0
    glyphs = sorted(glyphs, key=lambda glyph: glyph.middle)
    lines = [[glyphs[0]]]
    base = glyphs[0].middle
    for glyph in glyphs[1:]:
        if glyph.middle - base > height * _SAME_LINE:
            lines.append([])
            base = glyph.middle
        lines[-1].append(glyph)
    return [sorted(line) for line in lines]


def _line_text(line: list[Glyph], blanks: list[tuple[float, float]]) -> str:
    height = line[len(line) // 2].height or 6.0
    middle = line[len(line) // 2].middle
    stops = sorted(x for x, y in blanks if abs(y - middle) < height * _SAME_LINE)
    text, end = line[0].text, line[0].right
    for glyph in line[1:]:
        after = bisect_left(stops, end - _TOUCH_PT)
        has_blank = after < len(stops) and stops[after] <= glyph.left + _TOUCH_PT
        if has_blank or glyph.left - end > height * _BLANK_GAP:
            text += " "
        text += glyph.text
        end = glyph.right
    return text
