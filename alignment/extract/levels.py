"""Levels where no code tells them: by sums, by known names, by order. Pure.

Under a program the rows of a table without codes are kegiatan, each followed by its sub kegiatan.
A kegiatan repeats the sum of its sub kegiatan, so the cut into kegiatan that explains the most
sums and known names is looked for (dynamic programming over the rows of one program).
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from alignment.extract.names import level_key
from alignment.types import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.extract.drafts import Draft

_SUM, _NAME, _WORDS, _ALONE = 3.0, 4.0, 0.5, 0.6
_SUM_OF_MANY = 9.0  # several amounts that sum up to the rupiah do so by no chance
_ROUNDING_RUPIAH = 2
_LEAST_SUMS = 0.25
_FEW = 0.2
_RATES = ("persentase", "prosentase", "cakupan", "tingkat", "rata-rata", "nilai", "indeks")


def set_levels(drafts: Sequence[Draft], known: Mapping[str, Level]) -> None:
    """Gives every draft without a level one. Programs already have theirs."""
    _capitals_are_programs(drafts, known)
    runs = _runs(drafts)
    cuts = [_best_cut(run, known) for run in runs]
    explained = sum(cut.explained for cut in cuts)
    heads = sum(len(cut.heads) for cut in cuts)
    has_three_levels = bool(heads) and explained >= _LEAST_SUMS * heads
    for run, cut in zip(runs, cuts, strict=True):
        for index, draft in enumerate(run):
            is_head = index in cut.heads or not has_three_levels
            draft.level = Level.KEGIATAN if is_head else Level.SUB_KEGIATAN


def _capitals_are_programs(drafts: Sequence[Draft], known: Mapping[str, Level]) -> None:
    """Where only few names are in capitals, those are programs that leave the word out."""
    open_drafts = [draft for draft in drafts if draft.level is None]
    capitals = [draft for draft in open_drafts if draft.name.isupper() and " " in draft.name]
    if len(capitals) > _FEW * len(open_drafts):
        return
    for draft in capitals:
        if known.get(level_key(draft.name), Level.PROGRAM) is Level.PROGRAM:
            draft.level = Level.PROGRAM


def _runs(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The drafts without a level, parted where one with a level stands between them."""
    runs: list[list[Draft]] = [[]]
    for draft in drafts:
        if draft.level is not None:
            runs.append([])
        else:
            runs[-1].append(draft)
    return [run for run in runs if run]


class _Cut(NamedTuple):
    heads: frozenset[int]
    explained: int


def _best_cut(run: Sequence[Draft], known: Mapping[str, Level]) -> _Cut:
    amounts = [(draft.budget or 0, *(amount or 0 for amount in draft.other)) for draft in run]
    width = max(map(len, amounts))
    columns = [[row[c] if c < len(row) else 0 for row in amounts] for c in range(width)]
    sums = [[0, *accumulate(column)] for column in columns]
    keys = [level_key(draft.name) for draft in run]
    as_head = [
        _as_head(draft, None if key in keys[:index] else known.get(key))
        for index, (draft, key) in enumerate(zip(run, keys, strict=True))
    ]
    leaning = [0.0, *accumulate(-value for value in as_head)]
    best = [0.0] + [float("-inf")] * len(run)
    came_from = [0] * (len(run) + 1)
    for end in range(1, len(run) + 1):
        for start in range(end):
            children = leaning[end] - leaning[start + 1]
            score = best[start] + as_head[start] + children
            score += _sum_score(columns, sums, start, end)
            if score > best[end]:
                best[end], came_from[end] = score, start
    return _trace(came_from, columns, sums, run, known)


def _trace(
    came_from: list[int],
    columns: list[list[int]],
    sums: list[list[int]],
    run: Sequence[Draft],
    known: Mapping[str, Level],
) -> _Cut:
    heads, explained, end = set(), 0, len(run)
    while end:
        start = came_from[end]
        heads.add(start)
        is_known = known.get(level_key(run[start].name)) is Level.KEGIATAN and end > start + 1
        explained += _matches(columns, sums, start, end) > 0 or is_known
        end = start
    return _Cut(frozenset(heads), explained)


def _matches(columns: list[list[int]], sums: list[list[int]], start: int, end: int) -> int:
    if end == start + 1:
        return 0
    return sum(
        column[start] != 0
        and abs(total[end] - total[start + 1] - column[start]) <= _ROUNDING_RUPIAH
        for column, total in zip(columns, sums, strict=True)
    )


def _sum_score(columns: list[list[int]], sums: list[list[int]], start: int, end: int) -> float:
    if end == start + 1:
        return -_ALONE
    score = 0.0
    for column, total in zip(columns, sums, strict=True):
        children = total[end] - total[start + 1]
        if column[start] == 0 and children == 0:
            continue
        if abs(children - column[start]) > _ROUNDING_RUPIAH:
            score -= 1.0
        else:
            is_of_many = sum(amount != 0 for amount in column[start + 1 : end]) > 1
            score += _SUM_OF_MANY if is_of_many else _SUM
    return score


def _as_head(draft: Draft, known: Level | None) -> float:
    """How much the row's own words speak for a kegiatan (above 0) or a sub kegiatan (below).

    A kegiatan may have a sub kegiatan of its own name: a name's second row is not known by name.
    """
    score = 0.0
    if known is not None:
        score += _NAME if known is Level.KEGIATAN else -_NAME
    wording = draft.indicators[0].text.casefold() if draft.indicators else ""
    if wording.startswith(_RATES):
        score += _WORDS
    elif wording.startswith("jumlah"):
        score -= _WORDS
    return score
