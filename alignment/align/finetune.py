"""Fine-tunes the encoder on the themes, and cuts it to fewer layers: sentence-transformers in, out.

A smaller encoder is taught two things at once: to place every text where its teacher places it (so
that it keeps what the teacher knows of the language), and to tell the themes of items and missions.
At last it is polished: it follows the teacher only, on graded pairs above all, and meets half-way
what it was before, which keeps both the themes and the language.
Official choices of missions take no part, so that every region stays unseen by the encoder.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align import fit, labels
from alignment.align.embed import open_sentence_transformer
from alignment.resources import csv_rows, json_lines, resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from torch import Tensor, nn

    from alignment.align.labels import ThemeLabels
    from alignment.align.metrics import Ints

log = logging.getLogger(__name__)

_ITEM_BATCH, _LONE_STATEMENTS, _GENERAL_BATCH, _GRADED_BATCH = 192, 48, 192, 64
_TOKENS_AT_MOST = 64
_LOGGED_STEPS = 100


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a fine-tuning does; losses are weighed against that of the items' themes, which is 1."""

    layers: int
    """Layers kept, spread evenly over those of the base, the last one among them."""
    steps: int
    distilling_steps: int
    """The first of the steps learn to follow the teacher only."""
    learning_rate: float
    batch_share: float = 1.0
    """How much of the usual batch is drawn at each step."""
    head_learning_rate: float = 2e-3
    likeness: float = 60.0
    graded: float = 3.0
    listwise: float = 1.5
    blend: float = 1.0
    """The share of what was learnt in the weights that are written; the rest is as it was."""


TUNED = Recipe(layers=12, steps=1500, distilling_steps=0, learning_rate=5e-5)
"""The whole encoder learns the themes."""
CUT = Recipe(layers=6, steps=2200, distilling_steps=1200, learning_rate=4e-4)
"""Half of its layers learn to do the same."""
POLISHED = Recipe(
    layers=6,
    steps=160,
    distilling_steps=160,
    learning_rate=1e-4,
    batch_share=0.15,
    graded=6.0,
    blend=0.6,
)
"""They come nearer to the whole encoder, and to what people find alike."""


@dataclass(frozen=True, slots=True)
class General:
    """Sentences of the language at large, which keep the encoder from knowing plans only.

    ``graded`` are two texts and how alike people find them, on any scale.
    """

    sentences: Sequence[str]
    graded: Sequence[tuple[str, str, float]]


