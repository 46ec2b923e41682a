"""What the words in a table's head mean. Pure.

A head is read from the lowest label upwards: the column's own label says what it holds (money, a
target, a place), the labels above it say of which year and which stage of planning.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from alignment.extract.item_codes import LEVEL_OF_WORD
from alignment.text import fold, join_lines, years_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.types import Level


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    INDICATOR = "indicator"
    TARGET = "target"
    UNIT = "unit"
    MONEY = "money"
    LOCATION = "location"
    FUND = "fund"
    AGENCY = "agency"
    OTHER = "other"


class Phase(StrEnum):
    """Of which stage of planning a target or an amount is."""

    PLAN = "plan"
    AFTER = "after"
    BEFORE = "before"
    DIFFERENCE = "difference"
    FORECAST = "forecast"
    PROPOSED = "proposed"
    REALISED = "realised"
    LONG_TERM = "long_term"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a stack of labels says of its column."""

    role: Role
    phase: Phase = Phase.PLAN
    year: int | None = None
    scale: int = 1
    level: Level | None = None  # of names or codes that are all of one


_LABEL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "anggaran bidang capaian catatan daerah dana forecast gubernur hasil indikatif indikator "
        "jawab kebutuhan kegiatan kelompok keluaran keterangan kinerja kode lokasi maju nasional "
        "pagu penanggung pendanaan penting perangkat perubahan prakiraan prioritas program "
        "realisasi rencana renstra sasaran satuan sebelum setelah sumber tahun target tolok "
        "triwulan ukur urusan volume ",
    )
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_NUMBER = re.compile(r"no(?:mor)?\.?(?: ?urut)?")
_FUND = _any(
    r"sumber (?:pen)?dana", r"sumber (?:pembiayaan|anggaran|biaya)", r"^sumber$", r"^asal dana"
)
_CODE = _any(
    r"^kode\b", r"^kd\b", r"no(?:mor)?\.? ?(?:kode )?rek(?:ening)?", r"kode (?:rek|program)",
    r"^rek(?:ening|\.)?$",
)  # fmt: skip
_CODE_AND = re.compile(r"^(?:nomor )?kode(?: rek(?:ening)?)?\s*(?:dan|&|/|,|-|\+)\s*(?P<rest>\w.*)")
_INDICATOR = _any(
    r"indikator", r"tolok ukur", r"tolak ukur",
    r"^(?:sub )?(?:keluaran|output|outcome|hasil)(?: (?:sub kegiatan|kegiatan|program))?"
    r"(?: \([a-z ]+\))?(?: ?/ ?(?:keluaran|output|outcome|hasil))?$",
)  # fmt: skip
_INDICATOR_TEXT = _any(r"(?:uraian|nama|rumusan) (?:indikator|tolok ukur|keluaran|output)")
_LOCATION = _any(
    r"\blokasi", r"^lokus\b", r"^tempat\b", r"^desa|^kecamatan", r"^kab(?:upaten)?[./ ]*kota$"
)
_OTHER = _any(
    r"kelompok sasaran", r"prioritas (?:nasional|daerah|provinsi|gubernur|pembangunan)",
    r"dukungan",
    r"^spm", r"^ikk", r"catatan", r"^ket(?:erangan)?\b", r"^tujuan", r"^sasaran", r"^koefisien",
    r"^harga", r"^ppn", r"^tag(?:ging)?\b", r"^(?:formula|alasan|faktor)", r"^bobot", r"^rumus",
)  # fmt: skip
_RATE = _any(r"tingkat (?:realisasi|capaian)", r"^%$", r"\(%\)$", r"rasio", r"persentase")
_MONEY = _any(
    r"\bpagu\b", r"kebutuhan dana", r"anggaran", r"\brp\b", r"\bdana\b", r"\bbiaya\b", r"alokasi",
    r"^jumlah(?: \(?rp\.?\)?)?$", r"pendanaan", r"\bnilai \(?rp", r"\bplafond?\b", r"\bppas\b",
)  # fmt: skip
_GROWTH = _any(r"\bpertumbuhan\b", r"^rata[- ]rata\b")
_TARGET = _any(
    r"target",
    r"^realisasi\b",
    r"capaian",
    r"\bvol(?:ume)?\b",
    r"^kuantitas\b",
    r"besaran",
    r"^k$",
    r"^kinerja$",
    r"^fisik$",
)
_UNIT = re.compile(r"^satuan\b")
_NAME_WORDS = (
    r"(?:nama|urusan|bidang|program|kegiatan|sub|uraian|nomenklatur|pekerjaan|rincian|unggulan|paket"
    r"|pemerintah|pemerintahan|daerah|dan|atau|wajib|pilihan|prioritas|perangkat|opd|skpd|kinerja"
    r"|indikator|indikatif|output|outcome|rencana|renja|rkpd|tahun|20\d\d|kode|pembangunan|belanja"
    r"|sesuai|nomenklatur|permendagri|jenis|urusa n|pd|strategis)"
)
_NAME = re.compile(
    r"^(?=(?:nama )?(?:urusan|program|kegiatan|sub kegiatan|bidang|uraian|nomenklatur|pekerjaan))"
    rf"[\W\d]*{_NAME_WORDS}(?:[\W\d]+{_NAME_WORDS})*[\W\d]*$"
)
_NAME_OPENS = re.compile(
    r"(?:nama )?(?:urusan|program|kegiatan|sub kegiatan|bidang urusan|uraian|nomenklatur)\b"
)
_NAME_WORD = re.compile(_NAME_WORDS)
_MOST_WORDS = 0.7
_AGENCY = _any(
    r"perangkat daerah", r"\bopd\b", r"\bskpd\b", r"^pd\b", r"penanggung ?jawab", r"pengampu",
    r"unit kerja", r"pelaksana", r"^bidang$",
)  # fmt: skip
_BARE = re.compile(
    r"k|rp|\(rp\.?\)|i{1,3}|iv|v|tw\.? ?\w+|triwulan \w+|20\d\d|tahun 20\d\d|awal|akhir|murni|"
    r"(?:setelah|sesudah|sebelum|semula|menjadi)(?: \w+)?|perubahan|n|n ?[+-] ?\d|program|"
    r"keluaran.*|hasil.*|output.*|outcome.*|capaian program|sub kegiatan|kegiatan|bertambah.*|\+/-"
)

