"""What ``verdicts`` prints: how reviewers agree, what became of each status, who differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from alignment.report.cleaning import clean
from alignment.report.numbers import DASH
from alignment.report.words import mission_word, status_word
from alignment.terminal import output
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from alignment.reviews import Agreement, Review

_CONFLICT_LIMIT = 50


def print_agreement(
    found: Agreement, names: Mapping[str, str], *, console: Console | None = None
) -> None:
    """Prints an agreement; ``names`` are those of the items that reviewers differ on."""
    console = console or output()
    counts = ", ".join(f"{clean(name)} {count}" for name, count in found.reviewers.items())
    console.print(Text(f"Reviewed items: {counts or 'none'}."))
    if found.pairs:
        console.print(_pairs(found))
    if found.fleiss_item_count:
        console.print(
            Text(
                f"Fleiss' kappa over {found.fleiss_item_count} items reviewed more than once:"
                f" status {_kappa(found.fleiss_status_kappa)},"
                f" with mission {_kappa(found.fleiss_mission_kappa)}."
            )
        )
    if found.outcomes:
        console.print(_outcomes(found.outcomes))
    print_conflicts(found.conflicts, names, console=console)


def print_conflicts(
    conflicts: Sequence[tuple[Review, ...]],
    names: Mapping[str, str],
    *,
    console: Console | None = None,
) -> None:
    """Prints the items on which reviewers differ, with what each said last."""
    console = console or output()
    if not conflicts:
        return
    shown = conflicts[:_CONFLICT_LIMIT]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    table.title = f"Items on which reviewers differ: {len(conflicts)}" + (
        f"; the first {len(shown)}" if len(shown) < len(conflicts) else ""
    )
    for heading in ("item", "reviewer", "verdict", "mission", "note"):
        table.add_column(heading, overflow="fold")
    for said in shown:
        for place, one in enumerate(said):
            name = names.get(one.item_id) or f"item {one.item_id[:12]}, not in this store"
            table.add_row(Text(clean(name)) if place == 0 else "", *_cells(one))
    console.print(table)


def _cells(review: Review) -> tuple[Text, ...]:
    return (
        Text(clean(review.reviewer)),
        Text(status_word(review.status) if review.status else DASH),
        Text(clean(mission_word(review.mission_id), 40) if review.mission_id else DASH),
        Text(clean(review.note, 200)),
    )


def _pairs(found: Agreement) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    table.title = "Cohen's kappa"
    for heading in ("reviewers", "items", "same status", "status", "with mission"):
        table.add_column(heading, justify="left" if heading == "reviewers" else "right")
    for one in found.pairs:
        table.add_row(
            Text(f"{clean(one.first)} / {clean(one.second)}"),
            str(one.item_count),
            DASH if one.same_share is None else f"{one.same_share:.3f}",
            _kappa(one.status_kappa),
            _kappa(one.mission_kappa),
        )
    return table


def _outcomes(outcomes: Mapping[str, Mapping[str, int]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    table.title = "What reviewers made of each status"
    said = [one for one in Status if any(one.value in counts for counts in outcomes.values())]
    table.add_column("shown")
    for status in said:
        table.add_column(status_word(status), justify="right")
    table.add_column("confirmed", justify="right")
    for shown, counts in outcomes.items():
        confirmed = counts.get(shown, 0) / sum(counts.values())
        cells = (str(counts.get(one.value, 0)) for one in said)
        table.add_row(status_word(Status(shown)), *cells, f"{confirmed:.3f}")
    return table


def _kappa(value: float | None) -> str:
    return DASH if value is None else f"{value:.3f}"
