"""Which samples there are, and how one is made: the PDF and the truth beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from generator.forms import FORMS
from generator.narrative.chapters import plan_caption, whole_document
from generator.plan import build_plan, load_offices
from generator.printing import Printing
from generator.producers import producer
from generator.truth import truth_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.plan import Plan

A4, F4 = (210.0, 297.0), (215.0, 330.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """One document to make: whose plan, in which form, set by which producer."""

    office: str
    form: str
    producer: str
    year: int = 2026
    printing: Printing = field(default_factory=Printing)
    page_mm: tuple[float, float] = A4
    seed: int = 0

    @property
    def stem(self) -> str:
        """The file name without its ending."""
        return f"renja-{self.year}-{self.office}"

    @property
    def plan(self) -> Plan:
        """The plan that the document prints.

        Raises:
            KeyError: there is no such office.
        """
        office = {one.slug: one for one in load_offices()}[self.office]
        return build_plan(office, self.year, Random(f"{self.seed}/{self.office}"))


SAMPLES = (
    Sample("dinkes", "tc33", "reportlab", printing=Printing(size_pt=7.5)),
    Sample("disdikbud", "sipd_ri", "weasyprint", page_mm=F4),
    Sample(
        "pupr",
        "sipd_ri",
        "reportlab",
        page_mm=F4,
        printing=Printing(money="cents", repeats_header=False, size_pt=6.2),
    ),
    Sample("diskominfo", "tc33", "weasyprint", printing=Printing(money="rp", rows_split=False)),
    Sample("dptph", "tc33", "weasyprint", printing=Printing(repeats_header=False, size_pt=8)),
    Sample("dispar", "sipd_ri", "weasyprint", printing=Printing(money="rp_space")),
    Sample("dlh", "tc33", "reportlab", printing=Printing(money="cents", rows_split=False)),
)
"""The samples kept in the repository."""


def make(sample: Sample, folder: Path) -> Path:
    """Writes the PDF of ``sample`` and its ``.truth.jsonl`` into ``folder``; returns the PDF.

    Raises:
        KeyError: there is no such form, producer or office.
    """
    pdf = folder / f"{sample.stem}.pdf"
    document = whole_document(sample.plan, FORMS[sample.form], sample.printing, sample.page_mm)
    producer(sample.producer)(document, pdf)
    lines = "".join(truth_of(sample, pdf))
    (folder / f"{sample.stem}.truth.jsonl").write_text(lines, encoding="utf-8")
    return pdf


def truth_of(sample: Sample, pdf: Path) -> Iterator[str]:
    """The JSON lines of the truth of ``sample``, with the page numbers of ``pdf``."""
    plan, form = sample.plan, FORMS[sample.form]
    return truth_lines(plan, form, sample.printing, pdf, plan_caption(plan, form))


def seeded(samples: tuple[Sample, ...], seed: int) -> tuple[Sample, ...]:
    """The same samples with other amounts."""
    return tuple(replace(sample, seed=seed) for sample in samples)
