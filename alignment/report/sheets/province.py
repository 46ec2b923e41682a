"""All OPD beside each other: their ranking, what moved between versions, shared activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.report.views.province import FINDINGS, movement_headings
from alignment.report.words import level_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.report.edition import Edition
    from alignment.report.province import Activity, Movement, Standing
    from alignment.report.sheets.book import Book, Sheet

_WIDTHS = (6, 52, 27, 27, 13, 13, 13, 13, 13, 13)
_STANDING_KEYS = (
    *("weighted_share", "interval", "judged_items", "judged_million"),
    *("misaligned_million", "doubtful_million"),
)
_ACTIVITY_LIMIT = 1000
_LAST = 9


def write_province(book: Book) -> None:
    """Writes the sheet "Provinsi"; nothing where one OPD stands alone."""
    edition = book.edition
    beside = edition.province
    if not beside.says_something:
        return
    sheet = book.sheet(edition.text("sheet_province"))
    for column, width in enumerate(_WIDTHS):
        sheet.page.set_column(column, column, width)
    _heading(sheet, "province_title", "province_note")
    _head(sheet, ["#", edition.text("opd"), *map(edition.text, _STANDING_KEYS)], numbers_from=2)
    for rank, one in enumerate(beside.standings, start=1):
        _standing(sheet, rank, one)
    if beside.movements:
        sheet.down()
        _heading(sheet, "movements_title", "movements_note")
        _head(sheet, ["", edition.text("opd"), *movement_headings(edition)], numbers_from=4)
        for moved in beside.movements:
            _movement(sheet, moved)
    sheet.down()
    _heading(sheet, "activities_title", "activities_note")
    if not beside.activities:
        sheet.text(1, edition.text("activities_none"), "faint")
        return
    keys = ("item", "opd", "status", "pagu_rupiah", "level", "judged_differently")
    _head(sheet, ["", *map(edition.text, keys)], numbers_from=4, numbers_to=5)
    for activity in beside.activities[:_ACTIVITY_LIMIT]:
        _activity(sheet, activity)


def _heading(sheet: Sheet, title: str, note: str) -> None:
    edition = sheet.book.edition
    sheet.height(22)
    sheet.text(1, edition.text(title), "heading")
    sheet.down()
    sheet.height(46)
    sheet.across(1, _LAST, edition.text(note), "note")
    sheet.down()


def _head(
    sheet: Sheet, headings: Sequence[str], *, numbers_from: int, numbers_to: int = _LAST + 1
) -> None:
    sheet.height(32)
    for column, heading in enumerate(headings):
        if not heading:
            continue
        is_number = numbers_from <= column < numbers_to
        sheet.text(column, heading, "head_number" if is_number else "head")
    sheet.down()


def _standing(sheet: Sheet, rank: int, one: Standing) -> None:
    sheet.fit([(one.opd, _WIDTHS[1])])
    sheet.number(0, rank, "center")
    sheet.text(1, one.opd, "wrapped")
    sheet.number(2, one.share, "percent")
    sheet.text(3, _range(sheet.book.edition, one), sheet.book.format("right"))
    sheet.number(4, one.judged.items)
    for column, tally in enumerate((one.judged, one.misaligned, one.doubtful), start=5):
        sheet.number(column, tally.rupiah, "million")
    sheet.down()


def _range(edition: Edition, one: Standing) -> str:
    if one.low is None:
        return ""
    low, high = edition.percent(one.low), edition.percent(one.high)
    return edition.text("interval_range", low=low, high=high)


def _movement(sheet: Sheet, one: Movement) -> None:
    texts = (f"{one.opd} {one.year or ''}", one.old_document, one.new_document)
    sheet.fit(zip(texts, _WIDTHS[1:4], strict=True))
    for column, text in enumerate(texts, start=1):
        sheet.text(column, text, "wrapped")
    sheet.number(4, one.old_share, "percent")
    sheet.number(5, one.new_share, "percent")
    for column, finding in enumerate(FINDINGS, start=6):
        sheet.number(column, one.findings.get(finding, 0))
    sheet.down()


def _activity(sheet: Sheet, one: Activity) -> None:
    edition = sheet.book.edition
    differs = edition.text("yes") if one.is_judged_differently else ""
    for place in one.places:
        sheet.fit([(one.name, _WIDTHS[1]), (place.opd, _WIDTHS[2])])
        sheet.text(1, one.name, "wrapped")
        sheet.text(2, place.opd, "wrapped")
        sheet.text(3, edition.status(place.status), sheet.book.status(place.status))
        sheet.number(4, place.rupiah)
        sheet.text(5, level_word(one.level, edition.language))
        sheet.text(6, differs)
        sheet.down()
