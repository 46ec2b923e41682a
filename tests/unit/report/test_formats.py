from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from unit.report.builders import MISSIONS, example

from alignment.errors import AlignmentError
from alignment.report.formats import ReportFormat, ReportOptions, write_formats
from alignment.run import rank_documents

if TYPE_CHECKING:
    from pathlib import Path


def test_every_format_is_written_once_and_named(tmp_path: Path) -> None:
    run = rank_documents(example())
    options = ReportOptions((*ReportFormat, ReportFormat.CSV))
    outputs = list(write_formats(run.documents, run.ranking, MISSIONS, tmp_path / "a", options))
    written = [one.path for one in outputs if one.path]
    assert not any(one.trouble for one in outputs)
    assert len(set(written)) == len(written)
    assert all(path.exists() for path in written)
    assert set((tmp_path / "a").iterdir()) == set(written)
    assert "surat" in {path.name for path in written}


def test_a_template_that_is_missing_is_told_before_anything_is_written(tmp_path: Path) -> None:
    run = rank_documents(example())
    options = ReportOptions((ReportFormat.DOCX,), template=tmp_path / "tiada.docx")
    with pytest.raises(AlignmentError, match="no such template"):
        list(write_formats(run.documents, run.ranking, MISSIONS, tmp_path / "a", options))
    assert not (tmp_path / "a").exists()
