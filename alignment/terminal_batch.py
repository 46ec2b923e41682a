"""What a batch says while it runs: a line a document, a bar with rate and time left, a log."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import nullcontext, redirect_stdout
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any, Self, TextIO

from alignment.errors import Stopped
from alignment.report.cleaning import clean
from alignment.sources import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from alignment.batch import DocumentReport

_LOG_BYTES = 5 * 1024**2
_LOGS_KEPT = 5


def report_record(report: DocumentReport) -> dict[str, Any]:
    """A report as one JSON object."""
    return {
        "source": report.source,
        "ending": report.ending.value,
        "items": report.item_count,
        "warnings": report.warning_count,
        "seconds": round(report.seconds, 3),
        "reason": report.reason,
    }


def report_line(report: DocumentReport) -> str:
    """A report as one line for a person; what a file is called is shown, never obeyed."""
    name = clean(name_of(report.source))
    if report.is_failed:
        return f"{report.ending.value:<12} {failure_line(report)}"
    counts = f"{report.item_count:>6} items {report.warning_count:>5} warnings"
    return f"{report.ending.value:<12} {counts} {report.seconds:>7.1f} s  {name}"


def failure_line(report: DocumentReport) -> str:
    """Which document failed, and why."""
    name, reason = clean(name_of(report.source)), clean(report.reason)
    return reason if name in reason else f"{name}: {reason}"


class Tale:
    """Tells of each document on standard output and in the log, and counts.

    While it is open, what else is printed goes to standard error: the answer is ours alone. On a
    terminal, where nobody parses it, it goes through the bar instead.
    """

    def __init__(self, *, as_json: bool, log: Path | None, out: TextIO | None = None) -> None:
        self._as_json = as_json
        # Through a bar: that of the moment, which the bar has put in place of the terminal's.
        self._out = out or (None if sys.stdout.isatty() else sys.stdout)
        self._apart = nullcontext() if self._out is None else redirect_stdout(sys.stderr)
        self._log = _logger(log) if log else None
        self.failed: list[str] = []
        self.endings: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._apart.__enter__()
        self._note(logging.INFO, "started")
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Where nobody sees standard error, the log alone says why a batch stopped."""
        self._apart.__exit__(None, None, None)
        if isinstance(error, Stopped | KeyboardInterrupt):
            self._note(logging.INFO, f"stopped: {self.summary()}")
        elif error is not None and not isinstance(error, SystemExit):
            self._note(logging.ERROR, f"stopped: {error}")
        else:
            self._note(logging.INFO, f"ended: {self.summary()}")

    def tell(self, report: DocumentReport) -> None:
        """One document is done."""
        if report.is_failed:
            self.failed.append(failure_line(report))
        self.endings[report.ending.value] = self.endings.get(report.ending.value, 0) + 1
        line = report_line(report)
        said = json.dumps(report_record(report), ensure_ascii=False) if self._as_json else line
        out = self._out or sys.stdout
        out.write(said + "\n")
        out.flush()
        self._note(logging.WARNING if report.is_failed else logging.INFO, line)

    def _note(self, level: int, line: str) -> None:
        if self._log:
            self._log.log(level, "%s", line)

    def summary(self) -> str:
        """How many documents ended how."""
        counted = (f"{count} {ending}" for ending, count in self.endings.items())
        return ", ".join(counted) or "nothing done"


class _Log(RotatingFileHandler):
    """A log whose disk may be full: that is said once, and stops nothing."""

    _is_lost = False

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """Called in place of raising."""
        if not self._is_lost:
            self._is_lost = True
            sys.stderr.write(f"alignment: {self.baseFilename}: {sys.exc_info()[1]}; no log now.\n")


def _logger(file: Path) -> logging.Logger:
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = _Log(file, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(message)s"))
    logger = logging.Logger("alignment.batch", logging.INFO)  # noqa: LOG001  goes with the tale
    logger.addHandler(handler)
    return logger


def with_bar(reports: Iterable[DocumentReport], *, total: int) -> Iterator[DocumentReport]:
    """Yields the reports under a bar with rate and time left; no bar where there is no terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second, lately."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} documents/s" if task.speed else "")

    console = Console(stderr=True)
    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        # Only a terminal's output may go through the bar; a file's or a pipe's must stay its own.
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
        yield from bar.track(reports, total=total)
