"""Which level a name has in the official list, as far as the shipped labels know it."""

from __future__ import annotations

import csv
import re
from functools import cache

from alignment.resources import resource
from alignment.text import fold, name_key
from alignment.types import Level

_FOLDER = "corpus/themes"
_FILES = (
    ("program_themes*.csv", Level.PROGRAM),
    ("kegiatan_themes*.csv", Level.KEGIATAN),
    ("subkegiatan_themes*.csv", Level.SUB_KEGIATAN),
)
_AUTHORITY = re.compile(
    r"\b(?:daerah|provinsi|kabupaten|kota|lintas|kewenangan|dalam|di|wilayah|1|\(?satu\)?)\b"
)


def level_key(name: str) -> str:
    """A name without the words that tell a province's wording from a kabupaten's."""
    return name_key(_AUTHORITY.sub(" ", fold(name)))


@cache
def known_levels() -> dict[str, Level]:
    """The level of every name in the shipped labels, by ``level_key``; empty without the files."""
    levels: dict[str, Level] = {}
    for pattern, level in _FILES:
        for path in sorted(resource(_FOLDER).glob(pattern)):
            with path.open(encoding="utf-8", newline="") as rows:
                for row in csv.DictReader(rows):
                    levels.setdefault(level_key(row["name"]), level)
    return levels
