"""Records -> drafts of items: what begins an item, what continues it, what only checks it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alignment.extract.hierarchy import each_once
from alignment.extract.identity import without_region
from alignment.extract.item_codes import LEVEL_OF_KIND
from alignment.extract.names import is_official_name, is_program_name, name_of_lines
from alignment.extract.parted import joined, joined_indicators, only_unit, whole_records
from alignment.extract.realised import Done, joined_done
from alignment.text import CodeKind, fold, looks_like_opd
from alignment.types import Box, Indicator, Level, Notice, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.rows import Record
    from alignment.text import Code, Money

_TOTAL = re.compile(r"(?:grand\s*)?(?:sub\s*)?(?:total|jumlah)\b(?!\s+\w+\s+yang\b)", re.IGNORECASE)
_TOTAL_ALONE = re.compile(r"(?:grand |sub ?)?total|jumlah(?: total)?", re.IGNORECASE)
_CARRIED = re.compile(r"\bpindahan\b|\bdipindah", re.IGNORECASE)
_PROGRAM = re.compile(r"pr?ogram\b(?! prioritas (?:nasional|daerah)$)", re.IGNORECASE)
_CONTEXT = re.compile(
    r"(?:sub )?unit organisasi\b|urusan\b|bidang\b|uptd?\b|tujuan\b|sasaran\b|misi\b|visi\b"
    r"|prioritas\b|outcome\b|output\b|non ?urusan\b|seksi\b|unsur\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"(?:outcome|output)\b", re.IGNORECASE)
_OPD_LABEL = re.compile(r"(?:sub )?unit organisasi\s*:?\s*|opd\s*:\s*|skpd\s*:\s*", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:[,/(&-]|\b(?:dan|atau|di|ke|pada|untuk|yang|dengan|dari|serta))$")
_INDICATOR_START = re.compile(
    r"\W*(?:\d+[.)]|jumlah|pers|pros|pres|ting|caku|nilai|inde|rat|ras|angka|predikat|skor|luas"
    r"|panjang|produk|kapas|ter|me|ter|opini|laju|lama|waktu|kontri|propor|ketersedi)|^\s*[-\u2022*]",
    re.IGNORECASE,
)
_LEAST_CODED = 2
_LEAST_DIGITS = 5


@dataclass(slots=True)
class Draft:
    """An item while its rows are still coming in."""

    level: Level | None
    code: Code | None
    name: str
    page_number: int
    box: Box
    indicators: list[Indicator] = field(default_factory=list)
    budget: int | None = None
    has_budget: bool = False
    before: int | None = None
    forecast: int | None = None
    other: tuple[int | None, ...] = ()
    done: tuple[Done, ...] = ()
    location: str = ""
    fund: str = ""
    opd: str = ""
    agency: str = ""
    source: Source = Source.TEXT
    warnings: list[Notice] = field(default_factory=list)
    is_open: bool = True  # its last cell may go on at the next page's top


@dataclass(frozen=True, slots=True)
class Total:
    """A row that repeats a sum: never an item, always a check."""

    after: int  # how many drafts stood above it
    rupiah: int
    label: str
    page_number: int
    is_above: bool = False  # a heading's: of what stands below it


@dataclass(slots=True)
class Drafts:
    """What the records of one section came to."""

    items: list[Draft] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    unread: list[Record] = field(default_factory=list)
    is_coded: bool = False
    is_numbered: bool = False
    says_program: bool = False  # programs are named with the word


def draft_items(records: Sequence[Record]) -> Drafts:
    """Drafts of the items in ``records``, in order; levels are open where there is no code."""
    coded = sum(record.item_code is not None for record in records)
    named = sum(bool(record.name) for record in records)
    numbered = sum(bool(record.name and record.number) for record in records)
    assembler = _Assembler(
        Drafts(
            is_coded=coded >= _LEAST_CODED and coded >= 0.2 * named,
            is_numbered=numbered > 0.5 * named,
            says_program=any(_PROGRAM.match(record.name) for record in records),
        )
    )
    for record in each_once(whole_records(records)):
        assembler.take(record)
    return assembler.drafts


@dataclass(slots=True)
class _Assembler:
    drafts: Drafts
    opd: str = ""
    pending: Record | None = None  # a cut row's upper half, its code still to come
    unread_at: int = -1  # how many items stood above the last row left out

    def take(self, record: Record) -> None:
        if is_total(record):
            self._total(record)
        elif record.item_code:
            self._open(record)
        elif _MEASURE.match(record.name) and record.indicators and self.drafts.items:
            self.drafts.items[-1].indicators.extend(record.indicators)
        elif self._completes_name(record):
            self._continue(record)
        elif record.level and not (_CONTEXT.match(record.name) or looks_like_opd(record.name)):
            self._open(record)
        elif self._is_context(record):
            self._context(record)
        elif self.drafts.is_coded:
            self._uncoded_row_of_coded(record)
        elif self._begins_item(record):
            self._open(record)
        else:
            self._continue(record)

    def _completes_name(self, record: Record) -> bool:
        """Whether the row is the rest of a name that the page's end cut, and nothing else.

        Such a rest may look like an agency: *... Kendaraan Perorangan* | *Dinas atau Kendaraan*.
        """
        last = self.drafts.items[-1] if self.drafts.items else None
        if not (last and last.is_open and record.is_first and record.name) or record.code_text:
            return False
        if is_official_name(f"{last.name} {record.name}") and not is_official_name(last.name):
            return True
        is_bare = not (record.has_figures or record.is_spanning or record.number)
        is_alike = last.name.isupper() == record.name.isupper()
        return is_bare and is_alike and self.drafts.is_coded and not _CONTEXT.match(record.name)

    def _is_context(self, record: Record) -> bool:
        if record.code and record.code.kind in (CodeKind.URUSAN, CodeKind.BIDANG, CodeKind.OPD):
            return bool(record.name) or not record.indicators
        if record.code and record.code.kind is CodeKind.REKENING:
            return True
        if not record.name:
            return False
        if self._is_program(record):
            return False
        return bool(
            _CONTEXT.match(record.name)
            or _OPD_LABEL.match(record.name)
            or record.is_spanning
            or (not record.wording and looks_like_opd(record.name))
            or (not record.wording and not self.drafts.is_coded and record.name.isupper())
        )

    def _is_program(self, record: Record) -> bool:
        """Whether a row says that it is a program, or has the official name of one.

        Such a name alone may head a group of rows; with figures of its own it is no heading.
        """
        if _PROGRAM.match(record.name):
            return True
        if self.drafts.is_coded or record.name_from_above or not is_program_name(record.name):
            return False
        if self.drafts.says_program:
            return record.has_money and bool(record.wording or record.number)
        return record.has_money or bool(record.wording)

    def _context(self, record: Record) -> None:
        self.pending = None
        self._heading_sum(record)
        name = _OPD_LABEL.sub("", record.name)
        name = without_region(re.sub(r"^[\d.\- ]+|\s+\d+$", "", name))
        is_sum = not self.drafts.is_coded and record.has_money and not _CONTEXT.match(name)
        is_opd = looks_like_opd(name) or (is_sum and name.isupper())
        is_opd &= not (record.code and record.code.kind is CodeKind.BIDANG)
        if is_opd or (record.code and record.code.kind is CodeKind.OPD and name):
            self.opd = name
        self._close_last()

    def _total(self, record: Record) -> None:
        rupiah = record.money.rupiah
        if rupiah is not None and not _CARRIED.search(record.name):
            count = len(self.drafts.items)
            self.drafts.totals.append(Total(count, rupiah, record.name, record.page_number))
        self._close_last()

    def _heading_sum(self, record: Record) -> None:
        rupiah = record.money.rupiah
        if rupiah and not (record.code and record.code.kind is CodeKind.REKENING):
            count = len(self.drafts.items)
            total = Total(count, rupiah, record.name, record.page_number, is_above=True)
            self.drafts.totals.append(total)

    def _close_last(self) -> None:
        if self.drafts.items:
            self.drafts.items[-1].is_open = False

    def _begins_item(self, record: Record) -> bool:
        """Whether a row of a table without codes begins an item and not only goes on with one."""
        if not record.name or record.name_from_above:
            return False
        if self._is_program(record):
            return True
        if self._is_cut_name(record):
            return False
        return bool(record.indicators or record.has_figures)

    def _is_cut_name(self, record: Record) -> bool:
        """Whether the name is the rest of a name that the page's end cut."""
        if not record.is_first or not self.drafts.items or not self.drafts.items[-1].is_open:
            return False
        above = self.drafts.items[-1]
        if self.drafts.is_numbered and not record.number and not record.has_money:
            return True
        if _UNFINISHED.search(fold(above.name)) or record.name[:1].islower():
            return True
        is_bare = not (record.has_figures or record.location or record.fund or record.agency)
        return is_bare and bool(record.wording) and _is_rest(above, record)

    def _uncoded_row_of_coded(self, record: Record) -> None:
        if record.name and record.has_money and _has_broken_code(record):
            told = f"the code cannot be read: {record.code_text}"
            self._open(record, Notice("code_unreadable", told, record.page_number))
        elif record.name and _PROGRAM.match(record.name) and record.has_money:
            told = "no code is printed in this row"
            self._open(record, Notice("code_missing", told, record.page_number))
        elif record.name and not record.name_from_above:
            last = self.drafts.items[-1] if self.drafts.items else None
            if record.is_first and last and last.is_open:
                self._continue(record)
            elif record.is_last:
                self.pending = record
            elif record.has_figures or record.indicators:
                self.drafts.unread.append(record)
                self.unread_at = len(self.drafts.items)
                self._close_last()
            else:
                self._close_last()
        else:
            self._continue(record)

    def _take_headings(self, code: Code | None) -> None:
        """Rows left out right above a row whose code goes on where theirs ends were headings."""
        while self.drafts.unread and code:
            last = self.drafts.unread[-1]
            is_opening = last.code_text and code.text.startswith(last.code_text)
            if not is_opening or self.unread_at != len(self.drafts.items):
                break
            self._heading_sum(self.drafts.unread.pop())

    def _open(self, record: Record, *warnings: Notice) -> None:
        self._take_headings(record.item_code)
        draft = _draft(record, self.opd)
        if draft.level is None and self._is_program(record):
            draft.level = Level.PROGRAM
        draft.warnings.extend(warnings)
        if self.pending and record.is_first:
            upper = self.pending
            draft.name = name_of_lines(f"{upper.name}\n{draft.name}")
            draft.indicators = joined_indicators(list(upper.indicators), draft.indicators)
            draft.page_number, draft.box = upper.page_number, upper.box
        self.pending = None
        self.drafts.items.append(draft)

    def _continue(self, record: Record) -> None:
        if not self.drafts.items:
            return
        draft = self.drafts.items[-1]
        if not record.name and not record.indicators and record.money.rupiah is not None:
            self._total(record)
            return
        is_cut = record.is_first and draft.is_open
        if record.name and is_cut:
            draft.name = name_of_lines(f"{draft.name}\n{record.name}")
        if is_cut and _is_rest(draft, record):
            draft.indicators = joined_indicators(draft.indicators, list(record.indicators))
        else:
            draft.indicators.extend(record.indicators)
        _add_money(draft, record)
        draft.location = joined(draft.location, record.location, is_cut=is_cut)
        draft.fund = joined(draft.fund, record.fund, is_cut=is_cut)
        if is_cut and record.agency:
            draft.agency = joined(draft.agency, record.agency, is_cut=True)
            draft.opd = draft.agency if _is_full_name(draft.agency) else self.opd


