"""Running heads and feet: repeated in one place, they are no part of the rows that they cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import FIRST, HEAD, KEGIATAN, PROGRAM, SECOND, WIDTHS_PT, Sheet, draw_table
from reportlab.pdfgen.canvas import Canvas

from alignment.extract.document import extract_document
from alignment.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.types import PlanItem

FOOT = "Renja Dinas Pekerjaan Umum Tahun 2026"


def read(path: Path, *pages: tuple[Sheet, float], foot_pt: float) -> list[PlanItem]:
    """Pages of a table that begins at a height, with a foot over which the table may run."""
    canvas = Canvas(str(path / "renja.pdf"), pagesize=(842, 595))
    for number, (sheet, top_pt) in enumerate(pages, start=1):
        canvas.setFont("Helvetica", 7)
        draw_table(canvas, sheet, top_pt)
        canvas.drawString(150, foot_pt, FOOT)
        canvas.drawString(250 + 60, foot_pt, str(number))
        canvas.showPage()
    canvas.save()
    return list(extract_document(path / "renja.pdf", Settings()).items)


def test_a_foot_printed_over_the_last_row_is_no_part_of_it(tmp_path: Path) -> None:
    whole = Sheet((*HEAD, PROGRAM, KEGIATAN), WIDTHS_PT)
    over_foot = Sheet((FIRST, SECOND), WIDTHS_PT)

    items = read(tmp_path, (whole, 500), (over_foot, 56), foot_pt=36)

    assert [item.name for item in items] == [r[1] for r in (PROGRAM, KEGIATAN, FIRST, SECOND)]
    assert [item.indicators[0].text for item in items[2:]] == [FIRST[2], SECOND[2]]


def test_a_head_over_a_page_without_rules_is_not_the_rest_of_the_row_before(tmp_path: Path) -> None:
    rows = ((*HEAD, PROGRAM, KEGIATAN, FIRST), (SECOND, (FIRST[0][:-1] + "8", *FIRST[1:])))
    sheets = [Sheet(part, WIDTHS_PT, rules="none") for part in rows]

    items = read(tmp_path, (sheets[0], 540), (sheets[1], 545), foot_pt=552)

    names = [r[1] for r in (PROGRAM, KEGIATAN, FIRST, SECOND, FIRST)]
    assert [item.name for item in items] == names
    assert [item.indicators[0].text for item in items][2:4] == [FIRST[2], SECOND[2]]


def test_a_row_that_stands_where_the_last_pages_row_stood_is_kept(tmp_path: Path) -> None:
    page = Sheet((*HEAD, PROGRAM, KEGIATAN, FIRST), WIDTHS_PT)

    items = read(tmp_path, (page, 580), (page, 580), foot_pt=20)

    assert len(items) == 6
    assert items[0].name == items[3].name == PROGRAM[1]
