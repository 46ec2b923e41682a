"""The words of a picture by tesseract, the ordinary OCR engine."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.extract.ocr_text import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_MARGIN_PX = 25  # round a cell read by itself
_OF_FIGURES = "0123456789.,-()RpX"
_LANGUAGES = ("ind", "eng")
_SURE = 20.0  # of 100: a mark below is noise, a word is kept
_LEAST_LETTERS = 3
_LONGEST_SCRAP = 3
_MARKS = frozenset({"-", "%", "/", "&", "+", "(", ")"})
_LOWEST, _HIGHEST = 0.4, 3.0  # of the usual word's height


@functools.cache
def language() -> str | None:
    """The engine's best language here; None where the engine or its data is missing."""
    try:
        import pytesseract

        installed = set(pytesseract.get_languages(config=""))
    except Exception:  # noqa: BLE001 - not installed, not executable, no data: all mean no OCR
        return None
    return next((one for one in _LANGUAGES if one in installed), None)


def words_of(grey: NDArray[np.uint8], lang: str, *, only: str = "") -> Iterator[Word]:
    """The words of a picture; ``only`` names the letters that may stand in them."""
    import pytesseract
    from PIL import Image

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads only wait for one another

    data = pytesseract.image_to_data(
        Image.fromarray(grey),
        lang=lang,
        config="--psm 6 -c preserve_interword_spaces=1"
        + (f" -c tessedit_char_whitelist={only}" if only else ""),
        output_type=pytesseract.Output.DICT,
    )
    heights = [h for h, text in zip(data["height"], data["text"], strict=True) if text.strip()]
    usual = float(np.median(heights)) if heights else 0.0
    doubles = _doubles(data)
    for index, text in enumerate(data["text"]):
        word, height = text.strip(), float(data["height"][index])
        if doubles[index] or not _is_word(word, float(data["conf"][index]), height, usual):
            continue
        left = data["left"][index]
        top, bottom = _line_box(word, data["top"][index], height)
        yield Word(word, left, top, left + data["width"][index], bottom)


def figures_of(crops: Sequence[NDArray[np.uint8]], lang: str) -> list[str]:
    """The text of each crop, read as digits and their marks only: all of them on one picture."""
    bottoms = np.cumsum([crop.shape[0] + 2 * _MARGIN_PX for crop in crops])
    width = max(crop.shape[1] for crop in crops) + 2 * _MARGIN_PX
    sheet = np.full((int(bottoms[-1]), width), 255, np.uint8)
    for crop, bottom in zip(crops, bottoms.tolist(), strict=True):
        start = bottom - _MARGIN_PX - crop.shape[0]
        sheet[start : bottom - _MARGIN_PX, _MARGIN_PX : _MARGIN_PX + crop.shape[1]] = crop
    texts = [""] * len(crops)
    for word in words_of(sheet, lang, only=_OF_FIGURES):
        texts[int(np.searchsorted(bottoms, (word.top + word.bottom) / 2))] += word.text
    return texts


def _doubles(data: dict[str, list[Any]]) -> NDArray[np.bool_]:
    """Words that stand inside a longer word: its letters' tails, read as a line of their own."""
    left, top = np.array(data["left"], float), np.array(data["top"], float)
    right, bottom = left + np.array(data["width"], float), top + np.array(data["height"], float)
    length = np.array([len(text.strip()) for text in data["text"]])
    doubles = np.zeros(len(length), bool)
    for index in np.flatnonzero((length > 0) & (length <= _LONGEST_SCRAP)):
        width = np.minimum(right, right[index]) - np.maximum(left, left[index])
        height = np.minimum(bottom, bottom[index]) - np.maximum(top, top[index])
        shared = np.clip(width, 0, None) * np.clip(height, 0, None)
        area = (right[index] - left[index]) * (bottom[index] - top[index])
        doubles[index] = bool(np.any((shared > area / 2) & (length > length[index])))
    return doubles


def _is_word(word: str, sure: float, height: float, usual: float) -> bool:
    """Whether what the engine found is text: not a speck, not the foot of a letter cut off."""
    if not word or not _LOWEST * usual < height < _HIGHEST * usual:
        return False
    if not any(map(str.isalnum, word)) and word not in _MARKS:
        return False
    return sure >= _SURE or sum(map(str.isalnum, word)) >= _LEAST_LETTERS


def _line_box(word: str, top: float, height: float) -> tuple[float, float]:
    """Top and bottom of the line that a word's box stands in.

    The box hugs the ink: a word without tall letters begins lower, one with a tail ends lower.
    """
    has_tail = any(letter in "gjpqy,;()|/" for letter in word)
    is_tall = any(
        letter.isupper() or letter.isdigit() or letter in "bdfhklt()|/%" for letter in word
    )
    parts = 0.5 + 0.25 * is_tall + 0.25 * has_tail  # of a line: its middle, its rise, its tail
    line = height / parts
    start = top - (0.0 if is_tall else 0.25 * line)
    return start, start + line
