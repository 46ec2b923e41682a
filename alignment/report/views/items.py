"""The list of the page, worst first, its filters, and what the gaps lead to in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from alignment.report.cleaning import clean
from alignment.report.counting import Tally
from alignment.report.edition import indicator_text, trail
from alignment.report.entries import NO_MISSION
from alignment.report.grounds import grounds_of
from alignment.report.numbers import DASH
from alignment.report.summary import LITTLE_SHARE
from alignment.report.words import WORST_FIRST, level_word
from alignment.types import Level, Source, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alignment.report.edition import Edition
    from alignment.report.entries import Entry
    from alignment.report.summary import MissionGap
    from alignment.types import Alignment

_LIST_LIMIT = 8
_DECIDED = {
    "undecided": "filter_undecided",
    "disputed": "filter_disputed",
    "decided": "filter_decided_option",
}


def item_rows(edition: Edition, links: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of the list, worst first, those without a rank at the end."""
    opds = _numbers(edition)
    is_reviewed = edition.is_reviewed
    documents = {row.document: n for n, row in enumerate(edition.summary.documents)}
    for order, entry in enumerate(edition.summary.entries, start=1):
        item = entry.alignment.item
        yield {
            **_verdict(edition, entry.alignment),
            "holds": entry.status.value,
            "holds_word": edition.status(entry.status),
            "decision": edition.decision(entry),
            "decided": _decided(entry) if is_reviewed else "",
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


def _verdict(edition: Edition, alignment: Alignment) -> dict[str, Any]:
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


def _decided(entry: Entry) -> str:
    """How far reviewers got with an item, for the filter."""
    if entry.is_decided:
        return "decided"
    return "disputed" if entry.decision and entry.decision.is_disputed else "undecided"


def _anchor(entry: Entry, order: int) -> str:
    rank = entry.alignment.rank
    return f"x{order}" if rank is None else f"p{rank}"


def _link(entry: Entry, links: Mapping[str, str]) -> str:
    place, page = links.get(entry.document), entry.alignment.item.page_number
    if place is None or page is None:
        return ""
    drive = "file:///" if place[1:2] == ":" else ""
    return f"{drive}{quote(place, safe='/:' if drive else '/')}#page={page}"


def filters(edition: Edition) -> list[dict[str, Any]]:
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
        ("decided", "filter_decided", _decided_options(edition)),
    ]
    return [
        {"key": key, "label": edition.text(label), "options": options}
        for key, label, options in choices
        if len(options) > 1
    ]


def _decided_options(edition: Edition) -> list[tuple[object, str]]:
    found = {_decided(entry) for entry in edition.summary.entries}
    return [(one, edition.text(_DECIDED[one])) for one in _DECIDED if one in found]


def _statuses(edition: Edition) -> set[Status]:
    return {entry.status for entry in edition.summary.entries}


def _numbers(edition: Edition) -> dict[str, int]:
    """Each OPD with its number in alphabetical order."""
    return {opd: n for n, opd in enumerate(sorted({row.opd for row in edition.summary.opds}))}


def gaps(edition: Edition, listed: int) -> dict[str, Any]:
    """Both gaps: the items that serve no mission, and the missions that get little.

    ``listed`` is how many rows the list holds; what is not in it has no anchor to lead to.
    """
    summary = edition.summary
    lost = summary.without_mission
    orders = {id(entry): order for order, entry in enumerate(summary.entries, start=1)}
    rest = lost[_LIST_LIMIT:]
    tally = summary.by_status.get(Status.TIDAK_SELARAS, Tally())
    money = edition.money
    return {
        "lost": [
            {
                "anchor": _anchor(entry, orders[id(entry)]) if orders[id(entry)] <= listed else "",
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


def _poor(edition: Edition, gap: MissionGap) -> dict[str, Any]:
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
