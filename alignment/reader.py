"""What each worker of a batch does with a PDF: the pipeline, with a model loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.errors import ModelError
from alignment.recipe import recipe_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from alignment.settings import Settings
    from alignment.store.values import Recipe
    from alignment.types import DocumentResult, MissionSet


@dataclass(frozen=True, slots=True)
class PipelineReader:
    """Makes the function that reads and judges one PDF; travels to the workers by pickle."""

    missions: MissionSet
    settings: Settings
    encoder: str | None = None

    def __call__(self) -> Callable[[Path], DocumentResult]:
        """Loads the model.

        Raises:
            ModelError: the model cannot be loaded.
        """
        from alignment.align.score import load_scorer
        from alignment.pipeline import process

        scorer = load_scorer(encoder=self.encoder)
        return lambda path: process(path, self.missions, scorer, self.settings)

    def recipe(self) -> Recipe:
        """What its results depend on; told without loading the model.

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
        if self.encoder:
            model_id += f"+{self.encoder}"
        return recipe_for(self.missions, self.settings, model_id=model_id)
