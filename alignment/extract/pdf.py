"""The one door to the PDF engine: a file becomes ``Page`` values, one at a time.

Parsing a stranger's PDF can abort the whole process: call this only inside the worker of
``alignment.extract.guard``, or on files that you made.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import io
import math
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from alignment.errors import BrokenPdfError, EncryptedPdfError, LimitError
from alignment.extract.page import Page
from alignment.extract.rulings import Edges, Matrix, RuleCollector, address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from alignment.extract.page import Floats
    from alignment.settings import Limits

_HYPHENS = (0x0002, 0xFFFE, 0x00AD)  # how the engine reports a hyphen at a line's end
_NO_TEXT = (0, 10, 13)
_LEAST_DPI, _MOST_DPI = 250, 400
_PICTURE_SHARE = 0.5  # of a page: scanners may cut one into stripes
_WATERMARK, _WATERMARK_PT = 4.0, 36.0  # times the usual height; the least size
_CLOSING = b"\nendstream\nendobj\n"
_CORNERS = (0, 3, 2, 1)  # the engine's left, top, right, bottom -> left, bottom, right, top


@contextlib.contextmanager
def open_repaired(path: Path) -> Iterator[tuple[pdfium.PdfDocument, bool]]:
    """The engine's document, and whether it opened only after one repair through qpdf.

    Raises:
        EncryptedPdfError: it opens only with a password.
        BrokenPdfError: the engine cannot open it, repaired or not.
    """
    repaired = False
    try:
        document = _open(path)
        _first_page(document)
    except BrokenPdfError:
        repaired = True
        document = _open(_repair(path))
        _first_page(document)
    try:
        yield document, repaired
    finally:
        document.close()


def _open(source: Path | bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedPdfError(
                "it opens only with a password.", advice="Save it again without a password."
            ) from error
        raise BrokenPdfError(
            f"the PDF engine cannot open it ({error}).", advice="Get it again from its source."
        ) from error


def _first_page(document: pdfium.PdfDocument) -> None:
    try:
        document[0].close()
    except (pdfium.PdfiumError, IndexError) as error:
        document.close()
        raise BrokenPdfError(
            f"its first page cannot be loaded ({error}).", advice="Get it again from its source."
        ) from error


def _repair(path: Path) -> bytes:
    """The file as qpdf rebuilds it, its last object closed where the file's end cut it."""
    import pikepdf

    rebuilt = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(path.read_bytes() + _CLOSING)) as damaged:
            damaged.save(rebuilt)
    except pikepdf.PasswordError as error:
        raise EncryptedPdfError(
            "it opens only with a password.", advice="Save it again without a password."
        ) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise BrokenPdfError(
            "it is damaged, and a repair did not help.", advice="Get it again from its source."
        ) from error
    return rebuilt.getvalue()


def read_page(document: pdfium.PdfDocument, number: int, limits: Limits) -> Page:
    """Page ``number`` (from 1) in display space.

    Raises:
        BrokenPdfError: the page cannot be loaded.
        LimitError: the page holds more characters or objects than allowed.
    """
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise BrokenPdfError(f"page {number} cannot be loaded ({error}).") from error
    try:
        return _read(page, number, limits)
    finally:
        page.close()


class Scan(NamedTuple):
    """A page as a picture.

    Attributes:
        image: grey, of PIL.
        width_pt: of the page.
        height_pt: of the page.
        own_dpi: how fine the picture is that the page shows; infinite where the page is drawn.
    """

    image: Any
    width_pt: float
    height_pt: float
    own_dpi: float


def render_grey(document: pdfium.PdfDocument, number: int, limits: Limits) -> Scan:
    """Page ``number`` as a grey picture for OCR.

    Twice as fine as its picture is: an engine reads letters best that are 30 to 40 pixels high, and
    a coarse picture blown up further is read worse. At most what the limit on pixels allows.
    """
    page = document[number - 1]
    try:
        width_pt, height_pt = page.get_size()
        most = (limits.page_pixels / max(1.0, width_pt * height_pt)) ** 0.5
        own_dpi, pictured_pt2 = _pictures(page)
        dpi = min(max(2 * own_dpi, _LEAST_DPI), _MOST_DPI)
        image = page.render(scale=min(dpi / 72, most), grayscale=True).to_pil()
    finally:
        page.close()
    is_picture = pictured_pt2 > _PICTURE_SHARE * width_pt * height_pt
    return Scan(image, width_pt, height_pt, own_dpi if is_picture else math.inf)


def _pictures(page: pdfium.PdfPage) -> tuple[float, float]:
    """How fine the page's largest picture is, 0 where there is none; how much all of them cover."""
    largest_pt2, dpi, pictured_pt2 = 0.0, 0.0, 0.0
    for picture in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = picture.get_bounds()
        area_pt2 = (right - left) * (top - bottom)
        pictured_pt2 += area_pt2
        if area_pt2 > largest_pt2:
            width_px, height_px = picture.get_px_size()
            largest_pt2, dpi = area_pt2, 72 * (width_px * height_px / area_pt2) ** 0.5
    return dpi, pictured_pt2


def _read(page: pdfium.PdfPage, number: int, limits: Limits) -> Page:
    to_display, width_pt, height_pt = _display(page)
    collector = RuleCollector(to_display, width_pt * height_pt, limits)
    collector.walk_page(page.raw)
    drawn, shading = collector.rules()
    characters, boxes = _characters(page, collector, limits)
    return Page(
        number=number,
        width_pt=width_pt,
        height_pt=height_pt,
        characters=characters,
        boxes=boxes,
        drawn=drawn,
        shading=shading,
        image_share=collector.image_share(),
    )


