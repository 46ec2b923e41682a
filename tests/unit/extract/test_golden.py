"""The samples' extraction, whole: any change of any field shows as a line of a difference.

``pytest tests/unit/extract/test_golden.py --update-golden`` writes the files anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from alignment.extract.audit import quality_line
from alignment.extract.document import extract_document
from alignment.records import item_record
from alignment.settings import Settings

if TYPE_CHECKING:
    from alignment.types import Extraction

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("*.pdf"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_it_was_before(sample: Path, *, updates_golden: bool) -> None:
    golden = GOLDEN / f"{sample.stem}.jsonl"
    lines = _lines(extract_document(sample, Settings()))
    if updates_golden:
        golden.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    assert golden.read_text(encoding="utf-8").splitlines() == lines


def test_every_golden_file_belongs_to_a_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.jsonl")} == {path.stem for path in SAMPLES}


def test_ci_compares_and_never_writes() -> None:
    command = [sys.executable, "-m", "pytest", "--update-golden", "--collect-only", __file__]
    run = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"CI": "true"}, capture_output=True, check=False
    )

    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert b"CI only compares" in run.stderr


def _lines(extraction: Extraction) -> list[str]:
    """The document's own line, then one for each item; boxes to whole points."""
    head = {
        "document": extraction.document,
        "kind": extraction.kind,
        "opd": extraction.opd,
        "year": extraction.year,
        "pages": extraction.page_count,
        "quality": quality_line(extraction.quality),
        "notices": [[n.code, n.page_number] for n in extraction.quality.notices],
    }
    records: list[dict[str, Any]] = [head, *map(item_record, extraction.items)]
    for record in records[1:]:
        record["box_pt"] = [round(side) for side in record["box_pt"]]
    return [json.dumps(record, ensure_ascii=False) for record in records]
