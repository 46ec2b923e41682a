"""The reviewers' verdicts in the store: read, and added to; nothing is ever changed or removed."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from alignment.reviews import Review, only_new
from alignment.store import tables
from alignment.store.connect import patiently, reading, writing
from alignment.store.rows import clean
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sqlalchemy import Connection, Table

    from alignment.store.db import Store

_IDS_AT_ONCE = 500
_INSERTS: Final[dict[str, Callable[[Table], Any]]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def add_reviews(store: Store, given: Sequence[Review]) -> list[Review]:
    """Adds what is new of ``given``, in one transaction; returns what was added.

    The same file a second time adds nothing.
    """
    adding = _INSERTS[store.engine.dialect.name](tables.verdicts).on_conflict_do_nothing()

    storable = [_storable(one) for one in given]

    def act() -> list[Review]:
        with writing(store.engine) as connection:
            new = only_new(_all(connection), storable)
            if new:
                now = datetime.now(UTC).isoformat(timespec="milliseconds")
                connection.execute(adding, [_row(one, now) for one in new])
            return new

    return patiently(act, store.engine)


def all_reviews(store: Store) -> list[Review]:
    """Every review on record, in the order in which they were added."""

    def act() -> list[Review]:
        with reading(store.engine) as connection:
            return _all(connection)

    return patiently(act, store.engine)


def names_of(store: Store, item_ids: Collection[str]) -> dict[str, str]:
    """The names of those of the items that the store holds."""
    wanted = sorted(item_ids)
    items = tables.items

    def act() -> dict[str, str]:
        found: dict[str, str] = {}
        with reading(store.engine) as connection:
            for start in range(0, len(wanted), _IDS_AT_ONCE):
                part = items.c.item_id.in_(wanted[start : start + _IDS_AT_ONCE])
                asked = select(items.c.item_id, items.c.name).where(part)
                found |= {row.item_id: row.name for row in connection.execute(asked)}
        return found

    return patiently(act, store.engine)


def _all(connection: Connection) -> list[Review]:
    table = tables.verdicts
    asked = select(table).order_by(table.c.imported_at, table.c.decided_at, table.c.verdict_id)
    return [_review(dict(row)) for row in connection.execute(asked).mappings()]


def _storable(review: Review) -> Review:
    """With text that any database takes, so that it compares equal to what comes back."""
    texts: dict[str, Any] = {
        name: clean(held)
        for name, held in asdict(review).items()
        if type(held) in {str, type(None)}
    }
    return replace(review, **texts)


def _row(review: Review, now: str) -> dict[str, Any]:
    words = {
        name: held.value if isinstance(held, Status) else held
        for name, held in asdict(review).items()
    }
    return words | {"verdict_id": review.review_id, "imported_at": now}


def _review(row: dict[str, Any]) -> Review:
    del row["verdict_id"], row["imported_at"]
    for key in ("status", "shown_status"):
        row[key] = Status(row[key]) if row[key] else None
    return Review(**row)
