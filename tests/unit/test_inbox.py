"""Watching an inbox: when a file is taken, and what becomes of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from alignment.batch import DocumentReport, Ending
from alignment.inbox import Inbox, WatchOptions, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_file_is_taken_when_it_has_stopped_growing(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, settle_seconds=10)
    file = tmp_path / "renja.pdf"
    file.write_bytes(b"a")
    assert [] == inbox.ready(0)
    file.write_bytes(b"ab")
    assert [] == inbox.ready(9)
    assert [] == inbox.ready(18)
    assert ["renja.pdf"] == names(inbox.ready(19))
    assert [] == inbox.ready(30)


def test_a_file_written_again_is_taken_again(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, settle_seconds=0)
    file = tmp_path / "renja.pdf"
    file.write_bytes(b"a")
    assert 1 == len(inbox.ready(0))
    file.write_bytes(b"longer")
    assert 1 == len(inbox.ready(1))


def test_only_pdfs_are_taken_from_every_folder_below_but_those_set_apart(tmp_path: Path) -> None:
    for name in ("dinas a/1.PDF", "2.pdf", "surat.docx", "keluar/done/3.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    inbox = Inbox(tmp_path, settle_seconds=0, apart=(tmp_path / "keluar",))
    assert ["2.pdf", "1.PDF"] == names(inbox.ready(0))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_folder_a_pipe_or_a_link_that_is_called_like_a_pdf_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "map.pdf").mkdir()
    os.mkfifo(tmp_path / "pipa.pdf")
    (tmp_path / "putar.pdf").symlink_to("putar.pdf")
    assert [] == Inbox(tmp_path, settle_seconds=0).ready(0)


class EnoughError(Exception):
    """The test has seen enough."""


def rounds(steps: list[Callable[[], None]]) -> Callable[[float], None]:
    """A pause that does one step each time, and ends the watch after the last."""
    left = iter(steps)

    def pause(_seconds: float) -> None:
        step = next(left, None)
        if step is None:
            raise EnoughError
        step()

    return pause


def take(paths: list[str]) -> Iterator[DocumentReport]:
    for path in paths:
        is_bad = Path(path).read_text(encoding="utf-8") == "rusak"
        yield DocumentReport(path, Ending.FAILED if is_bad else Ending.DONE)


def watched(options: WatchOptions, steps: list[Callable[[], None]]) -> list[DocumentReport]:
    seen: list[DocumentReport] = []
    with pytest.raises(EnoughError):
        seen.extend(watch(options, take, pause=rounds(steps)))
    return seen


def test_what_is_taken_is_moved_to_done_or_failed_and_none_is_replaced(tmp_path: Path) -> None:
    inbox, out = tmp_path / "masuk", tmp_path / "keluar"
    inbox.mkdir()

    def put(name: str, text: str) -> Callable[[], None]:
        return lambda: (inbox / name).write_text(text, encoding="utf-8") and None

    steps = [put("a.pdf", "satu"), put("b.pdf", "rusak"), put("a.pdf", "dua"), lambda: None]
    options = WatchOptions(inbox, move_to=out, settle_seconds=0)
    assert 3 == len(watched(options, steps))
    assert [] == list(inbox.iterdir())
    assert "satu" == (out / "done" / "a.pdf").read_text(encoding="utf-8")
    assert "dua" == (out / "done" / "a (2).pdf").read_text(encoding="utf-8")
    assert (out / "failed" / "b.pdf").exists()


def test_what_is_taken_is_left_where_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("satu", encoding="utf-8")
    seen = watched(WatchOptions(tmp_path, settle_seconds=0), [lambda: None] * 3)
    assert 1 == len(seen)
    assert (tmp_path / "a.pdf").exists()


def test_the_heartbeat_says_when_we_were_last_alive_and_what_was_done(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("rusak", encoding="utf-8")
    beat = tmp_path / "detak.json"
    watched(WatchOptions(tmp_path, heartbeat=beat, settle_seconds=0), [lambda: None])
    said = json.loads(beat.read_text(encoding="utf-8"))
    assert {"at", "pid", "done", "failed"} == set(said)
    assert (0, 1) == (said["done"], said["failed"])


def test_a_file_replaced_while_it_was_read_stays_and_is_taken_again(tmp_path: Path) -> None:
    inbox, out = tmp_path / "masuk", tmp_path / "keluar"
    inbox.mkdir()
    (inbox / "a.pdf").write_text("lama", encoding="utf-8")
    read: list[str] = []

    def take_slowly(paths: list[str]) -> Iterator[DocumentReport]:
        read.append(Path(paths[0]).read_text(encoding="utf-8"))
        if len(read) == 1:
            Path(paths[0]).write_text("lebih baru", encoding="utf-8")
        yield DocumentReport(paths[0], Ending.FAILED if len(read) == 1 else Ending.DONE)

    options = WatchOptions(inbox, move_to=out, settle_seconds=0)
    with pytest.raises(EnoughError):
        list(watch(options, take_slowly, pause=rounds([lambda: None])))
    assert ["lama", "lebih baru"] == read
    assert "lebih baru" == (out / "done" / "a.pdf").read_text(encoding="utf-8")
    assert [] == list((out / "failed").iterdir())


def test_the_inbox_itself_may_hold_what_is_done(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("satu", encoding="utf-8")
    options = WatchOptions(tmp_path, move_to=tmp_path, settle_seconds=0)
    assert 1 == len(watched(options, [lambda: None]))
    assert (tmp_path / "done" / "a.pdf").exists()


def test_folders_to_write_into_are_made_before_anything_is_read(tmp_path: Path) -> None:
    beat, out = tmp_path / "baru" / "detak.json", tmp_path / "keluar"
    (tmp_path / "masuk").mkdir()
    options = WatchOptions(tmp_path / "masuk", move_to=out, heartbeat=beat, settle_seconds=0)
    assert [] == watched(options, [])
    assert beat.exists()
    assert (out / "done").is_dir()
