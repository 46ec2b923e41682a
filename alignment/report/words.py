"""The words of the reports: ``texts/id.toml`` and ``texts/en.toml`` hold every one of them.

Indonesian is written as planners write it (bahasa resmi); English is for the visitor. Statuses and
levels are found by their value, sentences by a key.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from alignment.errors import UsageError
from alignment.types import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import DirectiveOutcome, DocumentKind, Level

LANGUAGES: Final = ("id", "en")

WORST_FIRST: Final = (
    Status.TIDAK_SELARAS,
    Status.PERLU_DITINJAU,
    Status.AMBIGU,
    Status.SELARAS,
    Status.PENUNJANG,
    Status.TIDAK_TERBACA,
)
"""The statuses in the order in which a planner meets them."""


@cache
def texts(language: str = "id") -> Mapping[str, Any]:
    """All words of one language, read once.

    Raises:
        UsageError: there is no such language.
    """
    if language not in LANGUAGES:
        raise UsageError(
            f"There are no words in the language {language!r}.",
            advice=f"Choose one of: {', '.join(LANGUAGES)}.",
        )
    file = files("alignment.report") / "texts" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def text(key: str, language: str = "id", **values: object) -> str:
    """The sentence or heading ``key``, its blanks filled with ``values``.

    Raises:
        KeyError: there is no such text, or a blank was given no value.
    """
    sentence = str(texts(language)["text"][key])
    return sentence.format(**values) if values else sentence


def status_word(status: Status, language: str = "id") -> str:
    """The word a planner reads for a status."""
    return str(texts(language)["status"][status.value]["word"])


def status_meaning(status: Status, language: str = "id") -> str:
    """The sentence that says what a status means."""
    return str(texts(language)["status"][status.value]["meaning"])


def level_word(level: Level, language: str = "id") -> str:
    """The word a planner reads for a level."""
    return str(texts(language)["level"][level.value])


def kind_word(kind: DocumentKind, language: str = "id") -> str:
    """What a document is called."""
    return str(texts(language)["kind"][kind.value])


def evidence_word(kind: str, language: str = "id") -> str:
    """What a kind of evidence is called; an unknown kind keeps its name."""
    return str(texts(language)["evidence"].get(kind, kind))


def stage_word(stage: str, language: str = "id") -> str:
    """What a stage of the work is called; an unknown stage keeps its name."""
    return str(texts(language)["stage"].get(stage, stage))


def outcome_word(outcome: DirectiveOutcome, language: str = "id") -> str:
    """The word for what a plan shows of a directive."""
    return str(texts(language)["outcome"][outcome.value])


def mission_word(mission_id: str, language: str = "id") -> str:
    """``misi-3`` and ``misi_3`` -> ``Misi 3``; any other id as it is written."""
    head, _, number = mission_id.replace("_", "-").rpartition("-")
    if head.casefold() in {"misi", "mission"} and number.isdigit():
        return f"{text('mission', language)} {number}"
    return mission_id


def glossary(language: str = "id") -> list[tuple[str, str]]:
    """The words of the reports with their meanings; the statuses have their own."""
    return [(entry["word"], entry["meaning"]) for entry in texts(language)["glossary"]]
