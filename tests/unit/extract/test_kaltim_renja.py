"""The real Renja table of a Kaltim agency is read exactly, through the guarded door."""

from __future__ import annotations

import csv

import pytest
from shared import SHARED, needs_shared

from alignment.extract.guard import read_document
from alignment.settings import Settings
from alignment.types import DocumentKind, Extraction, Level

pytestmark = [pytest.mark.shared, needs_shared]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return read_document(SHARED / "renja" / "kaltim_sibikon_renja.pdf", Settings())


def test_every_row_of_the_truth_is_read_exactly(extraction: Extraction) -> None:
    with (SHARED / "renja" / "kaltim_sibikon_renja.rows.csv").open(encoding="utf-8") as file:
        expected = [tuple(row.values()) for row in csv.DictReader(file)]

    read = [
        (
            str(item.page_number),
            item.code,
            str(item.level),
            item.name,
            item.indicators[0].text,
            str(item.budget_rupiah),
            item.indicators[0].target,
            item.indicators[0].unit,
            item.location or "",
        )
        for item in extraction.items
    ]

    assert expected == read


def test_the_hierarchy_follows_the_codes(extraction: Extraction) -> None:
    for item in extraction.items:
        depth = {Level.PROGRAM: 0, Level.KEGIATAN: 1, Level.SUB_KEGIATAN: 2}[item.level]
        assert len(item.parents) == depth
        assert all((item.code or "").startswith(parent.code or "?") for parent in item.parents)


def test_every_sum_is_explained_and_no_page_is_doubtful(extraction: Extraction) -> None:
    assert extraction.quality.explained_budget_share == 1.0
    assert extraction.quality.pages_to_check == ()


def test_the_title_tells_kind_agency_and_year(extraction: Extraction) -> None:
    assert extraction.kind is DocumentKind.RENJA
    assert extraction.year == 2025
    assert extraction.opd == "Dinas Pekerjaan Umum Penataan Ruang dan Perumahan Rakyat"


def test_ids_are_full_digests_and_unique(extraction: Extraction) -> None:
    ids = {item.item_id for item in extraction.items}

    assert len(ids) == len(extraction.items)
    assert all(len(item_id) == 64 for item_id in ids)
