"""Verdicts -> the figures of a report: pure values, no words, no layout.

How things are counted
    Each level of a plan repeats the sum of the level below it, so adding up all rows would count
    every rupiah up to three times. Therefore *items* are the lowest rows of each branch, and
    *rupiah* is the money of the lowest row of each branch that states any: a program whose
    sub kegiatan carry no pagu keeps its own. Rankings still show every row, whatever its level.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from alignment.types import DirectiveRow, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from alignment.types import (
        Alignment,
        DirectiveFinding,
        DocumentResult,
        Extraction,
        Failure,
        Mission,
        MissionSet,
        PlanItem,
    )

_Key = TypeVar("_Key")

NO_MISSION: Final = "-"
"""Where the items stand that serve no mission."""
SUPPORT: Final = "penunjang"
"""Where routine support stands, whatever mission lies nearest to it."""
UNREAD: Final = "tidak_terbaca"
"""Where the items stand that could not be judged."""

LITTLE_SHARE: Final = 0.05
"""A mission with less than this share of all mission money is told to have little."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of items and their money."""

    items: int = 0
    rupiah: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.items + other.items, self.rupiah + other.rupiah)


@dataclass(frozen=True, slots=True)
class Entry:
    """A verdict with what it counts for, and the document and OPD it belongs to.

    ``lacks_indicator``: a lowest row without one, in a document that does state indicators.
    """

    alignment: Alignment
    document: str
    opd: str
    place: str
    counted: Tally
    lacks_indicator: bool = False


@dataclass(frozen=True, slots=True)
class OpdRow:
    """One OPD of the heat map: its money and items by mission, and in all."""

    opd: str
    cells: Mapping[str, Tally]
    by_status: Mapping[Status, Tally]
    total: Tally

    @property
    def lost_share(self) -> float | None:
        """The share (0 to 1) of the judged money that serves no mission; None without any.

        Support and what could not be read are not judged.
        """
        unjudged = sum(self.cells.get(place, Tally()).rupiah for place in (SUPPORT, UNREAD))
        judged = self.total.rupiah - unjudged
        return self.cells.get(NO_MISSION, Tally()).rupiah / judged if judged else None


