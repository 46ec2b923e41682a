"""Reports from a store: every format, and what moved between the versions it holds."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from plain_plans import PlainReader, write_plans

from alignment.batch import run_batch
from alignment.engines.local import LocalEngine
from alignment.report.formats import ReportFormat
from alignment.store.db import Store
from alignment.store.values import Recipe

if TYPE_CHECKING:
    from pathlib import Path


def test_a_store_is_reported_in_every_format_with_what_moved(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "masuk", 4, broken=0)
    with Store(f"sqlite:///{tmp_path / 'alignment.db'}") as store:
        recipe = Recipe("settings", "model", "missions", "code")
        list(run_batch(plans, store, recipe, PlainReader(), LocalEngine(1)))
    wanted = [word for one in ReportFormat for word in ("--format", one.value)]
    command = [sys.executable, "-m", "alignment", "report", "--out", "keluar", *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    assert all((tmp_path / line).exists() for line in done.stdout.splitlines())
    assert 2 == len(list((tmp_path / "keluar" / "surat").glob("*.docx")))
    sheet = load_workbook(tmp_path / "keluar" / "hasil.xlsx")["Provinsi"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Gerak antarversi" in cells
    assert {"renja_00000.pdf", "renja_00001.pdf"} <= set(cells)


def test_imported_verdicts_stand_in_the_next_report_and_pages_are_linked(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "masuk", 2, broken=0)
    with Store(f"sqlite:///{tmp_path / 'alignment.db'}") as store:
        recipe = Recipe("settings", "model", "missions", "code")
        list(run_batch(plans, store, recipe, PlainReader(), LocalEngine(1)))

    def call(*arguments: str) -> None:
        command = [sys.executable, "-m", "alignment", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert 0 == done.returncode, done.stderr

    call("report", "--out", "dulu", "--format", "xlsx")
    book = load_workbook(tmp_path / "dulu" / "hasil.xlsx")
    sheet = book["Peringkat"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    assert sheet.cell(3, heads["Halaman"]).hyperlink
    for heading, said in {"Putusan": "Tidak selaras", "Nama peninjau": "Sari"}.items():
        sheet.cell(3, heads[heading], said)
    item_id = sheet.cell(3, heads["item_id"]).value
    book.save(tmp_path / "sari.xlsx")
    call("verdicts", "import", "sari.xlsx")

    call("report", "--out", "kini", "--format", "xlsx", "--format", "html")
    sheet = load_workbook(tmp_path / "kini" / "hasil.xlsx")["Peringkat"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    found = {
        sheet.cell(row, heads["item_id"]).value: sheet.cell(row, heads["Putusan tercatat"]).value
        for row in range(3, sheet.max_row + 1)
    }
    assert "Tidak selaras (Sari)" == found[item_id]
    assert item_id != sheet.cell(3, heads["item_id"]).value
    assert ".pdf#page=" in (tmp_path / "kini" / "laporan.html").read_text(encoding="utf-8")
