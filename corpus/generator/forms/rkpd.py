"""The RKPD's own table, eighteen columns: code in five cells, a measure and target per level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms.base import ALL_FIELDS, Form, head, header, item_rows, one_table
from generator.forms.merah import CODE_CELLS, code_cells
from generator.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_WIDTHS = (2.6, 3, 3, 4, 5, 18, 9, 10, 10, 11, 6, 11, 6, 11, 6, 12, 12, 6)
_NAME, _PRIORITY, _GOAL, _LOCATION, _BUDGET, _FORECAST = 5, 6, 7, 8, 15, 16
_MEASURE = {"program": 9, "sub_kegiatan": 11, "kegiatan": 13}
_MONEY = (_BUDGET, _FORECAST)


def table(plan: Plan, printing: Printing) -> Table:
    """The plan as it stands in an RKPD."""
    pair = ("Tolok Ukur", "Target")
    top = header(
        (
            head("Kode", columns=CODE_CELLS, rows=3),
            head("Urusan/ Bidang Urusan/ Program/ Kegiatan/ Sub Kegiatan", rows=3),
            head("Prioritas Daerah", rows=3),
            head("Sasaran Daerah", rows=3),
            head("Lokasi", rows=3),
            head("Indikator Kinerja", columns=6),
            head("Pagu Indikatif (Rp)", rows=3),
            head("Prakiraan Maju (Rp)", rows=3),
            head("Prioritas Nasional", rows=3),
        ),
        (
            head("Capaian Program", columns=2),
            head("Keluaran Sub Kegiatan", columns=2),
            head("Hasil Kegiatan", columns=2),
        ),
        pair * 3,
    )
    return Table(
        widths=_WIDTHS,
        header=top,
        body=tuple(_body(plan, printing)),
        repeats_header=printing.repeats_header,
        rows_split=printing.rows_split,
        size_pt=min(printing.size_pt, 6.0),
    )


def _body(plan: Plan, printing: Printing) -> Iterator[tuple[Cell, ...]]:
    for row in plan.rows:
        fixed = dict(enumerate(code_cells(printing.code(row.code)))) | {
            _NAME: row.name,
            _PRIORITY: "Prioritas 1" if row.level == "program" else "",
            _GOAL: plan.office.target if row.level == "program" else "",
            _LOCATION: row.location,
            _BUDGET: printing.rupiah(row.budget_rupiah),
            _FORECAST: printing.rupiah(row.forecast_rupiah),
        }
        texts = [fixed.get(column, "") for column in range(len(_WIDTHS))]
        yield from item_rows(row, texts, _indicator_texts(row, printing), _MONEY)


def _indicator_texts(row: Row, printing: Printing) -> list[dict[int, str]]:
    column = _MEASURE[row.level]
    return [{column: one.text, column + 1: printing.target(one)} for one in row.indicators]


FORM = Form(
    name="rkpd",
    caption="Rencana Program dan Kegiatan Prioritas Daerah",
    blocks=one_table(table),
    fields=ALL_FIELDS - {"fund"},
    title="RENCANA KERJA PEMERINTAH DAERAH",
    surroundings="text",
)
