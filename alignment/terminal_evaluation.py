"""What ``alignment evaluate`` prints: figures, a line per mission, the hubs, the negative side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich import box
from rich.table import Table
from rich.text import Text

from alignment.report.cleaning import clean
from alignment.report.numbers import DASH
from alignment.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    Figures = Mapping[str, Mapping[str, float | None]]

_WORDS: Final = {
    "top1": "top-1 accuracy",
    "macro_f1": "macro-F1",
    "lomo_auroc": "LOMO-AUROC",
    "none_auroc": "AUROC, no mission",
    "average_precision": "average precision",
    "precision_at_20": "precision@20",
    "npv": "NPV",
    "accused_right": "accused rightly",
    "ece": "ECE",
    "coverage": "coverage",
    "cleared": "called aligned",
}
_ONE_LINE_COLUMNS = 20
"""A column this wide holds a figure and its interval beside each other."""
_TWO_LINE_COLUMNS = 15
"""A column this wide holds the interval below the figure."""


def print_evaluation(record: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Prints an evaluation: figures by level and baseline with intervals, missions, statuses."""
    console = console or output()
    console.print(_heading(record))
    if record.get("seen_in_training"):
        console.print("The model learnt from this file: its figures flatter.", style="yellow")
    for columns in _tables(record, width=console.width):
        console.print(_figure_table(columns, width=console.width))
    console.print(
        "[low-high]: the middle 95 % of the bootstrap over programs.",
        style="bright_black",
        markup=False,
    )
    for name, reason in _reasons(record["figures"]):
        console.print(Text(f"{name}: {reason}.", "bright_black"))
    if record["by_mission"]:
        console.print(_mission_table(record["by_mission"]))
    if record.get("hubs"):
        console.print(_hub_line(record["hubs"]))
    if record.get("negative_side"):
        console.print(_negative_table(record["negative_side"]))
    told = (f"{name} {count}" for name, count in record["statuses"].items() if count)
    console.print(Text("Verdicts: " + ", ".join(told)))


def _heading(record: Mapping[str, Any]) -> Text:
    return Text.assemble(
        (clean(record["gold"]), "bold"),
        f": {record['item_count']} items, {record['negative_count']} of them of no mission,"
        f" {record['mission_count']} missions; model {clean(record['model_id'])}",
    )


def _tables(record: Mapping[str, Any], *, width: int) -> Iterator[dict[str, Figures]]:
    """One table where it fits, else the baselines in a second one."""
    ours = {"all": record["figures"]} | record["by_level"] | record.get("by_region", {})
    baselines = {f"({name})": figures for name, figures in record["baselines"].items()}
    if width >= _TWO_LINE_COLUMNS * (len(ours) + len(baselines) + 1):
        yield ours | baselines
    else:
        yield ours
        yield baselines


def _figure_table(columns: dict[str, Figures], *, width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("figure")
    for heading in columns:
        table.add_column(heading, justify="right")
    is_wide = width >= _ONE_LINE_COLUMNS * (len(columns) + 1)
    names = dict.fromkeys(name for figures in columns.values() for name in figures)
    for name in names:
        cells = [figures.get(name, {}) for figures in columns.values()]
        shown = (_figure(one, " " if is_wide else "\n") for one in cells)
        table.add_row(Text(_WORDS.get(name, name)), *shown)
    return table


def _reasons(figures: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Why a figure on all items is not there; figures of one reason together."""
    names: dict[str, list[str]] = {}
    for name, figure in figures.items():
        if figure.get("value") is None and figure.get("reason"):
            names.setdefault(figure["reason"], []).append(_WORDS.get(name, name))
    for reason, these in names.items():
        yield ", ".join(these), reason


def _figure(one: Mapping[str, float | None], gap: str) -> Text:
    value, low, high = (one.get(key) for key in ("value", "low", "high"))
    if value is None:
        return Text(DASH)
    text = Text(f"{value:.3f}", "bold")
    if low is not None and high is not None:
        text.append(f"{gap}[{low:.2f}-{high:.2f}]", "not bold bright_black")
    return text


def _mission_table(by_mission: Mapping[str, Mapping[str, int]]) -> Table:
    """What each mission has, is given, and is rightly given; given far more: a hub."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("mission")
    for heading in ("items", "given", "right", "recall", "precision", "AUROC"):
        table.add_column(heading, justify="right")
    for mission_id, counts in by_mission.items():
        items, given, right = (int(counts[key]) for key in ("items", "given", "right"))
        shares = (f"{right / whole:.3f}" if whole else DASH for whole in (items, given))
        auroc = f"{counts['auroc']:.3f}" if "auroc" in counts else DASH
        table.add_row(
            Text(clean(mission_id, 40)), str(items), str(given), str(right), *shares, auroc
        )
    return table


def _hub_line(hubs: Mapping[str, tuple[str, float]]) -> Text:
    """The mission that draws the most beyond its own: ours, and that of the simpler ways."""
    told = (f"{name} {clean(mission, 20)} +{share:.0%}" for name, (mission, share) in hubs.items())
    return Text("Largest hub (share of items too many): " + ", ".join(told))


def _negative_table(kinds: Mapping[str, Mapping[str, int]]) -> Table:
    """What became of the items that serve no mission, by kind."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("no mission")
    for heading in next(iter(kinds.values())):
        table.add_column(heading.replace("_", " "), justify="right")
    for kind, counts in kinds.items():
        table.add_row(Text(clean(kind, 40)), *map(str, counts.values()))
    return table
