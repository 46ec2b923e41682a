"""Texts -> unit vectors: the one door to onnxruntime, tokenizers, sentence-transformers and torch.

A text's vector does not depend, to the last bit, on its neighbours in a batch, nor on the number of
threads: the shipped int8 encoder reads texts of as many word pieces together, so that none is
padded. Any sentence-transformers model may take its place. Nothing heavy is imported before it is
needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from alignment.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer

FloatArray: TypeAlias = npt.NDArray[np.float32]

ENCODER_FILE = "encoder.int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
PIECES_AT_ONCE = 512
"""More gain nothing; fewer keep the arithmetic units waiting for the weights."""
TOKENS_AT_MOST = 160
"""Names and indicators hold 20 word pieces on average; what lies behind 160 is boilerplate."""
REMEMBERED_TEXTS = 30_000


class Embedder(Protocol):
    """Anything that turns texts into vectors of one length."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """One unit row per text, in the order given; shape (texts, dimensions)."""
        ...


class OnnxEmbedder:
    """The shipped encoder, run by onnxruntime on the CPU."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Opens ``encoder.int8.onnx`` and ``tokenizer.json`` in ``folder``.

        Raises:
            ModelError: a file is missing or damaged.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # The graph is written as it shall run: to look for a better one only costs time.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        # Threads that spin while they wait double the cost of a plan and gain nothing.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._tokenizer = open_tokenizer(folder)
            self._session = onnxruntime.InferenceSession(
                str(folder / ENCODER_FILE), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(
                f"{folder}: the encoder cannot be loaded ({type(error).__name__}).",
                advice="Install the package again, or make a model with `alignment train`.",
            ) from error
        self.name = folder.name
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """One unit row per text, in the order given."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(pieces), self.dimensions), np.float32)
        for rows in _of_one_length(pieces):
            vectors[rows] = self._encode(np.array([pieces[row] for row in rows], np.int64))
        return vectors

    def _encode(self, ids: npt.NDArray[np.int64]) -> FloatArray:
        """The vectors of texts of as many pieces; ``ids`` of shape (texts, pieces)."""
        vectors: FloatArray = self._session.run(None, {"input_ids": ids})[0]
        return vectors


def _of_one_length(pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The rows of texts of as many pieces, together as long as they are not too many."""
    rows_by_length: dict[int, list[int]] = {}
    for row, each in enumerate(pieces):
        rows_by_length.setdefault(len(each), []).append(row)
    for length, rows in sorted(rows_by_length.items()):
        most = max(1, PIECES_AT_ONCE // max(length, 1))
        for start in range(0, len(rows), most):
            yield rows[start : start + most]


def open_tokenizer(folder: Path) -> Tokenizer:
    """The word pieces of the encoder in ``folder``: of a text as many as it has, up to a limit."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS_AT_MOST)
    return tokenizer


def open_sentence_transformer(model: str, *, device: str = "cpu", **options: Any) -> Any:  # noqa: ANN401
    """A ``SentenceTransformer``, by folder or hub id; the hub is asked for what is not a folder.

    Raises:
        MissingExtraError: sentence-transformers is not installed.
        ModelError: there is no such model, or it cannot be loaded.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingExtraError(
            "Another encoder needs sentence-transformers.",
            advice="pip install sentence-transformers",
        ) from error
    try:
        return SentenceTransformer(model, device=device, **options)
    except Exception as error:
        raise ModelError(
            f"{model}: no sentence-transformers model could be loaded from there.",
            advice="Give a folder that holds one, or a model id of the Hugging Face hub.",
        ) from error


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by folder or hub id."""

    def __init__(self, model: str) -> None:
        """Loads the model; see ``open_sentence_transformer``."""
        self._model = open_sentence_transformer(model)
        self.name = Path(model).name
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """One unit row per text, in the order given."""
        vectors = self._model.encode(
            list(texts),
            batch_size=1,  # among longer texts, padding would move the last bits
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32).reshape(-1, self.dimensions)


class RememberingEmbedder:
    """Embeds each different text once; the plans of all OPDs repeat the same official names."""

    def __init__(self, inner: Embedder, *, at_most: int = REMEMBERED_TEXTS) -> None:
        self._inner = inner
        self._at_most = at_most
        self._known: dict[str, FloatArray] = {}
        self.name = inner.name
        self.dimensions = inner.dimensions

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """One unit row per text, in the order given."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > self._at_most:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        if new:
            self._known.update(zip(new, self._inner.embed(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def load_embedder(folder: Path, encoder: str | None = None, *, threads: int = 0) -> Embedder:
    """The encoder in ``folder``, or the sentence-transformers model named ``encoder``.

    Args:
        folder: a model folder with ``encoder.int8.onnx`` and ``tokenizer.json``.
        encoder: a folder or hub id of a sentence-transformers model.
        threads: of onnxruntime; 0 lets it choose.

    Raises:
        MissingExtraError: sentence-transformers is not installed.
        ModelError: the encoder cannot be loaded.
    """
    inner = (
        SentenceTransformerEmbedder(encoder) if encoder else OnnxEmbedder(folder, threads=threads)
    )
    return RememberingEmbedder(inner)
