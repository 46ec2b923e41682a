"""Features -> calibrated probabilities, with "serves no mission" among them. Arrays only.

Two things can keep an item from serving a mission, and they are told apart: no mission holds its
themes (``uncovered``), or what the money is spent on serves nobody (``content``, read by two unlike
judges: by meaning and by letters).
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from alignment.align import features
from alignment.align.embed import ENCODER_FILE, Embedder, FloatArray, load_embedder
from alignment.align.heads import HEADS_FILE, Heads, load_heads, logit_of, sigmoid
from alignment.errors import ModelError
from alignment.resources import DEFAULT_MODEL, resource
from alignment.themes import ThemeCatalog, load_themes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.features import ItemFeatures, MissionFeatures
    from alignment.types import MissionSet, PlanItem

CALIBRATION_FILE = "calibration.json"
MANIFEST_FILE = "manifest.json"
_LEAST_LIKENESS = 0.1
"""Added to each likeness of themes, for next to none is much like none."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where probabilities become words; stored with the model, part of its id."""

    clear_below: float
    """Highest chance of serving nobody at which an item is still cleared."""
    accuse_above: float
    """Lowest chance at which a judge speaks against an item."""
    uncovered_above: float
    """Lowest chance, that no mission holds the themes, at which the judge of themes speaks."""
    sure_mission: float
    """Lowest chance of the best mission, given that one is served, for it to stand alone."""


class Mark(NamedTuple):
    """One mark of the dial of caution."""

    share: float
    """The greatest share of the items cleared that may serve nobody."""
    clear_below: float
    """The threshold that keeps it."""
    passed: float
    """The share that the threshold clears of what serves a mission."""


@dataclass(frozen=True, slots=True)
class ChoiceSlopes:
    """How likeness becomes the chance of a mission, and lack of coverage the chance of none."""

    theme: float
    meaning: float
    words: float
    uncovered: float
    uncovered_offset: float


@dataclass(frozen=True, slots=True)
class ContentSlopes:
    """How the two judges of content, and the signs that rules find, become one chance."""

    meaning: float
    letters: float
    other_tier: float
    says_nothing: float
    private_gain: float
    offset: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How features become probabilities. Slopes and offsets are of logits.

    ``bare`` is for missions whose themes are predicted, ``confirmed`` for those whose themes a
    planner set: the same likeness says more there.
    """

    bare: ChoiceSlopes
    confirmed: ChoiceSlopes
    cascade_slope: float
    content: ContentSlopes
    thresholds: Thresholds
    dial: tuple[Mark, ...] = ()
    """What a planner may set ``clear_below`` to instead."""

    @classmethod
    def from_json(cls, text: str) -> Calibration:
        """The calibration written by training; KeyError or TypeError where it is incomplete."""
        values: dict[str, Any] = json.loads(text)
        parts: dict[str, Any] = {
            "bare": ChoiceSlopes(**values["bare"]),
            "confirmed": ChoiceSlopes(**values["confirmed"]),
            "content": ContentSlopes(**values["content"]),
            "thresholds": Thresholds(**values["thresholds"]),
            "dial": tuple(Mark(*map(float, mark)) for mark in values.get("dial", ())),
        }
        return cls(**(values | parts))


@dataclass(frozen=True, slots=True)
class Scores:
    """n items against m missions. ``mission`` sums with ``none`` to 1 in every row."""

    mission_ids: tuple[str, ...]
    mission: FloatArray  # (n, m)
    none: FloatArray  # (n,)
    uncovered: FloatArray  # (n,)
    content: FloatArray  # (n,)
    theme_similarity: FloatArray  # (n, m)
    meaning_similarity: FloatArray  # (n, m)
    cascade: FloatArray  # (n, m)
    items: ItemFeatures
    missions: MissionFeatures


@dataclass(frozen=True, slots=True)
class Scorer:
    """A loaded model: encoder, heads, calibration, themes."""

    model_id: str
    embedder: Embedder
    heads: Heads
    calibration: Calibration
    catalog: ThemeCatalog
    learnt_from: frozenset[str] = frozenset()
    """The sha256 of every file that training read."""

    def score(self, items: Sequence[PlanItem], missions: MissionSet) -> Scores:
        """Scores every item against every mission; none of both is an error."""
        wanted = features.mission_features(
            missions.missions, embedder=self.embedder, heads=self.heads, catalog=self.catalog
        )
        offered = features.item_features(
            items,
            embedder=self.embedder,
            heads=self.heads,
            catalog=self.catalog,
            region=missions.region,
        )
        in_cascade = features.cascade(items, missions.missions)
        return combine(
            offered,
            wanted,
            in_cascade,
            mission_ids=tuple(mission.id for mission in missions.missions),
            calibration=self.calibration,
        )


def combine(
    items: ItemFeatures,
    missions: MissionFeatures,
    in_cascade: FloatArray,
    *,
    mission_ids: tuple[str, ...],
    calibration: Calibration,
) -> Scores:
    """Probabilities from features. Row sums of ``mission`` plus ``none`` are 1."""
    slopes = calibration.confirmed if all(missions.are_themes_confirmed) else calibration.bare
    by_theme = features.cosine(items.themes, missions.themes)
    by_meaning = np.asarray(items.vectors @ missions.vectors.T, np.float32)
    judged = choice_inputs(by_theme, by_meaning, features.shared_words(items, missions))
    logits = choice_logits(judged, slopes) + calibration.cascade_slope * in_cascade
    held = features.coverage(items.themes, missions.themes)
    uncovered = uncovered_probability(held, in_cascade, slopes)
    content = content_probability(items, calibration)
    none = 1.0 - (1.0 - uncovered) * (1.0 - content)
    return Scores(
        mission_ids=mission_ids,
        mission=np.asarray(softmax(logits) * (1.0 - none)[:, None], np.float32),
        none=np.asarray(none, np.float32),
        uncovered=uncovered,
        content=content,
        theme_similarity=by_theme,
        meaning_similarity=by_meaning,
        cascade=in_cascade,
        items=items,
        missions=missions,
    )


def choice_inputs(by_theme: FloatArray, by_meaning: FloatArray, by_words: FloatArray) -> FloatArray:
    """What speaks for each mission, shape (n, m, 3), from likeness of three kinds, each (n, m).

    Themes count by proportion, not by difference: twice the likeness makes a mission so many times
    as likely, be both great or small. (On regions left out this says the chances better than
    differences do: log-likelihood and calibration error both fall.)
    """
    themes = np.log(np.maximum(by_theme, 0.0) + _LEAST_LIKENESS)
    return np.stack([themes, by_meaning, by_words], axis=2).astype(np.float32)


def choice_logits(inputs: FloatArray, slopes: ChoiceSlopes) -> FloatArray:
    """Logits of the missions from ``choice_inputs``; shape (n, m)."""
    each = np.array([slopes.theme, slopes.meaning, slopes.words], np.float32)
    return np.asarray(inputs @ each, np.float32)


def uncovered_probability(
    coverage: FloatArray, in_cascade: FloatArray, slopes: ChoiceSlopes
) -> FloatArray:
    """Chance that no mission holds the item's themes; nil where the official cascade names it."""
    chance = sigmoid(slopes.uncovered_offset - slopes.uncovered * coverage)
    return np.where(in_cascade.max(axis=1) > 0, np.float32(0), chance).astype(np.float32)


