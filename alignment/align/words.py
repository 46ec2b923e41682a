"""Letters as features: hashed character n-grams, the second judge's way of reading. Pure.

A text's n-grams (2 to 5 letters, within words) are hashed into buckets; a bucket weighs
``1 / sqrt(number of buckets hit)``, so long and short texts count alike.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from alignment.align.phrases import GENERIC, PEOPLE_AND_PLACES, UNITS
from alignment.align.texts import FUNCTION_WORDS, plain
from alignment.themes import load_themes

if TYPE_CHECKING:
    from alignment.align.heads import WordWeights

BUCKETS = 1 << 17
_LENGTHS = (2, 3, 4, 5)
_PRIME = np.uint64(1_099_511_628_211)
_MIXER = np.uint64(0x9E3779B97F4A7C15)
_WORDS = re.compile(r"[^\W_]+")
_TELLING = re.compile(r"\b(?!(?:di|ter)[^\W\d_]{4,})[^\W\d_]{4,}")
_DULL = UNITS | GENERIC | FUNCTION_WORDS | PEOPLE_AND_PLACES
_LOUD = 2.0
"""The least weight at which a word is given as a ground."""


def buckets(text: str) -> npt.NDArray[np.int64]:
    """The different buckets that the n-grams of ``text`` and its whole words fall into, sorted."""
    spaced = " " + "  ".join(_WORDS.findall(text.lower())) + " "
    letters = np.frombuffer(spaced.encode("utf-32-le"), np.uint32).astype(np.uint64)
    is_space = letters == ord(" ")
    found = []
    rolling = np.zeros(len(letters), np.uint64)
    crossing = np.zeros(len(letters), bool)
    for length in range(1, max(_LENGTHS) + 1):
        size = len(letters) - length + 1
        if size <= 0:
            break
        rolling = (rolling[:size] ^ letters[length - 1 :]) * _PRIME
        # Two spaces part words: an n-gram that holds both runs over a word's edge.
        if length > 1:
            pair = is_space[length - 2 : length - 2 + size] & is_space[length - 1 :]
            crossing = crossing[:size] | pair
        if length in _LENGTHS:
            found.append(rolling[~crossing[:size]] + np.uint64(length))
    if not found:
        return np.zeros(0, np.int64)
    mixed = (np.concatenate(found) * _MIXER) >> np.uint64(64 - BUCKETS.bit_length() + 1)
    hit = np.sort(mixed.astype(np.int64))
    return np.concatenate((hit[:1], hit[1:][hit[1:] != hit[:-1]]))


def logit(text: str, model: WordWeights) -> float:
    """What the linear classifier says of ``text``: above zero is yes."""
    hit = buckets(text)
    if not len(hit):
        return model.bias
    return float(model.weights[hit].sum() / np.sqrt(len(hit)) + model.bias)


def heaviest_word(text: str, model: WordWeights) -> str | None:
    """The telling word of ``text`` whose own n-grams speak loudest for yes; None where none does.

    Units, generic planning words, offices, places and words of three letters or less tell nothing,
    nor do the words of the official names, which stand in every plan.
    """
    words = frozenset(_TELLING.findall(text.lower())) - _DULL - _official_words()
    weights = {word: _loudness(word, model) for word in sorted(words)}
    best = max(weights, key=lambda word: weights[word], default=None)
    return best if best is not None and weights[best] >= _LOUD else None


@cache
def _official_words() -> frozenset[str]:
    names = (plain(label.name) for label in load_themes().labels.values())
    return frozenset(word for name in names for word in _TELLING.findall(name))


def _loudness(word: str, model: WordWeights) -> float:
    hit = buckets(word)
    return float(model.weights[hit].sum() / np.sqrt(len(hit)))
