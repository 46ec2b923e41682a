"""All directives of all OPD in a document, and the table of many documents.

Money is counted at the lowest rows that state any, never twice. A finding speaks of the plan as it
was read: what it does not find may still exist outside the plan, and the sentences say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from alignment.align.directives.basis import basis_of
from alignment.align.directives.by_accounts import accounts_finding
from alignment.align.directives.by_signs import (
    asked_for_finding,
    needs_finding,
    procurement_finding,
)
from alignment.align.directives.rules import Method, Rule, RuleSet, load_rules
from alignment.types import DirectiveRow, DirectiveTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.directives.basis import Basis
    from alignment.align.directives.signs import SignReader
    from alignment.types import DirectiveFinding, DocumentResult, PlanItem


@dataclass(frozen=True, slots=True)
class DirectiveChecker:
    """Rules made ready: build it once, check many documents."""

    readers: tuple[tuple[Rule, SignReader | None], ...]

    def check(
        self, items: Sequence[PlanItem], *, opd: str | None = None
    ) -> tuple[DirectiveFinding, ...]:
        """The findings of each OPD in ``items``, in the order of the items and of the rules.

        ``opd`` is whose the items are that do not say so themselves; failing that, the document's
        name stands in.
        """
        grouped: dict[str, list[PlanItem]] = {}
        for item in items:
            grouped.setdefault(item.opd or opd or item.document, []).append(item)
        return tuple(
            _finding(basis_of(name, rule, members), reader)
            for name, members in grouped.items()
            for rule, reader in self.readers
        )


def directive_checker(rules: RuleSet | None = None) -> DirectiveChecker:
    """A checker for ``rules``, the shipped ones where None; loads spaCy (about half a second)."""
    from alignment.align.directives.signs import sign_reader

    chosen = rules if rules is not None else load_rules()
    return DirectiveChecker(
        tuple(
            (rule, sign_reader(rule, chosen.spellings) if rule.signs else None)
            for rule in chosen.rules
        )
    )


def check_directives(
    items: Sequence[PlanItem], rules: RuleSet | None = None, *, opd: str | None = None
) -> tuple[DirectiveFinding, ...]:
    """The findings of each OPD in ``items``, by the shipped rules where ``rules`` is None.

    The shipped rules are made ready once; with rules of your own and many documents, build a
    :class:`DirectiveChecker`.
    """
    checker = _shipped_checker() if rules is None else directive_checker(rules)
    return checker.check(items, opd=opd)


@cache
def _shipped_checker() -> DirectiveChecker:
    return directive_checker()


def directive_table(results: Sequence[DocumentResult]) -> DirectiveTable:
    """Directives by OPD: one row for each OPD of each document, in the order of ``results``."""
    findings = [(result.document, one) for result in results for one in result.directives]
    columns = tuple({one.directive_id: one.title for _, one in findings}.items())
    rows: dict[tuple[str, str], dict[str, DirectiveFinding]] = {}
    for document, one in findings:
        rows.setdefault((document, one.opd), {})[one.directive_id] = one
    return DirectiveTable(
        columns,
        tuple(
            DirectiveRow(document, opd, tuple(cells.get(id_) for id_, _ in columns))
            for (document, opd), cells in rows.items()
        ),
    )


def _finding(basis: Basis, reader: SignReader | None) -> DirectiveFinding:
    if reader is None:
        return accounts_finding(basis)
    if basis.rule.method is Method.NEEDS:
        return needs_finding(basis, reader)
    if basis.rule.method is Method.PROCUREMENT:
        return procurement_finding(basis, reader)
    return asked_for_finding(basis, reader)
