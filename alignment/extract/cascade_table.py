"""A table of an RPJMD -> rows of texts by column, where its head names levels of a cascade. Pure.

A workbook's sheet comes here as a table too, its edges counted in columns and rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from alignment.extract.cascade_words import Label, label_of
from alignment.text import fold, squash
from alignment.types import CascadeKind

if TYPE_CHECKING:
    from alignment.extract.table import Cell, Table, TableRow

_NUMBER_CELL = re.compile(r"\(?\d{1,2}[a-z]?\)?(?:\s?=.*)?")
_PAIR_CELL = re.compile(
    r"k|rp\.?|\(?rp\.?\)?|kinerja|anggaran|%|tahun|target|(?:tahun )?20\d\d|awal|akhir|satuan"
)
_TOTAL = re.compile(r"^(?:jumlah|total|grand total)\b")
_LEAST_LABELS = 2
_LEAST_NUMBERS = 3
_MOST_COVERED = 0.6
_SAME_WIDTH = (0.8, 1.25)


@dataclass(frozen=True, slots=True)
class Lane:
    """A column: where it stands and what it holds."""

    left_pt: float
    right_pt: float
    label: Label


@dataclass(frozen=True, slots=True)
class CascadeHead:
    """The columns that a head names, and the row after it."""

    lanes: tuple[Lane, ...]
    edges_pt: tuple[float, ...]
    end_row: int = 0

    @property
    def levels(self) -> frozenset[CascadeKind]:
        """All levels that a column of its own, or one shared by several, holds."""
        return frozenset(level for lane in self.lanes for level in lane.label.levels)

    def is_like(self, other: CascadeHead | None) -> bool:
        """Whether another page prints the same head."""
        if other is None:
            return False
        return [lane.label for lane in self.lanes] == [lane.label for lane in other.lanes]

    def over(self, table: Table) -> CascadeHead | None:
        """This head laid over a table without a head of its own; None where they are too unlike."""
        old, new = self.edges_pt, table.edges_pt
        if old == new:
            return self
        if len(old) == len(new):
            places = dict(zip(old, new, strict=True))
        else:
            stretch = (new[-1] - new[0]) / (old[-1] - old[0])
            if not _SAME_WIDTH[0] < stretch < _SAME_WIDTH[1]:
                return None
            places = {x: new[0] + (x - old[0]) * stretch for x in old}
        lanes = [
            replace(lane, left_pt=places[lane.left_pt], right_pt=places[lane.right_pt])
            for lane in self.lanes
        ]
        return CascadeHead(tuple(lanes), tuple(places.values()))


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """The texts of a row by lane; ``whole`` is set where one text stands alone in the row."""

    texts: tuple[str, ...]
    whole: str = ""
    is_first: bool = False


def find_head(
    table: Table, *, start: int = 0, programs_suffice: bool = False
) -> tuple[int, CascadeHead] | None:
    """The first row of the next head at or below row ``start``, and the head.

    A head names a mission, goal or target in one column and something in another. Where a heading
    above the table has named the mission, a column of programs will do.
    """
    wanted = {CascadeKind.MISSION, CascadeKind.GOAL, CascadeKind.TARGET}
    if programs_suffice:
        wanted |= {CascadeKind.PROGRAM, CascadeKind.FLAGSHIP}
    for first in range(start, len(table.rows)):
        labels = [label_of(cell.text) for cell in table.rows[first].cells if cell.text]
        if sum(label is not None for label in labels) < _LEAST_LABELS or not _all_labels(labels):
            continue
        end = _head_end(table, first)
        head = CascadeHead(_lanes(table, first, end), table.edges_pt, end)
        if head.levels & wanted and len(_named(head)) >= _LEAST_LABELS:
            return first, head
    return None


def _all_labels(labels: list[Label | None]) -> bool:
    """Whether nearly all cells are labels: a row of data may hold a word or two that look so."""
    return sum(label is not None for label in labels) >= _MOST_COVERED * len(labels)


def _named(head: CascadeHead) -> list[Lane]:
    return [lane for lane in head.lanes if lane.label.is_cascade or lane.label.is_code]


def _head_end(table: Table, first: int) -> int:
    end = first + 1
    bottom = max(cell.bottom_pt for cell in table.rows[first].cells if cell.text)
    for index in range(first + 1, len(table.rows)):
        row = table.rows[index]
        is_inside = row.bottom_pt <= bottom + 1
        if not is_inside and (row.is_blank or not _continues_head(row)):
            break
        end = index + 1
    return end


def _continues_head(row: TableRow) -> bool:
    texts = [fold(text) for text in row.texts]
    if is_number_row(row) or all(_PAIR_CELL.fullmatch(text) for text in texts):
        return True
    labels = [label_of(text) for text in texts]
    known = sum(
        label is not None or bool(_PAIR_CELL.fullmatch(text))
        for text, label in zip(texts, labels, strict=True)
    )
    return len(texts) >= _LEAST_NUMBERS and known == len(texts)


def is_number_row(row: TableRow) -> bool:
    """Whether the row only numbers the columns: ``(1) (2) (3)``."""
    texts = [squash(text) for text in row.texts]
    return len(texts) >= _LEAST_LABELS and all(_NUMBER_CELL.fullmatch(text) for text in texts)


def _lanes(table: Table, first: int, end: int) -> tuple[Lane, ...]:
    rows = [row for row in table.rows[first:end] if not is_number_row(row)]
    lanes: list[Lane] = []
    previous: tuple[Cell, ...] | None = None
    for left, right in zip(table.edges_pt, table.edges_pt[1:], strict=False):
        middle = (left + right) / 2
        stack = tuple(c for row in rows for c in row.cells if c.left_pt < middle < c.right_pt)
        if lanes and stack == previous:
            lanes[-1] = replace(lanes[-1], right_pt=right)
            continue
        previous = stack
        lanes.append(Lane(left, right, _stacked_label([cell.text for cell in stack if cell.text])))
    return tuple(lanes)


def _stacked_label(texts: list[str]) -> Label:
    """The lowest label that says something; *Program* over *Indikator* is a program's indicator."""
    labels = [label for label in map(label_of, texts) if label is not None]
    if not labels:
        return Label()
    lowest, above = labels[-1], labels[:-1]
    if lowest.is_indicator and lowest.indicator_of is None:
        levels = next((one.levels for one in reversed(above) if one.levels), ())
        return replace(lowest, indicator_of=levels[0] if len(levels) == 1 else None)
    if lowest.is_cascade or not above or not above[-1].levels:
        return lowest
    return lowest if fold(texts[-1]) not in ("nama", "uraian") else above[-1]


