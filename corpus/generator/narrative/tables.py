"""The other tables of a Renja: same items, other years and amounts, not to be picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved, share, spent
from generator.forms.base import head, header, number_row
from generator.pages import Cell, Table
from generator.printing import decimal, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plan import Plan, Row
    from generator.printing import Printing

_DISTRICTS = (
    "Kab. Paser",
    "Kab. Kutai Barat",
    "Kab. Kutai Kartanegara",
    "Kab. Kutai Timur",
    "Kab. Berau",
    "Kab. Penajam Paser Utara",
    "Kab. Mahakam Ulu",
    "Kota Samarinda",
    "Kota Balikpapan",
    "Kota Bontang",
)


def tc29(plan: Plan, printing: Printing) -> Table:
    """T-C.29, the evaluation of earlier years: eleven columns, results and percentages."""
    year = plan.year
    top = header(
        (
            head("Kode", rows=2),
            head("Urusan/Bidang Urusan dan Program/Kegiatan", rows=2),
            head("Indikator Kinerja Program (outcome)/ Kegiatan (output)", rows=2),
            head("Target Kinerja Capaian Renstra", rows=2),
            head(f"Realisasi s/d Tahun {year - 3}", rows=2),
            head(f"Target dan Realisasi Tahun {year - 2}", columns=3),
            head(f"Target Renja Tahun {year - 1}", rows=2),
            head(f"Perkiraan Realisasi s/d Tahun {year - 1}", columns=2),
        ),
        (
            f"Target Renja {year - 2}",
            f"Realisasi Renja {year - 2}",
            "Tingkat Realisasi (%)",
            "Realisasi Capaian",
            "Tingkat Capaian (%)",
        ),
        (*number_row(7), head("8=(7/6)"), head("9"), head("10=(5+7+9)"), head("11=(10/4)")),
    )
    return Table(
        widths=(9, 24, 22, 8, 8, 8, 8, 7, 8, 8, 7),
        header=top,
        body=tuple(_tc29_row(row, printing) for row in plan.rows),
        size_pt=printing.size_pt,
    )


def _tc29_row(row: Row, printing: Printing) -> tuple[Cell, ...]:
    indicator = row.indicators[0]
    percent = decimal(100 * share(row.code, 0.7, 1.05))
    texts = (
        printing.code(row.code),
        row.name,
        indicator.text,
        printing.target(indicator),
        achieved(indicator, "early"),
        achieved(indicator, "planned", 0.85, 1.0),
        achieved(indicator, "last"),
        percent,
        achieved(indicator, "now", 0.9, 1.0),
        achieved(indicator, "so far"),
        decimal(100 * share(row.code + "so far", 0.6, 1.0)),
    )
    return tuple(Cell(text, bold=row.level == "program") for text in texts)


def tc30(plan: Plan) -> Table:
    """T-C.30, the measures of service: targets of four years, results, projections."""
    year = plan.year
    top = header(
        (
            head("No", rows=2),
            head("Indikator", rows=2),
            head("SPM/ Standar Nasional", rows=2),
            head("IKK", rows=2),
            head("Target Renstra Perangkat Daerah", columns=4),
            head("Realisasi Capaian", columns=2),
            head("Proyeksi", columns=2),
            head("Catatan Analisis", rows=2),
        ),
        (*(str(year + step) for step in (-2, -1, 0, 1, -3, -2, 0, 1)),),
        number_row(13),
    )
    body = []
    for number, (name, unit, before, goal) in enumerate(plan.office.measures, 1):
        years = [_on_the_way(before, goal, count) for count in (1, 2, 3, 4, 0, 1, 3, 4)]
        texts = [str(number), f"{name} ({unit})", "", "IKU", *years, "Sesuai arah Renstra"]
        body.append(tuple(Cell(text) for text in texts))
    return Table(
        widths=(3, 20, 8, 6, 7, 7, 7, 7, 7, 7, 7, 7, 10),
        header=top,
        body=tuple(body),
        size_pt=7.5,
    )


def tc31(plan: Plan, printing: Printing) -> Table:
    """T-C.31, the review of the RKPD: each item twice in a row, with two amounts."""
    half = ("Program/Kegiatan", "Lokasi", "Indikator Kinerja", "Target Capaian")
    top = header(
        (
            head("No", rows=2),
            head("Rancangan Awal RKPD", columns=5),
            head("Hasil Analisis Kebutuhan", columns=5),
            head("Catatan Penting", rows=2),
        ),
        (*half, "Pagu Indikatif (Rp)", *half, "Kebutuhan Dana (Rp)"),
        number_row(12),
    )
    rows = [row for row in plan.rows if row.level != "sub_kegiatan"]
    return Table(
        widths=(3, 14, 8, 13, 7, 10, 14, 8, 13, 7, 10, 6),
        header=top,
        body=tuple(_tc31_rows(rows, printing)),
        size_pt=min(printing.size_pt, 6.5),
    )


def _tc31_rows(rows: list[Row], printing: Printing) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(rows, 1):
        indicator = row.indicators[0]
        same = (row.name, "10 Kab/Kota", indicator.text, printing.target(indicator))
        rough = printing.rupiah(spent(row, "rkpd", 0.9, 1.1))
        need = printing.rupiah(spent(row, "need", 0.95, 1.2))
        bold = row.level == "program"
        texts = (str(number), *same, rough, *same, need, "")
        yield tuple(Cell(text, bold=bold) for text in texts)


def tc32(plan: Plan) -> Table:
    """T-C.32, the proposals of citizens: items, places and volumes without money."""
    leaves = [row for row in plan.rows if row.level == "sub_kegiatan" and not row.is_support]
    top = header(
        ("No", "Program/Kegiatan", "Lokasi", "Indikator Kinerja", "Besaran/Volume", "Catatan"),
        number_row(6),
    )
    body = []
    for number, row in enumerate(leaves[::3], 1):
        place = _DISTRICTS[number % len(_DISTRICTS)]
        indicator = row.indicators[0]
        volume = f"{dotted(1 + number * 7 % 23)} {indicator.unit}"
        note = "Ditampung" if number % 3 else "Diteruskan ke kabupaten/kota"
        texts = (str(number), row.name, place, indicator.text, volume, note)
        body.append(tuple(Cell(text) for text in texts))
    return Table(widths=(5, 30, 18, 28, 14, 16), header=top, body=tuple(body), size_pt=8)


def goals(plan: Plan) -> Table:
    """Tujuan and sasaran with their measures and the targets of three years."""
    year = plan.year
    top = header(
        (
            head("Tujuan", rows=2),
            head("Sasaran", rows=2),
            head("Indikator", rows=2),
            head("Satuan", rows=2),
            head("Target Kinerja pada Tahun", columns=3),
        ),
        (str(year - 1), str(year), str(year + 1)),
    )
    measures, body = plan.office.measures, []
    for number, (name, unit, before, goal) in enumerate(measures):
        texts = [name, unit, *(_on_the_way(before, goal, count) for count in (2, 3, 4))]
        spans = (
            (
                Cell(plan.office.goal, rows=len(measures)),
                Cell(plan.office.target, rows=len(measures)),
            )
            if number == 0
            else ()
        )
        body.append((*spans, *(Cell(text) for text in texts)))
    return Table(widths=(20, 22, 26, 10, 9, 9, 9), header=top, body=tuple(body), size_pt=8.5)


def _on_the_way(before: float, goal: float, steps: int) -> str:
    """The value after ``steps`` of the three steps to ``goal``; counts stay whole."""
    value = before + (goal - before) * steps / 3
    is_count = float(before).is_integer() and float(goal).is_integer()
    return decimal(round(value) if is_count else value)
