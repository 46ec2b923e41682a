"""What a store holds, without what differs from run to run: ids, times and seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from alignment.store import tables
from alignment.store.db import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PASSING = {"result_id", "run_id", "seconds", "recorded_at"}


def content_of(url: str) -> list[tuple[object, ...]]:
    """Every row of every document, in an order of its own."""
    with Store(url) as store, store.engine.connect() as connection:
        rows = [("document", *row) for row in connection.execute(select(tables.documents))]
        for table in (tables.results, tables.items, tables.alignments, tables.findings):
            rows += _rows(connection, table.name)
        rows += _rows(connection, "failures")
        rows += [("vector", *row) for row in connection.execute(select(tables.vectors))]
    return sorted(rows, key=repr)


def _rows(connection: Connection, name: str) -> list[tuple[object, ...]]:
    results, table = tables.results, tables.metadata.tables[name]
    columns = [column for column in table.c if column.name not in _PASSING]
    asked = select(results.c.document_id, results.c.recipe_id, *columns)
    if table is not results:
        asked = asked.join(table, table.c.result_id == results.c.result_id)
    return [(name, *row) for row in connection.execute(asked)]
