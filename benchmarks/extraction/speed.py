"""Pages a second of CPU time and rows right, ours against pdfplumber, on the same files in one run.

``python benchmarks/extraction/speed.py PDF...``: each PDF has its ``.truth.jsonl`` beside it. CPU
time is taken, not wall time, so that other work on the machine does not count. pdfplumber only cuts
cells (it knows no rows of a plan): what is compared is the cost of getting to the cells. The
figures go to ``results/speed.json`` beside this script.
"""

from __future__ import annotations

import collections
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber

from alignment.extract.document import extract_document
from alignment.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).with_name("results") / "speed.json"


def ours(path: Path) -> int:
    """The rows of the truth that are read exactly: code, level, name and amount."""
    truth = path.with_suffix(".truth.jsonl").read_text(encoding="utf-8").splitlines()
    expected = collections.Counter(
        (t["level"], t["code"], t["name"], t["budget_rupiah"]) for t in map(json.loads, truth)
    )
    read = collections.Counter(
        (str(i.level), i.code, i.name, i.budget_rupiah)
        for i in extract_document(path, Settings()).items
    )
    return sum((expected & read).values())


def theirs(path: Path) -> int:
    """The cells that pdfplumber cuts with its defaults."""
    with pdfplumber.open(path) as document:
        return sum(len(row) for p in document.pages for t in p.extract_tables() for row in t)


def _best_of_three(read: Callable[[Path], int], path: Path) -> tuple[float, int]:
    """The least CPU seconds of three runs, and what the run gave."""
    seconds, result = [], 0
    for _ in range(3):
        started = time.process_time()
        result = read(path)
        seconds.append(time.process_time() - started)
    return min(seconds), result


def main() -> int:
    figures = []
    for path in map(Path, sys.argv[1:]):
        with pdfplumber.open(path) as document:
            pages = len(document.pages)
        rows = len(path.with_suffix(".truth.jsonl").read_text(encoding="utf-8").splitlines())
        our_seconds, right = _best_of_three(ours, path)
        their_seconds, _ = _best_of_three(theirs, path)
        figures.append(
            {
                "file": f"{path.parent.name}/{path.name}",
                "pages": pages,
                "rows": rows,
                "rows_right": right,
                "pages_per_cpu_second": round(pages / our_seconds, 1),
                "pdfplumber_pages_per_cpu_second": round(pages / their_seconds, 1),
                "times_faster": round(their_seconds / our_seconds, 1),
            }
        )
        print(json.dumps(figures[-1]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
