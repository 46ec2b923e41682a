"""Label blocks: ``Program : 3.31.01 PROGRAM ...`` above the details of one sub kegiatan. Pure.

SIPD prints an RKA or DPA so: one block a sub kegiatan, then its belanja, whose *kode rekening* look
like codes of the nomenclature and are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alignment.extract.drafts import Draft, Drafts
from alignment.extract.names import known_words
from alignment.text import CodeKind, join_lines, parse_code, parse_money, split_target, squash
from alignment.types import Box, Indicator, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alignment.extract.table import Table
    from alignment.text import Code

_LABEL = re.compile(
    r"^\s*(?P<label>[A-Z][A-Za-z/()\d ]{2,40}?)\s*:\s*(?P<value>\S.*)$",
)
_CODED = re.compile(r"(?P<code>[\dX][\dX. ]*\d)\s+(?P<name>\S.*)")
_YEAR_LABEL = re.compile(r"(?:jumlah|alokasi)\s*(?:tahun)?\s*(?P<year>20\d\d)", re.IGNORECASE)
_LEVELS = {
    "program": (Level.PROGRAM, CodeKind.PROGRAM),
    "kegiatan": (Level.KEGIATAN, CodeKind.KEGIATAN),
    "sub kegiatan": (Level.SUB_KEGIATAN, CodeKind.SUB_KEGIATAN),
}

_LEVEL_OF_MEASURE = {
    "capaian program": Level.PROGRAM,
    "hasil": Level.KEGIATAN,
    "keluaran": Level.SUB_KEGIATAN,
}
_INDICATOR_CELLS = 3


@dataclass(slots=True)
class _Block:
    """The labels of one block, in order, and where they stand."""

    page_number: int
    values: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)


@dataclass(slots=True)
class LabelReader:
    """Takes pages' lines and keeps the label blocks."""

    blocks: list[_Block] = field(default_factory=list)
    _open_label: str = ""
    _agency: str = ""

    def feed(self, page_number: int, lines: Iterable[str]) -> None:
        """Reads the lines of one page, from the top."""
        self._open_label = ""
        for line in lines:
            match = _LABEL.match(line)
            if match:
                self._label(page_number, squash(match["label"]).casefold(), match["value"])
            elif self._open_label and self.blocks and not parse_code(squash(line)):
                self._wrap(line)

    def _label(self, page_number: int, label: str, value: str) -> None:
        label = re.sub(r"^sub[- ]?kegiatan$", "sub kegiatan", label)
        if label in ("unit organisasi", "organisasi", "skpd", "opd"):
            self._agency = re.sub(r"^[\dX.\- ]+", "", value).strip()
        if label == "program" and _CODED.match(value.strip()):
            self.blocks.append(_Block(page_number, {"agency": self._agency}))
        self._open_label = label if label in _LEVELS else ""
        if self.blocks:
            self.blocks[-1].values.setdefault(label, value.strip())

    def _wrap(self, line: str) -> None:
        values = self.blocks[-1].values
        value = values[self._open_label]
        if len(line.split()) <= 12 and not re.search(r"\d{4}", line):  # noqa: PLR2004 - a name's end
            values[self._open_label] = f"{value}\n{line.strip()}"
        self._open_label = ""

    def feed_table(self, table: Table) -> None:
        """Reads the block's own table: what is measured, and the target."""
        for row in table.rows if self.blocks else ():
            texts = row.texts
            label = squash(texts[0]).casefold() if len(texts) == _INDICATOR_CELLS else ""
            if label in _LEVEL_OF_MEASURE:
                figures = set(texts[2].split("\n"))
                figure, unit = split_target(figures.pop() if len(figures) == 1 else texts[2])
                wording = join_lines(texts[1], known_words())
                self.blocks[-1].indicators[label] = Indicator(wording, figure, unit)

    def drafts(self, year: int | None) -> Drafts:
        """The items that the blocks name, each once; amounts by the label of their year."""
        drafts = Drafts(is_coded=True)
        seen: set[str] = set()
        for block in self.blocks:
            for label, (level, kind) in _LEVELS.items():
                code, name = _coded(block.values.get(label, ""), kind)
                if code is None or code.text in seen:
                    continue
                seen.add(code.text)
                drafts.items.append(_draft(block, level, code, name, year))
        return drafts


def _coded(value: str, kind: CodeKind) -> tuple[Code | None, str]:
    match = _CODED.match(value.replace("\n", " \n"))
    code = parse_code(match["code"]) if match else None
    if match is None or code is None or code.kind is not kind:
        return None, ""
    return code, join_lines(value[value.index(match["name"][:5]) :], known_words())


def _draft(block: _Block, level: Level, code: Code, name: str, year: int | None) -> Draft:
    draft = Draft(level, code, name, block.page_number, Box(0.0, 0.0, 0.0, 0.0))
    draft.opd = block.values["agency"]
    draft.indicators = [i for m, i in block.indicators.items() if _LEVEL_OF_MEASURE[m] is level]
    if level is not Level.SUB_KEGIATAN:
        return draft
    amounts = _amounts(block)
    draft.budget = amounts.get(year) if year else None
    draft.forecast = amounts.get(year + 1) if year else None
    draft.location = block.values.get("lokasi kegiatan") or block.values.get("lokasi") or ""
    draft.fund = block.values.get("sumber pendanaan") or block.values.get("sumber dana") or ""
    return draft


def _amounts(block: _Block) -> dict[int | None, int | None]:
    found: dict[int | None, int | None] = {}
    for label, value in block.values.items():
        match = _YEAR_LABEL.fullmatch(label)
        if match:
            found[int(match["year"])] = parse_money(value).rupiah
    return found
