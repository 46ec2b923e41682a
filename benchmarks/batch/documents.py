"""Makes many small Renja, no two alike, 5 % of them broken: `documents.py FOLDER COUNT ROWS`.

Names are official ones from the labels of the nomenclature; indicators, places, targets and money
are drawn by chance. Each has a page of prose and some pages of one ruled table.
"""

from __future__ import annotations

import csv
import os
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[2]
BROKEN_SHARE = 0.05
WIDTH_PT, HEIGHT_PT = landscape(A4)
LEFT_PT, TOP_PT, BOTTOM_PT = 30.0, HEIGHT_PT - 50, 40.0
FONT, SIZE_PT, LEADING_PT = "Helvetica", 7.0, 8.4
COLUMNS = (
    ("Kode", 85.0),
    ("Program/Kegiatan/Sub Kegiatan", 210.0),
    ("Indikator Kinerja", 180.0),
    ("Target", 45.0),
    ("Satuan", 55.0),
    ("Pagu Indikatif (Rp)", 85.0),
    ("Lokasi", 80.0),
    ("Sumber Dana", 40.0),
)
WITHOUT_CODE = (("Program/Kegiatan/Sub Kegiatan", 295.0), *COLUMNS[2:])
PLACES = tuple(
    "Samarinda Balikpapan Bontang Paser Berau Kutai Penajam Mahakam Tenggarong Sangatta".split()  # noqa: SIM905
)
THINGS = tuple(
    "dokumen laporan unit peserta kelompok desa sekolah puskesmas jalan hektare aplikasi".split()  # noqa: SIM905
)
VERBS = tuple(
    "dibangun dipelihara dilatih dibina diperiksa disusun diadakan dilayani dikembangkan".split()  # noqa: SIM905
)
ONE_IN_FOUR = 4
PROSE = (
    "Rencana Kerja Perangkat Daerah disusun sebagai penjabaran Rencana Strategis dan menjadi "
    "pedoman pelaksanaan program dan kegiatan dalam satu tahun anggaran. "
)


@dataclass(frozen=True)
class Names:
    """Official names by code, from the labels."""

    programs: dict[str, str]
    kegiatan: dict[str, str]
    sub_kegiatan: dict[str, str]


