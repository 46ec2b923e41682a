"""Fits the heads, seeded, on the CPU: torch inside, plain arrays in and out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, cast

import numpy as np

from alignment.align.heads import Head, Perceptron, StemWeights, WordWeights, standardise
from alignment.align.texts import stems
from alignment.align.words import BUCKETS, buckets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor, nn
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LRScheduler

    from alignment.align.embed import FloatArray

_BATCH = 256
_MISSION_BATCH = 64
_CONTENT_BATCH = 128
_SETS_PER_STEP = 2
_LEARNING_RATE = 2e-3
_WEIGHT_DECAY = 1e-2
_SHARPNESS = 10.0
"""How strongly a difference of theme cosines tells one mission of a set from another."""
_COVERED = 0.2
"""Below this cosine of labels, no mission of a set holds an item, and the set teaches nothing."""


@dataclass(frozen=True, slots=True)
class ThemeTask:
    """Vectors and labels for the two theme heads.

    ``choices`` are official assignments: rows of ``choice_vectors``, the rows of
    ``choice_missions`` that were to choose from, and 1 for those it serves.
    """

    items: FloatArray
    item_themes: FloatArray
    item_weights: FloatArray
    missions: FloatArray
    mission_themes: FloatArray
    sets: Sequence[Sequence[int]]
    choice_vectors: FloatArray
    choice_missions: FloatArray
    choices: Sequence[tuple[int, Sequence[int], Sequence[float]]] = ()

    @property
    def item_centre(self) -> FloatArray:
        """The mean item vector."""
        return np.asarray(self.items.mean(axis=0), np.float32)

    @property
    def mission_centre(self) -> FloatArray:
        """The mean mission vector."""
        return np.asarray(self.missions.mean(axis=0), np.float32)


def fit_theme_heads(
    task: ThemeTask,
    *,
    seeds: Sequence[int],
    epochs: int = 8,
    listwise: float = 1.5,
    official: float = 0.5,
) -> tuple[Head, Head]:
    """Fits item and mission heads together: each learns its themes, and both learn to agree.

    The first is told by binary cross-entropy; the second by the choice among the missions of a
    set, against the choice that the labels themselves would make.
    """
    pairs = [
        _fit_theme_pair(task, seed, epochs=epochs, listwise=listwise, official=official)
        for seed in seeds
    ]
    return (
        Head(task.item_centre, tuple(item for item, _ in pairs)),
        Head(task.mission_centre, tuple(mission for _, mission in pairs)),
    )


def _fit_theme_pair(
    task: ThemeTask, seed: int, *, epochs: int, listwise: float, official: float
) -> tuple[Perceptron, Perceptron]:
    import torch

    _on_one_thread()
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    items = torch.from_numpy(standardise(task.items, task.item_centre))
    missions = torch.from_numpy(standardise(task.missions, task.mission_centre))
    wanted, weights = torch.from_numpy(task.item_themes), torch.from_numpy(task.item_weights)
    mission_wanted = torch.from_numpy(task.mission_themes)
    dimensions, themes = task.items.shape[1], task.item_themes.shape[1]
    item_net, mission_net = theme_networks(dimensions, themes)
    choose = _Choices(task, random)
    steps = epochs * -(-len(items) // _BATCH)
    optimiser, schedule = _optimiser([item_net, mission_net], steps)
    for _ in range(epochs):
        for batch in torch.split(torch.randperm(len(items)), _BATCH):
            spoken = item_net(items[batch])
            loss = theme_loss(spoken, wanted[batch], weights[batch])
            some = torch.randint(len(missions), (_MISSION_BATCH,))
            loss = loss + theme_loss(mission_net(missions[some]), mission_wanted[some])
            for _ in range(_SETS_PER_STEP if task.sets else 0):
                chosen = list(task.sets[int(random.integers(len(task.sets)))])
                loss = loss + listwise * set_loss(
                    spoken,
                    mission_net(missions[chosen]),
                    wanted[batch],
                    mission_wanted[chosen],
                    weights[batch],
                )
            loss = loss + official * choose.loss(item_net, mission_net)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return _perceptron(item_net), _perceptron(mission_net)


class _Choices:
    """Official assignments, a few regions' worth per step."""

    def __init__(self, task: ThemeTask, random: np.random.Generator) -> None:
        import torch

        self._random = random
        self._by_missions: dict[tuple[int, ...], list[tuple[int, Sequence[float]]]] = {}
        for row, missions, served in task.choices:
            self._by_missions.setdefault(tuple(missions), []).append((row, served))
        if task.choices:
            self._items = torch.from_numpy(standardise(task.choice_vectors, task.item_centre))
            self._missions = torch.from_numpy(
                standardise(task.choice_missions, task.mission_centre)
            )

    def loss(self, item_net: nn.Module, mission_net: nn.Module) -> Tensor:
        """Cross-entropy of the choices of one region."""
        import torch

        if not self._by_missions:
            return torch.zeros(())
        regions = list(self._by_missions)
        region = regions[self._random.integers(len(regions))]
        rows = self._by_missions[region]
        drawn = [rows[place] for place in self._random.integers(len(rows), size=_MISSION_BATCH)]
        spoken = torch.sigmoid(item_net(self._items[[row for row, _ in drawn]]))
        asked = torch.sigmoid(mission_net(self._missions[list(region)]))
        served = torch.tensor([list(one) for _, one in drawn])
        shares = served / served.sum(1, keepdim=True)
        chances = torch.log_softmax(_SHARPNESS * _agreement(spoken, asked), 1)
        return -(shares * chances).sum(1).mean()


