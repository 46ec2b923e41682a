"""The texts that the judges read, made from items and missions. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from alignment.align.phrases import UNITS
from alignment.resources import csv_rows, resource
from alignment.text import fold, without_level_word

if TYPE_CHECKING:
    from alignment.types import Mission, PlanItem

REMEMBERED_TEXTS = 20_000
"""Many judges read the same texts of an item, and plans repeat them."""
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_TOKEN = re.compile(r"[^\W_]{2,}")
_PREFIX = re.compile(r"^(?:me(?:ng|ny|m|n)?|pe(?:ng|ny|m|n)?|ber|ter|di|ke|se)(?=[a-z]{4})")
_SUFFIX = re.compile(r"(?:kan|an|i|nya|lah)$")
_LONGEST_BARE, _STEM = 5, 6
_NO_WORD = 4  # an abbreviation as long is no word of the language; a shorter one shows by capitals
FUNCTION_WORDS = frozenset(
    """
    yang untuk dengan dalam pada serta dari oleh atau antar secara melalui menjadi kepada bagi
    mewujudkan meningkatkan meningkatnya terwujudnya peningkatan pengelolaan penyelenggaraan
    pelaksanaan pengembangan penyediaan program kegiatan daerah provinsi kabupaten kota jumlah
    persentase kewenangan urusan pemerintahan bidang lintas satu tahun
    """.split()  # noqa: SIM905 - read as prose
)
"""Words that hold a sentence together, and those that stand in every plan."""


@lru_cache(REMEMBERED_TEXTS)
def plain(text: str) -> str:
    """The text as the encoder reads it: lower case, without the word for its level in front."""
    folded = fold(spelt_out(text))
    return without_level_word(folded) or folded


def spelt_out(text: str) -> str:
    """The text, what its abbreviations stand for behind each: no encoder has seen all of them."""
    known, is_upper = _abbreviations(), text.isupper()

    def with_meaning(token: re.Match[str]) -> str:
        word = token[0]
        is_meant = len(word) >= _NO_WORD or (word.isupper() and not is_upper)
        meaning = known.get(word.upper()) if is_meant else None
        return f"{word} {meaning}" if meaning else word

    return _TOKEN.sub(with_meaning, text)


@cache
def _abbreviations() -> dict[str, str]:
    rows = csv_rows(resource("corpus/themes/abbreviations.csv"))
    return {row["singkatan"]: row["arti"] for row in rows}


def telling_indicators(item: PlanItem) -> list[str]:
    """The texts of the indicators that say more than in what they are counted."""
    return [one.text for one in item.indicators if _is_telling(one.text)]


@lru_cache(REMEMBERED_TEXTS)
def _is_telling(text: str) -> bool:
    return bool(frozenset(_LETTERS.findall(fold(text))) - UNITS)


def indicator_text(item: PlanItem) -> str:
    """The words of telling indicators; targets left out, so that equal indicators stay equal."""
    return plain("; ".join(telling_indicators(item)))


def content_text(item: PlanItem) -> str:
    """What the money is spent on, in one text: name, indicators, place."""
    parts = (plain(item.name), indicator_text(item), plain(item.location or ""))
    return ". ".join(part for part in parts if part)


def letters_text(item: PlanItem) -> str:
    """What the judge of letters reads: the content with targets and units."""
    indicators = (
        " ".join((one.text, one.target or "", one.unit or ""))
        for one in item.indicators
        if _is_telling(one.text)
    )
    return ". ".join((plain(item.name), plain("; ".join(indicators)), plain(item.location or "")))


def mission_texts(mission: Mission) -> list[str]:
    """The sentence first, then all that the file says of the mission."""
    objectives = (*mission.goals, *mission.targets)
    return [
        mission.text,
        *(objective.text for objective in objectives),
        *(flagship.text for flagship in mission.flagships),
    ]


@lru_cache(REMEMBERED_TEXTS)
def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, lower case."""
    return frozenset(_WORD.findall(fold(text))) - FUNCTION_WORDS


def stem(word: str) -> str:
    """A rough stem of a word in lower case, good for comparing two words and nothing else."""
    bare = _PREFIX.sub("", word)
    return (_SUFFIX.sub("", bare) if len(bare) > _LONGEST_BARE else bare)[:_STEM]


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a ``plain`` text."""
    return frozenset(map(stem, _LETTERS.findall(text)))
