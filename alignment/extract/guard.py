"""Strangers' files, read in a child process: it may die or hang, its caller never does.

One worker serves document after document and is replaced when it dies, hangs, or has served many.
The worker tells which page it is on; a page that kills it or holds it up is left out, told in a
notice, and the document is read again without it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from alignment.errors import BrokenPdfError, DocumentError, LimitError
from alignment.extract import wire
from alignment.extract.gate import check_file
from alignment.extract.sheet_gate import WORKBOOK_SUFFIX, check_workbook
from alignment.extract.worker import read_frame, write_frame
from alignment.types import Notice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from alignment.settings import Limits, Settings
    from alignment.types import Cascade, Extraction

_Value = TypeVar("_Value")

_MOST_PAGES_LEFT_OUT = 5
_DOCUMENTS_PER_WORKER = 200
_START_SECONDS = 60.0
_OCR_PAGE_SECONDS = 180.0  # a dense page by the slow engine, on a slow core that others use too
_FRAMES_AHEAD = 8  # read before they are taken: a worker that is faster than its caller waits


def read_document(path: Path, settings: Settings) -> Extraction:
    """The plan items of one PDF, read in a child process under ``settings.limits``.

    Raises:
        DocumentError: one of its kinds, with what is wrong and what to do.
    """
    check_file(path, settings.limits)
    extraction, left_out = _patiently(lambda skip: _the_worker().ask(path, settings, skip))
    return _told(extraction, left_out)


def read_cascade(path: Path, settings: Settings) -> Cascade:
    """The cascade of an RPJMD, a PDF or a workbook, read in a child process like a plan.

    Raises:
        DocumentError: one of its kinds, with what is wrong and what to do.
    """
    if path.suffix.lower() == WORKBOOK_SUFFIX:
        check_workbook(path, settings.limits)
    else:
        check_file(path, settings.limits)
    cascade, left_out = _patiently(lambda skip: _the_worker().ask_cascade(path, settings, skip))
    return replace(cascade, notices=(*cascade.notices, *_left_out_notices(left_out)))


def _patiently(ask: Callable[[set[int]], _Value]) -> tuple[_Value, set[int]]:
    """The worker's answer, and the pages that had to be left out to get one."""
    left_out: set[int] = set()
    while True:
        try:
            value = ask(left_out)
        except _WorkerLostError as lost:
            if lost.page is None or lost.page in left_out or lost.is_late:
                raise lost.as_document_error() from lost
            left_out.add(lost.page)
            if len(left_out) > _MOST_PAGES_LEFT_OUT:
                raise lost.as_document_error() from lost
        else:
            return value, left_out


def _told(extraction: Extraction, left_out: set[int]) -> Extraction:
    if not left_out:
        return extraction
    quality, notices = extraction.quality, _left_out_notices(left_out)
    pages = tuple(sorted({*quality.pages_to_check, *left_out}))
    quality = replace(quality, notices=(*quality.notices, *notices), pages_to_check=pages)
    return replace(extraction, quality=quality)


def _left_out_notices(left_out: set[int]) -> tuple[Notice, ...]:
    return tuple(
        Notice("page_left_out", "the page stopped the PDF engine and was left out", number)
        for number in sorted(left_out)
    )


class _WorkerLostError(Exception):
    """The worker died or was stopped while it read ``page``."""

    def __init__(self, page: int | None, *, reason: str, is_late: bool = False) -> None:
        super().__init__(reason)
        self.page, self.reason, self.is_late = page, reason, is_late

    def as_document_error(self) -> DocumentError:
        where = f" at page {self.page}" if self.page else ""
        if self.reason == "time":
            return LimitError(
                f"reading it takes longer than allowed{where}.",
                advice="Print it to PDF again, or raise limits.seconds_per_page.",
            )
        return BrokenPdfError(
            f"the PDF engine stopped{where} ({self.reason}).", advice="Print it to PDF again."
        )


