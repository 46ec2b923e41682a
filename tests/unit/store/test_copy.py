"""Backup and restore, from either database to either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from plain_plans import PlainReader, write_plans
from store_content import content_of

from alignment.batch import run_batch
from alignment.engines.local import LocalEngine
from alignment.errors import StoreError
from alignment.store import copy
from alignment.store.copy import back_up, restore
from alignment.store.db import Store
from alignment.store.values import Recipe

if TYPE_CHECKING:
    from pathlib import Path

    from databases import Cluster

RECIPE = Recipe("settings", "model", "missions", "code")


@pytest.fixture
def filled(store_url: str, tmp_path: Path) -> str:
    plans = write_plans(tmp_path / "renja", 8, broken=0.3)
    with Store(store_url) as store:
        list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(1)))
    return store_url


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_what_was_backed_up_is_restored_to_either_database(
    filled: str, to: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    target = f"sqlite:///{tmp_path / 'baru.db'}"
    if to == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        target = cluster.new_database()
    backed_up = back_up(filled, tmp_path / "cadangan.db")
    assert backed_up == restore(tmp_path / "cadangan.db", target)
    assert content_of(filled) == content_of(target)


def test_a_restored_store_takes_new_documents(filled: str, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "cadangan.db")
    target = f"sqlite:///{tmp_path / 'baru.db'}"
    restore(tmp_path / "cadangan.db", target)
    _add_more(target, tmp_path)


def test_a_restored_postgresql_store_counts_on(
    postgres_cluster: Cluster, filled: str, tmp_path: Path
) -> None:
    back_up(filled, tmp_path / "cadangan.db")
    target = postgres_cluster.new_database()
    restore(tmp_path / "cadangan.db", target)
    _add_more(target, tmp_path)


def _add_more(url: str, tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "lagi", 3, seed=9)
    with Store(url) as store:
        before = len(store.versions())
        list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(1)))
        assert before + 3 == len(store.versions())


def test_a_backup_never_replaces_a_file(filled: str, tmp_path: Path) -> None:
    (tmp_path / "cadangan.db").write_text("milik orang", encoding="utf-8")
    with pytest.raises(StoreError, match="is there already"):
        back_up(filled, tmp_path / "cadangan.db")
    assert "milik orang" == (tmp_path / "cadangan.db").read_text(encoding="utf-8")


def test_a_backup_is_one_file(filled: str, tmp_path: Path) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    back_up(filled, folder / "c.db")
    assert ["c.db"] == [one.name for one in folder.iterdir()]


def test_a_store_in_use_is_not_written_over(filled: str, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "cadangan.db")
    before = content_of(filled)
    with pytest.raises(StoreError, match="already holds"):
        restore(tmp_path / "cadangan.db", filled)
    assert before == content_of(filled)


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "no such backup"), ("x" * 5000, "not a data"), ("", "an empty file")],
)
def test_what_is_no_backup_is_refused(tmp_path: Path, text: str | None, said: str) -> None:
    file = tmp_path / "cadangan.db"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=said):
        restore(file, f"sqlite:///{tmp_path / 'baru.db'}")


def test_a_backup_that_may_only_be_read_is_restored_and_stays_as_it_is(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "arsip"
    folder.mkdir()
    backed_up = back_up(filled, folder / "c.db")
    opened: list[str] = []
    copy_as_before = copy.copy_store
    # Root may write anywhere.
    monkeypatch.setattr(copy.os, "access", lambda path, _mode: "arsip" not in str(path))
    monkeypatch.setattr(
        copy, "copy_store", lambda *urls: opened.extend(urls) or copy_as_before(*urls)
    )
    target = f"sqlite:///{tmp_path / 'baru.db'}"
    assert backed_up == restore(folder / "c.db", target)
    assert content_of(filled) == content_of(target)
    assert str(folder) not in opened[0]
