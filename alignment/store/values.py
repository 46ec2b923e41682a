"""What the store is told and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.store.codec import digest

if TYPE_CHECKING:
    from alignment.versions import Stage


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a result depends on besides the document's bytes."""

    settings_fingerprint: str
    model_id: str
    missions_digest: str
    code_version: str

    @property
    def recipe_id(self) -> str:
        """The digest of all four."""
        return digest(self)


@dataclass(frozen=True, slots=True)
class Submission:
    """A file as handed in; ``document_id`` is the sha256 of its bytes."""

    document_id: str
    name: str
    source: str
    size_bytes: int
    received_at: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is on record of one document under one recipe; ``reason`` where it failed."""

    status: str
    item_count: int
    warning_count: int
    seconds: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How the documents of a run ended."""

    done: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one Renja, as far as it is on record; ``source`` is where its file lay."""

    result_id: int
    document_id: str
    name: str
    status: str
    plan_key: str
    opd: str | None
    year: int | None
    stage: Stage | None
    received_at: str
    item_count: int
    source: str = ""
