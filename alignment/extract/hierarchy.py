"""Tables with a column for each level: program beside kegiatan beside sub kegiatan. Pure.

A program's cell may reach down beside all that hangs below it, or be printed again in each row; a
row may begin several levels at once. Its figures are those of the lowest.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.extract.item_codes import LEVEL_OF_WORD
from alignment.extract.labels import clean
from alignment.text import NO_MONEY, name_key
from alignment.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.extract.columns import Column, Layout
    from alignment.extract.rows import Record

_LEVEL_WORD = re.compile(r"sub kegiatan|kegiatan|program")
_DEPTHS = {level: depth for depth, level in enumerate(Level)}


def levels_of(columns: Sequence[Column], names: Sequence[int]) -> dict[int, Level]:
    """The level of each name column, where there are several and each holds another one."""
    levels = {i: level for i in names if (level := columns[i].meaning.level)}
    is_hierarchy = 1 < len(levels) == len(names) == len(set(levels.values()))
    return levels if is_hierarchy else {}


def are_of_levels(names: Iterable[Column]) -> bool:
    """Whether each name column holds another level, one of them perhaps without saying which."""
    levels = [column.meaning.level for column in names]
    return len(set(levels)) == len(levels)


def codes_of(columns: Sequence[Column], codes: Sequence[int], level: Level) -> tuple[int, ...]:
    """The code's columns that belong to ``level``; those of no level where it has none."""
    of_level = tuple(i for i in codes if columns[i].meaning.level is level)
    return of_level or tuple(i for i in codes if columns[i].meaning.level is None)


def measured_at(layout: Layout, level: Level, *, is_lowest: bool) -> Layout:
    """``layout`` with the indicators and targets that belong to ``level``.

    Where the labels do not tell levels apart, all columns measure the lowest that the row begins.
    """
    rest = layout if is_lowest else replace(layout, unit=None, targets_before=())
    return replace(
        rest,
        indicators=_of_level(layout.columns, layout.indicators, level, is_lowest=is_lowest),
        targets=_of_level(layout.columns, layout.targets, level, is_lowest=is_lowest),
    )


def _of_level(
    columns: Sequence[Column], indices: Sequence[int], level: Level, *, is_lowest: bool
) -> tuple[int, ...]:
    named = {i: _named_level(columns[i]) for i in indices}
    if len(set(filter(None, named.values()))) > 1:
        return tuple(i for i in indices if named[i] is level or (is_lowest and named[i] is None))
    return tuple(indices) if is_lowest else ()


def _named_level(column: Column) -> Level | None:
    """The level that the lowest label with a word for one names; None where it names several."""
    words = (set(_LEVEL_WORD.findall(clean(label))) for label in reversed(column.stack))
    found = next(filter(None, words), set())
    return LEVEL_OF_WORD[found.pop()] if len(found) == 1 else None


def each_once(records: Iterable[Record]) -> Iterator[Record]:
    """The records without those that only print the program or kegiatan above them again."""
    above: dict[Level, tuple[str, str]] = {}
    for record in records:
        if record.level is None:
            yield record
            continue
        said = (record.code.text if record.code else "", name_key(record.name))
        if record.is_heading and above.get(record.level) == said:
            continue
        depth = _DEPTHS[record.level]
        above = {level: key for level, key in above.items() if _DEPTHS[level] < depth}
        above[record.level] = said
        yield record


def as_heading(record: Record) -> Record:
    """What a row says of a level that is not its lowest: code, name and measures, no money."""
    return replace(
        record,
        money=NO_MONEY,
        has_money=False,
        before=NO_MONEY,
        forecast=NO_MONEY,
        other_money=(),
        done=(),
        is_heading=True,
    )
