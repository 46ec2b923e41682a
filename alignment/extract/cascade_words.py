"""The words of an RPJMD's cascade: what a column holds, what a line says it is. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alignment.extract.names import one_line
from alignment.text import fold, join_lines, squash
from alignment.types import CascadeKind

LEVELS = (
    CascadeKind.VISION,
    CascadeKind.MISSION,
    CascadeKind.GOAL,
    CascadeKind.TARGET,
    CascadeKind.FLAGSHIP,
    CascadeKind.PROGRAM,
)
"""From the top; indicators stand apart, because they hang below any of them."""

_WORD_OF_LEVEL = {
    "visi": CascadeKind.VISION,
    "misi": CascadeKind.MISSION,
    "tujuan": CascadeKind.GOAL,
    "sasaran": CascadeKind.TARGET,
    "program": CascadeKind.PROGRAM,
}
_ANY_LEVEL = re.compile(r"\b(visi|misi|tujuan|sasaran|program)\b")
_OF_OTHERS = re.compile(
    r"asta ?cita|nasional|presiden|\brpjpd\b|\brpjpn\b|\brpjmn\b|nawa ?cita|jangka panjang|\bpn\b"
)
_OTHER_COLUMN = re.compile(
    r"^(?:target|kondisi|capaian|realisasi|baseline|satuan|tahun|pagu|rp\b|anggaran|strategi|arah|isu"
    r"|keterangan|ket\b|catatan|lokasi|kelompok sasaran|perangkat daerah|opd|skpd|pd\b|penanggung"
    r"|urusan|outcome|output|formula|rumus|definisi|sumber|kebutuhan|pendanaan|permasalahan|nspk"
    r"|20\d\d|kinerja$|k$)"
)
_INDICATOR = re.compile(r"\bindikator\b|\biku\b|tolok ukur")
_FLAGSHIP = re.compile(r"unggulan|janji|prioritas (?:kepala daerah|gubernur|bupati|wali ?kota)")
_CODE = re.compile(r"^(?:kode|kd)\b")
_NUMBER = re.compile(r"^no(?:mor)?\.?(?: ?urut)?$")
_LONGEST_LABEL = 90
_IN_LABELS = re.compile(
    r"(?:visi|misi|tujuan|sasaran|program|indikator|kinerja|utama|iku|ikd|iks|ikt|kunci|daerah|rpjmd|rpd"
    r"|pembangunan|strategis|prioritas|kepala|gubernur|bupati|wali|walikota|kota|kabupaten|provinsi"
    r"|perangkat|dan|atau|serta|renstra|opd|skpd|pd|kegiatan|sub|bidang|urusan|pemerintah|pemerintahan"
    r"|nama|uraian|no|nomor|jangka|menengah|panjang|pokok|indikatif|yang|rencana|pernyataan|outcome"
    r"|impact|dampak|hasil|output|tolok|ukur|unggulan|janji|politik|calon|terpilih|wakil|penjabaran"
    r"|asta|cita|nasional|presiden|rpjpd|rpjpn|rpjmn|pn|mendukung|pendukung|terkait|tahun|periode"
    r"|20\d\d|i?ku)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a column holds.

    ``levels`` are several where one column holds entries of several levels below each other;
    ``indicator_of`` is the level whose indicators the column holds, None where it does not say.
    """

    levels: tuple[CascadeKind, ...] = ()
    is_indicator: bool = False
    indicator_of: CascadeKind | None = None
    is_code: bool = False
    is_number: bool = False

    @property
    def is_cascade(self) -> bool:
        """Whether the column holds an entry of a cascade or belongs to one."""
        return bool(self.levels) or self.is_indicator


_OTHER = Label()


def label_of(text: str) -> Label | None:
    """What a head's cell says of its column; None where it is no label at all."""
    own = fold(join_lines(text))
    if not own or len(own) > _LONGEST_LABEL:
        return None
    plain = (
        (_NUMBER.fullmatch(own), Label(is_number=True)),
        (_CODE.match(own), Label(is_code=True)),
        (_OTHER_COLUMN.match(own), _OTHER),
    )
    return next((label for is_so, label in plain if is_so), None) or _cascade_label(own)


def _cascade_label(own: str) -> Label | None:
    """The label of a column of entries or indicators: words that heads are made of, no others."""
    if not all(_IN_LABELS.fullmatch(word) for word in re.findall(r"[^\W_]+", own)):
        return None
    levels = tuple(dict.fromkeys(_WORD_OF_LEVEL[word] for word in _ANY_LEVEL.findall(own)))
    if _INDICATOR.search(own) and not re.match(r"^(?:visi|misi|tujuan|sasaran)\b", own):
        return Label(is_indicator=True, indicator_of=levels[0] if len(levels) == 1 else None)
    if not levels:
        return None
    if _OF_OTHERS.search(own):
        return _OTHER
    return Label(levels=(CascadeKind.FLAGSHIP,) if _FLAGSHIP.search(own) else levels)


