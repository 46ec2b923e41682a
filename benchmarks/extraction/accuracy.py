"""How many rows are read right: every form by every producer, printed anew from fresh seeds.

``python benchmarks/extraction/accuracy.py [--seed N]... [--form F]... [--producer P]...
[--keep DIR]``. Each document takes office and ways of printing by chance of its seed. A row is
right where level, code and amount are those of the truth and the name has the same letters but for
a slip; ``exact`` counts rows whose names, indicators, targets, places, funds and parents are the
truth's too. The figures go to ``results/accuracy.json``; exit code 1 below the bars.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from alignment.errors import DocumentError
from alignment.extract.document import extract_document
from alignment.records import item_record
from alignment.settings import Settings
from alignment.text import name_key

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "corpus"))
from generator.forms import FORMS
from generator.plan import load_offices
from generator.printing import MONEY, Printing
from generator.producers import PRODUCERS
from generator.samples import A4, F4, Sample, make

RESULTS = Path(__file__).with_name("results")
UNRULED = frozenset({"unruled"})
_BARS = {True: 0.995, False: 0.95}  # row F1 of ruled and unruled forms
_LEAST_PRECISION = 0.999  # of ruled forms
_SAME_NAME = 95.0
_FIELDS = ("name", "indicators", "location", "fund_source", "parents", "forecast_rupiah")


def main() -> int:
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        figures = [
            figure
            for producer in options.producer or PRODUCERS
            for form in options.form or FORMS
            for seed in options.seed or (1, 2, 3)
            if (figure := measured(made(form, producer, seed, folder), form, producer, seed))
        ]
    groups = [*_summed(figures, "producer"), *_summed(figures, "form")]
    for group in groups:
        print(json.dumps(group))
    RESULTS.mkdir(exist_ok=True)
    written = {"groups": groups, "documents": figures}
    (RESULTS / options.name).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return int(any(not group["passes"] for group in groups))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, action="append", help="default: 1, 2 and 3")
    parser.add_argument("--form", choices=FORMS, action="append")
    parser.add_argument("--producer", choices=PRODUCERS, action="append")
    parser.add_argument("--keep", type=Path, help="folder that keeps the documents")
    parser.add_argument("--name", default="accuracy.json", help="file of the figures")
    return parser


def made(form: str, producer: str, seed: int, folder: Path) -> Path | None:
    """A document of that form and producer; None where the producer is not installed."""
    chance = Random(f"{form}/{seed}")
    sample = Sample(
        office=chance.choice([one.slug for one in load_offices()]),
        form=form,
        producer=producer,
        printing=Printing(
            money=chance.choice(list(MONEY)),
            short_sub_codes=chance.random() < 0.3,  # noqa: PLR2004
            repeats_header=chance.random() < 0.6,  # noqa: PLR2004
            rows_split=chance.random() < 0.6,  # noqa: PLR2004
            size_pt=chance.choice((6.5, 7.0, 8.0)),
        ),
        page_mm=chance.choice((A4, F4)),
        seed=seed,
    )
    target = folder / producer / form / str(seed)
    kept = target / f"{sample.stem}.pdf"
    if kept.exists():
        return kept
    target.mkdir(parents=True, exist_ok=True)
    try:
        return make(sample, target)
    except (FileNotFoundError, ImportError) as error:
        print(f"left out: {producer}: {error}", file=sys.stderr)
        return None


def measured(pdf: Path | None, form: str, producer: str, seed: int) -> dict[str, Any] | None:
    """What was read of one document, beside its truth."""
    if pdf is None:
        return None
    truth = [json.loads(line) for line in pdf.with_suffix(".truth.jsonl").open(encoding="utf-8")]
    try:
        extraction = extract_document(pdf, Settings())
        items = [item_record(item) for item in extraction.items]
        flags = sorted({notice.code for notice in extraction.quality.notices})
    except DocumentError as error:
        items, flags = [], [error.code]
    pairs = matched(items, truth)
    figure = {"form": form, "producer": producer, "seed": seed, "rows": len(truth)}
    figure |= {"read": len(items), "right": len(pairs), "notices": flags}
    figure["exact"] = sum(not differing(item, row) for item, row in pairs)
    print(json.dumps(figure), flush=True)
    return figure


def matched(
    items: list[dict[str, Any]], truth: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The rows of the truth that were read, each with its item; no item serves twice."""
    from rapidfuzz import fuzz

    open_items: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for item in items:
        open_items.setdefault(_key(item), []).append(item)
    pairs = []
    for row in truth:
        same = open_items.get(_key(row), [])
        name = name_key(row["name"])
        best = max(same, key=lambda item: fuzz.ratio(name_key(item["name"]), name), default=None)
        if best is not None and fuzz.ratio(name_key(best["name"]), name) >= _SAME_NAME:
            same.remove(best)
            pairs.append((best, row))
    return pairs


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["level"], row["code"], row["budget_rupiah"]


def differing(item: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    """The fields of a row that are not the truth's."""
    return [field for field in _FIELDS if item[field] != truth[field]]


def _summed(figures: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    """Figures of ruled and of unruled forms together, by producer or by form."""
    groups: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for figure in figures:
        groups.setdefault((figure[by], figure["form"] not in UNRULED), []).append(figure)
    return [_group(by, name, same, is_ruled) for (name, is_ruled), same in groups.items()]


def _group(by: str, name: str, same: list[dict[str, Any]], is_ruled: bool) -> dict[str, Any]:  # noqa: FBT001
    rows, read, right, exact = (
        sum(one[key] for one in same) for key in ("rows", "read", "right", "exact")
    )
    f1 = 2 * right / (rows + read) if rows + read else 0.0
    precision = right / read if read else 0.0
    passes = f1 >= _BARS[is_ruled] and (precision >= _LEAST_PRECISION or not is_ruled)
    return {
        by: name, "is_ruled": is_ruled, "rows": rows, "f1": round(f1, 4),
        "precision": round(precision, 4), "exact": round(exact / rows, 4), "passes": passes,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
