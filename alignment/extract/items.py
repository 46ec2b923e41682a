"""Drafts -> plan items: parents, agency, a content-made id. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from alignment.extract.identity import as_name
from alignment.extract.levels import set_levels
from alignment.extract.realised import damage_of, realised_of
from alignment.records import content_id
from alignment.text import name_key
from alignment.types import Level, Parent, PlanItem, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from alignment.extract.drafts import Draft, Drafts

_DEPTH = {Level.PROGRAM: 0, Level.KEGIATAN: 1, Level.SUB_KEGIATAN: 2}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the document or the user states for all items."""

    document: str
    opd: str | None = None
    opd_is_given: bool = False
    year: int | None = None


def items_of(drafts: Drafts, stated: Stated, known: Mapping[str, Level]) -> list[PlanItem]:
    """The items of one section, in order, without ids."""
    set_levels(drafts.items, known)
    fill_from_totals(drafts)
    return [
        _item(draft, parents, stated)
        for draft, parents in zip(drafts.items, parents_of(drafts.items), strict=True)
    ]


def fill_from_totals(drafts: Drafts) -> None:
    """Gives a program without an amount the subtotal below it, where its children sum to that."""
    for total in drafts.totals:
        if total.is_above:
            continue
        above = drafts.items[: total.after]
        start = next((i for i in range(len(above) - 1, -1, -1) if _depth(above[i]) == 0), None)
        if start is None or above[start].budget is not None:
            continue
        least = min((_depth(draft) for draft in above[start + 1 :]), default=0)
        children = [draft.budget or 0 for draft in above[start + 1 :] if _depth(draft) == least]
        if children and abs(sum(children) - total.rupiah) <= len(children):
            above[start].budget = total.rupiah


def parents_of(drafts: Sequence[Draft]) -> list[tuple[Parent, ...]]:
    """The items above each draft: by code where the code names one above it, else by order."""
    chains: list[tuple[Parent, ...]] = []
    below: dict[int, tuple[Parent, ...]] = {}  # the chain of all that hang below a draft
    above: list[Draft] = []
    by_code: dict[tuple[str, str], int] = {}
    for index, draft in enumerate(drafts):
        depth = _DEPTH[draft.level or Level.KEGIATAN]
        by_order = next((d for d in reversed(above) if _depth(d) < depth), None)
        parent_code = _open_code(draft.code.parent) if draft.code and draft.code.parent else None
        if draft.source is Source.OCR and (draft.opd, parent_code) not in by_code:
            parent_code = None  # a misread digit must not take the row from its place
        parent = by_code.get((draft.opd, parent_code)) if parent_code else None
        if parent is None and by_order is not None and not _contradicts(by_order, parent_code):
            parent = next(i for i in range(index - 1, -1, -1) if drafts[i] is by_order)
        if parent is not None and parent not in below:
            below[parent] = (*chains[parent], _as_parent(drafts[parent]))
        chains.append(() if parent is None else below[parent])
        above = [d for d in above if _depth(d) < depth] + [draft]
        if draft.code:
            by_code[draft.opd, _open_code(draft.code.text)] = index
    return chains


def _depth(draft: Draft) -> int:
    return _DEPTH[draft.level or Level.KEGIATAN]


def _open_code(code: str) -> str:
    """A code whose first two parts may be the list's placeholder: the support program's."""
    parts = code.split(".")
    if parts[2:3] == ["01"] or parts[0] == "X":
        parts[:2] = ["X", "XX"]
    return ".".join(parts)


def _contradicts(above: Draft, parent_code: str | None) -> bool:
    """Whether the row above has a code, and one under which the row's own code cannot stand."""
    if parent_code is None or above.code is None:
        return False
    return not parent_code.startswith(_open_code(above.code.text))


def _as_parent(draft: Draft) -> Parent:
    code = draft.code.text if draft.code else None
    return Parent(draft.level or Level.KEGIATAN, code, draft.name)


def _item(draft: Draft, parents: tuple[Parent, ...], stated: Stated) -> PlanItem:
    opd = stated.opd if stated.opd_is_given else as_name(draft.opd) or stated.opd or draft.agency
    return PlanItem(
        item_id="",
        document=stated.document,
        level=draft.level or Level.KEGIATAN,
        name=draft.name,
        code=draft.code.text if draft.code else None,
        opd=opd or None,
        year=stated.year,
        parents=parents,
        indicators=tuple(draft.indicators),
        budget_rupiah=draft.budget,
        budget_before_rupiah=draft.before,
        forecast_rupiah=draft.forecast,
        location=draft.location or None,
        fund_source=draft.fund or None,
        page_number=draft.page_number,
        box_pt=draft.box,
        source=draft.source,
        warnings=(*draft.warnings, *damage_of(draft.done, draft.page_number)),
        realised=realised_of(draft.done),
    )


def with_ids(items: Iterable[PlanItem]) -> list[PlanItem]:
    """The items with ids made of their content, and of their place among otherwise equal ones."""
    seen: Counter[str] = Counter()
    identified = []
    for item in items:
        content = content_id(item)
        occurrence = seen[content]
        seen[content] += 1
        identified.append(replace(item, item_id=content_id(item, occurrence=occurrence)))
    return identified


def same_item_key(item: PlanItem) -> tuple[str, ...]:
    """What two prints of one item in one document have in common."""
    chain = [parent.code or name_key(parent.name) for parent in item.parents]
    return (item.opd or "", str(item.level), *chain, item.code or "", name_key(item.name))
