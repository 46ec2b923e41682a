"""A sentence-transformers model -> one int8 ONNX file that onnxruntime runs without torch."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align.embed import (
    ENCODER_FILE,
    TOKENIZER_FILE,
    open_sentence_transformer,
    open_tokenizer,
)
from alignment.align.encoder_graph import Shape, encoder_model
from alignment.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.align.embed import FloatArray

_TEXTS_AT_MOST = 900
"""Texts that the ranges of the activations are read from; three times as many changed nothing."""
_FIRST_POSITION = {"bert": 0, "xlm-roberta": 2, "roberta": 2}


def export_encoder(base: str, folder: Path) -> None:
    """Writes ``encoder.int8.onnx`` and ``tokenizer.json`` into ``folder``.

    Args:
        base: a folder that already holds an exported encoder (copied as it is), or the folder or
            hub id of a sentence-transformers model of BERT's kind with mean pooling.
        folder: where to; made if absent.

    Raises:
        ModelError: the base cannot be loaded, is of another kind, or pools in another way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ready = Path(base)
    if (ready / ENCODER_FILE).exists():
        if ready.resolve() != folder.resolve():
            for name in (ENCODER_FILE, TOKENIZER_FILE):
                shutil.copyfile(ready / name, folder / name)
        return
    import onnx

    model = _opened(base)
    encoder: Any = model[0].auto_model.eval()
    model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    weights = {
        name: np.asarray(each.detach().numpy(), np.float32)
        for name, each in encoder.state_dict().items()
    }
    usual = open_tokenizer(folder).encode_batch(_usual_texts())
    ranges = _ranges(encoder, (each.ids for each in usual))
    graph = encoder_model(weights, ranges, _shape(base, encoder))
    onnx.checker.check_model(graph)
    onnx.save(graph, str(folder / ENCODER_FILE))


def described(folder: Path) -> str:
    """The exported encoder in ``folder`` in a few words."""
    import onnx

    graph = onnx.load(str(folder / ENCODER_FILE)).graph
    layers = sum(node.op_type == "MultiHeadAttention" for node in graph.node)
    pieces, dimensions = next(one.dims for one in graph.initializer if one.name == "words")
    return f"{layers} layers, {dimensions} dimensions, {pieces:,} word pieces, int8"


def _opened(base: str) -> Any:  # noqa: ANN401  a SentenceTransformer
    model = open_sentence_transformer(base, model_kwargs={"dtype": "float32"})
    pooling = model[1]
    # Before its version 6, sentence-transformers told the mode by a method only.
    if (getattr(pooling, "pooling_mode", None) or pooling.get_pooling_mode_str()) != "mean":
        raise ModelError(f"{base}: only encoders with mean pooling can be exported.")
    return model


def _shape(base: str, encoder: Any) -> Shape:  # noqa: ANN401
    config = encoder.config
    if config.model_type not in _FIRST_POSITION or config.hidden_act != "gelu":
        raise ModelError(
            f"{base}: {config.model_type} with {config.hidden_act} cannot be exported.",
            advice=f"Give a model of the kinds {', '.join(_FIRST_POSITION)}.",
        )
    return Shape(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        first_position=_FIRST_POSITION[config.model_type],
        norm_epsilon=config.layer_norm_eps,
    )


def _usual_texts() -> list[str]:
    """Texts as plans hold them: official names, alone and as indicators take them up."""
    from alignment.align.texts import plain
    from alignment.themes import load_themes

    forms = ("{}", "jumlah {} (dokumen)", "persentase {} di kab. kutai; indeks 4,25 %")
    labels = load_themes().labels
    codes = sorted(labels)[:: max(1, len(labels) * len(forms) // _TEXTS_AT_MOST)]
    names = [plain(labels[code].name) for code in codes]
    return [form.format(name) for name in names for form in forms]


def _ranges(encoder: Any, texts: Iterable[Sequence[int]]) -> dict[str, FloatArray]:  # noqa: ANN401
    """The greatest magnitude in each input channel of each linear layer.

    ``texts`` are ids of word pieces.
    """
    import torch

    found: dict[str, FloatArray] = {}

    def watch(name: str) -> Any:  # noqa: ANN401  a hook
        def note(_layer: object, inputs: tuple[Any, ...], _output: object) -> None:
            seen = inputs[0].detach().abs().flatten(0, -2).amax(0).numpy()
            found[name] = np.maximum(found.get(name, 0), seen).astype(np.float32)

        return note

    hooks = [
        layer.register_forward_hook(watch(name))
        for name, layer in encoder.named_modules()
        if isinstance(layer, torch.nn.Linear)
    ]
    with torch.no_grad():
        for pieces in texts:
            ids = torch.tensor([pieces])
            encoder(input_ids=ids, attention_mask=torch.ones_like(ids))
    for hook in hooks:
        hook.remove()
    return found
