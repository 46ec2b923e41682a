"""Planning, skipping, recording and summing up."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from plain_plans import PlainPlans, PlainReader, write_plans
from sqlalchemy import select

from alignment.batch import DocumentReport, Ending, PackDocument, run_batch
from alignment.engines.local import LocalEngine
from alignment.engines.protocol import Done
from alignment.sources import describe
from alignment.store import tables
from alignment.store.db import Store
from alignment.store.values import Recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from alignment.types import DocumentResult

RECIPE = Recipe("settings", "model", "missions", "code")


class HereEngine:
    """Answers in this process, in order; keeps what it was asked."""

    name = "here"
    workers = 1

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def map(
        self, make_task: Callable[[], Callable[[Any], Any]], jobs: Iterable[Any]
    ) -> Iterator[Done[Any, Any]]:
        task = make_task()
        for job in jobs:
            self.asked.append(job.name)
            yield Done(job, task(job))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'toko.db'}") as opened:
        yield opened


def run(
    plans: list[str], store: Store, *, recipe: Recipe = RECIPE, **options: bool
) -> tuple[list[DocumentReport], list[str]]:
    engine = HereEngine()
    reports = list(run_batch(plans, store, recipe, PlainReader(), engine, **options))
    return reports, engine.asked


def endings(reports: list[DocumentReport]) -> Counter[str]:
    return Counter(one.ending.value for one in reports)


def test_each_document_is_told_of_with_its_items_or_its_reason(
    tmp_path: Path, store: Store
) -> None:
    plans = write_plans(tmp_path / "renja", 40)
    reports, asked = run(plans, store)
    assert plans == [one.source for one in reports]
    assert 40 == len(asked)
    failed = [one for one in reports if one.is_failed]
    assert 0 < len(failed) < 10
    assert all(Path(one.source).name in str(one.reason) for one in failed)
    assert {(12, 1)} == {(o.item_count, o.warning_count) for o in reports if not o.is_failed}


def test_a_second_run_reads_nothing_and_still_names_what_failed(
    tmp_path: Path, store: Store
) -> None:
    plans = write_plans(tmp_path / "renja", 40)
    first, _ = run(plans, store)
    second, asked = run(plans, store)
    assert [] == asked
    failed = endings(first)["failed"]
    assert {"unchanged": 40 - failed, "still failed": failed} == endings(second)
    assert [o.reason for o in first] == [o.reason for o in second]
    assert [o.item_count for o in first] == [o.item_count for o in second]


def test_retry_failed_reads_those_again_and_no_others(tmp_path: Path, store: Store) -> None:
    plans = write_plans(tmp_path / "renja", 40)
    first, _ = run(plans, store)
    _, asked = run(plans, store, retry_failed=True)
    assert [Path(one.source).name for one in first if one.is_failed] == asked


@pytest.mark.parametrize("field", ["settings_fingerprint", "model_id", "code_version"])
def test_another_recipe_reads_everything_again(tmp_path: Path, store: Store, field: str) -> None:
    plans = write_plans(tmp_path / "renja", 4)
    run(plans, store)
    _, asked = run(plans, store, recipe=replace(RECIPE, **{field: "another"}))
    assert 4 == len(asked)


def test_only_a_file_whose_bytes_changed_is_read_again(tmp_path: Path, store: Store) -> None:
    plans = write_plans(tmp_path / "renja", 4, broken=0)
    run(plans, store)
    with Path(plans[1]).open("a", encoding="utf-8") as file:
        file.write("\n1.01.02;Baru;1")
    os.utime(plans[2], (1, 1))
    Path(plans[3]).rename(tmp_path / "renja" / "nama_lain.pdf")
    found = sorted(map(str, (tmp_path / "renja").iterdir()))
    reports, asked = run(found, store)
    assert ["renja_00001.pdf"] == asked
    assert {"done": 1, "unchanged": 3} == endings(reports)


def test_the_same_bytes_twice_in_one_batch_are_read_once(tmp_path: Path, store: Store) -> None:
    plans = write_plans(tmp_path / "renja", 2, broken=0)
    copy = tmp_path / "salinan.pdf"
    copy.write_bytes(Path(plans[0]).read_bytes())
    reports, asked = run([*plans, str(copy)], store)
    assert 2 == len(asked)
    assert (str(copy), Ending.UNCHANGED) == (reports[-1].source, reports[-1].ending)


def test_two_broken_files_of_the_same_bytes_are_both_named(tmp_path: Path, store: Store) -> None:
    both = [tmp_path / "satu.pdf", tmp_path / "dua.pdf"]
    for path in both:
        path.write_text("Dinas A;2026\n!broken", encoding="utf-8")
    reports, asked = run([str(path) for path in both], store)
    assert ["satu.pdf"] == asked
    assert all(one.is_failed and one.reason for one in reports)
    assert 2 == len(reports)


def test_a_file_that_is_gone_is_named_and_the_rest_goes_on(tmp_path: Path, store: Store) -> None:
    plans = write_plans(tmp_path / "renja", 3, broken=0)
    Path(plans[1]).unlink()
    reports, _ = run(plans, store)
    assert {"done": 2, "failed": 1} == endings(reports)
    (failed,) = (one for one in reports if one.is_failed)
    assert "renja_00001.pdf: No such file" in str(failed.reason)


def test_a_file_that_changes_while_it_is_read_is_not_recorded_as_complete(tmp_path: Path) -> None:
    (path,) = write_plans(tmp_path / "renja", 1, broken=0)
    submission = describe(path)

    class Rewriting(PlainPlans):
        def __call__(self, given: Path) -> DocumentResult:
            result = super().__call__(given)
            given.write_text("Dinas lain;2026", encoding="utf-8")
            return result

    packed = PackDocument(Rewriting)()(submission)
    assert "failed" == packed.result["status"]
    assert packed.failure is not None
    assert "changed while it was read" in packed.failure["message"]


def test_a_file_that_goes_while_it_is_read_is_named_as_such(tmp_path: Path) -> None:
    (path,) = write_plans(tmp_path / "renja", 1, broken=0)
    submission = describe(path)
    Path(path).unlink()
    packed = PackDocument(PlainReader())()(submission)
    assert packed.failure is not None
    assert "renja_00000.pdf: No such file or directory." == packed.failure["message"]


def test_the_run_is_on_record_with_its_counts(tmp_path: Path, store: Store) -> None:
    plans = write_plans(tmp_path / "renja", 20, broken=0.2)
    reports, _ = run(plans, store)
    run(plans, store)
    with store.engine.connect() as connection:
        runs = connection.execute(select(tables.runs).order_by(tables.runs.c.started_at))
        first, second = runs.mappings().all()
    failed = endings(reports)["failed"]
    assert (20 - failed, failed, 0) == tuple(
        first[name] for name in ("done_count", "failed_count", "skipped_count")
    )
    assert (0, failed, 20 - failed) == tuple(
        second[name] for name in ("done_count", "failed_count", "skipped_count")
    )
    assert ("here", 1) == (first["engine"], first["workers"])
    assert first["finished_at"] is not None


def test_nothing_is_started_where_nothing_is_to_do(tmp_path: Path, store: Store) -> None:
    plans = write_plans(tmp_path / "renja", 3)
    list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(1)))

    def fails() -> Callable[[Path], DocumentResult]:
        raise AssertionError("no worker is needed")

    list(run_batch(plans, store, RECIPE, fails, LocalEngine(1)))


def test_reports_come_while_the_batch_goes_on(tmp_path: Path, store: Store) -> None:
    plans = write_plans(tmp_path / "renja", 30)
    run(plans[:20], store)
    engine = HereEngine()
    reports = run_batch(plans, store, RECIPE, PlainReader(), engine)
    for _ in range(20):
        next(reports)
    assert [] == engine.asked
