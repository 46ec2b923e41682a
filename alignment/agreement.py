"""Chance-corrected agreement between people who judge the same things."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cohen_kappa(first: Sequence[str | None], second: Sequence[str | None]) -> float | None:
    """Cohen's kappa of two judges, label by label.

    Returns:
        1 where they always agree, 0 where they agree as chance would; None where both use one and
        the same label only, for then chance alone would agree always.
    """
    from sklearn.metrics import cohen_kappa_score

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kappa = float(cohen_kappa_score(list(first), list(second)))
    return None if math.isnan(kappa) else kappa


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> float | None:
    """Fleiss' kappa of many judges, not all of whom need have judged every thing.

    Args:
        counts: shape (things, labels): how many judges gave a thing that label. Things that fewer
            than two judged say nothing and are left out.

    Returns:
        As ``cohen_kappa``; None where nothing was judged twice, or one label only was ever given.
    """
    import numpy as np

    table = np.asarray(counts, dtype=float)
    if table.ndim != 2:  # noqa: PLR2004  things by labels
        return None
    table = table[table.sum(axis=1) > 1]
    if not len(table):
        return None
    judges = table.sum(axis=1)
    agreeing = ((table**2).sum(axis=1) - judges) / (judges * (judges - 1))
    shares = table.sum(axis=0) / table.sum()
    by_chance = float((shares**2).sum())
    if math.isclose(by_chance, 1.0):
        return None
    return (float(agreeing.mean()) - by_chance) / (1 - by_chance)
