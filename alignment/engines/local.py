"""Processes on this machine, each with one job at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic

from alignment.engines.protocol import ATTEMPTS, Answer, Done, Job, reason_of
from alignment.errors import AlignmentError, EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_READY, _NOT_READY, _ANSWER, _RAISED = "ready", "not ready", "answer", "raised"
_GOODBYE_SECONDS = 10.0
_START_SECONDS = 600.0
_FAILED_STARTS = 3


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs ``workers`` processes.

    A process is replaced after ``jobs_per_worker`` jobs, so that memory a library keeps is given
    back, and killed when one job takes longer than ``seconds_per_job``.
    """

    workers: int
    jobs_per_worker: int = 200
    seconds_per_job: float = 3600.0

    @property
    def name(self) -> str:
        """The engine's name on the command line."""
        return "local"

    def map(
        self, make_task: Callable[[], Callable[[Job], Answer]], jobs: Iterable[Job]
    ) -> Iterator[Done[Job, Answer]]:
        """See ``Engine.map``."""
        pool = _Pool(make_task, jobs, self)
        try:
            yield from pool.run()
        finally:
            pool.stop()


@dataclass(slots=True)
class _Worker(Generic[Job]):
    """A process, our end of the pipe to it, and the job it has."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    job: Job | None = None
    attempt: int = 0
    deadline: float = 0.0
    is_ready: bool = False
    is_late: bool = False
    answered: int = 0


class _Pool(Generic[Job, Answer]):
    """The workers of one ``map``, each started when there is a job for it."""

    def __init__(
        self,
        make_task: Callable[[], Callable[[Job], Answer]],
        jobs: Iterable[Job],
        limits: LocalEngine,
    ) -> None:
        self._make_task = make_task
        self._jobs = iter(jobs)
        self._again: deque[tuple[Job, int]] = deque()
        self._limits = limits
        self._workers: list[_Worker[Job]] = []
        self._failed_starts = 0

    def run(self) -> Iterator[Done[Job, Answer]]:
        """Hands out jobs and yields what comes of them."""
        while True:
            while len(self._workers) < self._limits.workers and self._give(None):
                pass
            if not self._workers:
                return
            for worker in self._wait():
                yield from self._hear(worker)

    def stop(self) -> None:
        """Ends all workers; those with a job are killed."""
        for worker in self._workers:
            if worker.job is not None:  # all first: we may be told a second time to stop
                worker.process.kill()
        while self._workers:
            self._dismiss(self._workers[-1])

    def _give(self, worker: _Worker[Job] | None) -> bool:
        """Gives the next job to a free worker, or to a new one; False where there is none."""
        try:
            job, attempt = self._again.popleft() if self._again else (next(self._jobs), 1)
        except StopIteration:
            return False
        worker = worker or self._start()
        worker.job, worker.attempt = job, attempt
        self._set_deadline(worker)
        with suppress(OSError):  # it died meanwhile: ``_hear`` notices, and gives the job again
            worker.pipe.send(job)
        return True

    def _set_deadline(self, worker: _Worker[Job]) -> None:
        # Loading the model is not the document's time.
        seconds = self._limits.seconds_per_job if worker.is_ready else _START_SECONDS
        worker.deadline = time.monotonic() + seconds

    def _start(self) -> _Worker[Job]:
        # Spawned, not forked: the runtimes inside hold threads and locks that a fork would break.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        # Not a daemon: reading a PDF starts a process of its own.
        process = context.Process(target=_work, args=(theirs, self._make_task), daemon=False)
        process.start()
        theirs.close()
        worker: _Worker[Job] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _wait(self) -> list[_Worker[Job]]:
        """Waits until a worker speaks or dies; one that is past its deadline is killed."""
        first_deadline = min(worker.deadline for worker in self._workers)
        signs: list[Any] = [worker.pipe for worker in self._workers]
        signs += [worker.process.sentinel for worker in self._workers]
        seen = set(wait(signs, max(0.0, first_deadline - time.monotonic())))
        for worker in self._workers:
            if worker.deadline <= time.monotonic() and worker.pipe not in seen:
                worker.is_late = True
                worker.process.kill()
        return [one for one in self._workers if {one.pipe, one.process.sentinel} & seen]

    def _hear(self, worker: _Worker[Job]) -> Iterator[Done[Job, Answer]]:
        try:
            kind, said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._lose(worker)
            return
        if kind == _NOT_READY:
            raise EngineError(said)
        if kind == _READY:
            worker.is_ready, self._failed_starts = True, 0
            self._set_deadline(worker)
            return
        job, worker.job = worker.job, None
        worker.answered += 1
        if worker.answered >= self._limits.jobs_per_worker or not self._give(worker):
            self._dismiss(worker)
        yield Done(job, said) if kind == _ANSWER else Done(job, None, lost=said)  # type: ignore[arg-type]

    def _lose(self, worker: _Worker[Job]) -> Iterator[Done[Job, Answer]]:
        """A worker died: its job goes to another one, or is given up."""
        job, attempt = worker.job, worker.attempt
        worker.process.join()
        died = f"the worker died (exit code {worker.process.exitcode})"
        if worker.is_late:
            seconds = self._limits.seconds_per_job if worker.is_ready else _START_SECONDS
            died = f"took longer than {seconds:.0f} s"
        self._dismiss(worker)
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise EngineError(f"{_FAILED_STARTS} workers in a row did not start: {died}.")
        elif job is not None and attempt >= ATTEMPTS:
            yield Done(job, None, lost=f"{died}, {attempt} times")
            return
        if job is not None:
            self._again.append((job, attempt + worker.is_ready))

    def _dismiss(self, worker: _Worker[Job]) -> None:
        self._workers.remove(worker)
        worker.pipe.close()  # an idle worker ends on that
        if worker.job is not None:
            worker.process.kill()
        worker.process.join(_GOODBYE_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _work(pipe: Connection[Any, Any], make_task: Callable[[], Callable[[Any], Any]]) -> None:
    """A worker's life: make the task, answer jobs until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the driver
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        task = make_task()
    except Exception as error:  # noqa: BLE001  said to the driver, which stops
        said = str(error) if isinstance(error, AlignmentError) else reason_of(error)
        pipe.send((_NOT_READY, said))
        return
    pipe.send((_READY, None))
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_answer(task, pipe.recv()))


def _answer(task: Callable[[Any], Any], job: object) -> tuple[str, Any]:
    try:
        return _ANSWER, task(job)
    except Exception as error:  # noqa: BLE001  one job never ends a worker
        return _RAISED, reason_of(error)


def _end_with_parent() -> None:
    """A driver that was killed leaves nothing running."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
