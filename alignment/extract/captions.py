"""What stands above a table and holds for all its amounts: ``(dalam juta rupiah)``. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.extract.labels import Role, scale_of_label
from alignment.extract.page_lines import lines_of_page
from alignment.text import squash
from alignment.types import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alignment.extract.columns import Head
    from alignment.extract.page import Page
    from alignment.extract.table import Table
    from alignment.types import PlanItem

_NEAR_PT = 60.0
_SCALED_WORDS = re.compile(
    r"(?:dalam|dlm|satuan|[(:x])\.?\s*(?:rp\.?\s*)?(?:juta|ribu|jt\b|\.?1?\.?000\b)"
    r"|(?:juta|ribu)(?:an)?\s*(?:rupiah|rp)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:.*\()?\s*(?:(?:dalam|dlm\.?|satuan|nilai|angka)\s*:?\s*)?(?:satuan\s*)?(?:rp\.?\s*)?(?:x\s*)?"
    r"(?:juta(?:an)?|ribu(?:an)?|jt|1?[.]?000(?:[.,]000)?(?:,-)?)\s*(?:rp\.?|rupiah)?\s*\)?\.?",
    re.IGNORECASE,
)
_SMALL_RUPIAH = 1_000_000
_LEAST_AMOUNTS = 3


def scale_above(page: Page, table: Table) -> int:
    """How many rupiah one is, as the lines right above ``table`` say; 1 where they do not."""
    if not _SCALED_WORDS.search(page.text):
        return 1
    y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    near = ((y > table.top_pt - _NEAR_PT) & (y < table.top_pt)).nonzero()[0]
    lines = (squash(line) for line in lines_of_page(page, near.tolist()))
    return max((scale_of_label(line) for line in lines if _CAPTION.fullmatch(line)), default=1)


def scaled(head: Head, scale: int) -> Head:
    """``head`` with its amounts in that scale, but for labels that state one themselves."""
    if scale == 1:
        return head
    columns = (
        replace(c, meaning=replace(c.meaning, scale=scale))
        if c.role is Role.MONEY and c.meaning.scale == 1
        else c
        for c in head.columns
    )
    return replace(head, columns=tuple(columns))


def small_amounts(items: Iterable[PlanItem]) -> list[Notice]:
    """Tells of amounts that are too small for rupiah: a scale that the document does not state."""
    amounts = [item.budget_rupiah for item in items if item.budget_rupiah]
    small = sum(amount < _SMALL_RUPIAH for amount in amounts)
    if len(amounts) < _LEAST_AMOUNTS or small * 2 < len(amounts):
        return []
    told = "most amounts are under a million rupiah; they may be printed in thousands or millions"
    return [Notice("amounts_small", told)]
