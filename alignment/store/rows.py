"""A ``DocumentResult`` as rows of the store and back, exactly. Pure.

Workers do the packing, so that the one writer only inserts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alignment.store.codec import dump, from_plain, load, to_plain
from alignment.types import Alignment, DocumentResult, Extraction, Failure, PlanItem
from alignment.versions import plan_key, stage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from alignment.types import Notice

Row = dict[str, Any]

COMPLETE = "complete"
FAILED = "failed"
_LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class PackedResult:
    """The rows of one result, without the ids that the store gives."""

    result: Row
    items: tuple[Row, ...] = ()
    alignments: tuple[Row, ...] = ()
    findings: tuple[Row, ...] = ()
    failure: Row | None = None
    vectors: tuple[Row, ...] = ()


def pack(result: DocumentResult, *, document_id: str) -> PackedResult:
    """The rows of a result.

    Raises:
        ValueError: a verdict is on an item that is not among the document's.
    """
    extraction = result.extraction
    if extraction is None:
        failure = result.failure or Failure(
            result.document, "process", "empty", f"{result.document}: neither items nor a reason."
        )
        return PackedResult(_header(result, document_id), failure=_failure_row(failure))
    place = {id(item): position for position, item in enumerate(extraction.items)}
    stray = [one.item.name for one in result.alignments if id(one.item) not in place]
    if stray:
        raise ValueError(f"{result.document}: a verdict on an item not read here: {stray[0]!r}")
    return PackedResult(
        _header(result, document_id),
        items=tuple(_item_row(position, one) for position, one in enumerate(extraction.items)),
        alignments=tuple(
            _alignment_row(position, place[id(one.item)], one)
            for position, one in enumerate(result.alignments)
        ),
        findings=tuple(_finding_rows(extraction)),
    )


def unpack(
    document: str,
    result: Mapping[str, Any],
    items: Iterable[str],
    alignments: Iterable[tuple[int, str]],
    failure: Mapping[str, Any] | None,
) -> DocumentResult:
    """The result again.

    Args:
        document: The file's name.
        result: The row of ``results``.
        items: The ``data`` of its items, in order.
        alignments: The item's position and the ``data`` of its verdicts, in order.
        failure: The row of ``failures``, where there is one.
    """
    extraction = None
    verdicts: tuple[Alignment, ...] = ()
    if result["status"] == COMPLETE:
        read = tuple(load(PlanItem, data) for data in items)
        extraction = from_plain(Extraction, json.loads(result["data"]) | {"items": read})
        verdicts = tuple(
            from_plain(Alignment, json.loads(data) | {"item": read[place]})
            for place, data in alignments
        )
    return DocumentResult(
        document,
        extraction=extraction,
        alignments=verdicts,
        failure=from_plain(Failure, dict(failure) | {"document": document}) if failure else None,
        seconds=result["seconds"],
    )


def clean(text: str | None) -> str | None:
    """Text that any database takes: no NUL, no half of a surrogate pair."""
    if text is None:
        return None
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _header(result: DocumentResult, document_id: str) -> Row:
    extraction = result.extraction
    stage = stage_of(extraction, result.document)
    opd, year = (extraction.opd, extraction.year) if extraction else (None, None)
    return {
        "status": COMPLETE if extraction else FAILED,
        "seconds": result.seconds,
        "plan_key": clean(plan_key(opd, year, document_id)),
        "stage": stage.value if stage else None,
        "kind": extraction.kind.value if extraction else None,
        "opd": clean(opd),
        "year": _fitting(year),
        "page_count": extraction.page_count if extraction else None,
        "item_count": len(extraction.items) if extraction else 0,
        "data": _data_without("items", extraction) if extraction else "",
    }


def _item_row(position: int, item: PlanItem) -> Row:
    return {
        "position": position,
        "item_id": item.item_id,
        "level": item.level.value,
        "code": clean(item.code),
        "name": clean(item.name),
        "budget_rupiah": _fitting(item.budget_rupiah),
        "page_number": item.page_number,
        "data": dump(item),
    }


def _alignment_row(position: int, item_position: int, alignment: Alignment) -> Row:
    return {
        "position": position,
        "item_position": item_position,
        "status": alignment.status.value,
        "mission_id": clean(alignment.mission_id),
        "none_probability": alignment.none_probability,
        "data": _data_without("item", alignment),
    }


def _finding_rows(extraction: Extraction) -> Iterator[Row]:
    """What the reader of the document should know, item by item, then of the whole."""
    said: list[tuple[int | None, Notice]] = [
        (place, one) for place, item in enumerate(extraction.items) for one in item.warnings
    ]
    said += [(None, one) for one in extraction.quality.notices]
    for position, (place, one) in enumerate(said):
        page = one.page_number
        if page is None and place is not None:
            page = extraction.items[place].page_number
        yield {
            "position": position,
            "item_position": place,
            "code": clean(one.code),
            "message": clean(one.message),
            "page_number": page,
        }


def _failure_row(failure: Failure) -> Row:
    return {
        "stage": clean(failure.stage),
        "code": clean(failure.code),
        "message": clean(failure.message),
        "advice": clean(failure.advice),
        "page_number": failure.page_number,
    }


def _data_without(key: str, value: object) -> str:
    return dump({name: held for name, held in to_plain(value).items() if name != key})


def _fitting(number: int | None) -> int | None:
    """A number that a column holds; a larger one stands in ``data`` only."""
    return number if number is None or abs(number) <= _LARGEST_INTEGER else None
