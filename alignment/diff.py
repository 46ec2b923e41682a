"""Two versions of one Renja -> what changed. Pure.

Items are paired by what is surest first: code and name, code, name under the same parent, name,
and last a name that reads nearly the same under the same parent.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from alignment.text import name_key
from alignment.types import PlanItem, Status
from alignment.versions import opd_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

_NEARLY_SAME = 90.0
"""Out of 100, by rapidfuzz's token sort ratio."""
_FLAGGED = frozenset({Status.TIDAK_SELARAS, Status.PERLU_DITINJAU})
_CLEARED = frozenset({Status.SELARAS, Status.AMBIGU, Status.PENUNJANG})


@dataclass(frozen=True, slots=True)
class Entry:
    """An item and, where it was judged, its verdict."""

    item: PlanItem
    status: Status | None = None
    mission_id: str | None = None


class Kind(StrEnum):
    """What may change of an item; one item may change in several ways."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RECODED = "recoded"
    BUDGET = "budget"
    CONTENT = "content"
    VERDICT = "verdict"


class Finding(StrEnum):
    """What became of a doubt about an item: did the OPD do what was asked?

    ``settled``: cleared now; ``withdrawn``: the item is gone; ``open``: still doubted; ``new``:
    doubted now and not before.
    """

    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One item that is not as it was; ``old`` is None where it was added, ``new`` where removed.

    ``content`` names the fields that changed besides name, code and money.
    """

    old: Entry | None
    new: Entry | None
    kinds: tuple[Kind, ...]
    content: tuple[str, ...] = ()
    finding: Finding | None = None

    @property
    def entry(self) -> Entry:
        """The item as it is now, or was last."""
        entry = self.new or self.old
        if entry is None:
            raise ValueError("a change of nothing")
        return entry

    @property
    def budget_change_rupiah(self) -> int:
        """How much more money stands behind the item; an amount not stated counts as nothing."""
        return _budget(self.new) - _budget(self.old)


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """All changes, in the order of the new version, removed items last."""

    changes: tuple[Change, ...]
    unchanged_count: int

    def of_kind(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.changes if kind in one.kinds)

    def of_finding(self, finding: Finding) -> tuple[Change, ...]:
        """The changes whose doubt came to this."""
        return tuple(one for one in self.changes if one.finding is finding)


def compare(old: Sequence[Entry], new: Sequence[Entry]) -> PlanDiff:
    """What changed from the old version to the new one."""
    pairs = _paired(old, new)
    partner = {right: left for left, right in pairs.items()}
    changes = []
    for place, entry in enumerate(new):
        before = old[partner[place]] if place in partner else None
        changes.append(_change(before, entry))
    changes += [_change(entry, None) for place, entry in enumerate(old) if place not in pairs]
    kept = tuple(one for one in changes if one.kinds or one.finding)
    return PlanDiff(kept, len(changes) - len(kept))


def _change(old: Entry | None, new: Entry | None) -> Change:
    finding = _finding(old, new)
    if old is None or new is None:
        return Change(old, new, (Kind.ADDED if old is None else Kind.REMOVED,), finding=finding)
    was, now = old.item, new.item
    content = tuple(
        field
        for field in ("indicators", "location", "fund_source")
        if _plain(getattr(was, field)) != _plain(getattr(now, field))
    )
    verdict = (old.status, old.mission_id) != (new.status, new.mission_id)
    is_judged = old.status is not None and new.status is not None
    said = {
        Kind.RENAMED: name_key(was.name) != name_key(now.name),
        Kind.RECODED: was.code != now.code,
        Kind.BUDGET: was.budget_rupiah != now.budget_rupiah,
        Kind.CONTENT: bool(content),
        Kind.VERDICT: verdict and is_judged,
    }
    return Change(old, new, tuple(kind for kind, is_so in said.items() if is_so), content, finding)


def _plain(value: object) -> str:
    """A field for comparison: case, blanks and punctuation are the printer's."""
    return name_key(str(value)) if value else ""


