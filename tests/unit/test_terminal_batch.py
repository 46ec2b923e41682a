"""What a batch says while it runs."""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from alignment import terminal_batch
from alignment.batch import DocumentReport, Ending
from alignment.errors import Stopped, StoreError
from alignment.terminal_batch import Tale, report_line, with_bar

GOOD = DocumentReport("/a/renja.pdf", Ending.DONE, item_count=80, warning_count=2, seconds=1.26)
BAD = DocumentReport("/a/rusak.pdf", Ending.FAILED, reason="rusak.pdf: damaged. Ask again.")


def test_a_line_tells_the_ending_the_items_the_warnings_and_the_time() -> None:
    assert "done             80 items     2 warnings     1.3 s  renja.pdf" == report_line(GOOD)
    assert "failed       rusak.pdf: damaged. Ask again." == report_line(BAD)


def test_what_a_file_is_called_is_shown_and_never_obeyed() -> None:
    evil = DocumentReport("/a/\x1b[2J\u202efdp.pdf", Ending.DONE)
    assert "\x1b" not in report_line(evil)
    assert "\u202e" not in report_line(evil)


def test_json_is_one_object_a_document() -> None:
    out = io.StringIO()
    tale = Tale(as_json=True, log=None, out=out)
    for report in (GOOD, BAD):
        tale.tell(report)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert {
        "source": "/a/renja.pdf", "ending": "done", "items": 80,
        "warnings": 2, "seconds": 1.26, "reason": None,
    } == first  # fmt: skip
    assert "rusak.pdf: damaged. Ask again." == second["reason"]


def test_the_failed_are_named_once_each_and_all_are_counted() -> None:
    tale = Tale(as_json=False, log=None, out=io.StringIO())
    nameless = DocumentReport("/a/x.pdf", Ending.STILL_FAILED, reason="it has no pages.")
    for report in (GOOD, BAD, nameless):
        tale.tell(report)
    assert ["rusak.pdf: damaged. Ask again.", "x.pdf: it has no pages."] == tale.failed
    assert "1 done, 1 failed, 1 still failed" == tale.summary()


def test_the_log_turns_over_and_keeps_the_last_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal_batch, "_LOG_BYTES", 300)
    monkeypatch.setattr(terminal_batch, "_LOGS_KEPT", 2)
    tale = Tale(as_json=False, log=tmp_path / "log" / "batch.log", out=io.StringIO())
    for _ in range(40):
        tale.tell(GOOD)
    names = {path.name for path in (tmp_path / "log").iterdir()}
    assert {"batch.log", "batch.log.1", "batch.log.2"} == names


def test_where_there_is_no_terminal_there_is_no_bar(capfd: pytest.CaptureFixture[str]) -> None:
    assert [GOOD, BAD] == list(with_bar(iter([GOOD, BAD]), total=2))
    assert "" == capfd.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (None, "INFO    ended: 1 done"),
        (SystemExit(3), "INFO    ended: 1 done"),
        (Stopped(), "INFO    stopped: 1 done"),
        (StoreError("toko.db: gone."), "ERROR   stopped: toko.db: gone."),
    ],
)
def test_the_log_says_how_a_batch_ended(
    error: BaseException | None, said: str, tmp_path: Path
) -> None:
    log = tmp_path / "batch.log"
    ends = suppress(StoreError, Stopped, SystemExit)
    with ends, Tale(as_json=False, log=log, out=io.StringIO()) as tale:
        tale.tell(GOOD)
        if error:
            raise error
    first, *_, last = log.read_text(encoding="utf-8").splitlines()
    assert first.endswith("INFO    started")
    assert last.endswith(said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_log_that_finds_no_room_says_so_once_and_stops_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tale = Tale(as_json=False, log=Path("/dev/full"), out=io.StringIO())
    for _ in range(3):
        tale.tell(GOOD)
    (line,) = capsys.readouterr().err.splitlines()
    assert "/dev/full: " in line
    assert "no log now" in line
    assert "3 done" == tale.summary()


def test_json_bears_any_name_that_a_file_may_have() -> None:
    out = io.StringIO()
    Tale(as_json=True, log=None, out=out).tell(DocumentReport("/a/b\udcff.pdf", Ending.DONE))
    assert "/a/b\udcff.pdf" == json.loads(out.getvalue())["source"]


def test_what_others_print_meanwhile_is_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    with Tale(as_json=True, log=None) as tale:
        sys.stdout.write("a worker died, says the cluster\n")
        tale.tell(GOOD)
    sys.stdout.write("after\n")
    said = capsys.readouterr()
    answer, after = said.out.splitlines()
    assert ("/a/renja.pdf", "after") == (json.loads(answer)["source"], after)
    assert "a worker died, says the cluster\n" == said.err


def test_on_a_terminal_the_lines_go_through_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, bar = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stdout", terminal)
    with Tale(as_json=False, log=None) as tale:
        monkeypatch.setattr("sys.stdout", bar)  # as a bar does while it is drawn
        tale.tell(GOOD)
    assert ("", report_line(GOOD) + "\n") == (terminal.getvalue(), bar.getvalue())


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True