def _display(page: pdfium.PdfPage) -> tuple[Matrix, float, float]:
    """Page space to display space, origin top left, and the size as displayed, in points."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    match page.get_rotation():
        case 90:
            return (0, 1, 1, 0, -bottom, -left), height, width
        case 180:
            return (-1, 0, 0, 1, right, -bottom), width, height
        case 270:
            return (0, -1, -1, 0, top, right), height, width
        case _:
            return (1, 0, 0, -1, -left, top), width, height


def _characters(
    page: pdfium.PdfPage, collector: RuleCollector, limits: Limits
) -> tuple[NDArray[np.uint32], Floats]:
    text_page = page.get_textpage()
    try:
        count = max(0, text_page.count_chars())
        if count > limits.page_characters:
            raise LimitError(f"a page holds more than {limits.page_characters} characters.")
        codes, boxes = _engine_characters(text_page.raw, count)
        owners = _owners(text_page.raw, count) if collector.clip_by_text_object else []
    finally:
        text_page.close()
    boxes = _moved(boxes, collector.to_display)
    keep = ~np.isin(codes, _NO_TEXT) & ~_hidden(boxes, owners, collector.clip_by_text_object)
    codes = np.where(np.isin(codes, _HYPHENS), ord("-"), codes).astype(np.uint32)
    codes, boxes = codes[keep], boxes[keep]
    small = ~_huge(boxes)
    codes, boxes = codes[small], boxes[small]
    unique = _first_prints(codes, boxes)
    return codes[unique], boxes[unique]


def _huge(boxes: Floats) -> NDArray[np.bool_]:
    """Which characters are a watermark's: many times as large as most of the page's."""
    size = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    usual = float(np.median(boxes[:, 3] - boxes[:, 1])) if len(boxes) else 0.0
    return size > max(_WATERMARK_PT, _WATERMARK * usual)


def _engine_characters(
    raw: Any,  # noqa: ANN401
    count: int,
) -> tuple[NDArray[np.uint32], Floats]:
    """Code points and loose boxes in page space.

    Loose boxes (the font's line height and advance) and not tight ones: with tight boxes the gap
    after a narrow letter looks like a blank.
    """
    handle = address_of(raw)
    packed = np.zeros((count, 4), np.float32)
    start, step = packed.ctypes.data, packed.strides[0]
    get_box, get_code = _box_by_address(), _code_by_address()
    for index in range(count):
        get_box(handle, index, start + index * step)
    codes = np.array([get_code(handle, index) for index in range(count)], np.uint32)
    return codes, packed[:, _CORNERS].astype(float)


@functools.cache
def _box_by_address() -> Callable[[int, int, int], int]:
    """The engine's call taking addresses: a wrapper for each box would cost half the time."""
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    return cast(
        "Callable[[int, int, int], int]", _by_address(pdfium_c.FPDFText_GetLooseCharBox, kind)
    )


@functools.cache
def _code_by_address() -> Callable[[int, int], int]:
    kind = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
    return cast("Callable[[int, int], int]", _by_address(pdfium_c.FPDFText_GetUnicode, kind))


def _by_address(function: Any, kind: Any) -> Any:  # noqa: ANN401
    return kind(ctypes.cast(function, ctypes.c_void_p).value)


def _owners(raw: Any, count: int) -> list[int]:  # noqa: ANN401
    """The address of the text object that each character belongs to."""
    get_object = pdfium_c.FPDFText_GetTextObject
    return [address_of(get_object(raw, index)) for index in range(count)]


def _hidden(boxes: Floats, owners: list[int], clips: dict[int, Edges]) -> NDArray[np.bool_]:
    """Which characters stand outside what their clip path leaves visible."""
    if not owners:
        return np.zeros(len(boxes), bool)
    everywhere = (-np.inf, -np.inf, np.inf, np.inf)
    clip = np.array([clips.get(owner, everywhere) for owner in owners]).reshape(-1, 4)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (x < clip[:, 0]) | (x > clip[:, 2]) | (y < clip[:, 1]) | (y > clip[:, 3])


def _moved(boxes: Floats, matrix: Matrix) -> Floats:
    a, b, c, d, e, f = matrix
    x = boxes[:, (0, 2)] * a + boxes[:, (1, 3)] * c + e
    y = boxes[:, (0, 2)] * b + boxes[:, (1, 3)] * d + f
    return np.stack([x.min(1), y.min(1), x.max(1), y.max(1)], axis=1)


def _first_prints(codes: NDArray[np.uint32], boxes: Floats) -> NDArray[np.int64]:
    """Indices without second prints in place: bold faked by printing each letter twice."""
    if not len(codes):
        return np.zeros(0, np.int64)
    height = np.maximum(boxes[:, 3] - boxes[:, 1], 1.0)
    order = np.lexsort((boxes[:, 0], np.round(boxes[:, 1] / 2), codes))
    near = (
        (np.diff(codes[order].astype(np.int64)) == 0)
        & (np.abs(np.diff(boxes[order, 0])) < 0.12 * height[order][1:])
        & (np.abs(np.diff(boxes[order, 1])) < 0.12 * height[order][1:])
    )
    keep = np.ones(len(codes), bool)
    keep[order[1:][near]] = False
    return np.flatnonzero(keep)
