"""The int8 graph against the same encoder in plain floating point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pytest

from alignment.align.encoder_graph import FloatArray, Shape, encoder_model
from alignment.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

Anything: TypeAlias = Any
Ids: TypeAlias = npt.NDArray[np.int64]

WORDS, WIDTH, WIDE, HEADS, LAYERS = 50, 32, 64, 2, 2


def encoder(model_type: str = "bert", activation: str = "gelu") -> Anything:
    torch, transformers = pytest.importorskip("torch"), pytest.importorskip("transformers")
    torch.manual_seed(7)
    kinds = {
        "bert": (transformers.BertConfig, transformers.BertModel),
        "xlm-roberta": (transformers.XLMRobertaConfig, transformers.XLMRobertaModel),
    }
    config, model = kinds[model_type]
    return model(
        config(
            vocab_size=WORDS,
            hidden_size=WIDTH,
            intermediate_size=WIDE,
            num_attention_heads=HEADS,
            num_hidden_layers=LAYERS,
            max_position_embeddings=40,
            hidden_act=activation,
            initializer_range=0.3,
            pad_token_id=1,
        ),
        add_pooling_layer=False,
    ).eval()


def in_floating_point(model: Anything, ids: Ids) -> FloatArray:
    import torch

    with torch.no_grad():
        hidden = model(torch.tensor(ids), torch.ones(ids.shape, dtype=torch.long))
    mean = hidden.last_hidden_state.mean(1).numpy()
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)


def in_eight_bits(model: Anything, seen: list[Ids]) -> Anything:
    from alignment.align.export import _ranges, _shape

    ranges = _ranges(model, [text for ids in seen for text in ids.tolist()])
    weights = {name: each.numpy() for name, each in model.state_dict().items()}
    graph = encoder_model(weights, ranges, _shape("base", model))
    return onnxruntime.InferenceSession(
        graph.SerializeToString(), providers=["CPUExecutionProvider"]
    )


@pytest.mark.parametrize("model_type", ["bert", "xlm-roberta"])
def test_vectors_point_where_those_in_floating_point_do(model_type: str) -> None:
    chance, model = np.random.default_rng(0), encoder(model_type)
    seen = [chance.integers(2, WORDS, (4, length)) for length in (3, 9, 20)]
    session = in_eight_bits(model, seen)
    for ids in (seen[1], chance.integers(2, WORDS, (5, 12))):
        found = session.run(None, {"input_ids": ids})[0]
        assert ((found * in_floating_point(model, ids)).sum(axis=1) > 0.99).all()


def test_a_text_alone_has_the_vector_that_it_has_in_company() -> None:
    chance = np.random.default_rng(1)
    ids = chance.integers(2, WORDS, (7, 11))
    session = in_eight_bits(encoder(), [ids])
    together = session.run(None, {"input_ids": ids})[0]
    for row, each in enumerate(ids):
        assert np.array_equal(together[row], session.run(None, {"input_ids": each[None]})[0][0])


def test_an_encoder_of_another_kind_is_refused_by_name() -> None:
    from alignment.align.export import _shape

    with pytest.raises(ModelError, match="relu"):
        _shape("base", encoder(activation="relu"))
    assert Shape(LAYERS, HEADS, 0, 1e-12) == _shape("base", encoder())


def test_a_folder_with_an_exported_encoder_is_copied_as_it_is(tmp_path: Path) -> None:
    from alignment.align.export import export_encoder

    base, out = tmp_path / "base", tmp_path / "out"
    base.mkdir()
    for name in ("encoder.int8.onnx", "tokenizer.json"):
        (base / name).write_bytes(name.encode())
    export_encoder(str(base), out)
    assert (out / "encoder.int8.onnx").read_bytes() == b"encoder.int8.onnx"
