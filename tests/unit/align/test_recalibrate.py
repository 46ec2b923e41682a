from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from stand_in_scorer import MISSIONS, plan_item, stand_in_scorer

from alignment.align.calibrate import prior_weights
from alignment.align.recalibrate import (
    BAD_PLAN_NONE_SHARE,
    Decided,
    decided_items,
    recalibrated,
    write_recalibrated,
    write_turned,
)
from alignment.align.score import Calibration, load_scorer
from alignment.align.verdict import judge
from alignment.errors import ModelError, VerdictsError
from alignment.resources import DEFAULT_MODEL, resource
from alignment.types import Status

if TYPE_CHECKING:
    from pathlib import Path

CLEAR_CUT = [Decided(n / 100, is_none=n >= 60) for n in range(80)]


def test_only_what_most_reviewers_decide_counts_and_only_of_this_model() -> None:
    items = [plan_item("Jalan", item_id=one) for one in "abcd"]
    alignments = judge(items, MISSIONS, stand_in_scorer())
    verdicts = [
        ("a", Status.SELARAS),
        ("b", Status.TIDAK_SELARAS),
        ("b", Status.TIDAK_SELARAS),
        ("b", Status.AMBIGU),
        ("c", Status.SELARAS),
        ("c", Status.TIDAK_SELARAS),
        ("d", Status.PERLU_DITINJAU),
        ("d", None),
    ]
    found = decided_items(alignments, verdicts, "stand-in")
    assert [False, True] == [one.is_none for one in found]
    assert not decided_items(alignments, verdicts, "another model")


def test_thresholds_move_to_where_the_reviewers_part_items() -> None:
    new = recalibrated(stand_in_scorer().calibration, CLEAR_CUT).thresholds
    assert 0.59 <= new.clear_below < 0.65
    assert 0.5 <= new.accuse_above <= 0.6


def test_too_few_verdicts_are_refused() -> None:
    with pytest.raises(VerdictsError, match="too few"):
        recalibrated(stand_in_scorer().calibration, CLEAR_CUT[:20])


def test_the_recalibrated_model_is_a_new_one_that_can_be_named_where_an_encoder_can(
    tmp_path: Path,
) -> None:
    base, out = tmp_path / "base", tmp_path / "out"
    shutil.copytree(resource(DEFAULT_MODEL), base)
    write_recalibrated(base, out, CLEAR_CUT)
    old, new = load_scorer(base), load_scorer(encoder=str(out))
    assert old.model_id != new.model_id
    assert old.calibration.content == new.calibration.content
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert {"from": old.model_id, "items": len(CLEAR_CUT)} == manifest["recalibrated"]


def test_the_dial_keeps_its_promise_on_the_items_that_set_it() -> None:
    decided = [Decided((n + 1) / 401, is_none=n % 7 == 0 or n > 250) for n in range(400)]
    dial = recalibrated(stand_in_scorer().calibration, decided).dial
    none = np.array([one.is_none for one in decided])
    weights = prior_weights(none.astype(float), share=BAD_PLAN_NONE_SHARE)
    for share, below, passed in dial:
        cleared = np.array([one.content <= below for one in decided])
        if cleared.any():
            assert (weights * none)[cleared].sum() <= share * weights[cleared].sum() + 1e-9
        assert passed == pytest.approx(cleared[~none].mean(), abs=1e-3)
    assert sorted(one[1] for one in dial) == [one[1] for one in dial]


def test_a_turned_dial_is_a_new_model_that_clears_less(tmp_path: Path) -> None:
    base, out = tmp_path / "base", tmp_path / "out"
    shutil.copytree(resource(DEFAULT_MODEL), base)
    file = base / "calibration.json"
    written = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(written | {"dial": [[0.01, 0.02, 0.4]]}), encoding="utf-8")
    assert (0.01, 0.02, 0.4) == write_turned(base, out, cleared_at_most=0.01)
    turned = Calibration.from_json((out / "calibration.json").read_text(encoding="utf-8"))
    assert 0.02 == turned.thresholds.clear_below
    assert load_scorer(base).model_id != load_scorer(out).model_id
    with pytest.raises(ModelError, match="It has: 1%"):
        write_turned(base, out, cleared_at_most=0.04)
