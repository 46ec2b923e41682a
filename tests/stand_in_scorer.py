"""A scorer built by hand: one dimension per theme word, so a test says what an item is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alignment.align.heads import Head, Heads, Perceptron, StemWeights, WordWeights
from alignment.align.score import Calibration, ChoiceSlopes, ContentSlopes, Scorer, Thresholds
from alignment.align.texts import stem
from alignment.align.words import BUCKETS, buckets
from alignment.themes import load_themes
from alignment.types import Indicator, Level, Mission, MissionSet, PlanItem

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOUT = {"sekolah": "pendidikan", "jalan": "jalan", "hutan": "kehutanan", "kantor": "perkantoran"}
LUXURY = "pualam"
"""The word that both hand-made judges of content take for a luxury."""

MISSIONS = MissionSet(
    region="Provinsi Contoh",
    missions=(
        Mission("misi-1", "Sekolah bermutu bagi semua"),
        Mission("misi-2", "Jalan mantap ke semua desa"),
    ),
)


_SLOPES = ChoiceSlopes(theme=4.0, meaning=1.0, words=1.0, uncovered=20.0, uncovered_offset=4.0)


class WordEmbedder:
    """Each known word is a direction of its own; the last dimension is always there."""

    name = "stand-in"

    def __init__(self) -> None:
        self.words = (*_ABOUT, LUXURY)
        self.dimensions = len(self.words) + 1
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        """One unit row per text."""
        self.embedded += texts
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            rows[row, :-1] = [float(word in text.lower()) for word in self.words]
            rows[row, -1] = 0.1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _theme_head(embedder: WordEmbedder, ids: Sequence[str]) -> Head:
    hidden = np.eye(embedder.dimensions, dtype=np.float32)
    output = np.zeros((embedder.dimensions, len(ids)), np.float32)
    for place, word in enumerate(embedder.words):
        if word in _ABOUT:
            output[place, ids.index(_ABOUT[word])] = 40.0
    bias = np.full(len(ids), -6.0, np.float32)
    zeros = np.zeros(embedder.dimensions, np.float32)
    return Head(zeros, (Perceptron(hidden, zeros, output, bias),))


def _stem_weights(ids: Sequence[str]) -> StemWeights:
    weights = np.zeros((len(_ABOUT), len(ids)), np.float32)
    for row, theme in enumerate(_ABOUT.values()):
        weights[row, ids.index(theme)] = 10.0
    return StemWeights(tuple(map(stem, _ABOUT)), weights, np.full(len(ids), -6.0, np.float32))


def _content_head(embedder: WordEmbedder) -> Head:
    inputs = 3 * embedder.dimensions
    hidden = np.eye(inputs, dtype=np.float32)
    output = np.zeros((inputs, 6), np.float32)
    luxury = embedder.words.index(LUXURY)
    # Once in the name's block of dimensions, once in that of the indicators.
    output[[luxury, embedder.dimensions + luxury]] = (60.0, 0.0, 0.0, 60.0, 0.0, 0.0)
    zeros = np.zeros(inputs, np.float32)
    return Head(zeros, (Perceptron(hidden, zeros, output, np.full(6, -4.0, np.float32)),))


def stand_in_scorer(**thresholds: float) -> Scorer:
    """A scorer that knows four words and one luxury."""
    embedder, catalog = WordEmbedder(), load_themes()
    weights = np.zeros(BUCKETS, np.float32)
    weights[buckets(LUXURY)] = 10.0
    themes = _theme_head(embedder, catalog.ids)
    limits = {
        "clear_below": 0.3,
        "accuse_above": 0.5,
        "uncovered_above": 0.5,
        "sure_mission": 0.45,
    } | thresholds
    return Scorer(
        model_id="stand-in",
        embedder=embedder,
        heads=Heads(
            item_themes=themes,
            mission_themes=themes,
            mission_stems=_stem_weights(catalog.ids),
            content=_content_head(embedder),
            content_words=WordWeights(weights, -4.0),
        ),
        calibration=Calibration(
            bare=_SLOPES,
            confirmed=_SLOPES,
            cascade_slope=25.0,
            content=ContentSlopes(
                meaning=0.5,
                letters=0.5,
                other_tier=0.5,
                says_nothing=0.5,
                private_gain=0.5,
                offset=0.0,
            ),
            thresholds=Thresholds(**limits),
        ),
        catalog=catalog,
    )


def plan_item(name: str, *indicators: str, item_id: str = "a", **more: object) -> PlanItem:
    """A sub kegiatan with these indicators."""
    return PlanItem(
        item_id=item_id,
        document="renja.pdf",
        level=Level.SUB_KEGIATAN,
        name=name,
        indicators=tuple(Indicator(one) for one in indicators),
        **more,  # type: ignore[arg-type]
    )
