"""Labelled items as evaluation reads them: who serves what, in which group each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align import labels
from alignment.align.texts import plain
from alignment.errors import GoldError
from alignment.missions import load_missions
from alignment.types import Mission, MissionSet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from alignment.align.embed import FloatArray
    from alignment.align.metrics import Bools, Ints
    from alignment.types import PlanItem

_PROGRAM_PARTS = 3


@dataclass(frozen=True, slots=True)
class Gold:
    """n items against m missions.

    ``served`` has shape (n, m); ``groups`` numbers what must be drawn together: the items of one
    region and program, or of the same words where there is no code. ``whys`` says of the items
    that serve no mission in which way, where the file does.
    """

    items: tuple[PlanItem, ...]
    levels: tuple[str, ...]
    regions: tuple[str, ...]
    whys: tuple[str, ...]
    groups: Ints
    missions: MissionSet
    served: FloatArray

    @property
    def is_negative(self) -> Bools:
        """Whether each item serves no mission."""
        return np.asarray(self.served.sum(axis=1) == 0)

    def serving(self, rows: Ints) -> Ints:
        """Those of ``rows`` that serve a mission."""
        return rows[~self.is_negative[rows]]


def load_gold(path: Path, missions: MissionSet | None) -> Gold:
    """Reads ``path``; without ``missions`` those of its lines, or else the shipped ones, hold.

    Raises:
        GoldError: the file is wrong, or names a mission that is not there.
    """
    numbered = enumerate(labels.read_gold(path), start=1)
    rows = [(number, row) for number, row in numbered if _is_headline(row)]
    if not rows:
        raise GoldError(f"{path}: no line says which mission an item serves.")
    records = [row for _, row in rows]
    wanted = missions or _missions_of(records) or load_missions()
    regions = tuple(str(one.get("region") or "") for one in records)
    items = tuple(labels.item_of(one, number=number) for number, one in rows)
    return Gold(
        items=items,
        levels=tuple(str(one.get("level") or "") for one in records),
        regions=regions,
        whys=tuple(str(one.get("why") or "") for one in records),
        groups=_groups(records, regions),
        missions=wanted,
        served=_served(path, rows, wanted),
    )


def _is_headline(row: Mapping[str, Any]) -> bool:
    """Routine support serves its office, and what readers dispute measures nobody: left out."""
    is_labelled = bool(row.get("negative") or labels.as_tuple(row.get("mission_id")))
    return is_labelled and not row.get("support") and not row.get("disputed")


def _served(
    path: Path, rows: Sequence[tuple[int, Mapping[str, Any]]], missions: MissionSet
) -> FloatArray:
    ids = {mission.id: place for place, mission in enumerate(missions.missions)}
    served = np.zeros((len(rows), len(ids)), np.float32)
    for row, (number, one) in enumerate(rows):
        for mission in () if one.get("negative") else labels.as_tuple(one["mission_id"]):
            if mission not in ids:
                raise GoldError(
                    f"{path}, line {number}: there is no mission {mission!r}.",
                    advice=f"Missions: {', '.join(ids)}. Name another file with --missions.",
                )
            served[row, ids[mission]] = 1.0
    return served


def _missions_of(rows: Sequence[Mapping[str, Any]]) -> MissionSet | None:
    """The missions whose sentences the lines carry; None where none does."""
    texts: dict[str, str] = {}
    for one in rows:
        if one.get("mission_text"):
            texts.setdefault(labels.as_tuple(one["mission_id"])[0], one["mission_text"])
    if not texts:
        return None
    region = str(rows[0].get("region") or "")
    return MissionSet(region, tuple(Mission(key, text) for key, text in texts.items()))


def _groups(records: Sequence[Mapping[str, Any]], regions: Sequence[str]) -> Ints:
    """Numbers; equal for items of one region that share the program's code, or its name.

    Where no program is told, the target above an item, or its own words, stand for it.
    """
    number_of: dict[tuple[str, str, str], int] = {}
    numbers = []
    for one, region in zip(records, regions, strict=True):
        keys = [(region, "name", _program_name(one))]
        if one.get("code"):
            program = ".".join(str(one["code"]).split(".")[:_PROGRAM_PARTS])
            keys.append((region, "code", program))
        known = {number_of[key] for key in keys if key in number_of}
        number = min(known, default=len(number_of) + 1)
        number_of = {key: number if old in known else old for key, old in number_of.items()}
        number_of |= dict.fromkeys(keys, number)
        numbers.append(keys[0])
    order = {number: place for place, number in enumerate(sorted(set(number_of.values())))}
    return np.array([order[number_of[key]] for key in numbers])


def _program_name(row: Mapping[str, Any]) -> str:
    own = str(row.get("name") or row.get("text"))
    above = row.get("program") or ("" if row.get("level") == "program" else row.get("sasaran"))
    return plain(str(above or own))
