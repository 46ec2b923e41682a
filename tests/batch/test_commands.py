"""`alignment batch`, `report`, `diff` and `store` as their users call them, on our sample plans."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from store_content import content_of

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("*.pdf"), key=lambda one: one.stat().st_size)


def alignment(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alignment", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env=environment
    )


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans, a later version of one with its last table page gone, and two broken files."""
    folder = tmp_path_factory.mktemp("kiriman")
    first, second = SAMPLES[:2]
    shutil.copy(first, folder / "renja-a-rancangan.pdf")
    shutil.copy(second, folder / "renja-b.pdf")
    with pikepdf.open(first) as document:
        del document.pages[_middle(document) :]
        document.save(folder / "renja-a-penetapan.pdf")
    (folder / "kosong.pdf").touch()
    (folder / "surat.pdf").write_text("Kepada Yth.", encoding="utf-8")
    return folder


def _middle(document: pikepdf.Pdf) -> int:
    return len(document.pages) - 3


@pytest.fixture(scope="module")
def stored(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('toko') / 'toko.db'}"
    done = alignment("batch", inbox, "--store", url, "--workers", 1, cwd=inbox)
    assert 3 == done.returncode, done.stderr
    return url


@pytest.mark.slow
@pytest.mark.parametrize("engine", [("--workers", 3), ("--engine", "ray", "--workers", 2)])
def test_real_plans_give_the_same_store_by_any_engine(
    engine: tuple[object, ...], inbox: Path, stored: str, tmp_path: Path
) -> None:
    if "ray" in engine:
        pytest.importorskip("ray", reason="the extra `ray` is not installed")
    url = f"sqlite:///{tmp_path / 'toko.db'}"
    done = alignment("batch", inbox, "--store", url, *engine, cwd=tmp_path)
    assert 3 == done.returncode, done.stderr
    assert content_of(stored) == content_of(url)


def test_each_failed_document_is_named_in_one_line_and_the_second_run_reads_nothing(
    inbox: Path, stored: str
) -> None:
    done = alignment("batch", inbox, "--store", stored, "--json", cwd=inbox)
    assert 3 == done.returncode
    records = [json.loads(line) for line in done.stdout.splitlines()]
    endings = {Path(one["source"]).name: one["ending"] for one in records}
    assert {
        "kosong.pdf": "still failed",
        "renja-a-penetapan.pdf": "unchanged",
        "renja-a-rancangan.pdf": "unchanged",
        "renja-b.pdf": "unchanged",
        "surat.pdf": "still failed",
    } == endings
    for name in ("kosong.pdf", "surat.pdf"):
        assert 1 == sum(name in line for line in done.stderr.splitlines())
    assert "Traceback" not in done.stderr


