"""The tables for analysts: what is written is what was found, in types that databases know."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from unit.report.builders import FORMULAS, MISSIONS, example, hostile

from alignment.errors import MissingExtraError
from alignment.records import read_items
from alignment.report.data import write_csv, write_parquet
from alignment.report.data_tables import TABLES, dictionary
from alignment.report.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.report.targets import Output

ROOT = Path(__file__).resolve().parents[3]
SUMMARY = summarise(example(), MISSIONS)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_dictionary_in_the_docs_is_that_of_the_program() -> None:
    kept = (ROOT / "docs" / "kamus-data.md").read_text(encoding="utf-8")
    assert dictionary() == kept, "run: python docs/data_dictionary.py"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_a_cell_for_every_column(table) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    rows = list(table.rows(SUMMARY))
    assert rows
    assert {len(row) for row in rows} == {len(table.columns)}


def test_csv_has_a_row_for_every_verdict_and_counts_each_rupiah_once(tmp_path: Path) -> None:
    write_csv(tmp_path, example(), MISSIONS)
    rows = _rows(tmp_path / "alignments.csv")
    assert len(SUMMARY.entries) == len(rows)
    assert SUMMARY.total.rupiah == sum(int(row["counted_rupiah"]) for row in rows)
    assert SUMMARY.total.items == sum(int(row["counted_items"]) for row in rows)


def test_no_cell_of_a_csv_begins_a_formula(tmp_path: Path) -> None:
    for one in write_csv(tmp_path, hostile(), MISSIONS):
        assert one.path
        for row in _rows(one.path):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
                assert not cell.startswith("-") or float(cell) < 0, cell
    names = {row["name"] for row in _rows(tmp_path / "alignments.csv")}
    shown = {" ".join(one.split()) for one in FORMULAS}
    assert shown <= {name.removeprefix("'") for name in names}


def test_the_csv_can_be_scored_again(tmp_path: Path) -> None:
    write_csv(tmp_path, example(), MISSIONS)
    items = read_items(tmp_path / "alignments.csv")
    assert {one.alignment.item.item_id for one in SUMMARY.entries} == {one.item_id for one in items}


@pytest.mark.parametrize("write", [write_csv, write_parquet])
def test_duckdb_reads_every_table_in_one_line(
    tmp_path: Path, write: Callable[..., list[Output]]
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="a test dependency")
    for table, one in zip(TABLES, write(tmp_path, example(), MISSIONS), strict=True):
        path = one.path
        assert path
        found = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()  # noqa: S608  a path of our own
        assert len(list(table.rows(SUMMARY))) == len(found)
    total = duckdb.sql(
        f"SELECT sum(counted_rupiah) FROM '{tmp_path}/alignments.{path.suffix[1:]}'"  # noqa: S608
    ).fetchall()
    assert total == [(SUMMARY.total.rupiah,)]


def test_parquet_keeps_types_texts_and_the_meaning_of_columns(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet`")
    write_parquet(tmp_path, hostile(), MISSIONS)
    table = parquet.read_table(tmp_path / "alignments.parquet")
    assert str(table.schema.field("budget_rupiah").type) == "int64"
    assert table.schema.field("name").metadata[b"arti"].decode() == "nama item seperti tercetak"
    assert " ".join(FORMULAS[0].split()) in table.column("name").to_pylist()


def test_without_pyarrow_parquet_is_refused_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(MissingExtraError, match=r"\.\[parquet\]"):
        write_parquet(tmp_path, example(), MISSIONS)
