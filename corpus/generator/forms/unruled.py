"""T-C.33 without rules: only a line above and below the header, white space between the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.forms import tc33
from generator.forms.base import Form, one_table

if TYPE_CHECKING:
    from generator.pages import Cell, Table
    from generator.plan import Plan
    from generator.printing import Printing


def table(plan: Plan, printing: Printing) -> Table:
    """The T-C.33 table with nothing drawn between its cells."""
    ruled = tc33.table(plan, printing)
    return replace(ruled, ruled=False, body=tuple(_plain(row) for row in ruled.body))


def _plain(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(replace(cell, shaded=False) for cell in row)


FORM = Form(
    name="unruled",
    caption="Rencana Program dan Kegiatan Perangkat Daerah",
    blocks=one_table(table),
)
