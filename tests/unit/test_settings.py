"""Settings come from defaults, a file and options, and their fingerprint tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alignment.errors import AlignmentError
from alignment.settings import Limits, Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_an_option_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    file = tmp_path / "alignment.toml"
    file.write_text('opd = "Dinas A"\nyear = 2026\n[limits]\npages = 10\n', encoding="utf-8")
    settings = load_settings(file, opd="Dinas B", language=None)
    assert settings == Settings(limits=Limits(pages=10), opd="Dinas B", year=2026)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("opdd = 'x'", "no setting 'opdd'"),
        ("[limits]\npage = 1", "no setting 'page'"),
        ("=", "Invalid"),
    ],
)
def test_a_wrong_settings_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "alignment.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AlignmentError, match=said):
        load_settings(file)


def test_a_missing_settings_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AlignmentError, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml")


def test_every_setting_changes_the_fingerprint() -> None:
    prints = {
        Settings().fingerprint(),
        Settings(opd="Dinas A").fingerprint(),
        Settings(limits=Limits(pages=7)).fingerprint(),
    }
    assert len(prints) == 3
