"""The schema that the steps make is the one the program works with."""

from __future__ import annotations

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import alignment.store
from alignment.store.db import Store
from alignment.store.schema import HEAD
from alignment.store.tables import metadata

STEPS = Path(alignment.store.__file__).parent / "migrations" / "versions"


def test_the_steps_make_exactly_the_tables_of_the_program(store_url: str) -> None:
    with Store(store_url) as store, store.engine.connect() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection), metadata)


def test_the_last_step_is_the_one_the_program_is_written_for() -> None:
    steps = [
        re.findall(r'^revision = "(.*)"', path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in sorted(STEPS.glob("0*.py"))
    ]
    assert [HEAD] == steps[-1]
