"""Which column means what: found in the head by meaning, kept by position. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from alignment.extract.body import told_by_rows
from alignment.extract.hierarchy import are_of_levels, levels_of
from alignment.extract.item_codes import item_code
from alignment.extract.labels import Meaning, Phase, Role, clean, is_label, meaning_of, role_of
from alignment.extract.realised import Period, periods_of
from alignment.text import looks_like_money, squash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.extract.table import Cell, Table, TableRow
    from alignment.types import Level

_NUMBER_CELL = re.compile(r"\(?\d{1,2}[a-z]?\)?(?: ?= ?[\d()+/x*: -]+)?|\d{1,2} ?\([\d+/x*:= -]+\)")
_PAIR_CELL = re.compile(
    r"k|rp\.?|\(?rp\.?\)?|kinerja|anggaran|%|fisik|i{1,3}|iv|tahun|target|20\d\d|tahun 20\d\d"
    r"|satuan"
)
_QUARTER_CELL = re.compile(r"(?:tw|triwulan|semester|tahap)\.? ?(?:ke ?-? ?)?(?:i{1,3}|iv|[1-4])")
_RUPIAH_CELL = re.compile(r"\(?(?:dalam )?(?:rp\.?|rupiah)\)?")
_GOES_ON = re.compile(r"(?:dan|atau|yang|untuk|serta|kepada|dengan|dalam) ")
_LEAST_ROLES = 2
_LEAST_ROLES_OF_HEAD = 3
_LEAST_NUMBERS = 3
_SAME_HEAD = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands and what it holds."""

    left_pt: float
    right_pt: float
    meaning: Meaning
    stack: tuple[str, ...] = ()

    @property
    def role(self) -> Role:
        """What the column holds."""
        return self.meaning.role


@dataclass(frozen=True, slots=True)
class Head:
    """The columns that a table's head names, and how many rows the head takes."""

    columns: tuple[Column, ...]
    edges_pt: tuple[float, ...]
    end_row: int = 0

    def is_like(self, other: Head) -> bool:
        """Whether another page prints the same head: columns of the same meaning, in order."""
        if len(self.columns) != len(other.columns):
            return False
        pairs = zip(self.columns, other.columns, strict=True)
        same = sum(one.meaning == two.meaning for one, two in pairs)
        return same >= _SAME_HEAD * len(self.columns)

    def has(self, *roles: Role) -> bool:
        """Whether there is a column for each of ``roles``."""
        return set(roles) <= {column.role for column in self.columns}


def find_head(table: Table, *, start: int = 0) -> tuple[int, Head] | None:
    """The first row of the next head at or below row ``start``, and the head.

    A head is a run of rows of labels, of number rows ``(1) (2)``, and of pairs ``K | Rp``; it names
    what stands in at least a name column and one other.
    """
    for first in range(start, len(table.rows)):
        if not _opens_head(table.rows[first]):
            continue
        first = _head_start(table, first, start)  # noqa: PLW2901 - groups stand above their labels
        end = _head_end(table, first)
        columns = _columns(table, first, end)
        head = told_by_rows(Head(columns, table.edges_pt, end), table)
        if _is_head(head):
            return first, head
    return None


def _head_start(table: Table, first: int, start: int) -> int:
    """The head's first row: rows above that only group its columns belong to it."""
    while first > start:
        above = table.rows[first - 1]
        cells = [cell for cell in above.cells if cell.text]
        is_title = len(cells) == 1 and cells[0].right_pt - cells[0].left_pt > 0.9 * (
            table.right_pt - table.left_pt
        )
        if not cells or is_title or _has_data(above) or not all(is_label(c.text) for c in cells):
            break
        first -= 1
    return first


def _is_head(head: Head) -> bool:
    """Whether the columns name a plan's table: a name and two more, or a bare name and amount."""
    roles = {column.role for column in head.columns} - {Role.OTHER}
    if not head.has(Role.NAME):
        return False
    is_bare = roles <= {Role.NAME, Role.MONEY, Role.NUMBER, Role.CODE} and Role.MONEY in roles
    return len(roles) >= _LEAST_ROLES_OF_HEAD or (is_bare and len(head.columns) <= len(roles))


def _opens_head(row: TableRow) -> bool:
    roles = {role_of(cell.text) for cell in row.cells if cell.text} - {None}
    return len(roles) >= _LEAST_ROLES and not _has_data(row)


def _has_data(row: TableRow) -> bool:
    """Whether a cell can only be data: an item's code or an amount."""
    return any(looks_like_money(text) or item_code(text) for text in row.texts)


def _head_end(table: Table, first: int) -> int:
    """The row after the head's last row."""
    end = first + 1
    bottom = max(cell.bottom_pt for cell in table.rows[first].cells if cell.text)
    for index in range(first + 1, len(table.rows)):
        row = table.rows[index]
        is_inside = row.bottom_pt <= bottom + 1
        if row.is_blank and not is_inside:
            continue
        if not is_inside and not _continues_head(row):
            break
        end = index + 1
        if not _is_number_row(row):
            bottom = max([bottom, *(c.bottom_pt for c in row.cells if c.text and is_inside)])
    return end


