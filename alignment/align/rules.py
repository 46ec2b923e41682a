"""What can be told of an item without any model: support, authority, empty names. Pure.

Each rule reads the words as they are printed; none decides alone what serves no mission.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from alignment.align import phrases
from alignment.align.texts import (
    REMEMBERED_TEXTS,
    content_text,
    content_words,
    plain,
    telling_indicators,
)
from alignment.text import fold
from alignment.themes import is_support_code
from alignment.types import Level

if TYPE_CHECKING:
    from alignment.types import PlanItem

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_PASSIVE = re.compile(r"(di|ter)\w{4,}$")
_STEM_LETTERS = 5
_QUOTED_WORDS = 4
_RESTATED_SHARE = 0.75
_READABLE_SHARE = 0.5
_AUTHORITY_PART = 3
_PROVINCE, _KABUPATEN_KOTA = "1", "2"
_OF_LOWER_TIER = re.compile(r"(kecamatan|kelurahan|distrik)\b")


SIGNS = ("other_tier", "says_nothing", "private_gain")
"""What the words show without any model, beside what the judges of content say."""


def signs(item: PlanItem, region: str) -> tuple[float, ...]:
    """1 or 0 for each of ``SIGNS``."""
    found = (
        outside_words(item, region) is not None,
        says_nothing(item),
        private_words(item) is not None,
    )
    return tuple(map(float, found))


def is_readable(item: PlanItem) -> bool:
    """Whether there are words enough to judge."""
    texts = [item.name, *(one.text for one in item.indicators)]
    return any(_is_readable(text) for text in texts)


@lru_cache(REMEMBERED_TEXTS)
def _is_readable(text: str) -> bool:
    letters = sum(len(word) for word in _LETTERS.findall(text))
    printed = sum(not character.isspace() for character in text)
    return letters > 0 and letters >= _READABLE_SHARE * printed


def is_support(item: PlanItem) -> bool:
    """Whether the item belongs to a program that keeps the office itself running."""
    codes = (item.code, *(parent.code for parent in item.parents))
    names = (item.name, *(parent.name for parent in item.parents))
    return any(map(is_support_code, codes)) or any(
        _names_support(fold(name), fold(item.opd or "")) for name in names
    )


@lru_cache(REMEMBERED_TEXTS)
def _names_support(name: str, opd: str) -> bool:
    if phrases.SUPPORT_PROGRAMS.search(name):
        return True
    return bool(phrases.STAFF_PROGRAMS.search(name)) and not phrases.PERSONNEL_OFFICES.search(opd)


def names_office_need(item: PlanItem) -> bool:
    """Whether the words name what keeps any office running, and nobody whom an office serves."""
    if names_public(item) or _other_tier(fold(item.name)):
        return False
    return bool(phrases.OFFICE_NEEDS.search(plain(item.name)))


def names_public(item: PlanItem) -> bool:
    """Whether the words name somebody whom an office serves beyond itself."""
    return _names_public(content_text(item))


@lru_cache(REMEMBERED_TEXTS)
def _names_public(text: str) -> bool:
    return bool(phrases.PUBLIC.search(text))


def tells_field_work(item: PlanItem) -> bool:
    """Whether the indicators tell of works for those whom an office serves."""
    told = plain(". ".join(telling_indicators(item)))
    return bool(phrases.WORKS.search(told) and _names_public(told))


def private_words(item: PlanItem) -> str | None:
    """The words that name a private circle, a luxury or the office holder's own fame."""
    return _private_words(content_text(item))


@lru_cache(REMEMBERED_TEXTS)
def _private_words(text: str) -> str | None:
    found = phrases.PRIVATE_GAIN.search(text)
    if found is None:
        return None
    words = found[0].split()
    return " ".join(words if len(words) <= _QUOTED_WORDS else words[-2:])


def is_generic(item: PlanItem) -> bool:
    """Whether the name says nothing of what is done, or for whom."""
    return not frozenset(_LETTERS.findall(plain(item.name))) - phrases.GENERIC


def says_nothing(item: PlanItem) -> bool:
    """Whether neither the name nor any indicator of a sub kegiatan says what is done, or for whom.

    What stands above is told by what stands below it.
    """
    if item.level is not Level.SUB_KEGIATAN:
        return False
    said = (frozenset(_LETTERS.findall(plain(text))) for text in telling_indicators(item))
    return is_generic(item) and not any(words - phrases.GENERIC for words in said)


def restates_name(item: PlanItem) -> bool:
    """Whether the indicators only take up the name again, and so add nothing that was chosen."""
    if not telling_indicators(item):
        return False
    told = {word for text in telling_indicators(item) for word in content_words(text)}
    told -= phrases.GENERIC | phrases.UNITS
    stems = [word[:_STEM_LETTERS] for word in told if not _PASSIVE.match(word)]
    named = {word[:_STEM_LETTERS] for word in content_words(item.name)}
    if not stems:
        return not told
    return sum(stem in named for stem in stems) >= _RESTATED_SHARE * len(stems)


def foreign_authority(item: PlanItem, region: str) -> bool:
    """Whether the code's fourth part gives the task to another tier of government."""
    own = _own_authority(region)
    parts = (item.code or "").split(".")
    return (
        own is not None
        and len(parts) > _AUTHORITY_PART
        and parts[_AUTHORITY_PART] in {_PROVINCE, _KABUPATEN_KOTA}
        and parts[_AUTHORITY_PART] != own
        and not is_support_code(item.code)
    )


def outside_words(item: PlanItem, region: str) -> str | None:
    """What the item names that is not a province's to do; None where nothing is found."""
    if _own_authority(region) != _PROVINCE or _OF_LOWER_TIER.match(fold(item.opd or "")):
        return None
    text = fold(" . ".join(_said(item)))
    return _other_tier(text) or _other_province(text, region)


def outside_text(item: PlanItem) -> str | None:
    """The text of the item that names another tier's task; None where no text alone does."""
    return next((text for text in _said(item) if _other_tier(fold(text))), None)


def _said(item: PlanItem) -> tuple[str, ...]:
    return (item.name, *(one.text for one in item.indicators), item.location or "")


@lru_cache(REMEMBERED_TEXTS)
def _other_tier(text: str) -> str | None:
    return next((what for pattern, what in phrases.OTHER_TIERS if pattern.search(text)), None)


def _other_province(text: str, region: str) -> str | None:
    found = phrases.BUILT_IN_PROVINCE.search(text)
    if found is None or found["province"] in fold(region):
        return None
    return f"letaknya di {found['province'].title()}"


@lru_cache
def _own_authority(region: str) -> str | None:
    folded = fold(region)
    if folded.startswith("provinsi"):
        return _PROVINCE
    return _KABUPATEN_KOTA if folded.startswith(("kabupaten", "kota")) else None
