"""Items and missions as points of a plane, near where their themes are alike: pure figures.

Each item is a direction in the space of themes, each mission too: by the themes that a planner
confirmed, else by those of the items that likely serve it. An item is placed by its likeness to
each mission (cosines), on the plane that keeps most of the items' spread (principal components). It
shows likeness of themes and nothing else: an item of fitting themes may still be misaligned by what
it spends its money on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alignment.report.entries import UNJUDGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np

    from alignment.report.entries import Entry
    from alignment.types import Mission, Status

    Array = np.ndarray[Any, np.dtype[np.float64]]

_IMPLIED_WEIGHT = 0.5
_LEAST_POINTS = 3
_LEAST_MISSIONS = 2
_CELLS = 200
"""Items that fall into one cell of this many along the longer side are one dot."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Items of one status that stand at one place; ``names`` are a few of theirs."""

    x: float
    y: float
    status: Status
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A mission's place, and the statuses of the items that lie nearest to it by theme."""

    mission_id: str
    x: float
    y: float
    nearest: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Plane:
    """A map, ``width`` by ``height`` with the longer side 1; ``kept_share`` is of all spread."""

    dots: tuple[Dot, ...]
    landmarks: tuple[Landmark, ...]
    width: float
    height: float
    kept_share: float


def plane_of(entries: Iterable[Entry], missions: Sequence[Mission]) -> Plane | None:
    """The map of the counted items that are judged; None where there is too little to draw."""
    import numpy as np

    drawn = [
        one
        for one in entries
        if one.counted.items and one.alignment.themes and one.status not in UNJUDGED
    ]
    themes = sorted({theme.theme for one in drawn for theme in one.alignment.themes})
    items = _directions(
        [{each.theme: each.weight for each in one.alignment.themes} for one in drawn], themes
    )
    if len(np.unique(items, axis=0)) < _LEAST_POINTS:
        return None
    held = _mission_directions(missions, drawn, items, themes)
    if len(held) < _LEAST_MISSIONS:
        return None
    towards = np.array(list(held.values()))
    likeness = items @ towards.T  # (items, missions), cosines
    if np.allclose(likeness, likeness[0]):
        return None
    axes, kept_share = _axes(likeness)
    places, width, height = _scaled(likeness @ axes, towards @ towards.T @ axes)
    nearest = np.argmax(likeness, axis=1)
    return Plane(
        dots=tuple(_dots(drawn, places[: len(drawn)])),
        landmarks=tuple(
            Landmark(
                mission_id,
                float(x),
                float(y),
                Counter(one.status for one, at in zip(drawn, nearest, strict=True) if at == number),
            )
            for number, (mission_id, (x, y)) in enumerate(
                zip(held, places[len(drawn) :], strict=True)
            )
        ),
        width=width,
        height=height,
        kept_share=kept_share,
    )


def _directions(weights: Sequence[Mapping[str, float]], themes: Sequence[str]) -> Array:
    """Unit rows, one a mapping of themes to weights; zero where it holds none of ``themes``."""
    import numpy as np

    column = {theme: number for number, theme in enumerate(themes)}
    rows = np.zeros((len(weights), len(themes)))
    for row, each in zip(rows, weights, strict=True):
        for theme, weight in each.items():
            if theme in column:
                row[column[theme]] = weight
    return _unit(rows)


def _mission_directions(
    missions: Sequence[Mission], drawn: Sequence[Entry], items: Array, themes: Sequence[str]
) -> dict[str, Array]:
    found = {}
    for mission in missions:
        if mission.themes:
            weights = dict.fromkeys(mission.themes.implied, _IMPLIED_WEIGHT)
            weights |= dict.fromkeys(mission.themes.explicit, 1.0)
            direction = _directions([weights], themes)[0]
        else:
            chances = [one.alignment.probabilities.get(mission.id, 0.0) for one in drawn]
            direction = _unit(chances @ items)
        if direction.any():
            found[mission.id] = direction
    return found


def _unit(vectors: Array) -> Array:
    """Vectors (along the last axis) of length one; zero stays zero."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)


def _axes(points: Array) -> tuple[Array, float]:
    """The two directions of most spread (columns), each with its largest part positive."""
    import numpy as np

    around = points - points.mean(axis=0)
    spread, directions = np.linalg.eigh(around.T @ around)
    axes = directions[:, [-1, -2]]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    kept = spread[-2:].sum() / spread.sum()
    return axes * signs, float(kept)


def _scaled(items: Array, towards: Array) -> tuple[Array, float, float]:
    """All points moved and shrunk alike, so that the longer side runs from 0 to 1."""
    import numpy as np

    every = np.vstack([items, towards])
    low, high = every.min(axis=0), every.max(axis=0)
    longest = float((high - low).max()) or 1.0
    width, height = ((high - low) / longest).tolist()
    return (every - low) / longest, width, height


def _dots(drawn: Sequence[Entry], places: Array) -> Iterable[Dot]:
    cells: dict[tuple[float, float, Status], list[str]] = {}
    for one, (x, y) in zip(drawn, places.tolist(), strict=True):
        cell = (round(x * _CELLS) / _CELLS, round(y * _CELLS) / _CELLS, one.status)
        cells.setdefault(cell, []).append(one.alignment.item.name)
    for (x, y, status), names in sorted(cells.items(), key=lambda pair: pair[0]):
        yield Dot(x, y, status, len(names), tuple(names[:3]))
