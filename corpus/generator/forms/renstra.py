"""A Renstra: five years side by side, each with a target (K) and money (Rp)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved, spent
from generator.forms.base import ALL_FIELDS, Form, head, header, item_rows, number_row, one_table
from generator.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_YEARS = 5
_WIDTHS = (9, 18, 16, 6, *(width for _ in range(_YEARS) for width in (6, 10)), 6, 10, 9)
_INDICATOR, _BASE, _FIRST_PAIR = 2, 3, 4
_MONEY = tuple(_FIRST_PAIR + 2 * number + 1 for number in range(_YEARS + 1))


def table(plan: Plan, printing: Printing) -> Table:
    """The plan among the years before and after it; its budget is that of its own year."""
    years = _years(plan)
    top = header(
        (
            head("Kode", rows=3),
            head("Program, Kegiatan, dan Sub Kegiatan", rows=3),
            head("Indikator Kinerja", rows=3),
            head("Data Capaian Tahun Awal", rows=3),
            head("Target Kinerja dan Kerangka Pendanaan", columns=2 * (_YEARS + 1)),
            head("Lokasi", rows=3),
        ),
        (
            *(head(f"Tahun {year}", columns=2) for year in years),
            head("Kondisi Akhir Periode", columns=2),
        ),
        ("K", "Rp") * (_YEARS + 1),
        number_row(len(_WIDTHS)),
    )
    return Table(
        widths=_WIDTHS,
        header=top,
        body=tuple(_body(plan, printing)),
        repeats_header=printing.repeats_header,
        rows_split=printing.rows_split,
        size_pt=min(printing.size_pt, 5.8),
    )


def _years(plan: Plan) -> range:
    return range(plan.year - 1, plan.year - 1 + _YEARS)


def _body(plan: Plan, printing: Printing) -> Iterator[tuple[Cell, ...]]:
    for row in plan.rows:
        amounts = [
            row.budget_rupiah if year == plan.year else spent(row, str(year), 0.8, 1.3)
            for year in _years(plan)
        ]
        amounts.append(sum(amounts))
        pairs = [text for amount in amounts for text in ("", printing.rupiah(amount))]
        texts = [printing.code(row.code), row.name, "", "", *pairs, row.location]
        yield from item_rows(row, texts, _indicator_texts(plan, row, printing), _MONEY)


def _indicator_texts(plan: Plan, row: Row, printing: Printing) -> list[dict[int, str]]:
    return [
        {_INDICATOR: one.text, _BASE: achieved(one, "base")}
        | {
            _FIRST_PAIR + 2 * number: printing.target(one)
            if year == plan.year
            else achieved(one, str(year))
            for number, year in enumerate(_years(plan))
        }
        | {_FIRST_PAIR + 2 * _YEARS: printing.target(one)}
        for one in row.indicators
    ]


FORM = Form(
    name="renstra",
    caption="Rencana Program, Kegiatan, dan Pendanaan",
    blocks=one_table(table),
    fields=ALL_FIELDS - {"forecast", "fund"},
    title="RENCANA STRATEGIS",
    surroundings="text",
)