@dataclass(frozen=True, slots=True)
class MissionGap:
    """A mission that few or no rupiah stand behind; ``share`` is of all mission money."""

    mission: Mission
    tally: Tally
    share: float


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """How one document was read, and what its verdicts are."""

    document: str
    opd: str
    extraction: Extraction
    by_status: Mapping[Status, Tally]
    total: Tally


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a report. ``places`` are the columns of the heat map, in order."""

    missions: MissionSet
    places: tuple[str, ...]
    entries: tuple[Entry, ...]
    total: Tally
    top_rupiah: int
    without_budget: int
    duplicated: Tally
    by_status: Mapping[Status, Tally]
    by_place: Mapping[str, Tally]
    by_place_status: Mapping[tuple[str, Status], Tally]
    opds: tuple[OpdRow, ...]
    gaps: tuple[MissionGap, ...]
    documents: tuple[DocumentRow, ...]
    failures: tuple[Failure, ...]
    directives: tuple[DirectiveRow, ...]
    repeated_opds: tuple[str, ...]
    model_ids: tuple[str, ...]

    @property
    def directive_columns(self) -> tuple[tuple[str, str], ...]:
        """Id and title of each directive that was checked, in the order of the findings."""
        found = (one for row in self.directives for one in row.findings if one)
        titles = {one.directive_id: one.title for one in found}
        return tuple(titles.items())

    @property
    def ranked(self) -> tuple[Entry, ...]:
        """The ranked entries, the most misaligned first."""
        return tuple(entry for entry in self.entries if entry.alignment.rank is not None)

    @property
    def without_mission(self) -> tuple[Entry, ...]:
        """Gap one: the counted items that serve no mission, the largest sums first."""
        lost = (
            entry
            for entry in self.entries
            if entry.alignment.status is Status.TIDAK_SELARAS and entry.counted != Tally()
        )
        return tuple(sorted(lost, key=lambda entry: -entry.counted.rupiah))


def summarise(results: Sequence[DocumentResult], missions: MissionSet) -> Summary:
    """The figures of a report on ``results``, judged against ``missions``."""
    entries = [entry for result in results for entry in _entries(result, missions)]
    by_place = _tallies((entry.place, entry.counted) for entry in entries)
    return Summary(
        missions=missions,
        places=_places(missions, by_place),
        entries=tuple(sorted(entries, key=_worst_first)),
        total=_total(entries),
        top_rupiah=sum(_top_rupiah(result) for result in results),
        without_budget=sum(
            1 for entry in entries if entry.counted.items and not entry.alignment.item.budget_rupiah
        ),
        duplicated=_total(entry for entry in entries if _is_duplicate(entry)),
        by_status=_by_status(entries),
        by_place=by_place,
        by_place_status=_tallies(
            ((entry.place, entry.alignment.status), entry.counted) for entry in entries
        ),
        opds=_opd_rows(entries),
        gaps=_gaps(missions, by_place),
        documents=_document_rows(results, entries),
        failures=tuple(result.failure for result in results if result.failure),
        directives=_directive_rows(results),
        repeated_opds=_repeated(results),
        model_ids=tuple(sorted({entry.alignment.model_id for entry in entries})),
    )


def lowest_rows(items: Sequence[PlanItem]) -> set[int]:
    """The positions of the items that have none below them."""
    paths = [_path(item) for item in items]
    above = {path[:depth] for path in paths for depth in range(1, len(path))}
    return {position for position, path in enumerate(paths) if path not in above}


def money_rows(items: Sequence[PlanItem]) -> set[int]:
    """The positions of the items whose money counts: no row below them states any."""
    paths = [_path(item) for item in items]
    paid = [position for position, item in enumerate(items) if item.budget_rupiah is not None]
    above = {
        paths[position][:depth] for position in paid for depth in range(1, len(paths[position]))
    }
    return {position for position in paid if paths[position] not in above}


def opd_of(result: DocumentResult, item: PlanItem | None = None) -> str:
    """The OPD an item belongs to; the document's name where none is known."""
    stated = item.opd if item else None
    extracted = result.extraction.opd if result.extraction else None
    return stated or extracted or result.document


def place_of(alignment: Alignment, missions: MissionSet) -> str:
    """The column of the heat map an item falls in."""
    if alignment.status is Status.PENUNJANG:
        return SUPPORT
    if alignment.status is Status.TIDAK_TERBACA:
        return UNREAD
    if alignment.status is Status.TIDAK_SELARAS:
        return NO_MISSION
    known = {mission.id for mission in missions.missions}
    return alignment.mission_id if alignment.mission_id in known else NO_MISSION


def _entries(result: DocumentResult, missions: MissionSet) -> list[Entry]:
    items = [alignment.item for alignment in result.alignments]
    lowest, paying = lowest_rows(items), money_rows(items)
    states_indicators = any(item.indicators for item in items)
    return [
        Entry(
            alignment=alignment,
            document=result.document,
            opd=opd_of(result, alignment.item),
            place=place_of(alignment, missions),
            counted=Tally(
                items=int(position in lowest),
                rupiah=(alignment.item.budget_rupiah or 0) if position in paying else 0,
            ),
            lacks_indicator=states_indicators
            and position in lowest
            and not alignment.item.indicators,
        )
        for position, alignment in enumerate(result.alignments)
    ]


def _path(item: PlanItem) -> tuple[str, ...]:
    """The item's place in the tree, OPD first: a code where there is one, else the name."""
    steps = (*((parent.level, parent.code, parent.name) for parent in item.parents),)
    steps += ((item.level, item.code, item.name),)
    return (item.opd or "", *(f"{level}:{code or name.casefold()}" for level, code, name in steps))


