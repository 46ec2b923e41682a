"""What simpler ways reach on the same gold: the measure that the scorer has to pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alignment.align.texts import mission_texts, plain

if TYPE_CHECKING:
    from alignment.align.embed import Embedder, FloatArray
    from alignment.align.gold import Gold
    from alignment.align.metrics import Ints

_FOLDS = 5
_LEAST_GROUPS = 2


def baselines(gold: Gold, embedder: Embedder) -> dict[str, FloatArray]:
    """How alike each item and mission are, shape (n, m), by each of the simpler ways.

    ``cosine`` of bare vectors, ``tfidf`` of letters, ``majority`` (always the commonest mission),
    and ``linear``: logistic regression on the vectors, learnt from the gold's other programs.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = [plain(item.name) for item in gold.items]
    sentences = [plain(" ".join(mission_texts(one))) for one in gold.missions.missions]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).fit([*names, *sentences])
    tfidf = letters.transform(names) @ letters.transform(sentences).T
    vectors = embedder.embed(names)
    return {
        "cosine": np.asarray(vectors @ embedder.embed(sentences).T, np.float32),
        "tfidf": np.asarray(tfidf.todense(), np.float32),
        "majority": np.tile(gold.served.mean(axis=0), (len(names), 1)),
        "linear": linear(vectors, gold.served, gold.groups),
    }


def linear(vectors: FloatArray, served: FloatArray, groups: Ints) -> FloatArray:
    """Chances of a linear head that saw neither an item nor its group; zeros where it cannot learn.

    Items of no mission teach it nothing; of an item's missions it learns the first.
    """
    from sklearn.linear_model import LogisticRegression

    chances = np.zeros(served.shape, np.float32)
    fold_of = np.random.default_rng(0).permutation(groups.max() + 1)[groups] % _FOLDS
    if len(np.unique(groups)) < _LEAST_GROUPS:
        return chances
    is_served = served.sum(axis=1) > 0
    for fold in range(_FOLDS):
        learnt, asked = is_served & (fold_of != fold), fold_of == fold
        missions = served[learnt].argmax(axis=1)
        if asked.any() and len(np.unique(missions)) > 1:
            model = LogisticRegression(C=10.0, max_iter=1000).fit(vectors[learnt], missions)
            chances[np.ix_(asked, model.classes_)] = model.predict_proba(vectors[asked])
    return chances
