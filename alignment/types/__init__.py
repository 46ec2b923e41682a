"""Every value that crosses a module boundary: frozen, slotted, typed, with units in the names.

The words are those of Indonesian planning: *program*, *kegiatan* and *sub kegiatan* are the three
levels of a plan item, *misi* is a mission, *pagu* is the money set aside for an item.

Lengths on a page are in PDF points (``_pt``, 1/72 inch) with the origin in the top left corner.
Money is in whole rupiah (``_rupiah``). Page numbers count from 1.
"""

from __future__ import annotations

from alignment.types.directives import (
    DirectiveEvidence,
    DirectiveFinding,
    DirectiveMeasure,
    DirectiveOutcome,
    DirectiveRow,
    DirectiveTable,
)
from alignment.types.missions import (
    Cascade,
    CascadeEntry,
    CascadeKind,
    Directive,
    Flagship,
    Mission,
    MissionSet,
    MissionThemes,
    Objective,
)
from alignment.types.plan import (
    INCOMPLETE,
    Box,
    DocumentKind,
    Extraction,
    Indicator,
    Level,
    Notice,
    Parent,
    PlanItem,
    ReadingQuality,
    Realised,
    Source,
)
from alignment.types.verdicts import (
    Alignment,
    DocumentResult,
    Evidence,
    Failure,
    Status,
    ThemeWeight,
)

__all__ = [
    "INCOMPLETE",
    "Alignment",
    "Box",
    "Cascade",
    "CascadeEntry",
    "CascadeKind",
    "Directive",
    "DirectiveEvidence",
    "DirectiveFinding",
    "DirectiveMeasure",
    "DirectiveOutcome",
    "DirectiveRow",
    "DirectiveTable",
    "DocumentKind",
    "DocumentResult",
    "Evidence",
    "Extraction",
    "Failure",
    "Flagship",
    "Indicator",
    "Level",
    "Mission",
    "MissionSet",
    "MissionThemes",
    "Notice",
    "Objective",
    "Parent",
    "PlanItem",
    "ReadingQuality",
    "Realised",
    "Source",
    "Status",
    "ThemeWeight",
]
