"""The SIPD-RI print, seventeen columns with a row of numbers; unit behind the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved
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

_WIDTHS = (3, 8.5, 16, 15, 7, 7, 7, 7, 10.5, 9, 5.5, 6, 6, 7, 7, 10.5, 9)
_INDICATOR, _END_TARGET, _DONE, _EXPECTED, _TARGET, _BUDGET = 3, 4, 5, 6, 7, 8
_NEXT_TARGET, _FORECAST = 14, 15
_MONEY = (_BUDGET, _FORECAST)
_NATIONAL_PRIORITY = {"1.01": "PN 4", "1.02": "PN 4", "1.03": "PN 3", "2.09": "PN 2"}


def table(plan: Plan, printing: Printing) -> Table:
    """The plan as SIPD-RI prints it."""
    year = plan.year
    name = "Urusan/ Bidang Urusan/ Program/ Kegiatan/ Sub Kegiatan"
    top = header(
        (
            head("No", rows=3),
            head("Kode", rows=3),
            head(name, rows=3),
            head("Indikator Program/ Kegiatan/ Sub Kegiatan", rows=3),
            head("Target Akhir Renstra", rows=3),
            head(f"Realisasi Capaian Tahun {year - 2}", rows=3),
            head(f"Prakiraan Capaian Tahun {year - 1}", rows=3),
            head(f"Capaian Kinerja dan Kerangka Pendanaan Tahun {year}", columns=6),
            head("Kelompok Sasaran", rows=3),
            head(f"Prakiraan Maju Tahun {year + 1}", columns=2),
            head("Perangkat Daerah Penanggung Jawab", rows=3),
        ),
        (
            head(f"Target {year}", rows=2),
            head("Pagu Indikatif (Rp)", rows=2),
            head("Lokasi", rows=2),
            head("Sumber Dana", rows=2),
            head("Prioritas", columns=2),
            head("Target", rows=2),
            head("Pagu Indikatif (Rp)", rows=2),
        ),
        ("Nasional", "Daerah"),
        number_row(len(_WIDTHS), "{}"),
    )
    return Table(
        widths=_WIDTHS,
        header=top,
        body=tuple(_body(plan, printing)),
        repeats_header=printing.repeats_header,
        rows_split=printing.rows_split,
        size_pt=min(printing.size_pt, 6.5),
    )


def _body(plan: Plan, printing: Printing) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for row in plan.rows:
        if field := field_name(plan, row):
            money = printing.rupiah(field_total(plan, row.code[:4]))
            yield group_row(["", row.code[:4], field, *[""] * 5, money, *[""] * 8], _MONEY)
        number += row.level == "program"
        texts = _texts(plan, row, printing, number)
        yield from item_rows(row, texts, _indicator_texts(row, printing), _MONEY)
    forecast = sum(row.forecast_rupiah for row in plan.rows if row.level == "program")
    amounts = {_BUDGET: printing.rupiah(plan.total_rupiah), _FORECAST: printing.rupiah(forecast)}
    yield total_row("Jumlah", amounts, len(_WIDTHS))


def _texts(plan: Plan, row: Row, printing: Printing, number: int) -> list[str]:
    is_program = row.level == "program"
    return [
        str(number) if is_program else "",
        printing.code(row.code),
        row.name,
        *[""] * 5,
        printing.rupiah(row.budget_rupiah),
        row.location,
        row.fund,
        "" if row.is_support else _NATIONAL_PRIORITY.get(row.code[:4], ""),
        "" if row.is_support else "Ya",
        "Aparatur" if row.is_support else "Masyarakat",
        "",
        printing.rupiah(row.forecast_rupiah),
        plan.office.name if is_program else "",
    ]


def _indicator_texts(row: Row, printing: Printing) -> list[dict[int, str]]:
    return [
        {
            _INDICATOR: one.text,
            _END_TARGET: printing.target(one),
            _DONE: achieved(one, "done"),
            _EXPECTED: achieved(one, "expected", 0.9),
            _TARGET: printing.target(one),
            _NEXT_TARGET: printing.target(one),
        }
        for one in row.indicators
    ]


FORM = Form(
    name="sipd_ri",
    caption="Tabel 4.1 Rencana Program, Kegiatan dan Sub Kegiatan beserta Kerangka Pendanaan",
    blocks=one_table(table),
)
