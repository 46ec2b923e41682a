"""The sheet for large tables: what goes in comes out, whatever it holds."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from unit.report.builders import FORMULAS, SCRIPTS

from alignment.report.sheets.book import new_page, new_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

Cells = dict[tuple[int, int], str | float | None]

_RICH = "<r><rPr><b/></rPr><t>kaya</t></r>"
_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1
)


def _back(path: Path, cells: Cells) -> dict[tuple[int, int], object]:
    with new_workbook(path) as workbook:
        look = workbook.add_format({})
        page = new_page(workbook, "a")
        for (row, col), cell in cells.items():
            if isinstance(cell, str):
                page.write_string(row, col, cell, look)
            elif cell is None:
                page.write_blank(row, col, None, look)
            else:
                page.write_number(row, col, cell, look)
    sheet = load_workbook(path)["a"]
    return {place: sheet.cell(place[0] + 1, place[1] + 1).value for place in cells}


def test_no_text_becomes_markup_or_a_formula(tmp_path: Path) -> None:
    texts = (_RICH, " tepi ", "a & b < c", *FORMULAS[:5], *SCRIPTS)
    cells: Cells = {(row, 2): text for row, text in enumerate(texts)}
    assert _back(tmp_path / "a.xlsx", cells) == cells


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 30)),
        st.one_of(st.none(), st.integers(-(10**15), 10**15), _TEXTS),
        min_size=1,
    )
)
def test_what_is_written_downwards_is_read_back(tmp_path_factory: object, cells: Cells) -> None:
    path = tmp_path_factory.mktemp("a") / "a.xlsx"  # type: ignore[attr-defined]
    downwards = dict(sorted(cells.items(), key=lambda pair: pair[0][0]))
    assert _back(path, downwards) == downwards


_FILES = (
    "a.pdf",
    "renja/dinas a&b [1].pdf",
    "100% <kerja>.pdf",
    "D:/renja/a.pdf",
    "//kantor/a.pdf",
)


def test_a_link_leads_where_the_one_of_xlsxwriter_would(tmp_path: Path) -> None:
    with new_workbook(tmp_path / "a.xlsx") as workbook:
        look = workbook.add_format({})
        ours, theirs = new_page(workbook, "a"), workbook.add_worksheet("b")
        for row, file in enumerate((*_FILES, *_FILES)):
            ours.write_link(row, 2, str(row), look, file=file, place=f"page={row}")
            theirs.write_url(row, 2, f"external:{file}#page={row}", look, string=str(row))
    found = [list(_links(tmp_path / "a.xlsx", name)) for name in "ab"]
    assert found[0] == found[1]
    assert len(found[0]) == 2 * len(_FILES)


def _links(path: Path, name: str) -> Iterator[tuple[object, ...]]:
    for (cell,) in load_workbook(path)[name].iter_rows(min_col=3):
        link = cell.hyperlink
        yield cell.value, link.ref, link.target, link.location


def test_cells_that_lead_to_one_file_share_its_address(tmp_path: Path) -> None:
    with new_workbook(tmp_path / "a.xlsx") as workbook:
        _table(workbook, rows=50)
    with ZipFile(tmp_path / "a.xlsx") as parts:
        assert parts.read("xl/worksheets/_rels/sheet1.xml.rels").count(b"a.pdf") == 1


def test_a_path_that_excel_would_cut_is_refused(tmp_path: Path) -> None:
    with new_workbook(tmp_path / "a.xlsx") as workbook:
        page, look = new_page(workbook, "a"), workbook.add_format({})
        with pytest.raises(ValueError, match="#"):
            page.write_link(0, 0, "1", look, file="renja #1.pdf", place="page=1")


def test_of_a_written_row_next_to_nothing_is_kept(tmp_path: Path) -> None:
    few, many = (_peak_bytes(tmp_path / f"{rows}.xlsx", rows) for rows in (2000, 6000))
    assert (many - few) / 4000 < 250  # xlsxwriter keeps 940


def _peak_bytes(path: Path, rows: int) -> int:
    with new_workbook(path) as workbook:
        tracemalloc.start()
        try:
            _table(workbook, rows)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def _table(workbook: Workbook, rows: int) -> None:
    page, look = new_page(workbook, "a"), workbook.add_format({})
    for row in range(rows):
        page.set_row(row, 15 + row % 30)
        page.write_link(row, 0, "3", look, file="a.pdf", place=f"page={row % 7}")
