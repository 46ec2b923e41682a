"""The tables of the store.

::

    recipes    what a result depends on besides the bytes: settings, model, missions, code
    runs       one batch each
    documents  one file each, by the sha256 of its bytes
    results    what one document came to under one recipe; the version of the Renja it is
      ├── items, alignments, findings    position by position, as the document has them
      └── failures                       why there are none
    vectors    a text's vector, by the digest of model and text
    verdicts   what reviewers said of an item; only ever added to

``data`` holds the whole value as JSON (``codec``); the columns beside it repeat what people search
and sort by. Times are UTC, ISO 8601, as text: both databases keep and order them alike.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

recipes = Table(
    "recipes",
    metadata,
    Column("recipe_id", Text, primary_key=True),
    Column("settings_fingerprint", Text, nullable=False),
    Column("model_id", Text, nullable=False),
    Column("missions_digest", Text, nullable=False),
    Column("code_version", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", Text, primary_key=True),
    Column("recipe_id", ForeignKey("recipes.recipe_id"), nullable=False),
    Column("engine", Text, nullable=False),
    Column("workers", Integer, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("done_count", Integer),
    Column("failed_count", Integer),
    Column("skipped_count", Integer),
)

documents = Table(
    "documents",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("received_at", Text, nullable=False),
)

results = Table(
    "results",
    metadata,
    Column("result_id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.document_id"), nullable=False),
    Column("recipe_id", ForeignKey("recipes.recipe_id"), nullable=False),
    Column("run_id", ForeignKey("runs.run_id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("plan_key", Text, nullable=False, index=True),
    Column("stage", Text),
    Column("kind", Text),
    Column("opd", Text),
    Column("year", Integer),
    Column("page_count", Integer),
    Column("item_count", Integer, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("document_id", "recipe_id"),
)


def _of_a_result() -> Column[int]:
    """A part of a result goes when the result goes."""
    key = ForeignKey("results.result_id", ondelete="CASCADE")
    return Column("result_id", key, primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


items = Table(
    "items",
    metadata,
    _of_a_result(),
    _position(),
    Column("item_id", Text, nullable=False, index=True),
    Column("level", Text, nullable=False),
    Column("code", Text),
    Column("name", Text, nullable=False),
    Column("budget_rupiah", BigInteger),
    Column("page_number", Integer),
    Column("data", Text, nullable=False),
)

alignments = Table(
    "alignments",
    metadata,
    _of_a_result(),
    _position(),
    Column("item_position", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("mission_id", Text),
    Column("none_probability", Float, nullable=False),
    Column("data", Text, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    _of_a_result(),
    _position(),
    Column("item_position", Integer),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("outcome", Text),
    Column("message", Text, nullable=False),
    Column("page_number", Integer),
)

failures = Table(
    "failures",
    metadata,
    _of_a_result(),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("page_number", Integer),
)

vectors = Table(
    "vectors",
    metadata,
    Column("vector_id", Text, primary_key=True),
    Column("model_id", Text, nullable=False),
    Column("float32_bytes", LargeBinary, nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("verdict_id", Text, primary_key=True),
    Column("item_id", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("status", Text),
    Column("mission_id", Text),
    Column("note", Text),
    Column("decided_at", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("file_digest", Text),
    Column("imported_at", Text),
    Column("shown_status", Text),
    Column("model_id", Text),
    Index("ix_verdicts_item_id", "item_id"),
)
