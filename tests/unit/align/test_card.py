"""The papers of a model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from alignment.align.card import write_card
from alignment.align.export import described
from alignment.resources import DEFAULT_MODEL, resource

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = resource(DEFAULT_MODEL)
MANIFEST = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))


def test_the_encoder_is_described_by_what_is_in_its_file() -> None:
    pytest.importorskip("onnx")
    assert described(FOLDER) == MANIFEST["encoder"]


@pytest.mark.parametrize("pooled", [{}, {"items": 1, "top1": 0.5, "top2": 0.7, "ece": 0.1}])
def test_a_card_says_what_was_measured_and_nothing_where_no_gold_was_given(
    tmp_path: Path, pooled: dict[str, float]
) -> None:
    figures = MANIFEST["figures"] | {"all_regions": pooled}
    changed = json.dumps(MANIFEST | {"figures": figures, "encoder": "4 layers"})
    (tmp_path / "manifest.json").write_text(changed, encoding="utf-8")
    write_card(tmp_path)
    written = (tmp_path / "CARD.md").read_text(encoding="utf-8")
    assert "4 layers" in written
    assert bool(pooled) == ("All regional gold files together" in written)
