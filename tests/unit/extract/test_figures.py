"""Figures of scans, read once more by themselves where the first reading cannot be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import lattice, page_of

from alignment.extract.figures import reread
from alignment.extract.grid import ruled_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.page import Page
    from alignment.extract.table import Cell

EDGES_PT = [20.0, 50.0, 80.0, 110.0, 300.0, 400.0]
ROW_PT = 30.0
NAMES = ("pelayanan kesehatan warga", "pembangunan jalan desa", "pembinaan guru sekolah")


def page_with_second_part(read: Sequence[str]) -> Page:
    """Rows of a code in three cells, a name and an amount; the second cell as it was ``read``."""
    tops = [20.0 + ROW_PT * row for row in range(len(read) + 1)]
    words = []
    for part, name, top in zip(read, NAMES, tops, strict=False):
        for left, text in zip(EDGES_PT, ("2", part, "01", name, "1.500.000"), strict=False):
            words.append((left + 4, top + 10, text))
    return page_of(words, *lattice(EDGES_PT, tops))


def second_parts(page: Page, answers: str) -> list[str]:
    def texts_of(cells: Sequence[Cell]) -> list[str]:
        return [answers for _ in cells]

    table = ruled_tables(page, page.drawn)
    again = reread(page, texts_of, table)
    return [row.texts[1] or "" for row in ruled_tables(again, again.drawn)[0].rows]


def test_a_lone_digit_where_a_code_has_two_is_read_again() -> None:
    assert second_parts(page_with_second_part(["1", "11", "M"]), "11") == ["11", "11", "11"]


def test_a_second_reading_that_is_no_part_of_a_code_changes_nothing() -> None:
    assert second_parts(page_with_second_part(["1", "11", "M"]), "-") == ["1", "11", "M"]


def test_a_lone_digit_that_is_read_so_twice_stays() -> None:
    assert second_parts(page_with_second_part(["2", "2", "1"]), "2") == ["2", "2", "1"]
