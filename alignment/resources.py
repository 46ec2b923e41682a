"""Where the files that ship with the package lie: the model, the missions, the themes.

In an installed package they are inside it (``alignment/_data``); in a checkout they are the
top-level folders ``models/`` and ``corpus/``. Either way a caller asks for ``corpus/themes``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a shipped file or folder, given as ``corpus/...`` or ``models/...``."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.exists() else _PACKAGE.parent / name


DEFAULT_MISSIONS = "corpus/missions/kaltim-2025-2030.yaml"
DEFAULT_MODEL = "models/alignment-id"
