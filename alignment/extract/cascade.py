"""Tables and running text of an RPJMD, in the order of its pages -> its cascade. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from alignment.extract.cascade_prose import ProseReader
from alignment.extract.cascade_table import CascadeHead, CascadeRow, find_head, rows_of
from alignment.extract.cascade_tree import Tree
from alignment.extract.cascade_words import LEVELS, Label, Said, parts_of, said
from alignment.text import CodeKind, fold, looks_like_opd, parse_code, squash
from alignment.types import CascadeEntry, CascadeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alignment.extract.cascade_prose import Line
    from alignment.extract.table import Table

_CODE_THEN_NAME = re.compile(
    r"(?P<code>[1-9X]\s?\.\s?(?:\d\d|XX)\s?\.\s?\d\d)(?![\d.])\s*[-:\u2013]?\s+(?P<name>\D.*)"
)
_NOT_A_PROGRAM = re.compile(r"^(?:sub ?)?kegiatan\b|^urusan\b|^bidang\b|^unsur\b")
_RESULT_WORD = re.compile(r"^(?:ter|me)\w+nya\b|^ber\w+nya\b|^ter\w+")
_NEAR_LINES = 15
_HEADINGS = (CascadeKind.MISSION, CascadeKind.GOAL, CascadeKind.TARGET)


@dataclass(slots=True)
class CascadeReader:
    """Takes the tables and the lines between them, and grows the tree.

    ``near`` are the missions that running text named just above the next table: one names the
    table's mission, several are a list.
    """

    tree: Tree = field(default_factory=Tree)
    head: CascadeHead | None = None
    prose: ProseReader = field(default_factory=ProseReader)
    near: set[int] = field(default_factory=set)

    def feed_lines(self, lines: Sequence[Line], place: str) -> None:
        """Running text between two tables, or on a page without any."""
        if len(lines) > _NEAR_LINES:
            self.near.clear()
        for heading in self.prose.feed(lines):
            if heading.kind is not CascadeKind.MISSION and not self._can_hold(heading.kind):
                continue
            index = self.tree.enter(heading.kind, heading.told, place, is_table=False)
            is_near = heading.lines_after <= _NEAR_LINES
            if index is not None and heading.kind is CascadeKind.MISSION and is_near:
                self.near.add(index)

    def _can_hold(self, kind: CascadeKind) -> bool:
        return kind is CascadeKind.VISION or CascadeKind.MISSION in self.tree.open

    def feed_table(self, table: Table, place_of: Callable[[int], str]) -> None:
        """A table; ``place_of`` says where a row of it stands, for the planner."""
        start = 0
        while start < len(table.rows):
            found = find_head(table, start=start, programs_suffice=len(self.near) == 1)
            first = found[0] if found else len(table.rows)
            self._carry(table, start, first, place_of)
            if not found:
                break
            self._open(found[1])
            start = found[1].end_row
        self.near.clear()

    def _open(self, head: CascadeHead) -> None:
        """A new head keeps what is open where it goes on with the last, or a heading names it."""
        if len(self.near) == 1 and CascadeKind.MISSION not in head.levels:
            self.tree.from_tables |= self.near
        elif not head.is_like(self.head):
            self.tree.open = {}
        self.head = head

    def _carry(self, table: Table, start: int, end: int, place_of: Callable[[int], str]) -> None:
        if start == end:
            return
        head = self.head.over(table) if self.head else None
        if head is None:
            self._headless(table, start, end, place_of)
            return
        for index, row in rows_of(table, head, start=start, end=end):
            self._row(row, head, place_of(index))

    def _headless(self, table: Table, start: int, end: int, place_of: Callable[[int], str]) -> None:
        """Rows above the first head: a lone *Misi 1: ...* names what the table below is about."""
        for index in range(start, end):
            texts = table.rows[index].texts
            if len(texts) == 1:
                self._whole(texts[0], place_of(index))

    def _row(self, row: CascadeRow, head: CascadeHead, place: str) -> None:
        if row.whole and self._whole(row.whole, place):
            return
        code_text = " ".join(
            squash(text)
            for lane, text in zip(head.lanes, row.texts, strict=True)
            if lane.label.is_code and text
        )
        cells = [
            (lane.label, text) for lane, text in zip(head.lanes, row.texts, strict=True) if text
        ]
        for level in LEVELS:
            for label, text in cells:
                if label.levels[:1] == (level,):
                    self._level_cell(label, text, code_text, place, is_first=row.is_first)
        for column, (lane, text) in enumerate(zip(head.lanes, row.texts, strict=True)):
            if lane.label.is_indicator and text:
                owner = owner_of(head, column)
                if owner is None and _is_shared(head, column) and self._is_in_program():
                    owner = CascadeKind.PROGRAM
                if owner is not CascadeKind.PROGRAM:
                    self._indicators(text, place, owner, is_first=row.is_first)

    def _is_in_program(self) -> bool:
        return CascadeKind.PROGRAM in self.tree.open

    def _whole(self, text: str, place: str) -> bool:
        """A row of one text that says itself what it is: *Misi 1: ...*, *Tujuan 1.1: ...*."""
        told = said(text)
        if told.level not in (*_HEADINGS, CascadeKind.VISION) or told.level is None:
            return False
        entered = self.tree.enter(told.level, told, place)
        if entered is not None and told.level is CascadeKind.MISSION:
            self.near = {entered}
        return entered is not None

    def _level_cell(
        self, label: Label, text: str, code_text: str, place: str, *, is_first: bool
    ) -> None:
        if is_first and self._is_rest(label, text):
            index = self.tree.open[label.levels[0]]
            self.tree.lengthen(index, squash(text), place)
            return
        for part in parts_of(text):
            told = said(part)
            kind, doubts = _kind_of(told, label, code_text)
            if kind is CascadeKind.PROGRAM:
                self._program(part, code_text, place, doubts)
            elif told.text or told.number:
                self.tree.enter(kind, told, place, doubts=doubts)

    def _is_rest(self, label: Label, text: str) -> bool:
        """Whether a page's first cell is the end of what the page before began."""
        if len(label.levels) != 1 or label.levels[0] not in self.tree.open:
            return False
        begun = self.tree.entries[self.tree.open[label.levels[0]]]
        told = said(text)
        is_unnumbered = bool(begun.number) and not told.number and not told.level
        is_name = label.levels[0] in (CascadeKind.PROGRAM, CascadeKind.FLAGSHIP)
        return text[:1].islower() or (is_unnumbered and not is_name and begun.text != told.text)

    def _program(self, part: str, code_text: str, place: str, doubts: tuple[str, ...]) -> None:
        told = said(part)
        match = _CODE_THEN_NAME.fullmatch(squash(part))
        code = parse_code(code_text)
        if match:
            code, told = parse_code(match["code"]), Said(match["name"])
        is_other = code is not None and code.kind is not CodeKind.PROGRAM
        if is_other or _NOT_A_PROGRAM.match(fold(told.text)) or looks_like_opd(told.text):
            return
        if code_text and code is None:
            doubts = (*doubts, f'kode "{code_text}" tidak terbaca sebagai kode program')
        self.tree.enter(
            CascadeKind.PROGRAM, told, place, code=code.text if code else None, doubts=doubts
        )

    def _indicators(
        self, text: str, place: str, owner: CascadeKind | None, *, is_first: bool
    ) -> None:
        last = self.tree.entries[-1] if self.tree.entries else None
        if is_first and text[:1].islower() and last and last.kind is CascadeKind.INDICATOR:
            self.tree.lengthen(len(self.tree.entries) - 1, squash(text), place)
            return
        for part in parts_of(text):
            self.tree.indicate(said(part).text, place, owner)


