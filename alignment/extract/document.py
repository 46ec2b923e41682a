"""One document, from the file to its audited items, page by page, in this process.

Strangers' files go through ``alignment.extract.guard``, which runs this in a child process.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from alignment.errors import BrokenPdfError, DocumentError, LimitError
from alignment.extract import ocr, pdf
from alignment.extract.audit import audit
from alignment.extract.captions import scale_above, small_amounts
from alignment.extract.damage import damage_notices
from alignment.extract.drafts import Drafts, Total, draft_items
from alignment.extract.identity import Identity, identify, kind_of
from alignment.extract.items import Stated, items_of, with_ids
from alignment.extract.labelled import LabelReader
from alignment.extract.legible import is_garbled
from alignment.extract.merge import listed_once, united
from alignment.extract.names import known_levels
from alignment.extract.page_lines import lines_of_page, lines_outside, title_lines
from alignment.extract.prose import ProseReader
from alignment.extract.realised import REALISED_ONLY, without_plan
from alignment.extract.refusal import legible_items, refuse
from alignment.extract.running import RunningLines
from alignment.extract.second import second_opinion
from alignment.extract.sections import Form, Section, SectionReader, names_items
from alignment.extract.tables import tables_of
from alignment.text import join_lines
from alignment.types import DocumentKind, Extraction, Level, Notice, PlanItem, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pypdfium2 as pdfium

    from alignment.extract.page import Page
    from alignment.settings import Settings

_TITLE_PAGES = 3
_LEAST_TEXT = 20
_PICTURE_SHARE = 0.3
_SCAN_SHARE = 0.7
_LEAST_TEXT_ON_SCAN = 150
_PLAN_SHARE = 0.1
_CODE_IN_TEXT = re.compile(
    r"(?<![\d.])[1-9X]\.(?:\d\d|XX)\.\d\d(?:\.\d\.\d\d(?:\.\d{2,4})?)?(?![\d.])"
)
_MONEY_IN_TEXT = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_LEAST_HITS = 4
_LEAST_PLAN = 5
_LEAST_COLUMNS = 4  # of a table that may be a plan's
_MOST_SECOND_OPINIONS = 20
_KINDS_OF_PROSE = (DocumentKind.RENJA, DocumentKind.RENJA_PERUBAHAN)


@dataclass(slots=True)
class _Reading:
    """What the pages read so far have told."""

    settings: Settings
    path: Path | None = None
    reader: SectionReader = field(default_factory=SectionReader)
    labels: LabelReader = field(default_factory=LabelReader)
    running: RunningLines = field(default_factory=RunningLines)
    titles: list[str] = field(default_factory=list)
    cover: str | None = None
    identity: Identity = field(default_factory=Identity)
    picture_pages: list[int] = field(default_factory=list)
    garbled_pages: set[int] = field(default_factory=set)  # among the pictures: text without words
    small_print: dict[int, str] = field(default_factory=dict)  # by page: too small for OCR
    poor_readings: int = 0
    doubtful_pages: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    unruled_edges: tuple[float, ...] = ()  # of the table without rules on the page before
    has_unruled: bool = False

    def take(self, page: Page) -> None:
        is_text = page.source is Source.TEXT
        if is_text and is_garbled(page):
            self.garbled_pages.add(page.number)
            self.picture_pages.append(page.number)
            return
        if is_text and page.image_share > _PICTURE_SHARE and _is_scan(page):
            self.picture_pages.append(page.number)
            return
        page = self.running.without(page)
        tables = tables_of(page, continued=self.unruled_edges)
        self.running.learn(page, tables)
        unruled = [table for table in tables if not table.is_ruled]
        self.unruled_edges = unruled[-1].edges_pt if unruled else ()
        self.has_unruled |= bool(unruled)
        if page.number <= _TITLE_PAGES:
            lines = title_lines(page, tables)
            if page.number == 1:
                self.cover = " ".join(lines)
            self.titles.extend(lines)
            self.identity = identify(self.titles)
            self.reader.year = self.settings.year or self.identity.year
        if self.labels.blocks or "Kegiatan :" in page.text or "Kegiatan:" in page.text:
            self.labels.feed(page.number, lines_of_page(page))
            for table in tables:
                self.labels.feed_table(table)
        gained = sum(self.reader.feed(t, scale=scale_above(page, t)) for t in tables)
        if gained and None in (self.identity.opd, self.identity.year):
            self._learn(identify(title_lines(page, tables)))
        if not gained and _looks_like_plan(page):
            self._ask_again(page)

    def gives_nothing(self, page: Page) -> bool:
        """Whether a scan's ruled tables, as it was read, would give no row: not for ever."""
        tables = [table for table in tables_of(page) if table.is_ruled]
        is_large = any(len(t.edges_pt) > _LEAST_COLUMNS and len(t.rows) > 1 for t in tables)
        if not is_large or self.poor_readings >= _MOST_SECOND_OPINIONS:
            return False
        trial = copy.deepcopy(self.reader)
        gained = sum(trial.feed(table, scale=scale_above(page, table)) for table in tables)
        self.poor_readings += not gained
        return not gained

    def _ask_again(self, page: Page) -> None:
        """A page that looks like the plan's but gave no row: what another engine sees on it."""
        self.doubtful_pages.append(page.number)
        if self.path is None or len(self.doubtful_pages) > _MOST_SECOND_OPINIONS:
            return
        tables = second_opinion(self.path, page.number)
        if sum(self.reader.feed(t, scale=scale_above(page, t)) for t in tables):
            told = "the page was read by the second engine only"
            self.notices.append(Notice("second_engine", told, page.number))

    def _learn(self, caption: Identity) -> None:
        """Fills in what the first pages left open from the words around a plan's table."""
        known = self.identity
        kind = caption.kind if known.kind is DocumentKind.UNKNOWN else known.kind
        self.identity = Identity(kind, known.opd or caption.opd, known.year or caption.year)
        self.reader.year = self.settings.year or self.identity.year


