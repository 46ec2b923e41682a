"""Rules become cells, however they are drawn; characters become lines of words."""

from __future__ import annotations

import numpy as np
import pytest
from builders import lattice, page_of
from hypothesis import given
from hypothesis import strategies as st

from alignment.extract.cells import text_of
from alignment.extract.grid import merged, ruled_tables


@given(
    st.lists(st.integers(20, 60), min_size=2, max_size=8),
    st.lists(st.integers(10, 40), min_size=2, max_size=12),
)
def test_every_cell_of_a_full_grid_is_found_with_its_text(
    widths: list[int], heights: list[int]
) -> None:
    xs = np.cumsum([10, *widths]).astype(float).tolist()
    ys = np.cumsum([10, *heights]).astype(float).tolist()
    words = [
        (x + 2, y + 2, f"{row}x{column}"[:6])
        for row, y in enumerate(ys[:-1])
        for column, x in enumerate(xs[:-1])
    ]
    page = page_of(words, *lattice(xs, ys))

    (table,) = ruled_tables(page, page.drawn)

    read = [[cell.text for cell in row.cells] for row in table.rows]
    expected = [[f"{r}x{c}" for c in range(len(widths))] for r in range(len(heights))]
    assert expected == read


def test_a_cell_over_two_rows_and_a_cell_over_two_columns() -> None:
    horizontal = [(0, 100, 0), (50, 100, 20), (0, 100, 40), (0, 100, 60)]
    vertical = [(0, 60, 0), (0, 40, 50), (0, 60, 100)]
    page = page_of(
        [(2, 2, "tall"), (52, 2, "a"), (52, 22, "b"), (2, 42, "wide")], horizontal, vertical
    )

    (table,) = ruled_tables(page, page.drawn)

    assert [row.texts for row in table.rows] == [("tall", "a"), ("b",), ("wide",)]
    assert [cell.text for cell in table.rows[1].from_above] == ["tall"]


def test_two_stacked_wide_rows_stay_two() -> None:
    horizontal = [(0, 100, y) for y in (0, 20, 40, 60)]
    vertical = [(0, 60, 0), (40, 60, 50), (0, 60, 100)]
    page = page_of([(2, 2, "urusan"), (2, 22, "bidang"), (2, 42, "x")], horizontal, vertical)

    (table,) = ruled_tables(page, page.drawn)

    assert [row.texts for row in table.rows] == [("urusan",), ("bidang",), ("x",)]


def test_a_table_that_the_page_cuts_gets_its_outer_border() -> None:
    horizontal = [(0, 100, 0), (0, 100, 20)]
    vertical = [(0, 40, 0), (0, 40, 50), (0, 40, 100)]
    page = page_of([(2, 2, "a"), (52, 2, "b"), (2, 24, "c"), (52, 24, "d")], horizontal, vertical)

    (table,) = ruled_tables(page, page.drawn)

    assert [row.texts for row in table.rows] == [("a", "b"), ("c", "d")]


def test_two_tables_that_do_not_touch_are_two() -> None:
    upper, lower = lattice([0, 50, 100], [0, 20]), lattice([0, 40, 100], [100, 120])
    page = page_of([(2, 2, "a"), (2, 102, "b")], [*upper[0], *lower[0]], [*upper[1], *lower[1]])

    assert [table.rows[0].texts for table in ruled_tables(page, page.drawn)] == [("a",), ("b",)]


def test_rules_on_one_line_that_touch_are_one_rule() -> None:
    pieces = np.array([(0, 10, 5.0), (10.5, 20, 5.1), (40, 50, 5.0), (0, 9, 30.0)])

    assert merged(pieces)[:, :2].tolist() == [[0, 20], [40, 50], [0, 9]]


@pytest.mark.parametrize(("gap_pt", "text"), [(0.0, "ab"), (0.4, "ab"), (1.2, "a b"), (4.0, "a b")])
def test_a_gap_without_a_blank_is_a_blank_only_when_it_is_wide(gap_pt: float, text: str) -> None:
    boxes = [(0, 0, 3, 6), (3 + gap_pt, 0, 6 + gap_pt, 6)]

    assert text == text_of(range(2), [ord("a"), ord("b")], boxes)


def test_a_printed_blank_is_a_blank_however_narrow() -> None:
    boxes = [(0, 0, 3, 6), (3, 0, 3.6, 6), (3.6, 0, 6.6, 6)]

    assert text_of(range(3), [ord("a"), ord(" "), ord("b")], boxes) == "a b"


def test_lines_are_read_from_the_top_whatever_order_they_were_drawn_in() -> None:
    page = page_of([(0, 20, "two"), (0, 10, "one"), (20, 10, "more")])

    read = text_of(range(len(page.characters)), page.characters.tolist(), page.boxes.tolist())

    assert read == "one more\ntwo"


@pytest.mark.parametrize(
    ("top_pt", "left_pt", "expected"),
    [(46.5, 12, "PROGRAM\nJASA\nBANGUNAN"), (46.5, 20, "PROGRAM\nJASA"), (50, 12, "PROGRAM\nJASA")],
    ids=["the row's own", "another's place", "a note below"],
)
def test_a_line_that_hangs_out_of_a_cut_row_is_its_own_where_it_follows_its_lines(
    top_pt: float, left_pt: float, expected: str
) -> None:
    words = [(12, 28.5, "PROGRAM"), (12, 37.5, "JASA"), (left_pt, top_pt, "BANGUNAN")]
    page = page_of(words, *lattice([10, 100, 200], [10, 25, 46]))

    (table,) = ruled_tables(page, page.drawn)

    assert table.rows[-1].cells[0].text == expected


def test_a_line_that_hangs_out_of_a_row_of_one_line_follows_it_as_other_lines_of_the_column() -> (
    None
):
    words = [(12, 12, "PROGRAM"), (12, 21, "JALAN"), (12, 37.5, "PROGRAM"), (12, 46.5, "JASA")]
    page = page_of(words, *lattice([10, 100, 200], [10, 30, 46]))

    (table,) = ruled_tables(page, page.drawn)

    assert [row.cells[0].text for row in table.rows] == ["PROGRAM\nJALAN", "PROGRAM\nJASA"]
