"""The int8 graph of a BERT encoder, written node by node. Pure: arrays in, an ONNX model out.

Every linear layer is three operators: a product with one factor per channel, a quantisation, and an
integer product that scales itself back. Weights have 7 bits and one scale per output channel: so
that no product overflows 16 bits on processors without VNNI, and all processors agree. Activations
have one scale for all texts, told by texts that were read before ("ranges"); wide channels are
first made narrower at the cost of their weights (SmoothQuant). Only the wide layer behind GELU,
whose peaks move from token to token, has a scale per token. So nothing that a text comes to depends
on its neighbours in a batch, as long as no text is padded.

Shapes: n texts of l word pieces each, d dimensions, f of the wide layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

FloatArray: TypeAlias = npt.NDArray[np.float32]
Weights: TypeAlias = Mapping[str, FloatArray]

_OPSET, _IR_VERSION = 20, 10
_RUNTIME = "com.microsoft"
_WEIGHT_LEVELS = 63
_ACTIVATION_LEVELS = 127
_ZERO_POINT = 128
_SMOOTHING = 0.7
"""How much of a channel's width goes to its weights; 0.5 to 0.8 measured much alike."""
_HEADROOM = 1.1
"""Room above the widest activation that was seen."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights alone do not tell."""

    layers: int
    heads: int
    first_position: int
    norm_epsilon: float


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer's weights, and what was seen to go into it."""

    name: str
    weights: Weights
    ranges: Weights

    def linear(self, part: str) -> _Linear:
        matrix = self.weights[f"{self.name}.{part}.weight"]
        return _Linear(np.ascontiguousarray(matrix.T), self.weights[f"{self.name}.{part}.bias"])

    def seen(self, part: str) -> FloatArray:
        """The greatest magnitude to reckon with in each input channel."""
        widest: FloatArray = self.ranges[f"{self.name}.{part}"] * _HEADROOM
        return np.maximum(widest, 1e-3).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Linear:
    """A linear layer: ``y = x @ weights + bias``; weights of shape (inputs, outputs)."""

    weights: FloatArray
    bias: FloatArray

    def fed(self, factors: FloatArray) -> _Linear:
        """The same layer for inputs that were divided by ``factors``."""
        return _Linear(self.weights * factors[:, None], self.bias)

    def divided(self, factors: FloatArray) -> _Linear:
        """The layer whose outputs are divided by ``factors``."""
        return _Linear(self.weights / factors, self.bias / factors)


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they are added."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: dict[str, TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        from onnx import numpy_helper

        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(
        self,
        kind: str,
        inputs: list[str],
        output: str,
        *,
        domain: str = "",
        **attributes: Any,  # noqa: ANN401  whatever ONNX takes
    ) -> str:
        from onnx.helper import make_node

        self.nodes.append(make_node(kind, inputs, [output], domain=domain, **attributes))
        return output


def encoder_model(weights: Weights, ranges: Weights, shape: Shape) -> ModelProto:
    """The encoder with mean pooling: ``input_ids`` (n, l) to unit ``vectors`` (n, d).

    Args:
        weights: of a BERT encoder, by the names that ``transformers`` gives them.
        ranges: the greatest magnitude seen in each input channel of each linear layer, by the
            layer's name.
        shape: its depth, heads, and what else the weights do not tell.
    """
    from onnx import TensorProto
    from onnx.helper import make_graph, make_model, make_opsetid, make_tensor_value_info

    graph = _Graph()
    graph.constant("zero_point", np.array(_ZERO_POINT, np.uint8))
    hidden = _embedded(graph, weights, shape)
    for number in range(shape.layers):
        layer = _Layer(f"encoder.layer.{number}", weights, ranges)
        hidden = _encoded(graph, hidden, layer, shape)
    # No ReduceMean: it sums a text alone in another order than a text among others.
    graph.add("Transpose", [hidden], "by_channel", perm=[0, 2, 1])
    graph.add("GlobalAveragePool", ["by_channel"], "means")
    graph.add("Flatten", ["means"], "mean")
    graph.add("LpNormalization", ["mean"], "vectors", axis=-1, p=2)
    dimensions = weights["embeddings.word_embeddings.weight"].shape[1]
    return make_model(
        make_graph(
            graph.nodes,
            "encoder",
            [make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "pieces"])],
            [make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", dimensions])],
            list(graph.constants.values()),
        ),
        opset_imports=[make_opsetid("", _OPSET), make_opsetid(_RUNTIME, 1)],
        ir_version=_IR_VERSION,
    )


def _embedded(graph: _Graph, weights: Weights, shape: Shape) -> str:
    """Words and positions, summed and normalised."""
    from onnx import TensorProto

    words = weights["embeddings.word_embeddings.weight"]
    positions = weights["embeddings.position_embeddings.weight"][shape.first_position :]
    kinds = weights["embeddings.token_type_embeddings.weight"]
    scales = (np.abs(words).max(axis=1, keepdims=True) / _ACTIVATION_LEVELS).astype(np.float32)
    graph.constant("words", np.round(words / np.maximum(scales, 1e-12)).astype(np.int8))
    graph.constant("word_scales", scales)
    graph.constant("positions", (positions + kinds[0]).astype(np.float32))
    graph.constant("first", np.array([0]))
    graph.add("Gather", ["words", "input_ids"], "word_levels")
    graph.add("Cast", ["word_levels"], "word_steps", to=TensorProto.FLOAT)
    graph.add("Gather", ["word_scales", "input_ids"], "word_scale")
    graph.add("Mul", ["word_steps", "word_scale"], "word")
    graph.add("Shape", ["input_ids"], "pieces", start=1, end=2)
    graph.add("Slice", ["positions", "first", "pieces", "first"], "position")
    graph.add("Add", ["word", "position"], "embedded")
    return _normalised(graph, "embedded", weights, "embeddings.LayerNorm", shape)


