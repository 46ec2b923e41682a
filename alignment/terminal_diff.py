"""What ``diff`` prints: the counts first, then every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from alignment.diff import Finding, Kind
from alignment.report.cleaning import clean
from alignment.report.numbers import DASH, rupiah
from alignment.terminal import output
from alignment.types import Level

if TYPE_CHECKING:
    from rich.console import Console

    from alignment.diff import Change, Entry, PlanDiff


def print_diff(diff: PlanDiff, *, console: Console | None = None) -> None:
    """Prints a comparison for a person."""
    console = console or output()
    console.print(_counts(diff))
    if not diff.changes:
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("Change", "Code", "Item", "Pagu", "Verdict", "Finding"):
        table.add_column(heading, overflow="fold")
    for change in diff.changes:
        table.add_row(*(Text(cell) for cell in _cells(change)))
    console.print(table)


def _counts(diff: PlanDiff) -> Text:
    kinds = [f"{len(diff.of_kind(kind))} {kind.value}" for kind in Kind if diff.of_kind(kind)]
    findings = [
        f"{len(diff.of_finding(one))} {one.value}" for one in Finding if diff.of_finding(one)
    ]
    lines = [
        f"Items: {', '.join(kinds) or 'no change'}; {diff.unchanged_count} unchanged.",
        f"Pagu: {_moved(diff)}.",
    ]
    if findings:
        lines.append(f"Findings: {', '.join(findings)}.")
    return Text("\n".join(lines))


def _moved(diff: PlanDiff) -> str:
    """How much more money, told by each level: a program's pagu holds that of what is below it."""
    by_level = dict.fromkeys(Level, 0)
    for change in diff.changes:
        by_level[change.entry.item.level] += change.budget_change_rupiah
    moved = [f"{_signed(by)} by {level.value}" for level, by in by_level.items() if by]
    return ", ".join(moved) or "no change in sum"


def _cells(change: Change) -> tuple[str, ...]:
    item = change.entry.item
    kinds = [kind.value for kind in change.kinds]
    if change.content:
        kinds[kinds.index(Kind.CONTENT.value)] = ", ".join(change.content)
    return (
        ", ".join(kinds) or DASH,
        item.code or DASH,
        _name(change),
        _pagu(change),
        _verdict(change),
        change.finding.value if change.finding else DASH,
    )


def _name(change: Change) -> str:
    name = clean(change.entry.item.name)
    if Kind.RENAMED in change.kinds and change.old:
        return f"{name} (was: {clean(change.old.item.name)})"
    return name


def _pagu(change: Change) -> str:
    return _signed(change.budget_change_rupiah) if change.budget_change_rupiah else DASH


def _signed(amount_rupiah: int) -> str:
    sign = "+" if amount_rupiah > 0 else "-" if amount_rupiah < 0 else ""
    return sign + rupiah(abs(amount_rupiah))


def _verdict(change: Change) -> str:
    was, now = _said(change.old), _said(change.new)
    if Kind.VERDICT in change.kinds:
        return f"{was} → {now}"
    return now or was or DASH


def _said(entry: Entry | None) -> str:
    if entry is None or entry.status is None:
        return ""
    return f"{entry.status.value} {entry.mission_id or ''}".strip()
