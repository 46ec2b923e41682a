"""What a batch says while it runs."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from alignment import terminal_batch
from alignment.batch import DocumentReport, Ending
from alignment.terminal_batch import Tale, report_line, with_bar

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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
