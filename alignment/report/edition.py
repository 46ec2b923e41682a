"""One edition of a report: the figures, with the language, date and version it is printed in."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.report import numbers, words
from alignment.report.cleaning import clean
from alignment.report.counting import Tally
from alignment.report.entries import NO_MISSION, SUPPORT, UNREAD
from alignment.report.province import NOTHING_BESIDE, Province
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from alignment.report.entries import Entry
    from alignment.report.summary import Summary, YearRow
    from alignment.types import Failure, Indicator, Notice, PlanItem

_MARK_LENGTH = 8
_NAMES_SHOWN = 6
_FIGURES = re.compile(r"\d[\d.]*\d|\d")
_UNDER = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_PLACE_KEYS = {NO_MISSION: "no_mission", SUPPORT: "support", UNREAD: "unread"}


@dataclass(frozen=True, slots=True)
class Edition:
    """What every page and sheet is made from."""

    summary: Summary
    language: str
    made_on: date
    version: str
    province: Province = NOTHING_BESIDE

    def text(self, key: str, **values: object) -> str:
        """A sentence or heading in the edition's language."""
        return words.text(key, self.language, **values)

    @property
    def region_period(self) -> str:
        """``Provinsi X, periode 2025-2030``; the region alone where no years are known."""
        missions = self.summary.missions
        region = clean(missions.region)
        if missions.start_year is None or missions.end_year is None:
            return region
        return self.text(
            "region_period", region=region, start=missions.start_year, end=missions.end_year
        )

    @property
    def date(self) -> str:
        """The day the edition was made, written out."""
        return numbers.written_date(self.made_on, self.language)

    @property
    def model(self) -> str:
        """The ids of the models that judged, cleaned."""
        return ", ".join(clean(one) for one in self.summary.model_ids) or numbers.DASH

    @property
    def lead(self) -> str:
        """The answer in one sentence."""
        summary = self.summary
        if not summary.entries:
            return self.text("lead_empty")
        bad = summary.by_status.get(Status.TIDAK_SELARAS, Tally())
        doubtful = summary.by_status.get(Status.PERLU_DITINJAU, Tally())
        return self.text(
            "lead",
            items=self.whole(summary.total.items),
            money=self.money(summary.total.rupiah),
            documents=self.whole(len(summary.documents)),
            bad=self.whole(bad.items),
            bad_money=self.money(bad.rupiah),
            doubtful=self.whole(doubtful.items),
            doubtful_money=self.money(doubtful.rupiah),
        )

    @property
    def cautions(self) -> list[str]:
        """What a reader must know before trusting the sums."""
        summary = self.summary
        notes = []
        if summary.top_rupiah != summary.total.rupiah:
            gap = summary.top_rupiah - summary.total.rupiah
            notes.append(
                self.text(
                    "unsummed",
                    top=self.full_money(summary.top_rupiah),
                    counted=self.full_money(summary.total.rupiah),
                    gap=self.full_money(abs(gap)),
                )
            )
        if summary.duplicated.items:
            doubled = summary.duplicated
            count, money = self.whole(doubled.items), self.money(doubled.rupiah)
            notes.append(self.text("duplicated", n=count, money=money))
        if summary.without_budget:
            notes.append(self.text("without_budget", n=self.whole(summary.without_budget)))
        if len(summary.years) > 1:
            years = "; ".join(map(self.year_total, summary.years))
            notes.append(self.text("several_years", years=years))
        unpaid = [row.document for row in summary.documents if row.is_unpaid_evaluation]
        if unpaid:
            names = "; ".join(clean(name) for name in unpaid)
            notes.append(self.text("unpaid_evaluation", documents=names))
        if summary.repeated_opds:
            names = "; ".join(clean(name) for name in summary.repeated_opds)
            notes.append(self.text("repeated", opds=names))
        if summary.decided.items:
            decided = summary.decided
            count, money = self.whole(decided.items), self.money(decided.rupiah)
            notes.append(self.text("decided", n=count, money=money))
        return notes

    def year_total(self, row: YearRow) -> str:
        """What the documents of one year add up to, and which these are."""
        names = [clean(name, 80) for name in row.documents]
        shown = ", ".join(names[:_NAMES_SHOWN])
        if len(names) > _NAMES_SHOWN:
            shown += " " + self.text("pages_more", n=self.whole(len(names) - _NAMES_SHOWN))
        return self.text(
            "year_total", year=self.year(row.year), money=self.money(row.total.rupiah), names=shown
        )

    def year(self, year: int | None) -> str:
        """A year, or that it is not known."""
        return str(year) if year else self.text("no_year")

    @property
    def total_word(self) -> str:
        """The heading of the sum over all documents, saying over how many and of which years."""
        years = ", ".join(self.year(row.year) for row in self.summary.years)
        count = self.whole(sum(len(row.documents) for row in self.summary.years))
        return self.text("total_of", n=count, years=years) if years else self.text("total")

    def status(self, status: Status) -> str:
        """The word for a status."""
        return words.status_word(status, self.language)

    def place(self, place: str) -> str:
        """The heading of a column of the heat map: ``Misi 3``, ``Tanpa misi``."""
        if place in _PLACE_KEYS:
            return self.text(_PLACE_KEYS[place])
        return clean(words.mission_word(place, self.language), 40)

    def place_mark(self, place: str) -> str:
        """The same, short enough for a narrow column: ``3``; a short word where no number is."""
        if place in _PLACE_KEYS:
            return self.text(f"{_PLACE_KEYS[place]}_mark")
        head, _, number = place.replace("_", "-").rpartition("-")
        if head.casefold() in {"misi", "mission"} and number.isdigit():
            return number
        return self.place(place)[:_MARK_LENGTH]

    def mission_text(self, place: str) -> str:
        """What a mission says; empty for the other columns."""
        return next(
            (clean(one.text) for one in self.summary.missions.missions if one.id == place), ""
        )

    def item_mission(self, entry: Entry) -> str:
        """The mission nearest to an item, empty where it serves none."""
        mission_id = entry.mission_id
        return self.place(mission_id) if mission_id else ""

    @property
    def is_reviewed(self) -> bool:
        """Whether reviewers said anything of these items."""
        return any(entry.decision for entry in self.summary.entries)

    def decision(self, entry: Entry) -> str:
        """What reviewers said, who they are, and their notes: ``Selaras, Misi 3 (Budi): ...``."""
        said = entry.decision
        if said is None:
            return ""
        if said.status:
            told = self.status(said.status)
            told += f", {self.place(said.mission_id)}" if said.mission_id else ""
        else:
            told = self.text("decision_disputed" if said.is_disputed else "verdict_undecided")
        told += f" ({', '.join(clean(name, 80) for name in said.reviewers)})"
        notes = "; ".join(clean(note) for note in said.notes)
        return f"{told}: {notes}" if notes else told

    def whole(self, number: int) -> str:
        """A whole number with its thousands marked."""
        return numbers.whole(number, self.language)

    def money(self, amount: int | None) -> str:
        """Rupiah in three digits and a word."""
        return numbers.rupiah_short(amount, self.language)

    def full_money(self, amount: int | None) -> str:
        """Rupiah to the last digit."""
        return numbers.rupiah(amount, self.language)

    def percent(self, share: float | None, places: int = 1) -> str:
        """A share of 0 to 1 in per cent."""
        return numbers.percent(share, places, self.language)

    def pages(self, pages: tuple[int, ...], limit: int = 15) -> str:
        """Page numbers in a row, runs joined: ``3-5, 9``; cut after ``limit`` runs."""
        if not pages:
            return self.text("nothing")
        runs = _runs(pages)
        shown = ", ".join(
            str(first) if first == last else f"{first}-{last}" for first, last in runs[:limit]
        )
        if len(runs) > limit:
            shown += " " + self.text("pages_more", n=sum(b - a + 1 for a, b in runs[limit:]))
        return shown

    def notice(self, notice: Notice) -> str:
        """A notice in one sentence, in the reader's language where its code is known."""
        known = words.texts(self.language)["notice"].get(notice.code, "")
        rest = notice.message.partition(": ")[2]
        try:
            told = known.format(*_FIGURES.findall(notice.message), rest=rest)
        except IndexError:  # the sentence has fewer figures than its translation
            told = ""
        return clean(told or notice.message or notice.code)

    def failure(self, failure: Failure) -> tuple[str, str]:
        """Why a document gave nothing, and what to do, in the reader's language where known."""
        told = words.texts(self.language)["failure"]
        if failure.kind:
            other, named = told["other_kind"], words.kind_word(failure.kind, self.language)
            return other["problem"].format(kind=named), other["advice"]
        if known := told.get(failure.code):
            return known["problem"], known["advice"]
        return clean(failure.message), clean(failure.advice)


def today() -> date:
    """The day on the reader's own calendar."""
    return datetime.now().astimezone().date()


def relative_files(path: Path, sources: Mapping[str, str]) -> dict[str, str]:
    """Each document -> where its file lies, seen from the folder of ``path``.

    What lies on no disk of ours, or no longer lies there, is left out.
    """
    found: dict[str, str] = {}
    for document, source in sources.items():
        file = Path(source)
        if not file.is_file():
            continue
        try:
            place = os.path.relpath(file.resolve(), path.resolve().parent)
        except ValueError:  # another drive of Windows
            place = str(file.resolve())
        found[document] = place.replace(os.sep, "/")
    return found


def indicator_text(indicator: Indicator) -> str:
    """An indicator with its target: ``Panjang jalan: 12,4 Km``."""
    target = " ".join(part for part in (clean(indicator.target), clean(indicator.unit)) if part)
    return f"{clean(indicator.text)}: {target}" if target else clean(indicator.text)


def trail(item: PlanItem) -> str:
    """The items above, from the top, an arrow between them."""
    return _UNDER.join(clean(parent.name, 200) for parent in item.parents)


def _runs(pages: tuple[int, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs
