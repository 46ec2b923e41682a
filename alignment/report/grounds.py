"""The grounds of a verdict, put together by mission and kind so that they can be read.

A verdict brings one piece of evidence per theme, word or sentence; a reader wants "theme: roads,
transport" once, under the mission it speaks for, and what speaks against every mission first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.report.cleaning import clean
from alignment.report.words import evidence_word, text
from alignment.types import Status

if TYPE_CHECKING:
    from alignment.types import Alignment, Evidence

_MISSIONS_LIMIT = 3
_TEXTS_LIMIT = 4
_TEXT_LENGTH = 260


@dataclass(frozen=True, slots=True)
class Ground:
    """The evidence of one kind: what it is called, and the item's words."""

    kind: str
    texts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(self.texts)}"


@dataclass(frozen=True, slots=True)
class MissionGrounds:
    """What speaks for one mission; or against every mission, where ``mission_id`` is None."""

    mission_id: str | None
    mission_text: str
    grounds: tuple[Ground, ...]


def grounds_of(alignment: Alignment, language: str) -> tuple[MissionGrounds, ...]:
    """The evidence of a verdict, grouped; for a misaligned item what speaks against comes first."""
    by_mission: dict[str | None, list[Evidence]] = {}
    for one in alignment.evidence:
        by_mission.setdefault(one.mission_id, []).append(one)
    against_first = alignment.status is Status.TIDAK_SELARAS
    order = sorted(by_mission, key=lambda mission: (mission is None) != against_first)
    name = alignment.item.name
    return tuple(_grounds(one, by_mission[one], name, language) for one in order[:_MISSIONS_LIMIT])


def _grounds(
    mission_id: str | None, evidence: list[Evidence], name: str, language: str
) -> MissionGrounds:
    by_kind: dict[str, list[str]] = {}
    for one in evidence:
        kind = clean(evidence_word(one.kind, language), 40)
        # The name stands above its evidence already.
        said = text("its_name", language) if one.item_text == name else one.item_text
        by_kind.setdefault(kind, []).append(clean(said, _TEXT_LENGTH))
    return MissionGrounds(
        mission_id,
        clean(evidence[0].mission_text, _TEXT_LENGTH),
        tuple(Ground(kind, tuple(texts[:_TEXTS_LIMIT])) for kind, texts in by_kind.items()),
    )
