"""The verdicts as flat tables for analysts, in CSV and Parquet.

CSV needs nothing but Python; Parquet needs the extra ``parquet``. What a planner may open in a
spreadsheet is made harmless there: a text that would be a formula gets an apostrophe in front. In
Parquet, which no spreadsheet runs, texts stay as they are.
"""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING

from alignment.errors import MissingExtraError
from alignment.report.data_tables import TABLES
from alignment.report.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from alignment.report.data_tables import Cell, Row
    from alignment.types import DocumentResult, MissionSet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_ROWS_AT_ONCE = 5_000


def write_csv(folder: Path, results: Sequence[DocumentResult], missions: MissionSet) -> list[Path]:
    """Writes every table as CSV (UTF-8, commas, a heading) and returns the paths."""
    summary = summarise(results, missions)
    written = []
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(column.name for column in table.columns)
            writer.writerows([_harmless(cell) for cell in row] for row in table.rows(summary))
        written.append(path)
    return written


def write_parquet(
    folder: Path, results: Sequence[DocumentResult], missions: MissionSet
) -> list[Path]:
    """Writes every table as Parquet, the meaning of each column beside it; returns the paths.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    need_parquet()
    import pyarrow as pa
    from pyarrow import parquet

    summary = summarise(results, missions)
    written = []
    for table in TABLES:
        path = folder / f"{table.name}.parquet"
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
        written.append(path)
    return written


def need_parquet() -> None:
    """Refuses early where Parquet cannot be written.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise MissingExtraError(
            "Parquet needs pyarrow.",
            advice="pip install 'alignment[parquet]', or take --format csv.",
        )


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        yield part
