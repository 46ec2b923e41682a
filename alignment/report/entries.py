"""Verdicts as the reports see them: what each counts for, whose plan it is in, what holds of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from alignment.report.counting import Tally, lowest_rows, money_rows
from alignment.report.names import plans_apart
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from alignment.reviews import Decision
    from alignment.types import Alignment, DocumentResult, MissionSet, PlanItem

NO_MISSION: Final = "-"
"""Where the items stand that serve no mission."""
SUPPORT: Final = "penunjang"
"""Where routine support stands, whatever mission lies nearest to it."""
UNREAD: Final = "tidak_terbaca"
"""Where the items stand that could not be judged."""

UNJUDGED: Final = frozenset({Status.PENUNJANG, Status.TIDAK_TERBACA})
"""What says nothing of a mission: neither for one nor against all."""

_CHANCES: Final = {Status.TIDAK_SELARAS: 1.0, Status.SELARAS: 0.0, Status.AMBIGU: 0.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """A verdict with what it counts for, and the document and plan it belongs to.

    ``agency`` is the OPD's name, ``opd`` what its plan in this document is called: the name, and
    what tells it from other plans of that name. ``lacks_indicator``: a lowest row without one, in a
    document that does state indicators.
    """

    alignment: Alignment
    document: str
    agency: str
    opd: str
    place: str
    counted: Tally
    lacks_indicator: bool = False
    decision: Decision | None = None

    @property
    def is_decided(self) -> bool:
        """Whether reviewers settled it, all of one mind."""
        return self.decision is not None and self.decision.status is not None

    @property
    def status(self) -> Status:
        """What holds: the reviewers' verdict where they decided, else ours."""
        return _status(self.alignment, self.decision)

    @property
    def mission_id(self) -> str | None:
        """The mission that holds."""
        return _mission_id(self.alignment, self.decision)

    @property
    def none_probability(self) -> float:
        """The chance that it serves no mission: ours, or certainty where reviewers decided."""
        ours = self.alignment.none_probability
        return _CHANCES.get(self.status, ours) if self.is_decided else ours


def opd_of(result: DocumentResult, item: PlanItem | None = None) -> str:
    """The OPD an item belongs to; the document's name where none is known."""
    stated = item.opd if item else None
    extracted = result.extraction.opd if result.extraction else None
    return stated or extracted or result.document


def place_of(alignment: Alignment, missions: MissionSet, decision: Decision | None = None) -> str:
    """The column of the heat map an item falls in."""
    status = _status(alignment, decision)
    if status is Status.PENUNJANG:
        return SUPPORT
    if status is Status.TIDAK_TERBACA:
        return UNREAD
    if status is Status.TIDAK_SELARAS:
        return NO_MISSION
    mission_id = _mission_id(alignment, decision)
    known = {mission.id for mission in missions.missions}
    return mission_id if mission_id in known else NO_MISSION


def _status(alignment: Alignment, decision: Decision | None) -> Status:
    return (decision.status if decision else None) or alignment.status


def _mission_id(alignment: Alignment, decision: Decision | None) -> str | None:
    """The reviewers' mission; else ours; else, where they cleared our doubt, the likeliest."""
    if decision is None or decision.status is None:
        return alignment.mission_id
    if decision.status is Status.TIDAK_SELARAS:
        return None
    chances = alignment.probabilities
    likeliest = max(chances, key=lambda one: chances[one]) if chances else None
    return decision.mission_id or alignment.mission_id or likeliest


def entries_of(
    results: Sequence[DocumentResult], missions: MissionSet, decided: Mapping[str, Decision]
) -> list[Entry]:
    """A verdict after the other, document by document; each document bears a name of its own."""
    pairs = {
        (result.document, opd_of(result, one.item)): result
        for result in results
        for one in result.alignments
    }
    named = plans_apart(list(pairs.values()), [opd for _, opd in pairs])
    plans = {(result.document, opd): plan for result, opd, plan in named}
    return [entry for result in results for entry in _of_document(result, missions, decided, plans)]


def _of_document(
    result: DocumentResult,
    missions: MissionSet,
    decided: Mapping[str, Decision],
    plans: Mapping[tuple[str, str], str],
) -> Iterator[Entry]:
    items = [alignment.item for alignment in result.alignments]
    lowest, paying = lowest_rows(items), money_rows(items)
    states_indicators = any(item.indicators for item in items)
    for position, alignment in enumerate(result.alignments):
        item = alignment.item
        agency = opd_of(result, item)
        decision = decided.get(item.item_id)
        yield Entry(
            alignment=alignment,
            document=result.document,
            agency=agency,
            opd=plans[result.document, agency],
            place=place_of(alignment, missions, decision),
            counted=Tally(
                items=int(position in lowest),
                rupiah=(item.budget_rupiah or 0) if position in paying else 0,
            ),
            lacks_indicator=states_indicators and position in lowest and not item.indicators,
            decision=decision,
        )


def grouped(entries: Iterable[Entry], key: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    """The entries by document, plan or whatever else ``key`` reads off them."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups


def total(entries: Iterable[Entry]) -> Tally:
    """What the entries count for in all."""
    return sum((entry.counted for entry in entries), Tally())


def worst_first(entry: Entry) -> tuple[bool, bool, bool, int, str]:
    """By rank; what reviewers have settled needs no look and comes after what they have not."""
    rank = entry.alignment.rank
    is_cleared = entry.is_decided and entry.status is not Status.TIDAK_SELARAS
    return (
        *(entry.is_decided, is_cleared),
        *(rank is None, rank or 0),
        entry.alignment.item.item_id,
    )
