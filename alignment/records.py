"""Items and verdicts as the objects that users script against (JSON Lines, CSV, XLSX).

The keys are the contract: ``item_record`` and ``alignment_record`` write them, ``read_items`` reads
the item half back, from a file that a person may have typed: only ``name`` is required there.
"""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, TypeVar

from alignment.errors import ItemsError
from alignment.types import Box, Indicator, Level, Notice, Parent, PlanItem, Realised, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from alignment.types import Alignment

Record = dict[str, Any]
_Word = TypeVar("_Word", Level, Source)

LEVEL_BY_CODE_PARTS = {3: Level.PROGRAM, 5: Level.KEGIATAN, 6: Level.SUB_KEGIATAN}


def item_record(item: PlanItem) -> Record:
    """The item object of the contract; keys in the contract's order."""
    return {
        "item_id": item.item_id,
        "document": item.document,
        "opd": item.opd,
        "year": item.year,
        "level": item.level.value,
        "code": item.code,
        "name": item.name,
        "parents": [
            {"level": one.level.value, "code": one.code, "name": one.name} for one in item.parents
        ],
        "indicators": [asdict(one) for one in item.indicators],
        "budget_rupiah": item.budget_rupiah,
        "budget_before_rupiah": item.budget_before_rupiah,
        "forecast_rupiah": item.forecast_rupiah,
        "location": item.location,
        "fund_source": item.fund_source,
        "page_number": item.page_number,
        "box_pt": _box_record(item.box_pt),
        "source": item.source.value,
        "warnings": [{"code": one.code, "message": one.message} for one in item.warnings],
        "realised_rupiah": item.realised_rupiah,
        "realised": [asdict(one) for one in item.realised],
    }


def _box_record(box: Box | None) -> list[float] | None:
    if box is None:
        return None
    sides = (box.left_pt, box.top_pt, box.right_pt, box.bottom_pt)
    return [round(side, 2) for side in sides]


def alignment_record(alignment: Alignment) -> Record:
    """The alignment object of the contract: the item's fields and the verdict's."""
    return item_record(alignment.item) | {
        "status": alignment.status.value,
        "rank": alignment.rank,
        "mission_id": alignment.mission_id,
        "probabilities": {key: round(p, 6) for key, p in alignment.probabilities.items()},
        "none_probability": round(alignment.none_probability, 6),
        "themes": [
            {"theme": one.theme, "weight": round(one.weight, 4)} for one in alignment.themes
        ],
        "evidence": [asdict(one) | {"weight": round(one.weight, 4)} for one in alignment.evidence],
        "reason": alignment.reason,
        "model_id": alignment.model_id,
    }


def json_line(record: Mapping[str, object]) -> str:
    """One object on one line, Indonesian letters as they are."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def write_json_lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    """Writes one object a line, UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json_line(record) + "\n" for record in records)


