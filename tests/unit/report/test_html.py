from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from unit.report.builders import (
    FORMULAS,
    MISSIONS,
    MODEL_ID,
    SCRIPTS,
    alignment,
    example,
    hostile,
    item,
    ranked,
    result,
)

from alignment import __version__
from alignment.report.cleaning import clean
from alignment.report.html import write_page
from alignment.types import Status

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.types import DocumentResult

_VOID = {"meta", "link", "input", "br", "rect"}


class _Page(HTMLParser):
    """Collects what a reader sees, the elements, and what they point at."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def count(self, tag: str) -> int:
        return sum(1 for name, _ in self.elements if name == tag)

    @property
    def text(self) -> str:
        return re.sub(r"[ \n]+", " ", " ".join(self.shown))


def _source(path: Path, results: list[DocumentResult], **options: object) -> str:
    file = path / "laporan.html"
    write_page(file, results, MISSIONS, made_on=date(2026, 11, 24), **options)  # type: ignore[arg-type]
    return file.read_text(encoding="utf-8")


def _page(path: Path, results: list[DocumentResult], **options: object) -> _Page:
    return _Page(_source(path, results, **options))


def test_every_element_is_closed_and_every_id_is_given_once(tmp_path: Path) -> None:
    page = _page(tmp_path, example())
    assert page.unbalanced == page.open == []
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere(tmp_path: Path) -> None:
    page = _page(tmp_path, example())
    ids = {attrs.get("id") for _, attrs in page.elements}
    inner = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert inner
    assert all(href and href[0] == "#" and href[1:] in ids for href in inner)


def test_nothing_is_fetched_from_anywhere(tmp_path: Path) -> None:
    page = _page(tmp_path, hostile())
    for tag, attrs in page.elements:
        assert tag not in {"img", "iframe", "object", "embed", "base", "audio", "video"}
        assert not {"src", "srcset", "action", "style"} & attrs.keys(), (tag, attrs)
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        assert tag != "link" or attrs["href"] == "data:,"


def test_the_policy_allows_our_own_script_and_style_and_nothing_else(tmp_path: Path) -> None:
    source = _source(tmp_path, example())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', source)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> _Page:
    return _page(tmp_path_factory.mktemp("hostile"), hostile())


@pytest.mark.parametrize("text", [*SCRIPTS, *FORMULAS])
def test_a_hostile_string_is_shown_word_for_word(hostile_page: _Page, text: str) -> None:
    assert clean(text) in hostile_page.text


def test_hostile_strings_add_no_script_and_no_style(hostile_page: _Page) -> None:
    assert hostile_page.count("script") == hostile_page.count("style") == 1


def test_the_answer_names_items_and_rupiah(tmp_path: Path) -> None:
    text = _page(tmp_path, example()).text.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Dari 23 item senilai Rp 1,59 triliun pada 4 dokumen, 5 item (Rp 17,5 miliar) tidak "
        "ditemukan misinya dan 2 item (Rp 10 miliar) perlu ditinjau."
    ) in text


def test_every_row_tells_page_reason_and_money(tmp_path: Path) -> None:
    results = example()
    text = _page(tmp_path, results).text
    for one in (one for each in results for one in each.alignments):
        assert one.item.name in text
        assert one.reason in text
        assert f"hlm.\N{NO-BREAK SPACE}{one.item.page_number}" in text


def test_version_model_and_date_are_printed(tmp_path: Path) -> None:
    text = _page(tmp_path, example()).text
    assert f"Disusun 24 November 2026 · alignment {__version__}" in text
    assert MODEL_ID in text


def test_failures_and_both_gaps_are_told(tmp_path: Path) -> None:
    text = _page(tmp_path, example()).text
    assert "pindaian.pdf" in text
    assert "rusak.pdf" in text
    assert "Item tanpa misi" in text
    assert "Misi tanpa atau dengan sedikit pagu" in text


def test_the_directives_are_told_by_agency_and_left_out_where_unchecked(tmp_path: Path) -> None:
    text = _page(tmp_path, example()).text
    assert "Arahan gubernur" in text
    assert "memuat contoh keterangan tentang layanan digital." in text
    assert "Perlu pernyataan" in text
    unchecked = [replace(one, directives=()) for one in example()]
    assert "Arahan gubernur" not in _page(tmp_path, unchecked).text


def test_every_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    page = _page(tmp_path, example())
    charts = [attrs for tag, attrs in page.elements if tag == "svg"]
    assert len(charts) >= 6
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)


def test_every_field_of_the_filters_has_a_label(tmp_path: Path) -> None:
    source = _source(tmp_path, example())
    fields = re.findall(r"<(?:input|select)\b", source)
    labelled = re.findall(r"<label[^>]*><span>[^<]+</span><(?:input|select)\b", source)
    assert len(fields) == len(labelled) > 0


def test_a_page_of_a_known_document_is_linked_and_its_name_cannot_become_a_scheme(
    tmp_path: Path,
) -> None:
    name = "javascript:alert(1).pdf"
    read = result(name, "Dinas", [alignment(item("a"), Status.PERLU_DITINJAU)])
    (tmp_path / name).touch()
    page = _page(tmp_path, ranked([replace(read, source=str(tmp_path / name))]))
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert "javascript%3Aalert%281%29.pdf#page=1" in links
    assert not any(str(link).startswith("javascript:") for link in links)


def test_a_thousand_items_stay_below_three_megabytes(tmp_path: Path) -> None:
    results = _many(example(), 1000)
    assert sum(len(each.alignments) for each in results) >= 1000
    source = _source(tmp_path, results)
    assert len(source.encode()) < 3_000_000
    assert source.count('<li class="item') == sum(len(one.alignments) for one in results)


def test_what_the_page_cannot_bear_is_left_to_the_workbook_and_said(tmp_path: Path) -> None:
    wordy = [
        alignment(item(f"{n} " + "panjang " * 60, item_id=str(n)), reason="alasan " * 80)
        for n in range(2500)
    ]
    last = alignment(item("terakhir", budget_rupiah=5), Status.TIDAK_SELARAS, none_probability=0.0)
    source = _source(tmp_path, ranked([result("a.pdf", "Dinas", [*wordy, last])]))
    assert len(source.encode()) < 3_000_000
    assert "<span>terakhir</span>" in source  # it is not listed, so nothing leads to it
    assert "dari 2.501 baris; selebihnya ada di buku kerja." in _Page(source).text


def test_english_comes_by_switch(tmp_path: Path) -> None:
    page = _page(tmp_path, example(), language="en")
    assert ("html", {"lang": "en"}) in page.elements
    assert "Where the money goes" in page.text


def test_a_run_that_read_nothing_still_gives_a_page(tmp_path: Path) -> None:
    page = _page(tmp_path, [])
    assert page.unbalanced == page.open == []
    assert "Tidak ada item yang terbaca." in page.text


def _many(results: list[DocumentResult], at_least: int) -> list[DocumentResult]:
    copies = []
    while sum(len(one.alignments) for one in copies) < at_least:
        turn = len(copies)
        for one in results:
            if one.extraction is None:
                continue
            verdicts = [
                replace(
                    verdict, item=replace(verdict.item, item_id=f"{turn}-{place}-{one.document}")
                )
                for place, verdict in enumerate(one.alignments)
            ]
            copies.append(result(f"{turn}-{one.document}", one.extraction.opd or "", verdicts))
    return ranked(copies)