def _continues_head(row: TableRow) -> bool:
    if _has_data(row):
        return False
    if _is_number_row(row):
        return True
    texts = [clean(text) for text in row.texts]
    if any(_GOES_ON.match(text) for text in texts):
        return False  # the rest of a row that the last page's end cut
    if all(_PAIR_CELL.fullmatch(text) for text in texts):
        return True
    named = sum(is_label(text) or bool(_PAIR_CELL.fullmatch(text)) for text in texts)
    return len(texts) >= _LEAST_NUMBERS and named >= 0.6 * len(texts)


def _is_number_row(row: TableRow) -> bool:
    texts = [squash(text) for text in row.texts]
    return len(texts) >= _LEAST_NUMBERS and all(_NUMBER_CELL.fullmatch(text) for text in texts)


def _columns(table: Table, first: int, end: int) -> tuple[Column, ...]:
    rows = [row for row in table.rows[first:end] if not _is_number_row(row)]
    columns: list[Column] = []
    previous: tuple[Cell, ...] | None = None
    for left, right in zip(table.edges_pt, table.edges_pt[1:], strict=False):
        middle = (left + right) / 2
        stack = tuple(
            cell for row in rows for cell in row.cells if cell.left_pt < middle < cell.right_pt
        )
        if previous is not None and stack == previous:
            columns[-1] = replace(columns[-1], right_pt=right)
            continue
        previous = stack
        labels = tuple(cell.text for cell in stack if cell.text)
        columns.append(Column(left, right, meaning_of(labels), labels))
    return tuple(columns)


def carried(head: Head, table: Table) -> Head | None:
    """``head`` laid over a table without a head of its own, by position.

    With as many columns as the head's table, each edge goes to its counterpart; else the width is
    stretched to fit. None where the tables are too unlike.
    """
    edges = table.edges_pt
    if len(edges) == len(head.edges_pt):
        moved = dict(zip(head.edges_pt, edges, strict=True))
        columns = [
            replace(c, left_pt=moved[c.left_pt], right_pt=moved[c.right_pt]) for c in head.columns
        ]
        return Head(tuple(columns), edges)
    old_left, old_right = head.edges_pt[0], head.edges_pt[-1]
    stretch = (edges[-1] - edges[0]) / (old_right - old_left)
    if not 0.8 < stretch < 1.25:  # noqa: PLR2004 - another table
        return None

    def move(x_pt: float) -> float:
        return edges[0] + (x_pt - old_left) * stretch

    columns = [replace(c, left_pt=move(c.left_pt), right_pt=move(c.right_pt)) for c in head.columns]
    return Head(tuple(columns), tuple(map(move, head.edges_pt)))


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that an item is read from, chosen among all that the head names."""

    columns: tuple[Column, ...]
    name: tuple[int, ...]
    code: tuple[int, ...] = ()
    number: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    targets_before: tuple[int, ...] = ()
    unit: int | None = None
    money: int | None = None
    before: int | None = None
    forecast: int | None = None
    location: int | None = None
    fund: int | None = None
    agency: int | None = None
    other_money: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()
    levels: dict[int, Level] = field(default_factory=dict)
    is_realised: bool = False
    has_open_choice: bool = False
    has_codes_of_2006: bool = False

    @property
    def has_targets(self) -> bool:
        """Whether what is read as targets is planned and not what was achieved."""
        phases = {self.columns[i].meaning.phase for i in self.targets}
        return bool(phases) and Phase.REALISED not in phases

    def column_at(self, cell: Cell) -> int | None:
        """The column that ``cell`` covers most of, the first of equals."""
        best, best_share = None, 0.0
        for index, column in enumerate(self.columns):
            shared = min(cell.right_pt, column.right_pt) - max(cell.left_pt, column.left_pt)
            share = shared / max(1.0, column.right_pt - column.left_pt)
            if shared > 0 and share > best_share + 0.05:
                best, best_share = index, share
        return best


def layout_of(head: Head, *, year: int | None) -> Layout:
    """The columns to read for a plan of ``year`` (None: not known).

    The amount is chosen by the head's words: after a change before before it, the plan before what
    was realised, the plan's year before other years. Never by being the last figure.
    """
    columns = head.columns
    by_role = {
        role: [i for i, column in enumerate(columns) if column.role is role] for role in Role
    }
    money, is_open = _choose_money(columns, by_role[Role.MONEY], year)
    half = _half_of(columns, by_role[Role.NAME], money)
    phase = columns[money].meaning.phase if money is not None else Phase.PLAN
    chosen_year = columns[money].meaning.year if money is not None else year
    targets = _choose_targets(columns, by_role[Role.TARGET], phase, chosen_year, half)
    return Layout(
        columns=columns,
        name=_in(half, by_role[Role.NAME]) or tuple(by_role[Role.NAME]),
        code=tuple(by_role[Role.CODE]),
        number=tuple(by_role[Role.NUMBER]),
        indicators=_in(half, _planned(columns, by_role[Role.INDICATOR])),
        targets=targets,
        targets_before=_in(half, _of_phase(columns, by_role[Role.TARGET], Phase.BEFORE, targets)),
        unit=_nearest(by_role[Role.UNIT], targets[0] if targets else money),
        money=money,
        before=_first(columns, _in(half, by_role[Role.MONEY]), Phase.BEFORE, but=money),
        forecast=_first(columns, by_role[Role.MONEY], Phase.FORECAST, but=money),
        location=next(iter(_in(half, by_role[Role.LOCATION])), None),
        fund=next(iter(_in(half, by_role[Role.FUND])), None),
        agency=next(iter(by_role[Role.AGENCY]), None),
        other_money=tuple(
            i for i in by_role[Role.MONEY] if i != money and columns[i].meaning.phase is phase
        ),
        periods=periods_of(columns),
        levels=levels_of(columns, by_role[Role.NAME]),
        is_realised=phase is Phase.REALISED,
        has_open_choice=is_open,
    )


_PHASES_OF_MONEY = (
    Phase.AFTER,
    Phase.PLAN,
    Phase.PROPOSED,
    Phase.BEFORE,
    Phase.REALISED,
    Phase.LONG_TERM,
    Phase.FORECAST,
)


def _choose_money(
    columns: Sequence[Column], candidates: list[int], year: int | None
) -> tuple[int | None, bool]:
    for phase in _PHASES_OF_MONEY:
        of_phase = _of_phase(columns, candidates, phase)
        if not of_phase:
            continue
        fitting = [i for i in of_phase if not _is_quarter(columns[i])] or of_phase
        of_year = [i for i in fitting if year is not None and columns[i].meaning.year == year]
        totals = [i for i in of_year or fitting if re.search("jumlah|total", _label(columns[i]))]
        years = {columns[i].meaning.year for i in fitting}
        is_open = len(years) > 1 and not of_year
        return (totals or of_year or fitting)[0], is_open
    return None, False


def _is_quarter(column: Column) -> bool:
    """Whether the column holds a part of the year's amount: ``TW I``, ``Semester 2``."""
    return bool(_QUARTER_CELL.fullmatch(_label(column)))