def owner_of(head: CascadeHead, column: int) -> CascadeKind | None:
    """Whose indicators a column holds: as it says, else those of the level left of it.

    None means the deepest of goal and target: one column serves both.
    """
    label = head.lanes[column].label
    if label.indicator_of:
        return label.indicator_of
    left = [lane.label.levels for lane in head.lanes[:column] if lane.label.levels]
    if not left or len(left[-1]) > 1:
        return None
    nearest = left[-1][0]
    return nearest if nearest in (CascadeKind.PROGRAM, CascadeKind.GOAL) else None


def _is_shared(head: CascadeHead, column: int) -> bool:
    """Whether the levels left of a column share one column: its rows tell whose an indicator is."""
    return any(len(lane.label.levels) > 1 for lane in head.lanes[:column])


def _kind_of(told: Said, label: Label, code_text: str) -> tuple[CascadeKind, tuple[str, ...]]:
    """What an entry is: as it says, else as its column says, else guessed, with a doubt."""
    if told.level and (told.level in label.levels or len(label.levels) == 1):
        return told.level, ()
    if len(label.levels) == 1:
        return label.levels[0], ()
    code = parse_code(code_text)
    is_program = fold(told.text).startswith("program ") or code is not None
    if CascadeKind.PROGRAM in label.levels and is_program:
        return CascadeKind.PROGRAM, ()
    levels = [level for level in label.levels if level is not CascadeKind.VISION]
    depth = told.number.count(".") if told.number else None
    if depth is not None and depth < len(levels):
        return levels[depth], ("tingkatnya dibaca dari nomornya",)
    is_result = bool(_RESULT_WORD.match(fold(told.text)))
    wanted = CascadeKind.TARGET if is_result else CascadeKind.GOAL
    kind = wanted if wanted in levels else levels[-1]
    return kind, ("tingkatnya (misi, tujuan, sasaran atau program) ditebak dari katanya",)


def conclude(reader: CascadeReader) -> tuple[CascadeEntry, ...]:
    """The tree's entries; missions that only running text names are left out beside a table's.

    What such a mission holds goes with it. The places of parents are counted anew.
    """
    tree = reader.tree
    dropped: set[int] = set()
    if len(tree.from_tables) > 1:
        missions = {index: tree.mission_of(index) for index in range(len(tree.entries))}
        dropped = {
            index
            for index, mission in missions.items()
            if mission is not None and mission not in tree.from_tables
        }
    kept = [index for index in range(len(tree.entries)) if index not in dropped]
    place: dict[int | None, int | None] = {old: new for new, old in enumerate(kept)}
    entries = [tree.entries[index] for index in kept]
    return tuple(replace(one, parent=place.get(one.parent)) for one in entries)
