"""Where the files that ship with the package lie, and the rows of those that hold rows.

In an installed package they are inside it (``alignment/_data``); in a checkout they are the
top-level folders ``models/`` and ``corpus/``. Either way a caller asks for ``corpus/themes``.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a shipped file or folder, given as ``corpus/...`` or ``models/...``."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.exists() else _PACKAGE.parent / name


def csv_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV, by the names in its head."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def json_lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, empty lines left out."""
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


DEFAULT_MISSIONS = "corpus/missions/kaltim-2025-2030.yaml"
DEFAULT_MODEL = "models/alignment-id"
