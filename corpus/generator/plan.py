"""The work plan of an office as values, and how a seed turns our data into one.

Money is in whole rupiah and sums exactly: a kegiatan is the sum of its sub kegiatan, a program the
sum of its kegiatan.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

DATA = Path(__file__).resolve().parent / "data"
LEVELS = {3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
_SUPPORT = "X.XX"
_ROUND_TO_RUPIAH = 100


@dataclass(frozen=True, slots=True)
class Office:
    """A perangkat daerah: what it is called, what it does, and what it worries about."""

    slug: str
    name: str
    code: str
    fields: tuple[tuple[str, str], ...]
    task: str
    goal: str
    target: str
    measures: tuple[tuple[str, str, float, float], ...]
    issues: tuple[tuple[str, str], ...]
    data: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, how much of it is promised, and in which unit."""

    text: str
    target: str
    unit: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a plan. ``planted`` names why we made it misaligned; None for honest items."""

    code: str
    name: str
    indicators: tuple[Indicator, ...]
    location: str = ""
    fund: str = ""
    budget_rupiah: int = 0
    before_rupiah: int = 0
    forecast_rupiah: int = 0
    missions: tuple[str, ...] = ()
    planted: str | None = None

    @property
    def level(self) -> str:
        """``program``, ``kegiatan`` or ``sub_kegiatan``, told by the length of the code."""
        return LEVELS[self.code.count(".") + 1]

    @property
    def is_support(self) -> bool:
        """Whether the row lies in the program that keeps the office running."""
        return self.code.split(".")[2] == "01"


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of an office's plan for one year, in the order of their codes."""

    office: Office
    year: int
    rows: tuple[Row, ...]

    @property
    def total_rupiah(self) -> int:
        """The whole budget of the office."""
        return sum(row.budget_rupiah for row in self.rows if row.level == "program")

    def parents(self, row: Row) -> tuple[Row, ...]:
        """The program and kegiatan above ``row``, from the top."""
        return tuple(one for one in self.rows if row.code.startswith(f"{one.code}."))


def load_offices() -> tuple[Office, ...]:
    """The offices we have data for, in the order of the file."""
    entries = yaml.safe_load((DATA / "offices.yaml").read_text(encoding="utf-8"))
    return tuple(_office(entry) for entry in entries)


def build_plan(office: Office, year: int, random: Random) -> Plan:
    """The plan of ``office``: the same for the same state of ``random``."""
    own = list(_read_rows(DATA / f"{office.data}.csv"))
    support = _with_hidden_items(list(_read_rows(DATA / "support.csv")), office.data)
    first_field = office.fields[0][0]
    rows = [replace(row, code=row.code.replace(_SUPPORT, first_field)) for row in support] + own
    rows = [_with_money(row, random) for row in rows]
    rows.sort(key=lambda row: _order(row.code))
    return Plan(office, year, tuple(_with_missions(_with_sums(rows))))


def _office(entry: dict[str, object]) -> Office:
    values: dict[str, object] = {"data": entry["slug"]} | entry
    values["fields"] = tuple(entry["fields"].items())  # type: ignore[attr-defined]
    values["measures"] = tuple(tuple(one) for one in entry["measures"])  # type: ignore[attr-defined]
    values["issues"] = tuple(
        pair
        for one in entry["issues"]  # type: ignore[attr-defined]
        for pair in one.items()
    )
    return Office(**values)  # type: ignore[arg-type]


def _read_rows(file: Path) -> Iterator[Row]:
    """Rows of a data file; a line without a code is a further indicator of the row above it."""
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    starts = (number for number, line in enumerate(lines) if line["code"])
    numbers = [*starts, len(lines)]
    for start, end in pairwise(numbers):
        first = lines[start]
        yield Row(
            code=first["code"],
            name=first["name"],
            indicators=tuple(
                Indicator(line["indicator"], line["target"], line["unit"])
                for line in lines[start:end]
            ),
            location=first["location"],
            fund=first["fund"],
            budget_rupiah=int(first["juta"] or 0) * 1_000_000,
            missions=tuple(one for one in first["missions"].split("|") if one),
            planted=first["planted"] or None,
        )


def _with_hidden_items(support: list[Row], office: str) -> Iterator[Row]:
    """The support rows, with development work hidden in some of them for some offices."""
    with (DATA / "hidden_in_support.csv").open(encoding="utf-8", newline="") as stream:
        hidden = {line["code"]: line for line in csv.DictReader(stream) if line["office"] == office}
    for row in support:
        line = hidden.get(row.code)
        if line is None:
            yield row
            continue
        yield replace(
            row,
            indicators=(Indicator(line["indicator"], line["target"], line["unit"]),),
            location=line["location"],
            fund=line["fund"],
            budget_rupiah=int(line["juta"]) * 1_000_000,
            planted="hidden_in_support",
        )


def _with_money(row: Row, random: Random) -> Row:
    """Uneven amounts, as real ones are, instead of the round millions of the data files."""

    def around(rupiah: int, low: float, high: float) -> int:
        return round(rupiah * random.uniform(low, high) / _ROUND_TO_RUPIAH) * _ROUND_TO_RUPIAH

    budget = around(row.budget_rupiah, 0.9, 1.12)
    return replace(
        row,
        budget_rupiah=budget,
        before_rupiah=around(budget, 0.8, 1.15),
        forecast_rupiah=around(budget, 1.02, 1.08),
    )


def _with_sums(rows: Sequence[Row]) -> Iterator[Row]:
    """Programs and kegiatan get the sums of the sub kegiatan below them."""
    leaves = [row for row in rows if row.level == "sub_kegiatan"]
    for row in rows:
        if row.level == "sub_kegiatan":
            yield row
            continue
        below = [leaf for leaf in leaves if leaf.code.startswith(f"{row.code}.")]
        yield replace(
            row,
            budget_rupiah=sum(leaf.budget_rupiah for leaf in below),
            before_rupiah=sum(leaf.before_rupiah for leaf in below),
            forecast_rupiah=sum(leaf.forecast_rupiah for leaf in below),
        )


def _with_missions(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows without missions of their own serve those of their program, unless planted."""
    for _, group in groupby(rows, key=lambda row: row.code[: len("1.02.02")]):
        program, *others = group
        yield program
        for row in others:
            keeps = row.missions or row.planted
            yield row if keeps else replace(row, missions=program.missions)


def _order(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split("."))
