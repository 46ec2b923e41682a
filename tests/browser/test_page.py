"""The page of a run in a real browser: hostile, small, filtered and printed."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from browser.chromium import needs_browser, print_page, visit
from unit.report.builders import FORMULAS, MISSIONS, SCRIPTS, example, hostile

from alignment.report.cleaning import clean
from alignment.report.html import write_page

if TYPE_CHECKING:
    from pathlib import Path

    from browser.chromium import Visit

    from alignment.types import DocumentResult

pytestmark = [needs_browser, pytest.mark.slow]

# A frame of a phone's width around the page; the script in it uses the page as a reader would.
_FRAME = """<!doctype html><title>frame</title>
<iframe src="laporan.html" style="width:{width}px;height:800px;border:0"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.addEventListener("load", () => setTimeout(() => {{
  const page = frame.contentDocument, view = frame.contentWindow;
  const shown = () => Array.from(page.querySelectorAll(".item")).filter((one) => !one.hidden);
  const type = (id, value) => {{
    const field = page.querySelector(id);
    field.value = value;
    field.dispatchEvent(new view.Event("input", {{ bubbles: true }}));
  }};
  const answer = document.createElement("pre");
  answer.textContent = JSON.stringify((() => {{ {script} }})());
  document.body.append(answer);
}}));
</script>
"""


def _write(folder: Path, results: list[DocumentResult]) -> Path:
    page = folder / "laporan.html"
    write_page(page, results, MISSIONS, made_on=date(2026, 11, 24))
    return page


def _asked(folder: Path, script: str, *, width: int = 1000) -> object:
    frame = folder / "frame.html"
    frame.write_text(_FRAME.format(width=width, script=script), encoding="utf-8")
    seen = visit(frame)
    assert seen.console == []
    answer = re.search(r"<pre>(.*)</pre>", seen.dom, re.DOTALL)
    assert answer is not None, seen.dom
    return json.loads(unescape(answer[1]))


@pytest.fixture(scope="module")
def hostile_visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    return visit(_write(tmp_path_factory.mktemp("hostile"), hostile()))


def test_no_planted_script_runs(hostile_visit: Visit) -> None:
    title = re.search(r"<title>(.*?)</title>", hostile_visit.dom)
    assert title is not None
    assert (
        title[1]
        == "Keselarasan Renja dengan Misi Gubernur: Provinsi Kalimantan Timur, periode 2025-2030"
    )
    assert hostile_visit.dom.count("<script") == 1


def test_nothing_is_complained_of_on_the_console(hostile_visit: Visit) -> None:
    assert hostile_visit.console == []


def test_nothing_planted_is_asked_for(hostile_visit: Visit) -> None:
    assert not [url for url in hostile_visit.asked_for if "evil.example" in url]


@pytest.mark.parametrize("text", [*SCRIPTS, *FORMULAS])
def test_a_planted_string_stands_on_the_page_as_text(hostile_visit: Visit, text: str) -> None:
    shown = unescape(re.sub(r"<[^>]+>", " ", hostile_visit.dom))
    assert clean(text) in re.sub(r"\s+", " ", shown)


@pytest.mark.parametrize("width", [320, 360, 600, 768, 1024])
@pytest.mark.parametrize("make", [example, hostile])
def test_a_narrow_screen_never_scrolls_sideways(
    tmp_path: Path, make: type[list[DocumentResult]], width: int
) -> None:
    _write(tmp_path, make())
    script = "return [page.documentElement.scrollWidth, view.innerWidth];"
    wide, screen = _asked(tmp_path, script, width=width)  # type: ignore[misc]
    assert screen == width
    assert wide <= width


def test_search_filter_and_sort_change_what_is_listed(tmp_path: Path) -> None:
    _write(tmp_path, example())
    script = """
      const names = () => shown().map((one) => one.querySelector("h3").textContent);
      const first = names().length;
      type("#cari", "mangrove MAHAKAM");
      const found = names();
      const told = page.querySelector("#jumlah").textContent;
      type("#cari", "");
      type("[data-filter=status]", "tidak_selaras");
      const misaligned = names().length;
      type("#urutan", "money");
      const richest = names()[0];
      type("#cari", "tidak ada kata ini");
      const empty = !page.querySelector("#kosong").hidden;
      return { first, found, told, misaligned, richest, empty };
    """
    assert _asked(tmp_path, script) == {
        "first": 25,
        "found": ["Rehabilitasi Mangrove Delta Mahakam"],
        "told": "1 dari 42 baris",
        "misaligned": 7,
        "richest": "Pembangunan Gapura Batas Kabupaten",
        "empty": True,
    }


def test_the_rest_of_the_list_comes_on_demand_and_takes_the_focus(tmp_path: Path) -> None:
    _write(tmp_path, example())
    script = """
      const before = shown().length;
      page.querySelector("#lagi").click();
      const focused = page.activeElement.id;
      return [before, shown().length, focused, page.querySelector(".more").hidden];
    """
    assert _asked(tmp_path, script) == [25, 42, "p26", True]


def test_a_link_to_an_item_that_is_not_listed_brings_it_up(tmp_path: Path) -> None:
    _write(tmp_path, example())
    script = """
      type("[data-filter=status]", "selaras");
      view.location.hash = "#p1";
      view.dispatchEvent(new view.Event("hashchange"));
      return !page.querySelector("#p1").hidden;
    """
    assert _asked(tmp_path, script) is True


def test_on_paper_stand_open_items_with_evidence_and_no_controls(tmp_path: Path) -> None:
    pdf = tmp_path / "laporan.pdf"
    print_page(_write(tmp_path, example()), pdf)
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    text = re.sub(r"\s+", " ", text)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    assert "Cetak Kalender dan Cendera Mata Dinas" in text
    assert "Jumlah SMP penerima mebel" in text
    assert "Rehabilitasi Mangrove" not in text  # aligned: left to the workbook
    assert "Hapus saringan" not in text
    assert "Cara dan batas" in text