_PHASES = (
    (Phase.FORECAST, _any(r"prakir\w* maju", r"perkiraan maju", r"maju rencana", r"n ?\+ ?1")),
    (Phase.DIFFERENCE, _any(r"bertambah", r"berkurang", r"selisih", r"\+ ?/ ?-", r"naik")),
    (Phase.BEFORE, _any(r"sebelum", r"semula", r"\bmurni\b", r"rancangan awal", r"\brkpd awal")),
    (Phase.AFTER, _any(r"setelah", r"sesudah", r"menjadi", r"hasil (?:analisis|efisiensi)",
                       r"analisis kebutuhan", r"\bpergeseran\b", r"\befisiensi\b")),
    (Phase.REALISED, _any(r"realisasi", r"tingkat (?:capaian|realisasi)", r"capaian s/?d",
                          r"prakiraan (?:capaian|realisasi|n ?-)", r"hasil evaluasi",
                          r"perkiraan (?:capaian|realisasi)", r"triwulan", r"n ?- ?\d")),
    (Phase.LONG_TERM, _any(r"target (?:akhir |capaian )?\(?(?:kinerja )?(?:pada )?(?:akhir )?"
                           r"(?:periode )?(?:renstra|rpjmd|rpd)", r"kondisi (?:kinerja|awal|akhir)",
                           r"data capaian", r"akhir (?:periode|renstra|rpjmd)",
                           r"capaian pada tahun awal")),
    (Phase.PROPOSED, _any(r"\busulan\b")),
    (Phase.PLAN, _any(r"\btarget\b", r"\bpagu\b", r"kebutuhan dana", r"\brencana\b", r"perubahan")),
)  # fmt: skip
_LONGEST_YEAR_LABEL = 30
_MILLIONS = _any(r"\bjuta(?:an)?\b", r"\bjt\b", r"000[.,]000\)?$")
_THOUSANDS = _any(r"\bribu(?:an)?\b", r"rp\.? ?(?:\.|x)? ?[1.]?000\b", r"\(000\)")
_LEVEL_OF_LABEL = re.compile(
    r"(?:(?:nama|kode|uraian|nomenklatur)(?: rekening)? )?(?P<level>program|(?:sub )?kegiatan)"
)


def clean(label: str) -> str:
    """A label as it is compared: one line, lower case, ``sub-kegiatan`` as ``sub kegiatan``."""
    return re.sub(r"\bsub[ -]*kegiatan\b", "sub kegiatan", fold(join_lines(label, _LABEL_WORDS)))


def _is_name_label(own: str) -> bool:
    """Whether a label is one over names: all its words are, or, parted by strokes, most of them."""
    if _NAME.search(own):
        return True
    if "/" not in own or not _NAME_OPENS.match(own):
        return False
    words = re.findall(r"[a-z]+", own)
    return sum(bool(_NAME_WORD.fullmatch(word)) for word in words) >= _MOST_WORDS * len(words)


def _is_code_and_name(own: str) -> bool:
    """Whether codes and names stand together in the column: ``Kode dan Nama Program``."""
    rest = match["rest"] if (match := _CODE_AND.match(own)) else ""
    return rest.startswith("nama") or _is_name_label(rest)


