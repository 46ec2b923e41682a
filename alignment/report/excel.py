"""The workbook ``hasil.xlsx``: what a planner reads, filters, fills in and prints.

It is written row by row, so that memory stays flat however many items there are. Nothing in it is
a formula; sheets are locked without a password, but for the reviewer's columns.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from alignment import __version__
from alignment.report.edition import Edition, relative_files, today
from alignment.report.province import province_of
from alignment.report.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from alignment.report.province import Movement
    from alignment.reviews import Review
    from alignment.types import DocumentResult, MissionSet


def write_workbook(
    path: Path,
    results: Sequence[DocumentResult],
    missions: MissionSet,
    *,
    language: str = "id",
    made_on: date | None = None,
    movements: Iterable[Movement] = (),
    reviews: Iterable[Review] = (),
) -> None:
    """Writes the workbook on ``results`` to ``path``.

    Args:
        path: the file to write; what is there is replaced.
        results: the documents of a run, with their ranked verdicts.
        missions: what they were judged against.
        language: ``id`` or ``en``.
        made_on: the date to print on it; today if left out.
        movements: what moved since the versions before, for the province view.
        reviews: what reviewers said of the items.

    Raises:
        OSError: it cannot be written.
    """
    from alignment.report.sheets.book import Book, new_workbook
    from alignment.report.sheets.directives import write_directives
    from alignment.report.sheets.findings import write_findings, write_glossary
    from alignment.report.sheets.missions import write_missions
    from alignment.report.sheets.overview import write_overview
    from alignment.report.sheets.province import write_province
    from alignment.report.sheets.ranking import write_ranking
    from alignment.report.sheets.tree import write_tree

    summary = summarise(results, missions, reviews)
    province = province_of(summary, movements)
    edition = Edition(summary, language, made_on or today(), __version__, province)
    with new_workbook(path) as workbook:
        workbook.set_properties(_properties(edition))
        book = Book.on(workbook, edition)
        write_overview(book)
        write_ranking(book, relative_files(path, summary.sources))
        write_tree(book)
        write_missions(book)
        write_province(book)
        write_directives(book)
        write_findings(book)
        write_glossary(book)


def _properties(edition: Edition) -> dict[str, object]:
    made = edition.made_on
    return {
        "title": edition.text("title"),
        "subject": edition.region_period,
        "comments": f"alignment {edition.version}; {edition.model}",
        "created": datetime(made.year, made.month, made.day, tzinfo=UTC).replace(tzinfo=None),
    }