def _finding(old: Entry | None, new: Entry | None) -> Finding | None:
    was, now = old.status if old else None, new.status if new else None
    if was in _FLAGGED:
        if new is None:
            return Finding.WITHDRAWN
        if now in _CLEARED:
            return Finding.SETTLED
        return Finding.OPEN if now in _FLAGGED else None
    is_judged_before = old is None or was is not None
    return Finding.NEW if now in _FLAGGED and is_judged_before else None


def _budget(entry: Entry | None) -> int:
    return (entry.item.budget_rupiah or 0) if entry else 0


def _paired(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """Places in the old version -> places in the new one."""
    opds = {opd_key(one.item.opd) for one in (*old, *new) if one.item.opd}

    def owner(item: PlanItem) -> str:
        return opd_key(item.opd) if item.opd and len(opds) > 1 else ""

    def under(item: PlanItem) -> str:
        return name_key(item.parents[-1].name) if item.parents else ""

    keys: tuple[Callable[[PlanItem], Hashable | None], ...] = (
        lambda one: (owner(one), one.level, one.code, name_key(one.name)) if one.code else None,
        lambda one: (owner(one), one.level, one.code) if one.code else None,
        lambda one: (owner(one), one.level, name_key(one.name), under(one)),
        lambda one: (owner(one), one.level, name_key(one.name)),
    )
    pairs: dict[int, int] = {}
    for key in keys:
        pairs |= dict(_by_key(old, new, pairs, key))
    return pairs | _by_likeness(old, new, pairs, lambda one: (owner(one), one.level, under(one)))


def _by_key(
    old: Sequence[Entry],
    new: Sequence[Entry],
    pairs: dict[int, int],
    key: Callable[[PlanItem], Hashable | None],
) -> Iterator[tuple[int, int]]:
    """Pairs of equal key, the first with the first."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place in _free(old, pairs):
        found = key(old[place].item)
        if found is not None:
            waiting[found].append(place)
    for place in _free(new, pairs.values()):
        found = key(new[place].item)
        if found is not None and waiting[found]:
            yield waiting[found].pop(0), place


def _by_likeness(
    old: Sequence[Entry],
    new: Sequence[Entry],
    pairs: dict[int, int],
    group: Callable[[PlanItem], Hashable],
) -> dict[int, int]:
    """Pairs of names that read nearly the same, the likest first."""
    from rapidfuzz.fuzz import token_sort_ratio

    likely = []
    for left in _free(old, pairs):
        for right in _free(new, pairs.values()):
            was, now = old[left].item, new[right].item
            is_other_code = was.code and now.code and was.code != now.code
            if group(was) == group(now) and not is_other_code:
                score = token_sort_ratio(was.name.lower(), now.name.lower())
                if score >= _NEARLY_SAME:
                    likely.append((-score, left, right))
    found: dict[int, int] = {}
    for _, left, right in sorted(likely):
        if left not in found and right not in found.values():
            found[left] = right
    return found


def _free(entries: Sequence[Entry], taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [place for place in range(len(entries)) if place not in gone]


def change_record(change: Change) -> dict[str, Any]:
    """A change as one JSON object; ``old`` and ``new`` hold what may differ."""
    item = change.entry.item
    return {
        "kinds": [kind.value for kind in change.kinds],
        "finding": change.finding.value if change.finding else None,
        "level": item.level.value,
        "code": item.code,
        "name": item.name,
        "budget_change_rupiah": change.budget_change_rupiah,
        "content": list(change.content),
        "old": _entry_record(change.old),
        "new": _entry_record(change.new),
    }


def _entry_record(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {
        "item_id": entry.item.item_id,
        "code": entry.item.code,
        "name": entry.item.name,
        "budget_rupiah": entry.item.budget_rupiah,
        "page_number": entry.item.page_number,
        "status": entry.status.value if entry.status else None,
        "mission_id": entry.mission_id,
    }
