"""The store: what is on record of each document, written by one process, read by many."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from alignment.store import tables
from alignment.store.connect import connect, explained_errors, patiently, reading, writing
from alignment.store.rows import COMPLETE, PackedResult, clean, unpack
from alignment.store.schema import prepare
from alignment.store.values import Counts, Outcome, Recipe, Submission, Version
from alignment.versions import Arrival, Stage, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection, Engine, Table

    from alignment.store.codec import Known
    from alignment.types import DocumentResult

_Answer = TypeVar("_Answer")


class Store:
    """A database of results.

    Every write is one transaction, so a reader never sees half a document; every write may run
    twice without harm, so it is tried again when the database went away in the middle of it.
    """

    def __init__(self, url: str) -> None:
        """Opens the store at ``url``, makes it if it is new, steps its schema up if it is old.

        Raises:
            StoreError: it cannot be opened, or was made by a newer version.
            MissingExtraError: the driver for PostgreSQL is not installed.
        """
        self.engine: Engine = connect(url)
        dialects = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
        self._insert: Callable[[Table], Any] = dialects[self.engine.dialect.name]
        self._write(prepare, is_opening=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    def tidy(self, *, compact: bool = False) -> None:
        """Folds SQLite's side files into its one file; ``compact`` gives free space back too."""
        if self.engine.dialect.name != "sqlite":
            return  # PostgreSQL looks after itself
        with explained_errors(self.engine), self.engine.raw_connection() as connection:
            if compact:
                connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def start_run(self, recipe: Recipe, *, engine: str, workers: int) -> str:
        """Records that a batch begins; returns the run's id."""
        run = {
            "run_id": uuid.uuid4().hex,
            "recipe_id": recipe.recipe_id,
            "engine": engine,
            "workers": workers,
            "started_at": _now(),
        }

        def act(connection: Connection) -> None:
            named = {"recipe_id": recipe.recipe_id} | asdict(recipe)
            self._add_once(connection, tables.recipes, named)
            self._add_once(connection, tables.runs, run)

        self._write(act)
        return str(run["run_id"])

    def finish_run(self, run_id: str, counts: Counts) -> None:
        """Records that a batch came to its end, and how."""
        ended = {
            "finished_at": _now(),
            "done_count": counts.done,
            "failed_count": counts.failed,
            "skipped_count": counts.skipped,
        }
        runs = tables.runs
        self._write(lambda one: one.execute(update(runs).where(runs.c.run_id == run_id), ended))

    def save(
        self, submission: Submission, recipe: Recipe, run_id: str, packed: PackedResult
    ) -> bool:
        """Records what a document came to, all of it or nothing.

        Returns:
            False where the document is already complete under this recipe: another batch was
            faster, and its record stays as it is.
        """
        return self._write(lambda one: self._save(one, submission, recipe, run_id, packed))

    def _save(
        self,
        connection: Connection,
        submission: Submission,
        recipe: Recipe,
        run_id: str,
        packed: PackedResult,
    ) -> bool:
        document = {
            name: clean(held) if isinstance(held, str) else held
            for name, held in asdict(submission).items()
        }
        self._add_once(connection, tables.documents, document)
        results = tables.results
        connection.execute(
            delete(results)
            .where(results.c.document_id == submission.document_id)
            .where(results.c.recipe_id == recipe.recipe_id)
            .where(results.c.status != COMPLETE)
        )
        row = packed.result | {
            "document_id": submission.document_id,
            "recipe_id": recipe.recipe_id,
            "run_id": run_id,
            "recorded_at": _now(),
        }
        if packed.vectors:
            adding = self._insert(tables.vectors).on_conflict_do_nothing()
            connection.execute(adding, list(packed.vectors))
        result_id = self._add_once(connection, results, row)
        if result_id is None:
            return False
        parts = (
            (tables.items, packed.items),
            (tables.alignments, packed.alignments),
            (tables.findings, packed.findings),
            (tables.failures, (packed.failure,) if packed.failure else ()),
        )
        for table, rows in parts:
            if rows:
                connection.execute(insert(table), [{"result_id": result_id} | row for row in rows])
        return True

    def _add_once(self, connection: Connection, table: Table, row: dict[str, Any]) -> Any | None:  # noqa: ANN401
        """Adds a row unless its key is there; returns the primary key of an added one."""
        (key,) = table.primary_key
        adding = self._insert(table).values(row).on_conflict_do_nothing().returning(key)
        return connection.execute(adding).scalar()

    def outcome(self, document_id: str, recipe: Recipe) -> Outcome | None:
        """What is on record of a document under a recipe; None where nothing is."""
        results, failures, findings = tables.results, tables.failures, tables.findings
        warnings = (
            select(func.count())
            .where(findings.c.result_id == results.c.result_id)
            .scalar_subquery()
        )
        asked = (
            select(
                results.c.status, results.c.item_count, warnings, results.c.seconds,
                failures.c.message, failures.c.advice,
            )
            .outerjoin(failures, failures.c.result_id == results.c.result_id)
            .where(results.c.document_id == document_id)
            .where(results.c.recipe_id == recipe.recipe_id)
        )  # fmt: skip
        row = self._read(lambda one: one.execute(asked).first())
        if row is None:
            return None
        status, item_count, warning_count, seconds, message, advice = row
        reason = f"{message} {advice}".strip() if message else None
        return Outcome(status, item_count, warning_count, seconds, reason)

    def versions(self) -> list[Version]:
        """The newest result of every document, plan by plan, each plan's versions oldest first.

        A result that holds items goes before a newer failure.
        """
        results, documents = tables.results, tables.documents
        newest_first = func.row_number().over(
            partition_by=results.c.document_id,
            order_by=(results.c.status, results.c.result_id.desc()),
        )
        numbered = select(results, newest_first.label("age")).subquery()
        asked = (
            select(
                numbered.c.result_id, documents.c.document_id, documents.c.name,
                numbered.c.status, numbered.c.plan_key, numbered.c.opd, numbered.c.year,
                numbered.c.stage, documents.c.received_at, numbered.c.item_count,
                documents.c.source,
            )
            .join(documents, documents.c.document_id == numbered.c.document_id)
            .where(numbered.c.age == 1)
        )  # fmt: skip
        rows = self._read(lambda one: one.execute(asked).mappings().all())
        found = [
            Version(**(dict(row) | {"stage": Stage(row["stage"]) if row["stage"] else None}))
            for row in rows
        ]
        found.sort(key=lambda one: (one.plan_key, one.document_id))
        plans = groupby(found, key=lambda one: one.plan_key)
        return [version for _, plan in plans for version in in_order(plan, _arrival)]

    def latest(self) -> list[Version]:
        """The last version of each plan, and every document that stands alone."""
        return list({one.plan_key: one for one in self.versions()}.values())

    def load(self, version: Version) -> DocumentResult:
        """All that is on record of one version."""
        return self._read(lambda one: _load(one, version, {}))

    def load_all(self, versions: Iterable[Version]) -> Iterator[DocumentResult]:
        """All that is on record of each; a text that many of them repeat is held once."""
        known: Known = {}
        for version in versions:
            yield self._read(partial(_load, version=version, known=known))

    def _write(self, act: Callable[[Connection], _Answer], *, is_opening: bool = False) -> _Answer:
        def once() -> _Answer:
            with writing(self.engine) as connection:
                return act(connection)

        return patiently(once, self.engine, is_opening=is_opening)

    def _read(self, act: Callable[[Connection], _Answer]) -> _Answer:
        def once() -> _Answer:
            with reading(self.engine) as connection:
                return act(connection)

        return patiently(once, self.engine)


def _load(connection: Connection, version: Version, known: Known) -> DocumentResult:
    results, items, alignments = tables.results, tables.items, tables.alignments
    ours = version.result_id
    header = connection.execute(select(results).where(results.c.result_id == ours))
    read = select(items.c.data).where(items.c.result_id == ours).order_by(items.c.position)
    judged = (
        select(alignments.c.item_position, alignments.c.data)
        .where(alignments.c.result_id == ours)
        .order_by(alignments.c.position)
    )
    return unpack(
        dict(header.mappings().one()),
        connection.execute(read).scalars(),
        [(place, data) for place, data in connection.execute(judged)],
        known,
    )


def _arrival(version: Version) -> Arrival:
    return Arrival(version.stage, version.received_at, version.name)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
