from __future__ import annotations

import numpy as np
import pytest

from alignment.align import calibrate


def _region(features: np.ndarray, served: np.ndarray) -> calibrate.RegionScores:
    return calibrate.RegionScores("somewhere", features, features[:, :, :2], served)


def test_a_likeness_that_tells_the_mission_gets_a_slope_and_noise_gets_none() -> None:
    random = np.random.default_rng(1)
    served = np.eye(3, dtype=np.float32)[random.integers(3, size=300)]
    telling = np.clip(0.3 + 0.2 * served + random.normal(0, 0.1, served.shape), 0, 1)
    against = -served
    nothing = np.zeros_like(served)
    features = np.stack([telling, against, nothing, nothing], axis=2).astype(np.float32)
    telling_slope, against_slope, _ = calibrate.fit_choice([_region(features, served)])
    assert telling_slope > 1.0
    assert against_slope == 0.0


def test_logistic_regression_finds_slope_and_offset_again() -> None:
    random = np.random.default_rng(2)
    features = random.normal(size=(20_000, 1))
    chances = 1 / (1 + np.exp(-(2.0 * features[:, 0] - 1.0)))
    positive = (random.random(20_000) < chances).astype(float)
    slope, offset = calibrate.fit_logistic(features, positive, np.ones(20_000))
    assert pytest.approx((2.0, -1.0), abs=0.1) == (slope, offset)


def test_prior_weights_make_positives_the_share_asked_for() -> None:
    positive = np.array([1.0, 1.0, 0.0, 0.0])
    weights = calibrate.prior_weights(positive, share=0.1)
    assert pytest.approx(0.1) == (weights * positive).sum() / weights.sum()
    assert pytest.approx(1.0) == weights.mean()


def test_a_mission_taken_away_leaves_only_its_own_items_uncovered() -> None:
    served = np.array([[1, 0], [1, 1], [0, 1]], np.float32)
    assert [[1, 0], [0, 0], [0, 1]] == calibrate.left_uncovered(served).tolist()


def test_coverage_left_is_what_the_other_missions_hold() -> None:
    items, missions = np.array([[1, 0], [1, 1]], np.float32), np.eye(2, dtype=np.float32)
    assert [[0.0, 1.0], [0.5, 0.5]] == calibrate.coverage_left(items, missions).tolist()


def test_where_the_only_mission_is_taken_away_nothing_is_held() -> None:
    one = np.ones((1, 2), np.float32)
    assert [[0.0]] == calibrate.coverage_left(one, one).tolist()


def test_thresholds_keep_the_share_they_promise() -> None:
    chances = np.array([0.1, 0.2, 0.3, 0.4])
    positive = np.array([0.0, 0.0, 1.0, 1.0])
    weights = np.ones(4)
    safe = calibrate.highest_safe_threshold(chances, positive, weights, largest_share=0.05)
    sure = calibrate.lowest_sure_threshold(chances, positive, weights, least_share=0.9)
    assert (0.2, 0.3) == (safe, sure)


def test_missions_are_told_apart_by_the_proportion_of_their_likeness() -> None:
    by_theme = np.array([[0.3, 0.1], [0.9, 0.7]], np.float32)
    served = np.array([[1, 0], [1, 0]], np.float32)
    nothing = np.zeros_like(by_theme)
    features = np.stack([by_theme, nothing, nothing, nothing], axis=2)
    inputs = _region(features, served).choice_inputs()
    surer, less_sure = inputs[:, 0, 0] - inputs[:, 1, 0]
    assert surer > less_sure
