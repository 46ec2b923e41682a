"""The map of items and missions, as the page shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from alignment.report.charts_plane import plane_chart, shape
from alignment.report.cleaning import clean
from alignment.report.plane import plane_of
from alignment.report.words import WORST_FIRST

if TYPE_CHECKING:
    from alignment.report.edition import Edition
    from alignment.report.plane import Plane

_NAME_LENGTH = 70


def plane(edition: Edition) -> dict[str, Any]:
    """The map, its legend, and a table that says the same."""
    summary = edition.summary
    found = plane_of(summary.entries, summary.missions.missions)
    if found is None:
        return {"plane": ""}
    there = [one for one in WORST_FIRST if any(dot.status is one for dot in found.dots)]
    count = edition.whole(sum(dot.count for dot in found.dots))
    kept = edition.percent(found.kept_share, 0)
    return {
        "plane": plane_chart(
            _cleaned(found),
            words={one.mission_id: edition.place(one.mission_id) for one in found.landmarks},
            statuses={one: edition.status(one) for one in there},
            description=edition.text("plane_text", n=count, missions=len(found.landmarks)),
        ),
        "plane_caveat": edition.text("plane_caveat", kept=kept),
        "plane_legend": [{"shape": shape(one), "word": edition.status(one)} for one in there],
        "plane_rows": [
            {
                "place": edition.place(one.mission_id),
                "count": edition.whole(sum(one.nearest.values())),
                "parts": [edition.whole(one.nearest.get(status, 0)) for status in there],
            }
            for one in found.landmarks
        ],
    }


def _cleaned(found: Plane) -> Plane:
    return replace(
        found,
        dots=tuple(
            replace(dot, names=tuple(clean(name, _NAME_LENGTH) for name in dot.names))
            for dot in found.dots
        ),
    )
