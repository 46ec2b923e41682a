"""A second opinion on a doubtful page: pdfplumber's tables, as ours. Slow, so only where asked."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Any

from alignment.extract.grid import clustered
from alignment.extract.table import Cell, Table, TableRow

if TYPE_CHECKING:
    from pathlib import Path

_SNAP_PT = 2.0
_SHADING_PT = 3.0  # thicker filled boxes are shading, not rules


def second_opinion(path: Path, number: int) -> list[Table]:
    """The tables that pdfplumber sees on page ``number``; none where it fails."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with contextlib.suppress(Exception), pdfplumber.open(path, pages=[number]) as document:
        page = document.pages[0].filter(_is_no_shading)
        found = [_table(table, number) for table in page.find_tables()]
        return [table for table in found if table is not None]
    return []


def _is_no_shading(item: dict[str, Any]) -> bool:
    if item["object_type"] != "rect":
        return True
    return bool(item["stroke"]) or min(item["width"], item["height"]) < _SHADING_PT


def _table(table: Any, number: int) -> Table | None:  # noqa: ANN401 - a pdfplumber table
    import numpy as np

    texts = table.extract()
    boxes = [box for row in table.rows for box in row.cells if box]
    if not boxes:
        return None
    edges = clustered(np.array([x for box in boxes for x in (box[0], box[2])]), _SNAP_PT)
    rows = []
    for row, row_texts in zip(table.rows, texts, strict=True):
        cells = tuple(
            Cell(box[0], box[1], box[2], box[3], text or "")
            for box, text in zip(row.cells, row_texts, strict=True)
            if box
        )
        if cells:
            rows.append(TableRow(row.bbox[1], row.bbox[3], cells))
    return Table(number, tuple(float(x) for x in edges), tuple(rows))
