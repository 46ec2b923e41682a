"""Vectors that are kept: found by model and text, made once, shared by equal texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from result_strategies import texts
from sqlalchemy import func, select

from alignment.reader import SharingEmbedder
from alignment.store import tables
from alignment.store.db import Store
from alignment.store.rows import pack
from alignment.store.values import Recipe, Submission
from alignment.store.vectors import VectorReader, vector_id, vector_row
from alignment.types import DocumentResult, Failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RECIPE = Recipe("settings", "model", "missions", "code")
FAILED = DocumentResult("a.pdf", failure=Failure("a.pdf", "extract", "broken", "a.pdf: broken."))


class CountingEmbedder:
    """A text's vector says how often any text was embedded before, and how long the text is."""

    name = "counting"
    dimensions = 2

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.batches.append(list(texts))
        return np.array([[len(text), 0.1] for text in texts], np.float32)


def keep(store: Store, *rows: dict[str, object], document_id: str = "0" * 64) -> None:
    run = store.start_run(RECIPE, engine="local", workers=1)
    packed = replace(pack(FAILED, document_id=document_id), vectors=rows)
    store.save(Submission(document_id, "a.pdf", "/a.pdf", 0, "2026"), RECIPE, run, packed)


def test_what_one_worker_made_another_finds(store_url: str) -> None:
    first = SharingEmbedder(CountingEmbedder(), VectorReader(store_url, "m"))
    with Store(store_url) as store:
        made = first.embed(["jalan", "jembatan"])
        keep(store, *(vector_row("m", text, held) for text, held in first.take_made().items()))
    counting = CountingEmbedder()
    second = SharingEmbedder(counting, VectorReader(store_url, "m"))
    assert np.array_equal(made, second.embed(["jalan", "jembatan"]))
    assert [] == counting.batches
    assert {} == second.take_made()


def test_another_model_shares_nothing(store_url: str) -> None:
    with Store(store_url) as store:
        keep(store, vector_row("m", "jalan", b"12345678"))
    assert {"jalan": b"12345678"} == VectorReader(store_url, "m").find(["jalan", "lain"])
    assert {} == VectorReader(store_url, "n").find(["jalan"])


def test_equal_texts_of_two_documents_are_kept_once(store_url: str) -> None:
    with Store(store_url) as store:
        row = vector_row("m", "jalan", b"12345678")
        keep(store, row)
        keep(store, row, document_id="1" * 64)
        with store.engine.connect() as connection:
            counted = select(func.count()).select_from(tables.vectors)
            assert 1 == connection.execute(counted).scalar()


def test_more_texts_than_one_question_may_hold_are_found(store_url: str) -> None:
    many = [f"teks {number}" for number in range(1200)]
    with Store(store_url) as store:
        keep(store, *(vector_row("m", text, text.encode()) for text in many))
    assert {text: text.encode() for text in many} == VectorReader(store_url, "m").find(many)


def test_texts_that_are_not_kept_are_made_together_each_once() -> None:
    counting = CountingEmbedder()
    rows = SharingEmbedder(counting, None).embed(["a", "bb", "a", "ccc"])
    assert [["a", "bb", "ccc"]] == counting.batches
    assert [1, 2, 1, 3] == rows[:, 0].tolist()


def test_without_a_store_nothing_is_kept() -> None:
    embedder = SharingEmbedder(CountingEmbedder(), None)
    embedder.embed(["a"])
    assert {} == embedder.take_made()


def test_a_store_that_does_not_answer_costs_no_document(tmp_path: Path) -> None:
    (tmp_path / "rusak.db").write_text("bukan basis data" * 99, encoding="utf-8")
    reader = VectorReader(f"sqlite:///{tmp_path / 'rusak.db'}", "m")
    assert (1, 2) == SharingEmbedder(CountingEmbedder(), reader).embed(["a"]).shape


@given(texts, texts)
def test_any_text_has_an_id_of_its_own(one: str, another: str) -> None:
    assert (one == another) is (vector_id("m", one) == vector_id("m", another))
