"""An inbox folder: a file is taken when it has stopped growing, then moved or left."""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.batch import DocumentReport

Take = Callable[[list[str]], Iterable["DocumentReport"]]
_Stamp = tuple[int, int]


@dataclass(slots=True)
class Inbox:
    """The PDFs below ``folder``; one is ready when it has not changed for ``settle_seconds``.

    Each file is given out once in each state: again only when it was written again.
    """

    folder: Path
    settle_seconds: float = 10.0
    apart: tuple[Path, ...] = ()
    """Folders below that are not looked into: where files are moved to."""
    _seen: dict[Path, tuple[_Stamp, float]] = field(default_factory=dict)
    _given: dict[Path, _Stamp] = field(default_factory=dict)

    def ready(self, now_seconds: float) -> list[Path]:
        """The files to take now, in order of path."""
        present = dict(self._present())
        self._seen = {
            path: (stamp, self._since(path, stamp, now_seconds)) for path, stamp in present.items()
        }
        self._given = {path: one for path, one in self._given.items() if present.get(path) == one}
        taken = [
            path
            for path, (_, since) in sorted(self._seen.items())
            if now_seconds - since >= self.settle_seconds and path not in self._given
        ]
        self._given |= {path: present[path] for path in taken}
        return taken

    def _since(self, path: Path, stamp: _Stamp, now_seconds: float) -> float:
        before = self._seen.get(path)
        return before[1] if before and before[0] == stamp else now_seconds

    def _present(self) -> Iterator[tuple[Path, _Stamp]]:
        for path in self.folder.rglob("*"):
            if path.suffix.lower() != ".pdf" or any(one in path.parents for one in self.apart):
                continue
            if stamp := _stamp(path):
                yield path, stamp

    def is_as_given(self, path: Path) -> bool:
        """Whether the file given out still lies there, and was not written again."""
        return path in self._given and self._given[path] == _stamp(path)


def _stamp(path: Path) -> _Stamp | None:
    """What changes when the file does; None where it is gone, or no file: a pipe has no end."""
    try:
        state = path.stat()
    except OSError:  # moved away while we looked, or a link to nowhere
        return None
    return (state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else None


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """How to watch. Files are left where they are unless ``move_to`` is given."""

    folder: Path
    move_to: Path | None = None
    heartbeat: Path | None = None
    settle_seconds: float = 10.0
    poll_seconds: float = 5.0


def watch(
    options: WatchOptions, take: Take, *, pause: Callable[[float], None] = time.sleep
) -> Iterator[DocumentReport]:
    """Takes files as they come, wave by wave, without an end; yields a report on each.

    Args:
        options: Where to look and what to do with what is taken.
        take: Reads the paths given and yields a report on each.
        pause: Waits between two looks; whatever it raises ends the watch.
    """
    shelves = _make_shelves(options.move_to) if options.move_to else ()
    if options.heartbeat:
        options.heartbeat.parent.mkdir(parents=True, exist_ok=True)
    inbox = Inbox(options.folder.resolve(), options.settle_seconds, shelves)
    done = failed = 0
    while True:
        _beat(options.heartbeat, done, failed)
        wave = inbox.ready(time.monotonic())
        for report in take([str(path) for path in wave]) if wave else ():
            done, failed = done + (not report.is_failed), failed + report.is_failed
            path = Path(report.source)
            if shelves and inbox.is_as_given(path):  # else a newer one came: its turn is next
                _put_away(path, shelves[report.is_failed])
            _beat(options.heartbeat, done, failed)
            yield report
        pause(options.poll_seconds)


def _make_shelves(folder: Path) -> tuple[Path, Path]:
    """The folders for what was read and for what was not; made at once, so that we may fail now."""
    shelves = (folder.resolve() / "done", folder.resolve() / "failed")
    for shelf in shelves:
        shelf.mkdir(parents=True, exist_ok=True)
    return shelves


def _put_away(path: Path, shelf: Path) -> None:
    """Moves a file that was taken; one of the same name that lies there already stays."""
    place, number = shelf / path.name, 1
    while place.exists():
        number += 1
        place = shelf / f"{path.stem} ({number}){path.suffix}"
    shutil.move(path, place)  # also onto another disk


def _beat(file: Path | None, done: int, failed: int) -> None:
    """Says that we live; the file is never half written."""
    if file is None:
        return
    said = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "pid": os.getpid()}
    growing = file.with_name(file.name + ".part")
    growing.write_text(json.dumps(said | {"done": done, "failed": failed}), encoding="utf-8")
    growing.replace(file)
