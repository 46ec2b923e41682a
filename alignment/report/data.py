"""The verdicts as flat tables for analysts, in CSV and Parquet.

CSV needs nothing but Python; Parquet needs the extra ``parquet``. What a planner may open in a
spreadsheet is made harmless there: a text that would be a formula gets an apostrophe in front. In
Parquet, which no spreadsheet runs, texts stay as they are.
"""

from __future__ import annotations

import csv
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from alignment.errors import MissingExtraError
from alignment.report.data_tables import TABLES
from alignment.report.summary import summarise
from alignment.report.targets import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from alignment.report.data_tables import Cell, Row, Table
    from alignment.report.summary import Summary
    from alignment.report.targets import Output
    from alignment.reviews import Review
    from alignment.types import DocumentResult, MissionSet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_ROWS_AT_ONCE = 5_000


def write_csv(
    folder: Path,
    results: Sequence[DocumentResult],
    missions: MissionSet,
    *,
    reviews: Iterable[Review] = (),
) -> list[Output]:
    """Writes every table as CSV (UTF-8, commas, a heading)."""
    summary = summarise(results, missions, reviews)
    return [
        put(folder / f"{table.name}.csv", partial(_write_csv, table=table, summary=summary))
        for table in TABLES
    ]


def _write_csv(path: Path, table: Table, summary: Summary) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in table.columns)
        writer.writerows([_harmless(cell) for cell in row] for row in table.rows(summary))


def write_parquet(
    folder: Path,
    results: Sequence[DocumentResult],
    missions: MissionSet,
    *,
    reviews: Iterable[Review] = (),
) -> list[Output]:
    """Writes every table as Parquet, the meaning of each column beside it.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    need_parquet()
    summary = summarise(results, missions, reviews)
    return [
        put(folder / f"{table.name}.parquet", partial(_write_parquet, table=table, summary=summary))
        for table in TABLES
    ]


def _write_parquet(path: Path, table: Table, summary: Summary) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(
        pa.field(one.name, one.kind.value[1], metadata={"arti": one.meaning})
        for one in table.columns
    )
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _parts(table.rows(summary)):
            columns = [
                pa.array(cells, field.type)
                for cells, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))


def need_parquet() -> None:
    """Refuses early where Parquet cannot be written.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise MissingExtraError(
            "Parquet needs pyarrow.",
            advice="pip install '.[parquet]', or take --format csv.",
        )


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        yield part
