"""Missions in running text: *Misi 1: Mewujudkan ...*, and numbered lists below *misi*. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alignment.extract.cascade_words import Said, is_of_others, looks_like_statement, said
from alignment.extract.names import one_line
from alignment.text import fold
from alignment.types import CascadeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_FULL_LINE = 0.72  # of the block's width: a shorter line ends its paragraph
_MOST_GAP = 1.9  # of the usual distance of lines: a wider one parts paragraphs
_MOST_LINES = 5
_LONGEST_STATEMENT = 320
_ENDS_LIST = re.compile(
    r"^(?:bab\b|tabel\b|gambar\b|\d+\.\d+)|\b(?:tujuan|sasaran|strategi)\b.{0,40}:$"
)
_OPENS_LIST = re.compile(
    r"\bmisi\b.*:$|^(?:[\d.]+\s*|[a-z][.)]\s*)?(?:visi dan )?misi\b[^.:,;]{0,60}$"
)
_SENTENCE_END = re.compile(r"[.;](?:\s+(?=[A-Z(])|\s*$)|;\s*(?:dan|serta)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text and where it stands."""

    text: str
    left_pt: float = 0.0
    right_pt: float = 0.0
    middle_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A mission, goal or target that running text states, and how many lines follow it."""

    kind: CascadeKind
    told: Said
    lines_after: int
    is_listed: bool = False


@dataclass(slots=True)
class ProseReader:
    """Reads blocks of lines in the order of the pages; a list may go on over a page's end."""

    expected: int = 0  # the next number of a list of missions; 0 outside of one
    is_others: bool = False
    listed: list[int] = field(default_factory=list)

    def feed(self, lines: Sequence[Line]) -> list[Heading]:
        """The statements that a block of lines makes, from the top."""
        found = []
        place = 0
        while place < len(lines):
            heading, used = self._heading(lines, place)
            if heading:
                found.append(heading)
            place += used
        return found

    def _heading(self, lines: Sequence[Line], place: int) -> tuple[Heading | None, int]:
        text = lines[place].text
        told = said(text)
        is_named = told.level in _STATED and (told.number or told.has_mark)
        is_next = self.expected and told.number == str(self.expected) and not told.level
        if not is_named and not is_next:
            self._note(text)
            return None, 1
        used, whole = _paragraph(lines, place)
        told = _bare(said(whole))
        kind = told.level or CascadeKind.MISSION
        if not _is_statement(told, kind):
            self._note(text)
            return None, 1
        if kind is CascadeKind.MISSION and self.is_others:
            self.expected += is_next
            return None, used
        if is_next:
            self.expected += 1
        heading = Heading(kind, told, len(lines) - place - used, is_listed=bool(is_next))
        return heading, used

    def _note(self, text: str) -> None:
        """Whether a line opens or ends a list of missions, and whose missions it speaks of."""
        own = fold(text)
        if _OPENS_LIST.search(own):
            self.expected, self.is_others = 1, is_of_others(own)
        elif "misi" in own.split() and is_of_others(own):
            self.is_others = True
        elif _ENDS_LIST.search(own):
            self.expected = 0


_STATED = (CascadeKind.VISION, CascadeKind.MISSION, CascadeKind.GOAL, CascadeKind.TARGET)


def _is_statement(told: Said, kind: CascadeKind) -> bool:
    if not told.text or len(told.text) > _LONGEST_STATEMENT:
        return False
    if kind is CascadeKind.VISION:
        return told.has_mark and len(told.text.split()) > 1
    if not told.number:
        return False
    is_title = told.has_mark and told.text[0].isupper() and len(told.text.split()) > 2  # noqa: PLR2004
    return looks_like_statement(told.text) or is_title


def _bare(told: Said) -> Said:
    """The statement's first sentence, without what closes it."""
    text = _SENTENCE_END.split(told.text, maxsplit=1)[0].strip(' .;,"\u201c\u201d')
    return Said(text, told.level, told.number, told.has_mark)


def _paragraph(lines: Sequence[Line], place: int) -> tuple[int, str]:
    """How many lines the paragraph from ``place`` takes, and its text."""
    right = max(line.right_pt for line in lines)
    left = min(line.left_pt for line in lines)
    taken = [lines[place]]
    for line in lines[place + 1 : place + _MOST_LINES]:
        if not _goes_on(taken, line, left, right):
            break
        taken.append(line)
    return len(taken), one_line("\n".join(line.text for line in taken))


def _goes_on(taken: Sequence[Line], line: Line, left: float, right: float) -> bool:
    last = taken[-1]
    told = said(line.text)
    is_ended = last.text.rstrip().endswith((".", ";", ":")) and bool(said(last.text).text)
    if told.level or told.number or is_ended:
        return False
    if _ENDS_LIST.search(fold(line.text)):
        return False
    if not said(taken[0].text).text:  # a bare "Misi 1": its statement is the next line
        return len(taken) == 1 or _is_full(last, left, right)
    pitch = line.middle_pt - last.middle_pt
    usual = taken[1].middle_pt - taken[0].middle_pt if len(taken) > 1 else _usual_pitch(last)
    if usual and pitch > _MOST_GAP * usual:
        return False
    is_capitals = last.text.isupper() and line.text.isupper()
    return is_capitals or line.text[:1].islower() or _is_full(last, left, right)


def _usual_pitch(line: Line) -> float:
    """About the distance of two lines, where nothing better is known; 0 where nothing is."""
    per_letter = (line.right_pt - line.left_pt) / max(len(line.text), 1)
    return 2.6 * per_letter


def _is_full(line: Line, left: float, right: float) -> bool:
    return right > left and (line.right_pt - left) >= _FULL_LINE * (right - left)
