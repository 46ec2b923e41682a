"""Any engine, any number of workers: the same results, and no document lost with a worker."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from plain_plans import PlainReader, write_plans
from store_content import content_of

from alignment.batch import Ending, run_batch
from alignment.engines.local import LocalEngine
from alignment.engines.ray import RayEngine
from alignment.errors import EngineError, ModelError
from alignment.store.db import Store
from alignment.store.values import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.engines.protocol import Engine

RECIPE = Recipe("settings", "model", "missions", "code")
TESTS = str(Path(__file__).resolve().parents[1])


def ray_engine(workers: int) -> RayEngine:
    pytest.importorskip("ray", reason="the extra `ray` is not installed")
    os.environ["PYTHONPATH"] = os.pathsep.join([TESTS, os.environ.get("PYTHONPATH", "")])
    return RayEngine(workers)


@pytest.fixture(scope="module")
def ray_cluster() -> Iterator[None]:
    """A cluster that several tests share: starting one takes seconds."""
    ray_engine(1)
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


@pytest.fixture(params=["local", "ray"])
def two_workers(request: pytest.FixtureRequest) -> Engine:
    """Two workers of either engine."""
    if request.param == "local":
        return LocalEngine(2)
    request.getfixturevalue("ray_cluster")
    return RayEngine(2)


ENGINES = {
    "local, 1 worker": lambda: LocalEngine(1),
    "local, 2 workers": lambda: LocalEngine(2),
    "local, 3 workers, each for 5 documents": lambda: LocalEngine(3, jobs_per_worker=5),
    "ray, 2 workers": lambda: ray_engine(2),
}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return write_plans(tmp_path_factory.mktemp("renja"), 24)


@pytest.fixture(scope="module")
def expected(
    plans: list[str], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[object, ...]]:
    url = f"sqlite:///{tmp_path_factory.mktemp('acuan') / 'toko.db'}"
    with Store(url) as store:
        list(run_batch(plans, store, RECIPE, PlainReader(), LocalEngine(1)))
    return content_of(url)


@pytest.mark.parametrize("name", ENGINES)
def test_any_engine_and_number_of_workers_gives_the_same_store(
    name: str, plans: list[str], expected: list[tuple[object, ...]], store_url: str
) -> None:
    with Store(store_url) as store:
        reports = list(run_batch(plans, store, RECIPE, PlainReader(), ENGINES[name]()))
    assert sorted(plans) == sorted(one.source for one in reports)
    assert expected == content_of(store_url)


def endings(
    plans: list[str], tmp_path: Path, engine: Engine, reader: PlainReader | None = None
) -> dict[str, tuple[Ending, str | None]]:
    with Store(f"sqlite:///{tmp_path / 'toko.db'}") as store:
        reports = run_batch(plans, store, RECIPE, reader or PlainReader(), engine)
        return {Path(one.source).name: (one.ending, one.reason) for one in reports}


def misbehaving(tmp_path: Path, how: str) -> list[str]:
    plans = write_plans(tmp_path / "renja", 6, broken=0)
    with Path(plans[2]).open("a", encoding="utf-8") as file:
        file.write(f"\n!{how}")
    return plans


def test_a_document_that_kills_two_workers_is_named_and_the_rest_goes_on(
    tmp_path: Path, two_workers: Engine
) -> None:
    ended = endings(misbehaving(tmp_path, "die"), tmp_path, two_workers)
    ending, reason = ended.pop("renja_00002.pdf")
    assert Ending.FAILED is ending
    assert "the worker died" in str(reason)
    assert "2 times" in str(reason)
    assert {(Ending.DONE, None)} == set(ended.values())
    assert 5 == len(ended)


def test_a_worker_lost_once_costs_no_document(tmp_path: Path, two_workers: Engine) -> None:
    ended = endings(misbehaving(tmp_path, "die once"), tmp_path, two_workers)
    assert (tmp_path / "renja" / "renja_00002.died").exists()
    assert {(Ending.DONE, None)} == set(ended.values())


def test_a_fault_of_ours_is_a_failure_of_that_document_alone(tmp_path: Path) -> None:
    ended = endings(misbehaving(tmp_path, "raise"), tmp_path, LocalEngine(2))
    ending, reason = ended.pop("renja_00002.pdf")
    assert Ending.FAILED is ending
    assert "RuntimeError: a fault of ours" in str(reason)
    assert {(Ending.DONE, None)} == set(ended.values())


def test_a_document_that_never_ends_is_given_up(tmp_path: Path) -> None:
    engine = LocalEngine(2, seconds_per_job=1.0)
    ended = endings(misbehaving(tmp_path, "hang"), tmp_path, engine)
    ending, reason = ended.pop("renja_00002.pdf")
    assert Ending.FAILED is ending
    assert "took longer than 1 s" in str(reason)
    assert {(Ending.DONE, None)} == set(ended.values())


def test_the_model_is_loaded_once_a_worker(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "renja", 20)
    loads = tmp_path / "loads"
    reader = PlainReader(seconds=0.02, counts_loads_in=str(loads))
    endings(plans, tmp_path, LocalEngine(2), reader)
    pids = loads.read_text(encoding="utf-8").split()
    assert 2 == len(pids) == len(set(pids))


def no_model() -> None:
    raise ModelError("models/x: incomplete.", advice="Install again.")


def test_a_model_that_cannot_be_loaded_stops_the_batch_with_its_own_words(
    tmp_path: Path, two_workers: Engine
) -> None:
    plans = write_plans(tmp_path / "renja", 4)
    with pytest.raises(EngineError, match=r"models/x: incomplete\. Install again\."):
        endings(plans, tmp_path, two_workers, no_model)  # type: ignore[arg-type]


def dies_at_once() -> None:
    os._exit(7)


def test_workers_that_never_start_stop_the_batch(
    tmp_path: Path, two_workers: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alignment.engines.ray._FAILED_STARTS", 2)
    plans = write_plans(tmp_path / "renja", 8)
    with pytest.raises(EngineError, match=r"workers (in a row did not start|died and none)"):
        endings(plans, tmp_path, two_workers, dies_at_once)  # type: ignore[arg-type]


def test_jobs_are_drawn_only_when_a_worker_is_free() -> None:
    drawn = []

    def jobs() -> object:
        for number in range(50):
            drawn.append(number)
            yield number

    for answered, _ in enumerate(LocalEngine(2).map(make_doubler, jobs())):  # type: ignore[arg-type]
        assert len(drawn) <= answered + 1 + 2


def make_doubler() -> object:
    return double


def double(number: int) -> int:
    return 2 * number
