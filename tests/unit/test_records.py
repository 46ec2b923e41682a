"""Items on paper: what is written is what is read, and a typed file is told its faults."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from alignment.errors import ItemsError
from alignment.records import content_id, item_record, json_line, read_items, write_json_lines
from alignment.types import Box, Indicator, Level, Parent, PlanItem, Realised, Source

text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=30)
rupiah = st.none() | st.integers(min_value=0, max_value=10**15)
items = st.builds(
    PlanItem,
    item_id=text,
    document=text,
    level=st.sampled_from(Level),
    name=text,
    code=st.none() | text,
    opd=st.none() | text,
    year=st.none() | st.integers(2000, 2100),
    parents=st.lists(st.builds(Parent, st.sampled_from(Level), st.none() | text, text)).map(tuple),
    indicators=st.lists(st.builds(Indicator, text, *[st.none() | text] * 3)).map(tuple),
    budget_rupiah=rupiah,
    budget_before_rupiah=rupiah,
    forecast_rupiah=rupiah,
    location=st.none() | text,
    fund_source=st.none() | text,
    page_number=st.none() | st.integers(1, 5000),
    box_pt=st.none() | st.builds(Box, *[st.integers(0, 900).map(float)] * 4),
    source=st.sampled_from(Source),
    realised=st.lists(st.builds(Realised, text, st.none() | text, rupiah)).map(tuple),
)


@given(items)
def test_an_item_that_is_written_is_read_back_as_it_was(item: PlanItem) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.jsonl"
        write_json_lines(path, [item_record(item)])
        assert read_items(path) == (item,)


@given(items, st.integers(1, 9), text)
def test_an_id_is_made_from_what_the_item_says_not_from_where_it_stands(
    item: PlanItem, page: int, document: str
) -> None:
    moved = replace(item, page_number=page, document=document, box_pt=None)
    assert content_id(item) == content_id(moved)
    assert content_id(item) != content_id(replace(item, name=item.name + " x"))


def test_only_a_name_is_needed_and_the_level_follows_the_code(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text(
        "name,code,budget_rupiah\nPROGRAM A,1.02.02,\nKegiatan B,1.02.02.1.01,2500000\nC,,\n",
        encoding="utf-8",
    )
    program, kegiatan, free = read_items(path)
    assert [Level.PROGRAM, Level.KEGIATAN] == [program.level, kegiatan.level]
    assert kegiatan.budget_rupiah == 2_500_000
    assert free.level is Level.SUB_KEGIATAN
    assert len({program.item_id, kegiatan.item_id, free.item_id}) == 3


def test_two_rows_that_say_the_same_keep_apart(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text('{"name": "Sama"}\n{"name": "Sama"}\n', encoding="utf-8")
    first, second = read_items(path)
    assert first.item_id != second.item_id


def test_a_workbook_of_items_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "indicators", "target", "unit", "budget_rupiah"])
    sheet.append(["Pembangunan Jembatan", "Panjang jembatan", 120, "meter", 5_000_000_000])
    path = tmp_path / "items.xlsx"
    book.save(path)
    (item,) = read_items(path)
    assert item.indicators == (Indicator("Panjang jembatan", "120", "meter"),)
    assert item.budget_rupiah == 5_000_000_000


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "kode,nama\n1,x\n", "line 2: no name"),
        ("a.csv", "name,year\na,2026\n\n\nb,dua\n", "line 5: year is no number"),
        ("a.jsonl", '{"name": "x"}\n{"name": \n', "line 2: no JSON object"),
        ("a.jsonl", "[]\n", "line 1: no JSON object"),
        ("a.jsonl", '{"name": "x", "level": "seksi"}\n', "level is 'seksi'"),
        ("a.jsonl", '{"name": "x", "budget_rupiah": "banyak"}\n', "budget_rupiah is no number"),
        ("a.jsonl", '{"name": "x", "indicators": 4}\n', "indicators is no list of objects"),
        ("a.jsonl", '{"name": "x", "box_pt": [1, 2]}\n', "box_pt is no list of four numbers"),
        ("a.jsonl", "", "no items in it"),
        ("a.xlsx", "no workbook", "no workbook"),
        ("a.docx", "", "items are read from"),
    ],
)
def test_a_wrong_file_is_told_where_and_what(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ItemsError, match=said):
        read_items(path)


def test_a_line_is_json_with_letters_as_they_are() -> None:
    assert json.loads(json_line({"nama": "Kédang"})) == {"nama": "Kédang"}
    assert "é" in json_line({"nama": "é"})
