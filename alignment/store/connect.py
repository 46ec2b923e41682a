"""Opening a database by URL, and saying in one line what is wrong with it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from alignment.errors import MissingExtraError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import URL, Connection, Engine

_Answer = TypeVar("_Answer")

BUSY_SECONDS = 120
"""How long a writer waits for another one."""
PATIENCE_SECONDS = (1, 2, 4, 8, 16, 32, 60)
"""The pauses before a database that went away is asked again: two minutes in all."""
_LOCK_ANSWERS = ("database is locked", "deadlock detected", "could not serialize")
_FULL_ANSWERS = ("disk is full", "No space left")
_POSTGRES_NAMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


def connect(url: str) -> Engine:
    """An engine for ``sqlite:///FILE`` or ``postgresql+psycopg://USER@HOST/DATABASE``.

    Raises:
        StoreError: the URL is no such URL.
        MissingExtraError: PostgreSQL is asked for and its driver is not installed.
    """
    address = _address(url)
    if address.drivername in _POSTGRES_NAMES:
        return _postgres(address.set(drivername="postgresql+psycopg"))
    if address.drivername != "sqlite":
        raise _no_url(url)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_absent(url: str) -> bool:
    """Whether the URL names a SQLite file that is not there; only asking a server would tell.

    Raises:
        StoreError: the URL is no such URL.
    """
    address = _address(url)
    if address.drivername != "sqlite" or not address.database:
        return False
    return address.database != ":memory:" and not Path(address.database).exists()


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: of the port
        raise _no_url(url) from error


def _no_url(url: str) -> StoreError:
    return StoreError(
        f"{url}: no store's URL.",
        advice="Write sqlite:///FILE, or postgresql+psycopg://USER@HOST/DATABASE.",
    )


def _postgres(address: URL) -> Engine:
    try:
        import psycopg  # noqa: F401  only to say clearly that it is missing
    except ImportError as error:
        raise MissingExtraError(
            "A PostgreSQL store needs psycopg.", advice="pip install '.[postgres]'"
        ) from error
    return create_engine(address, pool_pre_ping=True)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # We begin transactions ourselves: the driver would begin them late, after the first read.
    connection.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: two that had both read would refuse each other at the end.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction: all of it, or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the store as it was at one moment, whatever is written meanwhile."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def patiently(
    act: Callable[[], _Answer],
    engine: Engine,
    *,
    pauses: Sequence[float] = PATIENCE_SECONDS,
    is_opening: bool = False,
) -> _Answer:
    """``act()``, tried again after a pause while the database is away or another holds it.

    Args:
        act: One transaction, which does no harm when it runs twice.
        engine: The database, to name it.
        pauses: Seconds before each new try.
        is_opening: A database that is away is then not waited for: the URL may be wrong.

    Raises:
        StoreError: the database refuses, or stays away.
    """
    for pause in (*pauses, None):
        try:
            return act()
        except SQLAlchemyError as error:
            if pause is None or not _may_pass(error, is_opening=is_opening):
                raise explained(error, engine) from error
            time.sleep(pause)
    raise AssertionError  # the last pause is None


@contextmanager
def explained_errors(engine: Engine) -> Iterator[None]:
    """Turns what the database says into a ``StoreError``."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explained(error, engine) from error


def _may_pass(error: SQLAlchemyError, *, is_opening: bool) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    said = str(error.orig)
    if any(one in said for one in _LOCK_ANSWERS):
        return True
    if is_opening or any(one in said for one in _FULL_ANSWERS):
        return False
    # psycopg calls what lies with the server "operational": it restarts, or no longer answers.
    is_remote = not isinstance(error.orig, sqlite3.Error)
    return error.connection_invalidated or (is_remote and isinstance(error, OperationalError))


def explained(error: SQLAlchemyError, engine: Engine) -> StoreError:
    """One line for the operator: which database, and what it said."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    where = engine.url.render_as_string(hide_password=True)
    if any(one in said for one in _FULL_ANSWERS):
        advice = "Free some space, then start again: what is recorded stays."
    else:
        advice = "Check the URL, the folder's permissions and that the database runs."
    return StoreError(f"{where}: {said.splitlines()[0] if said else 'no answer'}.", advice=advice)
