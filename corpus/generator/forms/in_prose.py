"""A plan that stands only in running text: numbered programs, lettered kegiatan, no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms.base import Form
from generator.pages import Paragraph

if TYPE_CHECKING:
    from generator.pages import Block
    from generator.plan import Plan, Row
    from generator.printing import Printing

_NAMES = {"program": "", "kegiatan": "Kegiatan ", "sub_kegiatan": "Sub Kegiatan "}


def blocks(plan: Plan, printing: Printing) -> tuple[Block, ...]:
    """One paragraph for each item, in the order of the plan."""
    counts = {"program": 0, "kegiatan": 0, "sub_kegiatan": 0}
    paragraphs = []
    for row in plan.rows:
        counts[row.level] += 1
        if row.level == "program":
            counts["kegiatan"] = 0
        if row.level != "sub_kegiatan":
            counts["sub_kegiatan"] = 0
        paragraphs.append(Paragraph(_sentence(row, counts[row.level], printing)))
    return tuple(paragraphs)


def _sentence(row: Row, number: int, printing: Printing) -> str:
    marks = {
        "program": f"{number}.",
        "kegiatan": f"{chr(ord('a') + number - 1)}.",
        "sub_kegiatan": f"{number})",
    }
    measures = (f"{one.text}, target {printing.target(one)}" for one in row.indicators)
    return (
        f"{marks[row.level]} {_NAMES[row.level]}{row.name} dengan pagu "
        f"{printing.rupiah(row.budget_rupiah)}; indikator: {'; '.join(measures)}."
    )


FORM = Form(
    name="in_prose",
    caption="Uraian Program, Kegiatan, dan Sub Kegiatan",
    blocks=blocks,
    fields=frozenset({"indicators", "parent_budget"}),
    landscape=False,
    surroundings="text",
)