def fit_content_head(
    vectors: FloatArray, kinds: FloatArray, weights: FloatArray, *, seeds: Sequence[int]
) -> Head:
    """Fits the judge that reads content by meaning; ``kinds`` has one column per output."""
    import torch

    _on_one_thread()
    centre = vectors.mean(axis=0)
    inputs = torch.from_numpy(standardise(vectors, centre))
    # Softened: one writer's label is not the truth itself.
    wanted = torch.from_numpy(kinds * 0.9 + 0.05)
    weight = torch.from_numpy(weights)
    networks = []
    for seed in seeds:
        torch.manual_seed(seed)
        network = _two_layers(vectors.shape[1], 64, kinds.shape[1], dropout=0.5)
        epochs = 30
        optimiser, schedule = _optimiser(
            [network], epochs * -(-len(inputs) // _CONTENT_BATCH), decay=3e-2
        )
        for _ in range(epochs):
            for batch in torch.split(torch.randperm(len(inputs)), _CONTENT_BATCH):
                loss = theme_loss(network(inputs[batch]), wanted[batch], weight[batch])
                optimiser.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimiser.step()
                schedule.step()
        networks.append(_perceptron(network))
    return Head(centre, tuple(networks))


def fit_word_weights(
    texts: Sequence[str], is_none: FloatArray, weights: FloatArray, *, strength: float = 10.0
) -> WordWeights:
    """Fits the judge that reads letters: logistic regression on hashed character n-grams."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    hits = [buckets(text) for text in texts]
    values = np.concatenate([np.full(len(hit), len(hit) ** -0.5) for hit in hits])
    ends = np.concatenate([[0], np.cumsum([len(hit) for hit in hits])])
    matrix = csr_matrix((values, np.concatenate(hits), ends), shape=(len(texts), BUCKETS))
    model = LogisticRegression(C=strength, max_iter=1000, solver="liblinear")
    model.fit(matrix, is_none, sample_weight=weights)
    return WordWeights(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def fit_stem_weights(
    texts: Sequence[str], themes: FloatArray, *, strength: float = 0.3
) -> StemWeights:
    """Fits the reader of missions by their words: a logistic regression for each theme.

    Args:
        texts: ``plain`` mission texts.
        themes: shape (n, t); where a theme is only touched (0.5), the text counts half for it and
            half against it.
        strength: the inverse of the penalty. Stems that stand in one text only are left out.
    """
    from scipy.sparse import csr_matrix, vstack
    from sklearn.linear_model import LogisticRegression

    spoken = [stems(text) for text in texts]
    uses = Counter(chain.from_iterable(spoken))
    known = sorted(one for one, count in uses.items() if count > 1)
    row_of = {one: row for row, one in enumerate(known)}
    hits = [sorted(row_of[one] for one in own & row_of.keys()) for own in spoken]
    ends = np.cumsum([0, *map(len, hits)])
    matrix = csr_matrix(
        (np.ones(ends[-1]), np.array([*chain.from_iterable(hits)], np.int64), ends),
        shape=(len(texts), len(known)),
    )
    weights, bias = [], []
    for wanted in themes.T:
        half = np.flatnonzero((wanted > 0) & (wanted < 1))
        model = LogisticRegression(
            C=strength, solver="liblinear", intercept_scaling=10, random_state=0
        )
        model.fit(
            vstack([matrix, matrix[half]]),
            np.concatenate([wanted > 0, np.zeros(len(half), bool)]),
            np.concatenate([np.where(wanted > 0, wanted, 1.0), 1.0 - wanted[half]]),
        )
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
    return StemWeights(tuple(known), np.array(weights, np.float32).T, np.array(bias, np.float32))


def _on_one_thread() -> None:
    """Sums in one order, whatever the machine; these networks are too small to share anyway."""
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)


def theme_networks(dimensions: int, themes: int) -> tuple[nn.Sequential, nn.Sequential]:
    """What reads themes from vectors of items, and of missions, untrained."""
    return (
        _two_layers(dimensions, 256, themes, dropout=0.2),
        _two_layers(dimensions, 128, themes, dropout=0.3),
    )


def _two_layers(inputs: int, hidden: int, outputs: int, *, dropout: float) -> nn.Sequential:
    from torch import nn

    return nn.Sequential(
        nn.Dropout(dropout),
        nn.Linear(inputs, hidden),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(hidden, outputs),
    )


def _optimiser(
    networks: Sequence[nn.Module], steps: int, *, decay: float = _WEIGHT_DECAY
) -> tuple[Optimizer, LRScheduler]:
    import torch

    parameters = [one for network in networks for one in network.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=_LEARNING_RATE, weight_decay=decay)
    return optimiser, torch.optim.lr_scheduler.OneCycleLR(optimiser, _LEARNING_RATE, steps)


def theme_loss(logits: Tensor, wanted: Tensor, weights: Tensor | None = None) -> Tensor:
    """Binary cross-entropy, summed over themes; the mean over texts, weighted."""
    from torch.nn.functional import binary_cross_entropy_with_logits

    each = binary_cross_entropy_with_logits(logits, wanted, reduction="none").sum(1)
    return (each if weights is None else each * weights).mean()


def _agreement(left: Tensor, right: Tensor) -> Tensor:
    from torch.nn.functional import normalize

    return normalize(left, dim=1) @ normalize(right, dim=1).T


def set_loss(
    spoken: Tensor, asked: Tensor, wanted: Tensor, mission_wanted: Tensor, weights: Tensor
) -> Tensor:
    """The choice among the missions of a set, against the choice that the labels would make.

    ``spoken`` and ``asked`` are logits of themes, of items and of the missions of one set.
    """
    import torch

    told = _agreement(wanted, mission_wanted)
    told_by_nets = _agreement(torch.sigmoid(spoken), torch.sigmoid(asked))
    covered = weights * (told.max(1).values > _COVERED)
    return _choice_loss(told_by_nets, told, covered)


def _choice_loss(told_by_nets: Tensor, told: Tensor, weights: Tensor) -> Tensor:
    import torch

    chances = torch.log_softmax(_SHARPNESS * told_by_nets, 1)
    return -(torch.softmax(_SHARPNESS * told, 1) * chances).sum(1).mul(weights).mean()


def _perceptron(network: nn.Sequential) -> Perceptron:
    first, last = cast("nn.Linear", network[1]), cast("nn.Linear", network[4])
    arrays = (first.weight.T, first.bias, last.weight.T, last.bias)
    return Perceptron(*(one.detach().numpy().copy() for one in arrays))
