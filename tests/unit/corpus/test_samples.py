from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from generator.forms import FORMS
from generator.pages import NOTICE
from generator.samples import SAMPLES, Sample, make

FOLDER = Path(__file__).resolve().parents[3] / "corpus/samples"
SMALLEST = Sample("dispar", "tc33", "reportlab")
LEVELS = {"program", "kegiatan", "sub_kegiatan"}


def _truth(pdf: Path) -> list[dict[str, Any]]:
    lines = pdf.with_suffix("").with_suffix(".truth.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def _texts(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_six_offices_or_more_and_two_producers_or_more_are_kept() -> None:
    assert len({sample.office for sample in SAMPLES}) >= 6
    assert len({sample.producer for sample in SAMPLES}) >= 2
    kept = {path.stem for path in FOLDER.glob("*.pdf")}
    assert kept == {sample.stem for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.office)
def test_a_kept_sample_is_a_short_marked_document_with_its_truth(sample: Sample) -> None:
    pdf = FOLDER / f"{sample.stem}.pdf"
    texts = _texts(pdf)
    assert 20 <= len(texts) <= 60
    assert pdf.stat().st_size < 400_000
    assert all(_squeezed(NOTICE) in _squeezed(text) for text in texts)
    for item in _truth(pdf):
        assert item["level"] in LEVELS
        assert _squeezed(item["name"]) in _squeezed("".join(texts))
        amount = f"{item['budget_rupiah']:,}".replace(",", ".")
        assert amount in "".join(texts[item["page_number"] - 1 : item["page_number"] + 1])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.office)
def test_the_kept_truth_is_what_the_generator_makes_today(sample: Sample, tmp_path: Path) -> None:
    assert _truth(make(sample, tmp_path)) == _truth(FOLDER / f"{sample.stem}.pdf")


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    first, second = (make(SMALLEST, folder) for folder in folders)
    assert first.read_bytes() == second.read_bytes()
    assert _truth(first) == _truth(second)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_prints_every_item_and_says_which_fields_it_carries(
    form: str, tmp_path: Path
) -> None:
    pdf = make(Sample("dispar", form, "reportlab"), tmp_path)
    text = _squeezed("".join(_texts(pdf)))
    truth = _truth(pdf)
    assert all(item["page_number"] for item in truth)
    for item in truth:
        assert _squeezed(item["name"]) in text
        assert (item["code"] is not None) == ("code" in FORMS[form].fields)
        assert (item["forecast_rupiah"] is not None) == ("forecast" in FORMS[form].fields)
