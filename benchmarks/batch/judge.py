"""Items a second from the end of extraction to the verdict, one core, warm: `judge.py [PDF...]`.

Judges the items of the PDFs, or 5,000 generated ones in plans of some 80. Missions, model and rules
are loaded before the clock runs. "New texts": every text is embedded the first time it comes, as in
a process that reads one plan after the other. "Nothing known": each plan is the first that a
process sees, so that what plans have in common is embedded again for each.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")

from documents import load_names, table_rows

from alignment import pipeline
from alignment.align.embed import FloatArray, OnnxEmbedder, RememberingEmbedder
from alignment.align.score import Scorer, load_scorer
from alignment.align.verdict import judge
from alignment.missions import load_missions
from alignment.resources import DEFAULT_MODEL, resource
from alignment.settings import load_settings
from alignment.types import Indicator, Level, MissionSet, Parent, PlanItem

if TYPE_CHECKING:
    from collections.abc import Sequence

ITEMS, ROWS = 5_000, 80
LEVELS = {3: Level.PROGRAM, 5: Level.KEGIATAN, 6: Level.SUB_KEGIATAN}


class Timed:
    """An embedder that keeps the time it took and the texts it was asked for."""

    def __init__(self, inner: OnnxEmbedder) -> None:
        self._inner, self.name, self.dimensions = inner, inner.name, inner.dimensions
        self.cpu_s, self.texts = 0.0, 0

    def embed(self, texts: Sequence[str]) -> FloatArray:
        started = time.process_time()
        rows = self._inner.embed(texts)
        self.cpu_s += time.process_time() - started
        self.texts += len(texts)
        return rows


def generated() -> list[list[PlanItem]]:
    """Plans without a PDF: official names, drawn indicators and places."""
    names, plans, count = load_names(), [], 0
    while count < ITEMS:
        rows = table_rows(names, random.Random(len(plans)), ROWS * 5 // 3)[:ROWS]
        known = {code: name for code, name, *_ in rows}
        plans.append([_item(row, known, f"{len(plans)}.pdf") for row in rows])
        count += len(rows)
    return plans


def _item(row: tuple[str, ...], known: dict[str, str], document: str) -> PlanItem:
    code, name, indicator, target, unit, money, place, _ = row
    above = dict.fromkeys((code.rpartition(".")[0], ".".join(code.split(".")[:3])))
    return PlanItem(
        f"{document}:{code}",
        document,
        _level(code),
        name,
        code=code,
        parents=tuple(
            Parent(_level(one), one, known[one]) for one in above if one in known and one != code
        ),
        indicators=(Indicator(indicator, target, unit),),
        budget_rupiah=int(money.replace(".", "")),
        location=place,
    )


def _level(code: str) -> Level:
    return LEVELS[len(code.split("."))]


def read(paths: list[str]) -> list[list[PlanItem]]:
    """The items of PDFs."""
    results = [pipeline.extract(Path(path), load_settings(None)) for path in paths]
    return [list(one.extraction.items) for one in results if one.extraction]


def measured(
    plans: list[list[PlanItem]], missions: MissionSet, scorer: Scorer, *, is_new: bool
) -> dict[str, float | int | str]:
    """One pass over the plans."""
    timed = Timed(OnnxEmbedder(resource(DEFAULT_MODEL), threads=1))
    checker = pipeline.directive_checker(missions)
    encoder_s = directives_s = whole_s = 0.0
    texts = 0
    ready: Scorer | None = None
    for plan in plans:
        if ready is None or not is_new:
            ready = replace(scorer, embedder=RememberingEmbedder(timed))
            ready.score((), missions)  # the missions' own texts
        before_s, before = timed.cpu_s, timed.texts
        started = time.process_time()
        judge(plan, missions, ready)
        judged = time.process_time()
        checker.check(plan, opd="dinas")
        ended = time.process_time()
        directives_s, whole_s = directives_s + ended - judged, whole_s + ended - started
        encoder_s, texts = encoder_s + timed.cpu_s - before_s, texts + timed.texts - before
    items = sum(map(len, plans))
    return {
        "case": "new texts" if is_new else "nothing known",
        "items": items,
        "items_per_cpu_s": round(items / whole_s, 1),
        "texts_embedded_per_item": round(texts / items, 2),
        "encoder_ms_per_item": round(1000 * encoder_s / items, 2),
        "directives_ms_per_item": round(1000 * directives_s / items, 2),
        "rest_ms_per_item": round(1000 * (whole_s - encoder_s - directives_s) / items, 2),
    }


def main() -> None:
    plans = read(sys.argv[1:]) if sys.argv[1:] else generated()
    missions, scorer = load_missions(None), load_scorer(threads=1)
    for is_new in (True, False):
        print(json.dumps(measured(plans, missions, scorer, is_new=is_new)), flush=True)


if __name__ == "__main__":
    main()
