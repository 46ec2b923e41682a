"""How amounts, codes and targets are printed: offices differ, so a document picks one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.plan import Indicator

MONEY = {
    "plain": "{}",
    "cents": "{},00",
    "rp": "Rp{}",
    "rp_space": "Rp {}",
    "rp_dot": "Rp. {},-",
}
"""Ways to print rupiah, by name."""


@dataclass(frozen=True, slots=True)
class Printing:
    """One document's way to print: ``money`` is a key of :data:`MONEY`."""

    money: str = "plain"
    short_sub_codes: bool = False
    target_with_unit: bool = True
    size_pt: float = 7.0
    repeats_header: bool = True
    rows_split: bool = True

    def rupiah(self, amount: int) -> str:
        """An amount with dots between the thousands."""
        return MONEY[self.money].format(dotted(amount))

    def code(self, code: str) -> str:
        """A code as this document prints it: older ones end in two digits."""
        parts = code.split(".")
        if self.short_sub_codes and len(parts[-1]) == len("0001"):
            parts[-1] = f"{int(parts[-1]) % 100:02d}"  # old numbers never reached a hundred
        return ".".join(parts)

    def target(self, indicator: Indicator) -> str:
        """A target with its unit behind it where units have no column of their own."""
        if not self.target_with_unit:
            return indicator.target
        return f"{indicator.target} {indicator.unit}".strip()


def dotted(amount: int) -> str:
    """``1234567`` as ``1.234.567``."""
    return f"{amount:,}".replace(",", ".")


def decimal(value: float, digits: int = 2) -> str:
    """``1.5`` as ``1,50``; whole numbers without a comma."""
    if float(value).is_integer():
        return dotted(int(value))
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
