"""Every word that a report shows, in Indonesian and English: one place, so that none drifts.

Indonesian is written as planners write it (bahasa resmi); English is for the visitor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from alignment.types import DocumentKind, Level, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("id", "en")

WORST_FIRST: Final = (
    Status.TIDAK_SELARAS,
    Status.PERLU_DITINJAU,
    Status.AMBIGU,
    Status.SELARAS,
    Status.PENUNJANG,
    Status.TIDAK_TERBACA,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, and the sentence that says what it means."""

    word: str
    meaning: str


STATUSES: Final[Mapping[str, Mapping[Status, Term]]] = {
    "id": {
        Status.SELARAS: Term(
            "Selaras",
            "Isi item jelas mendukung sebuah misi gubernur.",
        ),
        Status.PERLU_DITINJAU: Term(
            "Perlu ditinjau",
            "Buktinya belum cukup untuk menyatakan selaras maupun tidak. Perencana yang memutuskan "
            "setelah membaca halamannya.",
        ),
        Status.AMBIGU: Term(
            "Ambigu",
            "Item mendukung misi gubernur, tetapi lebih dari satu misi sama kuatnya. "
            "Perencana memilih misinya.",
        ),
        Status.TIDAK_SELARAS: Term(
            "Tidak selaras",
            "Tidak ditemukan misi yang didukung item ini. Ini dugaan yang harus diperiksa, "
            "bukan putusan.",
        ),
        Status.PENUNJANG: Term(
            "Penunjang",
            "Urusan rutin perangkat daerah (gaji, perkantoran, perencanaan). Tidak diperingkat.",
        ),
        Status.TIDAK_TERBACA: Term(
            "Tidak terbaca",
            "Teksnya terlalu sedikit atau rusak sehingga tidak dapat dinilai. Tidak diperingkat.",
        ),
    },
    "en": {
        Status.SELARAS: Term("Aligned", "The item clearly serves one of the governor's missions."),
        Status.PERLU_DITINJAU: Term(
            "Needs review",
            "The evidence does not settle it either way. A planner decides after reading the page.",
        ),
        Status.AMBIGU: Term(
            "Ambiguous",
            "The item serves the missions, but more than one fits equally well. "
            "A planner picks the mission.",
        ),
        Status.TIDAK_SELARAS: Term(
            "Misaligned",
            "No mission was found that this item serves. It is a suspicion to check, not a ruling.",
        ),
        Status.PENUNJANG: Term(
            "Support",
            "Routine upkeep of the agency (salaries, office, planning). Not ranked.",
        ),
        Status.TIDAK_TERBACA: Term("Unreadable", "Too little or broken text to judge. Not ranked."),
    },
}

LEVELS: Final[Mapping[str, Mapping[Level, str]]] = {
    "id": {
        Level.PROGRAM: "Program",
        Level.KEGIATAN: "Kegiatan",
        Level.SUB_KEGIATAN: "Sub kegiatan",
    },
    "en": {
        Level.PROGRAM: "Programme",
        Level.KEGIATAN: "Activity",
        Level.SUB_KEGIATAN: "Sub-activity",
    },
}

KINDS: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.RENJA: "Renja",
    DocumentKind.RENJA_PERUBAHAN: "Renja Perubahan",
    DocumentKind.EVALUASI_RENJA: "Evaluasi Renja",
    DocumentKind.RKPD: "RKPD",
    DocumentKind.RENSTRA: "Renstra",
    DocumentKind.RPJMD: "RPJMD",
    DocumentKind.RKA: "RKA",
    DocumentKind.LKJIP: "LKjIP",
    DocumentKind.UNKNOWN: "tidak dikenali",
}

EVIDENCE_KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {
        "theme": "tema",
        "words": "kata",
        "meaning": "makna",
        "cascade": "cascading",
        "content": "isi",
    },
    "en": {
        "theme": "theme",
        "words": "words",
        "meaning": "meaning",
        "cascade": "cascade",
        "content": "content",
    },
}

STAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {"gate": "pembukaan berkas", "extract": "pembacaan", "align": "penilaian"},
    "en": {"gate": "opening", "extract": "reading", "align": "scoring"},
}


def status_word(status: Status, language: str = "id") -> str:
    """The word a planner reads for a status."""
    return STATUSES[language][status].word


def level_word(level: Level, language: str = "id") -> str:
    """The word a planner reads for a level."""
    return LEVELS[language][level]


def mission_word(mission_id: str, language: str = "id") -> str:
    """``misi-3`` and ``misi_3`` -> ``Misi 3``; any other id as it is written."""
    head, _, number = mission_id.replace("_", "-").rpartition("-")
    if head.casefold() in {"misi", "mission"} and number.isdigit():
        return f"{'Misi' if language == 'id' else 'Mission'} {number}"
    return mission_id


def theme_word(theme: str) -> str:
    """A theme's id as words: ``pendidikan_tinggi`` -> ``pendidikan tinggi``."""
    return theme.replace("_", " ").replace("-", " ")
