"""The governor's directives: what the plan of each OPD shows of each, with its evidence.

The rules are data (``corpus/rules``) and are read by ``rules``; ``signs`` finds their phrases on
items with spaCy; ``accounts`` looks at figures; ``by_signs`` and ``by_accounts`` make findings of
both, on the rows and the money that ``tree`` and ``basis`` count once; ``check`` does it for all
OPD of a document and lays the findings out as a table. Nothing here loads spaCy before a checker
is built.
"""

from __future__ import annotations

from alignment.align.directives.check import (
    DirectiveChecker,
    check_directives,
    directive_checker,
    directive_table,
)
from alignment.align.directives.rules import RuleSet, check_rules, load_rules, read_rules

__all__ = [
    "DirectiveChecker",
    "RuleSet",
    "check_directives",
    "check_rules",
    "directive_checker",
    "directive_table",
    "load_rules",
    "read_rules",
]