def _has_broken_code(record: Record) -> bool:
    """Whether the code's cell holds most of an item's code, but a damaged one."""
    digits = sum(map(str.isdigit, record.code_text))
    return record.code is None and digits >= _LEAST_DIGITS and digits > len(record.code_text) / 2


def is_total(record: Record) -> bool:
    """Whether the row repeats a sum: it says so, and says nothing else."""
    if record.item_code or not record.has_money:
        return False
    labels = [record.name, record.code_text, record.number]
    if any(_TOTAL.match(label) for label in labels if label):
        return True
    return not any(labels) and bool(_TOTAL_ALONE.fullmatch(record.wording))


def _draft(record: Record, opd: str) -> Draft:
    draft = Draft(
        level=LEVEL_OF_KIND[record.item_code.kind] if record.item_code else record.level,
        code=record.item_code,
        name=record.name,
        page_number=record.page_number,
        box=record.box,
        indicators=list(record.indicators),
        location=record.location,
        fund=record.fund,
        opd=record.agency if _is_full_name(record.agency) else opd,
        agency=record.agency,
        source=record.source,
    )
    _add_money(draft, record)
    return draft


def _is_full_name(agency: str) -> bool:
    """Whether an agency is named in full and not by its short name (``BKAD``, ``Disperindag``)."""
    return " " in agency and looks_like_opd(agency)


