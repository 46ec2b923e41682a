"""The charts of the page, as small inline SVG with a text that says the same.

Colours come from the style sheet by class, so that dark mode and print need no second chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

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


def _place(share: float, largest: float) -> float:
    return share / largest * _WIDTH if largest > 0 else 0.0


def _rectangle(segment: Segment, left: float, width: float) -> Markup:
    return Markup(
        '<rect class="fill-{}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>'
    ).format(segment.kind, f"{left:.1f}", f"{width:.1f}", _HEIGHT, escape(segment.label))
