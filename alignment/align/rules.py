"""What can be told of an item without any model: support, authority, empty names. Pure.

Each rule reads the words as they are printed; none decides alone what serves no mission.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alignment.align.texts import plain
from alignment.text import fold
from alignment.themes import is_support_code

if TYPE_CHECKING:
    from alignment.types import PlanItem

_SUPPORT_NAME = re.compile(
    r"penunjang urusan pemerintahan daerah|pelayanan administrasi perkantoran"
)
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_READABLE_SHARE = 0.5
_AUTHORITY_PART = 3
_PROVINCE, _KABUPATEN_KOTA = "1", "2"

_GENERIC_WORDS = frozenset(
    """
    pelaksanaan penyelenggaraan pengelolaan penyediaan pengembangan peningkatan pembinaan
    pengawasan pengendalian pemantauan monitoring evaluasi pelaporan laporan koordinasi
    sinkronisasi konsultasi sosialisasi fasilitasi pendampingan penyusunan dokumen kajian
    analisis studi rapat kegiatan program rutin administrasi umum dukungan kebijakan kerja tugas
    fungsi pelatihan bimbingan teknis bimtek data informasi aplikasi sistem acara pengadaan barang
    jasa lainnya lain operasional penunjang perencanaan pembangunan daerah provinsi kabupaten kota
    perangkat dinas badan kantor tahun dan atau serta yang untuk dalam pada di ke dari dengan oleh
    terpadu lintas sektor bidang urusan pemerintahan kewenangan pembentukan penguatan kapasitas
    kelembagaan koord pemenuhan kebutuhan hasil penetapan rencana
    """.split()  # noqa: SIM905 - read as prose
)

_CENTRAL_AGENCIES = (
    r"\b(kejati|kejari|kejaksaan|polda|polres|polresta|polsek|kodim|korem|kodam|lanal|lanud|"
    r"pengadilan|kanwil|kemenag|imigrasi|lapas|rutan|bpn|karantina|instansi vertikal)\b"
)
_OUTSIDE_PROVINCE = (
    (r"\b(sd|sdn|smp|smpn|mi|mts|min|mtsn)\b|sekolah dasar|sekolah menengah pertama", "SD/SMP"),
    (r"\b(paud|taman kanak)", "PAUD"),
    (r"jalan (lingkungan|desa|kampung|gang|kabupaten|kota|perumahan)\b", "jalan kabupaten/kota"),
    (r"\bgang\b|\b(rt|rw)\.? ?\d", "lingkungan RT/RW"),
    (r"jalan nasional", "jalan nasional"),
    (r"penerangan jalan (lingkungan|umum)|lampu jalan", "penerangan jalan lingkungan"),
    (r"\b(puskesmas|pustu|posyandu|polindes|poskesdes)\b", "puskesmas dan posyandu"),
    (r"\bpasar (desa|kampung|kecamatan|rakyat)\b", "pasar kabupaten/kota"),
    (r"\b(balai|kantor) (desa|kampung|rt|kelurahan)\b", "bangunan desa"),
    (_CENTRAL_AGENCIES, "instansi pusat di daerah"),
)
_OUTSIDE = tuple((re.compile(pattern), what) for pattern, what in _OUTSIDE_PROVINCE)


def is_readable(item: PlanItem) -> bool:
    """Whether there are words enough to judge."""
    texts = [item.name, *(one.text for one in item.indicators)]
    return any(_is_readable(text) for text in texts)


def _is_readable(text: str) -> bool:
    letters = sum(len(word) for word in _LETTERS.findall(text))
    printed = sum(not character.isspace() for character in text)
    return letters > 0 and letters >= _READABLE_SHARE * printed


def is_support(item: PlanItem) -> bool:
    """Whether the item belongs to the program that keeps the office itself running."""
    names = [item.name, *(parent.name for parent in item.parents)]
    codes = [item.code, *(parent.code for parent in item.parents)]
    return any(is_support_code(code) for code in codes) or any(
        _SUPPORT_NAME.search(fold(name)) for name in names
    )


def is_generic(item: PlanItem) -> bool:
    """Whether the name says nothing of what is done, or for whom."""
    return not frozenset(_LETTERS.findall(plain(item.name))) - _GENERIC_WORDS


def has_indicator(item: PlanItem) -> bool:
    """Whether any indicator has words."""
    return any(_LETTERS.search(one.text) for one in item.indicators)


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
    if _own_authority(region) != _PROVINCE:
        return None
    chosen = [*(one.text for one in item.indicators), item.location or ""]
    text = fold(" . ".join((item.name, *chosen)))
    return next((what for pattern, what in _OUTSIDE if pattern.search(text)), None)


def _own_authority(region: str) -> str | None:
    folded = fold(region)
    if folded.startswith("provinsi"):
        return _PROVINCE
    return _KABUPATEN_KOTA if folded.startswith(("kabupaten", "kota")) else None