class Progress(Protocol):
    """Is told which page is about to be read."""

    def __call__(self, page_number: int, page_count: int, *, is_ocr: bool = False) -> None:
        """Page ``page_number`` of ``page_count`` begins."""


def _silent(page_number: int, page_count: int, *, is_ocr: bool = False) -> None:
    """Tells nobody."""


def extract_document(
    path: Path,
    settings: Settings,
    *,
    skip_pages: frozenset[int] = frozenset(),
    progress: Progress = _silent,
) -> Extraction:
    """Reads the plan items of one PDF, ``skip_pages`` left out, and audits the reading.

    Raises:
        EncryptedPdfError: it opens only with a password.
        BrokenPdfError: the engine cannot open the file or one of its pages.
        LimitError: the file goes over one of ``settings.limits``.
        NoItemsError: nothing in it is a program, kegiatan or sub kegiatan.
        ScanError: its pages are pictures and cannot be read here.
    """
    with pdf.open_repaired(path) as (document, was_repaired):
        page_count = len(document)
        _check_pages(page_count, settings)
        reading = _Reading(settings, path)
        reading.notices += damage_notices(path, page_count, was_repaired=was_repaired)
        for number in range(1, page_count + 1):
            if number not in skip_pages:
                progress(number, page_count)
                _take_page(reading, document, number)
        if _needs_ocr(reading, page_count):
            _take_pictures(reading, document, progress)
        return _conclude(
            reading,
            path.name,
            page_count,
            read_prose=lambda: _prose_of(document, settings, skip_pages, progress),
        )


def _prose_of(
    document: pdfium.PdfDocument, settings: Settings, skip_pages: frozenset[int], progress: Progress
) -> ProseReader:
    """The running text of all pages: asked for only where no table gave an item."""
    reader = ProseReader()
    for number in range(1, len(document) + 1):
        if number not in skip_pages:
            progress(number, len(document))
            with contextlib.suppress(DocumentError):
                page = pdf.read_page(document, number, settings.limits)
                reader.feed(number, lines_outside(page, tables_of(page)))
    return reader


