"""What a finding is made from: an OPD, a rule, the OPD's plan, and its money counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.align.directives.figures import level_words, percent_words, quoted, rupiah_words
from alignment.align.directives.tree import plan_tree
from alignment.types import DirectiveFinding, DirectiveMeasure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from alignment.align.directives.rules import Rule
    from alignment.align.directives.tree import PlanTree
    from alignment.types import DirectiveEvidence, DirectiveOutcome, PlanItem


@dataclass(frozen=True, slots=True)
class Basis:
    """One rule held against the plan of one OPD.

    ``rows`` are the rows looked at: the lowest of each branch, and those whose money counts.
    """

    opd: str
    rule: Rule
    tree: PlanTree
    rows: tuple[PlanItem, ...]
    amounts: Mapping[int, int]
    total_rupiah: int

    def rupiah(self, items: Iterable[PlanItem]) -> int:
        """The money of ``items`` that counts."""
        return sum(self.amounts.get(id(item), 0) for item in items)

    def share(self, items: Iterable[PlanItem], *, of_rupiah: int | None = None) -> float | None:
        """The part of the money (of all where ``of_rupiah`` is None) that ``items`` have."""
        whole = self.total_rupiah if of_rupiah is None else of_rupiah
        return self.rupiah(items) / whole if whole > 0 else None

    def measure(
        self, kind: str, title: str, items: Collection[PlanItem], *, of_rupiah: int | None = None
    ) -> DirectiveMeasure:
        """A figure on ``items``."""
        share = self.share(items, of_rupiah=of_rupiah)
        return DirectiveMeasure(kind, title, len(items), self.rupiah(items), share)

    def largest(self, items: Sequence[PlanItem]) -> PlanItem:
        """The item with the most money that counts; of equal ones the first in the plan."""
        return max(items, key=lambda item: self.rupiah((item,)))

    def worth(self, items: Sequence[PlanItem]) -> str:
        """The money of ``items`` and its share, in brackets; nothing where there is none."""
        amount, share = self.rupiah(items), self.share(items)
        return f" ({rupiah_words(amount)}; {percent_words(share)} pagu)" if amount and share else ""

    def finding(
        self,
        outcome: DirectiveOutcome,
        sentence: str,
        counted: Sequence[PlanItem],
        *,
        measures: Iterable[DirectiveMeasure],
        evidence: Iterable[DirectiveEvidence],
    ) -> DirectiveFinding:
        """The finding, with the money of the ``counted`` rows."""
        return DirectiveFinding(
            directive_id=self.rule.directive_id,
            title=self.rule.title,
            opd=self.opd,
            outcome=outcome,
            sentence=sentence,
            item_count=len(counted),
            amount_rupiah=self.rupiah(counted),
            total_rupiah=self.total_rupiah,
            share=self.share(counted),
            measures=tuple(measures),
            evidence=tuple(evidence),
        )


def basis_of(opd: str, rule: Rule, items: Sequence[PlanItem]) -> Basis:
    """What a finding on ``items`` by ``rule`` is made from."""
    tree = plan_tree(items)
    amounts = {id(item): item.budget_rupiah or 0 for item in tree.paying()}
    looked_at = amounts.keys() | {id(item) for item in tree.lowest()}
    rows = tuple(item for item in tree.items if id(item) in looked_at)
    return Basis(opd, rule, tree, rows, amounts, sum(amounts.values()))


def counted(items: Sequence[PlanItem]) -> str:
    """How many there are, as their level is called (*3 sub kegiatan*); *item* where they differ."""
    levels = {level_words(item.level) for item in items}
    return f"{len(items)} {levels.pop() if len(levels) == 1 else 'item'}"


def named(item: PlanItem) -> str:
    """An item as a sentence names it, with its page."""
    return quoted(item.name) + (f" (hlm. {item.page_number})" if item.page_number else "")
