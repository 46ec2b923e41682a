"""What an OCR engine found on a picture, as characters with boxes. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from alignment.extract.page import Floats


class Word(NamedTuple):
    """A word or a piece of a line, and the box of the line that it fills, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def characters_of(words: Iterable[Word], pt_per_px: float) -> tuple[NDArray[np.uint32], Floats]:
    """The words' n code points, and their boxes (n x 4, points): each has its even share."""
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    for word in words:
        step = (word.right - word.left) / len(word.text)
        for place, letter in enumerate(word.text):
            start = word.left + place * step
            codes.append(ord(letter))
            boxes.append((start, word.top, start + step, word.bottom))
    return np.array(codes, np.uint32), np.array(boxes, dtype=float).reshape(-1, 4) * pt_per_px
