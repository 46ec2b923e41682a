from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from alignment.terminal_evaluation import print_evaluation

NOTHING = {"value": None, "low": None, "high": None, "reason": "nothing to tell apart"}
RECORD = {
    "gold": "contoh",
    "model_id": "contoh-0",
    "item_count": 40,
    "negative_count": 4,
    "mission_count": 2,
    "figures": {
        "top1": {"value": 0.83333, "low": 0.701, "high": 0.949},
        "npv": {"value": 0.5, "low": None, "high": None},
        "none_auroc": NOTHING,
    },
    "by_level": {"program": {"top1": NOTHING, "npv": {"value": 0.25, "low": 0.1, "high": 0.4}}},
    "by_mission": {
        "misi-1": {"items": 10, "given": 20, "right": 9, "auroc": 0.75},
        "misi-2": {"items": 0, "given": 0, "right": 0},
    },
    "hubs": {"alignment": ("misi-1", 0.25)},
    "negative_side": {
        "empty": {"items": 4, "accused": 1, "review": 3, "cleared": 0, "set_apart": 0}
    },
    "baselines": {"cosine": {"top1": {"value": 0.4, "low": 0.3, "high": 0.5}}},
    "statuses": {"selaras": 36, "ambigu": 0, "tidak_selaras": 4},
}


def _printed(width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    print_evaluation(RECORD, console=console)
    assert isinstance(console.file, io.StringIO)
    return [re.sub(r"\s+", " ", line).strip() for line in console.file.getvalue().splitlines()]


def test_a_figure_is_one_row_with_levels_and_baselines_beside_it() -> None:
    lines = _printed(160)
    assert "figure all program (cosine)" in lines
    assert "top-1 accuracy 0.833 [0.70-0.95] – 0.400 [0.30-0.50]" in lines  # noqa: RUF001
    assert "NPV 0.500 0.250 [0.10-0.40] –" in lines  # noqa: RUF001


def test_a_figure_without_value_is_a_dash_and_says_why() -> None:
    lines = _printed(160)
    assert "AUROC, no mission – – –" in lines  # noqa: RUF001
    assert "AUROC, no mission: nothing to tell apart." in lines


def test_hubs_and_the_negative_side_are_told() -> None:
    lines = _printed(160)
    assert "Largest hub (share of items too many): alignment misi-1 +25%" in lines
    assert "empty 4 1 3 0 0" in lines


def test_a_mission_is_one_row_that_shows_a_hub() -> None:
    lines = _printed(160)
    assert "misi-1 10 20 9 0.900 0.450 0.750" in lines
    assert "misi-2 0 0 0 – – –" in lines  # noqa: RUF001


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    print_evaluation(RECORD, console=console)
    assert isinstance(console.file, io.StringIO)
    assert max(map(len, console.file.getvalue().splitlines())) <= width
