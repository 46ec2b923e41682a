"""MANY documents into a store: plan, skip what is complete, map, record, sum up.

One transaction a document and one writer, this process: however a batch ends, the store holds
whole documents only, and the next start goes on from there.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from alignment import sources
from alignment.errors import AlignmentError
from alignment.store.rows import COMPLETE, PackedResult, Row, pack
from alignment.store.values import Counts, Outcome, Recipe, Submission
from alignment.types import DocumentResult, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from alignment.engines.protocol import Done, Engine
    from alignment.store.db import Store


_CHANGED = "changed"


class ReadDocument(Protocol):
    """Reads one document; ``new_vectors`` are rows of what it made since it was last asked."""

    def __call__(self, path: Path, /) -> DocumentResult:
        """Reads one document."""
        ...

    def new_vectors(self) -> tuple[Row, ...]:
        """Rows of the vectors that were made since the last call."""
        ...


class Ending(StrEnum):
    """How a document ended in a batch."""

    DONE = "done"
    FAILED = "failed"
    UNCHANGED = "unchanged"
    STILL_FAILED = "still failed"


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One line of a batch's report. ``reason`` is there where the document failed."""

    source: str
    ending: Ending
    item_count: int = 0
    warning_count: int = 0
    seconds: float = 0.0
    reason: str | None = None

    @property
    def is_failed(self) -> bool:
        """Whether the operator must look at it."""
        return self.ending in (Ending.FAILED, Ending.STILL_FAILED)


@dataclass(frozen=True, slots=True)
class PackDocument:
    """The task of a worker: reads a submission into rows; whatever goes wrong is a failure in them.

    ``make_reader`` is called once a worker, and loads the model.
    """

    make_reader: Callable[[], ReadDocument]

    def __call__(self) -> Callable[[Submission], PackedResult]:
        """Makes the function that reads one document."""
        read = self.make_reader()

        def answer(submission: Submission) -> PackedResult:
            packed = pack(_read(submission, read), document_id=submission.document_id)
            return replace(packed, vectors=read.new_vectors())

        return answer


def _read(submission: Submission, read: ReadDocument) -> DocumentResult:
    try:
        with sources.local_file(submission.source) as path:
            result = read(path)
        after = sources.stamp(submission.source)
    except AlignmentError as error:
        return _failed(submission, error.code, error.message, error.advice)
    except OSError as error:
        message = f"{submission.name}: {error.strerror or error}."
        return _failed(submission, "unreadable", message, "Check the file and the disk.")
    except Exception as error:  # noqa: BLE001  a fault of ours must not stop the others
        message = f"{submission.name}: {type(error).__name__}: {error}".splitlines()[0]
        return _failed(submission, "internal", message, "Please report this file.")
    if after != (submission.size_bytes, submission.received_at):
        message = f"{submission.name}: changed while it was read."
        return _failed(submission, _CHANGED, message, "Start again when it is complete.")
    return result


def _failed(submission: Submission, code: str, message: str, advice: str) -> DocumentResult:
    failure = Failure(submission.name, "batch", code, message, advice)
    return DocumentResult(submission.name, failure=failure)


def run_batch(
    found: Iterable[str],
    store: Store,
    recipe: Recipe,
    make_reader: Callable[[], ReadDocument],
    engine: Engine,
    *,
    retry_failed: bool = False,
) -> Iterator[DocumentReport]:
    """Reads the sources that are not on record under this recipe, and records each as it is done.

    Yields:
        One report a source, in the order they end.

    Raises:
        StoreError: the store refuses or is gone; what is recorded stays.
        EngineError: no worker can be started.
    """
    batch = _Batch(
        store, recipe, store.start_run(recipe, engine=engine.name, workers=engine.workers)
    )
    plan = batch.plan(found, retry_failed=retry_failed)
    first: list[Submission] = []
    for step in plan:
        if isinstance(step, Submission):
            first.append(step)
            break
        yield batch.count(step)
    if first:
        jobs = chain(first, batch.to_do(plan))
        for done in engine.map(PackDocument(make_reader), jobs):
            yield from batch.reports_waiting()
            yield batch.count(batch.record(done))
        yield from batch.reports_waiting()
    yield from batch.reports_on_twins()
    store.finish_run(batch.run_id, batch.counts())


