"""Ours beside other engines on the same files in one run: speed, memory, rows right.

``python benchmarks/extraction/compare.py PDF... [--python PATH]``: each PDF has its
``.truth.jsonl`` beside it. Every engine reads every file in a process of its own; one that this
Python lacks is run with ``--python`` (a virtual environment that has it), and left out where that
lacks it too. A row is right where one row of the engine holds its code, its name and its amount:
the code in one cell or in its first cells together, the name with the same letters but for a
slip, the amount to the rupiah. The figures go to ``results/compare.json`` and ``compare.svg``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

from engine import ENGINES, NOT_INSTALLED
from rapidfuzz import fuzz

from alignment.text import name_key, parse_money

RESULTS = Path(__file__).with_name("results")
_ENGINE = Path(__file__).with_name("engine.py")
_SAME_NAME = 95.0
_MOST_SECONDS = 900
_CODE_CELLS = 5


def main() -> int:
    options = _parser().parse_args()
    figures = [
        figure
        for path in options.pdf
        for engine in ENGINES
        if (figure := _figure(engine, path, options.python)) is not None
    ]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "compare.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    _draw(figures, RESULTS / "compare.svg")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("--python", help="another Python, for engines that this one lacks")
    return parser


def _figure(engine: str, path: Path, other_python: str | None) -> dict[str, Any] | None:
    answer = _answer(engine, path, other_python)
    if answer is None:
        return None
    truth = [json.loads(line) for line in path.with_suffix(".truth.jsonl").open(encoding="utf-8")]
    right = rows_right(answer["rows"], truth)
    pages = _pages(path)
    figure = {
        "file": f"{path.parent.name}/{path.name}",
        "engine": engine,
        "pages": pages,
        "rows": len(truth),
        "rows_right": right,
        "seconds": round(answer["seconds"], 2),
        "pages_per_second": round(pages / answer["seconds"], 2),
        "pages_per_cpu_second": round(pages / answer["cpu_seconds"], 2),
        "peak_mb": round(answer["peak_mb"]),
    }
    print(json.dumps(figure), flush=True)
    return figure


def _answer(engine: str, path: Path, other_python: str | None) -> dict[str, Any] | None:
    """What the engine's process says; None where no Python here has the engine."""
    told = ""
    for python in filter(None, (sys.executable, other_python)):
        command = [python, str(_ENGINE), engine, str(path)]
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=_MOST_SECONDS, check=False
        )
        if run.returncode == 0:
            return dict(json.loads(run.stdout))
        told = run.stderr.strip().rsplit("\n", 1)[-1]
        if run.returncode != NOT_INSTALLED:
            break
    print(f"left out: {told}", file=sys.stderr)
    return None


def _pages(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def rows_right(rows: list[list[str]], truth: list[dict[str, Any]]) -> int:
    """How many rows of the truth some row holds: code, name and amount."""
    by_code: dict[str, list[list[str]]] = {}
    for row in rows:
        for code in _codes(row):
            by_code.setdefault(code, []).append(row)
    return sum(any(_holds(row, one) for row in by_code.get(one["code"] or "", ())) for one in truth)


def _codes(row: list[str]) -> set[str]:
    """What may be the row's code: each of its first cells, and they together."""
    cells = ["".join(cell.split()).strip(".") for cell in row[:_CODE_CELLS]]
    together = accumulate(cells, lambda left, right: f"{left}.{right}" if right else left)
    return {text for text in (*cells, *together) if text}


def _holds(row: list[str], truth: dict[str, Any]) -> bool:
    name, amount = name_key(truth["name"]), truth["budget_rupiah"]
    has_name = any(fuzz.ratio(name_key(cell), name) >= _SAME_NAME for cell in row if cell)
    return has_name and any(parse_money(cell).rupiah == amount for cell in row if cell)


def _draw(figures: list[dict[str, Any]], picture: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "alignment"
    engines = [name for name in ENGINES if any(f["engine"] == name for f in figures)]
    figure, axes = plt.subplots(1, 3, figsize=(12, 3.2), layout="constrained")
    drawn = (
        ("Pages per CPU second", [_rate(figures, name) for name in engines]),
        ("Rows right, %", [_share(figures, name) for name in engines]),
        ("Peak memory, MB", [_most(figures, name) for name in engines]),
    )
    for axis, (title, values) in zip(axes, drawn, strict=True):
        bars = axis.barh(engines[::-1], values[::-1], color=["0.7"] * (len(engines) - 1) + ["C0"])
        axis.bar_label(bars, fmt="%.3g", padding=3)
        axis.set_title(title)
        axis.spines[["top", "right"]].set_visible(False)
        axis.margins(x=0.15)
    figure.savefig(picture, metadata={"Date": None})


def _of(figures: list[dict[str, Any]], engine: str) -> list[dict[str, Any]]:
    return [figure for figure in figures if figure["engine"] == engine]


def _rate(figures: list[dict[str, Any]], engine: str) -> float:
    same = _of(figures, engine)
    seconds = sum(figure["pages"] / figure["pages_per_cpu_second"] for figure in same)
    return float(sum(figure["pages"] for figure in same) / seconds)


def _share(figures: list[dict[str, Any]], engine: str) -> float:
    same = _of(figures, engine)
    return 100.0 * sum(f["rows_right"] for f in same) / sum(f["rows"] for f in same)


def _most(figures: list[dict[str, Any]], engine: str) -> float:
    return float(max(figure["peak_mb"] for figure in _of(figures, engine)))


if __name__ == "__main__":
    sys.exit(main())