def finetune(
    base: str,
    out: Path,
    known: ThemeLabels,
    general: General,
    *,
    recipe: Recipe,
    seed: int,
    teacher: str | None = None,
) -> None:
    """Writes a sentence-transformers folder; on a GPU where there is one, else on the CPU.

    Args:
        base: folder or hub id of a BERT-like sentence-transformers model with mean pooling.
        out: the folder to write.
        known: themes of items and missions.
        general: what keeps the encoder from forgetting the language.
        recipe: how long, how strongly.
        seed: of everything random. The same seed gives the same weights on the same machine.
        teacher: the model to follow, as ``base``; the base itself where None.

    Raises:
        ModelError: the base cannot be loaded.
    """
    import torch

    torch.manual_seed(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = open_sentence_transformer(base, device=device, model_kwargs={"dtype": "float32"})
    texts = _Texts(known, general, model.tokenizer)
    followed = open_sentence_transformer(teacher, device=device) if teacher else model
    wanted = torch.from_numpy(
        followed.encode(
            texts.all, batch_size=256, normalize_embeddings=True, show_progress_bar=False
        ).astype(np.float32)
    ).to(device)
    first: Any = model[0]
    transformer = first.auto_model
    _keep_layers(transformer, recipe.layers)
    before = {name: each.detach().clone() for name, each in transformer.named_parameters()}
    _Lesson(transformer, texts, wanted, recipe, seed).learn()
    _blend(transformer, before, recipe.blend)
    transformer.eval()
    model.half().save(str(out))


def read_general(sentences: Path | None, graded: Path | None) -> General:
    """Sentences from pairs (JSON Lines with ``premise`` and ``hypothesis``), grades from a CSV.

    The CSV has the columns ``text_1``, ``text_2`` and ``correlation``.
    """
    pairs = json_lines(sentences) if sentences else ()
    told = dict.fromkeys(text for one in pairs for text in (one["premise"], one["hypothesis"]))
    rows = csv_rows(graded) if graded else []
    return General(
        tuple(told),
        tuple((row["text_1"], row["text_2"], float(row["correlation"])) for row in rows),
    )


class _Texts:
    """All texts of a fine-tuning as word pieces: items first, then missions, then the rest."""

    def __init__(self, known: ThemeLabels, general: General, tokenizer: Any) -> None:  # noqa: ANN401
        items = [one.text for one in known.texts]
        missions = [one.text for one in known.missions]
        graded = [text for left, right, _ in general.graded for text in (left, right)]
        self.all = [*items, *missions, *general.sentences, *graded]
        self.graded_from = len(self.all) - len(graded)
        self.grades = np.array([grade for *_, grade in general.graded], np.float32)
        self.items, self.missions = len(items), len(missions)
        self.item_themes, self.item_weights = known.text_themes, known.text_weights
        self.mission_themes, self.sets = known.mission_themes, known.set_rows
        encoded = tokenizer(self.all, truncation=True, max_length=_TOKENS_AT_MOST)
        self.pieces: list[list[int]] = encoded["input_ids"]
        self.padding = int(tokenizer.pad_token_id)


def _keep_layers(transformer: Any, layers: int) -> None:  # noqa: ANN401
    from torch import nn

    present = list(transformer.encoder.layer)
    kept = np.linspace(0, len(present) - 1, layers).round().astype(int)
    transformer.encoder.layer = nn.ModuleList([present[place] for place in kept])
    transformer.config.num_hidden_layers = layers


def _blend(transformer: nn.Module, before: Mapping[str, Tensor], share: float) -> None:
    """Takes the weights back to ``share`` of the way from ``before`` to where they are."""
    import torch

    with torch.no_grad():
        for name, each in transformer.named_parameters():
            each.copy_(torch.lerp(before[name], each, share))


class _Lesson:
    """One fine-tuning: the encoder, two throw-away heads, and the order of the batches."""

    def __init__(
        self, transformer: nn.Module, texts: _Texts, wanted: Tensor, recipe: Recipe, seed: int
    ) -> None:
        import torch

        self._transformer, self._texts, self._wanted = transformer, texts, wanted
        self._recipe = recipe
        self._random = np.random.default_rng(seed)
        self._device = wanted.device
        dimensions, themes = wanted.shape[1], texts.item_themes.shape[1]
        self._item_net, self._mission_net = (
            one.to(self._device) for one in fit.theme_networks(dimensions, themes)
        )
        items, missions = texts.items, texts.missions
        self._item_centre = wanted[:items].mean(0)
        self._mission_centre = wanted[items : items + missions].mean(0)
        self._item_themes = torch.from_numpy(texts.item_themes).to(self._device)
        self._mission_themes = torch.from_numpy(texts.mission_themes).to(self._device)
        self._weights = torch.from_numpy(texts.item_weights).to(self._device)
        self._lengths = np.array([len(one) for one in texts.pieces])
        ids = np.full((len(texts.pieces), _TOKENS_AT_MOST), texts.padding, np.int64)
        for row, one in enumerate(texts.pieces):
            ids[row, : len(one)] = one
        self._ids = torch.from_numpy(ids).to(self._device)

    def learn(self) -> None:
        """Runs all steps; the embedding of the word pieces stays as it is."""
        import torch

        recipe, transformer = self._recipe, self._transformer
        for parameter in transformer.embeddings.parameters():  # type: ignore[union-attr]
            parameter.requires_grad = False
        body = [one for one in transformer.parameters() if one.requires_grad]
        heads = [*self._item_net.parameters(), *self._mission_net.parameters()]
        optimiser = torch.optim.AdamW(
            [
                {"params": body, "lr": recipe.learning_rate},
                {"params": heads, "lr": recipe.head_learning_rate},
            ],
            weight_decay=1e-2,
        )
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser,
            [recipe.learning_rate, recipe.head_learning_rate],
            recipe.steps,
            pct_start=0.1,
        )
        transformer.train()
        for step, batch in enumerate(self._batches()):
            with torch.autocast(
                self._device.type, torch.bfloat16, enabled=self._device.type == "cuda"
            ):
                loss = self._loss(batch, with_themes=step >= recipe.distilling_steps)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            schedule.step()
            if step % _LOGGED_STEPS == 0:
                log.info("step %d of %d: loss %.3f", step, recipe.steps, loss.item())

    def _batches(self) -> Iterator[_Batch]:
        texts, random, share = self._texts, self._random, self._recipe.batch_share
        for _ in range(self._recipe.steps):
            chosen = texts.sets[int(random.integers(len(texts.sets)))]
            general = self._drawn(
                texts.items + texts.missions, texts.graded_from, round(share * _GENERAL_BATCH)
            )
            lone = self._drawn(0, texts.missions, round(share * _LONE_STATEMENTS))
            yield _Batch(
                items=self._drawn(0, texts.items, round(share * _ITEM_BATCH)),
                missions=np.array([*chosen, *lone]),
                in_set=len(chosen),
                general=general,
                graded=self._drawn(0, len(texts.grades), round(share * _GRADED_BATCH)),
            )

    def _drawn(self, first: int, end: int, count: int) -> Ints:
        """``count`` numbers from ``first`` to before ``end``; none where there are none."""
        return self._random.integers(first, end, size=count if end > first else 0)

    def _loss(self, batch: _Batch, *, with_themes: bool) -> Tensor:
        import torch

        texts, recipe = self._texts, self._recipe
        left = texts.graded_from + 2 * batch.graded
        parts = [batch.items, texts.items + batch.missions, batch.general, left, left + 1]
        places = np.concatenate(parts)
        vectors = self._embed(places)
        loss: Tensor = recipe.likeness * (1 - (vectors * self._wanted[places]).sum(1)).mean()
        items, missions, _, *pairs = torch.split(vectors, [len(part) for part in parts])
        if len(batch.graded):
            loss = loss + recipe.graded * self._graded_loss(pairs[0], pairs[1], batch.graded)
        if not with_themes:
            return loss
        spoken = self._item_net(_standardised(items, self._item_centre)).float()
        asked = self._mission_net(_standardised(missions, self._mission_centre)).float()
        wanted, weights = self._item_themes[batch.items], self._weights[batch.items]
        mission_wanted = self._mission_themes[batch.missions]
        loss = loss + fit.theme_loss(spoken, wanted, weights)
        loss = loss + fit.theme_loss(asked, mission_wanted)
        in_set = slice(batch.in_set)
        return loss + recipe.listwise * fit.set_loss(
            spoken, asked[in_set], wanted, mission_wanted[in_set], weights
        )

    def _graded_loss(self, left: Tensor, right: Tensor, rows: Ints) -> Tensor:
        """One less the correlation of cosines with the grades that people gave."""
        import torch

        grades = torch.from_numpy(self._texts.grades[rows]).to(self._device)
        both = torch.stack([(left * right).sum(1), grades])
        return 1 - torch.corrcoef(both)[0, 1]

    def _embed(self, places: Ints) -> Tensor:
        import torch

        length = int(self._lengths[places].max())
        ids = self._ids[torch.from_numpy(places).to(self._device)][:, :length]
        seen = (ids != self._texts.padding).long()
        out = self._transformer(input_ids=ids, attention_mask=seen).last_hidden_state.float()
        return torch.nn.functional.normalize((out * seen.unsqueeze(-1)).sum(1), dim=1)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of items, of missions (those of one set, then any), of sentences and of graded pairs."""

    items: Ints
    missions: Ints
    in_set: int
    general: Ints
    graded: Ints


def _standardised(vectors: Tensor, centre: Tensor) -> Tensor:
    """As ``heads.standardise``, with gradients."""
    import torch

    length = vectors.shape[1] ** 0.5 / 4
    moved: Tensor = length * torch.nn.functional.normalize(vectors - centre, dim=1)
    return moved


def main(arguments: Sequence[str] | None = None) -> None:
    """The command ``python -m alignment.align.finetune``: tuned, then cut, then polished."""
    parser = argparse.ArgumentParser(prog="python -m alignment.align.finetune")
    parser.add_argument("--base", required=True, help="a sentence-transformers folder or hub id")
    parser.add_argument("--out", type=Path, required=True, help="a folder for the new one")
    parser.add_argument("--nomenclature", type=Path, action="append", default=[])
    parser.add_argument("--sentences", type=Path, help="pairs of sentences, as IndoNLI has them")
    parser.add_argument("--graded", type=Path, help="graded pairs, as STS-B has them")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7d ms %(message)s")
    known = labels.read_theme_labels(resource("corpus/themes"), given.nomenclature)
    general = read_general(given.sentences, given.graded)
    with tempfile.TemporaryDirectory() as scratch:
        tuned, cut = Path(scratch) / "tuned", Path(scratch) / "cut"
        for base, out, recipe, teacher in (
            (given.base, tuned, TUNED, None),
            (str(tuned), cut, CUT, None),
            (str(cut), given.out, POLISHED, str(tuned)),
        ):
            finetune(base, out, known, general, recipe=recipe, seed=given.seed, teacher=teacher)


if __name__ == "__main__":
    main()
