"""Rows of a table without rules: where each begins and where the table ends. Pure."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from alignment.extract.lines import runs_of
from alignment.text import looks_like_money, looks_like_opd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.lines import Line, Sheet

_HAIR_PT = 1.0
_ROW_GAP = 0.7  # of the narrowest blank above a code: a blank that parts two rows
_SAME_GAP = 0.97  # of the blank above a code: inside a row there is no narrower one
_FAR_BELOW = 1.6  # of a character's height: what stands further below the last row is no table
_CONTEXT = re.compile(
    r"(?:sub )?unit organisasi\b|urusan\b|bidang\b|uptd?\b|tujuan\b|sasaran\b|(?:sub ?)?total\b",
    re.IGNORECASE,
)


def row_ranges(sheet: Sheet, lines: Sequence[Line], starts: Sequence[int]) -> list[range]:
    """The lines of each row, from the first code down; what stands below the table is left off.

    ``starts`` are the lines that hold a row's code.
    """
    tops = [_row_top(lines, start, above) for above, start in itertools.pairwise([-1, *starts])]
    end = _table_end(sheet, lines, starts[-1])
    tops = sorted({*tops, *_more_tops(sheet, lines, tops, end)})
    return [range(top, below) for top, below in itertools.pairwise([*tops, end])]


def _more_tops(sheet: Sheet, lines: Sequence[Line], tops: Sequence[int], end: int) -> list[int]:
    """The lines that open rows without a code: those below a blank as wide as above a code.

    Where the lines of one cell stand as far apart as rows, what a line says tells a row.
    """
    alone = min(_gap(lines, tops[0]), sheet.height) if tops[0] else 0.0
    usual = min((_gap(lines, top) for top in tops[1:]), default=alone)
    others = [i for i in range(tops[0] + 1, end) if i not in tops]
    wrapped = sorted(gap for i in others if (gap := _gap(lines, i)) <= usual + _HAIR_PT)
    inner = wrapped[len(wrapped) // 2] if wrapped else 0.0
    if _ROW_GAP * usual <= _HAIR_PT / 2:
        return []
    if inner >= _SAME_GAP * usual:
        return [i for i in others if _is_row_of_its_own(sheet, lines[i])]
    least = _ROW_GAP * usual if inner < _ROW_GAP * usual else (inner + usual) / 2
    return [i for i in others if _gap(lines, i) >= least]


def _is_row_of_its_own(sheet: Sheet, line: Line) -> bool:
    """Whether a line without a code holds an amount, or names what the rows below belong to."""
    texts = [text for text, _, _ in runs_of(sheet, line)]
    is_context = bool(_CONTEXT.match(texts[0])) or looks_like_opd(texts[0])
    return is_context or any(map(looks_like_money, texts))


def _gap(lines: Sequence[Line], index: int) -> float:
    """The blank above a line."""
    return lines[index].top - lines[index - 1].bottom


def _row_top(lines: Sequence[Line], start: int, above: int) -> int:
    """The first line of the row whose code stands in line ``start``: up to a blank line across.

    Where no blank line is found below the code above, the row begins with its code.
    """
    for top in range(start, above, -1):
        if top == 0 or _gap(lines, top) > 0:
            return top
    return start


def _table_end(sheet: Sheet, lines: Sequence[Line], last: int) -> int:
    """The line after the table's last one: what follows a wide blank below the last row."""
    for index in range(last + 1, len(lines)):
        if _gap(lines, index) > _FAR_BELOW * sheet.height:
            return index
    return len(lines)
