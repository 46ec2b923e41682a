"""The workbook on what moved between two versions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from alignment.diff import Entry, compare
from alignment.report.changes import write_changes
from alignment.types import Level, PlanItem, Status

if TYPE_CHECKING:
    from pathlib import Path

ROAD = PlanItem("1", "a.pdf", Level.PROGRAM, "Program Jalan", "1.03.10", budget_rupiah=1_000)
TRIP = PlanItem("2", "a.pdf", Level.PROGRAM, "Perjalanan Dinas", "1.03.01", budget_rupiah=500)
OLD = [Entry(ROAD, Status.SELARAS, "misi-3"), Entry(TRIP, Status.TIDAK_SELARAS)]


def rows(path: Path, new: list[Entry], language: str = "id") -> list[dict[str, object]]:
    write_changes(path, compare(OLD, new), old="lama.pdf", new="baru.pdf", language=language)
    values = [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(values) if all(row))
    return [dict(zip(values[head], row, strict=True)) for row in values[head + 1 :]]


def test_what_became_of_doubts_comes_first(tmp_path: Path) -> None:
    new = [Entry(replace(ROAD, budget_rupiah=1_500), Status.SELARAS, "misi-3")]
    first, second = rows(tmp_path / "p.xlsx", new)
    assert ("sudah dihapus", "dihapus") == (first["Tindak lanjut"], first["Perubahan"])
    assert (None, "pagu berubah", 500) == (
        second["Tindak lanjut"], second["Perubahan"], second["Selisih pagu (Rp)"]
    )  # fmt: skip


def test_a_plan_that_did_what_was_asked_is_said_to(tmp_path: Path) -> None:
    new = [OLD[0], Entry(replace(TRIP, location="Paser"), Status.SELARAS, "misi-5")]
    (row,) = rows(tmp_path / "p.xlsx", new)
    assert "sudah diperbaiki" == row["Tindak lanjut"]
    assert "isi berubah, status berubah" == row["Perubahan"]
    assert "lokasi" == row["Isi yang berubah"]


def test_english_by_switch(tmp_path: Path) -> None:
    (row,) = rows(tmp_path / "p.xlsx", [OLD[0]], language="en")
    assert ("withdrawn", "removed") == (row["Finding"], row["Change"])


def test_two_equal_versions_give_a_workbook_without_rows(tmp_path: Path) -> None:
    calm = [Entry(ROAD, Status.SELARAS, "misi-3")]
    write_changes(tmp_path / "p.xlsx", compare(calm, calm), old="a", new="b")
    values = list(load_workbook(tmp_path / "p.xlsx").worksheets[0].iter_rows(values_only=True))
    assert "Perubahan Renja dari a ke b" == values[0][0]
    assert ("Rincian yang tidak berubah", 1) == values[2][:2]


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "\x07\u202ejalan"])
def test_nothing_from_a_pdf_becomes_a_formula(tmp_path: Path, name: str) -> None:
    new = [*OLD, Entry(replace(ROAD, name=name, code=None))]
    write_changes(tmp_path / "p.xlsx", compare(OLD, new), old="=1", new="=2")
    cells = [cell for row in load_workbook(tmp_path / "p.xlsx").worksheets[0].rows for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
