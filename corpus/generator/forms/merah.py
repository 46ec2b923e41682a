"""The older SIPD print: the code in five cells, an indicator column for each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms.base import Form, group_row, head, header, item_rows, one_table, total_row
from generator.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_WIDTHS = (2.6, 3, 3, 4, 5, 17, 11, 11, 11, 10, 6, 6, 6, 11, 6, 6, 9, 7, 11)
CODE_CELLS = 5
_NAME, _LOCATION, _BUDGET, _FUND, _MEASURE, _NEXT_TARGET, _FORECAST = 5, 9, 13, 14, 16, 17, 18
_INDICATOR = {"program": 6, "sub_kegiatan": 7, "kegiatan": 8}
_TARGET = {"program": 10, "sub_kegiatan": 11, "kegiatan": 12}
_MONEY = (_BUDGET, _FORECAST)


def table(plan: Plan, printing: Printing) -> Table:
    """The plan as the older SIPD prints it."""
    year = plan.year
    levels = ("Capaian Program", "Keluaran Sub Kegiatan", "Hasil Kegiatan")
    top = header(
        (
            head("Kode", columns=CODE_CELLS, rows=3),
            head("Urusan/ Bidang Urusan/ Program/ Kegiatan/ Sub Kegiatan", rows=3),
            head("Indikator Kinerja", columns=3),
            head(f"Rencana Tahun {year}", columns=6),
            head("Catatan Penting", rows=3),
            head(f"Prakiraan Maju Rencana Tahun {year + 1}", columns=3),
        ),
        (
            *(head(level, rows=2) for level in levels),
            head("Lokasi Output Kegiatan", rows=2),
            head("Target Capaian Kinerja", columns=3),
            head("Pagu Indikatif (Rp)", rows=2),
            head("Sumber Dana", rows=2),
            head("Tolok Ukur", rows=2),
            head("Target", rows=2),
            head("Pagu Indikatif (Rp)", rows=2),
        ),
        ("Program", "Keluaran Sub Kegiatan", "Hasil Kegiatan"),
    )
    return Table(
        widths=_WIDTHS,
        header=top,
        body=tuple(_body(plan, printing)),
        repeats_header=printing.repeats_header,
        rows_split=printing.rows_split,
        size_pt=min(printing.size_pt, 6.0),
    )


def code_cells(code: str) -> list[str]:
    """``1.02.02.1.01.0001`` as ``1 | 02 | 02 | 1.01 | 0001``, with empty cells behind."""
    parts = code.split(".")
    cells = [*parts[:3], ".".join(parts[3:5]), *parts[5:]]
    return [*cells, *[""] * (CODE_CELLS - len(cells))][:CODE_CELLS]


def _body(plan: Plan, printing: Printing) -> Iterator[tuple[Cell, ...]]:
    forecast = sum(row.forecast_rupiah for row in plan.rows if row.level == "program")
    totals = {_BUDGET: printing.rupiah(plan.total_rupiah), _FORECAST: printing.rupiah(forecast)}
    unit = {_NAME: f"Unit Organisasi : {plan.office.code} {plan.office.name}", **totals}
    yield group_row([unit.get(column, "") for column in range(len(_WIDTHS))], _MONEY)
    for row in plan.rows:
        fixed = dict(enumerate(code_cells(printing.code(row.code)))) | {
            _NAME: row.name,
            _LOCATION: row.location,
            _BUDGET: printing.rupiah(row.budget_rupiah),
            _FUND: row.fund,
            _FORECAST: printing.rupiah(row.forecast_rupiah),
        }
        texts = [fixed.get(column, "") for column in range(len(_WIDTHS))]
        yield from item_rows(row, texts, _indicator_texts(row, printing), _MONEY)
    yield total_row("TOTAL", totals, len(_WIDTHS))


def _indicator_texts(row: Row, printing: Printing) -> list[dict[int, str]]:
    return [
        {
            _INDICATOR[row.level]: one.text,
            _TARGET[row.level]: printing.target(one),
            _MEASURE: "",
            _NEXT_TARGET: printing.target(one),
        }
        for one in row.indicators
    ]


FORM = Form(
    name="merah",
    caption="Rencana Kerja dan Pendanaan Perangkat Daerah",
    blocks=one_table(table),
)
