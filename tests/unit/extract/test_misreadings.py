"""Figures that OCR misread: read right where only one reading is possible."""

from __future__ import annotations

import pytest

from alignment.extract.misreadings import repaired_figure
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
