"""Figures and names as an Indonesian sentence writes them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment.types import Level

_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
_LONGEST_NAME = 90


def rupiah_words(amount_rupiah: int) -> str:
    """An amount, rounded to what a reader keeps in mind.

    >>> rupiah_words(1_234_000_000)
    'Rp1,2 miliar'
    >>> rupiah_words(950_000)
    'Rp950.000'
    """
    sign = "-" if amount_rupiah < 0 else ""
    for scale, word in _SCALES:
        if abs(amount_rupiah) >= scale:
            return f"{sign}Rp{_decimal(abs(amount_rupiah) / scale)} {word}"
    return f"{sign}Rp{abs(amount_rupiah):,}".replace(",", ".")


def percent_words(share: float) -> str:
    """A share (0 to 1) in per cent; what is not quite all, or not quite nothing, is not rounded so.

    >>> percent_words(0.041), percent_words(0.99999), percent_words(0.00001)
    ('4,1 %', '99,9 %', '0,1 %')
    """
    rounded = round(share * 100, 1)
    if share not in (0.0, 1.0):
        rounded = min(max(rounded, 0.1), 99.9)
    return f"{_decimal(rounded)} %"


def level_words(level: Level) -> str:
    """What an item of this level is called: *sub kegiatan*."""
    return level.value.replace("_", " ")


def quoted(name: str) -> str:
    """A name in quotes, cut at a word where it is long."""
    if len(name) <= _LONGEST_NAME:
        return f"\u201c{name}\u201d"
    return f"\u201c{name[:_LONGEST_NAME].rsplit(' ', 1)[0]}\u2026\u201d"


def joined(parts: list[str]) -> str:
    """A list in words: ``a``, ``a dan b``, ``a, b dan c``."""
    return " dan ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _decimal(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
