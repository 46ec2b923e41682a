"""Killed, full, gone, or two at once: start again, nothing lost, nothing doubled."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batch_driver import RECIPE
from plain_plans import PlainPlans, PlainReader, write_plans
from sqlalchemy import event
from store_content import content_of

from alignment.batch import DocumentReport, Ending, run_batch
from alignment.engines.local import LocalEngine
from alignment.errors import StoreError
from alignment.store import connect
from alignment.store.db import Store

if TYPE_CHECKING:
    from databases import Cluster

DRIVER = str(Path(__file__).resolve().parents[1] / "batch_driver.py")
KILLS = {"sqlite": 50, "postgresql+psycopg": 10}


def drive(
    url: str, folder: Path, *, seconds: float = 0.0, workers: int = 2
) -> subprocess.Popen[str]:
    command = [sys.executable, DRIVER, url, str(seconds), str(workers), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def undisturbed(folder: Path, tmp_path: Path) -> list[tuple[object, ...]]:
    url = f"sqlite:///{tmp_path / 'acuan.db'}"
    plans = sorted(map(str, folder.glob("*.pdf")))
    with Store(url) as store:
        list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(2)))
    return content_of(url)


@pytest.mark.slow
def test_kills_at_random_instants_leave_the_store_of_an_undisturbed_batch(
    store_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "renja"
    write_plans(folder, 400, items=4)
    chance = random.Random(50)
    at_work, kills = 0, KILLS[store_url.partition(":")[0]]
    for _ in range(kills):
        driver = drive(store_url, folder, seconds=0.04)
        driver.stdout.readline() if chance.random() < 0.8 else None
        time.sleep(chance.uniform(0, 0.15))
        at_work += driver.poll() is None
        driver.kill()
        driver.communicate()
    assert at_work >= kills * 0.9, "the batch was over before the last kills"
    last = drive(store_url, folder)
    last.communicate()
    assert 0 == last.returncode
    assert undisturbed(folder, tmp_path) == content_of(store_url)


def test_two_batches_at_once_on_one_new_store_do_no_harm(store_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "renja"
    write_plans(folder, 40)
    both = [drive(store_url, folder, seconds=0.01, workers=1) for _ in range(2)]
    said = [one.communicate()[0].split("\n") for one in both]
    assert [0, 0] == [one.returncode for one in both]
    assert [41, 41] == [len(lines) for lines in said]
    assert undisturbed(folder, tmp_path) == content_of(store_url)


def test_a_full_disk_ends_the_batch_and_the_next_start_goes_on(tmp_path: Path) -> None:
    folder, url = tmp_path / "renja", f"sqlite:///{tmp_path / 'toko.db'}"
    plans = write_plans(folder, 30)
    with Store(url) as store:

        @event.listens_for(store.engine, "connect")
        def _small_disk(connection: object, _record: object) -> None:
            connection.execute("PRAGMA max_page_count = 60")  # type: ignore[attr-defined]

        store.engine.dispose()
        with pytest.raises(StoreError, match="Free some space, then start again"):
            list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(2)))
    with Store(url) as store:
        assert 0 < len(store.versions()) < 30
        again = list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(2)))
    assert 0 < sum(one.ending is Ending.UNCHANGED for one in again) < 30
    assert undisturbed(folder, tmp_path) == content_of(url)


def test_a_database_that_restarts_in_the_middle_costs_nothing(
    postgres_cluster: Cluster, tmp_path: Path
) -> None:
    folder = tmp_path / "renja"
    plans = write_plans(folder, 30)
    url = postgres_cluster.new_database()
    with Store(url) as store:
        reports = run_batch(plans, store, RECIPE, PlainReader(0.02), LocalEngine(2))
        for number, _ in enumerate(reports):
            if number == 10:
                postgres_cluster.restart()
    assert undisturbed(folder, tmp_path) == content_of(url)


def test_a_database_that_stays_away_ends_the_batch_in_one_line(
    postgres_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect.time, "sleep", lambda _seconds: None)
    plans = write_plans(tmp_path / "renja", 10)
    url = postgres_cluster.new_database()
    with Store(url) as store:
        reports = run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(1))
        next(reports)
        postgres_cluster.stop()
        try:
            with pytest.raises(StoreError) as caught:
                list(reports)
        finally:
            postgres_cluster.start()
    assert "\n" not in str(caught.value)
    with Store(url) as store:
        list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(1)))
    assert undisturbed(tmp_path / "renja", tmp_path) == content_of(url)


def test_a_document_that_changes_while_it_is_read_is_read_again_at_the_next_start(
    store_url: str, tmp_path: Path
) -> None:
    plan = Path(write_plans(tmp_path / "renja", 1, broken=0)[0])
    reports: list[DocumentReport] = []
    with Store(store_url) as store:
        for _ in range(2):
            reader = TouchingReader(str(plan))
            reports += run_batch([str(plan)], store, RECIPE, reader, LocalEngine(1))
        assert ["changed while it was read" in str(one.reason) for one in reports] == [True, True]
        reports += run_batch([str(plan)], store, RECIPE, PlainReader(), LocalEngine(1))
    assert Ending.DONE is reports[-1].ending


@dataclass(frozen=True)
class TouchingReader:
    """Reads a plan after another program wrote it: the same bytes at another time."""

    path: str

    def __call__(self) -> PlainPlans:
        Path(self.path).touch()
        return PlainPlans()


def test_a_killed_driver_leaves_no_worker_behind(tmp_path: Path) -> None:
    write_plans(tmp_path / "renja", 20)
    driver = drive(f"sqlite:///{tmp_path / 'toko.db'}", tmp_path / "renja", seconds=0.3)
    driver.stdout.readline()
    children = _children_of(driver.pid)
    assert len(children) >= 2
    driver.kill()
    driver.communicate()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in children):
        assert time.monotonic() < deadline, "workers outlive their driver"
        time.sleep(0.05)


def _children_of(pid: int) -> list[int]:
    if not Path("/proc").is_dir():
        pytest.skip("no /proc here to look for processes in")
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text(encoding="utf-8").split()
    ]
