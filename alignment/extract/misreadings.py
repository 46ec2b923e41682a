"""What OCR misreads in figures and codes, read right where only one reading is possible. Pure."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from alignment.text import parse_code

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTERS_FOR_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1", "]": "1"}
    | {"S": "5", "B": "8", "Z": "2", "z": "2"}
)
_WIDTHS = (1, 2, 2, 1, 2)


def as_digits(text: str) -> str:
    """The text, letters that stand for digits read as such."""
    return text.translate(_LETTERS_FOR_DIGITS)


def repaired_code(text: str, *, of_2006: bool = False) -> str:
    """A code cell with the letters that stand for digits as digits; other texts as they are.

    Blanks after dots are dropped, commas are dots, and parts that lost a leading zero get it back;
    so do codes the dots they lost, unless ``of_2006``: those print their first two parts as one.
    """
    bare = re.sub(r"\s+", "", text)
    if not bare or len(re.findall(r"\d", bare)) < len(bare) / 3:
        return text
    for blank in (".", ""):  # parts in cells of their own, or one broken by a blank
        code = re.sub(r"\s+", blank, as_digits(text).strip())
        parts = re.split(r"[.,;:\u2022]+", code.strip(".,;:\u2022"))
        parts = parts if of_2006 else _with_lost_dots(parts)
        if parse_code(".".join(parts)):
            return ".".join(parts)
    if all(part.isdigit() for part in parts) and len(parts) > 1:
        padded = [part.zfill(width) for part, width in zip(parts, _WIDTHS, strict=False)]
        padded += [part.zfill(4 if len(part) > 2 else 2) for part in parts[len(_WIDTHS) :]]  # noqa: PLR2004
        if parse_code(".".join(padded)):
            return ".".join(padded)
    return text


def _with_lost_dots(parts: list[str]) -> list[str]:
    """The parts of a code, ``211`` as ``2`` and ``11`` where only parts so wide can stand."""
    apart: list[str] = []
    for part in parts:
        widths = _WIDTHS[len(apart) :]
        starts = list(accumulate(widths, initial=0))
        count = starts.index(len(part)) if part.isdigit() and len(part) in starts else 1
        apart += [part[i:j] for i, j in zip(starts[:count], [*starts[1:count], None], strict=True)]
    return apart


def prints_codes_of_2006(texts: Sequence[str]) -> bool:
    """Whether the code cells of a table print the first two parts of all codes as one.

    A scan that loses dots does not lose all of them.
    """
    firsts = [match[0] for text in texts if (match := re.match(r"\d+(?=[.,]\d)", text.strip()))]
    return bool(firsts) and all(len(first) == len("102") for first in firsts)


def repaired_figure(text: str) -> str:
    """An amount, letters that stand for digits read as such; a text with others as it is."""
    bare = re.sub(r"\s+", "", text)
    figure = as_digits(re.sub(r"^R[pn]\.?", "", bare))
    if re.fullmatch(r"[0.,]+", figure):
        return "0"
    figure = re.sub(r"(?<=\.\d{3})[.,-]?(?:00|0)$", ",00", figure)
    figure = re.sub(r"-(?=\d{3})", ".", figure)
    figure = re.sub(r"(?<=\.\d{3}),$", "", figure)  # the dash after it is easily lost
    return figure if re.fullmatch(r"\(?-?[\d.,]+-?\)?", figure) and bare != "-" else text
