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

from generator.evaluation import achieved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.forms.base import Form
    from generator.plan import Plan, Row
    from generator.printing import Printing


_FIRST_LINE = 18  # characters that fit into the narrowest column that holds words
_CUT_DIGITS = 3  # of a code that is broken before its last three digits


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
    has_money = row.level == "sub_kegiatan" or "parent_budget" in form.fields
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
            {
                "text": one.text,
                "target": one.target,
                "unit": one.unit,
                "target_before": if_printed("before", achieved(one, "before")),
            }
            for one in (row.indicators if "indicators" in form.fields else ())
        ],
        "budget_rupiah": row.budget_rupiah if has_money else None,
        "budget_before_rupiah": if_printed("before", row.before_rupiah) if has_money else None,
        "forecast_rupiah": if_printed("forecast", row.forecast_rupiah) if has_money else None,
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
    if form.realised:
        item["realised"] = form.realised(row, plan.year)
    key = json.dumps([document, row.level, row.code, row.name])
    return {"item_id": hashlib.sha256(key.encode()).hexdigest()} | item


def _page_numbers(plan: Plan, printing: Printing, pdf: Path, caption: str) -> Iterator[int | None]:
    """The page on which each row starts, found again in the text of the PDF.

    The order of the text within a page is the producer's own, so that only pages are compared.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    page = _first_page(texts, 0, _spaced(caption))
    for row in plan.rows:
        found = _start_of(row, printing.code(row.code), texts, page or 0)
        page = page if found is None else found
        yield None if found is None else found + 1


def _start_of(row: Row, code: str, texts: list[str], page: int) -> int | None:
    """The index of the first page from ``page`` on that holds the start of ``row``."""
    name, first_line = _spaced(row.name), _spaced(row.name[:_FIRST_LINE])
    cut_code = re.compile(rf"{_broken_code(code[:-_CUT_DIGITS])}(?!\s*\d)")
    is_leaf = row.level == "sub_kegiatan"
    searches = (_lone_code(code), name, *((cut_code,) if is_leaf else ()), first_line)
    pages = (_first_page(texts, page, search) for search in searches)
    found = next((one for one in pages if one is not None), None)
    if found is None or found == page or name.search(texts[found]):
        return found
    # The end of a page cut the row: its name may start there although its code does not.
    return found - 1 if first_line.search(texts[found - 1]) else found


def _first_page(texts: list[str], page: int, wanted: re.Pattern[str]) -> int | None:
    return next(
        (number for number in range(page, len(texts)) if wanted.search(texts[number])), None
    )


def _spaced(text: str) -> re.Pattern[str]:
    """``text`` with any marks and white space between its letters.

    A hyphen at the end of a line may come out as another character, or not at all.
    """
    characters = ("" if one == "-" else re.escape(one) for one in text if not one.isspace())
    return re.compile(r"\W*?".join(filter(None, characters)))


def _broken_code(code: str) -> str:
    """A pattern for ``code`` with line breaks anywhere in it, and no digit before it."""
    return r"(?<![\d.])" + r"\s*".join(re.escape(one) for one in code)


def _lone_code(code: str) -> re.Pattern[str]:
    return re.compile(rf"{_broken_code(code)}(?![\d.])")
