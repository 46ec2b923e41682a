"""The order of the stages for ONE document; the only module that knows it.

``path -> read (pages, rows, items, audit) -> judge (themes, scores, verdict)
-> check the governor's directives -> DocumentResult``
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import PurePath
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
    reading = begin(path, settings)
    directive_checker(missions)  # made ready while the first document is read
    return judged(reading.result(), missions, scorer)


def begin(path: Path, settings: Settings) -> Future[DocumentResult]:
    """Begins to ``extract``; documents are read one after the other."""
    return _reading().submit(extract, path, settings)


@cache
def _reading() -> ThreadPoolExecutor:
    """One thread, which keeps its child process from document to document."""
    return ThreadPoolExecutor(1, "reading")


def judged(read: DocumentResult, missions: MissionSet, scorer: Scorer) -> DocumentResult:
    """What ``extract`` read, with verdicts and directives; a failure stays as it is."""
    from alignment.align.verdict import judge

    if read.extraction is None:
        return read
    started = time.monotonic()
    items, opd = read.extraction.items, read.extraction.opd
    return replace(
        read,
        alignments=judge(items, missions, scorer),
        directives=directive_checker(missions).check(
            items, opd=opd or PurePath(read.document).stem
        ),
        seconds=read.seconds + time.monotonic() - started,
    )


def directive_checker(missions: MissionSet) -> DirectiveChecker:
    """The rules of these missions' directives, made ready once a process: it loads spaCy."""
    return _checker(tuple(one.id for one in missions.directives))


@cache
def _checker(directive_ids: tuple[str, ...]) -> DirectiveChecker:
    from alignment.align.directives import directive_checker, load_rules

    return directive_checker(load_rules().for_directives(directive_ids))
