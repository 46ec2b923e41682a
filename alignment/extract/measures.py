"""What a row measures: indicators, their targets and units. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.extract.names import one_line
from alignment.text import split_target
from alignment.types import Indicator

if TYPE_CHECKING:
    from alignment.extract.columns import Layout
    from alignment.extract.rows import RowTexts
    from alignment.extract.table import Cell

_SAME_HEIGHT_PT = 1.5
_FIGURE_FIRST = re.compile(r"[<>\u2264\u2265=~]?\s*\d")
_LABEL_INSIDE = re.compile(
    r"^indikator kinerja\s*(?:program|kegiatan|sub kegiatan)?(?:\s*/\s*kegiatan)?\s*:?\s*",
    re.IGNORECASE,
)


def indicators_of(texts: RowTexts, layout: Layout) -> tuple[Indicator, ...]:
    """What the row measures, each with its target, and the one before a change where printed."""
    return _with_before(_paired(texts, layout), texts, layout)


def _paired(texts: RowTexts, layout: Layout) -> tuple[Indicator, ...]:
    """Indicators and targets paired in order; one unit column serves the target beside it."""
    wordings = [_LABEL_INSIDE.sub("", one_line(texts.get(i))) for i in layout.indicators]
    targets = [texts.get(i) for i in layout.targets]
    unit = one_line(texts.get(layout.unit))
    if len(wordings) == len(targets) == 1 and not unit:
        parts = _parted(texts.cells.get(layout.indicators[0]), texts.cells.get(layout.targets[0]))
        if parts:
            return tuple(one for wording, target in parts for one in _one(wording, target, ""))
    if len(wordings) <= 1 or len(targets) <= 1:
        target = next((t for t in targets if t.strip()), "")
        wording = next((w for w in wordings if w), "")
        return _one(wording, target, unit)
    pairs = zip(wordings, targets + [""] * len(wordings), strict=False)
    return tuple(one for wording, target in pairs for one in _one(wording, target, ""))


def _parted(wording: Cell | None, target: Cell | None) -> list[tuple[str, str]]:
    """Several indicators that share a row without rules, each with its target.

    Each line of targets that opens with a figure begins one; the lines of wording beside it and
    below are its own, or, where cells are set to the middle, those nearest. Empty where the cells
    hold one indicator, or tell no places of lines.
    """
    if not (wording and target and wording.lines_pt and target.lines_pt):
        return []
    figures = list(zip(target.text.split("\n"), target.lines_pt, strict=True))
    starts = [i for i, (text, _) in enumerate(figures) if _FIGURE_FIRST.match(text)]
    if len(starts) < 2 or starts[0]:  # noqa: PLR2004 - one target, or words above it
        return []
    ends = [*starts[1:], len(figures)]
    targets = ["\n".join(t for t, _ in figures[a:b]) for a, b in zip(starts, ends, strict=True)]
    tops = [figures[start][1] for start in starts]
    middles = [(figures[a][1] + figures[b - 1][1]) / 2 for a, b in zip(starts, ends, strict=True)]
    wordings: list[list[str]] = [[] for _ in targets]
    is_level = all(any(abs(y - top) < _SAME_HEIGHT_PT for y in wording.lines_pt) for top in tops)
    for text, y in zip(wording.text.split("\n"), wording.lines_pt, strict=True):
        above = sum(top < y + _SAME_HEIGHT_PT for top in tops) - 1
        near = min(range(len(middles)), key=lambda i: abs(middles[i] - y))
        wordings[max(0, above) if is_level else near].append(text)
    lines = [_LABEL_INSIDE.sub("", one_line("\n".join(parts))) for parts in wordings]
    if not all(line and not line[0].islower() for line in lines):
        return []
    return list(zip(lines, targets, strict=True))


def _with_before(
    indicators: tuple[Indicator, ...], texts: RowTexts, layout: Layout
) -> tuple[Indicator, ...]:
    """The indicators with the targets that they had before a change, paired in order."""
    before = [split_target(text)[0] for i in layout.targets_before if (text := texts.get(i))]
    if not before or len(before) != len(indicators):
        return indicators
    pairs = zip(indicators, before, strict=True)
    return tuple(replace(one, target_before=target) for one, target in pairs)


def _one(wording: str, target_text: str, unit: str) -> tuple[Indicator, ...]:
    figure, inline_unit = split_target(target_text)
    inline_unit = one_line(inline_unit) if inline_unit else None
    if unit and figure is None:
        figure, inline_unit = split_target(unit)
        figure, unit = (figure, "") if inline_unit else (None, unit)
    if unit and inline_unit and inline_unit != unit:
        figure, inline_unit = one_line(target_text), None
    if not wording and figure and not re.search(r"\d", figure):
        wording, figure = figure, None  # a column of targets that holds words
    if not wording and figure is None:
        return ()
    return (Indicator(wording, figure, unit or inline_unit),)
