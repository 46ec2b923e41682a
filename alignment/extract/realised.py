"""What an evaluation says was achieved and spent, period by period: never a plan. Pure."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from alignment.extract.labels import Phase, Role, clean
from alignment.text import NO_MONEY, Money, joined_money, squash
from alignment.types import Notice, PlanItem, Realised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.columns import Column

_SAYS_DONE = re.compile(r"realisasi|serapan|^(?!.*\btarget\b).*\bcapaian\b")
_QUARTER = re.compile(r"(?:tw\.?|triwulan)? ?(iv|i{1,3}|[1-4])", re.IGNORECASE)
_FIGURE_LABEL = re.compile(
    r"k|rp\.?|\(?rp\.?\)?|keuangan|fisik|(?:realisasi )?(?:kinerja|anggaran)|pagu"
)
REALISED_ONLY = Notice("realised_only", "only what was realised is printed: no pagu, no target")


@dataclass(frozen=True, slots=True)
class Period:
    """The columns of one period: what was spent in it, and where printed, what was achieved."""

    name: str
    money: int
    performance: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What one row says of one period."""

    period: str
    performance: str = ""
    money: Money = NO_MONEY


def periods_of(columns: Sequence[Column]) -> tuple[Period, ...]:
    """The periods whose spending the columns hold, from the left."""
    results = [i for i, column in enumerate(columns) if _is_done(column, Role.TARGET)]
    periods = []
    for index, column in enumerate(columns):
        if _is_done(column, Role.MONEY):
            beside = _of_one_group(columns, results, column)
            periods.append(Period(_name(column), index, _nearest(beside, index)))
    return tuple(periods)


def _of_one_group(columns: Sequence[Column], results: Sequence[int], money: Column) -> list[int]:
    """The results under the same labels as ``money``, or under as many of them as any has."""
    group = money.stack[:-1]
    same = [i for i in results if columns[i].stack[:-1] == group]
    if same:
        return same
    shared = {i: _shared(columns[i].stack, group) for i in results}
    most = max(shared.values(), default=0)
    return [i for i, count in shared.items() if count == most > 0]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many labels two stacks have in common, from the top."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _nearest(candidates: Sequence[int], to: int) -> int | None:
    return min(candidates, key=lambda index: abs(index - to), default=None)


def _is_done(column: Column, role: Role) -> bool:
    if column.role is not role or column.meaning.phase is not Phase.REALISED:
        return False
    return bool(_SAYS_DONE.search(" ".join(map(clean, column.stack))))


def _name(column: Column) -> str:
    """The label that tells the period: the lowest one that does not only say *K* or *Rp*."""
    labels = [squash(label) for label in column.stack if not _FIGURE_LABEL.fullmatch(clean(label))]
    if not labels:
        return squash(column.stack[-1]) if column.stack else ""
    quarter = _QUARTER.fullmatch(labels[-1])
    is_quarter = quarter and "triwulan" in clean(" ".join(labels))
    return f"Triwulan {quarter[1].upper()}" if quarter and is_quarter else labels[-1]


def joined_done(upper: Sequence[Done], lower: Sequence[Done]) -> tuple[Done, ...]:
    """What two rows of one item say, period by period."""
    if not upper or not lower:
        return tuple(upper or lower)
    return tuple(map(_joined, upper, lower))


def _joined(upper: Done, lower: Done) -> Done:
    performance = "; ".join(filter(None, (upper.performance, lower.performance)))
    whole = joined_money(upper.money, lower.money)
    money = whole or (upper.money if upper.money.rupiah is not None else lower.money)
    return replace(upper, performance=performance, money=money)


def realised_of(done: Sequence[Done]) -> tuple[Realised, ...]:
    """The periods of which something is printed."""
    return tuple(
        Realised(one.period, one.performance or None, one.money.rupiah)
        for one in done
        if one.performance or one.money.rupiah is not None
    )


def damage_of(done: Sequence[Done], page_number: int) -> tuple[Notice, ...]:
    """A notice where an amount that was spent cannot be read."""
    if not any(one.money.is_broken for one in done):
        return ()
    told = "the digits of a realised amount are damaged in the print"
    return (Notice("broken_realised", told, page_number),)


def without_plan(item: PlanItem, *, has_targets: bool) -> PlanItem:
    """The item without a pagu, and where its targets are results, without those.

    What was spent is no plan: read as pagu it would hide an agency that planned much and did
    little.
    """
    indicators = item.indicators
    if not has_targets:
        indicators = tuple(replace(one, target=None) for one in indicators if one.text)
    return replace(
        item,
        budget_rupiah=None,
        budget_before_rupiah=None,
        indicators=indicators,
        warnings=(*item.warnings, REALISED_ONLY),
    )
