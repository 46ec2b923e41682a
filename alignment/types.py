"""Every value that crosses a module boundary: frozen, slotted, typed, with units in the names.

The words are those of Indonesian planning: *program*, *kegiatan* and *sub kegiatan* are the three
levels of a plan item, *misi* is a mission, *pagu* is the money set aside for an item.

Lengths on a page are in PDF points (``_pt``, 1/72 inch) with the origin in the top left corner.
Money is in whole rupiah (``_rupiah``). Page numbers count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EMPTY: Mapping[str, float] = MappingProxyType({})


class Level(StrEnum):
    """The three levels of a plan item, from the top."""

    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    SUB_KEGIATAN = "sub_kegiatan"


class Status(StrEnum):
    """What is said of an item; the values are the words planners see and scripts match."""

    SELARAS = "selaras"
    PERLU_DITINJAU = "perlu_ditinjau"
    AMBIGU = "ambigu"
    TIDAK_SELARAS = "tidak_selaras"
    PENUNJANG = "penunjang"
    TIDAK_TERBACA = "tidak_terbaca"


class Source(StrEnum):
    """How the characters of an item were obtained."""

    TEXT = "text"
    OCR = "ocr"


class DocumentKind(StrEnum):
    """What a document says it is."""

    RENJA = "renja"
    RENJA_PERUBAHAN = "renja_perubahan"
    EVALUASI_RENJA = "evaluasi_renja"
    RKPD = "rkpd"
    RENSTRA = "renstra"
    RPJMD = "rpjmd"
    RKA = "rka"
    LKJIP = "lkjip"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, origin top left."""

    left_pt: float
    top_pt: float
    right_pt: float
    bottom_pt: float


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a document should know: a stable code and a sentence in English."""

    code: str
    message: str
    page_number: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator, its target as printed, and the target's unit.

    ``target_before`` is the target before the change, in Perubahan documents that print both.
    """

    text: str
    target: str | None = None
    unit: str | None = None
    target_before: str | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """An item above another one."""

    level: Level
    code: str | None
    name: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One program, kegiatan or sub kegiatan, and where it stands on the page."""

    item_id: str
    document: str
    level: Level
    name: str
    code: str | None = None
    opd: str | None = None
    year: int | None = None
    parents: tuple[Parent, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budget_rupiah: int | None = None
    budget_before_rupiah: int | None = None
    forecast_rupiah: int | None = None
    location: str | None = None
    fund_source: str | None = None
    page_number: int | None = None
    box_pt: Box | None = None
    source: Source = Source.TEXT
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingQuality:
    """How well a document was read, as measured on the document itself.

    ``explained_budget_share`` is the share (0 to 1) of the money of programs and kegiatan that the
    sums of their children explain to the rupiah; None where there was nothing to check.
    """

    item_count: int
    explained_budget_share: float | None
    pages_to_check: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document.

    ``title`` holds the lines of its first page outside tables, on one line: what stage of the plan
    it says it is.
    """

    document: str
    kind: DocumentKind
    opd: str | None
    year: int | None
    page_count: int
    items: tuple[PlanItem, ...]
    quality: ReadingQuality
    title: str | None = None


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


@dataclass(frozen=True, slots=True)
class ThemeWeight:
    """How strongly (0 to 1) an item speaks of a theme."""

    theme: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One ground of a verdict: words or a theme of a mission beside words of the item.

    ``kind`` is ``theme``, ``words``, ``meaning``, ``cascade`` or ``content``; ``mission_id`` is
    None where the ground speaks against every mission.
    """

    mission_id: str | None
    mission_text: str
    item_text: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The verdict on one item. ``rank`` 1 is the most misaligned item of a run."""

    item: PlanItem
    status: Status
    mission_id: str | None
    none_probability: float
    reason: str
    model_id: str
    rank: int | None = None
    probabilities: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    themes: tuple[ThemeWeight, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class DirectiveOutcome(StrEnum):
    """What an OPD's plan shows of a directive; the values are the words planners see."""

    ADA = "ada"
    SEBAGIAN = "sebagian"
    TIDAK_ADA = "tidak_ada"
    PERLU_PERNYATAAN = "perlu_pernyataan"
    TIDAK_DAPAT_DIPERIKSA = "tidak_dapat_diperiksa"


@dataclass(frozen=True, slots=True)
class DirectiveMeasure:
    """One figure behind a finding: how many items, their money, its share (0 to 1) of all money.

    ``share`` is None where the items looked at state no money.
    """

    kind: str
    title: str
    item_count: int
    amount_rupiah: int
    share: float | None


@dataclass(frozen=True, slots=True)
class DirectiveEvidence:
    """An item that a finding rests on; ``kind`` is that of the measure it belongs to.

    ``words`` are the item's own words that led here; ``note`` says in Indonesian what the words
    alone do not.
    """

    item_id: str
    name: str
    page_number: int | None
    kind: str
    words: tuple[str, ...] = ()
    budget_rupiah: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DirectiveFinding:
    """What the plan of one OPD shows of one directive.

    ``amount_rupiah`` and ``share`` (0 to 1, of ``total_rupiah``) are those of the items that the
    directive asks for, or, where it warns of something, of the items it warns of. Money is counted
    at the lowest rows only. ``sentence`` is Indonesian, for a head of office.
    """

    directive_id: str
    title: str
    opd: str
    outcome: DirectiveOutcome
    sentence: str
    item_count: int
    amount_rupiah: int
    total_rupiah: int
    share: float | None = None
    measures: tuple[DirectiveMeasure, ...] = ()
    evidence: tuple[DirectiveEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """The findings of one OPD's document, in the order of the directives; None where unchecked."""

    document: str
    opd: str
    findings: tuple[DirectiveFinding | None, ...]


@dataclass(frozen=True, slots=True)
class DirectiveTable:
    """Directives (columns: id and title) by OPD (rows)."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[DirectiveRow, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document, or a page of it, gave nothing: what went wrong, where, and what to do."""

    document: str
    stage: str
    code: str
    message: str
    advice: str = ""
    page_number: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What one document came to: an extraction and its verdicts, or a failure."""

    document: str
    extraction: Extraction | None = None
    alignments: tuple[Alignment, ...] = ()
    failure: Failure | None = None
    seconds: float = 0.0
    directives: tuple[DirectiveFinding, ...] = ()
