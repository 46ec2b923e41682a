"""Finding the PDFs of a run, and the order of its work."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

from alignment import pipeline
from alignment.run import find_pdfs, process_all
from alignment.settings import load_settings
from alignment.types import DocumentResult, MissionSet

if TYPE_CHECKING:
    import pytest

    from alignment.align.score import Scorer


def test_a_folder_is_searched_to_the_bottom_and_each_file_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("a/2.pdf", "a/b/1.PDF", "a/catatan.txt"):
        (tmp_path / name).touch()
    found, failures = find_pdfs([tmp_path, tmp_path / "a" / "2.pdf"])
    assert [tmp_path / "a/2.pdf", tmp_path / "a/b/1.PDF"] == found
    assert failures == []


def test_a_missing_path_and_an_empty_folder_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "ada.pdf").touch()
    found, failures = find_pdfs([tmp_path / "kosong", tmp_path / "tiada.pdf", tmp_path / "ada.pdf"])
    assert [tmp_path / "ada.pdf"] == found
    assert ["empty_folder", "missing"] == [one.code for one in failures]
    assert "tiada.pdf" in failures[1].document


def test_one_plan_is_judged_while_the_next_is_read_and_none_is_read_further_ahead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = {name: threading.Event() for name in "abc"}
    told: list[str] = []

    def extract(path: Path, _settings: object) -> DocumentResult:
        begun[path.name].set()
        return DocumentResult(path.name)

    def judged(read: DocumentResult, _missions: object, scorer: object) -> DocumentResult:
        told.append(f"{scorer} judges {read.document}")
        return read

    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setattr(pipeline, "judged", judged)
    monkeypatch.setattr(pipeline, "directive_checker", lambda _missions: None)

    def load() -> Scorer:
        assert begun["a"].wait(10)  # the model is loaded while the first is read
        told.append("loaded")
        return cast("Scorer", "model")

    paths, missions = [Path(name) for name in "abc"], cast("MissionSet", None)
    results = process_all(paths, missions, load, load_settings(None))
    assert "a" == next(results).document
    assert begun["b"].wait(10)
    assert not begun["c"].is_set()
    assert ["b", "c"] == [one.document for one in results]
    assert ["loaded", "model judges a", "model judges b", "model judges c"] == told


_STOPPED_WHILE_READING = """
import threading
from pathlib import Path
from alignment import pipeline
from alignment.run import process_all

begun = threading.Event()
pipeline.extract = lambda *_: (begun.set(), threading.Event().wait())

def load():
    begun.wait()
    raise SystemExit("no model")

list(process_all([Path("a.pdf")], None, load, None))
"""


def test_who_stops_does_not_wait_for_the_plan_that_is_being_read() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _STOPPED_WHILE_READING],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (1, "no model\n") == (ended.returncode, ended.stderr)
