"""What an engine is: something that maps a task over jobs and survives the loss of a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Job = TypeVar("Job")
Answer = TypeVar("Answer")

ATTEMPTS = 2
"""A job over which a worker is lost goes to one other worker; after that it is given up."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Job, Answer]):
    """A job and its answer, or why there is none: the task raised, or workers were lost over it."""

    job: Job
    answer: Answer | None
    lost: str | None = None


class Engine(Protocol):
    """Maps a task over jobs.

    ``make_task`` is called once in each worker and gives the function that answers jobs there, so
    that a model is loaded once a worker. It, the jobs and the answers travel by pickle, between
    processes that run the same code. A job is drawn only when a worker is free for it, and answers
    come in the order they are ready: nobody holds more of either than there are workers.
    """

    @property
    def name(self) -> str:
        """The engine's name on the command line."""
        ...

    @property
    def workers(self) -> int:
        """How many jobs run at once."""
        ...

    def map(
        self, make_task: Callable[[], Callable[[Job], Answer]], jobs: Iterable[Job]
    ) -> Iterator[Done[Job, Answer]]:
        """One ``Done`` for each job.

        Raises:
            EngineError: no worker can be started.
        """
        ...


def reason_of(error: BaseException) -> str:
    """What a task raised, on one line."""
    said = str(error).strip().splitlines()
    return f"{type(error).__name__}: {said[0]}" if said else type(error).__name__
