"""What is said: the verdict on an item, and what one document came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types.directives import DirectiveFinding
    from alignment.types.plan import DocumentKind, Extraction, PlanItem

_EMPTY: Mapping[str, float] = MappingProxyType({})


class Status(StrEnum):
    """What is said of an item; the values are the words planners see and scripts match."""

    SELARAS = "selaras"
    PERLU_DITINJAU = "perlu_ditinjau"
    AMBIGU = "ambigu"
    TIDAK_SELARAS = "tidak_selaras"
    PENUNJANG = "penunjang"
    TIDAK_TERBACA = "tidak_terbaca"


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
    """Why a document, or a page of it, gave nothing: what went wrong, where, and what to do.

    ``kind`` is what the document is, where that is why.
    """

    document: str
    stage: str
    code: str
    message: str
    advice: str = ""
    page_number: int | None = None
    kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What one document came to: an extraction and its verdicts, or a failure.

    ``document`` is the file's name; ``source`` the path or URL where it lay, empty where unknown.
    """

    document: str
    extraction: Extraction | None = None
    alignments: tuple[Alignment, ...] = ()
    failure: Failure | None = None
    seconds: float = 0.0
    directives: tuple[DirectiveFinding, ...] = ()
    source: str = ""
