"""Fine-tuning on a handful of labels, with an encoder of no weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from alignment.align.finetune import General, Recipe, _blend, _keep_layers, _Lesson, _Texts
from alignment.align.labels import MissionText, ThemeLabels, ThemeText

if TYPE_CHECKING:
    from collections.abc import Sequence

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

ROAD, SCHOOL = np.eye(2, dtype=np.float32)
KNOWN = ThemeLabels(
    texts=(ThemeText("jalan mantap", ROAD), ThemeText("sekolah bermutu", SCHOOL, 0.5)),
    missions=(MissionText("a", "jalan provinsi", ROAD), MissionText("b", "sekolah", SCHOOL)),
    sets=(("a", "b"),),
)
GRADED = (("satu", "dua tiga", 1.0), ("empat", "lima enam", 4.0), ("tujuh", "delapan", 2.0))
WIDTH = 16


class Pieces:
    pad_token_id = 0

    def __call__(self, texts: Sequence[str], **_: object) -> dict[str, list[list[int]]]:
        return {"input_ids": [[len(word) for word in text.split()] for text in texts]}


def encoder(layers: int) -> Any:  # noqa: ANN401
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=20,
        hidden_size=WIDTH,
        intermediate_size=32,
        num_attention_heads=2,
        num_hidden_layers=layers,
    )
    return transformers.BertModel(config, add_pooling_layer=False)


def test_the_layers_kept_are_spread_and_the_last_is_among_them() -> None:
    model = encoder(5)
    before = list(model.encoder.layer)
    _keep_layers(model, 3)
    assert [before[0], before[2], before[4]] == list(model.encoder.layer)
    assert 3 == model.config.num_hidden_layers


def test_blended_weights_stand_between_what_was_and_what_was_learnt() -> None:
    model = encoder(1)
    before = {name: torch.zeros_like(each) for name, each in model.named_parameters()}
    learnt = {name: each.detach().clone() for name, each in model.named_parameters()}
    _blend(model, before, 0.25)
    for name, each in model.named_parameters():
        assert torch.allclose(each, learnt[name] / 4), name


@pytest.mark.parametrize("sentences", [(), ("sembilan", "sepuluh sebelas")])
@pytest.mark.parametrize("graded", [(), GRADED])
def test_all_but_the_word_pieces_is_learnt_with_and_without_sentences_at_large(
    sentences: tuple[str, ...], graded: tuple[tuple[str, str, float], ...]
) -> None:
    model, texts = encoder(2), _Texts(KNOWN, General(sentences, graded), Pieces())
    wanted = torch.nn.functional.normalize(torch.randn(len(texts.all), WIDTH), dim=1)
    recipe = Recipe(layers=2, steps=3, distilling_steps=1, learning_rate=1e-3)
    before = {name: each.clone() for name, each in model.state_dict().items()}
    _Lesson(model, texts, wanted, recipe, seed=1).learn()
    for name, each in model.state_dict().items():
        assert torch.isfinite(each).all()
        if name.endswith("weight"):
            assert name.startswith("embeddings.") == torch.equal(before[name], each), name
