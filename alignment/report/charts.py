"""The charts of the page, as small inline SVG with a text that says the same.

Colours come from the style sheet by class, so that dark mode and print need no second chart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from alignment.report.numbers import percent
from alignment.report.palette import STATUS_SHADES
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 1000
_HEIGHT = 24
_GAP = 2.0
_LEAST = 4.0  # what is there must be seen, however small beside the rest


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar: the class that colours it, its size, and what it says."""

    kind: str
    amount: int
    label: str


def stacked_bar(segments: Sequence[Segment], *, longest: int, description: str) -> Markup:
    """A bar of ``segments`` from the left; an amount of ``longest`` fills the whole width.

    Segments of nothing are left out. The bar stretches to its place on the page.
    """
    shown = [segment for segment in segments if segment.amount > 0]
    parts, left = [], 0.0
    for segment in shown:
        width = max(_LEAST, segment.amount / longest * _WIDTH) if longest else _LEAST
        width = min(width, max(_LEAST, _WIDTH - left))
        parts.append(_rectangle(segment, left, max(_LEAST / 2, width - _GAP)))
        left = min(left + width, _WIDTH - _LEAST)
    return Markup(
        '<svg class="bar" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>'
    ).format(_WIDTH, _HEIGHT, description, Markup().join(parts))


def interval(
    value: float, low: float | None, high: float | None, *, largest: float, description: str
) -> Markup:
    """A share as a dot on a band that is its interval; ``largest`` stands at the right end."""
    at = _place(value, largest)
    parts = [Markup('<line class="scale" x1="0" x2="{}" y1="12" y2="12"></line>').format(_WIDTH)]
    if low is not None and high is not None:
        left, right = _place(low, largest), _place(high, largest)
        parts.append(
            Markup('<rect class="band" x="{}" y="7" width="{}" height="10"></rect>').format(
                f"{left:.1f}", f"{max(_LEAST, right - left):.1f}"
            )
        )
    parts.append(
        Markup('<rect class="mark" x="{}" y="2" width="8" height="20"></rect>').format(
            f"{at - _LEAST:.1f}"
        )
    )
    return Markup(
        '<svg class="bar interval" viewBox="-4 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>'
    ).format(_WIDTH + 8, _HEIGHT, description, Markup().join(parts))


def movement(old: float, new: float, *, largest: float, description: str) -> Markup:
    """A share before, hollow, and now, full, on one scale; ``largest`` is at the right end."""
    was, now = _place(old, largest), _place(new, largest)
    return Markup(
        '<svg class="bar interval" viewBox="-6 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><line class="scale" x1="0" x2="{}" y1="12" y2="12"></line>'
        '<line class="way" x1="{}" x2="{}" y1="12" y2="12"></line>'
        '<rect class="old" x="{}" y="4" width="8" height="16"></rect>'
        '<rect class="mark" x="{}" y="2" width="8" height="20"></rect></svg>'
    ).format(
        _WIDTH + 12,
        _HEIGHT,
        description,
        _WIDTH,
        f"{was:.1f}",
        f"{now:.1f}",
        f"{was - _LEAST:.1f}",
        f"{now - _LEAST:.1f}",
    )


def risk_coverage(
    points: Sequence[tuple[float, float]], *, title: str, across: str, up: str, language: str = "en"
) -> str:
    """A picture of its own: how much is wrong among the surest items, the more are taken.

    Args:
        points: pairs of coverage and risk, both 0 to 1.
        title: stands above it and is its text alternative.
        across: what the horizontal axis says.
        up: what the vertical axis says.
        language: how the figures are written.
    """
    most = max(0.05, math.ceil(max((risk for _, risk in points), default=0.0) * 20) / 20)
    line = " ".join(
        f"{_LEFT + coverage * _ACROSS:.1f},{_FOOT - risk / most * _UP:.1f}"
        for coverage, risk in points
    )
    curve = _LINE.format(line=line, ink=STATUS_SHADES[Status.SELARAS].full)
    return _picture(curve, most, title=title, across=across, up=up, language=language)


def reliability(
    bins: Sequence[tuple[float, float, int]],
    *,
    title: str,
    across: str,
    up: str,
    language: str = "en",
) -> str:
    """A picture of its own: how often what is said with some chance comes true.

    Args:
        bins: mean chance, share that was right (both 0 to 1), and how many items; a dot grows with
            its items, and dots on the dashed line are what was promised.
        title: stands above it and is its text alternative.
        across: what the horizontal axis says.
        up: what the vertical axis says.
        language: how the figures are written.
    """
    whole = max(sum(count for *_, count in bins), 1)
    dots = Markup().join(
        _DOT.format(
            x=f"{_LEFT + said * _ACROSS:.1f}",
            y=f"{_FOOT - was * _UP:.1f}",
            r=f"{3 + 18 * math.sqrt(count / whole):.1f}",
            ink=STATUS_SHADES[Status.SELARAS].full,
            said=f"{percent(said, 0, language)}: {percent(was, 0, language)} ({count})",
        )
        for said, was, count in bins
    )
    return _picture(_DIAGONAL + dots, 1.0, title=title, across=across, up=up, language=language)


def _picture(drawn: Markup, most: float, *, title: str, across: str, up: str, language: str) -> str:
    """``drawn`` on a grid whose upper edge is ``most``."""
    grid = Markup().join(
        _GRID.format(
            x=f"{_LEFT + step * _ACROSS:.1f}",
            y=f"{_FOOT - step * _UP:.1f}",
            under=percent(step, 0, language),
            beside=percent(step * most, 1, language),
        )
        for step in (n / 5 for n in range(6))
    )
    return str(_PICTURE.format(title=title, across=across, up=up, grid=grid, drawn=drawn))


_LEFT, _FOOT, _ACROSS, _UP = 72.0, 372.0, 520.0, 300.0
_GRID = Markup(
    '<path d="M{x} 72V372M72 {y}H592" stroke="#d5dade"/>'
    '<text x="{x}" y="394" text-anchor="middle">{under}</text>'
    '<text x="64" y="{y}" dy="4" text-anchor="end">{beside}</text>'
)
_PICTURE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 440" role="img" '
    'font-family="sans-serif" font-size="13" fill="#1f2a36"><title>{title}</title>'
    '<rect width="640" height="440" fill="#ffffff"/>'
    '<text x="24" y="30" font-size="17" font-weight="bold">{title}</text>'
    '<text x="24" y="54" fill="#5b6672">{up}</text>'
    '<g fill="#5b6672">{grid}</g>'
    '<text x="592" y="422" text-anchor="end" fill="#5b6672">{across}</text>'
    "{drawn}</svg>\n"
)
_LINE = Markup('<polyline points="{line}" fill="none" stroke="{ink}" stroke-width="2.5"/>')
_DIAGONAL = Markup('<path d="M72 372L592 72" stroke="#5b6672" stroke-dasharray="5 5"/>')
_DOT = Markup(
    '<circle cx="{x}" cy="{y}" r="{r}" fill="{ink}" fill-opacity="0.75"><title>{said}</title>'
    "</circle>"
)


def _place(share: float, largest: float) -> float:
    return share / largest * _WIDTH if largest > 0 else 0.0


def _rectangle(segment: Segment, left: float, width: float) -> Markup:
    return Markup(
        '<rect class="fill-{}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>'
    ).format(segment.kind, f"{left:.1f}", f"{width:.1f}", _HEIGHT, escape(segment.label))