@dataclass(slots=True)
class _Clock:
    """When the worker is late: a page too long under way, or the whole document."""

    limits: Limits
    started: float = field(default_factory=time.monotonic)
    page_started: float = field(default_factory=time.monotonic)
    page_seconds: float = _START_SECONDS
    whole_seconds: float = _START_SECONDS

    def page_begins(self, page_count: int, *, is_ocr: bool) -> None:
        limits = self.limits
        self.page_started = time.monotonic()
        self.page_seconds = _OCR_PAGE_SECONDS if is_ocr else limits.seconds_at_least
        if is_ocr:
            self.started += _OCR_PAGE_SECONDS / 3
        self.whole_seconds = max(limits.seconds_at_least, limits.seconds_per_page * page_count)

    def goes_on(self) -> None:
        """The worker is past the last page and still at work."""
        self.page_started = time.monotonic()

    def is_over(self) -> bool:
        return time.monotonic() - self.started > self.whole_seconds

    def left(self) -> float:
        now = time.monotonic()
        whole = self.started + self.whole_seconds - now
        return max(0.01, min(whole, self.page_started + self.page_seconds - now))


class _Worker:
    """A child process and the thread that listens to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "alignment.extract.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._frames: queue.Queue[dict[str, Any] | None] = queue.Queue(_FRAMES_AHEAD)
        self._served = 0
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def is_usable(self) -> bool:
        return self._process.poll() is None and self._served < _DOCUMENTS_PER_WORKER

    def ask(self, path: Path, settings: Settings, left_out: set[int]) -> Extraction:
        reader = wire.ItemReader()
        values = self._ask("items", path, settings, left_out, reader)
        return replace(wire.unpacked_extraction(values), items=tuple(reader.items))

    def ask_cascade(self, path: Path, settings: Settings, left_out: set[int]) -> Cascade:
        return wire.unpacked_cascade(self._ask("cascade", path, settings, left_out))

    def _ask(
        self,
        kind: str,
        path: Path,
        settings: Settings,
        left_out: set[int],
        items: wire.ItemReader | None = None,
    ) -> dict[str, Any]:
        self._served += 1
        request = {
            "kind": kind,
            "path": str(path.resolve()),
            "settings": wire.packed(settings),
            "skip_pages": sorted(left_out),
        }
        try:
            write_frame(self._process.stdin, request)  # type: ignore[arg-type]
        except OSError as error:
            raise self._lost(None) from error
        return self._await(_Clock(settings.limits), items or wire.ItemReader())

    def _await(self, clock: _Clock, items: wire.ItemReader) -> dict[str, Any]:
        page: int | None = None
        while True:
            try:
                frame = self._frames.get(timeout=clock.left())
            except queue.Empty:
                is_late = clock.is_over()
                self.close()
                raise _WorkerLostError(page, reason="time", is_late=is_late) from None
            if frame is None:
                raise self._lost(page)
            if "page" in frame:
                page = int(frame["page"])
                clock.page_begins(int(frame["pages"]), is_ocr=bool(frame["ocr"]))
            elif "error" in frame:
                raise wire.unpacked_error(frame["error"])
            elif "items" in frame:
                items.take(frame["items"])
                clock.goes_on()
            else:
                return dict(frame["value"])

    def _lost(self, page: int | None) -> _WorkerLostError:
        code = self._process.wait(timeout=10)
        self.close()
        return _WorkerLostError(page, reason=f"exit {code}")

    def _listen(self) -> None:
        stream = self._process.stdout
        with contextlib.suppress(OSError, ValueError):
            while stream is not None and (frame := read_frame(stream)) is not None:
                self._frames.put(frame)
        self._frames.put(None)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        while self._listener.is_alive():  # it may wait for room
            with contextlib.suppress(queue.Empty):
                self._frames.get(timeout=0.01)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _environment() -> dict[str, str]:
    """The caller's, and our package found where the caller found it; one thread in the engines."""
    package_root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    paths = [package_root, os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


_local = threading.local()


def _the_worker() -> _Worker:
    """This thread's worker, started when first needed and when the last one is used up.

    Held by thread and by process id: a fork must not share its parent's pipes.
    """
    held: tuple[int, _Worker] | None = getattr(_local, "held", None)
    if held and held[0] == os.getpid() and held[1].is_usable:
        return held[1]
    if held and held[0] == os.getpid():
        held[1].close()
    worker = _Worker()
    atexit.register(worker.close)
    _local.held = (os.getpid(), worker)
    return worker
