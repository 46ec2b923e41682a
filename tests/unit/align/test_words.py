from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from alignment.align.heads import WordWeights
from alignment.align.words import BUCKETS, buckets, heaviest_word, logit


def test_words_do_not_run_into_each_other() -> None:
    apart = set(buckets("alat")) | set(buckets("kantor"))
    assert apart == set(buckets("alat kantor")) == set(buckets("kantor, alat!"))


def test_case_does_not_matter() -> None:
    assert set(buckets("JALAN")) == set(buckets("jalan"))


@given(st.text(max_size=200))
def test_any_text_has_buckets_in_range(text: str) -> None:
    hit = buckets(text)
    assert all(0 <= one < BUCKETS for one in hit)
    assert len(hit) == len(set(hit.tolist()))


def test_a_text_without_letters_says_what_the_bias_says() -> None:
    assert -1.5 == logit("... ", WordWeights(np.ones(BUCKETS, np.float32), -1.5))


def test_the_heaviest_word_is_the_one_that_speaks_loudest() -> None:
    weights = np.zeros(BUCKETS, np.float32)
    weights[buckets("pesiar")] = 1.0
    model = WordWeights(weights, 0.0)
    assert "pesiar" == heaviest_word("kapal pesiar baru", model)
    assert heaviest_word("ruang kelas", model) is None


def test_digits_units_and_words_of_every_plan_are_never_the_telling_one() -> None:
    model = WordWeights(np.ones(BUCKETS, np.float32), 0.0)
    assert heaviest_word("12 km paket tahun 2026 peningkatan untuk pelaporan", model) is None
    assert "pesiar" == heaviest_word("12 km kapal pesiar", model)