def content_probability(items: ItemFeatures, calibration: Calibration) -> FloatArray:
    """Chance that the money serves nobody, from both judges of the content and the signs."""
    judged = content_inputs(items.content_meaning, items.content_letters, items.signs)
    return content_chances(judged, calibration.content)


def content_inputs(by_meaning: FloatArray, by_letters: FloatArray, signs: FloatArray) -> FloatArray:
    """What the judges say, as logits, and the signs beside it; shape (n, 2 + signs)."""
    columns = (logit_of(by_meaning), logit_of(by_letters), signs)
    return np.column_stack(columns).astype(np.float32)


def content_chances(inputs: FloatArray, slopes: ContentSlopes) -> FloatArray:
    """Chances from ``content_inputs``; shape (n,)."""
    *each, offset = astuple(slopes)
    return sigmoid(inputs @ np.array(each, np.float32) + offset)


def softmax(logits: FloatArray) -> FloatArray:
    """Row by row, without overflow."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), np.float32)


def load_scorer(
    folder: Path | None = None, encoder: str | None = None, *, threads: int = 0
) -> Scorer:
    """The model in ``folder`` (the shipped one where None).

    Args:
        folder: a model folder, as written by ``alignment train``.
        encoder: a sentence-transformers folder or hub id to embed with, on which the heads of
            ``folder`` must have been trained; or a model folder, which is then taken whole.
        threads: of the shipped encoder; 0 lets it take all cores.

    Raises:
        ModelError: a file is missing or damaged, or the heads do not fit the encoder.
    """
    if encoder and (Path(encoder) / CALIBRATION_FILE).is_file():
        folder, encoder = Path(encoder), None
    folder = folder or resource(DEFAULT_MODEL)
    heads = load_heads(folder)
    file = folder / CALIBRATION_FILE
    try:
        calibration = Calibration.from_json(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(file, error) from error
    manifest = _manifest_of(folder)
    if encoder and Path(encoder).name != manifest["base"]:
        raise ModelError(
            f"{encoder}: the heads in {folder} were trained on {manifest['base']}.",
            advice=f"Train heads for it: `alignment train --base {encoder} --out DIR`.",
        )
    embedder = load_embedder(folder, encoder, threads=threads)
    model_id = model_id_of(folder)
    return Scorer(
        model_id=f"{model_id}+{embedder.name}" if encoder else model_id,
        embedder=embedder,
        heads=heads,
        calibration=calibration,
        catalog=load_themes(),
        learnt_from=frozenset(manifest.get("data", {}).values()),
    )


def model_id_of(folder: Path) -> str:
    """The sha256 of encoder, heads and calibration together: a changed threshold is a new model.

    The encoder's digest is taken from the manifest, so that nothing large is hashed at start.
    """
    manifest = _manifest_of(folder)
    digest = sha256(str(manifest["files"][ENCODER_FILE]).encode())
    for part in (HEADS_FILE, CALIBRATION_FILE):
        digest.update((folder / part).read_bytes())
    return f"{manifest['name']}-{digest.hexdigest()[:16]}"


def _manifest_of(folder: Path) -> dict[str, Any]:
    file = folder / MANIFEST_FILE
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        _ = manifest["name"], manifest["base"], manifest["files"][ENCODER_FILE]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(file, error) from error
    return manifest


def _damaged(file: Path, error: Exception) -> ModelError:
    return ModelError(
        f"{file}: this file of the model cannot be read ({type(error).__name__}).",
        advice="Install the package again, or make a model with `alignment train`.",
    )
