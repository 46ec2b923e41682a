"""Each form that the generator makes is read row for row: nothing missed, nothing invented."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from generator.forms import FORMS
from generator.samples import Sample, make

from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.text import name_key
from alignment.types import DocumentKind

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "perubahan": DocumentKind.RENJA_PERUBAHAN,
    "evaluasi": DocumentKind.EVALUASI_RENJA,
    "rkpd": DocumentKind.RKPD,
    "renstra": DocumentKind.RENSTRA,
    "rka": DocumentKind.RKA,
}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_row_for_row_and_its_kind_is_said(form: str, tmp_path: Path) -> None:
    pdf = make(Sample("dlh", form, "reportlab", seed=8123), tmp_path)
    lines = pdf.with_suffix(".truth.jsonl").read_text(encoding="utf-8").splitlines()
    truth = Counter(
        (row["code"], row["level"], name_key(row["name"]), row["budget_rupiah"])
        for row in map(json.loads, lines)
    )

    extraction = extract_document(pdf, Settings())

    read = Counter(
        (item.code, str(item.level), name_key(item.name), item.budget_rupiah)
        for item in extraction.items
    )
    assert read == truth
    assert extraction.kind is KINDS.get(form, DocumentKind.RENJA)