def load_names() -> Names:
    """Reads the labels."""
    folder = ROOT / "corpus" / "themes"

    def read(*files: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for file in files:
            with (folder / file).open(encoding="utf-8") as rows:
                found |= {row["code"]: row["name"] for row in csv.DictReader(rows)}
        return found

    return Names(
        read("program_themes.csv"),
        read("kegiatan_themes.csv"),
        read("subkegiatan_themes.csv", "subkegiatan_themes_b.csv"),
    )


def table_rows(names: Names, chance: random.Random, count: int) -> list[tuple[str, ...]]:
    """About ``count`` rows: programs, their kegiatan and sub kegiatan; sums agree."""
    rows: list[tuple[str, ...]] = []
    codes = chance.sample(sorted(names.sub_kegiatan), min(count, len(names.sub_kegiatan)))
    tree: dict[str, dict[str, list[str]]] = {}
    for code in codes[: count * 3 // 5]:
        program, kegiatan = ".".join(code.split(".")[:3]), code.rpartition(".")[0]
        if program in names.programs and kegiatan in names.kegiatan:
            tree.setdefault(program, {}).setdefault(kegiatan, []).append(code)
    for program, below in sorted(tree.items()):
        amounts = {
            sub: chance.randrange(50, 9000) * 1_000_000 for ks in below.values() for sub in ks
        }
        rows.append(_row(program, names.programs[program], sum(amounts.values()), chance))
        for kegiatan, subs in sorted(below.items()):
            total = sum(amounts[sub] for sub in subs)
            rows.append(_row(kegiatan, names.kegiatan[kegiatan], total, chance))
            rows += [
                _row(sub, names.sub_kegiatan[sub], amounts[sub], chance) for sub in sorted(subs)
            ]
    return rows


def _row(code: str, name: str, amount: int, chance: random.Random) -> tuple[str, ...]:
    thing = chance.choice(THINGS)
    indicator = f"Jumlah {thing} yang {chance.choice(VERBS)} di wilayah {chance.choice(PLACES)}"
    indicator += f" dan {chance.choice(PLACES)}"
    money = f"{amount:,}".replace(",", ".")
    place = f"Kab. {chance.choice(PLACES)}"
    return code, name, indicator, str(chance.randrange(1, 400)), thing, money, place, "APBD"


def write_document(path: Path, names: Names, *, seed: int, rows: int = 60) -> None:
    """Writes one Renja of about ``rows`` items, reproducible from the seed."""
    chance = random.Random(seed)
    canvas = Canvas(str(path), pagesize=(WIDTH_PT, HEIGHT_PT), invariant=True, pageCompression=1)
    office = f"DINAS {chance.choice(THINGS).upper()} {chance.choice(PLACES).upper()} {seed}"
    title = ("RENCANA KERJA (RENJA)", office, "TAHUN 2026")
    canvas.setFont("Helvetica-Bold", 14)
    for line, text in enumerate(title):
        canvas.drawCentredString(WIDTH_PT / 2, HEIGHT_PT - 200 - 22 * line, text)
    canvas.showPage()
    for _ in range(2):
        _prose_page(canvas)
    has_codes = seed % ONE_IN_FOUR != 0
    _table(canvas, table_rows(names, chance, rows), COLUMNS if has_codes else WITHOUT_CODE)
    canvas.save()


def _prose_page(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for line, text in enumerate(simpleSplit(PROSE * 12, "Helvetica", 10, WIDTH_PT - 120)):
        canvas.drawString(60, HEIGHT_PT - 70 - 14 * line, text)
    canvas.showPage()


def _table(
    canvas: Canvas, rows: list[tuple[str, ...]], columns: tuple[tuple[str, float], ...]
) -> None:
    top = _table_row(canvas, TOP_PT, tuple(name for name, _ in columns), columns)
    for whole in rows:
        row = whole if len(columns) == len(whole) else whole[1:]
        if top - _height(row, columns) < BOTTOM_PT:
            canvas.showPage()
            top = TOP_PT
        top = _table_row(canvas, top, row, columns)
    canvas.showPage()


def _height(row: tuple[str, ...], columns: tuple[tuple[str, float], ...]) -> float:
    lines = max(len(_split(text, width)) for text, (_, width) in zip(row, columns, strict=True))
    return lines * LEADING_PT + 4


def _split(text: str, width_pt: float) -> list[str]:
    return simpleSplit(text, FONT, SIZE_PT, width_pt - 4)


def _table_row(
    canvas: Canvas, top: float, row: tuple[str, ...], columns: tuple[tuple[str, float], ...]
) -> float:
    canvas.setFont(FONT, SIZE_PT)
    height, left = _height(row, columns), LEFT_PT
    for text, (_, width) in zip(row, columns, strict=True):
        canvas.rect(left, top - height, width, height)
        for line, part in enumerate(_split(text, width)):
            canvas.drawString(left + 2, top - (line + 1) * LEADING_PT, part)
        left += width
    return top - height


def write_broken(path: Path, seed: int) -> None:
    """Writes what is no readable Renja, each kind in turn."""
    (_empty, _picture, _cut, _letter)[seed % 4](path, seed)


def _empty(path: Path, _seed: int) -> None:
    path.write_bytes(b"")  # the second empty file is, rightly, the same document as the first


def _picture(path: Path, seed: int) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0 JFIF %d" % seed)


def _cut(path: Path, seed: int) -> None:
    write_document(path, load_names(), seed=seed, rows=20)
    path.write_bytes(path.read_bytes()[:900])


def _letter(path: Path, seed: int) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(80, 700, f"Undangan rapat nomor {seed}: tidak ada tabel di sini.")
    canvas.save()


def write_documents(folder: Path, count: int, *, rows: int = 60) -> list[Path]:
    """Writes ``count`` documents of about ``rows`` items and returns the broken ones."""
    names, chance, broken = load_names(), random.Random(0), []
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"renja-{number:05d}.pdf"
        if chance.random() < BROKEN_SHARE:
            write_broken(path, number)
            broken.append(path)
        else:
            write_document(path, names, seed=number, rows=rows)
        os.utime(path, (1_760_000_000 + number,) * 2)
    return broken


if __name__ == "__main__":
    made = write_documents(Path(sys.argv[1]), int(sys.argv[2]), rows=int(sys.argv[3]))
    print(f"{sys.argv[2]} documents, {len(made)} of them broken")
