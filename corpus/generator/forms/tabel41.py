"""Tabel 4.1 of Permendagri 14/2026 as far as it is known: OUTCOME and OUTPUT rows of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved
from generator.forms.base import Form, head, header, number_row, one_table, total_row
from generator.pages import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plan import Indicator, Plan, Row
    from generator.printing import Printing

_WIDTHS = (3, 9, 16, 15, 7, 7, 7, 7, 11, 9, 6, 6, 6, 7, 7, 11, 9, 6)
_CODE, _NAME, _INDICATOR, _TARGET, _BUDGET, _LOCATION, _FUND = 1, 2, 3, 7, 8, 9, 10
_NEXT_TARGET, _FORECAST = 14, 15
_MONEY = (_BUDGET, _FORECAST)
_RESULT = {"program": "OUTCOME", "kegiatan": "OUTPUT KEGIATAN", "sub_kegiatan": "OUTPUT"}


def table(plan: Plan, printing: Printing) -> Table:
    """The plan with a row for the item and further rows for its results."""
    year = plan.year
    top = header(
        (
            head("No", rows=2),
            head("Kode", rows=2),
            head("Urusan/ Program/ Outcome/ Kegiatan/ Output/ Sub Kegiatan", rows=2),
            head("Indikator", rows=2),
            head("Target Akhir Renstra", rows=2),
            head(f"Realisasi {year - 2}", rows=2),
            head(f"Prakiraan {year - 1}", rows=2),
            head(f"Capaian Kinerja dan Kerangka Pendanaan {year}", columns=6),
            head("Kelompok Sasaran", rows=2),
            head(f"Prakiraan Maju {year + 1}", columns=2),
            head("Perangkat Daerah", rows=2),
            head("Prioritas Gubernur", rows=2),
        ),
        (
            "Target",
            "Pagu Indikatif (Rp)",
            "Lokasi",
            "Sumber Dana",
            "Prioritas Nasional",
            "Prioritas Daerah",
            "Target",
            "Pagu Indikatif (Rp)",
        ),
        number_row(len(_WIDTHS)),
    )
    return Table(
        widths=_WIDTHS,
        header=top,
        body=tuple(_body(plan, printing)),
        repeats_header=printing.repeats_header,
        rows_split=printing.rows_split,
        size_pt=min(printing.size_pt, 6.2),
    )


def _body(plan: Plan, printing: Printing) -> Iterator[tuple[Cell, ...]]:
    for row in plan.rows:
        texts = {
            _CODE: printing.code(row.code),
            _NAME: row.name,
            _BUDGET: printing.rupiah(row.budget_rupiah),
            _LOCATION: row.location,
            _FUND: row.fund,
            _FORECAST: printing.rupiah(row.forecast_rupiah),
        }
        yield _row(texts, row, bold=row.level == "program")
        for indicator in row.indicators:
            yield _row(_result(row, indicator, printing), row, bold=False)
    forecast = sum(row.forecast_rupiah for row in plan.rows if row.level == "program")
    amounts = {_BUDGET: printing.rupiah(plan.total_rupiah), _FORECAST: printing.rupiah(forecast)}
    yield total_row("Jumlah", amounts, len(_WIDTHS))


def _result(row: Row, indicator: Indicator, printing: Printing) -> dict[int, str]:
    target = printing.target(indicator)
    return {
        _NAME: _RESULT[row.level],
        _INDICATOR: indicator.text,
        4: target,
        5: achieved(indicator, "done"),
        6: achieved(indicator, "expected", 0.9),
        _TARGET: target,
        _NEXT_TARGET: target,
    }


def _row(texts: dict[int, str], row: Row, *, bold: bool) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            texts.get(column, ""),
            bold=bold,
            shaded=bold and row.level == "program",
            align="right" if column in _MONEY else "left",
        )
        for column in range(len(_WIDTHS))
    )


FORM = Form(
    name="tabel41",
    caption="Tabel 4.1 Rencana Kerja dan Pendanaan menurut Outcome dan Output",
    blocks=one_table(table),
)
