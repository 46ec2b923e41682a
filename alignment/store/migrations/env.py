"""Alembic's door: runs the steps on the connection that ``schema.upgrade`` hands over."""

from __future__ import annotations

from alembic import context

from alignment.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
