"""One edition of a report: the figures, with the language, date and version it is printed in."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from alignment.report import numbers, words
from alignment.report.cleaning import clean
from alignment.report.province import NOTHING_BESIDE, Province
from alignment.report.summary import NO_MISSION, SUPPORT, UNREAD, Tally
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from alignment.report.summary import Entry, Summary
    from alignment.types import Failure, Indicator, Notice, PlanItem

_MARK_LENGTH = 8
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
        if summary.repeated_opds:
            names = "; ".join(clean(name) for name in summary.repeated_opds)
            notes.append(self.text("repeated", opds=names))
        return notes

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
        mission_id = entry.alignment.mission_id
        return self.place(mission_id) if mission_id else ""

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
        known = words.texts(self.language)["failure"].get(failure.code)
        if known:
            return known["problem"], known["advice"]
        return clean(failure.message), clean(failure.advice)


def today() -> date:
    """The day on the reader's own calendar."""
    return datetime.now().astimezone().date()


def relative_files(path: Path, documents: Iterable[Path]) -> dict[str, str]:
    """Each document's name -> where it lies, seen from the folder of ``path``.

    A name that two documents share is left out: a link must not lead to the wrong plan.
    """
    found: dict[str, str] = {}
    shared: set[str] = set()
    for document in documents:
        if document.name in found:
            shared.add(document.name)
        relative = os.path.relpath(document.resolve(), path.resolve().parent)
        found[document.name] = relative.replace(os.sep, "/")
    return {name: place for name, place in found.items() if name not in shared}


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