def rows_of(
    table: Table, head: CascadeHead, *, start: int, end: int
) -> list[tuple[int, CascadeRow]]:
    """The rows that say something, by their place in the table; totals and numbers left out."""
    found: list[tuple[int, CascadeRow]] = []
    for index in range(start, end):
        row = table.rows[index]
        if row.is_blank or is_number_row(row) or _is_total(row, head):
            continue
        found.append((index, _row(row, head, is_first=not found)))
    return found


def _is_total(row: TableRow, head: CascadeHead) -> bool:
    """Whether a row sums others up; an indicator may well begin with *Jumlah*."""
    for cell in row.cells:
        if _TOTAL.match(fold(cell.text)):
            lane = max(head.lanes, key=lambda lane: _share(cell, lane))
            if not lane.label.is_indicator:
                return lane.label.is_cascade or lane.label.is_code or lane.label.is_number
    return False


def _row(row: TableRow, head: CascadeHead, *, is_first: bool) -> CascadeRow:
    texts = [""] * len(head.lanes)
    filled = [cell for cell in row.cells if cell.text]
    for cell in filled:
        covered = [i for i, lane in enumerate(head.lanes) if _share(cell, lane) > _MOST_COVERED]
        if not covered:
            covered = [max(range(len(texts)), key=lambda i: _share(cell, head.lanes[i]))]
        place = covered[0]
        texts[place] = f"{texts[place]}\n{cell.text}" if texts[place] else cell.text
    whole = filled[0].text if len(filled) == 1 else ""
    return CascadeRow(tuple(texts), whole, is_first)


def _share(cell: Cell, lane: Lane) -> float:
    """The part of the lane (0 to 1) that the cell covers."""
    shared = min(cell.right_pt, lane.right_pt) - max(cell.left_pt, lane.left_pt)
    return max(0.0, shared) / max(lane.right_pt - lane.left_pt, 1e-6)
