"""What is read: a document, its plan items, and how well they were read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The three levels of a plan item, from the top."""

    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    SUB_KEGIATAN = "sub_kegiatan"


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
class Realised:
    """What an evaluation says was achieved and spent by one period, named as printed.

    ``performance`` holds the results of the item's indicators in their order, parted by ``; ``.
    Whether the amounts of several periods add up or each repeats those before is the document's.
    """

    period: str
    performance: str | None = None
    rupiah: int | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """An item above another one."""

    level: Level
    code: str | None
    name: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One program, kegiatan or sub kegiatan, and where it stands on the page.

    Money is planned money; what was spent stands in ``realised`` and in no other field.
    """

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
    realised: tuple[Realised, ...] = ()

    @property
    def realised_rupiah(self) -> int | None:
        """The amount of the last period that states one."""
        amounts = [one.rupiah for one in self.realised if one.rupiah is not None]
        return amounts[-1] if amounts else None


INCOMPLETE = frozenset({"repaired", "pages_missing", "page_damaged", "page_left_out"})
"""Codes of the notices that say that pages or rows of the document may be missing."""


LEAST_EXPLAINED_SHARE = 0.5
"""Below this share of explained money a document fails its audit."""


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

    @property
    def may_be_incomplete(self) -> bool:
        """Whether pages or rows of the document may be missing: it was damaged or cut."""
        return any(notice.code in INCOMPLETE for notice in self.notices)

    @property
    def fails_audit(self) -> bool:
        """Whether so little of the money adds up that the verdicts should wait for a look."""
        share = self.explained_budget_share
        return share is not None and share < LEAST_EXPLAINED_SHARE


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
