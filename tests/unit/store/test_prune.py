"""A store made small again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plain_plans import PlainReader, write_plans
from sqlalchemy import func, insert, select

from alignment.batch import run_batch
from alignment.engines.local import LocalEngine
from alignment.store import tables
from alignment.store.db import Store
from alignment.store.prune import prune
from alignment.store.values import Recipe
from alignment.store.vectors import vector_row

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from alignment.store.values import Version

OLD = Recipe("settings", "old model", "missions", "code")
NEW = replace(OLD, model_id="new model")


def test_only_what_is_read_stays_and_reports_stay_the_same(store_url: str, tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "renja", 6, broken=0.3)
    with Store(store_url) as store:
        for recipe, some in ((OLD, plans), (NEW, plans[:4])):
            list(run_batch(some, store, recipe, PlainReader(), LocalEngine(1)))
        before = [(one, store.load(one)) for one in store.versions()]
        assert (4, 0) == prune(store)
        assert before == [(one, store.load(one)) for one in store.versions()]
        assert (0, 0) == prune(store)
        with store.engine.connect() as connection:
            orphans = (
                select(func.count())
                .select_from(tables.items)
                .where(tables.items.c.result_id.not_in(select(tables.results.c.result_id)))
            )
            assert 0 == connection.execute(orphans).scalar()


def test_vectors_of_a_model_that_no_result_needs_go(store_url: str, tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "renja", 1, broken=0)
    with Store(store_url) as store:
        list(run_batch(plans, store, NEW, PlainReader(), LocalEngine(1)))
        rows = [vector_row(one.model_id, "jalan", b"12345678") for one in (OLD, NEW)]
        with store.engine.begin() as connection:
            connection.execute(insert(tables.vectors), rows)
        assert (0, 1) == prune(store)
        with store.engine.connect() as connection:
            kept = connection.execute(select(tables.vectors.c.model_id)).scalars().all()
        assert ["new model"] == kept


def test_what_a_batch_records_meanwhile_stays(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, late = write_plans(tmp_path / "renja", 2, broken=0)
    with Store(store_url) as store, Store(store_url) as other:
        list(run_batch([early], store, NEW, PlainReader(), LocalEngine(1)))
        ask = store.versions

        def while_a_batch_goes_on() -> list[Version]:
            found = ask()
            list(run_batch([late], other, NEW, PlainReader(), LocalEngine(1)))
            return found

        monkeypatch.setattr(store, "versions", while_a_batch_goes_on)
        assert (0, 0) == prune(store)
        assert 2 == len(ask())
