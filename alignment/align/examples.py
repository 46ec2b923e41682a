"""What training reads, put together: labels, and examples made from them and the nomenclature."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.align import labels
from alignment.align.texts import indicator_text, plain
from alignment.missions import load_missions
from alignment.resources import csv_rows, json_lines, resource
from alignment.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from alignment.align.labels import Assignment, ContentExample, ThemeLabels

OFFICIAL_WEIGHT, FREE_WEIGHT, EVERYDAY_WEIGHT = 0.3, 0.5, 0.5
OFFICIAL_EXAMPLES = 1500
LEAST_FREE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that training reads."""

    themes: ThemeLabels
    content: tuple[ContentExample, ...]
    official: tuple[ContentExample, ...]
    gold: tuple[Path, ...]


def read_corpus(nomenclatures: Sequence[Path], gold: Sequence[Path], *, seed: int) -> Corpus:
    """The repository's labels, spread over ``nomenclatures``; gold files are read per region."""
    return Corpus(
        themes=labels.read_theme_labels(resource("corpus/themes"), nomenclatures),
        content=labels.read_content_labels(resource("corpus/labels")),
        official=(*official_examples(nomenclatures, seed=seed), *everyday_examples()),
        gold=tuple(gold),
    )


def official_examples(nomenclatures: Sequence[Path], *, seed: int) -> tuple[ContentExample, ...]:
    """Official names with their own official indicators: content that is as it should be.

    All of routine support, whose travel and cars are not waste by themselves; of the rest a sample.
    """
    rows = [row for file in nomenclatures for row in csv_rows(file) if row["level"] in tuple(Level)]
    random = np.random.default_rng(seed)
    chosen = set(random.permutation(len(rows))[:OFFICIAL_EXAMPLES].tolist())
    places = ("", "Kalimantan Timur", "Samarinda")
    return tuple(
        labels.ContentExample(
            item=labels.item_of(
                {
                    "name": row["name"],
                    "indicators": [{"text": row["indikator"]}] if row["indikator"] else [],
                    "location": places[number % len(places)],
                }
            ),
            kinds=frozenset(),
            group=f"official/{number}",
            weight=OFFICIAL_WEIGHT,
        )
        for number, row in enumerate(rows)
        if number in chosen or row["code"].startswith("X.XX.01")
    )


def everyday_examples() -> Iterable[ContentExample]:
    """What keeps an office running, and what only sounds like it, in everyday words: all fine."""
    for one in json_lines(resource("corpus/themes/support_items.jsonl")):
        yield labels.ContentExample(
            labels.item_of(one), frozenset(), f"everyday/{one['id']}", EVERYDAY_WEIGHT
        )


def in_free_wording(examples: Sequence[ContentExample]) -> list[ContentExample]:
    """The same items as people put them who know no official names, without indicators.

    Where twins differ in their names the name stays; else the indicator becomes the name.
    """
    names: dict[str, set[str]] = {}
    for one in examples:
        names.setdefault(one.group, set()).add(one.item.name)
    found = []
    for one in examples:
        told = one.item.indicators[-1].text if one.item.indicators else ""
        name = one.item.name if len(names[one.group]) > 1 else told
        if len(name.split()) >= LEAST_FREE_WORDS and told and "empty" not in one.kinds:
            item = replace(one.item, name=name, indicators=(), code=None)
            found.append(replace(one, item=item, weight=one.weight * FREE_WEIGHT))
    return found


def own_assignments(corpus: Corpus) -> Iterable[Assignment]:
    """Which of the shipped missions the labelled items serve, by name and by indicators."""
    missions = load_missions().missions
    sentences = tuple(plain(mission.text) for mission in missions)
    for one in corpus.content:
        served = tuple(mission.id in one.missions for mission in missions)
        if any(served):
            for text in (plain(one.item.name), indicator_text(one.item)):
                if text:
                    yield labels.Assignment(text, sentences, served)