def _top_rupiah(result: DocumentResult) -> int:
    """The money that the topmost rows state, to be held against the money that was counted."""
    items = [alignment.item for alignment in result.alignments]
    stated = {_path(item) for item in items if item.budget_rupiah is not None}
    return sum(
        item.budget_rupiah or 0
        for item in items
        if not any(_path(item)[:depth] in stated for depth in range(1, len(_path(item))))
    )


def _worst_first(entry: Entry) -> tuple[bool, int, str]:
    rank = entry.alignment.rank
    return (rank is None, rank or 0, entry.alignment.item.item_id)


def _is_duplicate(entry: Entry) -> bool:
    return any(notice.code == "duplicate" for notice in entry.alignment.item.warnings)


def _total(entries: Iterable[Entry]) -> Tally:
    return sum((entry.counted for entry in entries), Tally())


def _tallies(pairs: Iterable[tuple[_Key, Tally]]) -> dict[_Key, Tally]:
    sums: dict[_Key, Tally] = {}
    for key, tally in pairs:
        sums[key] = sums.get(key, Tally()) + tally
    return sums


def _by_status(entries: Iterable[Entry]) -> dict[Status, Tally]:
    return _tallies((entry.alignment.status, entry.counted) for entry in entries)


def _places(missions: MissionSet, found: Mapping[str, Tally]) -> tuple[str, ...]:
    rest = (NO_MISSION, SUPPORT, UNREAD)
    return (
        *(mission.id for mission in missions.missions),
        *(place for place in rest if place == NO_MISSION or place in found),
    )


def _opd_rows(entries: Sequence[Entry]) -> tuple[OpdRow, ...]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.opd, []).append(entry)
    rows = (
        OpdRow(
            opd=opd,
            cells=_tallies((entry.place, entry.counted) for entry in members),
            by_status=_by_status(members),
            total=_total(members),
        )
        for opd, members in grouped.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.total.rupiah, row.opd)))


def _gaps(missions: MissionSet, by_place: Mapping[str, Tally]) -> tuple[MissionGap, ...]:
    """The missions below ``LITTLE_SHARE`` of all mission money, the poorest first."""
    tallies = [(mission, by_place.get(mission.id, Tally())) for mission in missions.missions]
    money = sum(tally.rupiah for _, tally in tallies)
    gaps = (
        MissionGap(mission, tally, tally.rupiah / money if money else 0.0)
        for mission, tally in tallies
    )
    return tuple(
        sorted((gap for gap in gaps if gap.share < LITTLE_SHARE), key=lambda gap: gap.share)
    )


def _document_rows(
    results: Sequence[DocumentResult], entries: Sequence[Entry]
) -> tuple[DocumentRow, ...]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.document, []).append(entry)
    return tuple(
        DocumentRow(
            document=result.document,
            opd=opd_of(result),
            extraction=result.extraction,
            by_status=_by_status(grouped.get(result.document, ())),
            total=_total(grouped.get(result.document, ())),
        )
        for result in results
        if result.extraction
    )


def _directive_rows(results: Sequence[DocumentResult]) -> tuple[DirectiveRow, ...]:
    """The findings of each OPD of each document, in the order of all directives met."""
    ids = list(dict.fromkeys(one.directive_id for each in results for one in each.directives))
    found: dict[tuple[str, str], dict[str, DirectiveFinding]] = {}
    for result in results:
        for one in result.directives:
            found.setdefault((result.document, one.opd), {})[one.directive_id] = one
    return tuple(
        DirectiveRow(document, opd, tuple(findings.get(one) for one in ids))
        for (document, opd), findings in found.items()
    )


def _repeated(results: Sequence[DocumentResult]) -> tuple[str, ...]:
    """OPD that more than one document of the same year speaks for: their money counts twice."""
    seen = Counter(
        (result.extraction.opd, result.extraction.year)
        for result in results
        if result.extraction and result.extraction.opd and result.alignments
    )
    return tuple(sorted({opd for (opd, _), count in seen.items() if opd and count > 1}))
