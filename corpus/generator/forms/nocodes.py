"""A table without codes: levels told by roman numbers, numbers and letters, units apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms.base import ALL_FIELDS, Form, head, header, item_rows, one_table, total_row
from generator.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_WIDTHS = (4, 26, 24, 12, 8, 9, 13, 7, 8, 13)
_INDICATOR, _TARGET, _UNIT, _BUDGET, _NEXT_TARGET, _FORECAST = 2, 4, 5, 6, 8, 9
_MONEY = (_BUDGET, _FORECAST)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def table(plan: Plan, printing: Printing) -> Table:
    """The plan without codes."""
    year = plan.year
    top = header(
        (
            head("No", rows=2),
            head("Program/ Kegiatan/ Sub Kegiatan", rows=2),
            head("Indikator Kinerja", rows=2),
            head(f"Rencana Tahun {year}", columns=5),
            head(f"Prakiraan Maju Tahun {year + 1}", columns=2),
        ),
        ("Lokasi", "Target", "Satuan", "Pagu Indikatif", "Sumber Dana", "Target", "Pagu Indikatif"),
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
    programs = kegiatan = leaves = 0
    for row in plan.rows:
        if row.level == "program":
            programs, kegiatan = programs + 1, 0
            number = _ROMAN[programs - 1]
        elif row.level == "kegiatan":
            kegiatan, leaves = kegiatan + 1, 0
            number = str(kegiatan)
        else:
            leaves += 1
            number = f"{chr(ord('a') + leaves - 1)}."
        money = [printing.rupiah(row.budget_rupiah), row.fund]
        forecast = printing.rupiah(row.forecast_rupiah)
        texts = [number, row.name, "", row.location, "", "", *money, "", forecast]
        yield from item_rows(row, texts, _indicator_texts(row), _MONEY)
    forecast_rupiah = sum(row.forecast_rupiah for row in plan.rows if row.level == "program")
    amounts = (plan.total_rupiah, forecast_rupiah)
    totals = {
        column: printing.rupiah(amount) for column, amount in zip(_MONEY, amounts, strict=True)
    }
    yield total_row("Total", totals, len(_WIDTHS))


def _indicator_texts(row: Row) -> list[dict[int, str]]:
    return [
        {_INDICATOR: one.text, _TARGET: one.target, _UNIT: one.unit, _NEXT_TARGET: one.target}
        for one in row.indicators
    ]


FORM = Form(
    name="nocodes",
    caption="Tabel Rencana Kerja dan Pendanaan",
    blocks=one_table(table),
    fields=ALL_FIELDS - {"code"},
)
