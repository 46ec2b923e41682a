"""A text's vector, to the last bit, is the text's alone."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.align.embed import OnnxEmbedder, load_embedder
from alignment.reader import SharingEmbedder
from alignment.resources import DEFAULT_MODEL, resource

FOLDER = resource(DEFAULT_MODEL)
WORDS = (  # noqa: SIM905
    "jalan provinsi pembangunan jembatan penyediaan layanan kesehatan bagi warga terdampak krisis "
    "dokumen (unit), 100 % pengelolaan pendidikan menengah atas"
).split()
texts = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=30)


@cache
def embedder(threads: int) -> OnnxEmbedder:
    return OnnxEmbedder(FOLDER, threads=threads)


@cache
def alone(text: str) -> bytes:
    return embedder(1).embed([text]).tobytes()


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(st.lists(texts, min_size=1, max_size=24), st.sampled_from([1, 2, 3, 8]))
def test_in_any_company_order_and_number_of_threads_it_is_the_same(
    company: list[str], threads: int
) -> None:
    rows = SharingEmbedder(embedder(threads), None).embed(company)
    assert [alone(text) for text in company] == [row.tobytes() for row in rows]


def test_texts_of_one_length_that_are_more_than_one_batch_are_the_same_too() -> None:
    many = [f"jalan {first} {second}" for first in WORDS[:9] for second in WORDS[:9]] * 9
    rows = embedder(1).embed(many)
    assert [alone(text) for text in many] == [row.tobytes() for row in rows]


def test_each_vector_has_length_one_and_none_is_asked_for_in_vain() -> None:
    rows = load_embedder(FOLDER).embed(["penyelenggaraan jalan provinsi", ""])
    assert np.allclose(1.0, np.linalg.norm(rows, axis=1), atol=1e-5)
    assert embedder(1).embed([]).shape == (0, embedder(1).dimensions)
