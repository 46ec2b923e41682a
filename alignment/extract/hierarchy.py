"""Tables with a column for each level: program beside kegiatan beside sub kegiatan. Pure.

A program's cell may reach down beside all that hangs below it, or be printed again in each row; a
row may begin several levels at once. Its figures are those of the lowest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.text import NO_MONEY, name_key
from alignment.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.extract.columns import Column
    from alignment.extract.rows import Record

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
    """What a row says of a level that is not its lowest: code and name, no figures."""
    return replace(
        record,
        indicators=(),
        money=NO_MONEY,
        has_money=False,
        before=NO_MONEY,
        forecast=NO_MONEY,
        other_money=(),
        done=(),
        is_heading=True,
    )
