"""Labels -> model: ``alignment train --out DIR``; seeded, on the CPU.

Reads the repository's labels, and where given the official nomenclature and gold files. Figures in
the manifest come from heads that never saw the region (or the pair of twins) they are measured on;
the heads that are shipped have seen everything.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align import calibrate, card, features, fit, labels
from alignment.align.embed import OnnxEmbedder, RememberingEmbedder
from alignment.align.examples import Corpus, in_free_wording, own_assignments, read_corpus
from alignment.align.export import export_encoder
from alignment.align.heads import Head, Heads, StemWeights, WordWeights, save_heads, sigmoid
from alignment.align.recalibrate import BAD_PLAN_NONE_SHARE, CLEARED_AT_MOST, DIAL
from alignment.align.score import (
    CALIBRATION_FILE,
    Calibration,
    ChoiceSlopes,
    ContentSlopes,
    Thresholds,
    content_inputs,
)
from alignment.align.texts import letters_text
from alignment.align.words import logit
from alignment.missions import load_missions
from alignment.resources import DEFAULT_MODEL, resource
from alignment.themes import load_themes
from alignment.types import Mission, PlanItem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from alignment.align.calibrate import RegionScores
    from alignment.align.embed import Embedder, FloatArray
    from alignment.align.labels import ContentExample, ThemeLabels

log = logging.getLogger(__name__)

SEED = 20251124
NONE_SHARE = 0.12
"""The share of a plan's items taken to serve nobody; the labels hold half, on purpose."""
UNCOVERED_SHARE = 0.05
"""The share of a plan's items taken to fall outside all missions."""
ACCUSED_ABOVE = 0.5
"""A judge of content speaks against an item that more likely than not serves nobody."""
UNCOVERED_ABOVE = 0.5
SURE_MISSION = 0.45
SIGN_AT_MOST = 3.0
"""Logits that a sign found by a rule may add at most."""
CASCADE_SLOPE = 25.0
"""Logits that the official cascade adds: it outranks the model."""
HEAD_SEEDS, CONTENT_SEEDS = 4, 5
FOLDS, LEFT_OUT_SEEDS = 6, 3
EMBEDDED_TEXTS = 200_000
NATIONAL = "Nasional"
"""The region of gold lines that speak for the whole state, not for one region's plan."""
OWN = "labels_kaltim"
"""The labelled items of this repository, whose missions have confirmed themes."""


def fit_themes(
    corpus: Corpus,
    embedder: Embedder,
    *,
    gold: Sequence[Path],
    own: bool,
    seeds: Sequence[int],
) -> tuple[Head, Head]:
    """Theme heads for items and missions.

    ``gold`` adds official choices of missions, ``own`` those of the repository's labelled items.
    """
    known = corpus.themes
    assignments = [*labels.read_assignments(gold), *(own_assignments(corpus) if own else ())]
    sentences = list(dict.fromkeys(text for one in assignments for text in one.missions))
    row_of = {text: row for row, text in enumerate(sentences)}
    task = fit.ThemeTask(
        items=embedder.embed([one.text for one in known.texts]),
        item_themes=known.text_themes,
        item_weights=known.text_weights,
        missions=embedder.embed([one.text for one in known.missions]),
        mission_themes=known.mission_themes,
        sets=known.set_rows,
        choice_vectors=embedder.embed([one.text for one in assignments]),
        choice_missions=embedder.embed(sentences),
        choices=[
            (row, [row_of[text] for text in one.missions], [float(yes) for yes in one.served])
            for row, one in enumerate(assignments)
        ],
    )
    return fit.fit_theme_heads(task, seeds=seeds)


def fit_stems(known: ThemeLabels) -> StemWeights:
    """The reader of the missions' words, which no gold teaches."""
    return fit.fit_stem_weights([one.text for one in known.missions], known.mission_themes)


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
    texts = [letters_text(item) for item in items]
    return head, fit.fit_word_weights(texts, kinds[:, 0], weights)


def content_out_of_fold(
    corpus: Corpus, embedder: Embedder, *, seeds: Sequence[int], folds: int = FOLDS
) -> FloatArray:
    """``content_inputs`` of every labelled item, by judges that saw neither it nor its twin."""
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
        by_letters[rows] = sigmoid(np.array([logit(letters_text(item), words) for item in items]))
    signs = features.signs_of([one.item for one in corpus.content], load_missions().region)
    return content_inputs(by_meaning, by_letters, signs)


