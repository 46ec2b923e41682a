"""What a result depends on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alignment import recipe
from alignment.recipe import code_version, recipe_for
from alignment.settings import Settings
from alignment.types import Mission, MissionSet

MISSIONS = MissionSet("Kaltim", (Mission("misi-1", "Maju"),))


def test_everything_that_makes_results_counts() -> None:
    names = set(recipe._makers())
    assert {"pipeline.py", "text.py", "missions.py", "store/rows.py", "versions.py"} <= names
    for folder in ("extract/", "align/", "types", "themes/", "rules/"):
        assert any(name.startswith(folder) for name in names), folder


@pytest.mark.parametrize("shown", ["report/", "cli", "terminal", "store/db", "engines/", "batch"])
def test_what_only_shows_results_does_not(shown: str) -> None:
    assert not any(name.startswith(shown) for name in recipe._makers())


def test_another_line_of_code_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version.__wrapped__()
    makers = recipe._makers()
    monkeypatch.setattr(recipe, "_makers", lambda: makers | {"text.py": makers["pipeline.py"]})
    assert before != code_version.__wrapped__()
    monkeypatch.setattr(recipe, "_makers", lambda: makers)
    assert before == code_version.__wrapped__()


def test_another_library_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version.__wrapped__()
    monkeypatch.setattr(recipe, "version", lambda _name: "99.0")
    assert before != code_version.__wrapped__()


def test_any_part_of_a_recipe_makes_another_one() -> None:
    one = recipe_for(MISSIONS, Settings(), model_id="m")
    assert one == recipe_for(MISSIONS, Settings(), model_id="m")
    others = {
        recipe_for(MISSIONS, Settings(), model_id="n").recipe_id,
        recipe_for(MISSIONS, Settings(year=2027), model_id="m").recipe_id,
        recipe_for(replace(MISSIONS, vision="V"), Settings(), model_id="m").recipe_id,
        one.recipe_id,
    }
    assert 4 == len(others)
