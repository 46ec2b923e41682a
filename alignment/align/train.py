"""Labels -> model: ``python -m alignment.align.train --base PATH --out DIR``; seeded, on the CPU.

Reads the repository's labels, and where given the official nomenclature and gold files. Figures in
the manifest come from heads that never saw the region (or the pair of twins) they are measured on;
the heads that are shipped have seen everything.
"""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.align import calibrate, card, features, fit, labels
from alignment.align.embed import OnnxEmbedder, RememberingEmbedder
from alignment.align.export import export_encoder
from alignment.align.heads import Head, Heads, WordWeights, save_heads, sigmoid
from alignment.align.score import CALIBRATION_FILE, Calibration, Thresholds, logit_of
from alignment.align.words import logit
from alignment.resources import resource
from alignment.themes import load_themes
from alignment.types import Mission

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.align.calibrate import RegionScores
    from alignment.align.embed import Embedder, FloatArray
    from alignment.align.labels import ContentExample, ThemeLabels

log = logging.getLogger(__name__)

NONE_SHARE = 0.12
"""The share of a plan's items taken to serve nobody; the labels hold half, on purpose."""
UNCOVERED_SHARE = 0.05
"""The share of a plan's items taken to fall outside all missions."""
CLEARED_AT_MOST = 0.05
"""Of the items cleared, at most this share may serve nobody."""
ACCUSED_AT_LEAST = 0.5
"""Of the items that a judge of content speaks against, at least this share must serve nobody."""
SURE_MISSION = 0.45
CASCADE_SLOPE = 25.0
"""Logits that the official cascade adds: it outranks the model."""
OFFICIAL_WEIGHT, FREE_WEIGHT = 0.3, 0.5
OFFICIAL_EXAMPLES = 1500
HEAD_SEEDS, CONTENT_SEEDS, FOLDS = 4, 5, 8
EMBEDDED_TEXTS = 200_000


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
        official=official_examples(nomenclatures, seed=seed),
        gold=tuple(gold),
    )


def official_examples(nomenclatures: Sequence[Path], *, seed: int) -> tuple[ContentExample, ...]:
    """Official names with their own official indicators: content that is as it should be."""
    rows = [
        row
        for file in nomenclatures
        for row in labels.nomenclature_rows(file)
        if row["level"] == "sub_kegiatan" and row["indikator"]
    ]
    chosen = np.random.default_rng(seed).permutation(len(rows))[:OFFICIAL_EXAMPLES]
    return tuple(
        labels.ContentExample(
            item=labels.item_of(
                {
                    "name": rows[place]["name"],
                    "indicators": [{"text": rows[place]["indikator"]}],
                    "location": ("", "Kalimantan Timur", "Samarinda")[number % 3],
                }
            ),
            kinds=frozenset(),
            group=f"official/{place}",
            weight=OFFICIAL_WEIGHT,
        )
        for number, place in enumerate(sorted(chosen))
    )


def in_free_wording(examples: Iterable[ContentExample]) -> list[ContentExample]:
    """The same items as people put them who know no official names: the indicator is the name."""
    return [
        replace(
            one,
            item=replace(one.item, name=one.item.indicators[-1].text, indicators=(), code=None),
            weight=one.weight * FREE_WEIGHT,
        )
        for one in examples
        if one.item.indicators and not one.kinds & {"empty"}
    ]


def fit_themes(
    corpus: Corpus, embedder: Embedder, *, gold: Sequence[Path], seeds: Sequence[int]
) -> tuple[Head, Head]:
    """Theme heads for items and missions; ``gold`` adds official choices."""
    known = corpus.themes
    place = {mission.id: row for row, mission in enumerate(known.missions)}
    assignments = labels.read_assignments(gold)
    sentences = list(dict.fromkeys(text for one in assignments for text in one.missions))
    row_of = {text: row for row, text in enumerate(sentences)}
    task = fit.ThemeTask(
        items=embedder.embed([one.text for one in known.texts]),
        item_themes=np.stack([one.themes for one in known.texts]).astype(np.float32),
        item_weights=np.array([one.weight for one in known.texts], np.float32),
        missions=embedder.embed([one.text for one in known.missions]),
        mission_themes=np.stack([one.themes for one in known.missions]).astype(np.float32),
        sets=[[place[one] for one in chosen] for chosen in known.sets],
        choice_vectors=embedder.embed([one.text for one in assignments]),
        choice_missions=embedder.embed(sentences),
        choices=[
            (row, [row_of[text] for text in one.missions], [float(yes) for yes in one.served])
            for row, one in enumerate(assignments)
        ],
    )
    return fit.fit_theme_heads(task, seeds=seeds)