def region_scores(file: Path, heads: Heads, embedder: Embedder) -> RegionScores:
    """Features of one gold file's items against its missions' bare sentences."""
    rows = [row for row in labels.read_gold(file) if row.get("mission_text")]
    sentences: dict[str, str] = {}
    for row in rows:
        for mission in labels.as_tuple(row["mission_id"]):
            sentences.setdefault(mission, row["mission_text"])
    items = [labels.item_of(row, number=number) for number, row in enumerate(rows)]
    served = [[key in labels.as_tuple(row["mission_id"]) for key in sentences] for row in rows]
    missions = [Mission(key, text) for key, text in sentences.items()]
    levels = [str(row.get("level")) for row in rows]
    scores = _scores_of(file.stem, items, missions, served, levels, heads=heads, embedder=embedder)
    return replace(scores, is_regional=rows[0].get("region") != NATIONAL)


def own_scores(corpus: Corpus, heads: Heads, embedder: Embedder) -> RegionScores:
    """Features of the labelled items that serve a mission, against the shipped missions."""
    missions = load_missions().missions
    fine = [one for one in corpus.content if one.missions]
    served = [[mission.id in one.missions for mission in missions] for one in fine]
    levels = [one.item.level.value for one in fine]
    items = [one.item for one in fine]
    return _scores_of(OWN, items, missions, served, levels, heads=heads, embedder=embedder)


def _scores_of(
    region: str,
    items: Sequence[PlanItem],
    missions: Sequence[Mission],
    served: Sequence[Sequence[bool]],
    levels: Sequence[str],
    *,
    heads: Heads,
    embedder: Embedder,
) -> RegionScores:
    catalog = load_themes()
    offered, uncoded = (
        features.item_features(some, embedder=embedder, heads=heads, catalog=catalog)
        for some in (items, [replace(item, code=None) for item in items])
    )
    wanted = features.mission_features(missions, embedder=embedder, heads=heads, catalog=catalog)
    columns = (
        features.cosine(offered.themes, wanted.themes),
        np.asarray(offered.vectors @ wanted.vectors.T, np.float32),
        features.shared_words(offered, wanted),
        features.cosine(uncoded.themes, wanted.themes),
    )
    left = [calibrate.coverage_left(one.themes, wanted.themes) for one in (offered, uncoded)]
    return calibrate.RegionScores(
        region,
        np.stack(columns, axis=2),
        np.stack(left, axis=2),
        np.array(served, np.float32),
        tuple(levels),
    )


def regions_left_out(
    corpus: Corpus,
    embedder: Embedder,
    stems: StemWeights,
    content: tuple[Head, WordWeights],
    *,
    seeds: Sequence[int],
) -> list[RegionScores]:
    """Every region's scores by theme heads that learnt from the other regions only."""
    found = []
    for region in dict.fromkeys(_region_of(file) for file in corpus.gold):
        others = [file for file in corpus.gold if _region_of(file) != region]
        pair = fit_themes(corpus, embedder, gold=others, own=True, seeds=seeds)
        left_out = [file for file in corpus.gold if _region_of(file) == region]
        found += [region_scores(file, Heads(*pair, stems, *content), embedder) for file in left_out]
        log.info("left out %s", region)
    pair = fit_themes(corpus, embedder, gold=corpus.gold, own=False, seeds=seeds)
    return [*found, own_scores(corpus, Heads(*pair, stems, *content), embedder)]


def _region_of(file: Path) -> str:
    """Files of one region share the first word of their name, and must be left out together."""
    return file.stem.split("_")[0]


def choice_slopes(regions: Sequence[RegionScores]) -> ChoiceSlopes:
    """Slopes of likeness, and of the lack of coverage, from regions left out."""
    theme, meaning, words = calibrate.fit_choice(regions)
    held = np.concatenate([one.left[:, :, 0].ravel() for one in regions]).astype(np.float64)
    is_uncovered = np.concatenate(
        [calibrate.left_uncovered(one.served).ravel() for one in regions]
    ).astype(np.float64)
    slope, offset = calibrate.fit_logistic(
        held[:, None],
        is_uncovered,
        calibrate.prior_weights(is_uncovered, share=UNCOVERED_SHARE),
    )
    return ChoiceSlopes(*_rounded(theme, meaning, words, -slope, offset))


