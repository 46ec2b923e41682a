"""Programs that stand only in running text: numbered sentences that open with *Program*. Pure.

``1. Program X dengan pagu Rp ...`` or ``1. Program X: Kegiatan A; Kegiatan B;``. Precision goes
before completeness: a sentence counts only where it is numbered and says what it is, stands in no
chapter on the past, and its list holds together. All that is read so is marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alignment.extract.drafts import Draft, Drafts
from alignment.extract.item_codes import LEVEL_OF_KIND, LEVEL_OF_WORD
from alignment.extract.names import as_official, known_levels, level_key, name_of_lines
from alignment.text import (
    NO_MONEY,
    name_key,
    parse_code,
    parse_money,
    split_target,
    squash,
)
from alignment.types import Box, Indicator, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.text import Code

_OPENS = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[-\u2022\u2013*\uf0b7])\s*"
    r"(?P<label>program|sub[ -]?kegiatan|kegiatan)\s*:?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-z])[.)]|[-\u2022\u2013*\uf0b7])\s+(?P<rest>\S.*)")
_CHAPTER = re.compile(r"\s*bab\s+(?P<number>[ivx]+|\d)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"\s*(?:\d\.\d{1,2}\.?(?:\d{1,2}\.?)?\s+[a-z]|(?:bab|tabel|gambar)\s)", re.IGNORECASE
)
_OF_THE_PAST = frozenset({"i", "ii", "1", "2"})
_PAST = re.compile(
    r"\b(?:terealisasi|realisasi(?:nya)? (?:sebesar|anggaran sebesar)|mencapai|telah)\b"
)
_NAME_ENDS = re.compile(  # in small letters: a name has them large
    r"\s*(?:[:;]|\.(?=\s|$)|,?\s*\b(?:dengan (?:pagu|anggaran|alokasi|dana|kegiatan|sub|target"
    r"|indikator|rincian|total)|sebesar|senilai|yang (?:terdiri|meliputi|mencakup|dilaksanakan)"
    r"|terdiri (?:dari|atas)|meliputi|melalui|dilaksanakan|pagu|anggaran|(?:pada )?tahun 20\d\d)\b"
    r"|\(?\s*[Rr]p\.?\s*\d)"
)
_SENTENCE = re.compile(
    r"\b(?:ini|itu|tersebut|adalah|merupakan|akan|telah|dapat|harus|diarahkan|bertujuan|perlu)\b"
)
_MONEY_FOLLOWS = re.compile(
    r"(?P<name>[^:;]*?),?\s+(?:dengan (?:pagu|anggaran|alokasi|dana)|sebesar|senilai)\b"
)
_AMOUNT = re.compile(
    r"\b(?:pagu|anggaran|alokasi|dana|sebesar|senilai|rp)\b[^\d;:]{0,40}"
    r"(?P<amount>\d{1,3}(?:\.\d{3})+(?:,\d\d)?)",
    re.IGNORECASE,
)
_INDICATORS = re.compile(
    r"\bindikator(?: kinerja)?(?: \w+)?\s*:\s*(?P<list>.*)", re.IGNORECASE | re.DOTALL
)
_TARGET = re.compile(r"(?P<text>.*?),?\s+(?:dengan )?target\s*:?\s*(?P<target>\d.*)", re.DOTALL)
_CODE = re.compile(r"\(?(?P<code>[\dX]{1,2}(?:\.[\dX]{1,4}){2,5})\)?\s*[-:]?\s*")
_INLINE = re.compile(
    r"(?P<label>[Ss]ub[ -]?[Kk]egiatan|[Kk]egiatan)\s*:?\s+(?P<rest>\S.*)", re.DOTALL
)
_MOST_LINES = 14
_MOST_WORDS = 45
_LEAST_ITEMS = 3
_EDGE_LINES = 2
_DOTTED = "...."


@dataclass(slots=True)
class _Statement:
    """A numbered sentence: what it says it is, and its lines."""

    level: Level | None  # None: numbered below a program, without a word for its level
    page_number: int
    lines: list[str]

    @property
    def text(self) -> str:
        return name_of_lines("\n".join(self.lines))


@dataclass(slots=True)
class ProseReader:
    """Takes pages' lines and keeps the numbered sentences on programs and kegiatan."""

    statements: list[_Statement] = field(default_factory=list)
    _is_open: bool = False
    _is_past: bool = False
    _edges: set[str] = field(default_factory=set)  # running heads and feet, digits apart

    def feed(self, page_number: int, lines: Sequence[str]) -> None:
        """Reads the lines of one page, from the top."""
        keys = [re.sub(r"\d+", "", squash(line)).casefold() for line in lines]
        edges = {*range(_EDGE_LINES), *range(len(keys) - _EDGE_LINES, len(keys))}
        for index, line in enumerate(lines):
            is_running = index in edges and keys[index] in self._edges
            if keys[index] and (not is_running or _OPENS.match(line)):
                self._line(page_number, line)
        self._edges |= {key for index, key in enumerate(keys) if index in edges}

    def _line(self, page_number: int, line: str) -> None:
        chapter = _CHAPTER.match(line)
        if chapter:
            self._is_past = chapter["number"].casefold() in _OF_THE_PAST
        if _DOTTED in line or _HEADING.match(line) or self._is_past:
            self._is_open = False
            return
        opening, numbered = _OPENS.match(line), _NUMBERED.match(line)
        if opening:
            label = re.sub(r"sub[ -]?kegiatan", "sub kegiatan", opening["label"].casefold())
            self._open(LEVEL_OF_WORD[label], page_number, _named(opening, line))
        elif numbered and self.statements:
            self._open(None, page_number, numbered["rest"])
        elif self._is_open:
            self.statements[-1].lines.append(line)
            self._is_open = len(self.statements[-1].lines) < _MOST_LINES

    def _open(self, level: Level | None, page_number: int, text: str) -> None:
        self.statements.append(_Statement(level, page_number, [text]))
        self._is_open = True

    def drafts(self) -> Drafts:
        """The items that the sentences name, each once, marked; none where they are no list."""
        found: list[Draft] = []
        seen: dict[tuple[Level | None, str], Draft] = {}
        for draft in self._named_items():
            key = (draft.level, name_key(draft.name))
            if draft.level is Level.PROGRAM or key not in seen or draft.budget is not None:
                known = seen.get(key) if draft.level is Level.PROGRAM else None
                if known is None:
                    found.append(draft)
                elif known.budget is None:
                    known.budget = draft.budget
            seen.setdefault(key, draft)
        found = _holding_together(found)
        return Drafts(items=found if len(found) >= _LEAST_ITEMS else [])

    def _named_items(self) -> Iterator[Draft]:
        lists_kegiatan = False
        for statement in self.statements:
            text = statement.text
            if _PAST.search(text):
                continue
            if statement.level is None:
                name = _name_in(text)
                known = known_levels().get(level_key(name))
                if lists_kegiatan and known in (Level.KEGIATAN, Level.SUB_KEGIATAN):
                    yield from _drafts_in(text, known, statement.page_number)
                continue
            yield from _drafts_in(text, statement.level, statement.page_number)
            if statement.level is Level.PROGRAM:
                lists_kegiatan = text.rstrip().endswith(":")


