"""What the reading found amiss, and what the words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.report.words import WORST_FIRST, glossary, status_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.report.edition import Edition
    from alignment.report.sheets.book import Book

_Finding = tuple[str, str, "int | None", str, str]


def write_findings(book: Book) -> None:
    """Writes the sheet "Temuan": failures, then documents, then items."""
    edition = book.edition
    sheet = book.sheet(edition.text("sheet_findings"))
    keys = ("finding_kind", "document", "page", "item", "finding")
    widths = (18, 34, 10, 60, 80)
    for column, (key, width) in enumerate(zip(keys, widths, strict=True)):
        sheet.page.set_column(column, column, width)
        sheet.text(column, edition.text(key), "head")
    sheet.page.freeze_panes(1, 0)
    sheet.page.repeat_rows(0)
    sheet.down()
    for kind, document, page, item, finding in _findings(edition):
        sheet.fit(zip((kind, document, "", item, finding), widths, strict=True))
        sheet.text(0, kind)
        sheet.text(1, document, "wrapped")
        sheet.number(2, page, "center")
        sheet.text(3, item, "wrapped")
        sheet.text(4, finding, "wrapped")
        sheet.down()
    if sheet.row == 1:
        sheet.text(0, edition.text("findings_none"), "faint")
        sheet.down()
    sheet.page.autofilter(0, 0, sheet.row - 1, len(keys) - 1)


def write_glossary(book: Book) -> None:
    """Writes the sheet "Kamus"."""
    edition = book.edition
    sheet = book.sheet(edition.text("sheet_glossary"))
    sheet.page.set_column(0, 0, 26)
    sheet.page.set_column(1, 1, 110)
    for column, key in enumerate(("word", "meaning")):
        sheet.text(column, edition.text(key), "head")
    sheet.down()
    for status in WORST_FIRST:
        sheet.text(0, edition.status(status), book.status(status))
        sheet.fit([(status_meaning(status, edition.language), 110)])
        sheet.text(1, status_meaning(status, edition.language), "wrapped")
        sheet.down()
    for word, meaning in glossary(edition.language):
        sheet.fit([(meaning, 110)])
        sheet.text(0, word, "cell_bold")
        sheet.text(1, meaning, "wrapped")
        sheet.down()
    for key in ("method_how", "method_counting", "method_limits"):
        sheet.down()
        sheet.height(70)
        sheet.across(0, 1, edition.text(key), "wrapped")


def _findings(edition: Edition) -> Iterator[_Finding]:
    summary = edition.summary
    for failure in summary.failures:
        problem, advice = edition.failure(failure)
        kind = edition.text("finding_failure")
        yield kind, failure.document, failure.page_number, "", f"{problem} {advice}".strip()
    for row in summary.documents:
        quality = row.extraction.quality
        for notice in quality.notices:
            kind = edition.text("finding_document")
            yield kind, row.document, notice.page_number, "", edition.notice(notice)
        for number in quality.pages_to_check:
            kind = edition.text("finding_page")
            yield kind, row.document, number, "", edition.text("finding_check_page")
    for entry in summary.entries:
        item = entry.alignment.item
        for notice in item.warnings:
            page = notice.page_number or item.page_number
            kind = edition.text("finding_item")
            name = f"{item.code or ''} {item.name}".strip()
            yield kind, entry.document, page, name, edition.notice(notice)
        if entry.lacks_indicator:
            name = f"{item.code or ''} {item.name}".strip()
            missing = edition.text("indicator_missing")
            yield edition.text("finding_item"), entry.document, item.page_number, name, missing
