"""Small PDFs for the tests, drawn stroke by stroke: what a row looks like is what a test says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from reportlab.pdfgen.canvas import Canvas

from alignment.extract.page import Page, Rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINE_PT = 9.0
SIZE_PT = 7.0
PADDING_PT = 2.0
LETTER_PT = 6.0


@dataclass(frozen=True)
class Span:
    """A cell over several columns, or over several rows."""

    text: str
    columns: int = 1
    rows: int = 1


Row = "Sequence[str | Span | None]"  # None: covered by a span


@dataclass(frozen=True)
class Sheet:
    """One page: lines above the table, and the table's rows. ``widths_pt`` may differ by page."""

    rows: Sequence[Sequence[str | Span | None]] = ()
    widths_pt: Sequence[float] = ()
    title: Sequence[str] = ()
    rules: str = "strokes"  # strokes, boxes, shading, across, none
    prose: Sequence[str] = ()
    top_pt: float = 90.0


def make_pdf(
    path: Path, sheets: Sequence[Sheet], *, size: tuple[float, float] = (842, 595)
) -> Path:
    """Writes ``sheets`` as a PDF of pages of ``size`` in points, and returns its path."""
    canvas = Canvas(str(path), pagesize=size)
    for sheet in sheets:
        _draw(canvas, sheet, size[1])
        canvas.showPage()
    canvas.save()
    return path


def _draw(canvas: Canvas, sheet: Sheet, height: float) -> None:
    canvas.setFont("Helvetica-Bold", 10)
    for number, line in enumerate(sheet.title):
        canvas.drawCentredString(421, height - 25 - 14 * number, line)
    canvas.setFont("Helvetica", SIZE_PT)
    top = draw_table(canvas, sheet, height - sheet.top_pt) if sheet.rows else height - sheet.top_pt
    for number, line in enumerate(sheet.prose):
        canvas.drawString(40, top - 30 - 11 * number, line)


def draw_table(canvas: Canvas, sheet: Sheet, top: float) -> float:
    """Draws the table from ``top`` (from the page's foot, in points) down; returns its foot."""
    edges = [30.0]
    for width in sheet.widths_pt:
        edges.append(edges[-1] + width)
    tops = [top]
    for row in sheet.rows:
        lines = max(_text(cell).count("\n") + 1 for cell in row if not _is_tall(cell))
        tops.append(tops[-1] - lines * LINE_PT - 2 * PADDING_PT)
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if cell is not None:
                span = cell if isinstance(cell, Span) else Span(cell)
                box = (
                    edges[column],
                    tops[number + span.rows],
                    edges[column + span.columns],
                    tops[number],
                )
                _cell(canvas, span.text, box, sheet.rules)
    return tops[-1]


def _is_tall(cell: str | Span | None) -> bool:
    return isinstance(cell, Span) and cell.rows > 1


def _text(cell: str | Span | None) -> str:
    return "" if cell is None else cell.text if isinstance(cell, Span) else cell


def _cell(canvas: Canvas, text: str, box: tuple[float, float, float, float], rules: str) -> None:
    left, bottom, right, top = box
    if rules == "strokes":
        canvas.setLineWidth(0.5)
        canvas.rect(left, bottom, right - left, top - bottom)
    elif rules == "boxes":
        for x, y, w, h in (
            (left, top, right - left, 0.6),
            (left, bottom, right - left, 0.6),
            (left, bottom, 0.6, top - bottom),
            (right, bottom, 0.6, top - bottom),
        ):
            canvas.rect(x, y, w, h, stroke=0, fill=1)
    elif rules == "across":
        canvas.setLineWidth(0.5)
        canvas.line(left, top, right, top)
        canvas.line(left, bottom, right, bottom)
    elif rules == "shading":
        canvas.setFillGray(0.9)
        canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
        canvas.setFillGray(0.0)
    for number, line in enumerate(text.split("\n")):
        canvas.drawString(left + PADDING_PT, top - PADDING_PT - SIZE_PT - LINE_PT * number, line)


WIDTHS_PT = (80, 180, 180, 100, 60, 60, 100)
HEAD = (
    ("Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Pagu (Rp)", "Target", "Satuan",
     "Lokasi"),
)  # fmt: skip
PROGRAM = ("1.03.11", "PROGRAM JASA KONSTRUKSI", "Persentase tenaga ahli", "3.000.000", "95,84",
           "%", "")  # fmt: skip
KEGIATAN = ("1.03.11.1.01", "Pelatihan Tenaga Ahli", "Jumlah tenaga ahli", "3.000.000", "1.000",
            "Orang", "")  # fmt: skip
FIRST = ("1.03.11.1.01.0009", "Penyediaan Instruktur", "Jumlah instruktur", "1.000.000", "120",
         "Orang", "Samarinda")  # fmt: skip
SECOND = ("1.03.11.1.01.0010", "Sertifikasi Tenaga Ahli", "Jumlah sertifikat", "2.000.000", "40",
          "Dokumen", "Bontang")  # fmt: skip
PLAN = (*HEAD, PROGRAM, KEGIATAN, FIRST, SECOND)


def page_of(
    words: list[tuple[float, float, str]], horizontal: object = (), vertical: object = ()
) -> Page:
    """A page of words, each at its left and top, with letters of half their height's width."""
    characters, boxes = [], []
    for left, top, word in words:
        for index, letter in enumerate(word):
            x = left + index * LETTER_PT / 2
            characters.append(ord(letter))
            boxes.append((x, top, x + LETTER_PT / 2, top + LETTER_PT))
    rules = Rules(
        np.array(horizontal, float).reshape(-1, 3), np.array(vertical, float).reshape(-1, 3)
    )
    return Page(
        1, 600, 800, np.array(characters, np.uint32), np.array(boxes, float).reshape(-1, 4), rules
    )


def lattice(xs: list[float], ys: list[float]) -> tuple[object, object]:
    return [(xs[0], xs[-1], y) for y in ys], [(ys[0], ys[-1], x) for x in xs]
