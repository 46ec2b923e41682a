"""A sentence-transformers model -> one int8 ONNX file that onnxruntime runs without torch.

Weights are quantised per output channel, activations per token: each token brings its own scale, so
a text's vector is the same in any batch (with one scale per tensor it moved by up to 0.02).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align.embed import ENCODER_FILE, TOKENIZER_FILE
from alignment.errors import ModelError

if TYPE_CHECKING:
    from onnx import NodeProto

_OPSET = 17
_INVERSE_RANGE, _SMALLEST, _SHIFT, _ZERO_POINT = "inverse_range", "smallest", "shift", "zero_point"


def export_encoder(base: str, folder: Path) -> None:
    """Writes ``encoder.int8.onnx`` and ``tokenizer.json`` into ``folder``.

    Args:
        base: a folder that already holds an exported encoder (copied as it is), or the folder or
            hub id of a sentence-transformers model with mean pooling.
        folder: where to; made if absent.

    Raises:
        ModelError: the base cannot be loaded, or pools in another way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ready = Path(base)
    if (ready / ENCODER_FILE).exists():
        if ready.resolve() != folder.resolve():
            for name in (ENCODER_FILE, TOKENIZER_FILE):
                shutil.copyfile(ready / name, folder / name)
        return
    with tempfile.TemporaryDirectory() as scratch:
        plain, quantised = Path(scratch) / "plain.onnx", Path(scratch) / "int8.onnx"
        _export_plain(base, plain, folder)
        _quantise(plain, quantised)
        _scale_per_token(quantised, folder / ENCODER_FILE)


def _export_plain(base: str, file: Path, folder: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(
            base, device="cpu", model_kwargs={"dtype": "float32", "attn_implementation": "eager"}
        )
    except Exception as error:
        raise ModelError(
            f"{base}: no sentence-transformers model could be loaded from there.",
            advice="Give a folder that holds one, or a model id of the Hugging Face hub.",
        ) from error
    if getattr(model[1], "pooling_mode", "mean") not in ("mean", ("mean",), ["mean"]):
        raise ModelError(f"{base}: only encoders with mean pooling can be exported.")
    first: Any = model[0]
    transformer = first.auto_model.eval()
    model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE))

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:  # noqa: ANN401
            out = self.transformer(input_ids=input_ids, attention_mask=attention_mask)
            mask = attention_mask.unsqueeze(-1).to(out.last_hidden_state.dtype)
            summed = (out.last_hidden_state * mask).sum(1)
            return torch.nn.functional.normalize(summed / mask.sum(1).clamp(min=1e-9), dim=-1)

    sample = torch.ones(2, 7, dtype=torch.long)
    names = ["input_ids", "attention_mask"]
    torch.onnx.export(
        Pooled(),
        (sample, sample),
        str(file),
        input_names=names,
        output_names=["vectors"],
        dynamic_axes={name: {0: "texts", 1: "pieces"} for name in names}
        | {"vectors": {0: "texts"}},
        opset_version=_OPSET,
        dynamo=False,
    )


def _quantise(plain: Path, quantised: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(plain, quantised, per_channel=True, weight_type=QuantType.QInt8)


def _scale_per_token(source: Path, target: Path) -> None:
    """Replaces the one scale per tensor by one per token; standard ONNX operators only."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    for name, value in (
        (_INVERSE_RANGE, np.array(1 / 127, np.float32)),
        (_SMALLEST, np.array(1e-10, np.float32)),
        (_SHIFT, np.array(128, np.float32)),
        (_ZERO_POINT, np.array(128, np.uint8)),
    ):
        graph.initializer.append(numpy_helper.from_array(value, name))
    quantisers = [node for node in graph.node if node.op_type == "DynamicQuantizeLinear"]
    scales = {node.output[1] for node in quantisers}
    zero_points = {node.output[2] for node in quantisers}
    products = {
        node.output[0]: node
        for node in graph.node
        if node.op_type == "Mul" and scales.intersection(node.input)
    }
    nodes: list[NodeProto] = []
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            nodes += _token_quantiser(node)
        elif node.output[0] not in products:
            for place, name in enumerate(node.input):
                if name in zero_points:
                    node.input[place] = _ZERO_POINT
            nodes += _scaled_back(node, products, scales)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _token_quantiser(node: NodeProto) -> list[NodeProto]:
    """``x -> round(x / scale) + 128`` as uint8, with ``scale = max |x| / 127`` of each token."""
    from onnx import TensorProto
    from onnx.helper import make_node

    (values,), (quantised, scale, _) = node.input, node.output
    step = [f"{quantised}_{name}" for name in ("size", "peak", "raw", "inverse", "ratio", "round")]
    size, peak, raw, inverse, ratio, rounded = step
    return [
        make_node("Abs", [values], [size]),
        make_node("ReduceMax", [size], [peak], axes=[-1], keepdims=1),
        make_node("Mul", [peak, _INVERSE_RANGE], [raw]),
        make_node("Max", [raw, _SMALLEST], [scale]),
        make_node("Reciprocal", [scale], [inverse]),
        make_node("Mul", [values, inverse], [ratio]),
        make_node("Round", [ratio], [rounded]),
        make_node("Add", [rounded, _SHIFT], [f"{quantised}_shifted"]),
        make_node("Cast", [f"{quantised}_shifted"], [quantised], to=TensorProto.UINT8),
    ]


def _scaled_back(
    node: NodeProto, products: dict[str, NodeProto], scales: set[str]
) -> list[NodeProto]:
    """``y * (token scale * weight scale)`` as two products, so that no third tensor is made."""
    from onnx.helper import make_node

    through = [name for name in node.input if name in products]
    if node.op_type != "Mul" or not through:
        return [node]
    product = products[through[0]]
    token_scale = next(name for name in product.input if name in scales)
    weight_scale = next(name for name in product.input if name not in scales)
    values = next(name for name in node.input if name not in products)
    half = f"{node.output[0]}_by_weight"
    return [
        make_node("Mul", [values, weight_scale], [half]),
        make_node("Mul", [half, token_scale], [node.output[0]]),
    ]
