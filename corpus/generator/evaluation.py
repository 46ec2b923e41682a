"""Last years' results, made from the targets: decoys that a reader must not take for this plan."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from generator.printing import decimal

if TYPE_CHECKING:
    from generator.plan import Indicator, Row


def share(key: str, low: float, high: float) -> float:
    """A number between ``low`` and ``high`` that depends on ``key`` alone."""
    return low + (high - low) * crc32(key.encode()) / 2**32


def achieved(indicator: Indicator, what: str, low: float = 0.72, high: float = 1.06) -> str:
    """A result near the target, as a number without its unit; ``what`` tells results apart."""
    target = float(indicator.target.replace(".", "").replace(",", "."))
    result = target * share(indicator.text + what, low, high)
    return decimal(result) if "," in indicator.target else decimal(round(result))


def spent(row: Row, what: str, low: float = 0.7, high: float = 0.99) -> int:
    """An amount near the budget of ``row``, in whole rupiah; ``what`` tells amounts apart."""
    return round(row.budget_rupiah * share(row.code + what, low, high))
