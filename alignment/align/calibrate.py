"""Scores on labelled items that the heads never saw -> the numbers of the calibration. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from alignment.align.features import coverage
from alignment.align.score import Mark, choice_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.embed import FloatArray

Doubles = npt.NDArray[np.float64]
_NEWTON_STEPS = 50
_RIDGE = 1e-2


@dataclass(frozen=True, slots=True)
class RegionScores:
    """One region's items against its missions, by heads that never saw the region.

    ``features`` has shape (n, m, 4): likeness of themes, of meaning, of words, and of themes where
    the codes are left aside; ``left`` (n, m, 2) how much of the item's themes the others hold when
    a mission is taken away, by codes and by words alone; ``served`` (n, m) with 1 where the item
    serves the mission; a level for each item.
    ``is_regional`` is False for national plans, which are measured but not calibrated on.
    """

    region: str
    features: FloatArray
    left: FloatArray
    served: FloatArray
    levels: tuple[str, ...] = ()
    is_regional: bool = True

    def choice_inputs(self, *, from_text: bool = False) -> FloatArray:
        """What speaks for each mission; shape (n, m, 3). ``from_text`` leaves the codes aside."""
        by_theme, by_meaning, by_words, uncoded = np.moveaxis(self.features, 2, 0)
        return choice_inputs(uncoded if from_text else by_theme, by_meaning, by_words)


def fit_choice(regions: Sequence[RegionScores]) -> Doubles:
    """Slopes of a softmax over missions, by penalised likelihood; every region weighs alike.

    Slopes are kept at zero or above: no kind of likeness may speak against a mission.
    """
    inputs = [one.choice_inputs() for one in regions]
    slopes = np.ones(inputs[0].shape[2])
    rate = 2.0
    for _ in range(4000):
        gradient = np.mean(
            [
                _choice_gradient(each, one.served, slopes)
                for each, one in zip(inputs, regions, strict=True)
            ],
            axis=0,
        )
        slopes = np.maximum(slopes + rate * (gradient - 1e-4 * slopes), 0.0)
    return slopes


def _choice_gradient(inputs: FloatArray, is_served: FloatArray, slopes: Doubles) -> Doubles:
    logits = inputs @ slopes
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    served = is_served * chances
    wanted = served / np.maximum(served.sum(axis=1, keepdims=True), 1e-12)
    gradient: Doubles = ((wanted - chances)[:, :, None] * inputs).sum(axis=1).mean(axis=0)
    return gradient


def fit_logistic(features: Doubles, is_positive: Doubles, weights: Doubles) -> Doubles:
    """Slopes and, last, the offset of a logistic regression; Newton's method, light ridge."""
    design = np.column_stack([features, np.ones(len(features))])
    slopes = np.zeros(design.shape[1])
    ridge = np.diag([_RIDGE] * features.shape[1] + [0.0])
    for _ in range(_NEWTON_STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ slopes, -30, 30)))
        gradient = design.T @ (weights * (is_positive - chances)) - ridge @ slopes
        curve = (design * (weights * chances * (1 - chances))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve + 1e-9 * np.eye(len(slopes)), gradient)
        slopes = slopes + step
        if np.abs(step).max() < 1e-9:  # noqa: PLR2004
            break
    return slopes


def prior_weights(is_positive: Doubles, *, share: float) -> Doubles:
    """Weights under which positives are ``share`` of the whole; their mean is 1."""
    positive = is_positive > 0
    weights = np.where(
        positive, share / max(positive.mean(), 1e-9), (1 - share) / max((~positive).mean(), 1e-9)
    )
    return np.asarray(weights, np.float64)


def coverage_left(items: FloatArray, missions: FloatArray) -> FloatArray:
    """How much of the items' themes the others hold when each mission is taken away; (n, m)."""
    away = range(len(missions))
    return np.stack([coverage(items, np.delete(missions, gone, axis=0)) for gone in away], axis=1)


def left_uncovered(served: FloatArray) -> FloatArray:
    """1 where an item serves no mission once that of the column is taken away; (n, m)."""
    others = served.sum(axis=1, keepdims=True) - served
    return np.asarray(others == 0, np.float32)


def highest_safe_threshold(
    chances: Doubles, is_positive: Doubles, weights: Doubles, *, largest_share: float
) -> float:
    """The highest chance below which at most ``largest_share`` (by weight) are positive."""
    order = np.argsort(chances, kind="stable")
    cleared = np.cumsum(weights[order])
    share = np.cumsum((weights * is_positive)[order]) / cleared
    safe = np.flatnonzero(share <= largest_share)
    return float(chances[order][safe[-1]]) if len(safe) else 0.0


def dial(
    chances: Doubles, is_positive: Doubles, weights: Doubles, *, shares: Sequence[float]
) -> tuple[Mark, ...]:
    """For each share the threshold that keeps it."""
    found = []
    for share in shares:
        threshold = highest_safe_threshold(chances, is_positive, weights, largest_share=share)
        passed = float((chances[is_positive == 0] <= threshold).mean())
        found.append(Mark(share, round(threshold, 5), round(passed, 3)))
    return tuple(found)


def lowest_sure_threshold(
    chances: Doubles, is_positive: Doubles, weights: Doubles, *, least_share: float
) -> float:
    """The lowest chance above which at least ``least_share`` (by weight) are positive."""
    order = np.argsort(-chances, kind="stable")
    accused = np.cumsum(weights[order])
    share = np.cumsum((weights * is_positive)[order]) / accused
    sure = np.flatnonzero(share >= least_share)
    return float(chances[order][sure[-1]]) if len(sure) else 1.0
