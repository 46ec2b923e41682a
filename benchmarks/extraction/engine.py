"""One engine on one PDF, in a process of its own: ``python engine.py ENGINE FILE``.

Prints a JSON object: the rows of all tables as lists of cell texts, pages, wall and CPU seconds of
the reading (imports left out), and the process's peak memory. Exit code 3: not installed here, and
how to get it. Needs nothing but the engine itself.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Rows = list[list[str]]
_TUNED = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 2,
    "join_tolerance": 2,
    "intersection_tolerance": 3,
    "text_x_tolerance": 1.5,
}


def _ours(path: Path) -> Rows:
    from alignment.extract.document import extract_document
    from alignment.settings import Settings

    return [
        [item.code or "", item.name, str(item.budget_rupiah or "")]
        for item in extract_document(path, Settings()).items
    ]


def _pdfplumber(path: Path, settings: dict[str, Any]) -> Rows:
    import pdfplumber

    with pdfplumber.open(path) as document:
        tables = [table for page in document.pages for table in page.extract_tables(settings)]
    return [[cell or "" for cell in row] for table in tables for row in table]


def _default(path: Path) -> Rows:
    return _pdfplumber(path, {})


def _tuned(path: Path) -> Rows:
    return _pdfplumber(path, _TUNED)


def _camelot(path: Path) -> Rows:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice", split_text=True)
    return [[str(cell) for cell in row] for table in tables for row in table.df.to_numpy().tolist()]


def _img2table(path: Path) -> Rows:
    from img2table.document import PDF

    tables = (table for page in PDF(str(path)).extract_tables().values() for table in page)
    return [[cell.value or "" for cell in row] for t in tables for row in t.content.values()]


ENGINES: dict[str, tuple[str, Callable[[Path], Rows]]] = {
    "alignment": ("alignment", _ours),
    "pdfplumber": ("pdfplumber", _default),
    "pdfplumber tuned": ("pdfplumber", _tuned),
    "camelot": ("camelot-py", _camelot),
    "img2table": ("img2table", _img2table),
}
"""Each engine: what to install, and how it reads a PDF."""

NOT_INSTALLED = 3


def main() -> int:
    name, path = sys.argv[1], Path(sys.argv[2])
    package, read = ENGINES[name]
    try:
        import_module(package.removesuffix("-py"))
    except ImportError:
        print(f"{name}: not installed (pip install {package})", file=sys.stderr)
        return NOT_INSTALLED
    if name == "alignment":
        import_module("alignment.extract.document")
    wall, cpu = time.perf_counter(), time.process_time()
    rows = read(path)
    answer = {
        "rows": rows,
        "seconds": time.perf_counter() - wall,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
