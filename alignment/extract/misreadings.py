"""What OCR misreads in figures and codes, read right where only one reading is possible. Pure."""

from __future__ import annotations

import re

from alignment.text import parse_code

_LETTERS_FOR_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1", "]": "1"}
    | {"S": "5", "B": "8", "Z": "2", "z": "2"}
)
_LEVEL_PART = 3  # the part that tells whose task it is has one digit, the next one two
_WIDTHS = (1, 2, 2, 1, 2)


def as_digits(text: str) -> str:
    """The text, letters that stand for digits read as such."""
    return text.translate(_LETTERS_FOR_DIGITS)


def repaired_code(text: str) -> str:
    """A code cell with the letters that stand for digits as digits; other texts as they are.

    Blanks after dots are dropped, commas are dots, and parts that lost a leading zero get it back.
    """
    bare = re.sub(r"\s+", "", text)
    if not bare or len(re.findall(r"\d", bare)) < len(bare) / 3:
        return text
    apart = as_digits(text)  # parts in cells of their own
    for spaced in (apart, " ".join(_with_lost_dot(apart.split()))):
        if parse_code(spaced):
            return spaced
    code = re.sub(r"[,;:\u2022]", ".", as_digits(bare)).strip(".")
    code = re.sub(r"\.{2,}", ".", code)
    if parse_code(code):
        return code
    parts = _with_lost_dot(code.split("."))
    if all(part.isdigit() for part in parts) and len(parts) > 1:
        padded = [part.zfill(width) for part, width in zip(parts, _WIDTHS, strict=False)]
        padded += [part.zfill(4 if len(part) > 2 else 2) for part in parts[len(_WIDTHS) :]]  # noqa: PLR2004
        if parse_code(".".join(padded)):
            return ".".join(padded)
    return text


def _with_lost_dot(parts: list[str]) -> list[str]:
    """The parts of a code, ``106`` as ``1`` and ``06`` where only two such parts can stand."""
    if len(parts) > _LEVEL_PART and re.fullmatch(r"[1-8]\d\d", parts[_LEVEL_PART]):
        both = parts[_LEVEL_PART]
        parts = [*parts[:_LEVEL_PART], both[0], both[1:], *parts[_LEVEL_PART + 1 :]]
    return parts


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
