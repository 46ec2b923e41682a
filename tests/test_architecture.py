"""The house stays as drawn: imports go downwards, and asking for help loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("torch", "sklearn", "spacy", "pdfplumber", "pypdfium2", "numpy", "onnxruntime", "pandas")


def loaded_after(statement: str) -> set[str]:
    code = (
        f"import sys\n{statement}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "statement",
    [
        "import alignment",
        """
from typer.testing import CliRunner
from alignment.cli import app
assert CliRunner().invoke(app, ["--help"]).exit_code == 0
""",
    ],
)
def test_asking_for_help_loads_nothing_heavy(statement: str) -> None:
    assert loaded_after(statement).isdisjoint(HEAVY)


def test_a_run_of_the_shipped_model_loads_no_training_library() -> None:
    statement = (
        "import alignment\nfrom pathlib import Path\n"
        "from alignment.align.verdict import judge, rank\n"
        "from alignment.types import Level, PlanItem\n"
        "item = PlanItem('1', 'd', Level.PROGRAM, 'PROGRAM PENGELOLAAN PENDIDIKAN')\n"
        "assert rank(judge([item], alignment.load_missions(None), alignment.load_scorer()))"
    )
    assert loaded_after(statement).isdisjoint(
        {"torch", "sklearn", "spacy", "sentence_transformers"}
    )


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "alignment").rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}
