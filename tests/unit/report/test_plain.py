"""The sheet for large tables: what goes in comes out, whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from unit.report.builders import FORMULAS, SCRIPTS

from alignment.report.sheets.book import new_page, new_workbook

if TYPE_CHECKING:
    from pathlib import Path

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
