"""An evaluation of a Renja: pairs of K (result) and Rp (money) for years and quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved, spent
from generator.forms.base import ALL_FIELDS, Form, head, header, item_rows, number_row, one_table
from generator.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages import Cell
    from generator.plan import Plan, Row
    from generator.printing import Printing

_QUARTERS = ("I", "II", "III", "IV")
_PAIRS = ("renstra", "before", "target", *_QUARTERS, "done")
_WIDTHS = (9, 16, 14, *(width for _ in _PAIRS for width in (5, 9)), 7)
_INDICATOR, _FIRST_PAIR = 2, 3
_MONEY = tuple(_FIRST_PAIR + 2 * number + 1 for number in range(len(_PAIRS)))


def table(plan: Plan, printing: Printing) -> Table:
    """The plan as an evaluation; its budget is that of the running year."""
    titles = _titles(plan.year)
    top = header(
        (
            head("Kode", rows=2),
            head("Program/ Kegiatan/ Sub Kegiatan", rows=2),
            head("Indikator Kinerja", rows=2),
            *(head(title, columns=2) for title in titles),
            head("Unit Penanggung Jawab", rows=2),
        ),
        ("K", "Rp") * len(_PAIRS),
        number_row(len(_WIDTHS), "{}"),
    )
    return Table(
        widths=_WIDTHS,
        header=top,
        body=tuple(_body(plan, printing)),
        repeats_header=printing.repeats_header,
        rows_split=printing.rows_split,
        size_pt=min(printing.size_pt, 5.6),
    )


def _titles(year: int) -> tuple[str, ...]:
    return (
        "Target Renstra pada Akhir Periode",
        f"Realisasi Capaian s/d Tahun {year - 1}",
        f"Target Kinerja dan Anggaran Renja Tahun Berjalan ({year})",
        *(f"Realisasi Triwulan {quarter}" for quarter in _QUARTERS),
        f"Realisasi Capaian Renja Tahun {year}",
    )


def _body(plan: Plan, printing: Printing) -> Iterator[tuple[Cell, ...]]:
    for row in plan.rows:
        pairs = [text for pair in _PAIRS for text in ("", printing.rupiah(_money(row, pair)))]
        texts = [printing.code(row.code), row.name, "", *pairs, "Sekretariat"]
        yield from item_rows(row, texts, _indicator_texts(row, printing), _MONEY)


def _money(row: Row, pair: str) -> int:
    if pair == "target":
        return row.budget_rupiah
    if pair == "renstra":
        return 5 * row.budget_rupiah
    return spent(row, pair, 0.15, 0.25) if pair in _QUARTERS else spent(row, pair)


def realised(row: Row, year: int) -> list[dict[str, object]]:
    """What the table prints of ``row`` as realised, period by period."""
    return [
        {
            "period": title,
            "performance": "; ".join(achieved(one, pair) for one in row.indicators) or None,
            "rupiah": _money(row, pair),
        }
        for pair, title in zip(_PAIRS, _titles(year), strict=True)
        if title.startswith("Realisasi")
    ]


def _indicator_texts(row: Row, printing: Printing) -> list[dict[int, str]]:
    return [
        {_INDICATOR: one.text}
        | {
            _FIRST_PAIR + 2 * number: printing.target(one)
            if pair == "target"
            else achieved(one, pair)
            for number, pair in enumerate(_PAIRS)
        }
        for one in row.indicators
    ]


FORM = Form(
    name="evaluasi",
    caption="Evaluasi terhadap Hasil Renja Perangkat Daerah",
    blocks=one_table(table),
    title="EVALUASI RENCANA KERJA",
    fields=ALL_FIELDS - {"forecast", "fund", "location"},
    realised=realised,
)