def _needs_ocr(reading: _Reading, page_count: int) -> bool:
    """Whether the plan may stand on the pages that are pictures: most are, or no other holds it."""
    if not reading.picture_pages:
        return False
    has_records = any(section.records for section in reading.reader.sections)
    return not has_records or len(reading.picture_pages) * 2 >= page_count


def _take_pictures(reading: _Reading, document: pdfium.PdfDocument, progress: Progress) -> None:
    """Reads the pictures by OCR, where there is an engine for it."""
    if not ocr.can_read():
        return
    pictures, reading.picture_pages = reading.picture_pages, []
    for number in pictures:
        begin = functools.partial(progress, number, len(document), is_ocr=True)
        begin()
        scan = pdf.render_grey(document, number, reading.settings.limits)
        page, size = ocr.read_well(scan, number, is_poor=reading.gives_nothing, before_again=begin)
        if size:
            reading.small_print[number] = size
        reading.take(page)
        reading.notices.append(_ocr_notice(reading, number))


def _ocr_notice(reading: _Reading, number: int) -> Notice:
    if number in reading.garbled_pages:
        return Notice("ocr_garbled", "the page's fonts name no letters; read by OCR", number)
    return Notice("ocr_page", "the page is a picture, read by OCR", number)


def _take_page(reading: _Reading, document: pdfium.PdfDocument, number: int) -> None:
    """One page; where it is broken or over a limit, only it is left out."""
    try:
        page = pdf.read_page(document, number, reading.settings.limits)
    except DocumentError as error:
        if len(document) == 1:
            raise
        reading.notices.append(Notice("page_left_out", error.message, number))
    else:
        reading.take(page)


def _check_pages(page_count: int, settings: Settings) -> None:
    if page_count == 0:
        raise BrokenPdfError("it has no pages.", advice="Print it to PDF again.")
    if page_count > settings.limits.pages:
        raise LimitError(
            f"it has {page_count} pages, more than the limit of {settings.limits.pages}.",
            advice="Split the file, or raise limits.pages.",
        )


def _conclude(
    reading: _Reading, name: str, page_count: int, *, read_prose: Callable[[], ProseReader]
) -> Extraction:
    settings, identity = reading.settings, reading.identity
    chosen = _choose(reading.reader.sections)
    kind = _kind(identity.kind, [section for section, _ in chosen])
    year = settings.year or _year([section for section, _ in chosen], identity.year)
    stated = Stated(name, settings.opd or identity.opd, settings.opd is not None, year)
    items, totals = _items(chosen, stated)
    if not items:
        items = items_of(reading.labels.drafts(year), stated, known_levels())
    if not items and kind in _KINDS_OF_PROSE:
        items = items_of(read_prose().drafts(), stated, known_levels())
    if not items or (kind is DocumentKind.LKJIP and not _is_plan(items)):
        refuse(
            kind,
            page_count,
            reading.picture_pages,
            reading.garbled_pages,
            small_print=reading.small_print,
            notices=reading.notices,
        )
    items, again = listed_once(legible_items(items))
    audited = audit(
        with_ids(items),
        totals=() if again else totals,
        pages_unread=reading.doubtful_pages,
        notices=[*_notices(reading, chosen), *again, *small_amounts(items)],
    )
    agencies = {item.opd for item in audited.items if item.opd}
    opd = stated.opd or (agencies.pop() if len(agencies) == 1 else None)
    return Extraction(
        name, kind, opd, year, page_count, audited.items, audited.quality, reading.cover
    )


def _is_plan(items: Sequence[PlanItem]) -> bool:
    """Whether a document of another kind holds a plan all the same: programs, and not a few."""
    programs = sum(item.level is Level.PROGRAM for item in items)
    return programs > 0 and len(items) >= _LEAST_PLAN


