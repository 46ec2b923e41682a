"""Reviewers' verdicts -> new thresholds: a model folder that differs in these alone."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.align import calibrate
from alignment.align.card import digest
from alignment.align.score import CALIBRATION_FILE, MANIFEST_FILE, Calibration, Mark, model_id_of
from alignment.errors import ModelError, VerdictsError
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from alignment.types import Alignment

LEAST_SERVING, LEAST_NONE = 30, 10
"""Fewer decided items of either kind say nothing of a threshold."""
CLEARED_AT_MOST = 0.05
"""Of the items cleared, at most this share may serve nobody."""
DIAL = (0.01, 0.02, 0.03, 0.05, 0.1)
"""The shares that a planner may choose instead."""
BAD_PLAN_NONE_SHARE = 0.18
"""The share in a plan worse than usual, in which the promise on cleared items must still hold."""
ACCUSED_AT_LEAST = 0.8
"""Of the items that the content speaks against, at least this share must serve nobody."""
_LEAST_ACCUSED_CHANCE = 0.5
_SERVES = {Status.SELARAS: True, Status.AMBIGU: True, Status.TIDAK_SELARAS: False}


@dataclass(frozen=True, slots=True)
class Decided:
    """What reviewers made of an item, beside the chance that the model gave its content."""

    content: float
    is_none: bool


def decided_items(
    alignments: Iterable[Alignment], verdicts: Iterable[tuple[str, Status | None]], model_id: str
) -> list[Decided]:
    """The items that most reviewers cleared or refused, judged by ``model_id``; ties are left out.

    Args:
        alignments: what the model said.
        verdicts: item id and status, one for each reviewer's last word.
        model_id: other models' alignments are left out.
    """
    votes: defaultdict[str, list[bool]] = defaultdict(list)
    for item_id, status in verdicts:
        if status in _SERVES:
            votes[item_id].append(_SERVES[status])
    found = []
    for item_id, one in {one.item.item_id: one for one in alignments}.items():
        content = next((each.weight for each in one.evidence if each.kind == "content"), None)
        serving = sum(votes[item_id]) - len(votes[item_id]) / 2
        if content is not None and serving and one.model_id == model_id:
            found.append(Decided(content, is_none=serving < 0))
    return found


def recalibrated(calibration: Calibration, decided: list[Decided]) -> Calibration:
    """The same slopes, with the thresholds that ``decided`` bear out.

    Raises:
        VerdictsError: too few items are decided.
    """
    is_none = np.array([one.is_none for one in decided], np.float64)
    none, serving = int(is_none.sum()), int((is_none == 0).sum())
    if none < LEAST_NONE or serving < LEAST_SERVING:
        raise VerdictsError(
            f"{serving} items called aligned and {none} called misaligned are too few.",
            advice=f"At least {LEAST_SERVING} and {LEAST_NONE} are needed, judged by this model.",
        )
    chances = np.array([one.content for one in decided], np.float64)
    weights = calibrate.prior_weights(is_none, share=BAD_PLAN_NONE_SHARE)
    dial = calibrate.dial(chances, is_none, weights, shares=DIAL)
    accuse = calibrate.lowest_sure_threshold(
        chances, is_none, weights, least_share=ACCUSED_AT_LEAST
    )
    return replace(
        calibration,
        dial=dial,
        thresholds=replace(
            calibration.thresholds,
            clear_below=next(mark.clear_below for mark in dial if mark.share == CLEARED_AT_MOST),
            accuse_above=round(max(accuse, _LEAST_ACCUSED_CHANCE), 5),
        ),
    )


def write_recalibrated(base: Path, out: Path, decided: list[Decided]) -> Mapping[str, float]:
    """Copies the model in ``base`` to ``out`` with new thresholds; returns these.

    Raises:
        VerdictsError: too few items are decided.
    """
    new = recalibrated(_calibration_of(base), decided)
    _write(base, out, new, {"items": len(decided)})
    return asdict(new.thresholds)


def write_turned(base: Path, out: Path, *, cleared_at_most: float) -> Mark:
    """Copies the model in ``base`` to ``out``, its dial at the mark that is returned.

    Raises:
        ModelError: the dial of the model has no such mark.
    """
    old = _calibration_of(base)
    mark = next((one for one in old.dial if np.isclose(one.share, cleared_at_most)), None)
    if mark is None:
        marks = ", ".join(f"{one.share:.0%}" for one in old.dial)
        raise ModelError(
            f"{base}: the model has no threshold for {cleared_at_most:.1%}.",
            advice=f"It has: {marks}." if marks else "Make the model again: `alignment train`.",
        )
    thresholds = replace(old.thresholds, clear_below=mark.clear_below)
    _write(base, out, replace(old, thresholds=thresholds), {"cleared_at_most": mark.share})
    return mark


def _calibration_of(base: Path) -> Calibration:
    return Calibration.from_json((base / CALIBRATION_FILE).read_text(encoding="utf-8"))


def _write(base: Path, out: Path, new: Calibration, how: Mapping[str, float]) -> None:
    """The model in ``base`` with another calibration, and in its manifest where that came from."""
    shutil.copytree(base, out, dirs_exist_ok=True)
    text = json.dumps(asdict(new), indent=2) + "\n"
    (out / CALIBRATION_FILE).write_text(text, encoding="utf-8")
    manifest = json.loads((out / MANIFEST_FILE).read_text(encoding="utf-8"))
    manifest["files"][CALIBRATION_FILE] = digest(out / CALIBRATION_FILE)
    manifest["recalibrated"] = {"from": model_id_of(base), **how}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (out / MANIFEST_FILE).write_text(text, encoding="utf-8")
