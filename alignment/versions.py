"""Which Renja a document is a version of, and in what order the versions come. Pure.

An OPD hands in the plan of one year several times: *rancangan awal*, *rancangan*, *rancangan
akhir*, the plan as laid down (*penetapan*), and in mid-year its *Perubahan*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from alignment.text import fold
from alignment.types import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from alignment.types import Extraction

_Thing = TypeVar("_Thing")


class Stage(StrEnum):
    """The stages of one plan, in the order of the planning year."""

    RANCANGAN_AWAL = "rancangan_awal"
    RANCANGAN = "rancangan"
    RANCANGAN_AKHIR = "rancangan_akhir"
    PENETAPAN = "penetapan"
    PERUBAHAN = "perubahan"


# The first pattern found counts. A title is prose, where "akhir" or "penetapan" may mean anything;
# in the name of a file, whose words stand alone, they mean the stage.
_SAID_BY = (
    (re.compile(r"\b(?:perubahan|renjap|p renja|renja p)\b"), Stage.PERUBAHAN),
    (re.compile(r"\b(?:rancangan|ranc|draft?) akhir\b|\branhir\b"), Stage.RANCANGAN_AKHIR),
    (re.compile(r"\b(?:rancangan|ranc|draft?) awal\b|\branwal\b"), Stage.RANCANGAN_AWAL),
    (re.compile(r"\b(?:rancangan|ranc|draft?)\b"), Stage.RANCANGAN),
)
_SAID_BY_NAME = (
    *_SAID_BY,
    (re.compile(r"\b(?:penetapan|ditetapkan|final|akhir|disahkan)\b"), Stage.PENETAPAN),
    (re.compile(r"\bawal\b"), Stage.RANCANGAN_AWAL),
)
_OF_THE_PLAN = re.compile(r"^.*?\b(?:renja|rencana kerja)\b(?: \w+){0,4}")


def stage_of(extraction: Extraction | None, file_name: str) -> Stage | None:
    """The stage that the document itself says, else its file's name; None where neither does."""
    if extraction and extraction.kind is DocumentKind.RENJA_PERUBAHAN:
        return Stage.PERUBAHAN
    title = _OF_THE_PLAN.search(_words((extraction and extraction.title) or ""))
    by_title = _named(title[0], _SAID_BY) if title else None
    return by_title or _named(_words(file_name), _SAID_BY_NAME)


def _words(text: str) -> str:
    """Letters only, one blank between words: file names join them with anything."""
    return re.sub(r"[^a-z]+", " ", fold(text))


def _named(words: str, patterns: Iterable[tuple[re.Pattern[str], Stage]]) -> Stage | None:
    return next((stage for pattern, stage in patterns if pattern.search(words)), None)


_REGION = re.compile(
    r"\b(?:pemerintah |pemprov )?(?:provinsi|prov|kabupaten|kab|kota)\b(?! administrasi).*$"
)


def plan_key(opd: str | None, year: int | None, document_id: str) -> str:
    """One key for all versions of one Renja: the OPD's name without its region, and the year.

    Where either is unknown the document stands alone: guessing would compare strangers.
    """
    if not opd or year is None:
        return f"document:{document_id}"
    return f"{opd_key(opd)}:{year}"


def opd_key(opd: str) -> str:
    """The OPD's name for comparison: lower case, without punctuation and without its region."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(opd).replace("&", " dan ")).strip()
    return _REGION.sub("", words).strip() or words


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the order of versions is told by: the stage, then the time received, then the name."""

    stage: Stage | None
    received_at: str
    name: str


_RANK = {stage: rank for rank, stage in enumerate(Stage)}


def in_order(versions: Iterable[_Thing], arrival_of: Callable[[_Thing], Arrival]) -> list[_Thing]:
    """The versions of one plan, oldest first.

    A document that names no stage follows what was received before it, within the same stage; but
    never a *Perubahan*, which says what it is, while a copied file may well be young.
    """
    arrived = sorted(
        ((arrival_of(one), place, one) for place, one in enumerate(versions)),
        key=lambda each: (each[0].received_at, each[0].name, each[0].stage or "", each[1]),
    )
    placed, latest, last_unnamed = [], -1, _RANK[Stage.PENETAPAN]
    for order, (arrival, _, one) in enumerate(arrived):
        rank = min(latest, last_unnamed) if arrival.stage is None else _RANK[arrival.stage]
        latest = max(latest, rank)
        placed.append((rank, order, one))
    return [one for _, _, one in sorted(placed, key=lambda each: each[:2])]
