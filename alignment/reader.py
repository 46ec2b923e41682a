"""What each worker of a batch does with a PDF: the pipeline, with a model loaded once."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from alignment.errors import ModelError
from alignment.recipe import recipe_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from alignment.align.embed import Embedder, FloatArray
    from alignment.align.score import Scorer
    from alignment.settings import Settings
    from alignment.store.values import Recipe
    from alignment.store.vectors import VectorReader
    from alignment.types import DocumentResult, MissionSet

_THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class PipelineReader:
    """Makes what reads and judges one PDF; travels to the workers by pickle.

    ``vectors_url`` is the store in which vectors are looked up; None where the workers cannot
    reach it.
    """

    missions: MissionSet
    settings: Settings
    encoder: str | None = None
    vectors_url: str | None = None

    def __call__(self) -> PdfReader:
        """Loads the model.

        Raises:
            ModelError: the model cannot be loaded.
        """
        # One document keeps one core busy: more threads would fight with the other workers.
        os.environ |= dict.fromkeys(_THREAD_LIMITS, "1")
        from alignment.align.embed import RememberingEmbedder
        from alignment.align.score import load_scorer

        scorer = load_scorer(encoder=self.encoder, threads=1)
        shared = SharingEmbedder(scorer.embedder, self._kept())
        scorer = replace(scorer, embedder=RememberingEmbedder(shared))
        return PdfReader(self.missions, self.settings, scorer, shared, self.model_id())

    def _kept(self) -> VectorReader | None:
        if self.vectors_url is None:
            return None
        from alignment.store.vectors import VectorReader

        return VectorReader(self.vectors_url, self.model_id())

    def recipe(self) -> Recipe:
        """What its results depend on; told without loading the model.

        Raises:
            ModelError: there is no model, or it is incomplete.
        """
        return recipe_for(self.missions, self.settings, model_id=self.model_id())

    def model_id(self) -> str:
        """The model's id, and the encoder's where another one is asked for.

        Raises:
            ModelError: there is no model, or it is incomplete.
        """
        from alignment.align.score import model_id_of
        from alignment.resources import DEFAULT_MODEL, resource

        folder = resource(DEFAULT_MODEL)
        try:
            model_id = model_id_of(folder)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"{folder}: the model is incomplete.", advice="Install the package again."
            ) from error
        return f"{model_id}+{self.encoder}" if self.encoder else model_id


class SharingEmbedder:
    """Takes a text's vector from the store where it is kept, else makes it."""

    def __init__(self, inner: Embedder, kept: VectorReader | None) -> None:
        self._inner = inner
        self._kept = kept
        self._made: dict[str, bytes] = {}
        self.name = inner.name
        self.dimensions = inner.dimensions

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """One unit row per text, in the order given."""
        import numpy as np

        known = self._kept.find(texts) if self._kept else {}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        rows = np.asarray(self._inner.embed(new), "<f4") if new else ()
        made = {text: row.tobytes() for text, row in zip(new, rows, strict=True)}
        if self._kept:
            self._made |= made
        known |= made
        held = b"".join(known[text] for text in texts)
        return np.frombuffer(held, "<f4").reshape(len(texts), self.dimensions).copy()

    def take_made(self) -> dict[str, bytes]:
        """The vectors made since the last call, by text."""
        made, self._made = self._made, {}
        return made


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Reads and judges one PDF; hands over the vectors it made on the way."""

    missions: MissionSet
    settings: Settings
    scorer: Scorer
    embedder: SharingEmbedder
    model_id: str

    def __call__(self, path: Path) -> DocumentResult:
        """See ``pipeline.process``."""
        from alignment.pipeline import process

        return process(path, self.missions, self.scorer, self.settings)

    def new_vectors(self) -> tuple[dict[str, Any], ...]:
        """The rows of the vectors that were made since the last call."""
        from alignment.store.vectors import vector_row

        made = self.embedder.take_made().items()
        return tuple(vector_row(self.model_id, text, held) for text, held in made)
