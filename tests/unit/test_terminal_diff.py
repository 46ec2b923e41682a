"""What `diff` prints."""

from __future__ import annotations

import io

from rich.console import Console

from alignment.diff import Entry, compare
from alignment.terminal_diff import print_diff
from alignment.types import Level, PlanItem


def plan(*budgets_rupiah: int) -> list[Entry]:
    """A program, a kegiatan and a sub kegiatan below it, of the amounts given."""
    codes = ("1.03.10", "1.03.10.1.01", "1.03.10.1.01.0005")
    rows = zip(Level, codes, budgets_rupiah, strict=True)
    return [
        Entry(PlanItem(code, "a.pdf", level, "Jalan", code, budget_rupiah=rupiah))
        for level, code, rupiah in rows
    ]


def printed(old: list[Entry], new: list[Entry]) -> str:
    console = Console(file=io.StringIO(), width=120)
    print_diff(compare(old, new), console=console)
    said: str = console.file.getvalue()  # type: ignore[attr-defined]
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_money_that_moved_is_told_by_level_and_never_counted_twice() -> None:
    said = printed(plan(900, 900, 900), plan(1400, 1400, 700))
    assert "Pagu: +Rp 500 by program, +Rp 500 by kegiatan, -Rp 200 by sub_kegiatan." in said


def test_two_equal_versions_have_no_table() -> None:
    said = printed(plan(9, 9, 9), plan(9, 9, 9))
    assert ["Items: no change; 3 unchanged.", "Pagu: no change in sum."] == said.splitlines()
