"""Names in the official list: the imported one, else as far as the shipped labels know it."""

from __future__ import annotations

import contextlib
import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from alignment.errors import NomenclatureError
from alignment.nomenclature import load_nomenclature
from alignment.records import LEVEL_BY_CODE_PARTS
from alignment.resources import resource
from alignment.text import fold, join_lines, name_key, squash
from alignment.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FOLDER = "corpus/themes"
_PROGRAM_WORD = re.compile(r"^program\s+")
_FILES = (
    ("program_themes*.csv", Level.PROGRAM),
    ("kegiatan_themes*.csv", Level.KEGIATAN),
    ("subkegiatan_themes*.csv", Level.SUB_KEGIATAN),
)
_AUTHORITY = re.compile(
    r"\b(?:daerah|provinsi|kabupaten|kota|lintas|kewenangan|dalam|di|wilayah|1|\(?satu\)?)\b"
)


_BLANK_AFTER_MARK = (
    "Koordinasi dan Penyusunan Dokumen RKA- SKPD",
    "Koordinasi dan Penyusunan Perubahan DPA- SKPD",
    (
        "Penilaian Kinerja Masyarakat/Lembaga Masyarakat/Dunia Usaha/Dunia Pendidikan/ Filantropi "
        "dalam Perlindungan dan Pengelolaan Lingkungan Hidup"
    ),
)
"""Official names of many plans whose blank after a mark a line's end hides."""


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
    "wilayah anggaran urusan disperindag pemanfaatan parameter tayangan aduan akreditasi arsip "
    "asosiasi bantuan batang bendungan berita berkas danau desain detik dosis drainase ekor "
    "gampong gedung genangan gram helpdesk hunian indikator informasi instansi izin jembatan judul "
    "kebijakan kemasyarakatan keputusan kesepakatan ketetapan komoditas komunitas konten koperasi "
    "liter mahasiswa makam media organisasi pekerja pekerjaan pelabuhan pelanggan pelatihan "
    "pendukung pengaduan pengelola pengguna pengunjung perizinan perkara permohonan permukiman "
    "perpustakaan persentase persetujuan prasarana promosi provinsi publikasi ruas sambungan "
    "subdomain sampel sanksi sarana skor sumur talenta tenaga terminal tonase unggulan varietas "
    "wisatawan "
)


@cache
def known_words() -> frozenset[str]:
    """Words of official names and units, lower case: what a broken word may be a piece of."""
    names = " ".join(name for _, name, _ in _rows())
    return frozenset(re.findall(r"[a-z]{3,}", fold(f"{names} {_UNITS}")))


@cache
def known_levels() -> dict[str, Level]:
    """The level of every official name that is known, by ``level_key``.

    Names are those of the shipped labels and of the imported list. One that stands at two levels
    has the upper one.
    """
    named = list(_names_with_levels())
    return {
        level_key(name): level
        for level in reversed(Level)
        for name, level_of_name in named
        if level_of_name is level
    }


def is_program_name(name: str) -> bool:
    """Whether ``name`` is the official name of a program, and of nothing below one.

    The word *program* may be left out, as lists of nothing but programs do.
    """
    return _program_key(name) in _names_of_programs()


@cache
def _names_of_programs() -> frozenset[str]:
    programs: set[str] = set()
    others: set[str] = set()
    for name, level in _names_with_levels():
        (programs if level is Level.PROGRAM else others).add(_program_key(name))
    return frozenset(programs - others)


def _program_key(name: str) -> str:
    return name_key(_PROGRAM_WORD.sub("", fold(name)))


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    """Names by code of the list that was imported; of the shipped labels where none was."""
    with contextlib.suppress(NomenclatureError):  # a damaged list is told where it is needed
        return load_nomenclature().names
    return {}


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """The official names of every code in the shipped labels: province's and kabupaten's differ."""
    names: dict[str, tuple[str, ...]] = {}
    for code, name, _ in _rows():
        names[code] = (*names.get(code, ()), name)
    return names


def official_names(code: str) -> tuple[str, ...]:
    """The names that belong to ``code``, as far as they are known.

    Codes of the support program stand in the list under ``X.XX``, the agency's own bidang.
    """
    placeholder = ".".join(["X", "XX", *code.split(".")[2:]])
    for names in (_listed(), known_names()):
        if found := names.get(code, ()) or names.get(placeholder, ()):
            return found
    return ()


def one_line(text: str) -> str:
    """The lines of one cell as one line, words of plans that its edge broke whole again."""
    return join_lines(text, known_words())


def name_of_lines(text: str) -> str:
    """The name that the lines of a cell print; at a line's end, blanks as the official name has.

    After ``RKA-`` or ``Pendidikan/`` at a line's end the print does not show whether a blank
    follows: the official name, where it has the same letters, does.
    """
    joined = one_line(text)
    official = _official_spellings().get(_bare(joined)) if "\n" in text else None
    if official is None or official == joined:
        return joined
    lines = [squash(line) for line in text.split("\n") if line.strip()]
    match = re.fullmatch(r"(\s?)".join(map(re.escape, lines)), official, re.IGNORECASE)
    if match is None:
        return joined
    blanks = [*match.groups(), ""]
    return "".join(line + blank for line, blank in zip(lines, blanks, strict=True))


def as_official(name: str) -> str:
    """``name`` with the blanks behind marks that the same official name has, where one is known."""
    official = _official_spellings().get(_bare(name), name)
    same = re.sub(r"(?<=[/-]) ", "", name) == re.sub(r"(?<=[/-]) ", "", official)
    return official if same else name


def is_official_name(name: str) -> bool:
    """Whether ``name`` is one of the official names that are known, blanks and case apart."""
    return _bare(name) in _official_spellings()


@cache
def _official_spellings() -> dict[str, str]:
    """Official names by their characters without blanks: the shipped ones and the imported."""
    names = [*_BLANK_AFTER_MARK, *(name for name, _ in _names_with_levels())]
    return {_bare(name): squash(name) for name in names}


def _bare(name: str) -> str:
    return re.sub(r"\s+", "", fold(name))


def _names_with_levels() -> Iterator[tuple[str, Level | None]]:
    """Every official name that is known, with its level: the shipped ones and the imported."""
    for _, name, level in _rows():
        yield name, level
    for code, names in _listed().items():
        level_of_code = LEVEL_BY_CODE_PARTS.get(len(code.split(".")))
        yield from ((name, level_of_code) for name in names)


@cache
def _rows() -> tuple[tuple[str, str, Level], ...]:
    """Code, name and level of each row of the shipped labels."""
    rows: list[tuple[str, str, Level]] = []
    for pattern, level in _FILES:
        for path in sorted(resource(_FOLDER).glob(pattern)):
            with path.open(encoding="utf-8", newline="") as lines:
                rows += ((row["code"], row["name"], level) for row in csv.DictReader(lines))
    return tuple(rows)