_ORDINALS = {
    **dict.fromkeys(("kesatu", "pertama", "satu", "i"), "1"),
    **dict.fromkeys(("kedua", "dua", "ii"), "2"),
    **dict.fromkeys(("ketiga", "tiga", "iii"), "3"),
    **dict.fromkeys(("keempat", "empat", "iv"), "4"),
    **dict.fromkeys(("kelima", "lima", "v"), "5"),
    **dict.fromkeys(("keenam", "enam", "vi"), "6"),
    **dict.fromkeys(("ketujuh", "tujuh", "vii"), "7"),
    **dict.fromkeys(("kedelapan", "delapan", "viii"), "8"),
    **dict.fromkeys(("kesembilan", "sembilan", "ix"), "9"),
    **dict.fromkeys(("kesepuluh", "sepuluh", "x"), "10"),
}
_WORDS_FOR_NUMBERS = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_MARKER = re.compile(
    r"(?P<level>visi|misi|tujuan|sasaran|program)"
    r"(?: (?:daerah|rpjmd|pembangunan|strategis|pokok|gubernur|bupati|wali ?kota|prioritas))*"
    rf"(?:\s*(?:ke)?[-\s]?\(?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|(?:{_WORDS_FOR_NUMBERS})\b)\)?)?"
    r"\s*(?P<mark>[:.\-\u2013\u2014)]|adalah\b|yaitu\b|yakni\b)?\s*",
    re.IGNORECASE,
)
_SHORT_MARKER = re.compile(r"(?P<letter>[MTS])\.?\s?(?P<number>\d{1,2}(?:\.\d{1,2})*)\s*[:.)]?\s+")
_OF_LETTER = {"M": CascadeKind.MISSION, "T": CascadeKind.GOAL, "S": CascadeKind.TARGET}
_NUMBERED = re.compile(r"\(?(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}(?=[.)]))[.)]*\s+(?=\D)")
_BULLET = re.compile(r"(?:[-\u2013\u2022\u25aa\u25cf\uf0b7*\u2713]|[a-z][.)])\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """A text parted from what stands before it: its level's word and its number."""

    text: str
    level: CascadeKind | None = None
    number: str = ""
    has_mark: bool = False


def said(text: str) -> Said:
    """What one entry says: ``Misi 1 : Mewujudkan ...`` -> mission, ``1``, ``Mewujudkan ...``.

    A word for a level counts only with a number or a colon behind it: ``Program Pengelolaan ...``
    and ``Tujuan pembangunan adalah`` are texts.
    """
    whole = squash(text)
    match = _MARKER.match(whole)
    if match and (match["number"] or match["mark"] in (":", "\u2013", "\u2014", "-")):
        number = (match["number"] or "").casefold()
        rest = whole[match.end() :].strip(' "\u201c\u201d')
        return Said(
            rest,
            _WORD_OF_LEVEL[match["level"].casefold()],
            _ORDINALS.get(number, number),
            has_mark=bool(match["mark"]),
        )
    if match := _SHORT_MARKER.match(whole):
        return Said(whole[match.end() :], _OF_LETTER[match["letter"]], match["number"])
    if match := _NUMBERED.match(whole):
        number = match["number"].casefold()
        return Said(whole[match.end() :], None, _ORDINALS.get(number, number))
    if match := _BULLET.match(whole):
        return Said(whole[match.end() :])
    return Said(whole.strip('"\u201c\u201d'))


def parts_of(cell: str) -> list[str]:
    """The entries of one cell: its numbered or bulleted lines, or all of it as one."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    starts = [place for place, line in enumerate(lines) if _opens_part(line)]
    if len(starts) < 2 or starts[0] != 0:  # noqa: PLR2004 - one start is no list
        return [one_line("\n".join(lines))] if lines else []
    ends = [*starts[1:], len(lines)]
    return [one_line("\n".join(lines[start:end])) for start, end in zip(starts, ends, strict=True)]


def _opens_part(line: str) -> bool:
    """Whether a line of a cell opens an entry: a number, a bullet, *Program ...*, *Misi 2*."""
    told = said(line)
    return bool(
        told.level
        or (told.number and "." not in told.number)
        or _BULLET.match(line)
        or line.startswith(("Program ", "PROGRAM "))
    )


def is_of_others(text: str) -> bool:
    """Whether a line speaks of the missions of others: of the president, of the long-term plan."""
    return bool(_OF_OTHERS.search(fold(text)))


def looks_like_statement(text: str) -> bool:
    """Whether a text can be a mission, goal or target: it opens with a verb and has an object."""
    words = fold(text).split()
    return len(words) >= _LEAST_WORDS and bool(_VERB.match(words[0]))


_LEAST_WORDS = 3
_VERB = re.compile(r"(?:me|ter|ber|pe|ke|di)[a-z-]{4,}$")
