"""Actors of a Ray cluster, each with one job at a time; the one door to Ray (extra ``ray``)."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alignment.engines.protocol import ATTEMPTS, Answer, Done, Job, reason_of
from alignment.errors import AlignmentError, EngineError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_FAILED_STARTS = 10
"""Deaths without any answer after which it is the cluster, not the documents."""


@dataclass(frozen=True, slots=True)
class RayEngine:
    """Runs ``workers`` actors on the cluster at ``address``, or on one started on this machine.

    On a cluster, each node needs this package and must reach the documents under the same paths
    or URLs.
    """

    workers: int
    address: str | None = None

    @property
    def name(self) -> str:
        """The engine's name on the command line."""
        return "ray"

    def map(
        self, make_task: Callable[[], Callable[[Job], Answer]], jobs: Iterable[Job]
    ) -> Iterator[Done[Job, Answer]]:
        """See ``Engine.map``."""
        ray = _ray()
        is_ours = not ray.is_initialized()
        if is_ours:
            _connect(ray, self)
        try:
            yield from _run(ray, make_task, jobs, self.workers)
        finally:
            if is_ours:
                ray.shutdown()


def _ray() -> Any:  # noqa: ANN401  the module
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told what runs here
    try:
        import ray
    except ImportError as error:
        raise MissingExtraError(
            "The ray engine needs Ray.", advice="pip install '.[ray]'"
        ) from error
    return ray


def _connect(ray: Any, engine: RayEngine) -> None:  # noqa: ANN401
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if engine.address:
        options |= {"address": engine.address}
    else:
        options |= {"num_cpus": engine.workers, "include_dashboard": False}
    on_stop = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(**options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise EngineError(
            f"No Ray cluster at {engine.address or 'this machine'}: {reason_of(error)}.",
            advice="Check the address and that `ray start` ran there.",
        ) from error
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, on_stop)  # Ray's own would end us by a crash


class _Worker:
    """What an actor does: make the task once, answer jobs."""

    def __init__(self, make_task: Callable[[], Callable[[Any], Any]]) -> None:
        self._task: Callable[[Any], Any] | None = None
        self._fault = ""
        try:
            self._task = make_task()
        except Exception as error:  # noqa: BLE001  said to the driver, which stops
            self._fault = str(error) if isinstance(error, AlignmentError) else reason_of(error)

    def answer(self, job: object) -> tuple[Any, str | None, str]:
        """(answer, what the task raised, why there is no task)."""
        if self._task is None:
            return None, None, self._fault
        try:
            return self._task(job), None, ""
        except Exception as error:  # noqa: BLE001  one job never ends a worker
            return None, reason_of(error), ""


def _run(
    ray: Any,  # noqa: ANN401
    make_task: Callable[[], Callable[[Job], Answer]],
    jobs: Iterable[Job],
    workers: int,
) -> Iterator[Done[Job, Answer]]:
    actor_class = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Worker)
    drawn = iter(jobs)
    again: deque[tuple[Job, int]] = deque()
    busy: dict[Any, tuple[Any, Job, int]] = {}
    deaths, has_answered = 0, False

    def give(actor: Any | None) -> bool:  # noqa: ANN401
        try:
            job, attempt = again.popleft() if again else (next(drawn), 1)
        except StopIteration:
            return False
        actor = actor or actor_class.remote(make_task)
        busy[actor.answer.remote(job)] = (actor, job, attempt)
        return True

    while True:
        while len(busy) < workers and give(None):
            pass
        if not busy:
            return
        (reference,), _ = ray.wait(list(busy), num_returns=1)
        actor, job, attempt = busy.pop(reference)
        try:
            answer, raised, fault = ray.get(reference)
        except ray.exceptions.RayActorError as error:
            deaths += 1
            if deaths >= _FAILED_STARTS and not has_answered:
                raise EngineError(
                    f"{deaths} workers died and none has answered: {reason_of(error)}.",
                    advice="Check that every node has this version of alignment.",
                ) from error
            if attempt < ATTEMPTS:
                again.append((job, attempt + 1))
            else:
                yield Done(job, None, lost=f"the worker died, {attempt} times: {reason_of(error)}")
            continue
        has_answered = True
        if fault:
            raise EngineError(fault)
        give(actor)
        yield Done(job, answer, lost=raised)
