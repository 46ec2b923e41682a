"""Gold -> figures with intervals, and the baselines beside them in the same run."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align import labels, metrics, verdict
from alignment.align.features import MissionFeatures
from alignment.align.score import Scorer, Scores, combine
from alignment.align.texts import mission_texts, plain
from alignment.errors import GoldError
from alignment.types import Mission, MissionSet, PlanItem, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from alignment.align.embed import FloatArray

    Rows = np.ndarray[tuple[int], np.dtype[np.int_]]
    Figuring = Callable[[Rows], float]

_WORST_LIST = 20
_LEAST_OF_LEVEL = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the middle 95 % of its bootstrap; None where the gold cannot say."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well a scorer does on one gold file."""

    gold: str
    model_id: str
    item_count: int
    negative_count: int
    mission_count: int
    figures: Mapping[str, Figure]
    by_level: Mapping[str, Mapping[str, Figure]]
    by_mission: Mapping[str, Mapping[str, float | int]]
    baselines: Mapping[str, Mapping[str, Figure]]
    statuses: Mapping[str, int]
    seen_in_training: bool
    """Whether the scorer learnt from this very file: its figures are then no proof."""
    risk_coverage: tuple[tuple[float, float], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same, as plain dictionaries."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Gold:
    items: tuple[PlanItem, ...]
    levels: tuple[str, ...]
    missions: MissionSet
    served: FloatArray  # (n, m)

    @property
    def is_negative(self) -> metrics.Bools:
        return np.asarray(self.served.sum(axis=1) == 0)


def evaluate(
    gold_path: Path,
    missions: MissionSet | None,
    scorer: Scorer,
    *,
    use_codes: bool = True,
    seed: int = 0,
) -> Evaluation:
    """Measures ``scorer`` on the labelled items of ``gold_path``.

    Args:
        gold_path: JSON Lines as in the contract; lines may carry ``mission_text``.
        missions: what to judge against; None takes the mission texts of the gold lines.
        scorer: the model.
        use_codes: whether the scorer may see the codes, or judges from the text alone.
        seed: of the bootstrap.

    Raises:
        GoldError: the file is wrong, has no missions, or names one that ``missions`` lacks.
    """
    gold = _read(gold_path, missions)
    if not use_codes:
        gold = replace(gold, items=tuple(replace(one, code=None) for one in gold.items))
    scores = scorer.score(gold.items, gold.missions)
    statuses = [one.status for one in verdict.judge(gold.items, gold.missions, scorer)]
    figuring = _figures(gold, scores, scorer, statuses)
    every = np.arange(len(gold.items))
    levels = Counter(gold.levels)
    return Evaluation(
        gold=gold_path.stem,
        model_id=scorer.model_id,
        item_count=len(gold.items),
        negative_count=int(gold.is_negative.sum()),
        mission_count=len(gold.missions.missions),
        figures=_with_intervals(figuring, every, seed),
        by_level={
            level: _with_intervals(
                figuring, np.array([row for row in every if gold.levels[row] == level]), seed
            )
            for level, count in levels.items()
            if count >= _LEAST_OF_LEVEL and len(levels) > 1
        },
        by_mission=_by_mission(gold, scores),
        baselines=_baselines(gold, scorer, seed),
        statuses={status.value: statuses.count(status) for status in Status},
        seen_in_training=sha256(gold_path.read_bytes()).hexdigest() in scorer.learnt_from,
        risk_coverage=tuple(metrics.risk_coverage(*_outcomes(gold, scores))),
    )


def _read(path: Path, missions: MissionSet | None) -> _Gold:
    rows = [one for one in labels.read_gold(path) if _is_headline(one)]
    if not rows:
        raise GoldError(f"{path}: no line says which mission an item serves.")
    wanted = missions or _missions_of(rows, path)
    ids = {mission.id: place for place, mission in enumerate(wanted.missions)}
    served = np.zeros((len(rows), len(ids)), np.float32)
    for row, one in enumerate(rows):
        for mission in () if one.get("negative") else labels.as_tuple(one["mission_id"]):
            if mission not in ids:
                raise GoldError(
                    f"{path}, line {row + 1}: there is no mission {mission!r}.",
                    advice=f"Missions: {', '.join(ids)}.",
                )
            served[row, ids[mission]] = 1.0
    items = tuple(labels.item_of(one, number=row) for row, one in enumerate(rows))
    return _Gold(items, tuple(str(one.get("level") or "") for one in rows), wanted, served)


def _is_headline(row: Mapping[str, Any]) -> bool:
    """Routine support serves its office, and what readers dispute measures nobody: left out."""
    is_labelled = bool(row.get("negative") or labels.as_tuple(row.get("mission_id")))
    return is_labelled and not row.get("support") and not row.get("disputed")


def _missions_of(rows: Sequence[Mapping[str, Any]], path: Path) -> MissionSet:
    texts: dict[str, str] = {}
    for one in rows:
        if one.get("mission_text"):
            texts.setdefault(labels.as_tuple(one["mission_id"])[0], one["mission_text"])
    if not texts:
        raise GoldError(f"{path}: no line has `mission_text`.", advice="Give --missions.")
    region = str(rows[0].get("region") or "")
    return MissionSet(region, tuple(Mission(key, text) for key, text in texts.items()))


def _figures(
    gold: _Gold, scores: Scores, scorer: Scorer, statuses: Sequence[Status]
) -> dict[str, Figuring]:
    """Every figure of the contract as a function of the rows it is taken on."""
    negative = gold.is_negative
    right = metrics.is_right(scores.mission, gold.served)
    best = scores.mission.argmax(axis=1)
    expected = np.where(right, best, gold.served.argmax(axis=1))
    confidence, outcome_right = _outcomes(gold, scores)
    cleared = np.array([one in (Status.SELARAS, Status.AMBIGU) for one in statuses])
    decided = cleared | np.array([one is Status.TIDAK_SELARAS for one in statuses])
    without = _without_each_mission(scores, scorer)

    def served_rows(rows: Rows) -> Rows:
        return rows[~negative[rows]]

    def lomo(rows: Rows) -> float:
        return metrics.lomo(
            gold.served[served_rows(rows)],
            lambda others: without[_missing(others, gold)][served_rows(rows)],
        )

    return {
        "top1": lambda rows: _mean(right[served_rows(rows)]),
        "macro_f1": lambda rows: metrics.macro_f1(
            expected[served_rows(rows)], best[served_rows(rows)]
        ),
        "lomo_auroc": lomo,
        "none_auroc": lambda rows: metrics.auroc(scores.none[rows], negative[rows]),
        "average_precision": lambda rows: metrics.average_precision(
            scores.none[rows], negative[rows]
        ),
        "precision_at_20": lambda rows: metrics.precision_at(
            scores.none[rows], negative[rows], _WORST_LIST
        ),
        "npv": lambda rows: _mean(~negative[rows[cleared[rows]]]),
        "ece": lambda rows: metrics.ece(confidence[rows], outcome_right[rows]),
        "coverage": lambda rows: _mean(decided[rows]),
        "cleared": lambda rows: _mean(cleared[rows]),
    }


def _outcomes(gold: _Gold, scores: Scores) -> tuple[FloatArray, metrics.Bools]:
    """How sure the likeliest outcome is, no mission among them, and whether it is right."""
    right = metrics.is_right(scores.mission, gold.served) & ~gold.is_negative
    is_none = scores.none > scores.mission.max(axis=1)
    confidence = np.maximum(scores.none, scores.mission.max(axis=1))
    return confidence, np.where(is_none, gold.is_negative, right)


def _without_each_mission(scores: Scores, scorer: Scorer) -> list[FloatArray]:
    """``none`` of every item when each mission in turn is taken away."""
    count = len(scores.mission_ids)
    found = []
    for gone in range(count):
        kept = [one for one in range(count) if one != gone]
        if not kept:
            break
        missions = MissionFeatures(
            themes=scores.missions.themes[kept],
            are_themes_confirmed=tuple(scores.missions.are_themes_confirmed[one] for one in kept),
            vectors=scores.missions.vectors[kept],
            words=tuple(scores.missions.words[one] for one in kept),
        )
        found.append(
            combine(
                scores.items,
                missions,
                scores.cascade[:, kept],
                mission_ids=tuple(scores.mission_ids[one] for one in kept),
                calibration=scorer.calibration,
            ).none
        )
    return found


def _missing(others: Rows, gold: _Gold) -> int:
    return next(one for one in range(gold.served.shape[1]) if one not in set(others.tolist()))


def _by_mission(gold: _Gold, scores: Scores) -> dict[str, dict[str, float | int]]:
    """How many items each mission has, how many it is given, and how many of those rightly.

    A mission that is given far more than it has is a hub.
    """
    best = scores.mission.argmax(axis=1)
    return {
        mission.id: {
            "items": int(gold.served[:, place].sum()),
            "given": int((best == place).sum()),
            "right": int(((best == place) & (gold.served[:, place] > 0)).sum()),
        }
        for place, mission in enumerate(gold.missions.missions)
    }


def _baselines(gold: _Gold, scorer: Scorer, seed: int) -> dict[str, dict[str, Figure]]:
    """Cosine of bare vectors, TF-IDF of letters, and always the commonest mission."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = [plain(item.name) for item in gold.items]
    sentences = [plain(" ".join(mission_texts(one))) for one in gold.missions.missions]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).fit([*names, *sentences])
    tfidf = letters.transform(names) @ letters.transform(sentences).T
    similarities = {
        "cosine": scorer.embedder.embed(names) @ scorer.embedder.embed(sentences).T,
        "tfidf": np.asarray(tfidf.todense(), np.float32),
        "majority": np.tile(gold.served.mean(axis=0), (len(names), 1)),
    }
    rows = np.flatnonzero(~gold.is_negative)
    return {
        name: _with_intervals(_similarity_figures(gold, one), rows, seed)
        for name, one in similarities.items()
    }


def _similarity_figures(gold: _Gold, similarity: FloatArray) -> dict[str, Figuring]:
    right = metrics.is_right(similarity, gold.served)
    return {
        "top1": lambda rows: _mean(right[rows]),
        "lomo_auroc": lambda rows: metrics.lomo_auroc(similarity[rows], gold.served[rows]),
        "none_auroc": lambda _: metrics.auroc(-similarity.max(axis=1), gold.is_negative),
    }


def _with_intervals(figuring: Mapping[str, Figuring], rows: Rows, seed: int) -> dict[str, Figure]:
    found = {}
    for name, figure in figuring.items():
        value = figure(rows)
        if np.isnan(value):
            found[name] = Figure(None)
            continue
        low_high = metrics.bootstrap(
            lambda drawn, figure=figure: figure(rows[drawn]),  # type: ignore[misc]
            len(rows),
            seed=seed,
        )
        found[name] = Figure(value, *(low_high or (None, None)))
    return found


def _mean(values: metrics.Bools) -> float:
    return float(values.mean()) if len(values) else float("nan")
