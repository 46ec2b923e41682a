"""What a plan shows of the governor's directives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
