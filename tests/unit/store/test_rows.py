"""Results to rows and back, through both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from result_strategies import failed_results, read_results

from alignment.store.db import Store
from alignment.store.rows import pack
from alignment.store.values import Recipe, Submission
from alignment.types import DocumentResult, Level, PlanItem

if TYPE_CHECKING:
    from collections.abc import Iterator

RECIPE = Recipe("settings", "model", "missions", "code")


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store(store_url) as opened:
        yield opened


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(result=read_results() | failed_results)
def test_any_result_comes_back_from_the_store_as_it_was(
    store: Store, result: DocumentResult
) -> None:
    document_id = uuid.uuid4().hex
    submission = Submission(document_id, "x", "/x", 1, "2026-01-01")
    run = store.start_run(RECIPE, engine="local", workers=1)
    assert store.save(submission, RECIPE, run, pack(result, document_id=document_id))
    (version,) = (one for one in store.versions() if one.document_id == document_id)
    back = store.load(version)
    assert result == back


@given(result=read_results())
def test_a_verdict_on_an_item_of_another_document_is_refused(result: DocumentResult) -> None:
    stranger = replace(PlanItem("1", "lain", Level.PROGRAM, "Jalan"), name="Jembatan")
    for alignment in result.alignments[:1]:
        mixed = replace(result, alignments=(replace(alignment, item=stranger),))
        with pytest.raises(ValueError, match="not read here"):
            pack(mixed, document_id="0")


@given(result=failed_results)
def test_a_failed_document_has_a_reason_and_no_items(result: DocumentResult) -> None:
    packed = pack(result, document_id="0")
    assert "failed" == packed.result["status"]
    assert packed.failure is not None
    assert () == packed.items == packed.alignments
