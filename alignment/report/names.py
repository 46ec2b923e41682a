"""What documents and plans are called where several bear one name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.report.words import kind_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.types import DocumentResult


def documents_apart(results: Sequence[DocumentResult]) -> list[DocumentResult]:
    """The results, each under a name of its own.

    Files of one name get as many of their folders in front as tell them apart (``a/renja.pdf``),
    and a number where even these do not.
    """
    counts = Counter(result.document for result in results)
    twins = {
        name: [one for one in results if one.document == name]
        for name, count in counts.items()
        if count > 1
    }
    paths = {name: _paths_apart(members) for name, members in twins.items()}
    taken: Counter[str] = Counter()
    named = []
    for result in results:
        name = result.document
        if name in paths:
            name = paths[name][result.source]
            taken[name] += 1
            name = name if taken[name] == 1 else f"{name} ({taken[name]})"
        named.append(result if name == result.document else _renamed(result, name))
    return named


def _paths_apart(results: Sequence[DocumentResult]) -> dict[str, str]:
    """Each source -> the end of its path, as short as tells all of them apart."""
    parts = {one.source: _parts(one) for one in results}
    longest = max(map(len, parts.values()))
    ends: dict[str, str] = {}
    for count in range(1, longest + 1):
        ends = {source: "/".join(steps[-count:]) for source, steps in parts.items()}
        if len(set(ends.values())) == len(ends):
            break
    return ends


def _parts(result: DocumentResult) -> list[str]:
    return [part for part in re.split(r"[\\/]+", result.source) if part] or [result.document]


def _renamed(result: DocumentResult, name: str) -> DocumentResult:
    failure = replace(result.failure, document=name) if result.failure else None
    return replace(result, document=name, failure=failure)


def plans_apart(
    results: Sequence[DocumentResult], opds: Sequence[str]
) -> Iterator[tuple[DocumentResult, str, str]]:
    """Each document with each of its OPD, and what that OPD's plan in that document is called.

    Plans of one OPD are never put together: another year, a change in mid-year or another region's
    office of the same name is another plan. What tells them apart stands behind the name: the year,
    else year and kind, else the file.

    Args:
        results: documents, each under a name of its own.
        opds: the OPD of one document after another; a document may stand for several.
    """
    pairs = list(zip(results, opds, strict=True))
    groups: dict[str, list[DocumentResult]] = {}
    for result, opd in pairs:
        groups.setdefault(opd, []).append(result)
    marks = {opd: _marks(members) for opd, members in groups.items() if len(members) > 1}
    for result, opd in pairs:
        mark = marks[opd][result.document] if opd in marks else ""
        yield result, opd, f"{opd} ({mark})" if mark else opd


def _marks(results: Sequence[DocumentResult]) -> dict[str, str]:
    ways = (
        lambda one: (_year(one),),
        lambda one: (_kind(one), _year(one)),
        lambda one: (one.document,),
    )
    marks: dict[str, str] = {}
    for way in ways:
        marks = {one.document: " ".join(part for part in way(one) if part) for one in results}
        if len(set(marks.values())) == len(marks):
            break
    return marks


def _year(result: DocumentResult) -> str:
    year = result.extraction.year if result.extraction else None
    return str(year) if year else ""


def _kind(result: DocumentResult) -> str:
    return kind_word(result.extraction.kind) if result.extraction else ""
