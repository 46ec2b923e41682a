"""The first sheet: the answer, the totals, the heat maps, and how well was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.report.counting import Tally
from alignment.report.palette import heat_kind
from alignment.report.sheets.missions import insert_mission_chart
from alignment.report.words import WORST_FIRST, kind_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.report.edition import Edition
    from alignment.report.sheets.book import Book, Sheet
    from alignment.report.summary import DocumentRow, OpdRow

_FIRST = 1
_LAST = 10
_FIRST_WIDTH = 52
_WIDTH = 13
_TO_CHECK = 7


def write_overview(book: Book) -> None:
    """Writes the sheet "Ringkasan"."""
    edition = book.edition
    sheet = book.sheet(edition.text("sheet_summary"))
    sheet.page.set_column(0, 0, 2)
    sheet.page.set_column(_FIRST, _FIRST, _FIRST_WIDTH)
    sheet.page.set_column(_FIRST + 1, max(_LAST, len(edition.summary.places) + 2), _WIDTH)
    _title(sheet, edition)
    _by_status(sheet, edition)
    _heat_map(sheet, edition, in_rupiah=True)
    _heat_map(sheet, edition, in_rupiah=False)
    _quality(sheet, edition)


def _title(sheet: Sheet, edition: Edition) -> None:
    sheet.down()
    sheet.height(28)
    sheet.text(_FIRST, edition.text("title"), "title")
    sheet.down()
    sheet.text(_FIRST, edition.region_period, "faint")
    sheet.down()
    about = (
        f"{edition.text('date')}: {edition.date}   "
        f"{edition.text('version')}: alignment {edition.version}   "
        f"{edition.text('model')}: {edition.model}"
    )
    sheet.text(_FIRST, about, "faint")
    sheet.down(2)
    sheet.height(36)
    sheet.across(_FIRST, _LAST, edition.lead, "lead")
    sheet.down()
    sheet.across(_FIRST, _LAST, edition.text("suspicion"), "note")
    for caution in edition.cautions:
        sheet.down()
        sheet.fit([(caution, _FIRST_WIDTH + _WIDTH * (_LAST - _FIRST))])
        sheet.across(_FIRST, _LAST, caution, "note")
    sheet.down(2)


def _heading(sheet: Sheet, title: str, note: str = "") -> None:
    sheet.height(22)
    sheet.text(_FIRST, title, "heading")
    sheet.down()
    if note:
        sheet.across(_FIRST, _LAST, note, "note")
        sheet.down()


def _by_status(sheet: Sheet, edition: Edition) -> None:
    summary = edition.summary
    _heading(sheet, edition.text("by_status_title"))
    insert_mission_chart(sheet, _FIRST + 4)
    sheet.text(_FIRST, edition.text("status"), "head")
    for column, key in enumerate(("items", "million", "share"), start=_FIRST + 1):
        sheet.text(column, edition.text(key), "head_number")
    sheet.down()
    for status in WORST_FIRST:
        tally = summary.by_status.get(status, Tally())
        sheet.text(_FIRST, edition.status(status), sheet.book.status(status))
        sheet.number(_FIRST + 1, tally.items)
        sheet.number(_FIRST + 2, tally.rupiah, "million")
        share = tally.rupiah / summary.total.rupiah if summary.total.rupiah else None
        sheet.number(_FIRST + 3, share, "percent")
        sheet.down()
    sheet.text(_FIRST, edition.total_word, "cell_bold")
    sheet.number(_FIRST + 1, summary.total.items, "number_bold")
    sheet.number(_FIRST + 2, summary.total.rupiah, "million_bold")
    sheet.blank(_FIRST + 3, "cell_bold")
    sheet.down(4)


def _heat_map(sheet: Sheet, edition: Edition, *, in_rupiah: bool) -> None:
    summary = edition.summary
    _heading(sheet, edition.text("heat_rupiah" if in_rupiah else "heat_items"))
    sheet.height(30)
    sheet.text(_FIRST, edition.text("opd"), "head")
    for column, place in enumerate(summary.places, start=_FIRST + 1):
        sheet.text(column, edition.place(place), "head_number")
    sheet.text(_FIRST + 1 + len(summary.places), edition.text("total"), "head_number")
    if in_rupiah:
        sheet.text(_FIRST + 2 + len(summary.places), edition.text("lost_share"), "head_number")
    sheet.down()
    for row in summary.opds:
        _heat_row(sheet, edition, row, in_rupiah=in_rupiah)
    if len(summary.years) > 1:
        for one in summary.years:
            word = edition.text("total_of_year", year=edition.year(one.year), n=len(one.documents))
            _sums(sheet, edition, word, one.cells, one.total, in_rupiah=in_rupiah)
    else:
        word = edition.total_word
        _sums(sheet, edition, word, summary.by_place, summary.total, in_rupiah=in_rupiah)
    sheet.down()


def _sums(
    sheet: Sheet,
    edition: Edition,
    word: str,
    cells: Mapping[str, Tally],
    total: Tally,
    *,
    in_rupiah: bool,
) -> None:
    look = "million_bold" if in_rupiah else "number_bold"
    sheet.text(_FIRST, word, "cell_bold")
    for column, place in enumerate(edition.summary.places, start=_FIRST + 1):
        sheet.number(column, _figure(cells.get(place, Tally()), in_rupiah=in_rupiah), look)
    column = _FIRST + 1 + len(edition.summary.places)
    sheet.number(column, _figure(total, in_rupiah=in_rupiah), look)
    sheet.down()


def _heat_row(sheet: Sheet, edition: Edition, row: OpdRow, *, in_rupiah: bool) -> None:
    look = "million" if in_rupiah else "number"
    whole = _figure(row.total, in_rupiah=in_rupiah)
    sheet.fit([(row.opd, _FIRST_WIDTH)])
    sheet.text(_FIRST, row.opd, "wrapped")
    for column, place in enumerate(edition.summary.places, start=_FIRST + 1):
        figure = _figure(row.cells.get(place, Tally()), in_rupiah=in_rupiah)
        ground = sheet.book.heat(figure / whole if whole else 0.0, heat_kind(place), look)
        sheet.number(column, figure, ground)
    sheet.number(_FIRST + 1 + len(edition.summary.places), whole, f"{look}_bold")
    if in_rupiah:
        sheet.number(_FIRST + 2 + len(edition.summary.places), row.lost_share, "percent")
    sheet.down()


def _figure(tally: Tally, *, in_rupiah: bool) -> int:
    return tally.rupiah if in_rupiah else tally.items


def _quality(sheet: Sheet, edition: Edition) -> None:
    _heading(sheet, edition.text("quality_title"), edition.text("quality_note"))
    sheet.height(30)
    for column, key in enumerate(("document", "kind", "year"), start=_FIRST):
        sheet.text(column, edition.text(key), "head")
    for column, key in enumerate(("pages", "rows", "explained"), start=_FIRST + 3):
        sheet.text(column, edition.text(key), "head_number")
    sheet.text(_TO_CHECK, edition.text("to_check"), "head")
    sheet.across(_TO_CHECK + 1, _LAST, edition.text("opd"), "head")
    sheet.down()
    for row in edition.summary.documents:
        _document(sheet, edition, row)
    for failure in edition.summary.failures:
        problem = " ".join(edition.failure(failure))
        across = _WIDTH * (_LAST - _FIRST)
        sheet.fit([(failure.document, _FIRST_WIDTH), (problem, across)])
        sheet.text(_FIRST, failure.document, "wrapped")
        sheet.across(_FIRST + 1, _LAST, problem, "wrapped_alarm")
        sheet.down()


def _document(sheet: Sheet, edition: Edition, row: DocumentRow) -> None:
    read = row.extraction
    to_check = edition.pages(read.quality.pages_to_check)
    across = _WIDTH * (_LAST - _TO_CHECK)
    sheet.fit([(row.document, _FIRST_WIDTH), (to_check, _WIDTH), (row.opd, across)])
    sheet.text(_FIRST, row.document, "wrapped")
    sheet.text(_FIRST + 1, kind_word(read.kind, edition.language), "wrapped")
    sheet.text(_FIRST + 2, str(read.year or ""), "center")
    sheet.number(_FIRST + 3, read.page_count)
    sheet.number(_FIRST + 4, read.quality.item_count)
    sheet.number(_FIRST + 5, read.quality.explained_budget_share, "percent")
    sheet.text(_TO_CHECK, to_check, "wrapped")
    sheet.across(_TO_CHECK + 1, _LAST, row.opd, "wrapped")
    sheet.down()
