"""The rules of a page out of its paths: strokes, thin boxes, and edges of shading.

Producers draw tables in every way there is: strokes (ReportLab), hairline boxes (Excel), thousands
of tiny filled boxes in a huge transformed space (Chromium), boxes of shading behind each text line
(Word). Matrices of objects and of form XObjects are applied on the way down.
"""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2.raw as pdfium_c

from alignment.errors import LimitError
from alignment.extract.page import Rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.settings import Limits

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Edges = tuple[float, float, float, float]  # left, top, right, bottom

_SEGMENTS_OF_BOX = 6
_THICKEST_RULE_PT = 3.0
_SHORTEST_RULE_PT = 3.0
_SLANT_PT = 0.6
_CORNER_PT = 0.3
_DEEPEST_FORM = 6
_BOX_POINTS = (4, 5)


def then(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies ``first`` and after it ``second``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """The point x, y under ``matrix``."""
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def matrix_of(page_object: Any) -> Matrix:  # noqa: ANN401 - a raw handle of the engine
    """The object's own matrix."""
    found = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(page_object, ctypes.byref(found))
    return (found.a, found.b, found.c, found.d, found.e, found.f)


@dataclass(slots=True)
class RuleCollector:
    """Walks a page's objects once and keeps the rules and the area of the pictures."""

    to_display: Matrix
    page_area_pt2: float
    limits: Limits
    drawn_h: list[tuple[float, float, float]] = field(default_factory=list)
    drawn_v: list[tuple[float, float, float]] = field(default_factory=list)
    shade_h: list[tuple[float, float, float]] = field(default_factory=list)
    shade_v: list[tuple[float, float, float]] = field(default_factory=list)
    clip_by_text_object: dict[int, Edges] = field(default_factory=dict)
    image_area_pt2: float = 0.0
    _objects_seen: int = 0

    def walk_page(self, raw_page: Any) -> None:  # noqa: ANN401
        """Walks all objects of a page.

        Raises:
            LimitError: the page holds more objects or path points than allowed.
        """
        count = pdfium_c.FPDFPage_CountObjects(raw_page)
        self._walk(
            count, lambda i: pdfium_c.FPDFPage_GetObject(raw_page, i), self.to_display, depth=0
        )

    def rules(self) -> tuple[Rules, Rules]:
        """The drawn rules and the edges of shading."""
        return (
            Rules(_array(self.drawn_h), _array(self.drawn_v)),
            Rules(_array(self.shade_h), _array(self.shade_v)),
        )

    def image_share(self) -> float:
        """The part of the page that pictures cover, at most 1."""
        return min(1.0, self.image_area_pt2 / self.page_area_pt2) if self.page_area_pt2 else 0.0

    def _walk(
        self,
        count: int,
        get: Callable[[int], Any],
        matrix: Matrix,
        *,
        depth: int,
    ) -> None:
        self._count(count)
        for index in range(count):
            page_object = get(index)
            kind = pdfium_c.FPDFPageObj_GetType(page_object)
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                self._path(page_object, matrix)
            elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                self._text(page_object, matrix)
            elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                self._image(then(matrix_of(page_object), matrix))
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                self._form(page_object, then(matrix_of(page_object), matrix), depth=depth + 1)

    def _form(self, form: Any, matrix: Matrix, *, depth: int) -> None:  # noqa: ANN401
        self._walk(
            max(0, pdfium_c.FPDFFormObj_CountObjects(form)),
            lambda i: pdfium_c.FPDFFormObj_GetObject(form, i),
            matrix,
            depth=depth,
        )

    def _count(self, more: int) -> None:
        self._objects_seen += more
        if self._objects_seen > self.limits.page_objects:
            raise LimitError(f"a page holds more than {self.limits.page_objects} objects.")

    def _image(self, matrix: Matrix) -> None:
        a, b, c, d, _, _ = matrix
        self.image_area_pt2 += abs(a * d - b * c)

    def _text(self, text_object: Any, matrix: Matrix) -> None:  # noqa: ANN401
        clip = _clip_box(text_object, matrix)
        if clip and not _is_inside(_bounds(text_object, matrix), clip):
            self.clip_by_text_object[address_of(text_object)] = clip

    def _path(self, path: Any, matrix: Matrix) -> None:  # noqa: ANN401
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        if not stroke.value and pdfium_c.FPDFPath_CountSegments(path) <= _SEGMENTS_OF_BOX:
            edges = _bounds(path, matrix)
            if min(edges[2] - edges[0], edges[3] - edges[1]) <= _THICKEST_RULE_PT:
                self._box(*edges, is_stroked=False)  # so thin that its points do not matter
                return
        matrix = then(matrix_of(path), matrix)
        for points, is_straight in self._subpaths(path, matrix):
            box = _as_box(points) if is_straight else None
            if box:
                self._box(*box, is_stroked=bool(stroke.value))
            elif stroke.value and is_straight:
                for start, end in itertools.pairwise(points):
                    self._line(start, end)

    def _subpaths(self, path: Any, matrix: Matrix) -> list[tuple[list[Point], bool]]:  # noqa: ANN401
        count = pdfium_c.FPDFPath_CountSegments(path)
        self._count(max(0, count) // 8)
        x, y = ctypes.c_float(), ctypes.c_float()
        found: list[tuple[list[Point], bool]] = []
        points: list[Point] = []
        is_straight = True
        for index in range(count):
            segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = moved(matrix, x.value, y.value)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
                found.append((points, is_straight))
                points, is_straight = [point], True
            else:
                points.append(point)
                is_straight &= kind == pdfium_c.FPDF_SEGMENT_LINETO
            if pdfium_c.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
                points.append(points[0])
        found.append((points, is_straight))
        return [(line, straight) for line, straight in found if len(line) > 1]

    def _line(self, start: Point, end: Point) -> None:
        width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
        if height <= _SLANT_PT and width >= _SHORTEST_RULE_PT:
            left, right = sorted((start[0], end[0]))
            self.drawn_h.append((left, right, (start[1] + end[1]) / 2))
        elif width <= _SLANT_PT and height >= _SHORTEST_RULE_PT:
            top, bottom = sorted((start[1], end[1]))
            self.drawn_v.append((top, bottom, (start[0] + end[0]) / 2))

    def _box(
        self, left: float, top: float, right: float, bottom: float, *, is_stroked: bool
    ) -> None:
        width, height = right - left, bottom - top
        if height <= _THICKEST_RULE_PT and width >= _SHORTEST_RULE_PT:
            self.drawn_h.append((left, right, (top + bottom) / 2))
        elif width <= _THICKEST_RULE_PT and height >= _SHORTEST_RULE_PT:
            self.drawn_v.append((top, bottom, (left + right) / 2))
        elif width > _THICKEST_RULE_PT and height > _THICKEST_RULE_PT:
            h, v = (self.drawn_h, self.drawn_v) if is_stroked else (self.shade_h, self.shade_v)
            h.extend(((left, right, top), (left, right, bottom)))
            v.extend(((top, bottom, left), (top, bottom, right)))


def address_of(handle: Any) -> int:  # noqa: ANN401
    """What a raw handle points to: the same object has the same address."""
    return ctypes.addressof(handle.contents) if handle else 0


def _bounds(page_object: Any, matrix: Matrix) -> Edges:  # noqa: ANN401
    """The object's box in display space."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(
        page_object,
        ctypes.byref(left),
        ctypes.byref(bottom),
        ctypes.byref(right),
        ctypes.byref(top),
    )
    corners = (
        moved(matrix, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)
    )
    xs, ys = zip(*corners, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _is_inside(inner: Edges, outer: Edges) -> bool:
    return (
        inner[0] >= outer[0] - _CORNER_PT
        and inner[1] >= outer[1] - _CORNER_PT
        and inner[2] <= outer[2] + _CORNER_PT
        and inner[3] <= outer[3] + _CORNER_PT
    )


def _clip_box(page_object: Any, matrix: Matrix) -> Edges | None:  # noqa: ANN401
    """The box in display space that the object's clip paths leave visible; None where all is.

    Excel prints the rows it repeats at a page's top once more, clipped away, beneath the table.
    """
    clip = pdfium_c.FPDFPageObj_GetClipPath(page_object)
    count = pdfium_c.FPDFClipPath_CountPaths(clip) if clip else 0
    box: Edges | None = None
    for path in range(max(0, count)):
        points = _clip_points(clip, path, matrix)
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            new = (min(xs), min(ys), max(xs), max(ys))
            box = _overlap(box, new) if box else new
    return box


def _clip_points(clip: Any, path: int, matrix: Matrix) -> list[Point]:  # noqa: ANN401
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(max(0, pdfium_c.FPDFClipPath_CountPathSegments(clip, path))):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(moved(matrix, x.value, y.value))
    return points


def _overlap(one: Edges, other: Edges) -> Edges:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _as_box(points: list[Point]) -> Edges | None:
    if len(set(points)) == 2 and len(points) > 2:  # noqa: PLR2004 - a line drawn there and back
        points = [points[0], points[1], points[1], points[0]]
    if len(points) not in _BOX_POINTS:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    at_corners = all(
        min(abs(x - left), abs(x - right)) < _CORNER_PT
        and min(abs(y - top), abs(y - bottom)) < _CORNER_PT
        for x, y in points
    )
    return (left, top, right, bottom) if at_corners else None


def _array(rules: list[tuple[float, float, float]]) -> np.ndarray:
    return np.array(rules, dtype=float).reshape(-1, 3)
