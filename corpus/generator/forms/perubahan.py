"""A Perubahan: targets and budgets before and after, and the difference between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved
from generator.forms.base import (
    ALL_FIELDS,
    Form,
    group_row,
    head,
    header,
    item_rows,
    number_row,
    one_table,
    total_row,
)
from generator.pages import Table
from generator.printing import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_WIDTHS = (11, 22, 20, 9, 9, 12, 12, 12, 11, 7)
_INDICATOR, _TARGET_BEFORE, _TARGET_AFTER, _BEFORE, _AFTER, _CHANGE = 2, 3, 4, 5, 6, 7
_MONEY = (_BEFORE, _AFTER, _CHANGE)


def table(plan: Plan, printing: Printing) -> Table:
    """The plan as a table of changes."""
    top = header(
        (
            head("Kode", rows=2),
            head("Program/ Kegiatan/ Sub Kegiatan", rows=2),
            head("Indikator Kinerja", rows=2),
            head("Target Kinerja", columns=2),
            head("Pagu Anggaran (Rp)", columns=2),
            head("Bertambah/ (Berkurang)", rows=2),
            head("Lokasi", rows=2),
            head("Sumber Dana", rows=2),
        ),
        ("Sebelum Perubahan", "Setelah Perubahan", "Sebelum Perubahan", "Setelah Perubahan"),
        number_row(len(_WIDTHS), "{}"),
    )
    return Table(
        widths=_WIDTHS,
        header=top,
        body=tuple(_body(plan, printing)),
        repeats_header=printing.repeats_header,
        rows_split=printing.rows_split,
        size_pt=printing.size_pt,
    )


def _body(plan: Plan, printing: Printing) -> Iterator[tuple[Cell, ...]]:
    before = sum(row.before_rupiah for row in plan.rows if row.level == "program")
    amounts = (before, plan.total_rupiah)
    office = ["", plan.office.name.upper(), "", "", "", *_amounts(*amounts, printing), "", ""]
    yield group_row(office, _MONEY)
    for row in plan.rows:
        money = _amounts(row.before_rupiah, row.budget_rupiah, printing)
        texts = [printing.code(row.code), row.name, "", "", "", *money, row.location, row.fund]
        yield from item_rows(row, texts, _indicator_texts(row, printing), _MONEY)
    totals = dict(zip(_MONEY, _amounts(*amounts, printing), strict=True))
    yield total_row("JUMLAH", totals, len(_WIDTHS))


def _amounts(before: int, after: int, printing: Printing) -> tuple[str, str, str]:
    change = after - before
    shown = dotted(change) if change >= 0 else f"({dotted(-change)})"
    return printing.rupiah(before), printing.rupiah(after), shown


def _indicator_texts(row: Row, printing: Printing) -> list[dict[int, str]]:
    return [
        {
            _INDICATOR: one.text,
            _TARGET_BEFORE: f"{achieved(one, 'before')} {one.unit}",
            _TARGET_AFTER: printing.target(one),
        }
        for one in row.indicators
    ]


FORM = Form(
    name="perubahan",
    caption="Rencana Program dan Kegiatan pada Perubahan Renja",
    blocks=one_table(table),
    title="PERUBAHAN RENCANA KERJA",
    fields=ALL_FIELDS - {"forecast"} | {"before"},
)
