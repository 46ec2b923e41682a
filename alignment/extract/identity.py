"""What a document says it is: its kind, its agency, its year, by its titles. Pure."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.text import fold, looks_like_opd, squash, years_in
from alignment.types import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_KINDS = (
    (DocumentKind.LKJIP, r"laporan (?:akuntabilitas )?kinerja|\blkj?ip\b|\blakip\b|\blkj\b"),
    (
        DocumentKind.RKA,
        (
            r"cetak rka|cetak dpa|rincian belanja sub ?kegiatan|rencana kerja dan anggaran"
            r"|dokumen pelaksanaan anggaran|\brka\b|\bdpa\b"
        ),
    ),
    (
        DocumentKind.EVALUASI_RENJA,
        (
            r"evaluasi (?:terhadap )?(?:hasil |pelaksanaan )*(?:renja|rencana kerja)"
            r"|realisasi renja|realisasi kinerja pada triwulan"
        ),
    ),
    (
        DocumentKind.RENJA_PERUBAHAN,
        (
            r"perubahan (?:rencana kerja|renja)"
            r"|(?:renja|rencana kerja)[- ]*(?:\(renja\) )?perubahan|\bp-?renja\b|\brenja-?p\b"
        ),
    ),
    (DocumentKind.RKPD, r"\brkpd\b|rencana kerja pemerintah daerah"),
    (DocumentKind.RENJA, r"\brenja\b|rencana kerja"),
    (DocumentKind.RENSTRA, r"\brenstra\b|rencana strategis"),
    (DocumentKind.RPJMD, r"\brpjmd\b|\brpd\b|rencana pembangunan (?:jangka menengah )?daerah"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_REGION = re.compile(
    r"\b(?:pemerintah )?(?:daerah )?(?:provinsi|prov\.|kabupaten|kab\.|kota)\s+[A-Z].*$"
    r"|\btahun\b.*$|\bta\.? ?20\d\d.*$"
    r"|\s[-\u2013|]\s+(?:renja|rencana kerja|rkpd)\b.*$|\shal(?:aman|\.)\s*\d+.*$",
    re.IGNORECASE,
)
_ENDS_TITLE = re.compile(
    r"^(?:provinsi|kabupaten|kota\b|pemerintah|tahun|jl\.|jalan|rencana|renja|laporan|perubahan|\d"
    r"|evaluasi|realisasi|hasil|tabel|daftar|bab\b|rkpd|renstra|rka\b|dpa\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r" (?:melaksanakan|menyelenggarakan|mempunyai|memiliki|merupakan|adalah|telah|dalam|sebagai"
    r"|dapat|akan|harus|menyusun|bertugas|bertanggung|yang)\b"
)
_RENJA_OF = re.compile(
    r"(?:(?:rancangan|awal|akhir|perubahan) )*(?:renja|rencana kerja)(?: \(p?-?renja\))?"
    r"(?: perubahan)? (?=\w)",
    re.IGNORECASE,
)
_AFTER_RENJA = re.compile(
    r"(?:\brenja|\brencana kerja(?: \(renja\))?) (?P<opd>(?:dinas|badan|sekretariat|inspektorat"
    r"|satuan|kecamatan|rumah sakit)\b[^.;:]*?) (?:tahun|provinsi|kabupaten|kota)\b",
    re.IGNORECASE,
)
_TITLE_LENGTH = 130
_TITLE_WORDS = re.compile(r"(?:tahun anggaran|ta\.?|tahun)\s*:?\s*(20[0-4]\d)(?!\s*[-\u2013])")
_LAW = re.compile(r"\bnomor\b|\bno\.|undang|peraturan|permendagri|perda\b|\buu\b|inpres|perpres")
_PERIOD = re.compile(r"20\d\d\s*(?:[-\u2013]|s\.?/?d\.?|sampai)\s*20\d\d")
_SMALL = frozenset({"dan", "di", "ke", "dari", "untuk", "serta", "pada"})
_ACRONYMS = frozenset(
    "UMKM UKM IKM UPTD UPT BUMD PU PUPR RSUD RSJD RSU BLUD ASN TIK PAUD".split()  # noqa: SIM905
)
_VOWEL = re.compile("[AIUEO]")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the titles say."""

    kind: DocumentKind = DocumentKind.UNKNOWN
    opd: str | None = None
    year: int | None = None


def identify(lines: Sequence[str]) -> Identity:
    """The identity that the first pages' lines outside tables, from the top, state."""
    titles = [squash(line) for line in lines if 0 < len(squash(line)) <= _TITLE_LENGTH]
    return Identity(kind_of(titles), opd_of(titles), year_of(titles))


def kind_of(titles: Iterable[str]) -> DocumentKind:
    """The kind named first; on one line, the most special one."""
    lines = [fold(title) for title in titles]
    for first, second in itertools.pairwise([*lines, ""]):
        both = f"{first} {second}"
        for kind, pattern in _PATTERNS:
            if pattern.search(first) or (pattern.search(both) and not pattern.search(second)):
                return kind
    return DocumentKind.UNKNOWN


def opd_of(titles: Sequence[str]) -> str | None:
    """The first agency named as a title, its lines joined, the region left off."""
    for index, title in enumerate(titles):
        opening = _RENJA_OF.match(title) if title[:1].isupper() else None
        name = title[opening.end() :] if opening else title
        if not looks_like_opd(name) or title.endswith((".", ";", ",")) or _SENTENCE.search(title):
            continue
        for more in titles[index + 1 : index + 4]:
            if _ENDS_TITLE.match(more) or not more.isupper() or not title.isupper():
                break
            name = f"{name} {more}"
        name = without_region(name)
        if " " in name and len(name) <= _TITLE_LENGTH:
            return as_name(name)
    return next((as_name(m["opd"]) for m in map(_AFTER_RENJA.search, titles) if m), None)


def without_region(name: str) -> str:
    """An agency's name without *Provinsi X*, *Kota Y* and what follows."""
    return _REGION.sub("", name).strip(" ,-")


def year_of(titles: Iterable[str]) -> int | None:
    """The year after *tahun* or *tahun anggaran*; else the first lone year of a title."""
    lines = [_PERIOD.sub(" ", fold(title)) for title in titles]
    lines = [line for line in lines if len(set(years_in(line))) == 1 and not _LAW.search(line)]
    for line in lines:
        if match := _TITLE_WORDS.search(line):
            return int(match[1])
    named = (line for line in lines if re.search(r"renja|rencana kerja|rka|program", line))
    return next((years_in(line)[0] for line in named), None)


def as_name(name: str) -> str:
    """A name printed in capitals, as it is written in running text."""
    if not name.isupper() or not looks_like_opd(name) or " " not in name:
        return name
    return " ".join(map(_as_word, name.split(" ")))


def _as_word(word: str) -> str:
    """One word of a name in capitals; an acronym (known, or without a vowel) keeps them."""
    if word.lower() in _SMALL:
        return word.lower()
    bare = word.strip(".,()-")
    is_acronym = bare in _ACRONYMS or not _VOWEL.search(bare)
    return word if is_acronym else word.capitalize()