def _label(column: Column) -> str:
    """The lowest label that says more than that the column's amounts are rupiah."""
    labels = [clean(label) for label in reversed(column.stack)]
    return next((label for label in labels if not _RUPIAH_CELL.fullmatch(label)), "")


def _half_of(columns: Sequence[Column], names: list[int], money: int | None) -> range:
    """The columns from the last name column before the amount to the next one: T-C.31's half."""
    if money is None or are_of_levels(columns[i] for i in names):
        return range(len(columns))
    if not any(columns[i].role is Role.MONEY for i in range(names[0], names[-1])):
        return range(len(columns))  # one amount for all names: no two halves
    before = [i for i in names if i < money]
    after = [i for i in names if i > money]
    return range(before[-1] if before else 0, after[0] if after else len(columns))


def _in(half: range, indices: Sequence[int]) -> tuple[int, ...]:
    return tuple(i for i in indices if i in half)


def _of_phase(
    columns: Sequence[Column], indices: Sequence[int], phase: Phase, but: Sequence[int | None] = ()
) -> list[int]:
    return [i for i in indices if columns[i].meaning.phase is phase and i not in but]


def _planned(columns: Sequence[Column], indices: list[int]) -> list[int]:
    planned = [i for i in indices if columns[i].meaning.phase is not Phase.FORECAST]
    return planned or indices


def _choose_targets(
    columns: Sequence[Column], candidates: list[int], phase: Phase, year: int | None, half: range
) -> tuple[int, ...]:
    """The targets of the amount's phase and year; those of the plan where there are none."""
    inside = [i for i in candidates if i in half]
    order = (phase, Phase.PLAN, Phase.AFTER)
    for wanted in (*order[1:], phase) if phase is Phase.REALISED else order:
        same = _of_phase(columns, inside, wanted)
        of_year = [i for i in same if columns[i].meaning.year in (year, None)]
        if of_year or same:
            return tuple(of_year or same[:1])
    return ()


def _first(
    columns: Sequence[Column], candidates: Sequence[int], phase: Phase, *, but: int | None
) -> int | None:
    return next(iter(_of_phase(columns, candidates, phase, [but])), None)


def _nearest(candidates: list[int], to: int | None) -> int | None:
    if to is None:
        return next(iter(candidates), None)
    return min(candidates, key=lambda i: (abs(i - to), i < to), default=None)