def test_the_reports_are_made_from_the_last_version_of_each_plan(
    stored: str, tmp_path: Path
) -> None:
    done = alignment("report", "--store", stored, "--out", tmp_path / "hasil", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    names = {"hasil.xlsx", "laporan.html", "items.jsonl", "alignments.jsonl"}
    assert names == {path.name for path in (tmp_path / "hasil").iterdir()}
    verdicts = (tmp_path / "hasil" / "alignments.jsonl").read_text(encoding="utf-8").splitlines()
    documents = {json.loads(line)["document"] for line in verdicts}
    assert {"renja-a-penetapan.pdf", "renja-b.pdf"} == documents


def test_only_the_formats_asked_for_are_written(stored: str, tmp_path: Path) -> None:
    done = alignment(
        "report", "--store", stored, "--out", "hasil", "--format", "xlsx", cwd=tmp_path
    )
    assert 0 == done.returncode, done.stderr
    assert ["hasil.xlsx"] == [path.name for path in (tmp_path / "hasil").iterdir()]


def test_versions_are_listed_with_their_stages(stored: str, tmp_path: Path) -> None:
    done = alignment("store", "versions", "--store", stored, "--json", cwd=tmp_path)
    versions = [json.loads(line) for line in done.stdout.splitlines()]
    stages = [one["stage"] for one in versions if one["name"].startswith("renja-a")]
    assert ["rancangan", "penetapan"] == stages


def test_two_versions_differ_the_same_from_the_store_from_pdfs_and_from_files(
    inbox: Path, stored: str, tmp_path: Path
) -> None:
    old, new = "renja-a-rancangan.pdf", "renja-a-penetapan.pdf"
    from_store = alignment("diff", old, new, "--store", stored, "--json", cwd=tmp_path)
    assert 0 == from_store.returncode, from_store.stderr
    changes = [json.loads(line) for line in from_store.stdout.splitlines()]
    removed = [one for one in changes if one["kinds"] == ["removed"]]
    assert removed
    assert all(one["new"] is None for one in removed)
    from_pdfs = alignment("diff", inbox / old, inbox / new, "--json", cwd=tmp_path)
    assert _shape(from_store.stdout) == _shape(from_pdfs.stdout)


def _shape(said: str) -> list[tuple[object, ...]]:
    changes = [json.loads(line) for line in said.splitlines()]
    return [(one["kinds"], one["finding"], one["code"], one["name"]) for one in changes]


def test_a_person_reads_what_changed(stored: str, tmp_path: Path) -> None:
    done = alignment(
        "diff", "renja-a-rancangan.pdf", "renja-a-penetapan.pdf", "--store", stored, cwd=tmp_path
    )
    assert 0 == done.returncode, done.stderr
    assert "removed" in done.stdout
    assert "unchanged" in done.stdout


def test_a_backup_is_restored_by_one_command_each(stored: str, tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path / 'baru.db'}"
    assert 0 == alignment("store", "backup", "c.db", "--store", stored, cwd=tmp_path).returncode
    assert 0 == alignment("store", "restore", "c.db", "--store", new, cwd=tmp_path).returncode
    assert content_of(stored) == content_of(new)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["batch", "tiada.pdf"], 2, "tiada.pdf: no such file"),
        (["batch", ".", "--store", "x.db"], 2, "no PDF in this folder"),
        (["batch", str(SAMPLES[0]), "--store", "x.db"], 1, "Write sqlite:///FILE"),
        (["batch", "a", "b", "--watch"], 1, "--watch takes one folder"),
        (["batch", "a", "--move-to", "b"], 2, "go with --watch"),
        (["store", "versions", "--store", "://"], 1, "no store's URL"),
        (["store", "versions", "--store", "foo://x:y:z"], 1, "no store's URL"),
        (["report", "--out", "hasil"], 2, "sqlite:///alignment.db: no such store"),
        (["store", "versions", "--store", "sqlite:///b.db"], 2, "no such store"),
        (["store", "prune", "--store", "sqlite:///b.db"], 2, "no such store"),
        (["store", "backup", "c.db"], 2, "no such store"),
        (["verdicts", "agreement"], 2, "no such store"),
        (["diff", "a.pdf", "b.pdf"], 1, "a.pdf: no such file"),
        (["diff", "abcdef", "b", "--store", "sqlite:///b.db"], 2, "no such store"),
        (["store", "restore", "c.db"], 1, "no such backup"),
    ],
)
def test_what_the_user_can_mend_is_one_clear_line(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    done = alignment(*arguments, cwd=tmp_path)
    assert code == done.returncode, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "" == done.stdout
    assert [] == list(tmp_path.iterdir())  # to look into a store makes none


@pytest.mark.slow
def test_a_watched_inbox_is_read_as_files_come_until_it_is_told_to_stop(
    inbox: Path, tmp_path: Path
) -> None:
    watched, url = tmp_path / "masuk", f"sqlite:///{tmp_path / 'toko.db'}"
    watched.mkdir()
    shutil.copy(inbox / "surat.pdf", watched)
    options = ["--settle", "0", "--move-to", "keluar", "--heartbeat", "detak", "--log", "log.txt"]
    command = [sys.executable, "-m", "alignment", "batch", "masuk", "--watch", "--store", url]
    process = subprocess.Popen(
        [*command, *options],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _until((tmp_path / "keluar" / "failed" / "surat.pdf").exists)
        shutil.copy(inbox / "renja-b.pdf", watched)
        _until((tmp_path / "keluar" / "done" / "renja-b.pdf").exists)
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert (0, "alignment: stopped: 1 failed, 1 done.\n") == (process.returncode, said)
    assert 1 == json.loads((tmp_path / "detak").read_text(encoding="utf-8"))["done"]
    log = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert "WARNING failed" in log
    assert "INFO    done" in log
    assert log.endswith("INFO    ended: 1 failed, 1 done\n")


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["local", "ray"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_batch_told_to_stop_says_so_in_one_line_and_leaves_nothing_running(
    number: signal.Signals, engine: str, tmp_path: Path
) -> None:
    if engine == "ray":
        pytest.importorskip("ray", reason="the extra `ray` is not installed")
    (tmp_path / "a.pdf").write_text("rusak", encoding="utf-8")
    shutil.copy(SAMPLES[-1], tmp_path / "b.pdf")
    log = tmp_path / "log.txt"
    command = [sys.executable, "-m", "alignment", "batch", ".", "--log", str(log)]
    command += ["--engine", engine, "--workers", "1"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    process.stdout.readline()  # of the first document: now the second is being read
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=30)
    assert (1, "alignment: stopped: 1 failed. Start again to go on.\n") == (
        process.returncode,
        said,
    )
    with pytest.raises(ProcessLookupError):
        _until(lambda: os.killpg(process.pid, 0) is not None)
    assert log.read_text(encoding="utf-8").endswith("INFO    stopped: 1 failed\n")


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
