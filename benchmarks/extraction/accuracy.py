"""How many rows are read right: every form by every producer, printed anew from fresh seeds.

``python benchmarks/extraction/accuracy.py [--seed N]... [--form F]... [--producer P]... [--keep
DIR]``: seeds 1 to 3 where none is given. Each document takes office and ways of printing by chance
of its seed. A row is right where level, code and amount are those of the truth and the name has the
same letters but for a slip; ``exact`` counts rows whose names, indicators, targets, places, funds
and parents are the truth's too. The figures go to ``results/accuracy.json``; exit code 1 below the
bars.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESULTS = Path(__file__).with_name("results")
UNRULED = frozenset({"unruled"})
_BARS = {True: 0.995, False: 0.95}  # row F1 of ruled and unruled forms
_LEAST_PRECISION = 0.999  # of ruled forms
_SAME_NAME = 95.0
_FIELDS = ("name", "indicators", "location", "fund_source", "parents", "forecast_rupiah")


class Document(NamedTuple):
    """A plan that was printed, its truth beside it."""

    form: str
    producer: str
    seed: int
    pdf: Path

    @property
    def truth(self) -> list[dict[str, Any]]:
        """The rows that it prints."""
        lines = self.pdf.with_suffix(".truth.jsonl").open(encoding="utf-8")
        return [json.loads(line) for line in lines]


def main() -> int:
    options = parser(__doc__, "accuracy.json").parse_args()
    figures = [_measured(one) for one in documents(options, FORMS, PRODUCERS, (1, 2, 3))]
    groups = [*_summed(figures, "producer"), *_summed(figures, "form")]
    for group in groups:
        print(json.dumps(group))
    keep(options.name, {"groups": groups, "documents": figures})
    return int(any(not group["passes"] for group in groups))


def parser(description: str | None, name: str) -> argparse.ArgumentParser:
    """What a measuring of printed documents takes; its figures go to the file ``name``."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--seed", type=int, action="append")
    options.add_argument("--form", choices=FORMS, action="append")
    options.add_argument("--producer", choices=PRODUCERS, action="append")
    options.add_argument("--keep", type=Path, help="folder that keeps the documents")
    options.add_argument("--name", default=name, help="file of the figures")
    return options


def documents(
    options: argparse.Namespace,
    forms: Iterable[str],
    producers: Iterable[str],
    seeds: Iterable[int],
) -> Iterator[Document]:
    """The documents that the options ask for, else of those forms, producers and seeds."""
    with tempfile.TemporaryDirectory() as scratch:
        for producer in options.producer or producers:
            for form in options.form or forms:
                for seed in options.seed or seeds:
                    pdf = _made(form, producer, seed, options.keep or Path(scratch))
                    if pdf is not None:
                        yield Document(form, producer, seed, pdf)


def keep(name: str, figures: dict[str, Any]) -> None:
    """Writes the figures beside the scripts."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / name).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _made(form: str, producer: str, seed: int, folder: Path) -> Path | None:
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


def _measured(document: Document) -> dict[str, Any]:
    items, notices = items_of(document.pdf)
    truth = document.truth
    pairs = matched(items, truth)
    exact = sum(all(item[key] == row[key] for key in _FIELDS) for item, row in pairs)
    return figure_of(document, len(truth), len(items), len(pairs), notices=notices, exact=exact)


def figure_of(
    document: Document, rows: int, read: int, right: int, **more: object
) -> dict[str, Any]:
    """One document's figures, printed as soon as they are known."""
    figure = {"form": document.form, "producer": document.producer, "seed": document.seed}
    figure |= {"rows": rows, "read": read, "right": right, **more}
    print(json.dumps(figure), flush=True)
    return figure


def items_of(pdf: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """What is read of a document, and the codes of what its reader is told."""
    try:
        extraction = extract_document(pdf, Settings())
    except DocumentError as error:
        return [], [error.code]
    notices = sorted({notice.code for notice in extraction.quality.notices})
    return [item_record(item) for item in extraction.items], notices


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
    f1 = row_f1(same)
    precision = right / read if read else 0.0
    passes = f1 >= _BARS[is_ruled] and (precision >= _LEAST_PRECISION or not is_ruled)
    return {
        by: name, "is_ruled": is_ruled, "rows": rows, "f1": round(f1, 4),
        "precision": round(precision, 4), "exact": round(exact / rows, 4), "passes": passes,
    }  # fmt: skip


def row_f1(figures: list[dict[str, Any]]) -> float:
    """F1 of the rows of all documents together."""
    both = sum(one["rows"] + one["read"] for one in figures)
    return 2 * sum(one["right"] for one in figures) / both if both else 0.0


if __name__ == "__main__":
    sys.exit(main())
