"""A ``DocumentResult`` as rows of the store and back, exactly. Pure.

Workers do the packing, so that the one writer only inserts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from alignment.store.codec import Known, dump, from_plain, json_text, load, to_plain
from alignment.types import Alignment, DocumentResult, Failure, PlanItem
from alignment.versions import plan_key, stage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from alignment.types import Notice

Row = dict[str, Any]

COMPLETE = "complete"
FAILED = "failed"
_LARGEST_INTEGER = 2**31 - 1
_LARGEST_BIG_INTEGER = 2**63 - 1


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
        findings=tuple(_finding_rows(result)),
    )


def unpack(
    result: Mapping[str, Any],
    items: Iterable[str],
    alignments: Iterable[tuple[int, str]],
    known: Known | None = None,
) -> DocumentResult:
    """The result again.

    Args:
        result: The row of ``results``.
        items: The ``data`` of its items, in order.
        alignments: The item's position and the ``data`` of its verdicts, in order.
        known: As for ``from_plain``.
    """
    known = {} if known is None else known
    whole = json.loads(result["data"]) | {"seconds": result["seconds"]}
    if result["status"] == COMPLETE:
        read = tuple(load(PlanItem, data, known) for data in items)
        whole["extraction"] |= {"items": read}
        whole["alignments"] = [
            from_plain(Alignment, json.loads(data) | {"item": read[at]}, known)
            for at, data in alignments
        ]
    back: DocumentResult = from_plain(DocumentResult, whole, known)
    return back


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
        "year": _fitting(year, _LARGEST_INTEGER),
        "page_count": extraction.page_count if extraction else None,
        "item_count": len(extraction.items) if extraction else 0,
        "data": _whole(result),
    }


def _whole(result: DocumentResult) -> str:
    """All of a result but what stands in rows of its own, the time it took, and where it lay."""
    plain = to_plain(replace(result, alignments=(), seconds=0.0, source=""))
    if result.extraction:
        plain["extraction"].pop("items")
    return json_text(plain)


def _item_row(position: int, item: PlanItem) -> Row:
    return {
        "position": position,
        "item_id": item.item_id,
        "level": item.level.value,
        "code": clean(item.code),
        "name": clean(item.name),
        "budget_rupiah": _fitting(item.budget_rupiah, _LARGEST_BIG_INTEGER),
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
        "data": _without_item(alignment),
    }


def _without_item(alignment: Alignment) -> str:
    plain = to_plain(alignment)
    del plain["item"]
    return json_text(plain)


def _finding_rows(result: DocumentResult) -> Iterator[Row]:
    """What a reader should know: of each item, of the whole, of the directives."""
    extraction = result.extraction
    if extraction is None:
        return
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
            "kind": "document" if place is None else "item",
            "code": clean(one.code),
            "outcome": None,
            "message": clean(one.message),
            "page_number": page,
        }
    for position, directive in enumerate(result.directives, start=len(said)):
        yield {
            "position": position,
            "item_position": None,
            "kind": "directive",
            "code": clean(directive.directive_id),
            "outcome": directive.outcome.value,
            "message": clean(directive.sentence),
            "page_number": None,
        }


def _failure_row(failure: Failure) -> Row:
    return {
        "stage": clean(failure.stage),
        "code": clean(failure.code),
        "message": clean(failure.message),
        "advice": clean(failure.advice),
        "page_number": failure.page_number,
    }


def _fitting(number: int | None, largest: int) -> int | None:
    """A number that a column holds; a larger one stands in ``data`` only."""
    return number if number is None or abs(number) <= largest else None