def _add_money(draft: Draft, record: Record) -> None:
    money: Money = record.money
    if money.is_broken:
        draft.warnings.append(
            Notice(
                "broken_number", "the amount's digits are damaged in the print", record.page_number
            )
        )
    if money.others or (money.rupiah is not None and draft.budget is not None):
        extra = money.others if draft.budget is None else (money.rupiah, *money.others)
        listed = ", ".join(
            f"{amount:,}".replace(",", ".") for amount in extra if amount is not None
        )
        draft.warnings.append(
            Notice(
                "several_amounts",
                f"further amounts stand in this item: {listed}",
                record.page_number,
            )
        )
    if draft.budget is None:
        draft.budget = money.rupiah
    draft.has_budget |= record.has_money
    if draft.before is None:
        draft.before = record.before.rupiah
    if draft.forecast is None:
        draft.forecast = record.forecast.rupiah
    draft.done = joined_done(draft.done, record.done)
    if not any(amount is not None for amount in draft.other):
        draft.other = tuple(amount.rupiah for amount in record.other_money)


def _is_rest(draft: Draft, record: Record) -> bool:
    """Whether the first indicator of the next page's first row is the rest of the last one."""
    if not record.indicators or not draft.indicators:
        return False
    above, below = draft.indicators[-1].text, record.indicators[0]
    if only_unit(below) and draft.indicators[-1].unit is None:
        return True
    has_target = below.target is not None and not only_unit(below)
    if has_target and draft.indicators[-1].target is not None:
        return False
    return (
        (not has_target and not _INDICATOR_START.match(below.text))
        or bool(_UNFINISHED.search(fold(above)))
        or above.count("(") > above.count(")")
        or below.text[:1].islower()
    )
