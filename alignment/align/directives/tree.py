"""Plan items as a tree: which rows lie below which, and whose money counts. Pure.

Each level of a plan repeats the sum of the level below it. Money is therefore counted at the lowest
row of each branch that states any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.text import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import PlanItem

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanTree:
    """The items of one OPD's plan, each with its path from the top."""

    items: tuple[PlanItem, ...]
    paths: tuple[Path, ...]

    def lowest(self) -> tuple[PlanItem, ...]:
        """The items that have none below them."""
        above = {path[:depth] for path in self.paths for depth in range(1, len(path))}
        return tuple(
            item for item, path in zip(self.items, self.paths, strict=True) if path not in above
        )

    def paying(self) -> tuple[PlanItem, ...]:
        """The items whose money counts: they state some, and no row below them does."""
        paid = [
            (item, path)
            for item, path in zip(self.items, self.paths, strict=True)
            if item.budget_rupiah is not None
        ]
        above = {path[:depth] for _, path in paid for depth in range(1, len(path))}
        return tuple(item for item, path in paid if path not in above)

    def families(self) -> tuple[tuple[PlanItem, tuple[PlanItem, ...]], ...]:
        """Each item that has children, with its direct children.

        Items that share a path (printed twice) are left out: whose children they are is unknown.
        """
        children: dict[Path, list[PlanItem]] = {}
        holders: dict[Path, list[PlanItem]] = {}
        for item, path in zip(self.items, self.paths, strict=True):
            children.setdefault(path[:-1], []).append(item)
            holders.setdefault(path, []).append(item)
        return tuple(
            (holder[0], tuple(children[path]))
            for path, holder in holders.items()
            if len(holder) == 1 and path in children
        )


def plan_tree(items: Sequence[PlanItem]) -> PlanTree:
    """The tree of ``items``; a code tells an item where there is one, else its name."""
    return PlanTree(tuple(items), tuple(_path(item) for item in items))


def _path(item: PlanItem) -> Path:
    above = tuple((parent.level, parent.code, parent.name) for parent in item.parents)
    steps = (*above, (item.level, item.code, item.name))
    return tuple(f"{level}:{code or name_key(name)}" for level, code, name in steps)
