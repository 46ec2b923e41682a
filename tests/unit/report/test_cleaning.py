from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from alignment.report.cleaning import clean


@given(st.text(max_size=400))
def test_no_control_or_direction_character_is_left(text: str) -> None:
    kinds = {unicodedata.category(one) for one in clean(text)}
    assert not kinds & {"Cc", "Cs"}
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in clean(text)


@given(st.text(max_size=400))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=3000), st.integers(min_value=1, max_value=50))
def test_a_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit


def test_a_terminal_escape_is_disarmed_and_a_line_break_becomes_a_blank() -> None:
    assert clean("a\x1b[31mb\nc") == "a[31mb c"


def test_nothing_stays_nothing() -> None:
    assert clean(None) == clean("") == clean(" \x00 ") == ""
