"""ReportLab: the built-in Helvetica, tables cut by the library, notice drawn on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as RLParagraph
from reportlab.platypus import Table as RLTable

from generator.pages import Document, Heading, Items, Paragraph, Table, grid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.pages import Block, Cell

_MARGIN = 16 * mm
_SHADE = colors.Color(0.86, 0.9, 0.94)
_ALIGN = {"left": 0, "center": 1, "right": 2}
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=15.5, alignment=4)
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=17, leading=26, alignment=1)
_CAPTION = ParagraphStyle("caption", fontName="Helvetica-Bold", fontSize=9.5, leading=14)


def write(document: Document, path: Path) -> None:
    """Writes ``document`` to ``path``; the same document gives the same bytes."""
    width, height = (side * mm for side in document.page_mm)
    template = BaseDocTemplate(
        str(path), pagesize=(width, height), title=document.title, invariant=1, pageCompression=1
    )
    template.addPageTemplates(
        [
            _page("portrait", width, height, document),
            _page("landscape", height, width, document),
        ]
    )
    template.build(list(_story(document, width, height)))


def _page(name: str, width: float, height: float, document: Document) -> PageTemplate:
    frame = Frame(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN, 0, 0, 0, 0)

    def decorate(canvas: Any, template: Any) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setFont("Helvetica-Oblique", 7.5)
        canvas.setFillColor(colors.Color(0.6, 0.1, 0.1))
        canvas.drawCentredString(width / 2, height - 9 * mm, document.notice)
        canvas.setFillColor(colors.black)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(_MARGIN, 8 * mm, document.footer)
        canvas.drawRightString(width - _MARGIN, 8 * mm, str(template.page))

    return PageTemplate(name, [frame], onPage=decorate, pagesize=(width, height))


def _story(document: Document, width: float, height: float) -> Iterator[Any]:
    yield Spacer(1, 60 * mm)
    for line in document.cover:
        yield RLParagraph(escape(line), _TITLE)
    for section in document.sections:
        yield NextPageTemplate("landscape" if section.landscape else "portrait")
        yield PageBreak()
        room = (height if section.landscape else width) - 2 * _MARGIN
        for block in section.blocks:
            yield from _flowables(block, room)


def _flowables(block: Block, room: float) -> Iterator[Any]:
    match block:
        case Heading():
            size = 14 if block.level == 1 else 11.5
            style = ParagraphStyle(
                "heading",
                parent=_TITLE if block.level == 1 else _CAPTION,
                fontSize=size,
                leading=size * 1.5,
                spaceBefore=8,
                spaceAfter=4,
                keepWithNext=1,
            )
            yield RLParagraph(escape(block.text), style)
        case Paragraph():
            yield RLParagraph(escape(block.text), _CAPTION if block.caption else _BODY)
            yield Spacer(1, 3 if block.caption else 6)
        case Items():
            style = ParagraphStyle("item", parent=_BODY, leftIndent=18, bulletIndent=2)
            for number, text in enumerate(block.texts, 1):
                yield RLParagraph(escape(text), style, bulletText=f"{number}.")
            yield Spacer(1, 6)
        case Table():
            yield _table(block, room)
            yield Spacer(1, 8)


def _table(table: Table, room: float) -> RLTable:
    rows = grid(table.header + table.body, len(table.widths))
    unit = room / sum(table.widths)
    return RLTable(
        [[_cell(cell, table.size_pt) if cell else "" for cell in row] for row in rows],
        colWidths=[width * unit for width in table.widths],
        repeatRows=len(table.header) if table.repeats_header else 0,
        splitInRow=int(table.rows_split),
        style=TableStyle(list(_commands(table, rows))),
    )


def _cell(cell: Cell, size_pt: float) -> RLParagraph:
    style = ParagraphStyle(
        "cell",
        fontName="Helvetica-Bold" if cell.bold else "Helvetica",
        fontSize=size_pt,
        leading=size_pt * 1.2,
        alignment=_ALIGN[cell.align],
        splitLongWords=1,
    )
    return RLParagraph(escape(cell.text), style)


def _commands(table: Table, rows: list[list[Cell | None]]) -> Iterator[tuple[Any, ...]]:
    yield ("VALIGN", (0, 0), (-1, -1), "TOP")
    for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING"):
        yield (side, (0, 0), (-1, -1), 2.2)
    if table.ruled:
        yield ("GRID", (0, 0), (-1, -1), 0.4, colors.black)
    else:
        yield ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black)
        yield ("LINEBELOW", (0, len(table.header) - 1), (-1, len(table.header) - 1), 0.8, "black")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            corner = (column + cell.columns - 1, number + cell.rows - 1)
            if cell.columns > 1 or cell.rows > 1:
                yield ("SPAN", (column, number), corner)
            if cell.shaded:
                yield ("BACKGROUND", (column, number), corner, _SHADE)
