"""The scorer on the field's yardsticks: which Sustainable Development Goal does a text speak of?

Two measures, on data that no part of the model has seen:

* ``--indonesian FILE``: official targets and indicators of the goals in Indonesian, each to be
  given to one of the 17 goals (a gold file whose lines carry ``sdg``);
* ``--benchmark FILE``: the SDG Classification Benchmark, 1,251 English snippets read by experts,
  each asked of one goal: is it there or not? ``benchmark.csv`` comes with
  ``pip install sdgclassification-benchmark``.

Ours reads the goals by their sentences alone, and with their themes set as a planner would; cosine,
TF-IDF and a linear head on the same vectors run beside. On the benchmark every system has one
threshold, and the linear head its weights, from the other four fifths of the snippets; the systems
published there chose theirs without them. Writes ``results/sdg.json`` and ``results/sdg.svg``.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from alignment.align import baselines, evaluate, metrics
from alignment.align.gold import Gold
from alignment.align.score import Scorer, load_scorer
from alignment.types import Level, Mission, MissionSet, MissionThemes, PlanItem

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float32]
RESULTS = Path(__file__).parent / "results"
FOLDS, SEED = 5, 0
OURS, THEMED = "alignment, sentences", "alignment, themes set"
PUBLISHED = {
    "AFD SDG Prospector": 0.88,
    "GPT-4o": 0.87,
    "text2sdg": 0.83,
    "Aurora SDG": 0.79,
    "JRC SDG Mapper": 0.77,
    "OSDG v1": 0.70,
}
"""Mean accuracy over the goals, as the benchmark's own page gives it."""
GOALS = (
    "No poverty: end poverty in all its forms everywhere",
    "Zero hunger: end hunger, food security and improved nutrition, sustainable agriculture",
    "Good health and well-being: healthy lives and well-being for all at all ages",
    "Quality education: inclusive and equitable quality education and lifelong learning for all",
    "Gender equality: achieve gender equality and empower all women and girls",
    "Clean water and sanitation: availability and sustainable management of water and sanitation",
    "Affordable and clean energy: access to affordable, reliable, sustainable and modern energy",
    "Decent work and economic growth: inclusive economic growth, employment and decent work",
    "Industry, innovation and infrastructure: resilient infrastructure, industry, innovation",
    "Reduced inequalities: reduce inequality within and among countries",
    "Sustainable cities and communities: inclusive, safe, resilient and sustainable settlements",
    "Responsible consumption and production: sustainable consumption and production patterns",
    "Climate action: urgent action to combat climate change and its impacts",
    "Life below water: conserve and sustainably use the oceans, seas and marine resources",
    "Life on land: protect terrestrial ecosystems, forests, land and biodiversity",
    "Peace, justice and strong institutions: peaceful societies, access to justice, accountability",
    "Partnerships for the goals: global partnership, finance, trade, technology for development",
)

THEMES = (
    "sosial / pemerataan",
    "pangan gizi pertanian / perikanan peternakan perkebunan",
    "kesehatan / gizi penduduk_kb",
    "pendidikan pendidikan_tinggi literasi",
    "perempuan_anak / penduduk_kb",
    "air_minum sda_air",
    "energi",
    "tenaga_kerja perekonomian / umkm_koperasi pariwisata investasi",
    "industri jalan perhubungan internet / perencanaan_riset spbe",
    "pemerataan / sosial transmigrasi",
    "perumahan tata_ruang / perhubungan sampah budaya bencana",
    "sampah / lingkungan perdagangan",
    "iklim bencana",
    "perikanan / lingkungan",
    "kehutanan lingkungan",
    "hukum ketertiban pengawasan / birokrasi pelayanan_publik adminduk kebangsaan",
    "kerja_sama pendapatan / keuangan_aset informasi_statistik perdagangan",
)
"""What each goal is about and, behind the stroke, what it also touches; set once."""


def goals_as_missions(sentences: Sequence[str], *, with_themes: bool) -> MissionSet:
    """The goals as a governor's missions."""
    missions = []
    for number, (text, told) in enumerate(zip(sentences, THEMES, strict=True), start=1):
        first, _, second = told.partition(" / ")
        themes = MissionThemes(tuple(first.split()), tuple(second.split()))
        missions.append(Mission(f"sdg-{number}", text, themes=themes if with_themes else None))
    return MissionSet("", tuple(missions))


