"""The order of the stages for ONE document; the only module that knows it.

``path -> read (pages, rows, items, audit) -> judge (themes, scores, verdict)
-> check the governor's directives -> DocumentResult``
"""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from queue import SimpleQueue
from typing import TYPE_CHECKING

from alignment.errors import DocumentError
from alignment.types import DocumentResult, Extraction, Failure

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.align.directives import DirectiveChecker
    from alignment.align.score import Scorer
    from alignment.settings import Settings
    from alignment.types import MissionSet

    _ToRead = SimpleQueue[tuple[Future[DocumentResult], Path, Settings]]


def extract(path: Path, settings: Settings) -> DocumentResult:
    """Reads one PDF into items; a document that cannot be read becomes a failure, never a raise."""
    from alignment.extract.guard import read_document

    started = time.monotonic()
    outcome: Extraction | Failure
    try:
        outcome = read_document(path, settings)
    except DocumentError as error:
        outcome = Failure(
            path.name, "extract", error.code, error.message, error.advice, kind=error.kind
        )
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
    reading: Future[DocumentResult] = Future()
    _to_read(os.getpid()).put((reading, path, settings))
    return reading


@cache
def _to_read(_process_id: int) -> _ToRead:
    """What the one thread reads that keeps its child process from document to document.

    A daemon: who stops, or cannot load the model, does not wait for the document. A fork takes no
    thread along, and so gets one of its own.
    """
    waiting: _ToRead = SimpleQueue()
    threading.Thread(target=_read, args=(waiting,), name="reading", daemon=True).start()
    return waiting


def _read(waiting: _ToRead) -> None:
    while True:
        _fulfil(*waiting.get())


def _fulfil(reading: Future[DocumentResult], path: Path, settings: Settings) -> None:
    try:
        reading.set_result(extract(path, settings))
    except BaseException as error:  # noqa: BLE001  raised where the result is asked for
        reading.set_exception(error)


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
