"""Backup and restore: one store copied into another, row by row, whatever their databases are.

A backup is a store in one SQLite file, so it can be opened, reported on and restored to either
database; this also moves a store from SQLite to PostgreSQL.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, text

from alignment.errors import StoreError
from alignment.store.connect import explained_errors, reading, writing
from alignment.store.db import Store
from alignment.store.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_ROWS_AT_ONCE = 500


def back_up(url: str, file: Path) -> int:
    """Copies the store at ``url``, as it is at this moment, into the new ``file``.

    A batch may go on meanwhile. ``file`` appears only when it is whole.

    Returns:
        The number of rows copied.

    Raises:
        StoreError: ``file`` is there already, or a database refuses.
    """
    if file.exists():
        raise StoreError(f"{file} is there already.", advice="Name a new file.")
    growing = file.with_name(file.name + ".part")
    growing.unlink(missing_ok=True)
    count = copy_store(url, f"sqlite:///{growing}")
    growing.rename(file)
    return count


def restore(file: Path, url: str) -> int:
    """Copies a backup into the store at ``url``, which must be new or empty.

    Returns:
        The number of rows copied.

    Raises:
        StoreError: the backup is missing or no backup, the store is not empty, or a database
            refuses; the store is then as it was.
    """
    if not file.is_file():
        raise StoreError(f"{file}: no such backup.", advice="Check the path.")
    if not file.stat().st_size:  # which SQLite takes for a new database
        raise StoreError(f"{file}: an empty file.", advice="Take another backup.")
    if os.access(file, os.W_OK) and os.access(file.parent, os.W_OK):
        return copy_store(f"sqlite:///{file}", url)
    # SQLite writes beside what it reads, which a folder kept read-only does not allow.
    with tempfile.TemporaryDirectory(prefix="alignment-") as folder:
        copied = shutil.copyfile(file, Path(folder) / file.name)
        return copy_store(f"sqlite:///{copied}", url)


def copy_store(source_url: str, target_url: str) -> int:
    """Copies all rows in one transaction; both schemas are brought up to date first."""
    with Store(source_url) as source, Store(target_url) as target:
        count = _copy(source, target)
        target.tidy()
    return count


def _copy(source: Store, target: Store) -> int:
    with (
        explained_errors(source.engine),
        reading(source.engine) as old,
        explained_errors(target.engine),
        writing(target.engine) as new,
    ):
        _refuse_unless_empty(new)
        count = sum(_copy_table(old, new, table) for table in metadata.sorted_tables)
        _continue_numbering(new)
    return count


def _refuse_unless_empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar():
            raise StoreError(
                f"The store already holds {table.name}.",
                advice="Restore into a new store.",
            )


def _copy_table(old: Connection, new: Connection, table: Table) -> int:
    count = 0
    rows = old.execution_options(yield_per=_ROWS_AT_ONCE).execute(
        select(table).order_by(*table.primary_key)
    )
    for part in rows.mappings().partitions():
        new.execute(insert(table), [dict(row) for row in part])
        count += len(part)
    return count


def _continue_numbering(connection: Connection) -> None:
    """PostgreSQL counts on from its own sequence, not from the highest id present."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence('results', 'result_id'),"
                " (SELECT coalesce(max(result_id), 0) + 1 FROM results), false)"
            )
        )
