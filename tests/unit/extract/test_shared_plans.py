"""Real documents of several regions and producers, as far as their truth is known."""

from __future__ import annotations

import collections
import csv
import json
import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from shared import SHARED, needs_shared

from alignment.errors import NoItemsError
from alignment.extract import ocr
from alignment.extract.document import extract_document
from alignment.settings import Settings
from alignment.text import name_key
from alignment.types import DocumentKind, Extraction, Level, Parent

pytestmark = [pytest.mark.shared, needs_shared]


@cache
def read(name: str) -> Extraction:
    return extract_document(SHARED / "renja" / f"{name}.pdf", Settings())


def test_the_levels_of_rows_without_codes_are_those_of_the_nomenclature() -> None:
    levels: dict[str, set[str]] = collections.defaultdict(set)
    with (SHARED / "nomenclature" / "nomenklatur_kabkota.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            levels[name_key(row["name"])].add(row["level"].replace("_", ""))
    known = right = 0
    for path in sorted((SHARED / "renja").glob("tangsel_*.pdf")):
        for item in read(path.stem).items:
            if found := levels.get(name_key(item.name)):
                known += 1
                right += str(item.level).replace("_", "") in found

    assert known > 1_250
    assert right / known >= 0.999


def test_every_name_is_the_official_one_or_stands_in_the_print_as_it_was_read() -> None:
    """A name ends where its cell does: before it the row above, behind it the indicator."""
    summary = json.loads((Path(__file__).parents[2] / "data" / "tangsel_names.json").read_text())
    official, of_provinces = _official("kabkota"), _official("provinsi")
    found: collections.Counter[str] = collections.Counter()
    for path in sorted((SHARED / "renja").glob("tangsel_*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        for item in read(path.stem).items:
            key = name_key(item.name)
            if key in official:
                found["equal"] += 1
            elif not _is_printed(item.name, texts[(item.page_number or 0) - 1]):
                found["misread"] += 1
            elif key in of_provinces:
                found["in_the_provinces_list_only"] += 1
            elif "Penatusahaan" in item.name or "Sosiaisasi" in item.name:
                found["misprint_in_the_document"] += 1
            else:
                found["older_edition_or_the_offices_own_wording"] += 1

    assert found.total() == summary["items"]
    assert found.pop("equal") == summary["equal_to_the_list"]
    assert found.pop("misread", 0) == summary["misread"]
    assert found == summary["different"]


def _official(tier: str) -> set[str]:
    with (SHARED / "nomenclature" / f"nomenklatur_{tier}.csv").open(encoding="utf-8") as file:
        return {name_key(row["name"]) for row in csv.DictReader(file)}


def _is_printed(name: str, page_text: str) -> bool:
    """Whether the name's letters stand in the page's text in one run, alone on their lines."""
    letters = r"\W*".join(map(re.escape, filter(str.isalnum, name)))
    return bool(re.search(rf"(?:^|[\r\n])\W*{letters}\W*?(?:[\r\n]|$)", page_text))


@pytest.mark.parametrize(
    "office", ["dikbud", "dinkop", "dishub", "disnaker", "perpus", "ptsp", "setda"]
)
def test_the_rows_of_an_evaluation_whose_print_sums_up_are_read_to_the_rupiah(office: str) -> None:
    extraction = read(f"tangsel_triwulan_{office}")

    assert extraction.kind is DocumentKind.EVALUASI_RENJA
    for quarter in ("Triwulan I", "Triwulan II"):
        below: collections.Counter[tuple[Parent, ...]] = collections.Counter()
        stated: dict[tuple[Parent, ...], int] = {}
        for item in extraction.items:
            amount = next((o.rupiah or 0 for o in item.realised if o.period == quarter), 0)
            if item.level is not Level.SUB_KEGIATAN:
                stated[(*item.parents, Parent(item.level, None, item.name))] = amount
            if item.parents:
                below[item.parents] += amount
        assert {chain: below[chain] for chain in stated} == stated


def test_what_an_evaluation_says_was_spent_is_nowhere_taken_for_a_plan() -> None:
    for path in sorted((SHARED / "renja").glob("tangsel_*.pdf")):
        extraction = read(path.stem)
        for item in extraction.items:
            assert (item.budget_rupiah, item.budget_before_rupiah) == (None, None)
            assert not any(one.target for one in item.indicators)
            assert "realised_only" in {warning.code for warning in item.warnings}
        assert extraction.quality.explained_budget_share is None


def test_a_plan_in_two_tables_is_read_once_with_codes_and_places() -> None:
    extraction = read("disperdagin_rencana_kerja_2020")

    assert (extraction.kind, extraction.year) == (DocumentKind.RENJA, 2020)
    assert extraction.quality.explained_budget_share == 1.0
    programs = [i for i in extraction.items if i.level is Level.PROGRAM]
    assert sum(i.budget_rupiah or 0 for i in programs) == 9_693_761_000
    assert all(item.code for item in extraction.items)


def test_the_right_years_money_is_read_from_a_plan_of_two_years() -> None:
    extraction = read("pangkalpinang_rpjmd_2019_2020")

    assert (extraction.kind, extraction.year) == (DocumentKind.RPJMD, 2020)
    first = extraction.items[0]
    assert (first.name, first.budget_rupiah) == (
        "Program Pelayanan Administrasi Perkantoran",
        1_214_506_525,
    )
    assert sum(item.level is Level.PROGRAM for item in extraction.items) >= 395


def test_programs_beneath_hidden_text_are_read_clean() -> None:
    extraction = read("kaltim_bappeda_informasiprioritas")

    names = [item.name for item in extraction.items]
    assert all(name.startswith("PROGRAM ") for name in names)
    assert len(names) == 53
    assert "PROGRAM STABILISASI HARGA BARANG KEBUTUHAN POKOK DAN BARANG PENTING" in names


def test_a_report_called_renja_is_said_to_be_an_lkjip() -> None:
    with pytest.raises(NoItemsError, match="LKJIP"):
        read("disperdagin_renja")


def test_an_rka_gives_its_sub_kegiatan_and_no_belanja() -> None:
    extraction = read("disperdagin_subkeg_rapat_koordinasi")

    assert extraction.kind is DocumentKind.RKA
    assert [item.code for item in extraction.items] == [
        "3.31.01",
        "3.31.01.2.06",
        "3.31.01.2.06.09",
    ]
    assert extraction.items[-1].budget_rupiah == 1_954_327_000


@pytest.mark.slow
@pytest.mark.skipif(ocr.language() != "ind", reason="tesseract with Indonesian data is not here")
def test_a_scan_is_read_by_ocr_and_marked() -> None:
    extraction = read("disperdagin_renja2020_kota_bogor")

    assert {item.source.value for item in extraction.items} == {"ocr"}
    assert (extraction.kind, extraction.year) == (DocumentKind.RENJA, 2020)
    assert len(extraction.items) >= 40
    assert 10 in extraction.quality.pages_to_check