def _named(opening: re.Match[str], line: str) -> str:
    """A sentence from its name on; a program's name begins with the word itself."""
    is_program = opening["label"].casefold() == "program"
    return line[opening.start("label") :] if is_program else opening["rest"]


def _name_in(text: str) -> str:
    """The name that a sentence opens with: up to its money, else to where no name goes on."""
    to_money = _MONEY_FOLLOWS.match(text)
    if to_money and not re.search(r"\. |\d{4}", to_money["name"]):
        return squash(to_money["name"])
    end = _NAME_ENDS.search(text)
    return squash(text[: end.start()] if end else text).rstrip(" ,;.:")


def _drafts_in(text: str, level: Level, page_number: int) -> Iterator[Draft]:
    """The item that a sentence opens with, and the kegiatan that it lists behind a colon."""
    draft = _draft(text, level, page_number)
    if draft is None:
        return
    yield draft
    if level is Level.PROGRAM and not draft.indicators:
        for part in re.split(r"[;:]\s*(?:dan\s+)?", text)[1:]:
            inline = _INLINE.match(part)
            if inline:
                label = re.sub(r"sub[ -]?kegiatan", "sub kegiatan", inline["label"].casefold())
                below = _draft(inline["rest"], LEVEL_OF_WORD[label], page_number)
                if below is not None:
                    yield below


def _draft(text: str, level: Level, page_number: int) -> Draft | None:
    code, text = _code_in(text, level)
    name = as_official(_name_in(text))
    if not 1 < len(name.split()) <= _MOST_WORDS or _SENTENCE.search(name) or not name[0].isalpha():
        return None
    before, _, _ = text.partition("indikator")
    amount = _AMOUNT.search(before)
    told = "read from running text, not from a table: check it on its page"
    return Draft(
        level,
        code,
        name,
        page_number,
        Box(0.0, 0.0, 0.0, 0.0),
        indicators=_indicators_in(text),
        budget=(parse_money(amount["amount"]) if amount else NO_MONEY).rupiah,
        warnings=[Notice("from_prose", told, page_number)],
    )


def _code_in(text: str, level: Level) -> tuple[Code | None, str]:
    """The code that stands before the name or in brackets behind it, and the text without it."""
    head, word, rest = ("", "", text)
    if level is Level.PROGRAM:
        head, word, rest = text.partition(" ")
    match = _CODE.match(rest) or re.search(r"\s\((?P<code>[\dX]{1,2}(?:\.[\dX]{1,4}){2,5})\)", rest)
    code = parse_code(match["code"]) if match else None
    if match is None or code is None or LEVEL_OF_KIND.get(code.kind) is not level:
        return None, text
    return code, head + word + rest[: match.start()] + rest[match.end() :]


def _indicators_in(text: str) -> list[Indicator]:
    match = _INDICATORS.search(text)
    parts = match["list"].split(";") if match else ()
    indicators = []
    for part in parts:
        whole = squash(part).rstrip(".")
        target = _TARGET.fullmatch(whole)
        figure, unit = split_target(target["target"]) if target else (None, None)
        if whole:
            indicators.append(Indicator(target["text"] if target else whole, figure, unit))
    return indicators


def _holding_together(drafts: Iterable[Draft]) -> list[Draft]:
    """The programs that have money or something below them, and what stands below a program."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        if draft.level is Level.PROGRAM:
            groups.append([draft])
        elif groups:
            groups[-1].append(draft)
    kept = (group for group in groups if len(group) > 1 or group[0].budget is not None)
    return [draft for group in kept for draft in group]
