"""The governor's directives: a table by OPD, then every finding with its grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.report.palette import OUTCOME_LOOKS
from alignment.report.words import outcome_word

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from alignment.report.edition import Edition
    from alignment.report.sheets.book import Book, Sheet
    from alignment.types import DirectiveEvidence, DirectiveFinding

_WIDTHS = (44, 24, 22, 70, 9, 18, 10, 60)
_KEYS = ("opd", "directive", "outcome", "statement", "items", "rupiah", "share", "evidence")
_NUMBERS = {"items", "rupiah", "share"}
_EVIDENCE_LIMIT = 5


def write_directives(book: Book) -> None:
    """Writes the sheet "Arahan"; nothing where no directive was checked."""
    edition = book.edition
    if not edition.summary.directives:
        return
    sheet = book.sheet(edition.text("sheet_directives"))
    for column, width in enumerate(_WIDTHS):
        sheet.page.set_column(column, column, width)
    sheet.height(32)
    sheet.across(0, 3, edition.text("directives_note"), "note")
    sheet.down(2)
    head = sheet.row
    for column, key in enumerate(_KEYS):
        sheet.text(column, edition.text(key), "head_number" if key in _NUMBERS else "head")
    sheet.page.freeze_panes(head + 1, 1)
    sheet.page.repeat_rows(head)
    sheet.down()
    for row in edition.summary.directives:
        for finding in row.findings:
            if finding:
                _finding(sheet, edition, finding)
    sheet.page.autofilter(head, 0, sheet.row - 1, len(_KEYS) - 1)


def _finding(sheet: Sheet, edition: Edition, finding: DirectiveFinding) -> None:
    evidence = "; ".join(_ground(edition, one) for one in finding.evidence[:_EVIDENCE_LIMIT])
    texts = {0: finding.opd, 1: finding.title, 3: finding.sentence, 7: evidence}
    sheet.fit((text, _WIDTHS[column]) for column, text in texts.items())
    for column, text in texts.items():
        sheet.text(column, text, "wrapped")
    sheet.text(2, outcome_word(finding.outcome, edition.language), _look(sheet, finding))
    sheet.number(4, finding.item_count)
    sheet.number(5, finding.amount_rupiah)
    sheet.number(6, finding.share, "percent")
    sheet.down()


def _look(sheet: Sheet, finding: DirectiveFinding) -> Format:
    return sheet.book.status(OUTCOME_LOOKS[finding.outcome])


def _ground(edition: Edition, one: DirectiveEvidence) -> str:
    page = f" ({edition.text('page_short', n=one.page_number)})" if one.page_number else ""
    return f"{one.name}{page}"
