"""The truth beside a PDF: every item of its plan table as a JSON line, as a reader should give it.

Fields are those of an item in the product, plus ``missions`` and ``mission_id`` (our honest
reading; null for support and planted items), ``planted`` (why we made it misaligned, or null) and
``negative`` (true for planted items). What a form does not print is null.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.forms.base import Form
    from generator.plan import Plan, Row
    from generator.printing import Printing


_FIRST_LINE = 18  # characters that fit into the narrowest column that holds words


def truth_lines(
    plan: Plan, form: Form, printing: Printing, pdf: Path, caption: str
) -> Iterator[str]:
    """The JSON lines for ``pdf``, in the order of the table."""
    pages = _page_numbers(plan, printing, pdf, caption)
    for row, page_number in zip(plan.rows, pages, strict=True):
        yield (
            json.dumps(_item(plan, row, form, printing, document=pdf.name, page_number=page_number))
            + "\n"
        )


def _item(
    plan: Plan,
    row: Row,
    form: Form,
    printing: Printing,
    *,
    document: str,
    page_number: int | None,
) -> dict[str, Any]:
    def if_printed(field: str, value: object) -> object:
        return value if field in form.fields else None

    parents = [
        {
            "level": one.level,
            "code": if_printed("code", printing.code(one.code)),
            "name": one.name,
        }
        for one in plan.parents(row)
    ]
    missions = [] if row.is_support or row.planted else list(row.missions)
    item = {
        "document": document,
        "opd": plan.office.name,
        "year": plan.year,
        "level": row.level,
        "code": if_printed("code", printing.code(row.code)),
        "name": row.name,
        "parents": parents,
        "indicators": [
            {"text": one.text, "target": one.target, "unit": one.unit} for one in row.indicators
        ],
        "budget_rupiah": row.budget_rupiah,
        "budget_before_rupiah": if_printed("before", row.before_rupiah),
        "forecast_rupiah": if_printed("forecast", row.forecast_rupiah),
        "location": if_printed("location", row.location or None),
        "fund_source": if_printed("fund", row.fund or None),
        "page_number": page_number,
        "box_pt": None,
        "source": "text",
        "warnings": [],
        "mission_id": missions[0] if missions else None,
        "missions": missions,
        "planted": row.planted,
        "negative": row.planted is not None,
    }
    key = json.dumps([document, row.level, row.code, row.name])
    return {"item_id": hashlib.sha256(key.encode()).hexdigest()} | item


def _page_numbers(plan: Plan, printing: Printing, pdf: Path, caption: str) -> Iterator[int | None]:
    """The page on which each row starts, found again in the text of the PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    wanted = _spaced(caption)
    place = (
        next((number for number, text in enumerate(texts) if wanted.search(text)), len(texts)),
        0,
    )
    for row in plan.rows:
        searches = (
            _lone_code(printing.code(row.code)),
            _spaced(row.name),
            # Where the end of the page cuts the row, only its first line stands on this page.
            _spaced(row.indicators[0].text[:_FIRST_LINE]),
            _spaced(row.name[:_FIRST_LINE]),
        )
        found = next(filter(None, (_find(texts, place, one) for one in searches)), None)
        place = found or place
        yield found[0] + 1 if found else None


def _find(
    texts: list[str], start: tuple[int, int], wanted: re.Pattern[str]
) -> tuple[int, int] | None:
    """Page index and offset behind the first match at or after ``start``."""
    page, offset = start
    for number in range(page, len(texts)):
        if match := wanted.search(texts[number], offset if number == page else 0):
            return number, match.end()
    return None


def _spaced(text: str) -> re.Pattern[str]:
    """``text`` with any white space, or none, between its characters."""
    return re.compile(r"\s*".join(re.escape(one) for one in text if not one.isspace()))


def _lone_code(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.]){_spaced(code).pattern}(?![\d.])")
