"""The small trained networks on top of the encoder: numpy only, kept in one safetensors file.

Shapes: ``d`` is the encoder's dimensions, ``t`` the number of themes, ``n`` the number of texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from alignment.align.texts import stems
from alignment.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from alignment.align.embed import FloatArray

HEADS_FILE = "heads.safetensors"
_STEMS = "mission_stems.stems"
_STEM_SHARE = 0.3
"""How much the words of a mission count beside its meaning, when themes are read from both."""
_LAYERS = ("hidden_weights", "hidden_bias", "output_weights", "output_bias")


@dataclass(frozen=True, slots=True)
class Perceptron:
    """One hidden layer of rectified units."""

    hidden_weights: FloatArray
    hidden_bias: FloatArray
    output_weights: FloatArray
    output_bias: FloatArray

    def __call__(self, inputs: FloatArray) -> FloatArray:
        """Logits, shape (n, outputs)."""
        hidden = np.maximum(inputs @ self.hidden_weights + self.hidden_bias, 0.0)
        logits: FloatArray = hidden @ self.output_weights + self.output_bias
        return logits


@dataclass(frozen=True, slots=True)
class Head:
    """Several networks on centred vectors; they vote with the mean of their probabilities."""

    centre: FloatArray
    networks: tuple[Perceptron, ...]

    def __call__(self, vectors: FloatArray) -> FloatArray:
        """Probabilities, shape (n, outputs), of ``vectors`` of shape (n, d)."""
        inputs = standardise(vectors, self.centre)
        votes = [sigmoid(network(inputs)) for network in self.networks]
        return np.asarray(np.mean(votes, axis=0), np.float32)


@dataclass(frozen=True, slots=True)
class WordWeights:
    """A linear classifier on hashed character n-grams: one weight per bucket, and a bias."""

    weights: FloatArray
    bias: float


@dataclass(frozen=True, slots=True)
class StemWeights:
    """A linear reader of themes: one row of weights, shape (t,), for each stem that it knows."""

    stems: tuple[str, ...]
    weights: FloatArray  # (stems, t)
    bias: FloatArray  # (t,)

    def __call__(self, texts: Sequence[str]) -> FloatArray:
        """Logits of themes; shape (n, t). Every stem of a text adds its weights once."""
        row_of = {stem: row for row, stem in enumerate(self.stems)}
        known = [sorted(row_of[one] for one in stems(text) & row_of.keys()) for text in texts]
        return np.stack([self.weights[rows].sum(axis=0) + self.bias for rows in known])


@dataclass(frozen=True, slots=True)
class Heads:
    """All that training leaves behind, but for the figures of the calibration.

    ``item_themes`` reads items, ``mission_themes`` reads missions and ``mission_stems`` does so by
    their words alone; ``content`` reads what an item is spent on and says how likely it serves
    nobody; ``content_words`` does so from letters alone.
    """

    item_themes: Head
    mission_themes: Head
    mission_stems: StemWeights
    content: Head
    content_words: WordWeights

    def themes_of_missions(self, texts: Sequence[str], vectors: FloatArray) -> FloatArray:
        """Themes of ``plain`` mission texts, embedded as ``vectors``; shape (n, t).

        A vector loses single words of a mission that is a list; its words keep them.
        """
        by_meaning = logit_of(self.mission_themes(vectors))
        mixed = (1.0 - _STEM_SHARE) * by_meaning + _STEM_SHARE * self.mission_stems(texts)
        return sigmoid(mixed)


def sigmoid(logits: npt.NDArray[np.floating]) -> FloatArray:
    """Logits to probabilities, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(logits))), np.float32)


def logit_of(probabilities: FloatArray) -> FloatArray:
    """Probabilities to logits, kept finite."""
    safe = np.clip(probabilities, 1e-5, 1.0 - 1e-5)
    return np.asarray(np.log(safe / (1.0 - safe)), np.float32)


def standardise(vectors: FloatArray, centre: FloatArray) -> FloatArray:
    """Vectors moved by the corpus mean and brought to one length, a quarter of sqrt(d)."""
    moved = vectors - centre
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    scale = np.sqrt(vectors.shape[1]) / 4.0
    return np.asarray(moved / np.maximum(length, 1e-9) * scale, np.float32)


def save_heads(heads: Heads, folder: Path) -> None:
    """Writes ``heads.safetensors``; weights are kept in half precision."""
    from safetensors.numpy import save_file

    arrays = {
        f"content_words.{key}": value
        for key, value in (
            ("weights", heads.content_words.weights),
            ("bias", np.array([heads.content_words.bias], np.float32)),
        )
    }
    arrays |= {
        "mission_stems.weights": heads.mission_stems.weights,
        "mission_stems.bias": heads.mission_stems.bias,
    }
    for name in ("item_themes", "mission_themes", "content"):
        head: Head = getattr(heads, name)
        arrays[f"{name}.centre"] = head.centre
        for place, network in enumerate(head.networks):
            arrays |= {f"{name}.{place}.{layer}": getattr(network, layer) for layer in _LAYERS}
    halves: dict[str, npt.NDArray[np.generic]] = {
        key: np.ascontiguousarray(array, np.float16) for key, array in arrays.items()
    }
    stems_as_text = "\n".join(heads.mission_stems.stems).encode()
    save_file(
        halves | {_STEMS: np.frombuffer(stems_as_text, np.uint8)},
        folder / HEADS_FILE,
    )


def load_heads(folder: Path) -> Heads:
    """Reads ``heads.safetensors``.

    Raises:
        ModelError: the file is missing, damaged or incomplete.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    file = folder / HEADS_FILE
    try:
        stored = load_file(file)
        known = stored.pop(_STEMS).tobytes().decode()
        arrays = {key: array.astype(np.float32) for key, array in stored.items()}
        return Heads(
            item_themes=_head(arrays, "item_themes"),
            mission_themes=_head(arrays, "mission_themes"),
            mission_stems=StemWeights(
                tuple(known.split("\n")),
                arrays["mission_stems.weights"],
                arrays["mission_stems.bias"],
            ),
            content=_head(arrays, "content"),
            content_words=WordWeights(
                arrays["content_words.weights"], float(arrays["content_words.bias"][0])
            ),
        )
    except (OSError, KeyError, UnicodeDecodeError, SafetensorError) as error:
        raise ModelError(
            f"{file}: the heads cannot be read ({type(error).__name__}).",
            advice="Install the package again, or make a model with `alignment train`.",
        ) from error


def _head(arrays: Mapping[str, FloatArray], name: str) -> Head:
    places: Sequence[str] = sorted({key.split(".")[1] for key in arrays if key.startswith(name)})
    networks = tuple(
        Perceptron(*(arrays[f"{name}.{place}.{layer}"] for layer in _LAYERS))
        for place in places
        if place.isdecimal() and f"{name}.{place}.{_LAYERS[0]}" in arrays
    )
    return Head(arrays[f"{name}.centre"], networks)
