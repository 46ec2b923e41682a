"""A plan that stands only in T-C.31: the RKPD's half on the left, the office's on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved
from generator.forms.base import ALL_FIELDS, Form, head, header, item_rows, number_row, one_table
from generator.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_WIDTHS = (9, 14, 9, 13, 7, 11, 14, 9, 13, 7, 11, 6)
_INDICATOR, _TARGET, _ROUGH, _NEED_INDICATOR, _NEED_TARGET, _NEED = 3, 4, 5, 8, 9, 10
_MONEY = (_ROUGH, _NEED)


def table(plan: Plan, printing: Printing) -> Table:
    """The plan in two halves; the budget is the need on the right, before it the RKPD's."""
    half = ("Program/ Kegiatan/ Sub Kegiatan", "Lokasi", "Indikator Kinerja", "Target Capaian")
    top = header(
        (
            head("Kode", rows=2),
            head("Rancangan Awal RKPD", columns=5),
            head("Hasil Analisis Kebutuhan", columns=5),
            head("Catatan Penting", rows=2),
        ),
        (*half, "Pagu Indikatif (Rp)", *half, "Kebutuhan Dana (Rp)"),
        number_row(len(_WIDTHS)),
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
    for row in plan.rows:
        half = [row.name, row.location, "", ""]
        rough, need = printing.rupiah(row.before_rupiah), printing.rupiah(row.budget_rupiah)
        texts = [printing.code(row.code), *half, rough, *half, need, ""]
        yield from item_rows(row, texts, _indicator_texts(row, printing), _MONEY)


def _indicator_texts(row: Row, printing: Printing) -> list[dict[int, str]]:
    return [
        {
            _INDICATOR: one.text,
            _TARGET: f"{achieved(one, 'before')} {one.unit}",
            _NEED_INDICATOR: one.text,
            _NEED_TARGET: printing.target(one),
        }
        for one in row.indicators
    ]


FORM = Form(
    name="tc31",
    caption="Tabel T-C.31 Review terhadap Rancangan Awal RKPD per Sub Kegiatan",
    blocks=one_table(table),
    fields=ALL_FIELDS - {"forecast", "fund"},
)
