from __future__ import annotations

import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from generator.forms import FORMS
from generator.pages import NOTICE
from generator.plan import Row
from generator.printing import Printing
from generator.producers import PRODUCERS
from generator.samples import SAMPLES, Sample, make, truth_of

FOLDER = Path(__file__).resolve().parents[3] / "corpus/samples"
HERE = {
    "reportlab": find_spec("reportlab") is not None,
    "weasyprint": find_spec("weasyprint") is not None,
    "chromium": any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    "libreoffice": shutil.which("soffice") is not None,
}


def _lines(pdf: Path) -> list[dict[str, Any]]:
    text = pdf.with_suffix("").with_suffix(".truth.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _texts(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def _squeezed(text: str) -> str:
    """``text`` without blanks and hyphens, which the end of a line may change."""
    return re.sub(r"[\s\-\u00ad\ufffe\x02]", "", text)


def _assert_truth_stands_in(pdf: Path) -> None:
    """Names and indicators are in the document, amounts on the page of their item or the next."""
    texts = [_squeezed(text) for text in _texts(pdf)]
    assert all(_squeezed(NOTICE) in text for text in texts)
    for item in _lines(pdf):
        amount = f"{item['budget_rupiah'] or 0:,}".replace(",", ".")
        index = item["page_number"] - 1
        for text in (item["name"], *(one["text"] for one in item["indicators"])):
            assert _squeezed(text) in "".join(texts)
        assert any(amount in text for text in texts[index : index + 2]) or amount == "0"


def test_six_offices_or_more_and_two_producers_or_more_are_kept() -> None:
    assert len({sample.office for sample in SAMPLES}) >= 6
    assert len({sample.producer for sample in SAMPLES}) >= 2
    assert {path.stem for path in FOLDER.glob("*.pdf")} == {sample.stem for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.office)
def test_a_kept_sample_is_small_marked_on_each_page_and_holds_its_truth(sample: Sample) -> None:
    pdf = FOLDER / f"{sample.stem}.pdf"
    assert pdf.stat().st_size < 400_000
    with pypdfium2.PdfDocument(pdf) as document:
        assert 20 <= len(document) <= 60
    _assert_truth_stands_in(pdf)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.office)
def test_the_kept_truth_is_what_the_generator_says_today(sample: Sample) -> None:
    pdf = FOLDER / f"{sample.stem}.pdf"
    assert [json.loads(line) for line in truth_of(sample, pdf)] == _lines(pdf)


def test_the_same_seed_gives_the_same_bytes_and_the_same_truth(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    first, second = (make(Sample("dispar", "tc33", "reportlab"), folder) for folder in folders)
    assert first.read_bytes() == second.read_bytes()
    assert _lines(first) == _lines(second)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_prints_every_item_and_tells_which_fields_it_carries(
    form: str, tmp_path: Path
) -> None:
    pdf = make(Sample("dispar", form, "reportlab"), tmp_path)
    _assert_truth_stands_in(pdf)
    fields = {"code": "code", "forecast": "forecast_rupiah", "before": "budget_before_rupiah"}
    for item in _lines(pdf):
        is_parent = item["level"] != "sub_kegiatan"
        has_money = not is_parent or "parent_budget" in FORMS[form].fields
        for field, key in fields.items():
            has_field = field in FORMS[form].fields and (field == "code" or has_money)
            assert (item[key] is not None) == has_field
        assert (item["budget_rupiah"] is not None) == has_money


@pytest.mark.slow
@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_producer_that_is_here_prints_the_same_items(producer: str, tmp_path: Path) -> None:
    if not HERE[producer]:
        pytest.skip(f"{producer} is not installed")
    _assert_truth_stands_in(make(Sample("dispar", "tc33", producer), tmp_path))


@pytest.mark.parametrize(
    ("money", "printed"),
    [
        ("plain", "1.234.567"),
        ("cents", "1.234.567,00"),
        ("rp", "Rp1.234.567"),
        ("rp_space", "Rp 1.234.567"),
        ("rp_dot", "Rp. 1.234.567,-"),
    ],
)
def test_money_is_printed_in_the_ways_offices_print_it(money: str, printed: str) -> None:
    assert Printing(money=money).rupiah(1_234_567) == printed


def test_old_documents_end_the_code_of_a_sub_kegiatan_in_two_digits() -> None:
    printing = Printing(short_sub_codes=True)
    assert printing.code("1.02.02.1.01.0009") == "1.02.02.1.01.09"
    assert printing.code("1.02.02.1.01") == "1.02.02.1.01"


def test_support_rows_are_known_by_the_third_part_of_their_code() -> None:
    assert Row("1.02.01.1.01", "Perencanaan", ()).is_support
    assert not Row("1.02.02", "PROGRAM", ()).is_support