def fit_content(
    examples: Sequence[ContentExample], embedder: Embedder, *, seeds: Sequence[int]
) -> tuple[Head, WordWeights]:
    """The two judges of content, by meaning and by letters."""
    items = [one.item for one in examples]
    kinds = np.array(
        [[float(kind in one.kinds) for kind in labels.KINDS] for one in examples], np.float32
    )
    weights = np.array([one.weight for one in examples], np.float32)
    head = fit.fit_content_head(
        features.content_vectors(items, embedder), kinds, weights, seeds=seeds
    )
    texts = [features.letters_text(item) for item in items]
    return head, fit.fit_word_weights(texts, kinds[:, 0], weights)


def content_out_of_fold(
    corpus: Corpus, embedder: Embedder, *, seeds: Sequence[int], folds: int = FOLDS
) -> tuple[FloatArray, FloatArray]:
    """What each judge says of every labelled item when its twin was left out, too."""
    groups = sorted({one.group for one in corpus.content})
    fold_of = {group: number % folds for number, group in enumerate(groups)}
    by_meaning = np.zeros(len(corpus.content), np.float32)
    by_letters = np.zeros(len(corpus.content), np.float32)
    for fold in range(folds):
        seen = [one for one in corpus.content if fold_of[one.group] != fold]
        rows = [row for row, one in enumerate(corpus.content) if fold_of[one.group] == fold]
        head, words = fit_content(
            [*seen, *in_free_wording(seen), *corpus.official], embedder, seeds=seeds
        )
        items = [corpus.content[row].item for row in rows]
        by_meaning[rows] = head(features.content_vectors(items, embedder))[:, 0]
        by_letters[rows] = sigmoid(
            np.array([logit(features.letters_text(item), words) for item in items])
        )
    return by_meaning, by_letters


def region_scores(file: Path, heads: Heads, embedder: Embedder) -> RegionScores:
    """Features of one gold file's items against its missions' bare sentences."""
    rows = [row for row in labels.read_gold(file) if row.get("mission_text")]
    sentences: dict[str, str] = {}
    for row in rows:
        for mission in labels.as_tuple(row["mission_id"]):
            sentences.setdefault(mission, row["mission_text"])
    items = [labels.item_of(row, number=number) for number, row in enumerate(rows)]
    missions = [Mission(key, text) for key, text in sentences.items()]
    known = {"embedder": embedder, "heads": heads, "catalog": load_themes()}
    offered = features.item_features(items, **known)  # type: ignore[arg-type]
    wanted = features.mission_features(missions, **known)  # type: ignore[arg-type]
    columns = (
        features.cosine(offered.themes, wanted.themes),
        np.asarray(offered.vectors @ wanted.vectors.T, np.float32),
        features.word_overlap(offered, wanted),
    )
    served = [[key in labels.as_tuple(row["mission_id"]) for key in sentences] for row in rows]
    return calibrate.RegionScores(
        file.stem, np.stack(columns, axis=2), np.array(served, np.float32)
    )


def regions_left_out(
    corpus: Corpus, embedder: Embedder, content: tuple[Head, WordWeights], *, seeds: Sequence[int]
) -> list[RegionScores]:
    """Every region's scores by theme heads that learnt from the other regions only."""
    found = []
    for file in corpus.gold:
        region = _region_of(file)
        others = [one for one in corpus.gold if _region_of(one) != region]
        heads = Heads(*fit_themes(corpus, embedder, gold=others, seeds=seeds), *content)
        found.append(region_scores(file, heads, embedder))
        log.info("left out %s", file.stem)
    return found


def _region_of(file: Path) -> str:
    """Files of one region share the first word of their name, and must be left out together."""
    return file.stem.split("_")[0]


