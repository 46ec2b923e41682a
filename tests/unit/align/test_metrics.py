from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.align import metrics


def test_auroc_counts_ties_half_and_is_undefined_with_one_class() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.1], np.float32)
    assert 0.875 == metrics.auroc(scores, np.array([True, True, False, False]))
    assert math.isnan(metrics.auroc(scores, np.ones(4, bool)))


@given(st.lists(st.tuples(st.floats(0, 1, width=32), st.booleans()), min_size=2, max_size=30))
def test_auroc_agrees_with_counting_pairs(pairs: list[tuple[float, bool]]) -> None:
    scores = np.array([score for score, _ in pairs], np.float32)
    positive = np.array([is_positive for _, is_positive in pairs])
    if positive.all() or not positive.any():
        return
    wins = [
        1.0 if a > b else 0.5 if a == b else 0.0
        for a in scores[positive]
        for b in scores[~positive]
    ]
    assert pytest.approx(np.mean(wins)) == metrics.auroc(scores, positive)


def test_right_is_the_likeliest_mission_or_one_of_as_many_as_are_looked_at() -> None:
    chances = np.array([[0.6, 0.3, 0.1], [0.6, 0.3, 0.1], [0.1, 0.3, 0.6]], np.float32)
    served = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 0]], np.float32)
    assert [True, False, False] == metrics.is_right(chances, served).tolist()
    assert [True, True, False] == metrics.is_right(chances, served, first=2).tolist()


def test_average_precision_and_precision_at_read_the_list_worst_first() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    positive = np.array([True, False, True, False])
    assert pytest.approx((1 + 2 / 3) / 2) == metrics.average_precision(scores, positive)
    assert 0.5 == metrics.precision_at(scores, positive, 2)


def test_calibration_error_is_nil_where_confidence_is_what_comes_true() -> None:
    right = np.array([True, True, True, False])
    assert pytest.approx(0, abs=1e-6) == metrics.ece(np.full(4, 0.75, np.float32), right)
    assert pytest.approx(0.25) == metrics.ece(np.ones(4, np.float32), right)


def test_macro_f1_weighs_missions_alike() -> None:
    expected = np.array([0, 0, 0, 1])
    assert pytest.approx((6 / 7 + 0) / 2) == metrics.macro_f1(expected, np.zeros(4, int))


def test_lomo_is_one_where_only_orphans_lose_their_mission() -> None:
    served = np.eye(2, dtype=np.float32)[[0, 0, 0, 1, 1, 1]]
    assert 1.0 == metrics.lomo_auroc(served, served)


def test_an_item_of_two_missions_is_no_orphan_when_one_goes() -> None:
    served = np.array([[1, 1]] * 3 + [[0, 1]] * 3, np.float32)
    similarity = np.array([[1, 1]] * 3 + [[0, 1]] * 3, np.float32)
    assert 1.0 == metrics.lomo_auroc(similarity, served)


def test_the_bootstrap_holds_the_figure_and_repeats_with_its_seed() -> None:
    values = np.arange(50) % 2 == 0

    def share(rows: np.ndarray) -> float:
        return float(values[rows].mean())

    first = metrics.bootstrap(share, np.arange(50), seed=1)
    assert first == metrics.bootstrap(share, np.arange(50), seed=1)
    assert first is not None
    assert first[0] < 0.5 < first[1]


def test_rows_of_a_group_are_drawn_together() -> None:
    def share(rows: np.ndarray) -> float:
        assert 0 == len(rows) % 25
        return float((rows % 2 == 0).mean())

    assert (0.48, 0.52) == metrics.bootstrap(share, np.repeat([0, 1], 25), seed=1)


def test_reliability_says_of_each_bin_what_was_promised_and_what_came_true() -> None:
    confidences = np.array([0.9, 0.9, 0.2])
    found = metrics.reliability(confidences, np.array([True, False, False]))
    assert [(pytest.approx(0.2), 0.0, 1), (pytest.approx(0.9), 0.5, 2)] == found


def test_risk_grows_as_less_sure_items_are_taken_and_equals_go_together() -> None:
    confidences = np.array([0.9, 0.8, 0.8, 0.1])
    right = np.array([True, True, False, False])
    expected = [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert expected == metrics.risk_coverage(confidences, right)


def test_a_curve_has_no_more_points_than_asked_and_ends_with_all_items() -> None:
    confidences = np.linspace(0, 1, 1000)
    points = metrics.risk_coverage(confidences, confidences > 0.5, points=20)
    assert 20 == len(points)
    assert (1.0, pytest.approx(0.5)) == points[-1]
