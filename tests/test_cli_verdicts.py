"""A planner's workbook goes out, comes back filled in, and is measured."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from plain_plans import PlainReader, write_plans

from alignment.batch import run_batch
from alignment.engines.local import LocalEngine
from alignment.store.db import Store
from alignment.store.values import Recipe

if TYPE_CHECKING:
    from pathlib import Path

RECIPE = Recipe("settings", "model", "missions", "code")


def alignment(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alignment", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of plain plans, and the workbook on them."""
    folder = tmp_path_factory.mktemp("tinjauan")
    plans = write_plans(folder / "masuk", 2)
    with Store(f"sqlite:///{folder / 'alignment.db'}") as store:
        list(run_batch([str(one) for one in plans], store, RECIPE, PlainReader(), LocalEngine(1)))
    done = alignment("report", "--out", "keluar", "--format", "xlsx", cwd=folder)
    assert 0 == done.returncode, done.stderr
    return folder


def _fill(place: Path, name: str, verdicts: list[str], reviewer: str | None) -> None:
    book = load_workbook(place / "keluar" / "hasil.xlsx")
    sheet = book["Peringkat"]
    first = next(cell.column for cell in sheet[2] if cell.value == "Putusan")
    for row, verdict in enumerate(verdicts, start=3):
        sheet.cell(row, first, verdict)
        sheet.cell(row, first + 3, reviewer)
    book.save(place / name)


def test_verdicts_are_imported_once_and_agreement_is_told(place: Path) -> None:
    _fill(place, "budi.xlsx", ["Selaras", "Tidak selaras"], "Budi")
    _fill(place, "sari.xlsx", ["Selaras", "Ambigu"], None)
    done = alignment("verdicts", "import", "budi.xlsx", cwd=place)
    assert (0, "budi.xlsx: 2 verdicts added, 0 known already.\n") == (done.returncode, done.stdout)
    done = alignment("verdicts", "import", "budi.xlsx", cwd=place)
    assert "0 verdicts added, 2 known already." in done.stdout

    done = alignment("verdicts", "import", "sari.xlsx", cwd=place)
    assert 3 == done.returncode
    assert 2 == done.stderr.count("nobody is named as reviewer")
    done = alignment("verdicts", "import", "sari.xlsx", "--reviewer", "Sari", cwd=place)
    assert 0 == done.returncode, done.stderr
    assert "Items on which reviewers differ: 1" in done.stdout
    assert "not in this store" not in done.stdout

    done = alignment("verdicts", "agreement", cwd=place)
    assert "Budi / Sari" in done.stdout
    assert "Fleiss' kappa over 2 items" in done.stdout
    done = alignment("verdicts", "agreement", "--json", cwd=place)
    found = json.loads(done.stdout)
    assert {"Budi": 2, "Sari": 2} == found["reviewers"]
    assert 0.5 == found["pairs"][0]["same_share"]
    assert 1 == len(found["conflicts"])


def test_a_file_that_is_no_workbook_is_one_line(place: Path) -> None:
    done = alignment("verdicts", "import", "tiada.xlsx", cwd=place)
    assert 1 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert "tiada.xlsx" in done.stderr
