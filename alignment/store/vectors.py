"""Vectors kept for texts that come again: in the next version of a plan, in every OPD's support.

Equal texts share a vector, never an item. A vector is found by the digest of model and text.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from alignment.store.connect import connect, reading
from alignment.store.tables import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS_AT_ONCE = 500


def vector_id(model_id: str, text: str) -> str:
    """The sha256 of model and text, as 64 hex digits."""
    said = f"{model_id}\n{text}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def vector_row(model_id: str, text: str, float32_bytes: bytes) -> dict[str, Any]:
    """A vector as the store keeps it: little-endian float32, one after the other."""
    return {
        "vector_id": vector_id(model_id, text),
        "model_id": model_id,
        "float32_bytes": float32_bytes,
    }


class VectorReader:
    """Looks vectors up, for a worker; the store is only read."""

    def __init__(self, url: str, model_id: str) -> None:
        """Opens the store at ``url`` when it is first asked.

        Raises:
            StoreError: the URL is no such URL.
        """
        self._engine = connect(url)
        self._model_id = model_id

    def find(self, texts: Sequence[str]) -> dict[str, bytes]:
        """The vectors on record of these texts; those of the others must be made.

        A store that does not answer costs time, no document: then nothing is found.
        """
        wanted = {vector_id(self._model_id, text): text for text in texts}
        found: dict[str, bytes] = {}
        ids = list(wanted)
        try:
            with reading(self._engine) as connection:
                for start in range(0, len(ids), _TEXTS_AT_ONCE):
                    part = vectors.c.vector_id.in_(ids[start : start + _TEXTS_AT_ONCE])
                    asked = select(vectors.c.vector_id, vectors.c.float32_bytes).where(part)
                    found |= {wanted[key]: held for key, held in connection.execute(asked)}
        except SQLAlchemyError:
            return {}
        return found
