"""All OPD beside each other, as the page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alignment.diff import Finding
from alignment.report.charts import interval, movement
from alignment.report.cleaning import clean
from alignment.report.numbers import DASH

if TYPE_CHECKING:
    from alignment.report.edition import Edition
    from alignment.report.province import Activity, Movement, Standing

_OPD_LIMIT = 60
_ACTIVITY_LIMIT = 10
_PLACE_LIMIT = 8
FINDINGS = (Finding.SETTLED, Finding.WITHDRAWN, Finding.OPEN, Finding.NEW)


def province(edition: Edition) -> dict[str, Any]:
    """The ranking of OPD, what moved since the versions before, and the shared activities."""
    beside = edition.province
    standings = beside.standings[:_OPD_LIMIT] if beside.says_something else ()
    most = max((one.high or one.share or 0.0 for one in standings), default=0.0)
    shares = [one.old_share or 0.0 for one in beside.movements]
    moved_most = max((*shares, *(one.new_share or 0.0 for one in beside.movements)), default=0.0)
    return {
        "standings": [_standing(edition, one, most) for one in standings],
        "standings_more": _more(edition, "province_more", len(beside.standings) - _OPD_LIMIT),
        "activities": [_activity(edition, one) for one in beside.activities[:_ACTIVITY_LIMIT]],
        "activities_more": _more(
            edition, "activities_more", len(beside.activities) - _ACTIVITY_LIMIT
        ),
        "movement_headings": movement_headings(edition),
        "movements": [_movement(edition, one, moved_most) for one in beside.movements],
    }


def movement_headings(edition: Edition) -> list[str]:
    """The columns of the movements, after the OPD."""
    keys = ("old_document", "new_document", "share_before", "share_now")
    return [edition.text(key) for key in (*keys, *(f"finding_{one.value}" for one in FINDINGS))]


def _more(edition: Edition, key: str, hidden: int) -> str:
    return edition.text(key, n=edition.whole(hidden)) if hidden > 0 else ""


def _standing(edition: Edition, one: Standing, most: float) -> dict[str, Any]:
    share, low, high = (edition.percent(value) for value in (one.share, one.low, one.high))
    opd = clean(one.opd, 160)
    has_interval = one.low is not None
    said = edition.text(
        "interval_text" if has_interval else "interval_none",
        **({"low": low, "high": high} if has_interval else {}),
        opd=opd,
        share=share,
    )
    return {
        "opd": opd,
        "share": share,
        "range": edition.text("interval_range", low=low, high=high) if has_interval else "",
        "money": edition.money(one.judged.rupiah),
        "svg": None
        if one.share is None
        else interval(one.share, one.low, one.high, largest=most, description=said),
    }


def _activity(edition: Edition, one: Activity) -> dict[str, Any]:
    return {
        "name": clean(one.name, 300),
        "money": edition.money(one.rupiah),
        "places": [
            {
                "opd": clean(place.opd, 160),
                "money": edition.money(place.rupiah),
                "status": place.status.value,
                "word": edition.status(place.status),
            }
            for place in one.places[:_PLACE_LIMIT]
        ],
    }


def _movement(edition: Edition, one: Movement, most: float) -> dict[str, Any]:
    shares = [edition.percent(share) for share in (one.old_share, one.new_share)]
    counts = (one.findings.get(finding, 0) for finding in FINDINGS)
    opd = clean(f"{one.opd} {one.year or ''}", 160)
    change = edition.text("movement_range", old=shares[0], new=shares[1])
    return {
        "opd": opd,
        "change": change,
        "svg": None
        if one.old_share is None or one.new_share is None
        else movement(one.old_share, one.new_share, largest=most, description=f"{opd}: {change}"),
        "cells": [
            clean(one.old_document, 120),
            clean(one.new_document, 120),
            *shares,
            *(edition.whole(count) if count else DASH for count in counts),
        ],
    }
