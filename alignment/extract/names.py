"""Which level a name has in the official list, as far as the shipped labels know it."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from alignment.resources import resource
from alignment.text import fold, name_key
from alignment.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

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


_UNITS = (
    "anggota aparatur aplikasi badan bangunan bulan buku daerah data desa destinasi dokumen "
    "eksemplar event hektar indeks institusi jaringan jenis kabupaten kali kampung kasus "
    "kawasan kecamatan kegiatan kejadian kelompok kelurahan keluarga kendaraan kilometer kota "
    "laporan layanan lembaga lokasi masyarakat meter murid naskah nilai orang paket pasien "
    "peraturan perangkat persen peserta pegawai pelaku perusahaan petani produk rekomendasi "
    "rumah ruang satuan sekolah sertifikat siswa sistem tahun tangga titik unit usaha warga "
    "wilayah anggaran urusan disperindag pemanfaatan "
)


@cache
def known_words() -> frozenset[str]:
    """Words of official names and units, lower case: what a broken word may be a piece of."""
    names = " ".join(row["name"] for row, _ in _rows())
    return frozenset(re.findall(r"[a-z]{3,}", fold(f"{names} {_UNITS}")))


@cache
def known_levels() -> dict[str, Level]:
    """The level of every name in the shipped labels, by ``level_key``; empty without the files."""
    levels: dict[str, Level] = {}
    for row, level in _rows():
        levels.setdefault(level_key(row["name"]), level)
    return levels


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """The official names of every code in the shipped labels: province's and kabupaten's differ."""
    names: dict[str, tuple[str, ...]] = {}
    for row, _ in _rows():
        names[row["code"]] = (*names.get(row["code"], ()), row["name"])
    return names


def official_names(code: str) -> tuple[str, ...]:
    """The names that belong to ``code``, as far as they are known.

    Codes of the support program stand in the list under ``X.XX``, the agency's own bidang.
    """
    names = known_names()
    placeholder = ".".join(["X", "XX", *code.split(".")[2:]])
    return names.get(code, ()) or names.get(placeholder, ())


def _rows() -> Iterator[tuple[dict[str, str], Level]]:
    for pattern, level in _FILES:
        for path in sorted(resource(_FOLDER).glob(pattern)):
            with path.open(encoding="utf-8", newline="") as rows:
                for row in csv.DictReader(rows):
                    yield row, level
