"""The answer of the page: the statuses in figures, and the money by mission and status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alignment.report.charts import Segment, stacked_bar
from alignment.report.counting import Tally
from alignment.report.entries import SUPPORT, UNJUDGED, UNREAD
from alignment.report.numbers import DASH
from alignment.report.words import WORST_FIRST, status_meaning

if TYPE_CHECKING:
    from alignment.report.edition import Edition
    from alignment.types import Status

_QUIET = (SUPPORT, UNREAD)


def overview(edition: Edition) -> dict[str, Any]:
    """The answer: the statuses in figures, and the money by mission and status."""
    summary = edition.summary
    statuses = [_status_figures(edition, one) for one in WORST_FIRST if one in summary.by_status]
    charted = [one for one in WORST_FIRST if one in summary.by_status and one not in UNJUDGED]
    return {
        "statuses": statuses,
        "all_statuses": [
            {
                "id": one.value,
                "word": edition.status(one),
                "meaning": status_meaning(one, edition.language),
            }
            for one in WORST_FIRST
        ],
        "status_bar": _status_bar(edition),
        "legend": [{"id": one.value, "word": edition.status(one)} for one in charted],
        "bars": [_bar(edition, place, charted) for place in summary.places],
    }


def _status_figures(edition: Edition, status: Status) -> dict[str, Any]:
    summary = edition.summary
    tally = summary.by_status[status]
    share = tally.rupiah / summary.total.rupiah if summary.total.rupiah else None
    return {
        "id": status.value,
        "word": edition.status(status),
        "count": edition.whole(tally.items),
        "money": edition.money(tally.rupiah),
        "share": edition.percent(share),
    }


def _status_bar(edition: Edition) -> str:
    summary = edition.summary
    segments = [
        Segment(one.value, summary.by_status[one].rupiah, _says(edition, one))
        for one in WORST_FIRST
        if one in summary.by_status
    ]
    said = "; ".join(segment.label for segment in segments)
    return stacked_bar(segments, longest=summary.total.rupiah, description=said)


def _says(edition: Edition, status: Status) -> str:
    return f"{edition.status(status)} {edition.money(edition.summary.by_status[status].rupiah)}"


def _bar(edition: Edition, place: str, charted: list[Status]) -> dict[str, Any]:
    summary = edition.summary
    tally = summary.by_place.get(place, Tally())
    parts = [summary.by_place_status.get((place, one), Tally()) for one in charted]
    segments = [
        Segment(one.value, part.rupiah, f"{edition.status(one)} {edition.money(part.rupiah)}")
        for one, part in zip(charted, parts, strict=True)
    ]
    said = ", ".join(segment.label for segment in segments if segment.amount)
    description = edition.text(
        "bar_text", place=edition.place(place), total=edition.money(tally.rupiah), parts=said
    )
    drawn = place not in _QUIET and tally.rupiah > 0
    return {
        "place": edition.place(place),
        "text": edition.mission_text(place),
        "kind": "quiet" if place in _QUIET else "mission",
        "money": edition.money(tally.rupiah),
        "counted": edition.text("count_items", n=edition.whole(tally.items)),
        "count": edition.whole(tally.items),
        "parts": [edition.money(part.rupiah) if part.rupiah else DASH for part in parts],
        "svg": stacked_bar(segments, longest=_longest(edition), description=description)
        if drawn
        else None,
    }


def _longest(edition: Edition) -> int:
    by_place = edition.summary.by_place
    return max((by_place[place].rupiah for place in by_place if place not in _QUIET), default=0)
