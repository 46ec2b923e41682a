"""The missions, what stands behind each, and the two gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from alignment.report.counting import Tally
from alignment.report.entries import UNJUDGED
from alignment.report.palette import STATUS_SHADES
from alignment.report.words import WORST_FIRST
from alignment.types import Status

if TYPE_CHECKING:
    from alignment.report.edition import Edition
    from alignment.report.sheets.book import Book, Sheet

MISSION_ID_HEADING: Final = "mission_id"
"""Heading of the hidden column that tells which mission a word of the drop-down stands for."""

_HEAD_ROW = 1
_TEXT_WIDTH = 66


def write_missions(book: Book) -> None:
    """Writes the sheet "Misi"; its first column feeds the drop-down of the ranking."""
    edition = book.edition
    summary = edition.summary
    statuses = _statuses(edition)
    sheet = book.sheet(edition.text("sheet_missions"))
    sheet.page.set_column(0, 0, 16)
    sheet.page.set_column(1, 1, _TEXT_WIDTH)
    sheet.page.set_column(2, 3 + len(statuses), 15)
    sheet.text(0, edition.text("heat_rupiah_unit"), "faint")
    sheet.down()
    sheet.height(32)
    _head(sheet, edition, statuses)
    for place in summary.places:
        _row(sheet, edition, place, statuses)
    sheet.page.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.down(2)
    _gaps(sheet, edition)


def _head(sheet: Sheet, edition: Edition, statuses: list[Status]) -> None:
    for column, key in enumerate(("mission", "mission_text")):
        sheet.text(column, edition.text(key), "head")
    sheet.text(2, edition.text("items"), "head_number")
    for column, status in enumerate(statuses, start=3):
        sheet.text(column, edition.status(status), "head_number")
    sheet.text(3 + len(statuses), edition.text("total"), "head_number")
    sheet.text(_id_column(statuses), MISSION_ID_HEADING, "head")
    sheet.page.set_column(_id_column(statuses), _id_column(statuses), 12, None, {"hidden": True})
    sheet.down()


def _row(sheet: Sheet, edition: Edition, place: str, statuses: list[Status]) -> None:
    summary = edition.summary
    tally = summary.by_place.get(place, Tally())
    sheet.fit([(edition.mission_text(place), _TEXT_WIDTH)])
    sheet.text(0, edition.place(place), "cell_bold")
    sheet.text(1, edition.mission_text(place), "wrapped")
    sheet.number(2, tally.items)
    for column, status in enumerate(statuses, start=3):
        part = summary.by_place_status.get((place, status), Tally())
        sheet.number(column, part.rupiah, "million")
    sheet.number(3 + len(statuses), tally.rupiah, "million_bold")
    sheet.text(_id_column(statuses), place)
    sheet.down()


def _id_column(statuses: list[Status]) -> int:
    return 4 + len(statuses)


def insert_mission_chart(sheet: Sheet, column: int) -> None:
    """Draws the money by mission and status beside the present row of another sheet."""
    edition = sheet.book.edition
    statuses = _statuses(edition)
    if not set(statuses) - UNJUDGED:
        return
    first, last = _HEAD_ROW + 1, _HEAD_ROW + 1 + len(edition.summary.missions.missions)
    chart = sheet.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    name = edition.text("sheet_missions")
    for place, status in enumerate(statuses, start=3):
        if status in UNJUDGED:
            continue
        chart.add_series(
            {
                "name": edition.status(status),
                "categories": [name, first, 0, last, 0],
                "values": [name, first, place, last, place],
                "fill": {"color": STATUS_SHADES[status].full},
                "gap": 40,
            }
        )
    small = {"size": 7, "color": "#5b6672"}
    title = edition.text("by_mission_title")
    chart.set_title({"name": title, "name_font": {"size": 10, "color": "#16324f"}})
    chart.set_y_axis(
        {
            "reverse": True,
            "line": {"none": True},
            "major_tick_mark": "none",
            "num_font": small,
            "interval_unit": 1,
        }
    )
    grid = {"visible": True, "line": {"color": "#e2e5e9"}}
    chart.set_x_axis(
        {
            "num_format": "#,##0,,",
            "num_font": small,
            "line": {"none": True},
            "major_gridlines": grid,
        }
    )
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 570, "height": 248})
    sheet.page.insert_chart(sheet.row - 1, column, chart, {"description": title})


def _statuses(edition: Edition) -> list[Status]:
    return [one for one in WORST_FIRST if one in edition.summary.by_status]


def _gaps(sheet: Sheet, edition: Edition) -> None:
    summary = edition.summary
    _gap_head(sheet, edition, "gap_missions", "mission_text")
    for gap in summary.gaps:
        _gap_row(sheet, edition.place(gap.mission.id), gap.mission.text, gap.tally, gap.share)
    if not summary.gaps:
        sheet.text(0, edition.text("nothing"), "faint")
        sheet.down()
    sheet.down()
    _gap_head(sheet, edition, "gap_items", "opd")
    for row in summary.opds:
        lost = row.by_status.get(Status.TIDAK_SELARAS, Tally())
        if lost.items:
            share = lost.rupiah / row.total.rupiah if row.total.rupiah else None
            _gap_row(sheet, "", row.opd, lost, share)


def _gap_head(sheet: Sheet, edition: Edition, title: str, what: str) -> None:
    sheet.text(0, edition.text(title), "heading")
    sheet.down()
    sheet.blank(0, "head")
    sheet.text(1, edition.text(what), "head")
    for column, key in enumerate(("items", "million", "share"), start=2):
        sheet.text(column, edition.text(key), "head_number")
    sheet.down()


def _gap_row(sheet: Sheet, place: str, name: str, tally: Tally, share: float | None) -> None:
    sheet.fit([(name, _TEXT_WIDTH)])
    sheet.text(0, place, "cell_bold")
    sheet.text(1, name, "wrapped")
    sheet.number(2, tally.items)
    sheet.number(3, tally.rupiah, "million")
    sheet.number(4, share, "percent")
    sheet.down()
