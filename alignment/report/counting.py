"""How items and rupiah are counted, so that none counts twice.

Each level of a plan repeats the sum of the level below it, so adding up all rows would count every
rupiah up to three times. Therefore *items* are the lowest rows of each branch, and *rupiah* is the
money of the lowest row of each branch that states any: a program whose sub kegiatan carry no pagu
keeps its own. Rankings still show every row, whatever its level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.types import PlanItem

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of items and their money."""

    items: int = 0
    rupiah: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.items + other.items, self.rupiah + other.rupiah)


def tallies(pairs: Iterable[tuple[_Key, Tally]]) -> dict[_Key, Tally]:
    """The sum of each key's tallies."""
    sums: dict[_Key, Tally] = {}
    for key, tally in pairs:
        sums[key] = sums.get(key, Tally()) + tally
    return sums


def lowest_rows(items: Sequence[PlanItem]) -> set[int]:
    """The positions of the items that have none below them."""
    paths = [_path(item) for item in items]
    above = {path[:depth] for path in paths for depth in range(1, len(path))}
    return {position for position, path in enumerate(paths) if path not in above}


def money_rows(items: Sequence[PlanItem]) -> set[int]:
    """The positions of the items whose money counts: no row below them states any."""
    paths = [_path(item) for item in items]
    paid = [position for position, item in enumerate(items) if item.budget_rupiah is not None]
    above = {
        paths[position][:depth] for position in paid for depth in range(1, len(paths[position]))
    }
    return {position for position in paid if paths[position] not in above}


def top_rupiah(items: Sequence[PlanItem]) -> int:
    """The money that the topmost rows state, to be held against the money that was counted."""
    paths = [_path(item) for item in items]
    stated = {
        path for path, item in zip(paths, items, strict=True) if item.budget_rupiah is not None
    }
    return sum(
        item.budget_rupiah or 0
        for path, item in zip(paths, items, strict=True)
        if not any(path[:depth] in stated for depth in range(1, len(path)))
    )


def _path(item: PlanItem) -> tuple[str, ...]:
    """The item's place in the tree, OPD first: a code where there is one, else the name."""
    steps = (*((parent.level, parent.code, parent.name) for parent in item.parents),)
    steps += ((item.level, item.code, item.name),)
    return (item.opd or "", *(f"{level}:{code or name.casefold()}" for level, code, name in steps))