def content_id(item: PlanItem, *, occurrence: int = 0) -> str:
    """An id made from what the item says: the sha256 of its content, 64 hex digits.

    The place on the page and the file's name do not enter, so that the same plan printed anew keeps
    its ids; ``occurrence`` tells apart items that say exactly the same within one document.
    """
    said = {
        key: value
        for key, value in item_record(item).items()
        if key not in {"item_id", "document", "page_number", "box_pt", "source", "warnings"}
        and (value or not key.startswith("realised"))
    }
    text = json.dumps([said, occurrence], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def read_items(path: Path) -> tuple[PlanItem, ...]:
    """Reads items to score from ``.jsonl``, ``.csv`` or ``.xlsx``.

    Raises:
        ItemsError: the file cannot be read, or a row is wrong (the message names the row).
    """
    readers = {".jsonl": _json_rows, ".json": _json_rows, ".csv": _csv_rows, ".xlsx": _xlsx_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ItemsError(
            f"{path}: items are read from .jsonl, .csv or .xlsx.", advice="Save it as one of these."
        )
    try:
        items = [_item_from(record, where) for where, record in reader(path)]
    except OSError as error:
        raise ItemsError(f"{path}: {error.strerror}.", advice="Check the path.") from error
    except UnicodeDecodeError as error:
        raise ItemsError(f"{path}: not UTF-8.", advice="Save the file as UTF-8.") from error
    if not items:
        raise ItemsError(f"{path}: no items in it.", advice="One row an item, with a name.")
    return _with_ids(items, path.name)


def _with_ids(items: list[PlanItem], document: str) -> tuple[PlanItem, ...]:
    seen: dict[str, int] = {}
    done = []
    for item in items:
        named = item if item.document else replace(item, document=document)
        if not named.item_id:
            first = content_id(named)
            occurrence = seen[first] = seen.get(first, -1) + 1
            named = replace(named, item_id=content_id(named, occurrence=occurrence))
        done.append(named)
    return tuple(done)


def _json_rows(path: Path) -> Iterator[tuple[str, Record]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            where = f"{path}, line {number}"
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                raise ItemsError(f"{where}: no JSON object: {error}.") from error
            if not isinstance(record, dict):
                raise ItemsError(f"{where}: no JSON object.")
            yield where, record


def _csv_rows(path: Path) -> Iterator[tuple[str, Record]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        separator = ";" if ";" in file.readline().split(",")[0] else ","
        file.seek(0)
        rows = csv.DictReader(file, delimiter=separator)
        for row in rows:
            yield f"{path}, line {rows.line_num}", {str(key).strip(): row[key] for key in row}


def _xlsx_rows(path: Path) -> Iterator[tuple[str, Record]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, KeyError, ValueError, IndexError) as error:
        raise ItemsError(f"{path}: no workbook.", advice="Save it again as .xlsx.") from error
    rows = sheet.iter_rows(values_only=True)
    head = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
    for number, row in enumerate(rows, start=2):
        if any(cell not in (None, "") for cell in row):
            yield f"{path}, row {number}", dict(zip(head, row, strict=False))


def _item_from(record: Mapping[str, Any], where: str) -> PlanItem:
    name = _text(record.get("name"))
    if not name:
        raise ItemsError(f"{where}: no name.", advice="Every item needs a column 'name'.")
    code = _text(record.get("code"))
    return PlanItem(
        item_id=_text(record.get("item_id")) or "",
        document=_text(record.get("document")) or "",
        name=name,
        level=_word(Level, record.get("level"), where, "level") or _level_of(code),
        code=code,
        opd=_text(record.get("opd")),
        year=_whole(record.get("year"), where, "year"),
        parents=tuple(_parents(record, where)),
        indicators=tuple(_indicators(record, where)),
        budget_rupiah=_whole(record.get("budget_rupiah"), where, "budget_rupiah"),
        budget_before_rupiah=_whole(
            record.get("budget_before_rupiah"), where, "budget_before_rupiah"
        ),
        forecast_rupiah=_whole(record.get("forecast_rupiah"), where, "forecast_rupiah"),
        location=_text(record.get("location")),
        fund_source=_text(record.get("fund_source")),
        page_number=_whole(record.get("page_number"), where, "page_number"),
        box_pt=_box(record.get("box_pt"), where),
        source=_word(Source, record.get("source"), where, "source") or Source.TEXT,
        warnings=tuple(
            Notice(str(one.get("code")), str(one.get("message")))
            for one in _objects(record.get("warnings"), where, "warnings")
        ),
        realised=tuple(_realised(record, where)),
    )


def _level_of(code: str | None) -> Level:
    parts = len(code.split(".")) if code else 0
    return LEVEL_BY_CODE_PARTS.get(parts, Level.SUB_KEGIATAN)


def _text(value: object) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None


def _whole(value: object, where: str, key: str) -> int | None:
    if value is None or value == "":
        return None
    try:
        return round(float(str(value)))
    except (ValueError, OverflowError) as error:
        raise ItemsError(
            f"{where}: {key} is no number: {value!r}.", advice="Write digits only, as 1500000."
        ) from error


def _word(kind: type[_Word], value: object, where: str, key: str) -> _Word | None:
    text = _text(value)
    if text is None:
        return None
    try:
        return kind(text.lower().replace(" ", "_"))
    except ValueError as error:
        known = ", ".join(one.value for one in kind)
        raise ItemsError(f"{where}: {key} is {text!r}.", advice=f"Known: {known}.") from error


def _parents(record: Mapping[str, Any], where: str) -> Iterator[Parent]:
    for one in _objects(record.get("parents"), where, "parents"):
        level = _word(Level, one.get("level"), where, "the level of a parent")
        code = _text(one.get("code"))
        yield Parent(level or _level_of(code), code, _text(one.get("name")) or "")


def _indicators(record: Mapping[str, Any], where: str) -> Iterator[Indicator]:
    given = record.get("indicators")
    if isinstance(given, str) and given.strip() and not given.lstrip().startswith("["):
        target, unit = _text(record.get("target")), _text(record.get("unit"))
        yield Indicator(given.strip(), target, unit)
        return
    for one in _objects(given, where, "indicators"):
        text = _text(one.get("text")) or ""
        target, unit = _text(one.get("target")), _text(one.get("unit"))
        yield Indicator(text, target, unit, _text(one.get("target_before")))


def _realised(record: Mapping[str, Any], where: str) -> Iterator[Realised]:
    last = _whole(record.get("realised_rupiah"), where, "realised_rupiah")
    if not record.get("realised") and last is not None:
        yield Realised("", None, last)
    for one in _objects(record.get("realised"), where, "realised"):
        rupiah = _whole(one.get("rupiah"), where, "a realised amount")
        yield Realised(_text(one.get("period")) or "", _text(one.get("performance")), rupiah)


def _objects(value: object, where: str, key: str) -> list[dict[str, Any]]:
    if value is None or value == "":
        return []
    try:
        given = json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError as error:
        raise ItemsError(f"{where}: {key} is no JSON list.") from error
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise ItemsError(f"{where}: {key} is no list of objects.")
    return given


def _box(value: object, where: str) -> Box | None:
    if value is None or value == "":
        return None
    try:
        sides = json.loads(value if isinstance(value, str) else json.dumps(value))
        left_pt, top_pt, right_pt, bottom_pt = (float(side) for side in sides)
    except (TypeError, ValueError) as error:
        raise ItemsError(f"{where}: box_pt is no list of four numbers.") from error
    return Box(left_pt, top_pt, right_pt, bottom_pt)