def calibration_of(
    regions: Sequence[RegionScores],
    corpus: Corpus,
    judges: FloatArray,
) -> Calibration:
    """All numbers of the calibration, from scores that the heads could not have learnt.

    ``judges`` are the ``content_inputs`` of the labelled items.
    """
    is_none = np.array([bool(one.kinds) for one in corpus.content], np.float64)
    weights = calibrate.prior_weights(is_none, share=NONE_SHARE)
    fitted = calibrate.fit_logistic(judges.astype(float), is_none, weights)
    # Where a few labels never contradict a sign, its slope would grow without end.
    fitted[2:-1] = np.minimum(fitted[2:-1], SIGN_AT_MOST)
    chances = 1 / (1 + np.exp(-(judges @ fitted[:-1] + fitted[-1])))
    bad_plan = calibrate.prior_weights(is_none, share=BAD_PLAN_NONE_SHARE)
    dial = calibrate.dial(chances, is_none, bad_plan, shares=DIAL)
    clear_below = next(mark.clear_below for mark in dial if mark.share == CLEARED_AT_MOST)
    bare = [one for one in regions if one.region != OWN and one.is_regional]
    confirmed = choice_slopes([one for one in regions if one.region == OWN])
    return Calibration(
        bare=choice_slopes(bare) if bare else confirmed,
        confirmed=confirmed,
        cascade_slope=CASCADE_SLOPE,
        content=ContentSlopes(*_rounded(*fitted)),
        thresholds=Thresholds(*_rounded(clear_below, ACCUSED_ABOVE, UNCOVERED_ABOVE, SURE_MISSION)),
        dial=dial,
    )


def _rounded(*numbers: float) -> list[float]:
    return [round(float(number), 5) for number in numbers]


def train(
    base: str | None,
    out: Path,
    *,
    nomenclatures: Sequence[Path] = (),
    gold: Sequence[Path] = (),
    seed: int = SEED,
) -> None:
    """Writes a model folder.

    Args:
        base: a sentence-transformers folder or hub id, or a folder with an exported encoder; the
            shipped encoder where None.
        out: the model folder.
        nomenclatures: official code lists as CSV.
        gold: gold files with ``mission_text``; without any, the slopes are those of the
            repository's own mission sets.
        seed: of everything random.
    """
    base = base or str(resource(DEFAULT_MODEL))
    export_encoder(base, out)
    embedder = RememberingEmbedder(OnnxEmbedder(out, threads=1), at_most=EMBEDDED_TEXTS)
    corpus = read_corpus(nomenclatures, gold, seed=seed)
    log.info("%d texts, %d missions", len(corpus.themes.texts), len(corpus.themes.missions))
    found = train_on(corpus, embedder, out, seed=seed)
    card.write_manifest(out, base=base, seed=seed, figures=found, data=[*nomenclatures, *gold])
    card.write_card(out)
    log.info("%s", json.dumps(found, indent=1))


def train_on(corpus: Corpus, embedder: Embedder, out: Path, *, seed: int) -> dict[str, Any]:
    """Writes heads and calibration into ``out``.

    Returns:
        The figures of the model, each by heads that never saw what it is measured on.
    """
    seeds = [seed + number for number in range(HEAD_SEEDS)]
    content_seeds = [seed + number for number in range(CONTENT_SEEDS)]
    judges = content_out_of_fold(corpus, embedder, seeds=content_seeds[:LEFT_OUT_SEEDS])
    log.info("content judged out of fold")
    everything = [*corpus.content, *in_free_wording(corpus.content), *corpus.official]
    content = fit_content(everything, embedder, seeds=content_seeds)
    stems = fit_stems(corpus.themes)
    regions = regions_left_out(corpus, embedder, stems, content, seeds=seeds[:LEFT_OUT_SEEDS])
    calibration = calibration_of(regions, corpus, judges)
    pair = fit_themes(corpus, embedder, gold=corpus.gold, own=True, seeds=seeds)
    heads = Heads(*pair, stems, *content)
    save_heads(heads, out)
    (out / CALIBRATION_FILE).write_text(json.dumps(asdict(calibration), indent=2) + "\n")
    return card.figures(regions, calibration, corpus.content, judges)
