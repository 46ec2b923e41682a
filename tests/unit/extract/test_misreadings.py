"""Figures that OCR misread: read right where only one reading is possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.extract.misreadings import prints_codes_of_2006, repaired_code, repaired_figure
from alignment.text import parse_money


@pytest.mark.parametrize(
    ("read", "rupiah"),
    [
        ("Rp. 91.308.900,", 91_308_900),
        ("Rn. 91.3O8.9OO,-", 91_308_900),
        ("91.308.90000", 91_308_900),
        ("91.308-900", 91_308_900),
        ("91.308.90,", None),
        ("Samarinda", None),
    ],
)
def test_a_figure_is_what_it_can_only_have_been(read: str, rupiah: int | None) -> None:
    assert parse_money(repaired_figure(read)).rupiah == rupiah


@pytest.mark.parametrize(
    ("read", "code"),
    [
        ("211.01", "2.11.01"),
        ("211.011.01", "2.11.01.1.01"),
        ("2.11.01.106.0004", "2.11.01.1.06.0004"),
        ("2.1101.1.06.0004", "2.11.01.1.06.0004"),
        ("2.11.01.1.06.0004", "2.11.01.1.06.0004"),
        ("2,11.O1.1..06", "2.11.01.1.06"),
        ("1.02.01.15", "1.02.01.15"),
        ("1.02.1.02.01.15", "1.02.1.02.01.15"),
        ("Samarinda 2026", "Samarinda 2026"),
    ],
)
def test_a_code_that_lost_dots_gets_them_back_where_only_one_code_can_be_meant(
    read: str, code: str
) -> None:
    assert repaired_code(read) == code


def test_codes_of_2006_keep_the_parts_that_all_of_them_print_as_one() -> None:
    assert prints_codes_of_2006(["307.02", "307.02.001", ""])
    assert not prints_codes_of_2006(["211.01", "2.11.01.1.01"])
    assert not prints_codes_of_2006(["", "Jumlah"])
    assert repaired_code("3O7.02.001", of_2006=True) == "307.02.001"


@given(st.from_regex(r"[1-9]\.\d\d\.\d\d(\.\d\.\d\d(\.\d{4})?)?", fullmatch=True), st.data())
def test_whichever_dots_of_a_code_are_lost_it_is_read_as_it_stands(
    code: str, data: st.DataObject
) -> None:
    dots = [place for place, letter in enumerate(code) if letter == "."][:4]
    lost = data.draw(st.sets(st.sampled_from(dots)))
    assert repaired_code("".join(c for i, c in enumerate(code) if i not in lost)) == code
