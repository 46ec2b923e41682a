"""The order of the stages for ONE document; the only module that knows it.

``path -> read (pages, rows, items, audit) -> judge (themes, scores, verdict)
-> check the governor's directives -> DocumentResult``
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

from alignment.errors import DocumentError
from alignment.types import DocumentResult, Extraction, Failure

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.align.directives import DirectiveChecker
    from alignment.align.score import Scorer
    from alignment.settings import Settings
    from alignment.types import MissionSet


def extract(path: Path, settings: Settings) -> DocumentResult:
    """Reads one PDF into items; a document that cannot be read becomes a failure, never a raise."""
    from alignment.extract.guard import read_document

    started = time.monotonic()
    outcome: Extraction | Failure
    try:
        outcome = read_document(path, settings)
    except DocumentError as error:
        outcome = Failure(path.name, "extract", error.code, error.message, error.advice)
    seconds = time.monotonic() - started
    if isinstance(outcome, Failure):
        return DocumentResult(path.name, failure=outcome, seconds=seconds, source=str(path))
    return DocumentResult(path.name, extraction=outcome, seconds=seconds, source=str(path))


def process(path: Path, missions: MissionSet, scorer: Scorer, settings: Settings) -> DocumentResult:
    """Reads one PDF and judges its items; verdicts carry no rank yet (a rank is of a whole run)."""
    from alignment.align.verdict import judge

    started = time.monotonic()
    read = extract(path, settings)
    if read.extraction is None:
        return read
    asked = tuple(one.id for one in missions.directives)
    items, opd = read.extraction.items, read.extraction.opd
    return DocumentResult(
        path.name,
        extraction=read.extraction,
        alignments=judge(items, missions, scorer),
        directives=_checker(asked).check(items, opd=opd or path.stem),
        seconds=time.monotonic() - started,
        source=read.source,
    )


@cache
def _checker(directive_ids: tuple[str, ...]) -> DirectiveChecker:
    """The rules of these directives made ready, once a process: it loads spaCy."""
    from alignment.align.directives import directive_checker, load_rules

    return directive_checker(load_rules().for_directives(directive_ids))
