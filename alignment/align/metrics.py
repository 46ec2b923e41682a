"""The figures by which scores are judged. Pure; numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.align.embed import FloatArray

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int_]
_LEAST_ITEMS_LEFT_OUT = 3


def is_right(chances: FloatArray, served: FloatArray, *, first: int = 1) -> Bools:
    """Whether the item serves its likeliest mission, or one of the ``first``; shape (n,)."""
    likeliest = np.argsort(-chances, axis=1, kind="stable")[:, :first]
    return np.asarray(np.take_along_axis(served, likeliest, axis=1).max(axis=1) > 0)


def auroc(scores: FloatArray, is_positive: Bools) -> float:
    """Chance that a positive scores above a negative, ties counting half; NaN with one class."""
    positives = int(is_positive.sum())
    negatives = len(is_positive) - positives
    if not positives or not negatives:
        return float("nan")
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[place]
    above = ranks[is_positive].sum() - positives * (positives + 1) / 2
    return float(above / (positives * negatives))


def average_precision(scores: FloatArray, is_positive: Bools) -> float:
    """Mean precision at each positive of the list sorted worst first; NaN without positives."""
    if not is_positive.any():
        return float("nan")
    hits = is_positive[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def precision_at(scores: FloatArray, is_positive: Bools, count: int) -> float:
    """Share of positives among the ``count`` highest scores; NaN without positives."""
    if not is_positive.any():
        return float("nan")
    return float(is_positive[np.argsort(-scores, kind="stable")[:count]].mean())


def ece(confidences: FloatArray, right: Bools, *, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    held = reliability(confidences, right, bins=bins)
    gaps = (abs(said - was) * count for said, was, count in held)
    return float(sum(gaps) / max(len(right), 1))


def risk_coverage(
    confidences: FloatArray, right: Bools, *, points: int = 100
) -> list[tuple[float, float]]:
    """What is wrong among the surest items, the more of them are taken.

    Returns:
        Pairs of coverage (share of all items taken, surest first) and risk (share of those that is
        wrong), at most ``points`` of them, the last with all items. Equal confidences go together.
    """
    order = np.argsort(-confidences, kind="stable")
    wrong = np.cumsum(~right[order])
    falls = np.flatnonzero(np.diff(confidences[order], append=-np.inf) != 0)
    chosen = falls[np.unique(np.linspace(0, len(falls) - 1, points).round().astype(int))]
    return [((row + 1) / len(order), float(wrong[row] / (row + 1))) for row in chosen.tolist()]


def reliability(
    confidences: FloatArray, right: Bools, *, bins: int = 10
) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count of each bin of equal width that holds any item."""
    place = np.minimum((confidences * bins).astype(int), bins - 1)
    held = [place == one for one in range(bins) if (place == one).any()]
    return [
        (float(confidences[one].mean()), float(right[one].mean()), int(one.sum())) for one in held
    ]


def macro_f1(expected: Ints, given: Ints) -> float:
    """Mean F1 over the missions that are expected at least once."""
    scores = []
    for mission in np.unique(expected):
        hits = ((expected == mission) & (given == mission)).sum()
        total = (expected == mission).sum() + (given == mission).sum()
        scores.append(2 * hits / total if total else 0.0)
    return float(np.mean(scores)) if scores else float("nan")


def lomo_auroc(similarity: FloatArray, served: FloatArray) -> float:
    """Leave one mission out, by best similarity to the missions left; see ``lomo``."""
    return lomo(served, lambda gone: -np.delete(similarity, gone, axis=1).max(axis=1))


def lomo(served: FloatArray, misalignment: Callable[[int], FloatArray]) -> float:
    """Leave one mission out: does the score tell the items whose only mission is gone?

    Args:
        served: shape (n, m), 1 where the item serves the mission.
        misalignment: scores of all items when the mission of the given column is taken away.

    Returns:
        AUROC, averaged over missions with at least three such items; NaN where there is none.
    """
    found = []
    for mission in range(served.shape[1]):
        others = np.delete(served, mission, axis=1)
        orphans = (served[:, mission] > 0) & (others.sum(axis=1) == 0)
        if orphans.sum() >= _LEAST_ITEMS_LEFT_OUT and others.shape[1]:
            found.append(auroc(misalignment(mission), orphans))
    return float(np.mean(found)) if found else float("nan")


def bootstrap(
    figure: Callable[[Ints], float],
    groups: Ints,
    *,
    seed: int,
    draws: int = 300,
) -> tuple[float, float] | None:
    """The middle 95 % of ``figure`` over groups drawn with replacement; None where it is undefined.

    Args:
        figure: takes row numbers, gives the figure on those rows.
        groups: of each row; the rows of a group are drawn together.
        seed: of the draws.
        draws: how many.
    """
    random = np.random.default_rng(seed)
    order = np.argsort(groups, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    count = len(members)
    values = [
        figure(np.concatenate([members[one] for one in random.integers(count, size=count)]))
        for _ in range(draws)
    ]
    values = [value for value in values if not np.isnan(value)]
    if not values:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
