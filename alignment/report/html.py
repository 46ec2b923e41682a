"""The page ``laporan.html``: one file that holds everything, for a screen, a phone and A4 paper.

It asks nothing of any network and runs no script but its own, whose digest the page's content
security policy names. Whatever comes out of a PDF is escaped by the template.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from alignment import __version__
from alignment.report.cleaning import clean
from alignment.report.edition import Edition, relative_files, today
from alignment.report.entries import UNJUDGED
from alignment.report.palette import style_sheet
from alignment.report.province import province_of
from alignment.report.summary import summarise
from alignment.report.views.documents import directives, quality
from alignment.report.views.heat import heat_map
from alignment.report.views.items import filters, gaps, item_rows
from alignment.report.views.overview import overview
from alignment.report.views.plane import plane
from alignment.report.views.province import province
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from jinja2 import Environment

    from alignment.report.province import Movement
    from alignment.reviews import Review
    from alignment.types import DocumentResult, MissionSet

_LIMIT_BYTES = 2_900_000
"""What the page may weigh: the list of items gets what the rest leaves of it."""
PRINTED_ROWS = 50
"""How many rows of the list are printed at most; the script of the page knows the same."""
_SETTLED = {Status.SELARAS, *UNJUDGED}
"""Not printed either, unless a reader filters for them."""


def write_page(
    path: Path,
    results: Sequence[DocumentResult],
    missions: MissionSet,
    *,
    language: str = "id",
    made_on: date | None = None,
    movements: Iterable[Movement] = (),
    reviews: Iterable[Review] = (),
) -> None:
    """Writes the report on ``results`` to ``path``.

    Args:
        path: the file to write; what is there is replaced.
        results: the documents of a run, with their ranked verdicts.
        missions: what they were judged against.
        language: ``id`` or ``en``.
        made_on: the date to print on it; today if left out.
        movements: what moved since the versions before, for the province view.
        reviews: what reviewers said of the items.
    """
    summary = summarise(results, missions, reviews)
    beside = province_of(summary, movements)
    edition = Edition(summary, language, made_on or today(), __version__, beside)
    path.write_text(render(edition, relative_files(path, summary.sources)), encoding="utf-8")


def render(edition: Edition, links: dict[str, str]) -> str:
    """The whole page. ``links`` gives a document's place beside the page."""
    style = _source("page.css") + style_sheet() + _columns_rule(edition)
    script = _source("page.js")
    plane_of_page = plane(edition)
    values = {
        "edition": edition,
        "t": edition.text,
        "language": edition.language,
        "style": Markup(style),  # noqa: S704 - our own file
        "style_hash": _digest(style),
        "script": Markup(script),  # noqa: S704 - our own file
        "script_hash": _digest(script),
        "vision": clean(edition.summary.missions.vision),
        "contents": _contents(edition, has_plane=bool(plane_of_page["plane"])),
        "print_note": edition.text("print_limited", n=PRINTED_ROWS),
        "filters": filters(edition),
        **overview(edition),
        **heat_map(edition),
        **province(edition),
        **plane_of_page,
        **directives(edition),
        **quality(edition),
    }
    page = _environment().get_template("page.html.j2")
    everything = len(edition.summary.entries)
    bare = page.render(**values, **gaps(edition, everything), rows="", limited="")
    rows = _rows(edition, links, _LIMIT_BYTES - len(bare.encode()))
    return page.render(
        **values,
        **gaps(edition, len(rows)),
        rows=Markup("\n").join(rows),
        limited=_limited(edition, len(rows)),
    )


def _rows(edition: Edition, links: dict[str, str], limit_bytes: int) -> list[Markup]:
    """The rendered rows, worst first, as many as the page can bear."""
    template = _environment().get_template("item.html.j2")
    rows: list[Markup] = []
    weight = 0
    for row in item_rows(edition, links):
        late = len(rows) >= PRINTED_ROWS or row["holds"] in _SETTLED
        text = template.render(row=row, t=edition.text, late=late)
        weight += len(text.encode()) + 1
        if weight > limit_bytes:
            break
        rows.append(Markup(text))  # noqa: S704 - rendered with autoescape
    return rows


def _limited(edition: Edition, shown: int) -> str:
    count = len(edition.summary.entries)
    if shown == count:
        return ""
    return edition.text("worst_limited", shown=edition.whole(shown), all=edition.whole(count))


def _contents(edition: Edition, *, has_plane: bool) -> list[tuple[str, str]]:
    sections = [
        ("uang", "money_title"),
        ("peta", "heat_title"),
        ("tema", "plane_title"),
        ("provinsi", "province_title"),
        ("daftar", "worst_title"),
        ("celah", "gaps_title"),
        ("arahan", "directives_title"),
        ("mutu", "quality_title"),
        ("cara", "method_title"),
    ]
    absent = {
        anchor
        for anchor, shown in (
            ("peta", edition.summary.opds),
            ("tema", has_plane),
            ("provinsi", edition.province.says_something),
            ("arahan", edition.summary.directives),
        )
        if not shown
    }
    return [(anchor, edition.text(key)) for anchor, key in sections if anchor not in absent]


def _columns_rule(edition: Edition) -> str:
    return f":root{{--columns:{len(edition.summary.places) + 2}}}\n"


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _source(name: str) -> str:
    return (files("alignment.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("alignment.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
