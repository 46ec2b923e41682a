"""An RPJMD, PDF or workbook -> its cascade, in this process.

Strangers' files go through ``alignment.extract.guard``, which runs this in a child process.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from alignment.errors import BrokenPdfError, DocumentError, LimitError, NoItemsError, ScanError
from alignment.extract import ocr, pdf
from alignment.extract.cascade import CascadeReader, conclude
from alignment.extract.cascade_prose import Line
from alignment.extract.cells import text_of
from alignment.extract.identity import kind_of
from alignment.extract.sheet_gate import WORKBOOK_SUFFIX
from alignment.extract.tables import tables_of
from alignment.text import squash
from alignment.types import Cascade, CascadeKind, DocumentKind, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pypdfium2 as pdfium

    from alignment.extract.page import Page
    from alignment.extract.table import Table
    from alignment.settings import Settings

_TITLE_PAGES = 3
_SCANS = ((0.3, 20), (0.7, 150))  # pictures on at least that share, fewer characters than that
_LEAST_EDGES = 3  # fewer make a frame, not a table
_REGION = re.compile(
    r"\b(?:provinsi|kabupaten|kota)\s+"
    r"(?!(?:tahun|kota|kabupaten|dan|atau|se|setempat|yang|ini|di)\b)[A-Za-z' ]{3,40}?"
    r"(?=\s*(?:$|[,.;:()\d]|tahun\b|periode\b|nomor\b))",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(20[0-4]\d)\s*[-\u2013\u2014]\s*(20[0-4]\d)")
_PLANS = frozenset(
    {
        DocumentKind.RENJA,
        DocumentKind.RENJA_PERUBAHAN,
        DocumentKind.EVALUASI_RENJA,
        DocumentKind.RKA,
        DocumentKind.LKJIP,
    }
)
_ADVICE = "Give the RPJMD: its tables of misi, tujuan and sasaran."


@dataclass(slots=True)
class Reading:
    """What the pages or sheets read so far have told."""

    name: str
    reader: CascadeReader = field(default_factory=CascadeReader)
    titles: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)

    def conclude(self, parts: str) -> Cascade:
        """The cascade; ``parts`` is what was looked through, for the error: ``12 pages``.

        Raises:
            NoItemsError: it is a plan of one agency, or names no mission.
            ScanError: most of it is pictures.
        """
        kind = kind_of(self.titles)
        if kind in _PLANS:
            raise NoItemsError(f"its title says {_named(kind)}, not RPJMD.", advice=_ADVICE)
        entries = conclude(self.reader)
        if not any(one.kind is CascadeKind.MISSION for one in entries):
            if self.pictures:
                raise ScanError(
                    f"{len(self.pictures)} of its pages are pictures.",
                    advice=ocr.ADVICE_ON_SCANS,
                )
            raise NoItemsError(f"none of its {parts} names a mission (misi).", advice=_ADVICE)
        start, end = period_of(self.titles)
        region = region_of(self.titles)
        return Cascade(self.name, kind, entries, region, start, end, tuple(self.notices))


def _named(kind: DocumentKind) -> str:
    return {DocumentKind.RKA: "RKA", DocumentKind.LKJIP: "LKjIP"}.get(
        kind, kind.value.replace("_", " ").title()
    )


def read_cascade(
    path: Path,
    settings: Settings,
    *,
    skip_pages: frozenset[int] = frozenset(),
    progress: Callable[..., None],
) -> Cascade:
    """Reads the cascade of one RPJMD, ``skip_pages`` left out.

    Raises:
        EncryptedPdfError: it opens only with a password.
        BrokenPdfError: it cannot be opened.
        LimitError: it goes over one of ``settings.limits``.
        NoItemsError: it names no mission, or is a plan of one agency.
        ScanError: its pages are pictures and cannot be read here.
    """
    if path.suffix.lower() == WORKBOOK_SUFFIX:
        from alignment.extract.sheet import read_workbook

        progress(1, 1)
        return read_workbook(path, Reading(path.name))
    with pdf.open_repaired(path) as (document, was_repaired):
        count = len(document)
        _check_pages(count, settings)
        reading = Reading(path.name)
        if was_repaired:
            reading.notices.append(Notice("repaired", "the file was damaged and was repaired"))
        for number in range(1, count + 1):
            if number not in skip_pages:
                progress(number, count)
                _take_page(reading, document, number, settings)
        if len(reading.pictures) * 2 >= count and ocr.can_read():
            _take_pictures(reading, document, settings, progress)
        return reading.conclude(f"{count} pages" if count > 1 else "pages")


def _check_pages(count: int, settings: Settings) -> None:
    if count == 0:
        raise BrokenPdfError("it has no pages.", advice="Print it to PDF again.")
    if count > settings.limits.pages:
        raise LimitError(
            f"it has {count} pages, more than the limit of {settings.limits.pages}.",
            advice="Keep only the chapters with the cascade, or raise limits.pages.",
        )


def _take_page(
    reading: Reading, document: pdfium.PdfDocument, number: int, settings: Settings
) -> None:
    """One page; where it is broken or over a limit, only it is left out."""
    try:
        page = pdf.read_page(document, number, settings.limits)
    except DocumentError as error:
        if len(document) == 1:
            raise
        reading.notices.append(Notice("page_left_out", error.message, number))
        return
    count = len(page.characters)
    if any(page.image_share > share and count < least for share, least in _SCANS):
        reading.pictures.append(number)
    else:
        take_page(reading, page)


def _take_pictures(
    reading: Reading,
    document: pdfium.PdfDocument,
    settings: Settings,
    progress: Callable[..., None],
) -> None:
    pictures, reading.pictures = reading.pictures, []
    small_print: dict[int, str] = {}
    for number in pictures:
        begin = functools.partial(progress, number, len(document), is_ocr=True)
        begin()
        scan = pdf.render_grey(document, number, settings.limits)
        page, size = ocr.read_well(scan, number, is_poor=lambda _: False, before_again=begin)
        if size:
            small_print[number] = size
        take_page(reading, page)
        reading.notices.append(Notice("ocr_page", "the page is a picture, read by OCR", number))
    reading.notices += ocr.print_notices(small_print)


def take_page(reading: Reading, page: Page) -> None:
    """The tables of a page and the lines between them, from the top."""
    tables = [one for one in tables_of(page) if len(one.edges_pt) >= _LEAST_EDGES and one.rows]
    tables.sort(key=lambda table: table.top_pt)
    lines = list(_lines_outside(page, tables))
    if page.number <= _TITLE_PAGES:
        reading.titles.extend(line.text for line in lines)
    place = f"hal. {page.number}"
    top = float("-inf")
    for table in tables:
        above = [line for line in lines if top <= line.middle_pt < table.top_pt]
        reading.reader.feed_lines(above, place)
        reading.reader.feed_table(table, lambda _row: place)
        top = table.bottom_pt
    reading.reader.feed_lines([line for line in lines if line.middle_pt >= top], place)


def _lines_outside(page: Page, tables: Sequence[Table]) -> Iterator[Line]:
    """The lines of a page outside its tables, from the top."""
    middles = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    outside = np.ones(len(middles), bool)
    for table in tables:
        outside &= (middles < table.top_pt) | (middles > table.bottom_pt)
    indices = outside.nonzero()[0]
    if not len(indices):
        return
    indices = indices[np.argsort(middles[indices], kind="stable")]
    heights = page.boxes[indices, 3] - page.boxes[indices, 1]
    usual = float(np.median(heights)) or 6.0
    cuts = (np.diff(middles[indices]) > usual / 2).nonzero()[0] + 1
    characters, boxes = page.characters.tolist(), page.boxes.tolist()
    for band in np.split(indices, cuts):
        text = squash(text_of(sorted(band.tolist()), characters, boxes))
        if text:
            yield Line(
                text,
                float(page.boxes[band, 0].min()),
                float(page.boxes[band, 2].max()),
                float(np.median(middles[band])),
            )


def region_of(titles: Sequence[str]) -> str:
    """The province, kabupaten or kota that the titles name first; empty where they name none."""
    for first, second in itertools.pairwise([*titles, ""]):
        if match := _REGION.search(first) or _REGION.search(f"{first} {second}"):
            name = squash(match[0])
            return name.title() if name.isupper() or name.islower() else name
    return ""


def period_of(titles: Sequence[str]) -> tuple[int | None, int | None]:
    """The first span of up to six years that the titles name."""
    for title in titles:
        for start, end in _PERIOD.findall(title):
            if 0 < int(end) - int(start) <= 6:  # noqa: PLR2004 - a plan of twenty years is another
                return int(start), int(end)
    return None, None
