from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.agreement import cohen_kappa, fleiss_kappa

# Fourteen psychologists sort ten patients into five classes: the worked example of Wikipedia's
# article on Fleiss' kappa, whose result is 0.210.
PATIENTS = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)


def test_fleiss_kappa_is_that_of_the_published_example() -> None:
    assert fleiss_kappa(PATIENTS) == pytest.approx(0.210, abs=5e-4)


def test_cohens_kappa_is_that_of_the_published_example() -> None:
    """Two readers of 50 grant applications: 20 both yes, 15 both no; kappa 0.4."""
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohen_kappa(first, second) == pytest.approx(0.4)


def test_things_that_one_judge_saw_say_nothing() -> None:
    assert fleiss_kappa([*PATIENTS, (1, 0, 0, 0, 0), (0,) * 5]) == fleiss_kappa(PATIENTS)


@pytest.mark.parametrize("counts", [[], [(1, 0)], [(2,), (3,)], [(2, 0), (3, 0)]])
def test_where_chance_alone_agrees_always_there_is_no_kappa(counts: list[tuple[int]]) -> None:
    assert fleiss_kappa(counts) is None
    assert cohen_kappa(["a", "a"], ["a", "a"]) is None


@given(st.lists(st.sampled_from("abc"), min_size=3).filter(lambda said: len(set(said)) > 1))
def test_full_agreement_is_one(said: list[str]) -> None:
    assert cohen_kappa(said, said) == pytest.approx(1.0)
    counts = [[2 * (one == label) for label in "abc"] for one in said]
    assert fleiss_kappa(counts) == pytest.approx(1.0)
