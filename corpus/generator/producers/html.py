"""A document as HTML with page rules in CSS, for the producers that print HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.pages import Heading, Items, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Block, Cell, Document

_STYLE = """
@page { size: %(width)smm %(height)smm; margin: 16mm;
  @top-center { content: "%(notice)s"; font: italic 7.5pt 'Liberation Sans', sans-serif;
    color: #921919 }
  @bottom-left { content: "%(footer)s"; font: 7.5pt 'Liberation Sans', sans-serif }
  @bottom-right { content: counter(page); font: 7.5pt 'Liberation Sans', sans-serif } }
@page wide { size: %(height)smm %(width)smm }
body { font: 10.5pt/1.5 'Liberation Serif', 'DejaVu Serif', serif; margin: 0 }
section { break-before: page }
section.wide { page: wide }
.cover { text-align: center; font: bold 17pt/1.6 'Liberation Sans', sans-serif; padding-top: 55mm }
h1 { font: bold 14pt/1.5 'Liberation Sans', sans-serif; text-align: center; margin: 0 0 8pt }
h2 { font: bold 11.5pt/1.5 'Liberation Sans', sans-serif; margin: 8pt 0 4pt; break-after: avoid }
p { text-align: justify; margin: 0 0 6pt }
.caption { font: bold 9.5pt/1.5 'Liberation Sans', sans-serif; break-after: avoid }
table { border-collapse: collapse; table-layout: fixed; width: 100%%; margin: 0 0 8pt;
  font-family: 'Liberation Sans', 'DejaVu Sans', sans-serif; line-height: 1.2 }
td, th { border: 0.4pt solid #000; padding: 2.2pt; vertical-align: top; overflow-wrap: anywhere;
  font-weight: normal; text-align: left; orphans: 1; widows: 1 }
table.bare td, table.bare th { border: 0 }
table.bare thead tr:last-child th { border-bottom: 0.8pt solid #000 }
table.whole tr { break-inside: avoid }
.b { font-weight: bold } .right { text-align: right } .center { text-align: center }
.s { background: #dbe5ef }
"""


def to_html(document: Document) -> str:
    """The whole document as one HTML page."""
    width, height = document.page_mm
    style = _STYLE % {
        "width": width,
        "height": height,
        "notice": document.notice,
        "footer": document.footer,
    }
    return "".join(
        (
            '<!doctype html><html lang="id"><head><meta charset="utf-8">',
            f"<title>{escape(document.title)}</title><style>{style}</style></head><body>",
            '<div class="cover">',
            "<br>".join(escape(line) for line in document.cover),
            "</div>",
            *_sections(document),
            "</body></html>",
        )
    )


def _sections(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield '<section class="wide">' if section.landscape else "<section>"
        for block in section.blocks:
            yield from _block(block)
        yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            kind = ' class="caption"' if block.caption else ""
            yield f"<p{kind}>{escape(block.text)}</p>"
        case Items():
            yield "<ol>"
            yield from (f"<li>{escape(text)}</li>" for text in block.texts)
            yield "</ol>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    kinds = ["" if table.ruled else "bare", "" if table.rows_split else "whole"]
    yield f'<table class="{" ".join(kinds).strip()}" style="font-size:{table.size_pt}pt">'
    yield "<colgroup>"
    total = sum(table.widths)
    yield from (f'<col style="width:{100 * width / total:.3f}%">' for width in table.widths)
    yield "</colgroup>"
    # A header in the body of a table is printed once; in its head it comes again on each page.
    outer, inner = ("thead", "th") if table.repeats_header else ("tbody", "td")
    yield f"<{outer}>"
    yield from (_row(row, inner) for row in table.header)
    yield f"</{outer}><tbody>"
    yield from (_row(row, "td") for row in table.body)
    yield "</tbody></table>"


def _row(cells: tuple[Cell, ...], tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in cells)}</tr>"


def _cell(cell: Cell, tag: str) -> str:
    kinds = [
        "b" if cell.bold else "",
        "" if cell.align == "left" else cell.align,
        "s" if cell.shaded else "",
    ]
    attributes = [
        f'class="{" ".join(filter(None, kinds))}"' if any(kinds) else "",
        f'colspan="{cell.columns}"' if cell.columns > 1 else "",
        f'rowspan="{cell.rows}"' if cell.rows > 1 else "",
    ]
    opening = " ".join(filter(None, (tag, *attributes)))
    return f"<{opening}>{escape(cell.text)}</{tag}>"
