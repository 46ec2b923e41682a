"""The map of items and missions as inline SVG; each status has a shape, not only a hue."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from alignment.report.words import WORST_FIRST
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alignment.report.plane import Landmark, Plane

_SIDE = 940.0
_MARGIN = 30.0
_LABEL_ROOM = 105.0
_LINE = 27.0
_SHAPES: Final[Mapping[Status, str]] = {
    Status.TIDAK_SELARAS: "M0-1.3 1.2.9H-1.2Z",
    Status.PERLU_DITINJAU: "M0-1.3 1.3 0 0 1.3-1.3 0Z",
    Status.AMBIGU: "M-1-1H1V1H-1Z",
    Status.SELARAS: "M-1.1 0A1.1 1.1 0 1 0 1.1 0 1.1 1.1 0 1 0-1.1 0",
}


def plane_chart(
    plane: Plane, *, words: Mapping[str, str], statuses: Mapping[Status, str], description: str
) -> Markup:
    """Draws the map.

    Args:
        plane: what to draw.
        words: what each mission is called.
        statuses: what each status is called.
        description: the text alternative.
    """
    height = plane.height * _SIDE + 2 * _MARGIN
    dots = sorted(plane.dots, key=lambda one: (-WORST_FIRST.index(one.status), -one.count))
    drawn = [
        Markup(
            '<path class="fill-{}" d="{}" transform="translate({} {}) scale({})">'
            "<title>{}</title></path>"
        ).format(
            one.status.value,
            _SHAPES[one.status],
            *(f"{at:.0f}" for at in _at(one.x, one.y, height)),
            f"{6.5 + 2.2 * math.sqrt(one.count - 1):.1f}",
            f"{statuses[one.status]}: {one.count}. {'; '.join(one.names)}",
        )
        for one in dots
    ]
    return Markup(
        '<svg class="plane" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>'
    ).format(
        f"{plane.width * _SIDE + 2 * _MARGIN + _LABEL_ROOM:.0f}",
        f"{height:.0f}",
        description,
        Markup().join(drawn),
        Markup().join(_landmarks(plane.landmarks, words, height)),
    )


def shape(status: Status) -> Markup:
    """The shape of a status, for the legend."""
    return Markup(
        '<svg class="shape" viewBox="-1.5 -1.5 3 3" aria-hidden="true">'
        '<path class="fill-{}" d="{}"></path></svg>'
    ).format(status.value, _SHAPES[status])


def _at(x: float, y: float, height: float) -> tuple[float, float]:
    return _MARGIN + x * _SIDE, height - _MARGIN - y * _SIDE


def _landmarks(
    landmarks: Iterable[Landmark], words: Mapping[str, str], height: float
) -> Iterable[Markup]:
    """A ring at each mission's place with its name beside it, names never over each other."""
    taken: list[tuple[float, float]] = []
    placed = sorted(((*_at(one.x, one.y, height), one) for one in landmarks), key=lambda at: at[:2])
    for x, y, one in placed:
        beside = y
        while any(abs(x - left) < _LABEL_ROOM and abs(beside - top) < _LINE for left, top in taken):
            beside += _LINE if y < height / 2 else -_LINE
        taken.append((x, beside))
        yield Markup(
            '<circle class="mission-ring" cx="{x}" cy="{y}" r="11"></circle>'
            '<path class="mission-lead" d="M{x} {y}L{to} {beside}"></path>'
            '<text class="mission-name" x="{to}" y="{beside}" dy="6">{name}</text>'
        ).format(
            x=f"{x:.0f}",
            y=f"{y:.0f}",
            to=f"{x + 17:.0f}",
            beside=f"{beside:.0f}",
            name=words.get(one.mission_id, one.mission_id),
        )
