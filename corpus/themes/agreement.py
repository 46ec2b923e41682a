"""Agreement between the first and the blinded second reading of the theme labels.

Usage: ``python corpus/themes/agreement.py``; reads the files ``second_reading*.jsonl`` beside it,
which hold both readings as they were before any correction, and ``self_reading_c.jsonl``, where
writers read their own lines twice and were not blinded.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TypedDict

FOLDER = Path(__file__).parent
FILES = (
    "second_reading.jsonl",
    "second_reading_b.jsonl",
    "second_reading_c.jsonl",
    "second_reading_d.jsonl",
    "self_reading_c.jsonl",
)


class Reading(TypedDict):
    """Themes one reader gave one text."""

    primary: list[str]
    secondary: list[str]


class Record(TypedDict):
    """One text with both readings."""

    file: str
    key: str
    text: str
    first: Reading
    second: Reading


def jaccard(a: set[str], b: set[str]) -> float:
    """Share of themes both readers gave among those either gave; 1 when both gave none."""
    union = a | b
    return len(a & b) / len(union) if union else 1.0


def cohen_kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa on one nominal label per reader."""
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[label] * second[label] for label in first) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


def binary_kappa(records: list[Record], themes: list[str]) -> float:
    """Cohen's kappa over every decision "does this text carry this theme at all"."""
    decisions = [
        (str(theme in everything(record["first"])), str(theme in everything(record["second"])))
        for record in records
        for theme in themes
    ]
    return cohen_kappa(decisions)


def everything(reading: Reading) -> set[str]:
    """Primary and secondary themes together."""
    return {*reading["primary"], *reading["secondary"]}


def first_listed(record: Record) -> tuple[str, str]:
    """The first primary theme of the first reader, and of the second where the order may differ.

    Several primaries are unordered, so the second reader's is taken equal when it is among them.
    """
    first, second = record["first"]["primary"], record["second"]["primary"]
    shared = [theme for theme in first if theme in second]
    return (shared[0], shared[0]) if shared else (first[0], second[0])


def mean(values: list[float]) -> float:
    """Arithmetic mean of a non-empty list."""
    return sum(values) / len(values)


def report(name: str, records: list[Record], themes: list[str]) -> str:
    """One line of figures for one kind of text."""
    primary = [jaccard(set(r["first"]["primary"]), set(r["second"]["primary"])) for r in records]
    every = [jaccard(everything(r["first"]), everything(r["second"])) for r in records]
    exact = mean([float(value == 1) for value in primary])
    kappa = cohen_kappa([first_listed(record) for record in records])
    return (
        f"{name:28} n={len(records):3}  jaccard primary {mean(primary):.2f}  all {mean(every):.2f}"
        f"  same primaries {exact:.2f}  kappa shared primary {kappa:.2f}"
        f"  kappa all {binary_kappa(records, themes):.2f}"
    )


def main() -> None:
    """Prints the figures per labelled file."""
    records: list[Record] = [
        json.loads(line)
        for file in FILES
        for line in (FOLDER / file).read_text("utf-8").splitlines()
    ]
    lines = (FOLDER / "themes.csv").read_text("utf-8").splitlines()
    themes = [line.split(",", 1)[0] for line in lines[1:]]
    for name in dict.fromkeys(record["file"] for record in records):
        chosen = [record for record in records if record["file"] == name]
        sys.stdout.write(report(name, chosen, themes) + "\n")


if __name__ == "__main__":
    main()
