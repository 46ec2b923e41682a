"""One plan that a document lists in several tables, as one list. Pure.

A Renja may print its programs twice: with codes and amounts in one table, with indicators, places
and funds in another. Added up they would double the money; so the fuller list is kept, takes what
the other one knows, and is followed by what only the other one has.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from alignment.text import fold, name_key
from alignment.types import Level, Notice, Parent, PlanItem

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAME_PLAN = 0.5  # of the smaller list, found in the larger one
_SAME_NAME = 90.0  # of 100, where the amounts are equal too


def united(lists: Sequence[Sequence[PlanItem]]) -> list[PlanItem]:
    """The items of all lists, those of a second listing of the same plan laid over the first."""
    kept: list[list[PlanItem]] = []
    for items in lists:
        for index, other in enumerate(kept):
            base, more = (other, items) if _fullness(other) >= _fullness(items) else (items, other)
            laid = _one_over_other(base, more)
            if laid is not None:
                kept[index] = laid
                break
        else:
            kept.append(list(items))
    return _with_parents_codes([item for items in kept for item in items])


def listed_once(items: Sequence[PlanItem]) -> tuple[list[PlanItem], list[Notice]]:
    """Programs that a list names again with the same money, under another goal, named once.

    Only programs without anything below them: two equal rows deeper down may be two places.
    """
    parents = {(parent.code, parent.name) for item in items for parent in item.parents}
    seen: set[tuple[object, ...]] = set()
    kept: list[PlanItem] = []
    notices: list[Notice] = []
    for item in items:
        key = (item.opd, item.code, name_key(item.name), item.budget_rupiah)
        is_alone = item.level is Level.PROGRAM and (item.code, item.name) not in parents
        if is_alone and item.budget_rupiah and key in seen:
            notices.append(
                Notice("listed_again", f"stands above too: {item.name}", item.page_number)
            )
        else:
            kept.append(item)
        seen.add(key)
    return kept, notices


def _one_over_other(base: Sequence[PlanItem], more: Sequence[PlanItem]) -> list[PlanItem] | None:
    """``base`` with what ``more`` knows besides; None where they are not the same plan."""
    matches = [_match(item, base) for item in more]
    found = sum(map(bool, matches))
    if not found or found < _SAME_PLAN * min(len(base), len(more)):
        return None
    whole = list(base)
    for item, places in zip(more, matches, strict=True):
        for place in places:
            whole[place] = _laid_over(whole[place], item)
    return whole + [item for item, places in zip(more, matches, strict=True) if not places]


def _fullness(items: Sequence[PlanItem]) -> int:
    return sum(bool(i.indicators) + bool(i.location) + bool(i.fund_source) for i in items)


def core_name(name: str) -> str:
    """A name without the word *program* and without marks in brackets."""
    return name_key(re.sub(r"\([^)]*\d[^)]*\)", "", re.sub(r"^program\s+", "", fold(name))))


def _match(item: PlanItem, whole: Sequence[PlanItem]) -> list[int]:
    """Where ``item`` stands in ``whole``: one place, or several of a program that was parted."""
    core = core_name(item.name)
    if not core:
        return []
    same = [i for i, other in enumerate(whole) if _may_be(item, other, core)]
    if item.level is Level.PROGRAM:
        return same
    return same[:1]


def _may_be(item: PlanItem, other: PlanItem, core: str) -> bool:
    if item.level is not other.level or (item.code and other.code and item.code != other.code):
        return False
    other_core = core_name(other.name)
    if item.level is Level.PROGRAM:
        return core == other_core
    if (item.budget_rupiah or 0) != (other.budget_rupiah or 0):
        return False
    return core == other_core or fuzz.ratio(core, other_core) >= _SAME_NAME


def _laid_over(item: PlanItem, other: PlanItem) -> PlanItem:
    budget = item.budget_rupiah
    return replace(
        item,
        code=item.code or other.code,
        budget_rupiah=budget if budget is not None or item.parents == () else other.budget_rupiah,
        forecast_rupiah=_first(item.forecast_rupiah, other.forecast_rupiah),
        location=item.location or other.location,
        fund_source=item.fund_source or other.fund_source,
        indicators=item.indicators or other.indicators,
        realised=item.realised or other.realised,
    )


def _first(one: int | None, other: int | None) -> int | None:
    return one if one is not None else other


def _with_parents_codes(items: list[PlanItem]) -> list[PlanItem]:
    """Parents that were named without a code get the code that their own row now has."""
    codes = {(item.level, item.name): item.code for item in items if item.code}

    def coded(parent: Parent) -> Parent:
        return replace(parent, code=parent.code or codes.get((parent.level, parent.name)))

    return [replace(item, parents=tuple(map(coded, item.parents))) for item in items]
