"""Whether each rupiah of a plan is accounted for: what the rows say, and whether they add up. Pure.

Looked at are the rows whose money counts: has each an indicator, a target that can be measured, and
a place; do children add up to their parent; does a row stand twice; and, in Perubahan documents,
did a target move where the money did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.align.directives.figures import level_words, rupiah_words
from alignment.text import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from alignment.align.directives.tree import PlanTree
    from alignment.types import Indicator, PlanItem

_SUM_WARNING = "sum"  # the reading's own warnings about sums have codes that begin so
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+")
_UNIT_IN_TEXT = re.compile(r"\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Blanks:
    """What counts as nothing said, and which words of an indicator already say its unit."""

    empty: Collection[str]
    implied_units: Collection[str]

    def is_blank(self, text: str | None) -> bool:
        """Whether a cell says nothing."""
        return not text or fold(text) in self.empty or not re.search(r"\w", text)

    def is_measurable(self, indicator: Indicator) -> bool:
        """Whether the target is a figure with a unit, stated or implied by the indicator."""
        target = indicator.target or ""
        if self.is_blank(target) or not _DIGIT.search(target):
            return False
        if not self.is_blank(indicator.unit) or _WORDS.search(target) or "%" in target:
            return True
        words = {word.casefold() for word in _WORDS.findall(indicator.text)}
        return bool(words & set(self.implied_units)) or bool(_UNIT_IN_TEXT.search(indicator.text))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing or amiss at an item: its kind, and what to say of it in Indonesian."""

    item: PlanItem
    kind: str
    note: str


def missing_parts(item: PlanItem, blanks: Blanks, *, asks_place: bool) -> Iterator[Gap]:
    """What ``item`` does not say of its indicator and target, and where asked, of its place."""
    indicators = [one for one in item.indicators if not blanks.is_blank(one.text)]
    if not indicators:
        yield Gap(item, "tanpa_indikator", "tidak ada indikator")
    elif not any(blanks.is_measurable(one) for one in indicators):
        yield Gap(item, "tanpa_target", "target tidak berupa angka dengan satuan")
    if asks_place and blanks.is_blank(item.location):
        yield Gap(item, "tanpa_lokasi", "lokasi tidak disebut")


def wrong_sums(tree: PlanTree, tolerance_rupiah: float) -> Iterator[Gap]:
    """Parents whose children, all with money, add up to something else; and warned sums."""
    seen = set()
    for parent, children in tree.families():
        amounts = [child.budget_rupiah for child in children if child.budget_rupiah is not None]
        if parent.budget_rupiah is None or len(amounts) != len(children):
            continue
        if abs(sum(amounts) - parent.budget_rupiah) > tolerance_rupiah:
            seen.add(parent.item_id)
            both = f"{_exact(parent.budget_rupiah)}, jumlah rinciannya {_exact(sum(amounts))}"
            yield Gap(parent, "jumlah", f"pagu {both}")
    for item in tree.items:
        if item.item_id not in seen and any(
            one.code.startswith(_SUM_WARNING) for one in item.warnings
        ):
            yield Gap(item, "jumlah", "jumlah rinciannya tidak cocok menurut pembacaan dokumen")


def repeats(items: Sequence[PlanItem]) -> Iterator[Gap]:
    """Items that say the same sub kegiatan, place and purpose as an earlier one."""
    first: dict[tuple[str, ...], PlanItem] = {}
    for item in items:
        earlier = first.setdefault(_sameness(item), item)
        if earlier is not item:
            page = f" (hlm. {earlier.page_number})" if earlier.page_number else ""
            other = f"{level_words(item.level)} lain{page}"
            yield Gap(item, "ganda", f"sama nama, tempat dan tujuannya dengan {other}")


def _sameness(item: PlanItem) -> tuple[str, ...]:
    above = item.parents[-1].name if item.parents else ""
    return (
        item.code or f"{name_key(above)}/{name_key(item.name)}",
        name_key(item.name),
        name_key(item.location or ""),
        *sorted(name_key(one.text) for one in item.indicators),
    )


def moves(items: Sequence[PlanItem], least_share: float) -> Iterator[Gap]:
    """Items whose money moved by at least ``least_share`` of what it was.

    ``geser`` where every target that is printed before and after stayed the same; ``geser_belum``
    where no target before the change was read, so that nothing can be said.
    """
    for item in items:
        before, after = item.budget_before_rupiah, item.budget_rupiah
        if before is None or after is None or abs(after - before) <= least_share * abs(before):
            continue
        said = f"pagu {rupiah_words(before)} menjadi {rupiah_words(after)}"
        known = [one for one in item.indicators if one.target_before is not None]
        if not known:
            yield Gap(item, "geser_belum", f"{said}; target sebelum perubahan tidak terbaca")
        elif all(_same_target(one) for one in known):
            yield Gap(item, "geser", f"{said}, target tetap")


def _same_target(indicator: Indicator) -> bool:
    now, before = indicator.target or "", indicator.target_before or ""
    return fold(now).replace(" ", "") == fold(before).replace(" ", "")


def _exact(amount_rupiah: int) -> str:
    return f"Rp{amount_rupiah:,}".replace(",", ".")
