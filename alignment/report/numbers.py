"""Numbers, money and dates as Indonesian (``id``) and English (``en``) readers write them.

Spaces inside a figure are no-break spaces, so that ``Rp 1,2 miliar`` never parts at a line's end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_SPACE = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
"""Stands where there is no figure."""
_MAGNITUDES = {
    "id": ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")),
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
}
_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def whole(number: int, language: str = "id") -> str:
    """``1234567`` -> ``1.234.567``."""
    return _localised(f"{number:,}", language)


def decimal(number: float, places: int = 1, language: str = "id") -> str:
    """``1234.56`` -> ``1.234,6``; a zero after the comma is left out."""
    text = f"{number:,.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    return _localised(text, language)


def percent(share: float | None, places: int = 1, language: str = "id") -> str:
    """A share of 0 to 1 as ``98,6 %``; a dash where there is none.

    What is not quite all is never rounded up to 100 %, and what is not quite nothing never to 0 %.
    """
    if share is None:
        return DASH
    step = 10.0**-places
    value = share * 100
    if 0 < value < step:
        return f"<{_SPACE}{decimal(step, places, language)}{_SPACE}%"
    if 100 - step < value < 100:  # noqa: PLR2004 - percent
        value = 100 - step
    return f"{decimal(value, places, language)}{_SPACE}%"


def rupiah(amount: int | None, language: str = "id") -> str:
    """Every digit: ``Rp 1.234.567``; a dash where there is no amount."""
    if amount is None:
        return DASH
    return f"Rp{_SPACE}{whole(amount, language)}"


def rupiah_short(amount: int | None, language: str = "id") -> str:
    """Three significant digits: ``Rp 1,2 miliar``, ``Rp 945 juta``; small sums in full."""
    if amount is None:
        return DASH
    for size, word in _MAGNITUDES[language]:
        if round(abs(amount) / size, 3) >= 1:
            figure = significant(amount / size, language)
            return f"Rp{_SPACE}{figure}{_SPACE}{word}"
    return rupiah(amount, language)


def significant(number: float, language: str = "id", digits: int = 3) -> str:
    """``12.345`` -> ``12,3``; ``1234.5`` -> ``1.234``; never more than two decimals."""
    before = len(str(int(abs(number))))
    return decimal(number, min(2, max(0, digits - before)), language)


def written_date(day: date, language: str = "id") -> str:
    """``24 November 2026``."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def _localised(text: str, language: str) -> str:
    text = text.replace("-", _MINUS)
    return text.translate(str.maketrans(",.", ".,")) if language == "id" else text
