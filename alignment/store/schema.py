"""The store's schema: made when new, stepped up when old, refused when newer than this program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from alignment.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0002"
"""The step this program is written for; the last file in ``migrations/versions``."""
_LOCK = 0x0A11_6E4D  # any number, the same for all of us


def prepare(connection: Connection) -> None:
    """Brings the schema to ``HEAD`` within the caller's transaction; two at once take turns.

    Raises:
        StoreError: the store was made by a newer version, or holds tables that are not ours.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    names = set(inspect(connection).get_table_names())
    at = None
    if "alembic_version" in names:
        at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if at == HEAD:
        return
    if at is None and names - {"alembic_version"}:
        raise StoreError(
            "The database holds other tables already.", advice="Give the store one of its own."
        )
    if at is not None and at > HEAD:
        raise StoreError(
            f"The store is at step {at}, this program knows up to {HEAD}.",
            advice="Install the newer version of alignment that wrote it.",
        )
    _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    steps = Config()
    steps.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    steps.attributes["connection"] = connection
    command.upgrade(steps, "head")
