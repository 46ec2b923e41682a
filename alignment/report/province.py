"""All OPD beside each other: pure figures.

An OPD's *weighted misalignment* is the mean of its items' calibrated chances to serve no mission,
weighted by their rupiah: the share of its judged money that is expected to serve none; what
reviewers decided counts as certain. Its interval comes from drawing the OPD's items anew: a plan
that hangs on one large item gets a wide one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from alignment.diff import Entry as DiffEntry
from alignment.diff import Finding, compare
from alignment.report.counting import Tally
from alignment.report.entries import UNJUDGED, entries_of, grouped, opd_of, total
from alignment.text import name_key
from alignment.types import MissionSet, Status
from alignment.versions import opd_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from alignment.report.entries import Entry
    from alignment.report.summary import Summary
    from alignment.reviews import Decision
    from alignment.types import DocumentResult, Level

LEAST_ITEMS: Final = 5
"""Fewer items than this tell no interval."""
_DRAWS = 1000
_CELLS_AT_ONCE = 1_000_000
_SEED = 0
_NO_MISSIONS: Final = MissionSet("", ())
"""Enough where no money is counted by mission."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One OPD in the ranking; ``share`` (0 to 1) is None where its judged items state no money."""

    opd: str
    judged: Tally
    misaligned: Tally
    doubtful: Tally
    share: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an activity stands: its OPD, its money, and what was said of it there."""

    opd: str
    rupiah: int
    status: Status


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity of the same name in the plans of several OPD."""

    name: str
    level: Level
    places: tuple[Place, ...]

    @property
    def rupiah(self) -> int:
        """The money of all of them."""
        return sum(one.rupiah for one in self.places)

    @property
    def is_judged_differently(self) -> bool:
        """Whether the verdicts differ."""
        return len({one.status for one in self.places}) > 1


@dataclass(frozen=True, slots=True)
class Movement:
    """From one version of a Renja to the next; shares as in ``Standing``."""

    opd: str
    year: int | None
    old_document: str
    new_document: str
    old_share: float | None
    new_share: float | None
    findings: Mapping[Finding, int]


@dataclass(frozen=True, slots=True)
class Province:
    """All OPD beside each other, the most misaligned first."""

    standings: tuple[Standing, ...]
    activities: tuple[Activity, ...]
    movements: tuple[Movement, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to set beside each other."""
        return len(self.standings) > 1 or bool(self.movements)


NOTHING_BESIDE: Final = Province((), ())
"""One OPD alone."""


def province_of(summary: Summary, movements: Iterable[Movement] = ()) -> Province:
    """The figures of a province view."""
    by_opd = grouped(summary.entries, lambda one: one.opd)
    standings = (_standing(opd, entries) for opd, entries in by_opd.items())
    ranked = sorted(standings, key=lambda one: (one.share is None, -(one.share or 0), one.opd))
    moved = sorted(movements, key=lambda one: (one.opd, one.year or 0))
    return Province(tuple(ranked), tuple(_activities(summary.entries)), tuple(moved))


def movement(
    old: DocumentResult, new: DocumentResult, decided: Mapping[str, Decision] | None = None
) -> Movement | None:
    """What moved from ``old`` to ``new``; None where either gave nothing.

    What reviewers ``decided`` of an item, by its id, counts in both versions.
    """
    if old.extraction is None or new.extraction is None:
        return None
    before, after = (entries_of([one], _NO_MISSIONS, decided or {}) for one in (old, new))
    diff = compare(_verdicts(before), _verdicts(after))
    return Movement(
        opd=opd_of(new),
        year=new.extraction.year,
        old_document=old.document,
        new_document=new.document,
        old_share=_share(_judged(before)),
        new_share=_share(_judged(after)),
        findings={one: len(diff.of_finding(one)) for one in Finding},
    )


def _verdicts(entries: Iterable[Entry]) -> list[DiffEntry]:
    return [DiffEntry(one.alignment.item, one.status, one.mission_id) for one in entries]


def _standing(opd: str, entries: Sequence[Entry]) -> Standing:
    judged = _judged(entries)
    low, high = _interval(judged)
    return Standing(
        opd=opd,
        judged=total(judged),
        misaligned=total(one for one in judged if one.status is Status.TIDAK_SELARAS),
        doubtful=total(one for one in judged if one.status is Status.PERLU_DITINJAU),
        share=_share(judged),
        low=low,
        high=high,
    )


def _judged(entries: Iterable[Entry]) -> list[Entry]:
    return [one for one in entries if one.counted != Tally() and one.status not in UNJUDGED]


def _share(judged: Iterable[Entry]) -> float | None:
    pairs = [(one.counted.rupiah, one.none_probability) for one in judged]
    whole = sum(rupiah for rupiah, _ in pairs)
    return sum(rupiah * chance for rupiah, chance in pairs) / whole if whole > 0 else None


def _interval(judged: Sequence[Entry]) -> tuple[float | None, float | None]:
    """The middle 95 % of the share over items drawn with replacement, in flat memory."""
    paid = [one for one in judged if one.counted.rupiah > 0]
    if len(paid) < LEAST_ITEMS:
        return None, None
    import numpy as np

    rupiah = np.array([one.counted.rupiah for one in paid], dtype=float)
    lost = rupiah * np.array([one.none_probability for one in paid])
    random = np.random.default_rng(_SEED)
    at_once = max(1, _CELLS_AT_ONCE // len(paid))
    shares: list[float] = []
    while len(shares) < _DRAWS:
        drawn = random.integers(len(paid), size=(min(at_once, _DRAWS - len(shares)), len(paid)))
        shares += (lost[drawn].sum(axis=1) / rupiah[drawn].sum(axis=1)).tolist()
    low, high = np.percentile(shares, [2.5, 97.5])
    return float(low), float(high)


def _activities(entries: Iterable[Entry]) -> list[Activity]:
    """The lowest rows whose name stands in the plans of several OPD, the most money first."""
    by_name: dict[str, dict[str, list[Entry]]] = {}
    for entry in _judged(entries):
        if entry.counted.items:
            by_opd = by_name.setdefault(name_key(entry.alignment.item.name), {})
            by_opd.setdefault(opd_key(entry.agency), []).append(entry)
    shared = (by_opd for key, by_opd in by_name.items() if key and len(by_opd) > 1)
    found = [_activity([one for rows in by_opd.values() for one in rows]) for by_opd in shared]
    return sorted(found, key=lambda one: (-one.rupiah, one.name))


def _activity(entries: Sequence[Entry]) -> Activity:
    item = entries[0].alignment.item
    places = (Place(one.opd, one.counted.rupiah, one.status) for one in entries)
    ordered = sorted(places, key=lambda one: (-one.rupiah, one.opd))
    return Activity(item.name, item.level, tuple(ordered))
