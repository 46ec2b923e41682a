"""Verdicts -> the figures of a report: pure values, no words, no layout.

How items and rupiah are counted is told in ``counting``. Where reviewers decided, their verdict
counts; ours stays beside it. No figure of a row ever adds two plans, whatever their OPD is called.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from alignment.report.counting import Tally, tallies, top_rupiah
from alignment.report.entries import (
    NO_MISSION,
    SUPPORT,
    UNREAD,
    entries_of,
    grouped,
    opd_of,
    total,
    worst_first,
)
from alignment.report.names import documents_apart
from alignment.reviews import decisions
from alignment.types import DirectiveRow, DocumentKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from alignment.report.entries import Entry
    from alignment.reviews import Review
    from alignment.types import (
        DirectiveFinding,
        DocumentResult,
        Extraction,
        Failure,
        Mission,
        MissionSet,
    )

LITTLE_SHARE: Final = 0.05
"""A mission with less than this share of all mission money is told to have little."""


@dataclass(frozen=True, slots=True)
class OpdRow:
    """One OPD's plan in the heat map: its money and items by mission, and in all."""

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
class YearRow:
    """The documents of one year, and what they add up to; ``year`` is None where none is known."""

    year: int | None
    documents: tuple[str, ...]
    cells: Mapping[str, Tally]
    total: Tally


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

    @property
    def is_unpaid_evaluation(self) -> bool:
        """Whether it is an evaluation that states no pagu at all."""
        return self.extraction.kind is DocumentKind.EVALUASI_RENJA and not any(
            item.budget_rupiah for item in self.extraction.items
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a report. ``places`` are the columns of the heat map, in order.

    ``sources`` tells where each document lies, as far as is known. ``years`` has one row for each
    year that the documents speak for.
    """

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
    years: tuple[YearRow, ...]
    gaps: tuple[MissionGap, ...]
    documents: tuple[DocumentRow, ...]
    failures: tuple[Failure, ...]
    directives: tuple[DirectiveRow, ...]
    repeated_opds: tuple[str, ...]
    model_ids: tuple[str, ...]
    sources: Mapping[str, str]

    @property
    def directive_columns(self) -> tuple[tuple[str, str], ...]:
        """Id and title of each directive that was checked, in the order of the findings."""
        found = (one for row in self.directives for one in row.findings if one)
        titles = {one.directive_id: one.title for one in found}
        return tuple(titles.items())

    @property
    def without_mission(self) -> tuple[Entry, ...]:
        """Gap one: the counted items that serve no mission, the largest sums first."""
        lost = (
            entry
            for entry in self.entries
            if entry.status is Status.TIDAK_SELARAS and entry.counted != Tally()
        )
        return tuple(sorted(lost, key=lambda entry: -entry.counted.rupiah))

    @property
    def decided(self) -> Tally:
        """The items that reviewers have settled."""
        return total(entry for entry in self.entries if entry.is_decided)


def summarise(
    results: Sequence[DocumentResult], missions: MissionSet, reviews: Iterable[Review] = ()
) -> Summary:
    """The figures of a report on ``results``, judged against ``missions`` and by ``reviews``."""
    results = documents_apart(results)
    entries = entries_of(results, missions, decisions(reviews))
    by_place = tallies((entry.place, entry.counted) for entry in entries)
    documents = _document_rows(results, entries)
    return Summary(
        missions=missions,
        places=_places(missions, by_place),
        entries=tuple(sorted(entries, key=worst_first)),
        total=total(entries),
        top_rupiah=sum(top_rupiah([one.item for one in each.alignments]) for each in results),
        without_budget=_without_budget(entries, documents),
        duplicated=total(entry for entry in entries if _is_duplicate(entry)),
        by_status=_by_status(entries),
        by_place=by_place,
        by_place_status=tallies(((entry.place, entry.status), entry.counted) for entry in entries),
        opds=_opd_rows(entries),
        years=_year_rows(results, entries),
        gaps=_gaps(missions, by_place),
        documents=documents,
        failures=tuple(result.failure for result in results if result.failure),
        directives=_directive_rows(results),
        repeated_opds=_repeated(results),
        model_ids=tuple(sorted({entry.alignment.model_id for entry in entries})),
        sources={one.document: one.source for one in results if one.source},
    )


def _is_duplicate(entry: Entry) -> bool:
    return any(notice.code == "duplicate" for notice in entry.alignment.item.warnings)


def _without_budget(entries: Sequence[Entry], documents: Sequence[DocumentRow]) -> int:
    """The counted items without money, but for evaluations that have none at all."""
    unpaid = {one.document for one in documents if one.is_unpaid_evaluation}
    return sum(
        1
        for entry in entries
        if entry.counted.items
        and not entry.alignment.item.budget_rupiah
        and entry.document not in unpaid
    )


def _by_status(entries: Iterable[Entry]) -> dict[Status, Tally]:
    return tallies((entry.status, entry.counted) for entry in entries)


def _places(missions: MissionSet, found: Mapping[str, Tally]) -> tuple[str, ...]:
    rest = (NO_MISSION, SUPPORT, UNREAD)
    return (
        *(mission.id for mission in missions.missions),
        *(place for place in rest if place == NO_MISSION or place in found),
    )


def _opd_rows(entries: Sequence[Entry]) -> tuple[OpdRow, ...]:
    rows = (
        OpdRow(
            opd=opd,
            cells=tallies((entry.place, entry.counted) for entry in members),
            by_status=_by_status(members),
            total=total(members),
        )
        for opd, members in grouped(entries, lambda one: one.opd).items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.total.rupiah, row.opd)))


def _year_rows(results: Sequence[DocumentResult], entries: Sequence[Entry]) -> tuple[YearRow, ...]:
    """One row a year, the earliest first; the documents without a year at the end."""
    by_document = grouped(entries, lambda one: one.document)
    documents: dict[int | None, list[str]] = {}
    for result in results:
        if result.extraction and result.alignments:
            documents.setdefault(result.extraction.year, []).append(result.document)
    rows = []
    for year in sorted(documents, key=lambda year: (year is None, year or 0)):
        members = [entry for one in documents[year] for entry in by_document[one]]
        cells = tallies((entry.place, entry.counted) for entry in members)
        rows.append(YearRow(year, tuple(documents[year]), cells, total(members)))
    return tuple(rows)


def _gaps(missions: MissionSet, by_place: Mapping[str, Tally]) -> tuple[MissionGap, ...]:
    """The missions below ``LITTLE_SHARE`` of all mission money, the poorest first."""
    pairs = [(mission, by_place.get(mission.id, Tally())) for mission in missions.missions]
    money = sum(tally.rupiah for _, tally in pairs)
    gaps = (
        MissionGap(mission, tally, tally.rupiah / money if money else 0.0)
        for mission, tally in pairs
    )
    return tuple(
        sorted((gap for gap in gaps if gap.share < LITTLE_SHARE), key=lambda gap: gap.share)
    )


def _document_rows(
    results: Sequence[DocumentResult], entries: Sequence[Entry]
) -> tuple[DocumentRow, ...]:
    by_document = grouped(entries, lambda one: one.document)
    return tuple(
        DocumentRow(
            document=result.document,
            opd=opd_of(result),
            extraction=result.extraction,
            by_status=_by_status(by_document.get(result.document, ())),
            total=total(by_document.get(result.document, ())),
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
