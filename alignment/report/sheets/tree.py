"""The plans as they stand in the documents, folded as an outline of the three levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.report.edition import indicator_text
from alignment.types import Level

if TYPE_CHECKING:
    from alignment.report.entries import Entry
    from alignment.report.sheets.book import Book, Sheet

_DEPTHS = {Level.PROGRAM: 0, Level.KEGIATAN: 1, Level.SUB_KEGIATAN: 2}
_WIDTHS = (19, 64, 40, 18, 15, 12, 9)
_KEYS = ("code", "item", "indicators", "pagu_rupiah", "status", "nearest_mission", "page")


def write_tree(book: Book) -> None:
    """Writes the sheet "Susunan", document by document."""
    edition = book.edition
    sheet = book.sheet(edition.text("sheet_tree"))
    sheet.page.outline_settings(visible=True, symbols_below=False)
    for column, (key, width) in enumerate(zip(_KEYS, _WIDTHS, strict=True)):
        sheet.page.set_column(column, column, width)
        sheet.text(column, edition.text(key), "head_number" if key == "pagu_rupiah" else "head")
    sheet.page.freeze_panes(1, 2)
    sheet.page.repeat_rows(0)
    sheet.down()
    by_item = {id(entry.alignment.item): entry for entry in edition.summary.entries}
    for row in edition.summary.documents:
        sheet.text(0, row.document, "cell_bold")
        sheet.text(1, row.opd, "cell_bold")
        sheet.number(3, row.total.rupiah, "number_bold")
        sheet.down()
        for item in row.extraction.items:
            if entry := by_item.get(id(item)):
                _write_item(sheet, entry)


def _write_item(sheet: Sheet, entry: Entry) -> None:
    item, edition = entry.alignment.item, sheet.book.edition
    depth = _DEPTHS[item.level]
    indicators = "; ".join(indicator_text(one) for one in item.indicators)
    sheet.fit([(item.name, _WIDTHS[1] - depth), (indicators, _WIDTHS[2])], outline=depth + 1)
    look = "wrapped_bold" if depth == 0 else "wrapped"
    sheet.text(0, item.code)
    sheet.text(1, item.name, sheet.book.indented(look, depth))
    sheet.text(2, indicators, "wrapped")
    sheet.number(3, item.budget_rupiah, "number_bold" if depth == 0 else "number")
    sheet.text(4, edition.status(entry.status), sheet.book.status(entry.status))
    sheet.text(5, edition.item_mission(entry))
    sheet.number(6, item.page_number, "center")
    sheet.down()
