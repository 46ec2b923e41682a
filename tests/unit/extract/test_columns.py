"""Columns are known by what their heads mean, whatever form the table has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import Span

from alignment.extract.columns import carried, find_head, layout_of
from alignment.extract.labels import Phase, Role, meaning_of, role_of
from alignment.extract.sections import Form, form_of
from alignment.extract.table import Cell, Table, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH_PT = 40.0


def table(*rows: Sequence[str | Span | None], width_pt: float = WIDTH_PT) -> Table:
    """A ruled table of columns of one width; rows are 10 points high."""
    count = len(rows[0])
    edges = tuple(width_pt * n for n in range(count + 1))
    built = []
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            if cell is not None:
                span = cell if isinstance(cell, Span) else Span(cell)
                right = edges[column + span.columns]
                bottom = 10.0 * (number + span.rows)
                cells.append(Cell(edges[column], 10.0 * number, right, bottom, span.text))
        built.append(TableRow(10.0 * number, 10.0 * (number + 1), tuple(cells)))
    return Table(1, edges, tuple(built))


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Rekening", Role.CODE),
        ("Kode dan Nama Program/Kegiatan", Role.NAME),
        ("Kode Program", Role.CODE),
        ("Keluaran", Role.INDICATOR),
        ("Sumber Anggaran", Role.FUND),
        ("Pagu Plafon Anggaran", Role.MONEY),
        ("Kode Klasifikasi Belanja", Role.CODE),
        ("No", Role.NUMBER),
        ("Urusan/Bidang\nUrusan Pemerintahan Daerah dan Program/Kegiatan", Role.NAME),
        ("Program Prioritas", Role.NAME),
        ("Indikator Kinerja Program (outcome)/Kegiatan (output)", Role.INDICATOR),
        ("Tolok Ukur", Role.INDICATOR),
        ("Target Capaian Kinerja", Role.TARGET),
        ("K", Role.TARGET),
        ("Rp", Role.MONEY),
        ("Kebutuhan Dana/Pagu Indikatif (Rp)", Role.MONEY),
        ("Sumber Dana", Role.FUND),
        ("Lokasi", Role.LOCATION),
        ("Satuan", Role.UNIT),
        ("PD Penanggung Jawab", Role.AGENCY),
        ("Catatan Penting", Role.OTHER),
        ("Prioritas Nasional", Role.OTHER),
        ("Kelompok Sasaran", Role.OTHER),
        ("Tingkat Realisasi (%)", Role.OTHER),
        ("PROGRAM PENINGKATAN SARANA APARATUR", None),
        ("Samarinda", None),
    ],
)
def test_a_label_says_what_its_column_holds(label: str, role: Role | None) -> None:
    assert role is role_of(label)


@pytest.mark.parametrize(
    ("stack", "role", "phase", "year", "scale"),
    [
        (("Rencana Tahun 2026", "Target"), Role.TARGET, Phase.PLAN, 2026, 1),
        (("Prakiraan Maju Rencana Tahun 2027", "Pagu"), Role.MONEY, Phase.FORECAST, 2027, 1),
        (("Realisasi Kinerja Triwulan 2023", "II", "Rp"), Role.MONEY, Phase.REALISED, 2023, 1),
        (("Pagu Indikatif", "Sebelum"), Role.MONEY, Phase.BEFORE, None, 1),
        (("Pagu Indikatif", "Setelah Perubahan"), Role.MONEY, Phase.AFTER, None, 1),
        (("Pagu", "Bertambah/(Berkurang)"), Role.MONEY, Phase.DIFFERENCE, None, 1),
        (("Target Renstra Perangkat Daerah 2029", "Rp"), Role.MONEY, Phase.LONG_TERM, 2029, 1),
        (
            ("Target dan Realisasi Tahun 2024", "Realisasi Renja"),
            Role.TARGET,
            Phase.REALISED,
            2024,
            1,
        ),
        (("Pagu Indikatif (Rp. Juta)",), Role.MONEY, Phase.PLAN, None, 1_000_000),
        (("Indikator", "Keluaran Sub Kegiatan"), Role.INDICATOR, Phase.PLAN, None, 1),
        (("Target", "Hasil Kegiatan"), Role.TARGET, Phase.PLAN, None, 1),
        (("2027", "K"), Role.TARGET, Phase.PLAN, 2027, 1),
    ],
)
def test_the_labels_above_say_which_stage_year_and_scale(
    stack: tuple[str, ...], role: Role, phase: Phase, year: int | None, scale: int
) -> None:
    meaning = meaning_of(stack)

    assert (role, phase, year, scale) == (meaning.role, meaning.phase, meaning.year, meaning.scale)


TC33 = table(
    ("Kode", "Urusan/Program/Kegiatan", "Indikator Kinerja", Span("Rencana Tahun 2026", 4), None,
     None, None, "Catatan Penting", Span("Prakiraan Maju Rencana Tahun 2027", 2), None),
    ("", "", "", "Lokasi", "Target Capaian Kinerja", "Kebutuhan Dana/Pagu Indikatif", "Sumber Dana",
     "", "Target Capaian Kinerja", "Kebutuhan Dana/Pagu Indikatif"),
    tuple(f"({n})" for n in range(1, 11)),
    ("1.02.01", "PROGRAM X", "Indeks", "", "1 Unit", "1.000.000", "APBD", "", "2", "2.000.000"),
)  # fmt: skip


def test_stacked_heads_and_number_rows_belong_to_the_head() -> None:
    found = find_head(TC33)

    assert found is not None
    first, head = found
    layout = layout_of(head, year=2026)
    assert (first, head.end_row) == (0, 3)
    assert (layout.code, layout.name, layout.indicators) == ((0,), (1,), (2,))
    assert (layout.location, layout.targets, layout.money, layout.fund) == (3, (4,), 5, 6)
    assert layout.forecast == 9
    assert form_of(head, layout) is Form.PLAN


def test_quarters_of_k_and_rp_are_an_evaluation() -> None:
    quarters = [cell for q in ("I", "II") for cell in (Span(q, 2), None)]
    found = find_head(
        table(
            ("Urusan/Program/Kegiatan", "Indikator Kinerja",
             Span("Realisasi Kinerja Triwulan Tahun 2023", 4), None, None, None),
            ("", "", *quarters),
            ("2", "3", Span("7", 2), None, Span("8", 2), None),
            ("", "", "K", "Rp", "K", "Rp"),
            ("PROGRAM X", "Indeks", "1", "1.000.000", "2", "2.000.000"),
        )
    )  # fmt: skip

    assert found is not None
    layout = layout_of(found[1], year=2023)
    assert (layout.money, layout.other_money, layout.is_realised) == (3, (5,), True)
    assert form_of(found[1], layout) is Form.EVALUATION


def test_of_two_halves_the_later_analysis_is_read() -> None:
    half = ("Program/Kegiatan", "Lokasi", "Indikator Kinerja", "Target", "Pagu (Rp)")
    found = find_head(
        table(
            (Span("Rancangan Awal RKPD", 5), *[None] * 4, Span("Hasil Analisis Kebutuhan", 5),
             *[None] * 4),
            half + half,
        )
    )  # fmt: skip

    assert found is not None
    layout = layout_of(found[1], year=2026)
    assert (layout.name, layout.location, layout.indicators, layout.targets, layout.money) == (
        (5,),
        6,
        (7,),
        (8,),
        9,
    )
    assert form_of(found[1], layout) is Form.REVIEW


def test_several_years_are_a_long_term_plan_and_the_year_is_chosen() -> None:
    years = [cell for y in (2025, 2026, 2027, 2028) for cell in (Span(f"Tahun {y}", 2), None)]
    found = find_head(
        table(("Kode", "Program dan Kegiatan", "Indikator", *years), ("", "", "", *("K", "Rp") * 4))
    )

    assert found is not None
    assert [layout_of(found[1], year=y).money for y in (2025, 2027)] == [4, 8]
    assert layout_of(found[1], year=None).has_open_choice
    assert form_of(found[1], layout_of(found[1], year=2026)) is Form.LONG_TERM


def test_a_row_of_data_with_head_words_opens_no_head() -> None:
    data = table(
        ("", "PROGRAM PENINGKATAN SARANA", "Indikator Kinerja Program", "", "Lokasi X"),
        ("", "Pengadaan Inventaris", "Jumlah", "1.000.000", "Bogor"),
    )

    assert find_head(data) is None


def test_columns_are_carried_over_by_position_to_a_stretched_table() -> None:
    found = find_head(TC33)
    assert found is not None

    head = carried(found[1], table(("x",) * 12, width_pt=WIDTH_PT * 10 / 12))

    assert head is not None
    assert [column.left_pt for column in head.columns] == pytest.approx(
        [column.left_pt for column in found[1].columns]
    )


def test_columns_are_not_carried_over_to_another_kind_of_table() -> None:
    found = find_head(TC33)
    assert found is not None

    assert carried(found[1], table(("a", "b", "c"), width_pt=20.0)) is None
