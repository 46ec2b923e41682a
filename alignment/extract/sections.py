"""Tables of many pages -> sections: the rows under one head, wherever its pages end. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from alignment.extract.body import fits_scale, told_before
from alignment.extract.captions import scaled
from alignment.extract.columns import carried, find_head, layout_of
from alignment.extract.hierarchy import are_of_levels
from alignment.extract.labels import Phase, Role, clean
from alignment.extract.names import is_official_name
from alignment.extract.rows import records_of
from alignment.types import Level

if TYPE_CHECKING:
    from alignment.extract.columns import Head, Layout
    from alignment.extract.drafts import Drafts
    from alignment.extract.rows import Record
    from alignment.extract.table import Table


class Form(IntEnum):
    """What a table is for; the higher, the more it is the plan itself."""

    OTHER = 0
    EVALUATION = 1
    PROPOSAL = 2
    LONG_TERM = 3
    REVIEW = 4
    PLAN = 5


@dataclass(slots=True)
class Section:
    """The records under one head."""

    head: Head
    layout: Layout
    form: Form
    last_page: int
    scale: int = 1  # of the amounts, as the words above the table say
    records: list[Record] = field(default_factory=list)


@dataclass(slots=True)
class SectionReader:
    """Takes the tables in the order of the pages, and carries a head on until the next one."""

    year: int | None = None
    sections: list[Section] = field(default_factory=list)
    record_count: int = 0

    def feed(self, table: Table, *, scale: int = 1) -> int:
        """Reads one table, its amounts in ``scale``. Returns the number of records it gave."""
        before = self.record_count
        start = 0
        while start < len(table.rows):
            found = find_head(table, start=start)
            first = found[0] if found else len(table.rows)
            if first > start:
                self._carry(table, start, first)
            if not found:
                break
            head = found[1]
            is_scaled = scale > 1 and fits_scale(head, table, scale)
            self._open(head, table.page_number, scale if is_scaled else 1)
            start = head.end_row
        return self.record_count - before

    def _open(self, head: Head, page_number: int, scale: int) -> None:
        section = self.sections[-1] if self.sections else None
        if section and section.head.is_like(head) and page_number <= section.last_page + 1:
            section.head = told_before(head, section.head)
            section.scale = max(scale, section.scale)
            section.layout = self._layout(section.head, section.scale)
            return
        layout = self._layout(head, scale)
        self.sections.append(Section(head, layout, form_of(head, layout), page_number, scale))

    def _layout(self, head: Head, scale: int) -> Layout:
        return layout_of(scaled(head, scale), year=self.year)

    def _carry(self, table: Table, start: int, end: int) -> None:
        """Rows without a head of their own: the head above them on this page, or one page back."""
        if not self.sections:
            return
        section = self.sections[-1]
        if table.edges_pt != section.head.edges_pt:
            head = carried(section.head, table)
            if head is None:
                return
            section.layout = self._layout(head, section.scale)
        section.last_page = table.page_number
        records = records_of(table, section.layout, start=start, end=end)
        section.records.extend(records)
        self.record_count += len(records)


def form_of(head: Head, layout: Layout) -> Form:
    """What the table is for, by its columns."""
    columns = head.columns
    phases = {c.meaning.phase for c in columns if c.role in (Role.MONEY, Role.TARGET)}
    names = [c for c in columns if c.role is Role.NAME]
    if any(_DETAIL.search(clean(label)) for c in columns for label in c.stack):
        return Form.OTHER
    if layout.is_realised or (layout.money is None and Phase.REALISED in phases):
        return Form.EVALUATION
    if layout.money is None:
        return Form.PROPOSAL if layout.targets else Form.OTHER
    if not are_of_levels(names):
        return Form.REVIEW
    years = {c.meaning.year for c in columns if c.role is Role.MONEY and _is_plan(c.meaning.phase)}
    if len(years) > 2:  # noqa: PLR2004 - more than a year and the next
        return Form.LONG_TERM
    has_detail = head.has(Role.INDICATOR) or head.has(Role.CODE) or head.has(Role.TARGET)
    return Form.PLAN if has_detail else Form.OTHER


_DETAIL = re.compile(r"koefisien|harga satuan|^harga$|^ppn$")


def _is_plan(phase: Phase) -> bool:
    return phase in (Phase.PLAN, Phase.AFTER)


def names_items(section: Section, drafts: Drafts) -> bool:
    """Whether codes, head or a row speak of programs or kegiatan: a list of belanja does not."""
    if drafts.is_coded:
        return True
    labels = (c.stack for c in section.head.columns if c.role is Role.NAME)
    if any(_OF_ITEMS.search(clean(label)) for stack in labels for label in stack):
        return True
    return any(
        draft.level is Level.PROGRAM or is_official_name(draft.name) for draft in drafts.items
    )


_OF_ITEMS = re.compile(r"program|kegiatan")
