from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.report.numbers import percent, rupiah, rupiah_short, whole, written_date


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "Rp 0", "Rp 0"),
        (950_000, "Rp 950.000", "Rp 950,000"),
        (999_999, "Rp 1 juta", "Rp 1 million"),
        (1_200_000_000, "Rp 1,2 miliar", "Rp 1.2 billion"),
        (999_950_000, "Rp 1 miliar", "Rp 1 billion"),
        (123_456_789_012, "Rp 123 miliar", "Rp 123 billion"),
        (12_345_678_901_234, "Rp 12,3 triliun", "Rp 12.3 trillion"),
        (-5_000_000_000, "Rp -5 miliar", "Rp -5 billion"),
    ],
)
def test_short_rupiah_have_three_digits_and_a_word(
    amount: int, indonesian: str, english: str
) -> None:
    assert _plain(rupiah_short(amount)) == indonesian
    assert _plain(rupiah_short(amount, "en")) == english


def test_no_amount_is_a_dash_and_not_nothing() -> None:
    assert rupiah(None) == rupiah_short(None) == percent(None) == "\N{EN DASH}"
    assert _plain(rupiah(0)) == "Rp 0"


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_full_rupiah_keep_every_digit(amount: int) -> None:
    shown = _plain(rupiah(amount)).removeprefix("Rp ").replace(".", "")
    assert int(shown) == amount


@given(st.integers(min_value=1, max_value=10**15))
def test_short_rupiah_are_within_half_a_per_cent(amount: int) -> None:
    sizes = {"triliun": 10**12, "miliar": 10**9, "juta": 10**6}
    figure, *word = _plain(rupiah_short(amount)).removeprefix("Rp ").split(" ")
    shown = float(figure.replace(".", "").replace(",", ".")) * sizes.get(word[0] if word else "", 1)
    assert shown == pytest.approx(amount, rel=0.0051)


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.9864, "98,6 %"), (1.0, "100 %"), (0.99999, "99,9 %"), (0.00001, "< 0,1 %"), (0.0, "0 %")],
)
def test_nearly_all_is_never_shown_as_all_nor_nearly_nothing_as_nothing(
    share: float, shown: str
) -> None:
    assert _plain(percent(share)) == shown


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    assert whole(1234567) == "1.234.567"
    assert whole(1234567, "en") == "1,234,567"
    assert written_date(date(2026, 8, 17)) == "17 Agustus 2026"
    assert written_date(date(2026, 8, 17), "en") == "17 August 2026"
