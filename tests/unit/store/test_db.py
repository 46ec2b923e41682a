"""What the store keeps, and what it refuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from plain_plans import PlainPlans
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from alignment.errors import MissingExtraError, StoreError
from alignment.store import tables
from alignment.store.connect import patiently
from alignment.store.db import Store
from alignment.store.rows import PackedResult, pack
from alignment.store.schema import HEAD
from alignment.store.values import Counts, Recipe, Submission
from alignment.types import DocumentResult, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RECIPE = Recipe("settings", "model", "missions", "code")
SUBMISSION = Submission("ab" * 32, "renja.pdf", "/inbox/renja.pdf", 10, "2026-01-01T00:00:00+00:00")


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store(store_url) as opened:
        yield opened


@pytest.fixture
def run_id(store: Store) -> str:
    return store.start_run(RECIPE, engine="local", workers=2)


@pytest.fixture
def good(tmp_path: Path) -> PackedResult:
    path = tmp_path / "renja.pdf"
    path.write_text("Dinas A;2026\n1.02.02;Kesehatan;5\n1.02.02.1.01;Gizi;3", encoding="utf-8")
    return pack(PlainPlans()(path), document_id=SUBMISSION.document_id)


def bad(why: str) -> PackedResult:
    failure = Failure("renja.pdf", "extract", "broken", why, "Ask again.")
    return pack(DocumentResult("renja.pdf", failure=failure), document_id=SUBMISSION.document_id)


def count(store: Store, table: str) -> int:
    with store.engine.connect() as connection:
        return len(connection.execute(select(tables.metadata.tables[table])).all())


def test_a_document_is_on_record_only_under_the_recipe_it_was_read_with(
    store: Store, run_id: str, good: PackedResult
) -> None:
    assert store.outcome(SUBMISSION.document_id, RECIPE) is None
    assert store.save(SUBMISSION, RECIPE, run_id, good)
    outcome = store.outcome(SUBMISSION.document_id, RECIPE)
    assert outcome is not None
    assert ("complete", 2, 1, None) == (
        outcome.status, outcome.item_count, outcome.warning_count, outcome.reason
    )  # fmt: skip
    for field in ("settings_fingerprint", "model_id", "missions_digest", "code_version"):
        other = replace(RECIPE, **{field: "another"})
        assert store.outcome(SUBMISSION.document_id, other) is None


def test_a_second_result_of_a_complete_document_changes_nothing(
    store: Store, run_id: str, good: PackedResult
) -> None:
    assert store.save(SUBMISSION, RECIPE, run_id, good)
    before = {name: count(store, name) for name in tables.metadata.tables}
    assert not store.save(SUBMISSION, RECIPE, run_id, good)
    assert not store.save(SUBMISSION, RECIPE, run_id, bad("late"))
    assert before == {name: count(store, name) for name in tables.metadata.tables}


def test_a_failure_gives_way_to_the_next_try(store: Store, run_id: str, good: PackedResult) -> None:
    for why in ("first", "second"):
        assert store.save(SUBMISSION, RECIPE, run_id, bad(why))
    outcome = store.outcome(SUBMISSION.document_id, RECIPE)
    assert outcome is not None
    assert "second Ask again." == outcome.reason
    assert 1 == count(store, "failures")
    assert store.save(SUBMISSION, RECIPE, run_id, good)
    assert (0, 2, 2) == tuple(count(store, one) for one in ("failures", "items", "alignments"))


def test_half_a_document_is_never_there(store: Store, run_id: str, good: PackedResult) -> None:
    broken = replace(good, findings=({"position": 0, "code": None, "message": "x"},))
    with pytest.raises(StoreError):
        store.save(SUBMISSION, RECIPE, run_id, broken)
    for table in ("documents", "results", "items", "alignments", "findings"):
        assert 0 == count(store, table)


def test_a_new_recipe_stands_beside_the_old_and_is_the_one_read(
    store: Store, run_id: str, good: PackedResult
) -> None:
    newer = replace(RECIPE, model_id="better")
    later = store.start_run(newer, engine="local", workers=1)
    store.save(SUBMISSION, RECIPE, run_id, good)
    store.save(SUBMISSION, newer, later, replace(good, result=good.result | {"seconds": 9.0}))
    (version,) = store.versions()
    assert 9.0 == store.load(version).seconds
    assert 2 == count(store, "results")


def test_several_versions_are_loaded_as_each_alone_but_share_their_texts(
    store: Store, run_id: str, good: PackedResult
) -> None:
    for number in range(3):
        other = replace(SUBMISSION, document_id=f"{number:064}")
        store.save(
            other, RECIPE, run_id, replace(good, result=good.result | {"plan_key": f"{number}"})
        )
    versions = store.versions()
    together = list(store.load_all(versions))
    assert together == [store.load(one) for one in versions]
    names = {id(one.extraction.items[0].name) for one in together if one.extraction}
    assert (3, 1) == (len(together), len(names))


def test_a_result_with_items_is_read_rather_than_a_newer_failure(
    store: Store, run_id: str, good: PackedResult
) -> None:
    newer = replace(RECIPE, code_version="worse")
    later = store.start_run(newer, engine="local", workers=1)
    store.save(SUBMISSION, RECIPE, run_id, good)
    store.save(SUBMISSION, newer, later, bad("regressed"))
    (version,) = store.versions()
    assert "complete" == version.status


def test_a_run_that_ends_says_how(store: Store, run_id: str) -> None:
    store.finish_run(run_id, Counts(done=3, failed=1, skipped=2))
    with store.engine.connect() as connection:
        (run,) = connection.execute(select(tables.runs)).mappings()
    assert (3, 1, 2) == (run["done_count"], run["failed_count"], run["skipped_count"])
    assert run["started_at"] <= run["finished_at"]


def test_versions_of_one_plan_come_in_order_and_the_last_stands_for_it(
    store: Store, run_id: str, good: PackedResult
) -> None:
    stages = {"3" * 64: "perubahan", "1" * 64: "rancangan", "2" * 64: "rancangan_akhir"}
    for number, (document_id, stage) in enumerate(stages.items()):
        submission = replace(
            SUBMISSION, document_id=document_id, name=f"{stage}.pdf", received_at=f"2026-0{number}"
        )
        packed = replace(good, result=good.result | {"stage": stage, "plan_key": "dinas a:2026"})
        store.save(submission, RECIPE, run_id, packed)
    order = [one.stage for one in store.versions()]
    assert ["rancangan", "rancangan_akhir", "perubahan"] == order
    assert ["perubahan.pdf"] == [one.name for one in store.latest()]


def test_opening_a_store_again_keeps_what_is_in_it(store_url: str, good: PackedResult) -> None:
    with Store(store_url) as store:
        run = store.start_run(RECIPE, engine="local", workers=1)
        store.save(SUBMISSION, RECIPE, run, good)
    with Store(store_url) as store:
        assert 1 == len(store.versions())


def test_a_store_of_a_newer_program_is_refused(store: Store, store_url: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=f"knows up to {HEAD}.*newer version"):
        Store(store_url)


def test_a_database_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "lain.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE gaji (jumlah)")
    with pytest.raises(StoreError, match="other tables"):
        Store(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert [("gaji",)] == names


@pytest.mark.parametrize("url", ["alignment.db", "mysql://a/b", "sqlite+aiosqlite:///a.db", ""])
def test_what_is_no_url_of_a_store_is_refused_with_the_form_of_one(url: str) -> None:
    with pytest.raises(StoreError, match="Write sqlite:///FILE"):
        Store(url)


def test_a_missing_driver_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(MissingExtraError, match=r"\.\[postgres\]"):
        Store("postgresql://x@/y")


def test_what_is_no_database_is_said_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "surat.db"
    file.write_text("Kepada Yth." * 100, encoding="utf-8")
    with pytest.raises(StoreError, match=r"surat\.db: file is not a database") as caught:
        Store(f"sqlite:///{file}")
    assert "\n" not in str(caught.value)


def test_a_password_is_never_shown_and_a_wrong_address_not_waited_for() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as caught:
        Store("postgresql://ani:rahasia@127.0.0.1:1/renja")
    assert "rahasia" not in str(caught.value)


def full_disk() -> DBAPIError:
    return OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))


def test_a_full_disk_is_said_at_once_and_what_to_do(store: Store) -> None:
    tries = []

    def act() -> None:
        tries.append(1)
        raise full_disk()

    with pytest.raises(StoreError, match="Free some space, then start again"):
        patiently(act, store.engine, pauses=(0, 0))
    assert 1 == len(tries)


def test_a_database_that_is_away_is_asked_again(store: Store) -> None:
    tries = []

    def act() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise DBAPIError("SELECT", {}, OSError("gone"), connection_invalidated=True)
        return "back"

    assert "back" == patiently(act, store.engine, pauses=(0, 0, 0))


def test_a_database_that_stays_away_ends_the_patience(store: Store) -> None:
    def act() -> None:
        raise DBAPIError("SELECT", {}, OSError("gone"), connection_invalidated=True)

    with pytest.raises(StoreError, match="gone"):
        patiently(act, store.engine, pauses=(0, 0))
