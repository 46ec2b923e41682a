"""Label blocks: ``Program : 3.31.01 PROGRAM ...`` above the details of one sub kegiatan. Pure.

SIPD prints an RKA or DPA so: one block a sub kegiatan, then its belanja, whose *kode rekening* look
like codes of the nomenclature and are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alignment.extract.drafts import Draft, Drafts
from alignment.extract.item_codes import LEVEL_OF_KIND, LEVEL_OF_WORD
from alignment.extract.names import name_of_lines, one_line
from alignment.text import parse_code, parse_money, split_target, squash
from alignment.types import Box, Indicator, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.extract.table import Table
    from alignment.text import Code

_LABEL = re.compile(
    r"^\s*(?P<label>[A-Z][A-Za-z/()\d ]{2,40}?)\s*:\s*(?P<value>\S.*)$",
)
_CODED = re.compile(r"(?P<code>[\dX][\dX. ]*\d)\s+(?P<name>\S.*)")
_YEAR_LABEL = re.compile(r"(?:jumlah|alokasi)\s*(?:tahun)?\s*(?P<year>20\d\d)", re.IGNORECASE)
_LEVEL_OF_MEASURE = {
    "capaian program": Level.PROGRAM,
    "hasil": Level.KEGIATAN,
    "keluaran": Level.SUB_KEGIATAN,
}
_INDICATOR_CELLS = 3
_MOST_WORDS = 16  # of a name's line
_FULL_LINE = 0.75  # of the first line's length: a name's line that may have another one below it


@dataclass(slots=True)
class _Block:
    """The labels of one block, in order, and where they stand."""

    page_number: int
    values: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    indicators: list[tuple[Level, Indicator]] = field(default_factory=list)

    @property
    def is_measured(self) -> bool:
        """Whether its table of measures came as far as the sub kegiatan's own."""
        return any(level is Level.SUB_KEGIATAN for level, _ in self.indicators)


@dataclass(slots=True)
class LabelReader:
    """Takes pages' lines and keeps the label blocks."""

    blocks: list[_Block] = field(default_factory=list)
    _open_label: str = ""
    _last_label: str = ""
    _cut: tuple[_Block, str] | None = None  # the block and label that the last page's end cut
    _first_on_page: int = 0  # the block that goes on at the page's top, or begins first on it
    _agency: str = ""

    def feed(self, page_number: int, lines: Iterable[str]) -> None:
        """Reads the lines of one page, from the top."""
        is_cut = self.blocks and self._last_label in LEVEL_OF_WORD
        self._cut = (self.blocks[-1], self._last_label) if is_cut else None
        self._open_label = ""
        self._first_on_page = max(0, len(self.blocks) - 1)
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
        self._open_label = label if label in LEVEL_OF_WORD else ""
        self._last_label = label
        if self.blocks:
            self.blocks[-1].values.setdefault(label, value.strip())
            self.blocks[-1].pages.setdefault(label, page_number)

    def _wrap(self, line: str) -> None:
        values = self.blocks[-1].values
        value = values[self._open_label]
        is_end = len(line.split()) <= _MOST_WORDS and not re.search(r"\d\.\d{3}|20\d\d", line)
        if is_end:
            values[self._open_label] = f"{value}\n{line.strip()}"
        if not is_end or len(line) < _FULL_LINE * len(value.split("\n")[0]):
            self._open_label = ""

    def feed_table(self, table: Table) -> None:
        """Reads a table of the block: what is measured, and the target; or a name's cut end."""
        self._mend_cut(table)
        measured = [one for row in table.rows for one in _measured(row.texts)]
        if self.blocks and measured:
            on_page = self.blocks[self._first_on_page :]
            is_rest = measured[0][0] is Level.KEGIATAN or bool(_measured(table.rows[0].texts))
            unmeasured = (block for block in on_page if not block.is_measured)
            block = on_page[0] if is_rest else next(unmeasured, on_page[-1])
            block.indicators += measured

    def _mend_cut(self, table: Table) -> None:
        """Adds what the first row of a page goes on with to the name that the page's end cut."""
        cut, self._cut = self._cut, None
        texts = table.rows[0].texts if table.rows else ()
        if cut and len(texts) == 1 and ":" not in texts[0] and not parse_code(squash(texts[0])):
            block, label = cut
            block.values[label] += f"\n{texts[0]}"

    def drafts(self, year: int | None) -> Drafts:
        """The items that the blocks name, each once; amounts by the label of their year."""
        drafts = Drafts(is_coded=True)
        seen: dict[str, Draft] = {}
        for block in self.blocks:
            for label, level in LEVEL_OF_WORD.items():
                code, name = _coded(block.values.get(label, ""), level)
                if code is None:
                    continue
                if code.text not in seen:
                    seen[code.text] = _draft(block, level, code, name, year)
                    drafts.items.append(seen[code.text])
                known = seen[code.text].indicators
                known += [i for of, i in block.indicators if of is level and i not in known]
        return drafts


def _measured(texts: Sequence[str]) -> list[tuple[Level, Indicator]]:
    """The indicator of a row of three cells: what is measured, its wording, its target."""
    label = squash(texts[0]).casefold() if len(texts) == _INDICATOR_CELLS else ""
    if label not in _LEVEL_OF_MEASURE:
        return []
    figures = set(texts[2].split("\n"))
    figure, unit = split_target(figures.pop() if len(figures) == 1 else texts[2])
    wording = one_line(texts[1])
    return [(_LEVEL_OF_MEASURE[label], Indicator(wording, figure, unit))]


def _coded(value: str, level: Level) -> tuple[Code | None, str]:
    match = _CODED.match(value.replace("\n", " \n"))
    code = parse_code(match["code"]) if match else None
    if match is None or code is None or LEVEL_OF_KIND.get(code.kind) is not level:
        return None, ""
    return code, name_of_lines(value[value.index(match["name"][:5]) :])


def _draft(block: _Block, level: Level, code: Code, name: str, year: int | None) -> Draft:
    page_number = block.pages.get(str(level).replace("_", " "), block.page_number)
    draft = Draft(level, code, name, page_number, Box(0.0, 0.0, 0.0, 0.0))
    draft.opd = block.values["agency"]
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