def _choose(sections: Sequence[Section]) -> list[tuple[Section, Drafts]]:
    """The sections that are the plan itself; where there are none, those of the next best form."""
    drafted = [(section, draft_items(section.records)) for section in sections]
    for section in sections:
        section.records.clear()  # of a long document they take as much room as its items
    drafted = [
        (s, d) for s, d in drafted if d.items and s.form is not Form.OTHER and names_items(s, d)
    ]
    most = max((len(drafts.items) for _, drafts in drafted), default=0)
    for form in sorted(Form, reverse=True):
        same = [(s, d) for s, d in drafted if s.form is form]
        count = sum(len(d.items) for _, d in same)
        if same and count >= _PLAN_SHARE * most:
            return same
    return []


def _items(
    chosen: Sequence[tuple[Section, Drafts]], stated: Stated
) -> tuple[list[PlanItem], list[Total]]:
    lists = [items_of(drafts, stated, known_levels()) for _, drafts in chosen]
    layouts = [section.layout for section, _ in chosen]
    items = lists[0] if len(lists) == 1 else united(lists)
    if any(layout.is_realised for layout in layouts):
        has_targets = all(layout.has_targets for layout in layouts)
        return [without_plan(item, has_targets=has_targets) for item in items], []
    return items, chosen[0][1].totals if len(chosen) == 1 else []


def _kind(stated: DocumentKind, sections: Sequence[Section]) -> DocumentKind:
    forms = {section.form for section in sections}
    if Form.EVALUATION in forms and stated in (DocumentKind.UNKNOWN, DocumentKind.RENJA):
        return DocumentKind.EVALUASI_RENJA
    has_before = any(section.layout.before is not None for section in sections)
    if has_before and stated in (DocumentKind.UNKNOWN, DocumentKind.RENJA):
        return DocumentKind.RENJA_PERUBAHAN
    if stated is not DocumentKind.UNKNOWN:
        return stated
    if Form.REVIEW in forms:  # its head names the RKPD that an agency's plan is compared with
        return DocumentKind.RENJA
    labels = (label for section in sections for c in section.head.columns for label in c.stack)
    of_head = kind_of(join_lines(label) for label in labels)
    if of_head in (DocumentKind.RPJMD, DocumentKind.RENSTRA, DocumentKind.RKPD):
        return of_head
    return DocumentKind.RENJA if Form.PLAN in forms else stated


def _year(sections: Sequence[Section], stated: int | None) -> int | None:
    """The year of the amounts that were read, by their column's head; else the title's."""
    for section in sections:
        layout = section.layout
        if layout.money is not None and layout.columns[layout.money].meaning.year:
            return layout.columns[layout.money].meaning.year
    return stated


def _notices(reading: _Reading, chosen: Sequence[tuple[Section, Drafts]]) -> list[Notice]:
    notices = list(reading.notices)
    notices += [_unread_notice(reading, number) for number in reading.picture_pages]
    notices += ocr.print_notices(reading.small_print)
    if reading.has_unruled:
        notices.append(Notice("unruled", "a table has no rules; its rows were parted by blanks"))
    for section, drafts in chosen:
        notices.extend(
            Notice("row_unread", f"a row without code was left out: {r.name[:60]}", r.page_number)
            for r in drafts.unread
        )
        if section.layout.is_realised:
            notices.append(REALISED_ONLY)
        if section.layout.has_open_choice:
            notices.append(
                Notice("year_open", "several years stand side by side; give the year to choose")
            )
    return notices


def _unread_notice(reading: _Reading, number: int) -> Notice:
    if number in reading.garbled_pages:
        return Notice("garbled_page", "the page's fonts name no letters; it was not read", number)
    return Notice("picture_page", "the page is a picture and was not read", number)


def _is_scan(page: Page) -> bool:
    """Whether a page is a picture with a few characters on it: a stamp, a page number."""
    least = _LEAST_TEXT_ON_SCAN if page.image_share > _SCAN_SHARE else _LEAST_TEXT
    return len(page.characters) < least


def _looks_like_plan(page: Page) -> bool:
    """Whether a page's lines are those of a plan table: they begin with codes and hold amounts."""
    if len(_MONEY_IN_TEXT.findall(page.text)) < _LEAST_HITS:
        return False
    starts = (_CODE_IN_TEXT.match(line.strip()) for line in lines_of_page(page))
    return sum(map(bool, starts)) >= _LEAST_HITS
