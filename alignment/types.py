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
    """A performance indicator, its target as printed, and the target's unit."""

    text: str
    target: str | None = None
    unit: str | None = None


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
    """All that was read from one document."""

    document: str
    kind: DocumentKind
    opd: str | None
    year: int | None
    page_count: int
    items: tuple[PlanItem, ...]
    quality: ReadingQuality


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
    """One numbered misi; only ``id`` and ``text`` are always there."""

    id: str
    text: str
    themes: MissionThemes | None = None
    goals: tuple[Objective, ...] = ()
    targets: tuple[Objective, ...] = ()
    flagships: tuple[Flagship, ...] = ()
    programs: tuple[str, ...] = ()
    source: str | None = None


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
