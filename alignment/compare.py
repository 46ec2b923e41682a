"""Reading the two sides of a comparison: PDFs, files of items or verdicts, versions in a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.diff import Entry
from alignment.errors import ItemsError, StoreError
from alignment.records import read_items
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.store.db import Store
    from alignment.store.values import Version
    from alignment.types import DocumentResult

_SHORTEST_ID = 6


def read_entries(
    name: str, *, process: Callable[[Path], DocumentResult], store: Store | None
) -> list[Entry]:
    """The items of one side, with their verdicts where there are any.

    Args:
        name: A ``.pdf``, a file of items or verdicts, or a version in the store: its file's name
            or the first digits of its id.
        process: Reads and judges a PDF.
        store: Where versions are looked up.

    Raises:
        AlignmentError: there is no such thing, or it cannot be read.
    """
    path = Path(name)
    if path.is_file() and path.suffix.lower() == ".pdf":
        return entries_of(process(path))
    if path.is_file():
        return _entries_in(path)
    if store is None:
        raise ItemsError(
            f"{name}: no such file.", advice="Check the path, or name a store with --store."
        )
    return entries_of(store.load(find_version(name, store.versions())))


def entries_of(result: DocumentResult) -> list[Entry]:
    """The items of a document, judged where it was judged.

    Raises:
        ItemsError: the document could not be read.
    """
    if result.extraction is None:
        failure = result.failure
        reason = failure.message if failure else "no items."
        raise ItemsError(f"{result.document}: {reason}", advice=failure.advice if failure else "")
    judged = {id(one.item): one for one in result.alignments}
    return [
        Entry(item, verdict.status, verdict.mission_id) if verdict else Entry(item)
        for item in result.extraction.items
        for verdict in (judged.get(id(item)),)
    ]


def find_version(name: str, versions: list[Version]) -> Version:
    """The one version of that file name, or whose id starts so.

    Raises:
        StoreError: there is none, or there are several.
    """
    found = [one for one in versions if one.name == name]
    if not found and len(name) >= _SHORTEST_ID:
        found = [one for one in versions if one.document_id.startswith(name.lower())]
    if len(found) != 1:
        how_many = "no version" if not found else f"{len(found)} versions"
        raise StoreError(
            f"{name}: {how_many} of that name or id in the store.",
            advice="`alignment store versions` lists them with their ids.",
        )
    return found[0]


def _entries_in(path: Path) -> list[Entry]:
    items = read_items(path)
    if path.suffix.lower() not in (".jsonl", ".json"):
        return [Entry(item) for item in items]
    with path.open(encoding="utf-8-sig") as file:
        records = [json.loads(line) for line in file if line.strip()]
    entries = []
    for number, (item, record) in enumerate(zip(items, records, strict=True), start=1):
        said = record.get("status")
        try:
            status = Status(said) if said else None
        except ValueError as error:
            known = ", ".join(Status)
            raise ItemsError(
                f"{path}, object {number}: status is {said!r}.", advice=f"Known: {known}."
            ) from error
        entries.append(Entry(item, status, record.get("mission_id")))
    return entries