def _is_rate(own: str) -> bool:
    return bool(_RATE.search(own)) and "target" not in own


def _opens_as_target(own: str) -> bool:
    return own.startswith(("target", "realisasi kinerja", "capaian kinerja", "k/"))


# In this order: a label may hold words of several, and the first that fits is what it means.
_ROLES: tuple[tuple[Role, Callable[[str], object]], ...] = (
    (Role.NUMBER, _NUMBER.fullmatch),
    (Role.FUND, _FUND.search),
    (Role.NAME, _is_code_and_name),
    (Role.INDICATOR, _INDICATOR_TEXT.match),
    (Role.CODE, _CODE.search),
    (Role.NAME, _is_name_label),
    (Role.INDICATOR, _INDICATOR.search),
    (Role.LOCATION, _LOCATION.search),
    (Role.OTHER, _OTHER.search),
    (Role.OTHER, _is_rate),
    (Role.OTHER, _GROWTH.search),
    (Role.TARGET, _opens_as_target),
    (Role.MONEY, _MONEY.search),
    (Role.TARGET, _TARGET.search),
    (Role.UNIT, _UNIT.search),
    (Role.AGENCY, _AGENCY.search),
)


@functools.lru_cache(maxsize=4096)
def role_of(label: str) -> Role | None:
    """What a column under this label holds, by the label alone; None where it does not say."""
    own = clean(label)
    return next((role for role, fits in _ROLES if own and fits(own)), None)


def is_label(label: str) -> bool:
    """Whether a text says what a column holds, or of which stage or year."""
    own = clean(label)
    return bool(
        role_of(label)
        or _BARE.fullmatch(own)
        or any(pattern.search(own) for _, pattern in _PHASES)
        or (years_in(own) and len(own) < _LONGEST_YEAR_LABEL)
    )


def meaning_of(stack: tuple[str, ...]) -> Meaning:
    """What the labels over a column, from the top, say of it together."""
    labels = [clean(label) for label in stack if label.strip()]
    role = _stacked_role(labels)
    whole = " ".join(labels)
    level = _level_of(labels) if role in (Role.NAME, Role.CODE) else None
    return Meaning(
        role=role,
        phase=_stacked_phase(labels),
        year=next((years_in(label)[-1] for label in reversed(labels) if years_in(label)), None),
        scale=scale_of_label(whole) if role is Role.MONEY else 1,
        level=level,
    )


_OF_GROUPS = (Role.NAME, Role.TARGET, Role.INDICATOR, None)


def _level_of(labels: list[str]) -> Level | None:
    """The level that the lowest label names, or the one above it: ``Program`` over ``Nama``."""
    named = map(_LEVEL_OF_LABEL.fullmatch, reversed(labels))
    return next((LEVEL_OF_WORD[match["level"]] for match in named if match), None)


def _stacked_role(labels: list[str]) -> Role:
    is_unknown = False
    for index in range(len(labels) - 1, -1, -1):
        label, above = labels[index], labels[:index]
        role = role_of(label)
        if role in _OF_GROUPS and above and _BARE.fullmatch(label):
            role = _role_of_bare(label, above) or role
        group = _group_of(above) if role is Role.NAME else None
        if group in _NO_NAMES:
            return group  # parts of a code, or an indicator's words
        if role in (Role.MONEY, Role.TARGET) and (is_unknown or _GROWTH.search(" ".join(above))):
            return Role.OTHER  # a label of its own under a group of figures: not known, not money
        if role is not None:
            return role
        is_unknown |= not _BARE.fullmatch(label)
    return Role.OTHER


_NO_NAMES = (Role.CODE, Role.INDICATOR)


def _group_of(above: list[str]) -> Role | None:
    """What the nearest label above that says it holds: ``Kode`` over ``Bidang Urusan``."""
    return next((role for role in map(role_of, reversed(above)) if role), None)


def _role_of_bare(label: str, above: list[str]) -> Role | None:
    """The role of a label that only parts a group: ``K``, ``II``, ``2026``, ``Keluaran``."""
    if label == "k":
        return Role.TARGET
    if label.startswith(("rp", "(rp")):
        return Role.MONEY
    return _group_of(above)


def _stacked_phase(labels: list[str]) -> Phase:
    for label in reversed(labels):
        for phase, pattern in _PHASES:
            if pattern.search(label):
                if phase is Phase.PLAN:
                    break
                return phase
    return Phase.PLAN


def scale_of_label(label: str) -> int:
    """How many rupiah one is under a label: 1.000.000 for ``(juta rupiah)``; 1 where none says."""
    whole = label.casefold()
    if _MILLIONS.search(whole):
        return 1_000_000
    return 1_000 if _THOUSANDS.search(whole) else 1
