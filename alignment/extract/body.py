"""What the rows below a head tell of the columns whose labels leave it open. Pure.

Only a column without a role of its own is given one, and only where nearly all its cells say the
same: codes of items, pieces of them beside the code's column, or amounts under a label that names
nothing but a year or a stage of planning. Where no label is one over names, as where a scan blurs
it, a column of official names is their column.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.extract.item_codes import item_code
from alignment.extract.labels import Phase, Role, role_of
from alignment.extract.names import is_official_name
from alignment.text import looks_like_money, squash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alignment.extract.columns import Column, Head
    from alignment.extract.table import Table

_PIECE_OF_CODE = re.compile(r"[\dX]{1,4}(?:[\s.,]+[\dX]{1,4})*\s?[.,]?", re.IGNORECASE)
_TOO_LARGE = {
    1_000: re.compile(r"(?:rp\.?)?\s*\d{1,3}(?:\.\d{3}){3,}(?:,\d+)?", re.IGNORECASE).fullmatch,
    1_000_000: re.compile(r"(?:rp\.?)?\s*\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", re.IGNORECASE).fullmatch,
}  # printed in full, whatever the head says of thousands or millions
_MOST = 0.8
_LEAST = 2
_LEAST_NAMES = 3
_MOST_ROWS = 40


def told_by_rows(head: Head, table: Table) -> Head:
    """``head`` with the roles that the table's rows below it tell."""
    columns = list(head.columns)
    texts = _texts(head, table)
    _find_codes(columns, texts)
    _find_names(columns, texts)
    for index, column in enumerate(columns):
        is_open = column.role is Role.OTHER and _is_staged(column)
        least = 1 if Role.MONEY in map(role_of, column.stack) else _LEAST
        if is_open and _mostly(texts[index], looks_like_money, least):
            columns[index] = _with_role(column, Role.MONEY)
        if column.meaning.scale > 1 and _mostly(texts[index], _TOO_LARGE[column.meaning.scale]):
            columns[index] = replace(column, meaning=replace(column.meaning, scale=1))
    return replace(head, columns=tuple(columns))


def fits_scale(head: Head, table: Table, scale: int) -> bool:
    """Whether the amounts below ``head`` can be in that scale and are not printed in full."""
    texts = zip(head.columns, _texts(head, table), strict=True)
    amounts = [text for column, below in texts if column.role is Role.MONEY for text in below]
    return not _mostly(amounts, _TOO_LARGE[scale])


def _texts(head: Head, table: Table) -> list[list[str]]:
    """The texts below each column of the head, by where the cells' middles stand."""
    texts: list[list[str]] = [[] for _ in head.columns]
    for row in table.rows[head.end_row : head.end_row + _MOST_ROWS]:
        for cell in row.cells:
            if not cell.text:
                continue
            for index, column in enumerate(head.columns):
                if column.left_pt < cell.middle_pt < column.right_pt:
                    texts[index].append(squash(cell.text))
    return texts


def _find_codes(columns: list[Column], texts: Sequence[Sequence[str]]) -> None:
    """Gives the code's role to a column of codes, and to columns of pieces beside one."""
    if not any(column.role is Role.CODE for column in columns):
        for index, column in enumerate(columns):
            if column.role in (Role.OTHER, Role.NUMBER) and _mostly(texts[index], item_code):
                columns[index] = _with_role(column, Role.CODE)
    for index in (*range(1, len(columns)), *range(len(columns) - 2, -1, -1)):
        beside = {columns[i].role for i in (index - 1, index + 1) if 0 <= i < len(columns)}
        is_bare = columns[index].role is Role.OTHER and not columns[index].stack
        if is_bare and Role.CODE in beside and _mostly(texts[index], _PIECE_OF_CODE.fullmatch):
            columns[index] = _with_role(columns[index], Role.CODE)


def _find_names(columns: list[Column], texts: Sequence[Sequence[str]]) -> None:
    """Gives the name's role to a column of official names where no label does.

    Also to one that is only called *Nama*, where codes of items stand beside it.
    """
    if any(column.role is Role.NAME for column in columns):
        return
    codes = [
        t for c, below in zip(columns, texts, strict=True) if c.role is Role.CODE for t in below
    ]
    for index, column in enumerate(columns):
        is_called_name = bool(column.stack) and squash(column.stack[-1]).casefold() == "nama"
        if is_called_name and _mostly(codes, item_code):
            columns[index] = _with_role(column, Role.NAME)
            return
    for index, column in enumerate(columns):
        names = sum(map(is_official_name, texts[index]))
        if names >= _LEAST_NAMES and 2 * names > len(texts[index]):
            columns[index] = _with_role(column, Role.NAME)
            return


def told_before(head: Head, before: Head) -> Head:
    """``head``, printed again, with what the rows told of its columns when it stood ``before``."""
    pairs = zip(head.columns, before.columns, strict=True)
    columns = (
        replace(now, meaning=then.meaning) if now.role is Role.OTHER else now for now, then in pairs
    )
    return replace(head, columns=tuple(columns))


def _with_role(column: Column, role: Role) -> Column:
    return replace(column, meaning=replace(column.meaning, role=role))


def _is_staged(column: Column) -> bool:
    """Whether the labels name a year or a stage of planning, and nothing else is known of them."""
    return column.meaning.year is not None or column.meaning.phase is not Phase.PLAN


def _mostly(texts: Sequence[str], fits: Callable[[str], object], least: int = _LEAST) -> bool:
    hits = sum(bool(fits(text)) for text in texts)
    return hits >= least and hits >= _MOST * len(texts)
