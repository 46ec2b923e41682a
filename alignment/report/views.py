"""What the page's templates show: plain values, every text cleaned; the templates escape them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from alignment.report.charts import Segment, stacked_bar
from alignment.report.cleaning import clean
from alignment.report.edition import indicator_text, trail
from alignment.report.grounds import grounds_of
from alignment.report.numbers import DASH, significant
from alignment.report.palette import HEAT_DARK_FROM, OUTCOME_LOOKS, heat_step
from alignment.report.summary import LITTLE_SHARE, NO_MISSION, SUPPORT, UNREAD, Tally
from alignment.report.words import (
    WORST_FIRST,
    kind_word,
    level_word,
    outcome_word,
    status_meaning,
)
from alignment.types import Level, Source, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alignment.report.edition import Edition
    from alignment.report.summary import Entry, MissionGap, OpdRow
    from alignment.types import Alignment, DirectiveFinding

View = dict[str, Any]

_OPD_LIMIT = 60
_LIST_LIMIT = 8
_DOCUMENT_LIMIT = 400
_NOTICE_LIMIT = 4
_BILLION = 10**9
_HEAT_KINDS = {NO_MISSION: "none", SUPPORT: "other", UNREAD: "other"}
_QUIET = (SUPPORT, UNREAD)


def overview(edition: Edition) -> View:
    """The answer: the statuses in figures, and the money by mission and status."""
    summary = edition.summary
    statuses = [_status_figures(edition, one) for one in WORST_FIRST if one in summary.by_status]
    charted = [one for one in WORST_FIRST if one in summary.by_status and one not in _UNCHARTED]
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


_UNCHARTED = {Status.PENUNJANG, Status.TIDAK_TERBACA}


def _status_figures(edition: Edition, status: Status) -> View:
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


def _bar(edition: Edition, place: str, charted: list[Status]) -> View:
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


def heat_map(edition: Edition) -> View:
    """The heat map OPD by mission, in billions of rupiah, the largest OPD first."""
    summary = edition.summary
    hidden = len(summary.opds) - _OPD_LIMIT
    return {
        "places": [
            {"word": edition.place(one), "mark": edition.place_mark(one)} for one in summary.places
        ],
        "heat": [_heat_row(edition, row) for row in summary.opds[:_OPD_LIMIT]],
        "heat_more": edition.text("heat_more", n=hidden) if hidden > 0 else "",
    }


def _heat_row(edition: Edition, row: OpdRow) -> View:
    return {
        "opd": clean(row.opd, 160),
        "cells": [_heat_cell(edition, row, place) for place in edition.summary.places],
        "total": _billions(row.total, edition),
        "title": edition.full_money(row.total.rupiah),
    }


def _heat_cell(edition: Edition, row: OpdRow, place: str) -> View:
    tally = row.cells.get(place, Tally())
    if tally == Tally():
        return {"text": "", "ground": "", "title": ""}
    step = heat_step(tally.rupiah / row.total.rupiah if row.total.rupiah else 0.0)
    ground = ""
    if step is not None:
        ink = " on-dark" if step >= HEAT_DARK_FROM else ""
        ground = f"heat-{_HEAT_KINDS.get(place, 'mission')}-{step}{ink}"
    title = edition.text(
        "cell_title",
        opd=clean(row.opd, 160),
        place=edition.place(place),
        money=edition.full_money(tally.rupiah),
        n=edition.whole(tally.items),
    )
    return {"text": _billions(tally, edition), "ground": ground, "title": title}


def _billions(tally: Tally, edition: Edition) -> str:
    if 0 < tally.rupiah < _BILLION / 100:
        return f"<{significant(0.01, edition.language)}"
    return significant(tally.rupiah / _BILLION, edition.language)


def filters(edition: Edition) -> list[View]:
    """The filters over the list, each with its options; empty ones are left out."""
    summary = edition.summary
    levels = {entry.alignment.item.level for entry in summary.entries}
    found = {entry.place for entry in summary.entries}
    choices: list[tuple[str, str, list[tuple[object, str]]]] = [
        (
            "status",
            "filter_status",
            [(one.value, edition.status(one)) for one in WORST_FIRST if one in _statuses(edition)],
        ),
        ("opd", "filter_opd", [(n, clean(opd, 90)) for opd, n in _numbers(edition).items()]),
        (
            "place",
            "filter_mission",
            [(one, edition.place(one)) for one in summary.places if one in found],
        ),
        (
            "level",
            "filter_level",
            [(one.value, level_word(one, edition.language)) for one in Level if one in levels],
        ),
    ]
    return [
        {"key": key, "label": edition.text(label), "options": options}
        for key, label, options in choices
        if len(options) > 1
    ]


def _statuses(edition: Edition) -> set[Status]:
    return {entry.alignment.status for entry in edition.summary.entries}


def _numbers(edition: Edition) -> dict[str, int]:
    """Each OPD with its number in alphabetical order."""
    return {opd: n for n, opd in enumerate(sorted({row.opd for row in edition.summary.opds}))}


def item_rows(edition: Edition, links: Mapping[str, str]) -> Iterator[View]:
    """The rows of the list, worst first, those without a rank at the end."""
    opds = _numbers(edition)
    documents = {row.document: n for n, row in enumerate(edition.summary.documents)}
    for order, entry in enumerate(edition.summary.entries, start=1):
        item = entry.alignment.item
        yield {
            **_verdict(edition, entry.alignment),
            "anchor": _anchor(entry, order),
            "order": order,
            "opd": clean(entry.opd, 160),
            "opd_number": opds[entry.opd],
            "document": clean(entry.document, 120),
            "document_number": documents.get(entry.document, 0),
            "place": entry.place,
            "mission": edition.item_mission(entry),
            "level": item.level.value,
            "level_word": level_word(item.level, edition.language),
            "code": clean(item.code, 40),
            "name": clean(item.name, 420),
            "trail": trail(item),
            "indicators": [clean(indicator_text(one), 300) for one in item.indicators[:4]],
            "location": clean(item.location, 120),
            "money": edition.money(item.budget_rupiah),
            "money_number": item.budget_rupiah or 0,
            "page_number": item.page_number,
            "page": edition.text("page_short", n=item.page_number) if item.page_number else "",
            "link": _link(entry, links),
            "by_ocr": item.source is Source.OCR,
        }


def _verdict(edition: Edition, alignment: Alignment) -> View:
    likely = sorted(alignment.probabilities.items(), key=lambda pair: -pair[1])[:3]
    chances = [(edition.place(one), share) for one, share in likely]
    chances.append((edition.place(NO_MISSION), alignment.none_probability))
    return {
        "rank": DASH if alignment.rank is None else edition.whole(alignment.rank),
        "status": alignment.status.value,
        "status_word": edition.status(alignment.status),
        "reason": clean(alignment.reason),
        "chance": edition.percent(alignment.none_probability, 0),
        "chances": [
            {"place": place, "text": edition.percent(share, 0)} for place, share in chances
        ],
        "evidence": [
            {
                "mission": edition.place(one.mission_id) if one.mission_id else "",
                "mission_text": one.mission_text,
                "grounds": one.grounds,
            }
            for one in grounds_of(alignment, edition.language)
        ],
    }


def _anchor(entry: Entry, order: int = 0) -> str:
    rank = entry.alignment.rank
    return f"x{order}" if rank is None else f"p{rank}"


def _link(entry: Entry, links: Mapping[str, str]) -> str:
    place, page = links.get(entry.document), entry.alignment.item.page_number
    if place is None or page is None:
        return ""
    return f"{quote(place, safe='/')}#page={page}"


def gaps(edition: Edition) -> View:
    """Both gaps: the items that serve no mission, and the missions that get little."""
    summary = edition.summary
    lost = summary.without_mission
    rest = lost[_LIST_LIMIT:]
    tally = summary.by_status.get(Status.TIDAK_SELARAS, Tally())
    money = edition.money
    return {
        "lost": [
            {
                "anchor": _anchor(entry),
                "name": clean(entry.alignment.item.name, 200),
                "money": money(entry.alignment.item.budget_rupiah),
                "opd": clean(entry.opd, 160),
            }
            for entry in lost[:_LIST_LIMIT]
        ],
        "lost_total": edition.text(
            "gap_items_total", n=edition.whole(tally.items), money=money(tally.rupiah)
        ),
        "lost_more": edition.text(
            "gap_items_more",
            n=edition.whole(len(rest)),
            money=money(sum(entry.counted.rupiah for entry in rest)),
        )
        if rest
        else "",
        "poor": [_poor(edition, gap) for gap in summary.gaps],
        "poor_none": edition.text("gap_missions_none", share=edition.percent(LITTLE_SHARE, 0)),
    }


def _poor(edition: Edition, gap: MissionGap) -> View:
    items = edition.whole(gap.tally.items)
    if not gap.tally.items and not gap.tally.rupiah:
        note = edition.text("gap_mission_nothing")
    elif not gap.tally.rupiah:
        note = edition.text("gap_mission_no_money", n=items)
    else:
        note = edition.text("gap_mission_little", n=items, share=edition.percent(gap.share))
    return {
        "place": edition.place(gap.mission.id),
        "text": clean(gap.mission.text),
        "money": edition.money(gap.tally.rupiah),
        "note": note,
    }


def quality(edition: Edition) -> View:
    """How each document was read, and which were not."""
    summary = edition.summary
    return {
        "documents": [
            {
                "name": clean(row.document, 160),
                "opd": clean(row.opd, 160) if row.opd != row.document else "",
                "kind": kind_word(row.extraction.kind, edition.language)
                + (f" {row.extraction.year}" if row.extraction.year else ""),
                "pages": edition.whole(row.extraction.page_count),
                "rows": edition.whole(row.extraction.quality.item_count),
                "explained": edition.percent(row.extraction.quality.explained_budget_share),
                "doubtful": (row.extraction.quality.explained_budget_share or 1.0) < 1.0,
                "to_check": edition.pages(row.extraction.quality.pages_to_check),
                "notices": [
                    edition.notice(one) for one in row.extraction.quality.notices[:_NOTICE_LIMIT]
                ],
            }
            for row in summary.documents[:_DOCUMENT_LIMIT]
        ],
        "failures": [
            dict(
                zip(
                    ("name", "problem", "advice"),
                    (clean(one.document, 160), *edition.failure(one)),
                    strict=True,
                )
            )
            for one in summary.failures[:_DOCUMENT_LIMIT]
        ],
    }


def directives(edition: Edition) -> View:
    """What the plans show of the governor's directives: a table, and the findings by OPD."""
    rows = edition.summary.directives[:_OPD_LIMIT]
    return {
        "directive_titles": [clean(title, 80) for _, title in edition.summary.directive_columns],
        "directives": [
            {
                "opd": clean(row.opd, 160),
                "document": clean(row.document, 120),
                "findings": [_finding(edition, one) if one else None for one in row.findings],
            }
            for row in rows
        ],
    }


def _finding(edition: Edition, finding: DirectiveFinding) -> View:
    return {
        "title": clean(finding.title, 80),
        "look": OUTCOME_LOOKS[finding.outcome].value,
        "word": outcome_word(finding.outcome, edition.language),
        "sentence": clean(finding.sentence),
        "evidence": [
            {
                "name": clean(one.name, 200),
                "note": clean(one.note, 200),
                "money": edition.money(one.budget_rupiah) if one.budget_rupiah else "",
                "page": edition.text("page_short", n=one.page_number) if one.page_number else "",
            }
            for one in finding.evidence[:_NOTICE_LIMIT]
        ],
    }
