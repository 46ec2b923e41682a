"""T-C.33 of Permendagri 86/2017: ten columns, code in one cell, target and unit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms.base import (
    Form,
    field_name,
    field_total,
    group_row,
    head,
    header,
    item_rows,
    number_row,
    one_table,
    total_row,
)
from generator.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_WIDTHS = (11, 22, 20, 13, 9, 12, 7, 8, 9, 12)
_INDICATOR, _TARGET, _BUDGET, _NEXT_TARGET, _FORECAST = 2, 4, 5, 8, 9
_MONEY = (_BUDGET, _FORECAST)


def table(plan: Plan, printing: Printing) -> Table:
    """The plan as a T-C.33 table."""
    year = plan.year
    top = header(
        (
            head("Kode", rows=2),
            head("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", rows=2),
            head("Indikator Kinerja Program/Kegiatan/Sub Kegiatan", rows=2),
            head(f"Rencana Tahun {year}", columns=4),
            head("Catatan Penting", rows=2),
            head(f"Prakiraan Maju Rencana Tahun {year + 1}", columns=2),
        ),
        (
            "Lokasi",
            "Target Capaian Kinerja",
            "Kebutuhan Dana/ Pagu Indikatif (Rp)",
            "Sumber Dana",
            "Target Capaian Kinerja",
            "Kebutuhan Dana/ Pagu Indikatif (Rp)",
        ),
        number_row(len(_WIDTHS)),
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
    for row in plan.rows:
        if field := field_name(plan, row):
            money = printing.rupiah(field_total(plan, row.code[:4]))
            yield group_row([row.code[:4], field, "", "", "", money, "", "", "", ""], _MONEY)
        texts = [
            printing.code(row.code),
            row.name,
            "",
            row.location,
            "",
            printing.rupiah(row.budget_rupiah),
            row.fund,
            "",
            "",
            printing.rupiah(row.forecast_rupiah),
        ]
        yield from item_rows(row, texts, _indicator_texts(row, printing), _MONEY)
    forecast = sum(row.forecast_rupiah for row in plan.rows if row.level == "program")
    amounts = {_BUDGET: printing.rupiah(plan.total_rupiah), _FORECAST: printing.rupiah(forecast)}
    yield total_row("JUMLAH", amounts, len(_WIDTHS))


def _indicator_texts(row: Row, printing: Printing) -> list[dict[int, str]]:
    targets = [(one.text, printing.target(one)) for one in row.indicators]
    return [{_INDICATOR: text, _TARGET: target, _NEXT_TARGET: target} for text, target in targets]


FORM = Form(
    name="tc33",
    caption="Tabel T-C.33 Rumusan Rencana Program dan Kegiatan Perangkat Daerah",
    blocks=one_table(table),
)