def indonesian(file: Path, scorer: Scorer) -> dict[str, Any]:
    """Top-1 and LOMO-AUROC, with intervals over targets, of ours and of the baselines."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    goals = [row["text"] for row in rows if row["level"] == "tujuan"]
    lines = [
        {
            "text": row["text"],
            "level": row["level"],
            "mission_id": f"sdg-{row['sdg']}",
            "program": ".".join(row["code"].split(".")[:2]),
        }
        for row in rows
        if row["level"] != "tujuan"
    ]
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "sdg_indonesian.jsonl"
        gold.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
        bare, themed = (
            evaluate.evaluate(
                gold, goals_as_missions(goals, with_themes=themes), scorer, seed=SEED
            ).as_json()
            for themes in (False, True)
        )
    systems = {OURS: bare["figures"], THEMED: themed["figures"], **bare["baselines"]}
    return {
        "texts": bare["item_count"],
        "goals": bare["mission_count"],
        "systems": {
            name: {figure: one[figure] for figure in ("top1", "lomo_auroc")}
            for name, one in systems.items()
        },
        "hubs": bare["hubs"],
    }


def benchmark(file: Path, scorer: Scorer) -> dict[str, Any]:
    """Mean accuracy over the goals, and AUROC over all questions, of ours and of the baselines."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = list(dict.fromkeys(row["text"] for row in rows))
    place = {text: number for number, text in enumerate(texts)}
    asked = np.array([[place[row["text"]], int(row["sdg"]) - 1] for row in rows])
    is_there = np.array([row["label"] == "True" for row in rows])
    bare, themed = (goals_as_missions(GOALS, with_themes=themes) for themes in (False, True))
    items = tuple(PlanItem(str(n), "sdg", Level.SUB_KEGIATAN, t) for n, t in enumerate(texts))
    served = np.zeros((len(texts), len(GOALS)), np.float32)
    served[asked[is_there][:, 0], asked[is_there][:, 1]] = 1.0
    fold_of = np.random.default_rng(SEED).permutation(len(texts))[asked[:, 0]] % FOLDS
    every = ("",) * len(texts)
    gold = Gold(items, every, every, every, np.arange(len(texts)), bare, served)
    alike = {
        OURS: given_one(scorer.score(items, bare).mission),
        THEMED: given_one(scorer.score(items, themed).mission),
        **baselines.baselines(gold, scorer.embedder),
    }
    del alike["majority"]
    said = {name: one[asked[:, 0], asked[:, 1]] for name, one in alike.items()}
    said["linear"] = linear(scorer.embedder.embed(texts), asked, is_there, fold_of)
    systems = {name: figures(one, is_there, asked[:, 1], fold_of) for name, one in said.items()}
    return {"questions": len(rows), "systems": systems}


def given_one(chances: Floats) -> Floats:
    """The chance of each goal, given that the text speaks of one: benefit is not asked here."""
    return np.asarray(chances / chances.sum(axis=1, keepdims=True), np.float32)


def linear(
    vectors: Floats, asked: metrics.Ints, is_there: metrics.Bools, fold_of: metrics.Ints
) -> Floats:
    """For each goal a logistic regression that saw the other folds' answers for it."""
    from sklearn.linear_model import LogisticRegression

    chances = np.zeros(len(asked), np.float32)
    for goal in range(len(GOALS)):
        for fold in range(FOLDS):
            own = asked[:, 1] == goal
            learnt, now = own & (fold_of != fold), own & (fold_of == fold)
            if now.any():
                model = LogisticRegression(C=10.0, max_iter=1000)
                model.fit(vectors[asked[learnt, 0]], is_there[learnt])
                chances[now] = model.predict_proba(vectors[asked[now, 0]])[:, 1]
    return chances


def figures(
    said: Floats, is_there: metrics.Bools, goals: metrics.Ints, fold_of: metrics.Ints
) -> dict[str, Any]:
    """Accuracy by goal at the threshold that is best on the other folds."""
    right = np.zeros(len(said), bool)
    for fold in range(FOLDS):
        other = fold_of != fold
        cuts = np.unique(said[other])
        best = max(cuts, key=lambda cut: ((said[other] >= cut) == is_there[other]).mean())
        right[~other] = (said[~other] >= best) == is_there[~other]
    by_goal = [float(right[goals == goal].mean()) for goal in range(len(GOALS))]

    def mean_accuracy(rows: metrics.Ints) -> float:
        drawn = goals[rows]
        return float(np.mean([right[rows][drawn == goal].mean() for goal in np.unique(drawn)]))

    low, high = metrics.bootstrap(mean_accuracy, np.arange(len(said)), seed=SEED) or (None, None)
    return {
        "accuracy": float(np.mean(by_goal)),
        "low": low,
        "high": high,
        "auroc": metrics.auroc(said, is_there),
        "by_goal": [round(one, 3) for one in by_goal],
    }


def draw(found: dict[str, Any]) -> None:
    """Both measures side by side; what others published in outline."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "alignment"
    panels: list[tuple[str, dict[str, float], dict[str, float]]] = []
    if "indonesian" in found:
        bars = {n: one["top1"]["value"] for n, one in found["indonesian"]["systems"].items()}
        panels.append(("Indonesian goals: top-1 of 17", bars, {}))
    if "benchmark" in found:
        bars = {n: one["accuracy"] for n, one in found["benchmark"]["systems"].items()}
        panels.append(("SDG Classification Benchmark: mean accuracy", bars, PUBLISHED))
    figure, axes = plt.subplots(
        1, len(panels), figsize=(12, 3.6), layout="constrained", squeeze=False
    )
    for axis, (title, ours, published) in zip(axes[0], panels, strict=True):
        shown = dict(sorted((ours | published).items(), key=lambda one: one[1]))
        colours = [
            "C0" if n in (OURS, THEMED) else "0.9" if n in published else "0.65" for n in shown
        ]
        bars = axis.barh(list(shown), [100 * one for one in shown.values()], color=colours)
        axis.bar_label(bars, fmt="%.0f", padding=3)
        axis.set_title(title)
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(RESULTS / "sdg.svg", metadata={"Date": None})


def main() -> None:
    """Measures what is asked for; figures of the other measure are kept."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--indonesian", type=Path)
    parser.add_argument("--benchmark", type=Path)
    given = parser.parse_args()
    scorer = load_scorer()
    file = RESULTS / "sdg.json"
    found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    found |= {"model_id": scorer.model_id, "published": PUBLISHED}
    if given.indonesian:
        found["indonesian"] = indonesian(given.indonesian, scorer)
    if given.benchmark:
        found["benchmark"] = benchmark(given.benchmark, scorer)
    RESULTS.mkdir(exist_ok=True)
    file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    draw(found)
    for measure in ("indonesian", "benchmark"):
        for name, one in found.get(measure, {}).get("systems", {}).items():
            print(measure, name, json.dumps({k: v for k, v in one.items() if k != "by_goal"}))


if __name__ == "__main__":
    main()
