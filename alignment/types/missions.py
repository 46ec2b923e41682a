"""What it is read against: the governor's missions and directives, and an RPJMD's cascade."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Needed when running, too: a cascade comes back from the reading process by its type hints.
from alignment.types.plan import DocumentKind, Notice  # noqa: TC001


@dataclass(frozen=True, slots=True)
class MissionThemes:
    """The themes a planner confirmed for a mission: named in its words, or meant by them."""

    explicit: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal (tujuan) or a target (sasaran) of a mission."""

    id: str
    text: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flagship:
    """A flagship programme of the governor."""

    id: str
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Mission:
    """One numbered misi; only ``id`` and ``text`` are always there.

    ``themes`` are those a planner confirmed; ``proposed_themes`` those that stand in the file but
    are still marked as proposals.
    """

    id: str
    text: str
    themes: MissionThemes | None = None
    goals: tuple[Objective, ...] = ()
    targets: tuple[Objective, ...] = ()
    flagships: tuple[Flagship, ...] = ()
    programs: tuple[str, ...] = ()
    source: str | None = None
    proposed_themes: MissionThemes | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """An instruction of the governor that every OPD must show in its plan."""

    id: str
    text: str
    check: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class MissionSet:
    """A missions file: whose missions, for which years, and the missions themselves."""

    region: str
    missions: tuple[Mission, ...]
    start_year: int | None = None
    end_year: int | None = None
    vision: str | None = None
    directives: tuple[Directive, ...] = ()


class CascadeKind(StrEnum):
    """What an entry of an RPJMD's cascade is, from the top; indicators hang below any of them."""

    VISION = "visi"
    MISSION = "misi"
    GOAL = "tujuan"
    TARGET = "sasaran"
    FLAGSHIP = "unggulan"
    PROGRAM = "program"
    INDICATOR = "indikator"


@dataclass(frozen=True, slots=True)
class CascadeEntry:
    """One entry of a cascade, where it stands, and what its reader was unsure of.

    ``parent`` is the place, in the cascade's entries, of the one it hangs below. ``number`` is as
    printed (``1.2``). ``place`` and ``doubts`` are Indonesian, for the planner who checks them.
    """

    kind: CascadeKind
    text: str
    number: str = ""
    code: str | None = None
    parent: int | None = None
    place: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cascade:
    """What an RPJMD says of missions, goals, targets, indicators and programs."""

    document: str
    kind: DocumentKind
    entries: tuple[CascadeEntry, ...]
    region: str = ""
    start_year: int | None = None
    end_year: int | None = None
    notices: tuple[Notice, ...] = ()