class _Batch:
    """What one batch keeps: where it writes, what it has seen, how it stands."""

    def __init__(self, store: Store, recipe: Recipe, run_id: str) -> None:
        self.run_id = run_id
        self._store = store
        self._recipe = recipe
        self._seen: set[str] = set()
        self._twins: list[tuple[str, str]] = []
        self._waiting: deque[DocumentReport] = deque()
        self._endings = dict.fromkeys(Ending, 0)

    def plan(
        self, found: Iterable[str], *, retry_failed: bool
    ) -> Iterator[Submission | DocumentReport]:
        """What is to be read, and a report on what is not; one source at a time."""
        for source in found:
            try:
                submission = sources.describe(source)
            except AlignmentError as error:
                yield DocumentReport(source, Ending.FAILED, reason=str(error))
                continue
            if submission.document_id in self._seen:
                self._twins.append((source, submission.document_id))
                continue
            self._seen.add(submission.document_id)
            known = self._store.outcome(submission.document_id, self._recipe)
            if known is None or (retry_failed and known.status != COMPLETE):
                yield submission
            else:
                yield _report(source, known, is_new=False)

    def to_do(self, plan: Iterable[Submission | DocumentReport]) -> Iterator[Submission]:
        """The submissions of a plan; the reports on the others wait until they are asked for."""
        for step in plan:
            if isinstance(step, Submission):
                yield step
            else:
                self._waiting.append(step)

    def reports_waiting(self) -> Iterator[DocumentReport]:
        """The reports set aside by ``to_do``."""
        while self._waiting:
            yield self.count(self._waiting.popleft())

    def reports_on_twins(self) -> Iterator[DocumentReport]:
        """The reports on files of the same bytes as another one of this batch."""
        for source, document_id in self._twins:
            known = self._store.outcome(document_id, self._recipe)
            if known is not None:
                yield self.count(_report(source, known, is_new=False))
            else:
                reason = "a file of the same bytes changed while it was read. Start again."
                yield self.count(DocumentReport(source, Ending.FAILED, reason=reason))

    def record(self, done: Done[Submission, PackedResult]) -> DocumentReport:
        """Writes what a document came to."""
        submission, packed = done.job, done.answer
        if packed is None:
            message = f"{submission.name}: {done.lost}."
            lost = _failed(submission, "lost", message, "Try again with --retry-failed.")
            packed = pack(lost, document_id=submission.document_id)
        failure = packed.failure
        if not (failure and failure["code"] == _CHANGED):  # half of two files: the next start reads
            self._store.save(submission, self._recipe, self.run_id, packed)
        outcome = Outcome(
            status=packed.result["status"],
            item_count=packed.result["item_count"],
            warning_count=len(packed.findings),
            seconds=packed.result["seconds"],
            reason=f"{failure['message']} {failure['advice']}".strip() if failure else None,
        )
        return _report(submission.source, outcome, is_new=True)

    def count(self, report: DocumentReport) -> DocumentReport:
        """Counts a report and hands it on."""
        self._endings[report.ending] += 1
        return report

    def counts(self) -> Counts:
        """How the batch stands."""
        counted = self._endings
        return Counts(
            done=counted[Ending.DONE],
            failed=counted[Ending.FAILED] + counted[Ending.STILL_FAILED],
            skipped=counted[Ending.UNCHANGED],
        )


def _report(source: str, outcome: Outcome, *, is_new: bool) -> DocumentReport:
    if outcome.status == COMPLETE:
        ending = Ending.DONE if is_new else Ending.UNCHANGED
    else:
        ending = Ending.FAILED if is_new else Ending.STILL_FAILED
    return DocumentReport(
        source,
        ending,
        item_count=outcome.item_count,
        warning_count=outcome.warning_count,
        seconds=outcome.seconds,
        reason=outcome.reason,
    )
