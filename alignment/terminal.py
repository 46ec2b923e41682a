"""What the command line prints: tables for a person, on a terminal of any width.

Standard output holds the answer, standard error the progress. What comes out of a PDF is cleaned
and printed as plain text: neither escape codes nor markup in it can reach the terminal.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, TypeVar

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from alignment.report.cleaning import clean
from alignment.report.counting import Tally
from alignment.report.entries import NO_MISSION, SUPPORT, UNREAD, place_of
from alignment.report.numbers import DASH, percent, rupiah, rupiah_short, whole
from alignment.report.summary import Summary, summarise
from alignment.report.words import WORST_FIRST, mission_word, status_word
from alignment.types import Level, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alignment.report.targets import Output
    from alignment.types import Alignment, DocumentResult, Extraction, MissionSet

_Value = TypeVar("_Value")
_COLOURS: Final[Mapping[Status, str]] = {
    Status.TIDAK_SELARAS: "bold red",
    Status.PERLU_DITINJAU: "yellow",
    Status.AMBIGU: "cyan",
    Status.SELARAS: "blue",
    Status.PENUNJANG: "bright_black",
    Status.TIDAK_TERBACA: "magenta",
}
_PLACES: Final[Mapping[str, str]] = {
    NO_MISSION: "No mission",
    SUPPORT: "Support",
    UNREAD: "Unreadable",
}
_COLUMNS: Final = ("#", "score", "status", "item", "mission", "pagu", "page")
_SHORT_STATUSES: Final[Mapping[Status, str]] = {
    Status.TIDAK_SELARAS: "Tidak",
    Status.PERLU_DITINJAU: "Tinjau",
    Status.AMBIGU: "Ambigu",
    Status.SELARAS: "Selaras",
    Status.PENUNJANG: "Rutin",
    Status.TIDAK_TERBACA: "Rusak",
}
_SHORT_MAGNITUDES: Final = {"triliun": "trn", "miliar": "mlr", "juta": "jt"}
_WIDE_COLUMNS = 120
_NARROW_COLUMNS = 64
_UNBOUND_COLUMNS = 220
_FULLY_EXPLAINED = 0.9995


def output() -> Console:
    """Standard output; wide where it is no terminal, so that no reader of a file misses a word."""
    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _UNBOUND_COLUMNS
    return console


def print_run(
    documents: Sequence[DocumentResult],
    missions: MissionSet,
    *,
    limit: int = 20,
    reports: Sequence[Output] = (),
    console: Console | None = None,
) -> None:
    """Prints what a run came to: worst first, totals, how each document was read, the reports."""
    console = console or output()
    summary = summarise(documents, missions)
    if summary.entries:
        if limit:
            names = {id(one.alignment.item): one.document for one in summary.entries}
            judged = [one.alignment for one in summary.entries]
            table = worst_first_table(judged, missions, limit, width=console.width, names=names)
            console.print(table)
            console.print()
        console.print(totals_table(summary, width=console.width))
        console.print(_counting_note(summary))
    else:
        console.print(Text("No item was read."))
    console.print()
    console.print(quality_lines(summary))
    paths = [str(one.path) for one in reports if one.path]
    if paths:
        console.print()
        console.print(Text("Reports: ") + Text(", ".join(paths), "bold"))


def print_ranking(
    ranking: Sequence[Alignment],
    missions: MissionSet,
    *,
    limit: int = 20,
    console: Console | None = None,
) -> None:
    """Prints the worst-first table of items that came without a document."""
    console = console or output()
    console.print(worst_first_table(ranking, missions, limit or None, width=console.width))


def print_extraction(extraction: Extraction, *, console: Console | None = None) -> None:
    """Prints the items of one document as a tree, and how well it was read."""
    console = console or output()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, justify in (
        ("code", "left"),
        ("item", "left"),
        ("pagu", "right"),
        ("page", "right"),
    ):
        table.add_column(heading, justify=justify, no_wrap=heading != "item")  # type: ignore[arg-type]
    levels = list(Level)
    for item in extraction.items:
        depth = levels.index(item.level)
        table.add_row(
            Text(clean(item.code)),
            Text("  " * depth + clean(item.name), "bold" if depth == 0 else ""),
            rupiah(item.budget_rupiah),
            str(item.page_number or DASH),
        )
    console.print(table)
    console.print(_quality_line(extraction, extraction.document))


def worst_first_table(
    alignments: Sequence[Alignment],
    missions: MissionSet,
    limit: int | None = 20,
    *,
    width: int = _WIDE_COLUMNS,
    names: Mapping[int, str] | None = None,
) -> RenderableType:
    """The ranked items, the most misaligned first; a narrow terminal gets two lines an item.

    ``names`` says what the document of each item is called, by ``id`` of the item; its file's name
    where left out.
    """
    ranked = sorted(
        (one for one in alignments if one.rank is not None), key=lambda one: one.rank or 0
    )
    shown = ranked[:limit]
    title = f"Worst first: {len(shown)} of {len(ranked)} ranked items"
    if width < _NARROW_COLUMNS:
        return Group(Text(title, "italic"), *(_two_lines(one, missions) for one in shown))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    is_short = width < _WIDE_COLUMNS
    columns = _COLUMNS if is_short else (*_COLUMNS, "document")
    for heading in columns:
        _add_column(table, heading, width)
    for one in shown:
        cells = _cells(one, missions, is_short=is_short)
        if names:
            cells["document"] = Text(clean(names.get(id(one.item), one.item.document)))
        table.add_row(*(cells[heading] for heading in columns))
    return table


def totals_table(summary: Summary, *, width: int = _WIDE_COLUMNS) -> RenderableType:
    """Items and rupiah per mission and status; each rupiah counted once."""
    statuses = [status for status in WORST_FIRST if status in summary.by_status]
    if width < _WIDE_COLUMNS:
        return _narrow_totals(summary, statuses)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    table.title = "Rupiah by mission and status"
    table.add_column("mission")
    table.add_column("items", justify="right")
    for status in statuses:
        table.add_column(Text(status_word(status), _COLOURS[status]), justify="right")
    table.add_column("total", justify="right")
    for place in summary.places:
        tally = summary.by_place.get(place, Tally())
        money = [summary.by_place_status.get((place, status), Tally()) for status in statuses]
        table.add_row(
            _place_word(place),
            whole(tally.items),
            *(_sum(one) for one in money),
            Text(_sum(tally), "bold"),
        )
    table.add_section()
    table.add_row(
        "all",
        whole(summary.total.items),
        *(_sum(summary.by_status[status]) for status in statuses),
        Text(_sum(summary.total), "bold"),
    )
    return table


def quality_lines(summary: Summary) -> RenderableType:
    """One line per document: what was read, and how far its own sums bear it out."""
    return Group(
        *(_quality_line(one.extraction, one.document) for one in summary.documents),
        *(
            Text.assemble(("not read  ", "bold red"), clean(f"{one.document}: {one.message}"))
            for one in summary.failures
        ),
    )


def progress(
    values: Iterable[_Value], *, total: int, unit: str = "documents", console: Console | None = None
) -> Iterator[_Value]:
    """Yields ``values`` under a bar on standard error; no bar where that is no terminal."""
    console = console or Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        # Rich sends standard output through the bar's console: the answer would land in the log.
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
        yield from bar.track(values, total=total, description=unit)


def _add_column(table: Table, heading: str, width: int) -> None:
    if heading == "item":
        table.add_column(heading, overflow="fold", min_width=12, max_width=width // 2)
    elif heading == "document":
        table.add_column(heading, overflow="fold", max_width=width // 5)
    elif heading in {"status", "mission"}:
        table.add_column(heading, no_wrap=True)
    else:
        table.add_column(heading, justify="right", no_wrap=True)


def _cells(
    one: Alignment, missions: MissionSet, *, is_short: bool = False
) -> dict[str, RenderableType]:
    place = place_of(one, missions)
    item = one.item
    pagu = rupiah_short(item.budget_rupiah)
    status = _SHORT_STATUSES[one.status] if is_short else status_word(one.status)
    return {
        "#": str(one.rank),
        "score": Text(_score(one.none_probability)),
        "status": Text(status, _COLOURS[one.status]),
        "item": _item(one),
        "mission": DASH if place in _PLACES else Text(clean(mission_word(place), 14)),
        "pagu": _abbreviated(pagu) if is_short else pagu,
        "page": str(item.page_number or DASH),
        "document": Text(clean(item.document)),
    }


def _item(one: Alignment) -> Text:
    code = clean(one.item.code)
    return Text.assemble(clean(one.item.name), (f"  {code}" if code else "", "bright_black"))


def _two_lines(one: Alignment, missions: MissionSet) -> RenderableType:
    cells = _cells(one, missions, is_short=True)
    told = [cells[key] for key in ("#", "score", "status", "mission", "pagu")]
    page = f"p. {one.item.page_number}" if one.item.page_number else DASH
    words = [cell if isinstance(cell, Text) else Text(str(cell)) for cell in (*told, page)]
    head = Text("  ").join(words)
    return Group(head, Padding(_item(one), (0, 0, 0, 3)))


def _abbreviated(money: str) -> str:
    """``Rp 1,2 miliar`` as ``1,2 mlr``, for narrow terminals."""
    short = money.removeprefix("Rp\N{NO-BREAK SPACE}")
    for word, letters in _SHORT_MAGNITUDES.items():
        short = short.replace(word, letters)
    return short


def _score(probability: float) -> str:
    """The chance that the item serves no mission, as printed: two decimals."""
    return f"{probability:.2f}"


def _narrow_totals(summary: Summary, statuses: Sequence[Status]) -> RenderableType:
    by_status = _narrow_table("Rupiah by status", "status")
    for status in statuses:
        tally = summary.by_status[status]
        by_status.add_row(
            Text(status_word(status), _COLOURS[status]), whole(tally.items), _sum(tally)
        )
    by_mission = _narrow_table("Rupiah by mission", "mission")
    for place in summary.places:
        tally = summary.by_place.get(place, Tally())
        by_mission.add_row(_place_word(place), whole(tally.items), _sum(tally))
    by_mission.add_section()
    by_mission.add_row("all", whole(summary.total.items), _sum(summary.total))
    return Group(by_status, by_mission)


def _narrow_table(title: str, first: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    table.add_column(first)
    table.add_column("items", justify="right")
    table.add_column("rupiah", justify="right", no_wrap=True)
    return table


def _place_word(place: str) -> Text:
    return Text(_PLACES.get(place) or clean(mission_word(place), 24))


def _sum(tally: Tally) -> str:
    return rupiah_short(tally.rupiah) if tally.items or tally.rupiah else DASH


def _counting_note(summary: Summary) -> Text:
    note = "Items are the lowest rows of each branch; every rupiah counts once."
    if summary.without_budget:
        note += f" {whole(summary.without_budget)} items state no pagu."
    if summary.repeated_opds:
        names = ", ".join(clean(name) for name in summary.repeated_opds)
        note += f" Several documents of one year speak for {names}: the totals add them up."
    if len(summary.years) > 1:
        years = "; ".join(f"{one.year or 'no year'}: {_sum(one.total)}" for one in summary.years)
        note += f" The totals add documents of several years ({years})."
    unpaid = sum(one.is_unpaid_evaluation for one in summary.documents)
    if unpaid:
        note += f" Evaluations state no pagu: {whole(unpaid)} documents count Rp 0."
    return Text(note, "bright_black")


def _quality_line(extraction: Extraction, name: str) -> Text:
    quality = extraction.quality
    share = quality.explained_budget_share
    checked = "no sums to check" if share is None else f"sums explain {percent(share)}"
    line = Text.assemble(
        ("read  ", "bold"),
        clean(name),
        f": {quality.item_count} items on {extraction.page_count} pages, ",
        (checked, "" if share is None or share >= _FULLY_EXPLAINED else "yellow"),
    )
    if quality.may_be_incomplete:
        line.append("; damaged, pages or rows may be missing", "bold red")
    if quality.fails_audit:
        line.append("; compare with the PDF before using its verdicts", "bold red")
    if quality.pages_to_check:
        pages = ", ".join(map(str, quality.pages_to_check[:12]))
        more = "…" if len(quality.pages_to_check) > 12 else ""  # noqa: PLR2004
        line.append(f"; check pages {pages}{more}", "yellow")
    return line
