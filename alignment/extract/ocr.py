"""Pages that are pictures, read by an OCR engine: the one door to them.

The page is rendered, straightened, and its rules are found and wiped out, for a letter that touches
a rule is misread. The words that an engine then finds become characters with boxes, so that a
scanned table goes the way of every other table, marked as read by OCR.

Tesseract is quick and reads letters well that the scanner took with enough pixels. Smaller ones,
and pages that it makes nothing of, go to a second engine where that is installed.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.errors import MissingExtraError
from alignment.extract import rapid, tesseract
from alignment.extract.figures import reread
from alignment.extract.grid import ruled_tables
from alignment.extract.ocr_text import characters_of
from alignment.extract.page import Page, Rules
from alignment.extract.tesseract import language
from alignment.types import Notice, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.extract.ocr_text import Word
    from alignment.extract.page import Floats
    from alignment.extract.pdf import Scan
    from alignment.extract.table import Cell

ADVICE = (
    "Install OCR (pip install '.[ocr]' in the program's folder, and tesseract with its Indonesian "
    "data; where tesseract cannot be had, pip install '.[ocr-hard]')"
)
ADVICE_ON_SCANS = f"{ADVICE}, or ask for the original file."
_LEAST_EM_PX = 14.5  # of the scan's own: of smaller letters tesseract reads every eighth row wrong
_LEAST_EM_OF_ALL_PX = 11.0  # RapidOCR reads every seventh row wrong
SMALL_PRINT, TINY_PRINT = "small_print", "tiny_print"
_EDGE_PX = 4  # left off at the edges of a cell read by itself
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


def can_read() -> bool:
    """Whether an engine is here that reads pictures."""
    return language() is not None or rapid.is_installed()


def read_well(
    scan: Scan, number: int, *, is_poor: Callable[[Page], bool], before_again: Callable[[], None]
) -> tuple[Page, str | None]:
    """The page by the engine that fits it, and what is to be told of the size of its letters.

    A page of small print, and one whose first reading ``is_poor``, are read again by the engine
    that takes its time; ``before_again`` is called then. Told is ``SMALL_PRINT`` or ``TINY_PRINT``.

    Raises:
        MissingExtraError: no OCR engine is installed.
    """
    page = read_picture(scan, number)
    size_px = em_px(page, scan)
    if not rapid.is_installed():
        return page, SMALL_PRINT if size_px < _LEAST_EM_PX else None
    if language() is not None and (size_px < _LEAST_EM_PX or is_poor(page)):
        before_again()
        page = read_picture(scan, number, is_hard=True)
    return page, TINY_PRINT if size_px < _LEAST_EM_OF_ALL_PX else None


def em_px(page: Page, scan: Scan) -> float:
    """How large the page's letters are, in pixels of the picture that the scanner made."""
    if not len(page.boxes):
        return float("inf")
    return float(np.median(page.boxes[:, 3] - page.boxes[:, 1])) * scan.own_dpi / 72


def print_notices(sizes: Mapping[int, str]) -> list[Notice]:
    """Tells once which pages' letters are too small: ``SMALL_PRINT`` or ``TINY_PRINT`` by page."""
    notices = []
    for code, engine in ((SMALL_PRINT, "the OCR engine"), (TINY_PRINT, "any OCR engine")):
        pages = [page for page, size in sizes.items() if size == code]
        if pages:
            of = f"the letters of {len(pages)} scanned pages"
            told = f"{of} are too small for {engine}: {', '.join(_runs(pages))}"
            notices.append(Notice(code, told, pages[0]))
    return notices


def advice_on_size(sizes: Collection[str]) -> str:
    """What to do about letters of those sizes."""
    advice = "Ask for the original file or for a scan of 300 dpi"
    if SMALL_PRINT not in sizes:
        return f"{advice}."
    reader = "the reader of small print (pip install '.[ocr-hard]' in the program's folder)"
    return f"{advice}, or install {reader}."


def _runs(pages: Sequence[int]) -> Iterator[str]:
    """Ascending numbers, those that follow one another as one: ``3-5``."""
    for _, run in itertools.groupby(enumerate(pages), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def read_picture(scan: Scan, number: int, *, is_hard: bool = False) -> Page:
    """The page that a scan shows, its characters and rules in points.

    Tesseract reads it; RapidOCR does where it ``is_hard`` or tesseract is missing.

    Raises:
        MissingExtraError: no OCR engine is installed.
    """
    lang = None if is_hard else language()
    if lang is None and not rapid.is_installed():
        raise MissingExtraError("no OCR engine is installed.", advice=f"{ADVICE}.")
    image = _on_white(_straight(scan.image))
    pt_per_px = scan.width_pt / image.width
    ink = np.asarray(image) < _INK
    horizontal, across = _rules(ink, pt_per_px, _SHORTEST_LEVEL_PT)
    vertical, down = _rules(ink.T, pt_per_px, _SHORTEST_UPRIGHT_PT)
    grey = np.asarray(image).copy()
    grey[across | down.T] = 255
    del ink, across, down
    characters, boxes = characters_of(_words(grey, lang, vertical / pt_per_px), pt_per_px)
    page = Page(
        number=number,
        width_pt=scan.width_pt,
        height_pt=scan.height_pt,
        characters=characters,
        boxes=boxes,
        drawn=Rules(horizontal, vertical),
        image_share=1.0,
        source=Source.OCR,
    )
    tables = ruled_tables(page, page.drawn)
    return reread(page, lambda cells: _figures(grey, cells, lang, pt_per_px), tables)


def _words(grey: NDArray[np.uint8], lang: str | None, vertical: Floats) -> Iterable[Word]:
    return tesseract.words_of(grey, lang) if lang else rapid.words_of(grey, vertical)


def _figures(
    grey: NDArray[np.uint8], cells: Sequence[Cell], lang: str | None, pt_per_px: float
) -> list[str]:
    """The text of each cell, read once more by itself."""
    crops = [_ink_of(grey, cell, pt_per_px) for cell in cells]
    return tesseract.figures_of(crops, lang) if lang else rapid.figures_of(crops)


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
