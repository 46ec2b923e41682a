"""What a document is made of, before any producer sets it: sections, text blocks and tables."""

from __future__ import annotations

from dataclasses import dataclass

NOTICE = "CONTOH BUATAN – bukan dokumen resmi. Disusun untuk menguji perangkat lunak."  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; cells covered by a span above or to the left are left out."""

    text: str
    columns: int = 1
    rows: int = 1
    bold: bool = False
    align: str = "left"
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``widths`` are relative; ``rows_split`` lets a row be cut by the end of a page."""

    widths: tuple[float, ...]
    header: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    repeats_header: bool = True
    rows_split: bool = True
    ruled: bool = True
    size_pt: float = 7.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a chapter and starts a page."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, or a caption above a table where ``caption`` is set."""

    text: str
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list."""

    texts: tuple[str, ...]


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that share a page format; each section starts a page."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``page_mm`` is the portrait page: width, height."""

    title: str
    cover: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    page_mm: tuple[float, float] = (210.0, 297.0)
    notice: str = NOTICE


def grid(rows: tuple[tuple[Cell, ...], ...], width: int) -> list[list[Cell | None]]:
    """The cells of ``rows`` by row and column; None where a span covers the place."""
    places: list[list[Cell | None]] = [[None] * width for _ in rows]
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            places[number][column] = cell
            covered |= {
                (number + down, column + right)
                for down in range(cell.rows)
                for right in range(cell.columns)
            }
            column += cell.columns
    return places
