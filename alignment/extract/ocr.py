"""Pages that are pictures, read by an OCR engine: the one door to it.

The page is rendered, straightened, and its rules are found and wiped out, for a letter that touches
a rule is misread. The words that the engine then finds become characters with boxes, so that a
scanned table goes the way of every other table, marked as read by OCR.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.errors import MissingExtraError
from alignment.extract.figures import reread
from alignment.extract.grid import ruled_tables
from alignment.extract.page import Page, Rules
from alignment.types import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from alignment.extract.page import Floats
    from alignment.extract.table import Cell

ADVICE = (
    "Install OCR (pip install '.[ocr]' in the program's folder, and tesseract with its Indonesian "
    "data)"
)
ADVICE_ON_SCANS = f"{ADVICE}, or ask for the original file."
_MARGIN_PX, _EDGE_PX = 25, 4  # round a cell read by itself; of its own edges that are left off
_OF_FIGURES = "0123456789.,-()RpX"
_LANGUAGES = ("ind", "eng")
_INK = 205  # of 255: darker is ink of a rule, which may be a faint hairline
_PURE_WHITE, _CLEAN_SHARE = 254, 0.6  # a picture as white as that was drawn, not scanned
_BLOCK_PX, _WINDOW_BLOCKS, _INKED_SHARE = 8, 5, 0.8  # the rest of a window of blocks is bare paper
_PAPER_NOISE = 0.94  # of the paper's brightness: what is as bright is paper
_DARKEST_PAPER = 128.0  # of 255: a darker ground is left as it is
_SHORTEST_LEVEL_PT = 36.0  # blurred words make level runs of ink too, but shorter ones
_SHORTEST_UPRIGHT_PT = 16.0
_INK_OF_RULE = 0.92
_THICKEST_RULE_PT = 4.0
_MOST_SKEW_DEGREES = 1.5
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


def read_picture(image: Any, number: int, width_pt: float, height_pt: float) -> Page:  # noqa: ANN401
    """The page that a grey PIL ``image`` shows, its characters and rules in points.

    Raises:
        MissingExtraError: no OCR engine is installed.
    """
    lang = language()
    if lang is None:
        raise MissingExtraError(
            "no OCR engine is installed.",
            advice=f"{ADVICE}.",
        )
    image = _on_white(_straight(image))
    pt_per_px = width_pt / image.width
    ink = np.asarray(image) < _INK
    horizontal, across = _rules(ink, pt_per_px, _SHORTEST_LEVEL_PT)
    vertical, down = _rules(ink.T, pt_per_px, _SHORTEST_UPRIGHT_PT)
    grey = np.asarray(image).copy()
    grey[across | down.T] = 255
    characters, boxes = _words(grey, lang, pt_per_px)
    page = Page(
        number=number,
        width_pt=width_pt,
        height_pt=height_pt,
        characters=characters,
        boxes=boxes,
        drawn=Rules(horizontal, vertical),
        image_share=1.0,
        source=Source.OCR,
    )
    tables = ruled_tables(page, page.drawn)
    return reread(page, lambda cells: _figures_in(grey, cells, lang, pt_per_px), tables)


def _figures_in(
    grey: NDArray[np.uint8], cells: Sequence[Cell], lang: str, pt_per_px: float
) -> list[str]:
    """The text of each cell, read as digits and their marks only: all of them on one picture."""
    crops = [_ink_of(grey, cell, pt_per_px) for cell in cells]
    bottoms = np.cumsum([crop.shape[0] + 2 * _MARGIN_PX for crop in crops])
    width = max(crop.shape[1] for crop in crops) + 2 * _MARGIN_PX
    sheet = np.full((int(bottoms[-1]), width), 255, np.uint8)
    for crop, bottom in zip(crops, bottoms.tolist(), strict=True):
        start = bottom - _MARGIN_PX - crop.shape[0]
        sheet[start : bottom - _MARGIN_PX, _MARGIN_PX : _MARGIN_PX + crop.shape[1]] = crop
    codes, boxes = _words(sheet, lang, 1.0, only=_OF_FIGURES)
    place = np.searchsorted(bottoms, (boxes[:, 1] + boxes[:, 3]) / 2)
    return ["".join(map(chr, codes[place == index].tolist())) for index in range(len(cells))]


def _ink_of(grey: NDArray[np.uint8], cell: Cell, pt_per_px: float) -> NDArray[np.uint8]:
    """The cell's picture, cut to what stands in it."""
    sides = (cell.top_pt, cell.bottom_pt, cell.left_pt, cell.right_pt)
    top, bottom, left, right = (max(0, round(side / pt_per_px)) for side in sides)
    inside = grey[top + _EDGE_PX : bottom - _EDGE_PX, left + _EDGE_PX : right - _EDGE_PX]
    ink = inside < _INK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return np.full((1, 1), 255, np.uint8)
    return inside[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _straight(image: Any) -> Any:  # noqa: ANN401
    """The image turned so that its lines run level: the angle with the sharpest row profile."""
    small = image.reduce(max(1, image.width // 600))
    angles = np.arange(-_MOST_SKEW_DEGREES, _MOST_SKEW_DEGREES + 0.01, 0.25)
    sharpness = [_sharpness(small, float(angle)) for angle in angles]
    best = float(angles[int(np.argmax(sharpness))])
    if abs(best) < 0.2 or max(sharpness) < 1.05 * _sharpness(small, 0.0):  # noqa: PLR2004
        return image
    return image.rotate(best, fillcolor=255)


def _on_white(image: Any) -> Any:  # noqa: ANN401
    """The image with its shading and noise taken out: letters on a grey head as on white paper.

    A picture that no scanner made has neither, and its thin letters would only lose by it.
    """
    from PIL import Image, ImageFilter

    grey = np.asarray(image)
    if np.mean(grey >= _PURE_WHITE) > _CLEAN_SHARE:
        return image
    rank = int(_INKED_SHARE * _WINDOW_BLOCKS**2)
    paper = image.reduce(_BLOCK_PX).filter(ImageFilter.RankFilter(_WINDOW_BLOCKS, rank))
    ground = np.asarray(paper.resize(image.size, Image.Resampling.BILINEAR), np.float32)
    white = grey.astype(np.float32) * (255 / _PAPER_NOISE) / np.maximum(ground, _DARKEST_PAPER)
    return Image.fromarray(np.minimum(white, 255).astype(np.uint8))


def _sharpness(image: Any, angle: float) -> float:  # noqa: ANN401
    rows = np.asarray(image.rotate(angle, fillcolor=255), dtype=float).mean(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _rules(
    ink: NDArray[np.bool_], pt_per_px: float, shortest_pt: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """Long thin level runs of ink: as n x 3 start, end, position in points, and as pixels."""
    length = max(8, int(shortest_pt / pt_per_px))
    thickest = max(2, int(_THICKEST_RULE_PT / pt_per_px))
    total = np.cumsum(np.pad(ink.astype(np.int32), ((0, 0), (1, 0))), axis=1)
    full = (total[:, length:] - total[:, :-length]) >= _INK_OF_RULE * length
    runs = np.pad(full, ((0, 0), (0, ink.shape[1] - full.shape[1])))
    mask = np.zeros_like(ink)
    rules: list[tuple[float, float, float]] = []
    for top, bottom in _spans(np.any(runs, axis=1)):
        if bottom - top > 4 * thickest:
            continue
        band = np.any(runs[top:bottom], axis=0)
        for start, end in _spans(band):
            stop = min(end + length - 1, ink.shape[1])
            mask[max(0, top - 1) : bottom + 1, start:stop] = True
            middle = (top + bottom) / 2
            rules.append((start * pt_per_px, stop * pt_per_px, middle * pt_per_px))
    return np.array(rules, dtype=float).reshape(-1, 3), mask


def _spans(flags: Any) -> list[tuple[int, int]]:  # noqa: ANN401 - an array of bool
    """The runs of True, as start and end."""
    edges = np.flatnonzero(np.diff(np.pad(flags.astype(np.int8), 1)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _words(
    grey: NDArray[np.uint8], lang: str, pt_per_px: float, *, only: str = ""
) -> tuple[NDArray[np.uint32], Floats]:
    """The engine's words as characters that share their word's box evenly."""
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
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    for index, text in enumerate(data["text"]):
        word, height = text.strip(), float(data["height"][index])
        if doubles[index] or not _is_word(word, float(data["conf"][index]), height, usual):
            continue
        left, width = data["left"][index], data["width"][index]
        top, bottom = _line_box(word, data["top"][index], height)
        step = width / len(word)
        for place, letter in enumerate(word):
            codes.append(ord(letter))
            boxes.append((left + place * step, top, left + (place + 1) * step, bottom))
    return (
        np.array(codes, np.uint32),
        np.array(boxes, dtype=float).reshape(-1, 4) * pt_per_px,
    )


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
