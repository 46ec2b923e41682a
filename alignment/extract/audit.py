"""The reading checked against the document itself: sums, totals, parents, doubles, pages. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from alignment.extract.items import same_item_key
from alignment.extract.names import level_key, official_names
from alignment.types import Level, Notice, PlanItem, ReadingQuality

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.extract.drafts import Total

_LEAST_LIKENESS = 55.0  # of 100, between a printed and the official name
_ROUNDING_RUPIAH = 2  # cents are dropped on both sides of a sum
_FAILED = Notice(
    "audit_failed",
    "the sums explain less than half of the money; compare the plan with its PDF before using its "
    "verdicts",
)


@dataclass(frozen=True, slots=True)
class Audited:
    """The items with the warnings that the audit found, and the quality of the whole."""

    items: tuple[PlanItem, ...]
    quality: ReadingQuality


def audit(
    items: Sequence[PlanItem],
    *,
    totals: Sequence[Total] = (),
    pages_unread: Sequence[int] = (),
    notices: Sequence[Notice] = (),
) -> Audited:
    """Checks the items of one document against one another and against its totals."""
    children = _children(items)
    checked = explained = 0
    warnings: list[list[Notice]] = [list(item.warnings) for item in items]
    for index, item in enumerate(items):
        below = [items[i].budget_rupiah for i in children[index]]
        if not below or item.budget_rupiah is None or all(b is None for b in below):
            continue
        checked += item.budget_rupiah
        total = sum(b or 0 for b in below)
        if abs(total - item.budget_rupiah) <= _ROUNDING_RUPIAH + len(below):
            explained += item.budget_rupiah
        else:
            warnings[index].append(_mismatch(item, total))
    headings = [total for total in totals if total.is_above]
    checked += sum(total.rupiah for total in headings)
    explained += sum(t.rupiah for t in headings if _is_explained(t, items))
    for index, more in _row_warnings(items):
        warnings[index].append(more)
    warned = tuple(
        replace(item, warnings=tuple(notes)) for item, notes in zip(items, warnings, strict=True)
    )
    all_notices = [*notices, *_total_notices(items, totals)]
    quality = ReadingQuality(
        item_count=len(items),
        explained_budget_share=explained / checked if checked else None,
        pages_to_check=_pages_to_check(warned, pages_unread, all_notices),
        notices=tuple(all_notices),
    )
    if quality.fails_audit:
        quality = replace(quality, notices=(_FAILED, *all_notices))
    return Audited(warned, quality)


def quality_line(quality: ReadingQuality) -> str:
    """The quality in one Indonesian line, as a planner reads it."""
    parts = [f"{_grouped(quality.item_count)} item"]
    if quality.may_be_incomplete:
        parts.append("berkas rusak: halaman atau baris mungkin hilang")
    if any(notice.code == "realised_only" for notice in quality.notices):
        parts.append("hanya realisasi, tanpa pagu")
    if any(notice.code == "unruled" for notice in quality.notices):
        parts.append("tabel tanpa garis")
    if quality.explained_budget_share is not None:
        share = f"{100 * quality.explained_budget_share:.1f}".replace(".", ",")
        parts.append(f"{share} % pagu terjelaskan")
    pages = quality.pages_to_check
    if pages:
        listed = ", ".join(map(str, pages[:10])) + (", ..." if len(pages) > 10 else "")  # noqa: PLR2004
        parts.append(f"{len(pages)} halaman perlu dilihat: {listed}")
    return ", ".join(parts)


def _children(items: Sequence[PlanItem]) -> list[list[int]]:
    """For each item the indices of the items right below it, by order and level."""
    children: list[list[int]] = [[] for _ in items]
    open_items: list[int] = []
    for index, item in enumerate(items):
        depth = len(item.parents)
        while open_items and not _is_parent(items[open_items[-1]], item):
            open_items.pop()
        if open_items and depth:
            children[open_items[-1]].append(index)
        open_items.append(index)
    return children


def _is_parent(above: PlanItem, item: PlanItem) -> bool:
    if not item.parents or above.opd != item.opd:
        return False
    parent = item.parents[-1]
    return (above.level, above.code, above.name) == (parent.level, parent.code, parent.name)


def _mismatch(item: PlanItem, total: int) -> Notice:
    return Notice(
        "sum_mismatch",
        f"the items below sum to {_grouped(total)}, but {_grouped(item.budget_rupiah or 0)} "
        "is printed",
        item.page_number,
    )


def _row_warnings(items: Sequence[PlanItem]) -> list[tuple[int, Notice]]:
    found = []
    keys = Counter((*same_item_key(item), item.budget_rupiah) for item in items)
    has_programs = any(item.level is Level.PROGRAM for item in items)
    for index, item in enumerate(items):
        if item.budget_rupiah and keys[*same_item_key(item), item.budget_rupiah] > 1:
            found.append(
                (index, Notice("duplicate", "this row stands more than once", item.page_number))
            )
        if note := _name_note(item):
            found.append((index, note))
        if has_programs and item.level is not Level.PROGRAM and not item.parents:
            found.append(
                (index, Notice("parent_missing", "the row above it is missing", item.page_number))
            )
    return found


def _name_note(item: PlanItem) -> Notice | None:
    """Tells of a code whose official name is quite another: one of the two was misread."""
    official = official_names(item.code) if item.code else ()
    key = level_key(item.name)
    if not official or any(fuzz.ratio(level_key(o), key) >= _LEAST_LIKENESS for o in official):
        return None
    return Notice("code_name_mismatch", f"the code belongs to: {official[0]}", item.page_number)


def _total_notices(items: Sequence[PlanItem], totals: Sequence[Total]) -> list[Notice]:
    """Totals that no sum of the items above them, or below a heading, explains."""
    return [
        Notice(
            "total_unexplained",
            f"a total of {_grouped(total.rupiah)} is printed that the items "
            f"{'below' if total.is_above else 'above'} do not sum to",
            total.page_number,
        )
        for total in totals
        if total.rupiah and not _is_explained(total, items)
    ]


def _is_explained(total: Total, items: Sequence[PlanItem]) -> bool:
    """Whether items of one depth next to the total sum to it: above it, or below a heading."""
    below, above = range(total.after, len(items)), range(total.after - 1, -1, -1)
    run = below if total.is_above else above
    return any(_sums_to(total.rupiah, (items[i] for i in run), depth) for depth in (0, 1, 2))


def _sums_to(rupiah: int, run: Iterable[PlanItem], depth: int) -> bool:
    running = 0
    for count, item in enumerate(run, start=1):
        if len(item.parents) < depth:
            break
        if len(item.parents) == depth:
            running += item.budget_rupiah or 0
            if abs(running - rupiah) <= _ROUNDING_RUPIAH + count:
                return True
        if running > rupiah + _ROUNDING_RUPIAH + count:
            break
    return False


def _pages_to_check(
    items: Sequence[PlanItem], unread: Sequence[int], notices: Sequence[Notice]
) -> tuple[int, ...]:
    doubtful = {
        note.page_number for item in items for note in item.warnings if note.page_number is not None
    }
    told = {note.page_number for note in notices if note.page_number is not None}
    return tuple(sorted(doubtful | told | set(unread)))


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
