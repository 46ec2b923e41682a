from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from stand_in_scorer import LUXURY, MISSIONS, stand_in_scorer

from alignment.align.baselines import linear
from alignment.align.evaluate import NO_NEGATIVES, evaluate
from alignment.align.gold import load_gold
from alignment.errors import GoldError

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[dict[str, Any]] = [
    *[{"text": f"Pembangunan sekolah {n}", "mission_id": "misi-1"} for n in range(4)],
    *[{"name": f"Pembangunan jalan {n}", "mission_id": ["misi-2"]} for n in range(4)],
    *[
        {"text": f"Jalan kapal {LUXURY} {n}", "mission_id": None, "negative": True}
        for n in range(2)
    ],
]


def gold(folder: Path, rows: list[dict[str, Any]]) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_a_scorer_that_is_right_gets_full_marks(tmp_path: Path) -> None:
    found = evaluate(gold(tmp_path, ROWS), MISSIONS, stand_in_scorer(), seed=1)
    values = {name: one.value for name, one in found.figures.items()}
    assert (10, 2, 2) == (found.item_count, found.negative_count, found.mission_count)
    for name in ("top1", "macro_f1", "lomo_auroc", "none_auroc", "average_precision", "npv"):
        assert 1.0 == values[name], name
    assert {"cosine", "tfidf", "majority", "linear"} == set(found.baselines)
    assert {"unnamed"} == set(found.negative_side)
    assert 2 == found.negative_side["unnamed"]["items"]


def test_the_same_seed_gives_the_same_intervals_and_the_result_is_json(tmp_path: Path) -> None:
    first, second = (
        json.dumps(evaluate(gold(tmp_path, ROWS), MISSIONS, stand_in_scorer(), seed=7).as_json())
        for _ in range(2)
    )
    assert first == second


def test_without_a_missions_file_the_texts_of_the_lines_serve(tmp_path: Path) -> None:
    sentences = {"misi-1": "Sekolah bermutu", "misi-2": "Jalan mantap"}
    rows = [
        row | {"mission_id": mission, "mission_text": sentences[mission]}
        for row in ROWS[:8]
        for mission in ["misi-1" if "sekolah" in json.dumps(row) else "misi-2"]
    ]
    found = evaluate(gold(tmp_path, rows), None, stand_in_scorer(), seed=1)
    assert 1.0 == found.figures["top1"].value
    for name in ("none_auroc", "average_precision", "precision_at_20", "npv"):
        assert (None, NO_NEGATIVES) == (found.figures[name].value, found.figures[name].reason)


def test_support_and_disputed_lines_are_left_out(tmp_path: Path) -> None:
    extra = [
        {"text": "Alat kantor", "mission_id": None, "support": True},
        {"text": "Jalan", "mission_id": "misi-1", "disputed": True},
    ]
    found = evaluate(gold(tmp_path, [*ROWS, *extra]), MISSIONS, stand_in_scorer(), seed=1)
    assert len(ROWS) == found.item_count


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([{"mission_id": "misi-1"}], "line 1"),
        ([{"text": "Jalan"}], "line 1"),
        ([{"text": "Jalan", "mission_id": "misi-9"}], "misi-9"),
        ([], "no line"),
    ],
)
def test_wrong_gold_is_told_with_its_line(
    tmp_path: Path, rows: list[dict[str, Any]], complaint: str
) -> None:
    with pytest.raises(GoldError, match=complaint):
        evaluate(gold(tmp_path, rows), MISSIONS, stand_in_scorer(), seed=1)


def test_gold_without_any_mission_text_is_held_against_the_shipped_missions(
    tmp_path: Path,
) -> None:
    found = evaluate(gold(tmp_path, ROWS), None, stand_in_scorer(), seed=1)
    assert 6 == found.mission_count
    elsewhere = [ROWS[0] | {"mission_id": "prioritas-1"}]
    with pytest.raises(GoldError, match="--missions"):
        evaluate(gold(tmp_path, elsewhere), None, stand_in_scorer(), seed=1)


def test_items_of_one_program_are_drawn_together_by_its_code_or_name(tmp_path: Path) -> None:
    rows = [
        {"text": "PROGRAM JALAN", "level": "program", "code": "1.03.10", "mission_id": "misi-2"},
        {"text": "Panjang jalan", "program": "Program Jalan", "mission_id": "misi-2"},
        {"text": "Jalan", "code": "1.03.10.1.01.0001", "mission_id": "misi-2"},
        {"text": "Sekolah", "code": "1.01.02", "mission_id": "misi-1"},
    ]
    found = load_gold(gold(tmp_path, rows), MISSIONS)
    assert [0, 0, 0, 1] == found.groups.tolist()


def test_a_hub_is_the_mission_that_is_given_what_others_have(tmp_path: Path) -> None:
    rows = [{"text": f"Jalan {n}", "mission_id": "misi-1"} for n in range(3)]
    found = evaluate(gold(tmp_path, rows), MISSIONS, stand_in_scorer(), seed=1)
    assert ("misi-2", 1.0) == found.hubs["alignment"]


def test_a_linear_head_learns_from_other_groups_only() -> None:
    vectors = np.repeat(np.eye(2, dtype=np.float32), 20, axis=0)
    served = vectors.copy()
    apart = linear(vectors, served, np.arange(40))
    assert 1.0 == (apart.argmax(axis=1) == served.argmax(axis=1)).mean()
    # All of a mission in one group: what is asked was never seen.
    together = linear(vectors, served, np.repeat([0, 1], 20))
    assert not together.any()


def test_a_file_that_the_model_learnt_from_is_told(tmp_path: Path) -> None:
    file = gold(tmp_path, ROWS)
    fresh = stand_in_scorer()
    learnt = replace(fresh, learnt_from=frozenset({sha256(file.read_bytes()).hexdigest()}))
    found = [evaluate(file, MISSIONS, one, seed=1).as_json() for one in (fresh, learnt)]
    assert [False, True] == [one["seen_in_training"] for one in found]