def calibration_of(
    regions: Sequence[RegionScores],
    corpus: Corpus,
    by_meaning: FloatArray,
    by_letters: FloatArray,
) -> Calibration:
    """All numbers of the calibration, from scores that the heads could not have learnt."""
    theme_slope, meaning_slope, words_slope = calibrate.fit_choice(regions)
    best, uncovered = zip(
        *(calibrate.left_out_missions(one.features[:, :, 0], one.served) for one in regions),
        strict=True,
    )
    is_uncovered = np.concatenate(uncovered)
    slope, offset = calibrate.fit_logistic(
        np.concatenate(best)[:, None],
        is_uncovered,
        calibrate.prior_weights(is_uncovered, share=UNCOVERED_SHARE),
    )
    is_none = np.array([bool(one.kinds) for one in corpus.content], np.float64)
    weights = calibrate.prior_weights(is_none, share=NONE_SHARE)
    judges = np.column_stack([logit_of(by_meaning), logit_of(by_letters)]).astype(np.float64)
    by_meaning_slope, by_letters_slope, content_offset = calibrate.fit_logistic(
        judges, is_none, weights
    )
    chances = 1 / (1 + np.exp(-(judges @ [by_meaning_slope, by_letters_slope] + content_offset)))
    numbers = {
        "theme_slope": theme_slope,
        "meaning_slope": meaning_slope,
        "words_slope": words_slope,
        "cascade_slope": CASCADE_SLOPE,
        "uncovered_slope": -slope,
        "uncovered_offset": offset,
        "content_meaning_slope": by_meaning_slope,
        "content_letters_slope": by_letters_slope,
        "content_offset": content_offset,
    }
    thresholds = Thresholds(
        clear_below=calibrate.highest_safe_threshold(
            chances, is_none, weights, largest_share=CLEARED_AT_MOST
        ),
        accuse_above=calibrate.lowest_sure_threshold(
            chances, is_none, weights, least_share=ACCUSED_AT_LEAST
        ),
        uncovered_above=0.5,
        sure_mission=SURE_MISSION,
    )
    return Calibration(
        **{name: round(float(number), 5) for name, number in numbers.items()},
        thresholds=Thresholds(**{k: round(v, 5) for k, v in asdict(thresholds).items()}),
    )


def train(
    base: str,
    out: Path,
    *,
    nomenclatures: Sequence[Path] = (),
    gold: Sequence[Path] = (),
    seed: int = 20251124,
) -> None:
    """Writes a model folder.

    Args:
        base: a sentence-transformers folder or hub id, or a folder with an exported encoder.
        out: the model folder.
        nomenclatures: official code lists as CSV.
        gold: gold files with ``mission_text``; without any, the slopes are those of the
            repository's own mission sets.
        seed: of everything random.
    """
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    export_encoder(base, out)
    embedder = RememberingEmbedder(OnnxEmbedder(out, threads=1), at_most=EMBEDDED_TEXTS)
    corpus = read_corpus(nomenclatures, gold, seed=seed)
    log.info("%d texts, %d missions", len(corpus.themes.texts), len(corpus.themes.missions))
    seeds = [seed + number for number in range(HEAD_SEEDS)]
    content_seeds = [seed + number for number in range(CONTENT_SEEDS)]
    by_meaning, by_letters = content_out_of_fold(corpus, embedder, seeds=content_seeds)
    log.info("content judged out of fold")
    everything = [*corpus.content, *in_free_wording(corpus.content), *corpus.official]
    content = fit_content(everything, embedder, seeds=content_seeds)
    regions = regions_left_out(corpus, embedder, content, seeds=seeds)
    calibration = calibration_of(regions, corpus, by_meaning, by_letters)
    heads = Heads(*fit_themes(corpus, embedder, gold=gold, seeds=seeds), *content)
    save_heads(heads, out)
    (out / CALIBRATION_FILE).write_text(json.dumps(asdict(calibration), indent=2) + "\n")
    figures = card.figures(regions, calibration, corpus.content, by_meaning, by_letters)
    card.write_manifest(out, base=base, seed=seed, figures=figures, data=[*nomenclatures, *gold])
    card.write_card(out)
    log.info("%s", json.dumps(figures, indent=1))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command ``python -m alignment.align.train``."""
    parser = argparse.ArgumentParser(prog="alignment train", description=__doc__)
    parser.add_argument("--base", default=str(resource("models/alignment-id")))
    parser.add_argument("--nomenclature", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=20251124)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7d ms %(message)s")
    train(
        given.base,
        given.out,
        nomenclatures=given.nomenclature,
        gold=given.gold,
        seed=given.seed,
    )


if __name__ == "__main__":
    main()
