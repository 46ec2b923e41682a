"""alignment: does a plan serve the governor's missions?

A Renja comes in as a PDF. ``extract`` reads it into plan items (program, kegiatan, sub kegiatan)
and checks its own reading; ``align`` scores each item against the missions and says, with a
calibrated probability, which mission it serves or that it serves none; ``pipeline`` runs the two
for one document, ``run`` for many; ``report`` writes what a planner receives. ``types`` holds the
values that travel between them.

The names below are the public ones, for scripts and notebooks. Each is loaded when it is first
used: ``import alignment`` itself imports nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alignment.align.score import load_scorer
    from alignment.missions import load_missions
    from alignment.pipeline import process
    from alignment.records import alignment_record, item_record, read_items
    from alignment.run import find_pdfs, process_all, rank_documents, write_reports
    from alignment.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Settings",
    "alignment_record",
    "find_pdfs",
    "item_record",
    "load_missions",
    "load_scorer",
    "process",
    "process_all",
    "rank_documents",
    "read_items",
    "write_reports",
]

_HOME = {
    "Settings": "settings",
    "alignment_record": "records",
    "find_pdfs": "run",
    "item_record": "records",
    "load_missions": "missions",
    "load_scorer": "align.score",
    "process": "pipeline",
    "process_all": "run",
    "rank_documents": "run",
    "read_items": "records",
    "write_reports": "run",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  a module attribute may be anything
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