def _encoded(graph: _Graph, hidden: str, layer: _Layer, shape: Shape) -> str:
    """One layer of the encoder."""
    linear, seen, name = layer.linear, layer.seen, layer.name
    query, key, value = (linear(f"attention.self.{one}") for one in ("query", "key", "value"))
    joined, widened, narrowed = map(
        linear, ("attention.output.dense", "intermediate.dense", "output.dense")
    )
    # What goes into the joining layer is linear in the values: its factors are theirs, for nothing.
    factors = _factors(seen("attention.output.dense"), joined.weights)
    step = _step(seen("attention.output.dense") / factors)
    value, joined = value.divided(factors), joined.fed(factors)
    asked = np.hstack([one.weights for one in (query, key, value)])
    parts = (query, key, value)
    into = _smoothed(graph, hidden, seen("attention.self.query"), asked, f"{name}.in")
    three = [
        _product(graph, into, one, f"{name}.{part}")
        for one, part in zip(parts, ("query", "key", "value"), strict=True)
    ]
    context = graph.add(
        "MultiHeadAttention", three, f"{name}.context", domain=_RUNTIME, num_heads=shape.heads
    )
    levels = _quantised(graph, context, step, f"{name}.context")
    told = _product(graph, _Input(levels, step), joined, f"{name}.joined")
    total = graph.add("Add", [told, hidden], f"{name}.attended")
    hidden = _normalised(graph, total, layer.weights, f"{name}.attention.output.LayerNorm", shape)
    into = _smoothed(graph, hidden, seen("intermediate.dense"), widened.weights, f"{name}.mid")
    wide = graph.add("Gelu", [_product(graph, into, widened, f"{name}.wide")], f"{name}.gelu")
    out = _product_by_token(graph, wide, seen("output.dense"), narrowed, f"{name}.narrow")
    total = graph.add("Add", [out, hidden], f"{name}.told")
    return _normalised(graph, total, layer.weights, f"{name}.output.LayerNorm", shape)


def _normalised(graph: _Graph, values: str, weights: Weights, name: str, shape: Shape) -> str:
    inputs = [values] + [
        graph.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias")
    ]
    return graph.add(
        "LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=shape.norm_epsilon
    )


@dataclass(frozen=True, slots=True)
class _Input:
    """Quantised values: their name, one step of theirs, and by what each channel was divided."""

    levels: str
    step: float
    factors: FloatArray | None = None


def _factors(seen: FloatArray, weights: FloatArray) -> FloatArray:
    """By what to divide each channel, so that values and weights share the width; mean 1."""
    heaviest = np.maximum(np.abs(weights).max(axis=1), 1e-5)
    factors = seen**_SMOOTHING / heaviest ** (1 - _SMOOTHING)
    return np.asarray(factors / factors.mean(), np.float32)


def _step(seen: FloatArray) -> float:
    return float(seen.max()) / _ACTIVATION_LEVELS


def _smoothed(
    graph: _Graph, values: str, seen: FloatArray, weights: FloatArray, name: str
) -> _Input:
    """The values divided by their channels' factors, and quantised."""
    factors = _factors(seen, weights)
    inverse = graph.constant(f"{name}.inverse", 1 / factors)
    step = _step(seen / factors)
    divided = graph.add("Mul", [values, inverse], f"{name}.divided")
    return _Input(_quantised(graph, divided, step, name), step, factors)


def _quantised(graph: _Graph, values: str, step: float, name: str) -> str:
    size = graph.constant(f"{name}.step", np.array(step, np.float32))
    return graph.add("QuantizeLinear", [values, size, "zero_point"], f"{name}.levels")


def _product(
    graph: _Graph, into: _Input, layer: _Linear, name: str, *, has_bias: bool = True
) -> str:
    layer = layer if into.factors is None else layer.fed(into.factors)
    scales = np.maximum(np.abs(layer.weights).max(axis=0), 1e-12) / _WEIGHT_LEVELS
    inputs = [
        into.levels,
        graph.constant(f"{name}.weights", np.round(layer.weights / scales).astype(np.int8)),
        graph.constant(f"{name}.step", np.array(into.step, np.float32)),
        graph.constant(f"{name}.scales", scales.astype(np.float32)),
        "zero_point",
    ]
    if has_bias:
        inputs += ["", graph.constant(f"{name}.bias", layer.bias.astype(np.float32))]
    return graph.add("MatMulIntegerToFloat", inputs, name, domain=_RUNTIME)


def _product_by_token(
    graph: _Graph, values: str, seen: FloatArray, layer: _Linear, name: str
) -> str:
    """As ``_product``, with one scale per token: its greatest magnitude."""
    factors = _factors(seen, layer.weights)
    axis = graph.constant("last_axis", np.array([-1]))
    inverse = graph.constant(f"{name}.inverse", 1 / factors)
    divided = graph.add("Mul", [values, inverse], f"{name}.divided")
    sizes = graph.add("Abs", [divided], f"{name}.sizes")
    peak = graph.add("ReduceMax", [sizes, axis], f"{name}.peak", keepdims=1)
    shares = graph.add("Div", [divided, peak], f"{name}.shares")
    step = 1 / _ACTIVATION_LEVELS
    into = _Input(_quantised(graph, shares, step, name), step, factors)
    scaled = _product(graph, into, layer, f"{name}.scaled", has_bias=False)
    whole = graph.add("Mul", [scaled, peak], f"{name}.whole")
    return graph.add("Add", [whole, graph.constant(f"{name}.bias", layer.bias)], f"{name}.out")
