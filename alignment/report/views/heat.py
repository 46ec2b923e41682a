"""The heat map of the page: OPD by mission, in billions of rupiah."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alignment.report.cleaning import clean
from alignment.report.counting import Tally
from alignment.report.numbers import significant
from alignment.report.palette import HEAT_DARK_FROM, heat_kind, heat_step

if TYPE_CHECKING:
    from alignment.report.edition import Edition
    from alignment.report.summary import OpdRow

_OPD_LIMIT = 60
_BILLION = 10**9


def heat_map(edition: Edition) -> dict[str, Any]:
    """The heat map OPD by mission, in billions of rupiah, the largest OPD first."""
    summary = edition.summary
    hidden = len(summary.opds) - _OPD_LIMIT
    return {
        "places": [
            {"word": edition.place(one), "mark": edition.place_mark(one)} for one in summary.places
        ],
        "heat": [_heat_row(edition, row) for row in summary.opds[:_OPD_LIMIT]],
        "heat_sums": [
            {
                "word": edition.text(
                    "total_of_year", year=edition.year(row.year), n=len(row.documents)
                ),
                "cells": [_sum(edition, row.cells.get(one, Tally())) for one in summary.places],
                "total": _billions(row.total, edition),
            }
            for row in summary.years
        ],
        "heat_more": edition.text("heat_more", n=hidden) if hidden > 0 else "",
    }


def _heat_row(edition: Edition, row: OpdRow) -> dict[str, Any]:
    return {
        "opd": clean(row.opd, 160),
        "cells": [_heat_cell(edition, row, place) for place in edition.summary.places],
        "total": _billions(row.total, edition),
        "lost_share": edition.percent(row.lost_share),
        "title": edition.full_money(row.total.rupiah),
    }


def _heat_cell(edition: Edition, row: OpdRow, place: str) -> dict[str, Any]:
    tally = row.cells.get(place, Tally())
    if tally == Tally():
        return {"text": "", "ground": "", "title": ""}
    step = heat_step(tally.rupiah / row.total.rupiah if row.total.rupiah else 0.0)
    ground = ""
    if step is not None:
        ink = " on-dark" if step >= HEAT_DARK_FROM else ""
        ground = f"heat-{heat_kind(place)}-{step}{ink}"
    title = edition.text(
        "cell_title",
        opd=clean(row.opd, 160),
        place=edition.place(place),
        money=edition.full_money(tally.rupiah),
        n=edition.whole(tally.items),
    )
    return {"text": _billions(tally, edition), "ground": ground, "title": title}


def _sum(edition: Edition, tally: Tally) -> str:
    return _billions(tally, edition) if tally.rupiah else ""


def _billions(tally: Tally, edition: Edition) -> str:
    if 0 < tally.rupiah < _BILLION / 100:
        return f"<{significant(0.01, edition.language)}"
    return significant(tally.rupiah / _BILLION, edition.language)
