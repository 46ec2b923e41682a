"""Gold -> figures with intervals, and the baselines beside them in the same run."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align import metrics, verdict
from alignment.align.baselines import baselines
from alignment.align.features import MissionFeatures
from alignment.align.gold import Gold, load_gold
from alignment.align.score import Scorer, Scores, combine
from alignment.types import MissionSet, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from alignment.align.embed import FloatArray
    from alignment.align.metrics import Ints
    from alignment.types import Alignment

    Figuring = Callable[[Ints], float]

_WORST_LIST = 20
_LEAST_OF_PART = 20
_CLEARED = (Status.SELARAS, Status.AMBIGU)

NO_NEGATIVES = "no item of the gold serves no mission"
_WITHOUT_VALUE = {
    "lomo_auroc": "no mission is the only one of three items or more",
    "npv": "no item is called aligned",
    "top1": "no item of the gold serves a mission",
    "macro_f1": "no item of the gold serves a mission",
}
_NEEDS_NEGATIVES = ("none_auroc", "average_precision", "precision_at_20", "npv", "accused_right")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the middle 95 % of its bootstrap; None, with the reason, where it says nothing.

    The bootstrap draws whole programs of a region, never single rows.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well a scorer does on one gold file."""

    gold: str
    model_id: str
    item_count: int
    negative_count: int
    mission_count: int
    group_count: int
    figures: Mapping[str, Figure]
    by_level: Mapping[str, Mapping[str, Figure]]
    by_region: Mapping[str, Mapping[str, Figure]]
    by_mission: Mapping[str, Mapping[str, float | int]]
    negative_side: Mapping[str, Mapping[str, int]]
    """Of the items that serve no mission, by kind: how many, and what became of them."""
    hubs: Mapping[str, tuple[str, float]]
    """By way of scoring: the mission given most beyond its own, and by which share of the items."""
    baselines: Mapping[str, Mapping[str, Figure]]
    statuses: Mapping[str, int]
    seen_in_training: bool
    """Whether the scorer learnt from this very file: its figures are then no proof."""
    risk_coverage: tuple[tuple[float, float], ...] = ()
    reliability: tuple[tuple[float, float, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same, as plain dictionaries."""
        return asdict(self)


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
        missions: what to judge against; None takes the mission texts of the gold lines, or the
            shipped missions where they carry none.
        scorer: the model.
        use_codes: whether the scorer may see the codes, or judges from the text alone.
        seed: of the bootstrap.

    Raises:
        GoldError: the file is wrong, or names a mission that is not there.
    """
    gold = load_gold(gold_path, missions)
    if not use_codes:
        gold = replace(gold, items=tuple(replace(one, code=None) for one in gold.items))
    scores = scorer.score(gold.items, gold.missions)
    alignments = verdict.judge(gold.items, gold.missions, scorer)
    figuring = _figures(gold, scores, scorer, alignments)
    simpler = baselines(gold, scorer.embedder)
    statuses = [one.status for one in alignments]
    outcomes = _outcomes(gold, scores)
    every = np.arange(len(gold.items))
    return Evaluation(
        gold=gold_path.stem,
        model_id=scorer.model_id,
        item_count=len(gold.items),
        negative_count=int(gold.is_negative.sum()),
        mission_count=len(gold.missions.missions),
        group_count=len(np.unique(gold.groups)),
        figures=_with_intervals(figuring, every, gold, seed),
        by_level=_by_part(figuring, gold.levels, gold, seed),
        by_region=_by_part(figuring, gold.regions, gold, seed),
        by_mission=_by_mission(gold, scores),
        negative_side=_negative_side(gold, statuses),
        hubs={
            name: _hub(gold, one) for name, one in {"alignment": scores.mission, **simpler}.items()
        },
        baselines={
            name: _with_intervals(_similarity_figures(gold, one), every, gold, seed)
            for name, one in simpler.items()
        },
        statuses={status.value: statuses.count(status) for status in Status},
        seen_in_training=sha256(gold_path.read_bytes()).hexdigest() in scorer.learnt_from,
        risk_coverage=tuple(metrics.risk_coverage(*outcomes)),
        reliability=tuple(metrics.reliability(*outcomes)),
    )


def _figures(
    gold: Gold, scores: Scores, scorer: Scorer, alignments: Sequence[Alignment]
) -> dict[str, Figuring]:
    """Every figure of the contract as a function of the rows it is taken on."""
    negative = gold.is_negative
    right = metrics.is_right(scores.mission, gold.served)
    best = scores.mission.argmax(axis=1)
    expected = np.where(right, best, gold.served.argmax(axis=1))
    confidence, outcome_right = _outcomes(gold, scores)
    none = np.array([one.none_probability for one in alignments], np.float32)
    cleared = np.array([one.status in _CLEARED for one in alignments])
    accused = np.array([one.status is Status.TIDAK_SELARAS for one in alignments])
    decided = cleared | accused
    without = _without_each_mission(scores, scorer)

    def lomo(rows: Ints) -> float:
        kept = gold.serving(rows)
        return metrics.lomo(gold.served[kept], lambda gone: without[gone][kept])

    return {
        "top1": lambda rows: _mean(right[gold.serving(rows)]),
        "macro_f1": lambda rows: metrics.macro_f1(
            expected[gold.serving(rows)], best[gold.serving(rows)]
        ),
        "lomo_auroc": lomo,
        "none_auroc": lambda rows: metrics.auroc(none[rows], negative[rows]),
        "average_precision": lambda rows: metrics.average_precision(none[rows], negative[rows]),
        "precision_at_20": lambda rows: metrics.precision_at(
            none[rows], negative[rows], _WORST_LIST
        ),
        "npv": lambda rows: _mean(~negative[rows[cleared[rows]]]),
        "accused_right": lambda rows: _mean(negative[rows[accused[rows]]]),
        "ece": lambda rows: metrics.ece(confidence[rows], outcome_right[rows]),
        "coverage": lambda rows: _mean(decided[rows]),
        "cleared": lambda rows: _mean(cleared[rows]),
    }


def _outcomes(gold: Gold, scores: Scores) -> tuple[FloatArray, metrics.Bools]:
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


def _by_part(
    figuring: Mapping[str, Figuring], parts: Sequence[str], gold: Gold, seed: int
) -> dict[str, dict[str, Figure]]:
    """The figures on each level, or region, of enough items; nothing where there is only one."""
    counts = Counter(parts)
    if len(counts) == 1:
        return {}
    return {
        part: _with_intervals(figuring, np.flatnonzero(np.array(parts) == part), gold, seed)
        for part, count in counts.items()
        if count >= _LEAST_OF_PART and part
    }


def _by_mission(gold: Gold, scores: Scores) -> dict[str, dict[str, float | int]]:
    """How many items each mission has, how many it is given, and how many of those rightly.

    Items that serve none are left out. A mission that is given far more than it has is a hub.
    ``auroc``: whether its chance is higher on its own items than on all others.
    """
    best = np.where(gold.is_negative, -1, scores.mission.argmax(axis=1))
    found: dict[str, dict[str, float | int]] = {}
    for place, mission in enumerate(gold.missions.missions):
        own = gold.served[:, place] > 0
        found[mission.id] = {
            "items": int(own.sum()),
            "given": int((best == place).sum()),
            "right": int(((best == place) & own).sum()),
        }
        auroc = metrics.auroc(scores.mission[~gold.is_negative, place], own[~gold.is_negative])
        if not np.isnan(auroc):
            found[mission.id]["auroc"] = auroc
    return found


def _hub(gold: Gold, chances: FloatArray) -> tuple[str, float]:
    """The mission that gets the most items beyond its own, as a share of the items that serve one.

    Negative items have no mission to be given to and are left out.
    """
    rows = ~gold.is_negative
    if not rows.any():
        return "", 0.0
    missions = len(gold.missions.missions)
    given = np.bincount(chances[rows].argmax(axis=1), minlength=missions) / rows.sum()
    # An item of several missions counts for each in part.
    has = (gold.served[rows] / gold.served[rows].sum(axis=1, keepdims=True)).mean(axis=0)
    worst = int((given - has).argmax())
    return gold.missions.missions[worst].id, float(given[worst] - has[worst])


def _negative_side(gold: Gold, statuses: Sequence[Status]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in np.flatnonzero(gold.is_negative).tolist():
        counts = found.setdefault(
            gold.whys[row] or "unnamed",
            dict.fromkeys(("items", "accused", "review", "cleared", "set_apart"), 0),
        )
        counts["items"] += 1
        counts[_fate(statuses[row])] += 1
    return found


def _fate(status: Status) -> str:
    if status in _CLEARED:
        return "cleared"
    fates = {Status.TIDAK_SELARAS: "accused", Status.PERLU_DITINJAU: "review"}
    return fates.get(status, "set_apart")


def _similarity_figures(gold: Gold, similarity: FloatArray) -> dict[str, Figuring]:
    negative = gold.is_negative
    right = metrics.is_right(similarity, gold.served)
    unlike = -similarity.max(axis=1)
    return {
        "top1": lambda rows: _mean(right[gold.serving(rows)]),
        "lomo_auroc": lambda rows: metrics.lomo_auroc(
            similarity[gold.serving(rows)], gold.served[gold.serving(rows)]
        ),
        "none_auroc": lambda rows: metrics.auroc(unlike[rows], negative[rows]),
    }


def _with_intervals(
    figuring: Mapping[str, Figuring], rows: Ints, gold: Gold, seed: int
) -> dict[str, Figure]:
    has_negatives = bool(gold.is_negative[rows].any())
    found = {}
    for name, figure in figuring.items():
        if name in _NEEDS_NEGATIVES and not has_negatives:
            found[name] = Figure(None, reason=NO_NEGATIVES)
            continue
        value = figure(rows)
        if np.isnan(value):
            found[name] = Figure(None, reason=_WITHOUT_VALUE.get(name, "nothing to measure it on"))
            continue
        low_high = metrics.bootstrap(
            lambda drawn, figure=figure: figure(rows[drawn]),  # type: ignore[misc]
            gold.groups[rows],
            seed=seed,
        )
        found[name] = Figure(value, *(low_high or (None, None)))
    return found


def _mean(values: metrics.Bools) -> float:
    return float(values.mean()) if len(values) else float("nan")
