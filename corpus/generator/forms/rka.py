"""RKA sheets as SIPD prints them: for each sub kegiatan a block of labels, measures, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import share
from generator.forms.base import ALL_FIELDS, Form, header
from generator.pages import Cell, Heading, Table
from generator.printing import dotted

if TYPE_CHECKING:
    from generator.pages import Block
    from generator.plan import Plan, Row
    from generator.printing import Printing

# Account codes have as many parts as those of sub kegiatan: they must not be taken for one.
_ACCOUNTS = (
    ("5.1.02.01.01.0024", "Belanja Alat/Bahan untuk Kegiatan Kantor-Alat Tulis Kantor"),
    ("5.1.02.02.01.0029", "Belanja Jasa Tenaga Ahli"),
    ("5.1.02.04.01.0001", "Belanja Perjalanan Dinas Biasa"),
    ("5.2.02.05.01.0005", "Belanja Modal Alat Kantor Lainnya"),
)


def blocks(plan: Plan, printing: Printing) -> tuple[Block, ...]:
    """The sheets of all sub kegiatan, one after the other."""
    leaves = [row for row in plan.rows if row.level == "sub_kegiatan"]
    return tuple(block for row in leaves for block in _sheet(plan, row, printing))


def _sheet(plan: Plan, row: Row, printing: Printing) -> tuple[Block, ...]:
    return (
        Heading("RINCIAN BELANJA SUB KEGIATAN"),
        _labels(plan, row, printing),
        _measures(plan, row, printing),
        _accounts(row, printing),
    )


def _labels(plan: Plan, row: Row, printing: Printing) -> Table:
    program, kegiatan = plan.parents(row)
    lines = (
        ("Organisasi", f"{plan.office.code} {plan.office.name}"),
        ("Program", f"{printing.code(program.code)} {program.name}"),
        ("Kegiatan", f"{printing.code(kegiatan.code)} {kegiatan.name}"),
        ("Sub Kegiatan", f"{printing.code(row.code)} {row.name}"),
        ("Sumber Pendanaan", row.fund),
        ("Lokasi", row.location),
        (f"Alokasi Tahun {plan.year - 1}", printing.rupiah(row.before_rupiah)),
        (f"Alokasi Tahun {plan.year}", printing.rupiah(row.budget_rupiah)),
        (f"Alokasi Tahun {plan.year + 1}", printing.rupiah(row.forecast_rupiah)),
    )
    body = tuple((Cell(label, bold=True), Cell(":"), Cell(text)) for label, text in lines)
    return Table(widths=(22, 2, 76), header=(), body=body, size_pt=8)


def _measures(plan: Plan, row: Row, printing: Printing) -> Table:
    program, kegiatan = plan.parents(row)
    money = ("Masukan", "Dana yang dibutuhkan", f"Rp{dotted(row.budget_rupiah)}")
    lines = (
        *(("Capaian Program", one.text, printing.target(one)) for one in program.indicators),
        money,
        *(("Keluaran", one.text, printing.target(one)) for one in row.indicators),
        *(("Hasil", one.text, printing.target(one)) for one in kegiatan.indicators),
    )
    body = tuple(tuple(Cell(text) for text in line) for line in lines)
    top = header(("Indikator", "Tolok Ukur Kinerja", "Target Kinerja"))
    return Table(widths=(20, 56, 24), header=top, body=body, size_pt=8)


def _accounts(row: Row, printing: Printing) -> Table:
    first = round(row.budget_rupiah * share(row.code, 0.1, 0.4) / 100) * 100
    account = _ACCOUNTS[len(row.name) % len(_ACCOUNTS)]
    other = _ACCOUNTS[(len(row.name) + 1) % len(_ACCOUNTS)]
    lines = ((*account, first), (*other, row.budget_rupiah - first))
    body = tuple(
        (Cell(code), Cell(name), Cell("1 Paket"), Cell(printing.rupiah(money), align="right"))
        for code, name, money in lines
    )
    total = (
        Cell("Jumlah Anggaran Sub Kegiatan", columns=3, bold=True, align="right"),
        Cell(printing.rupiah(row.budget_rupiah), bold=True, align="right"),
    )
    top = header(("Kode Rekening", "Uraian", "Koefisien", "Jumlah (Rp)"))
    return Table(widths=(20, 46, 12, 22), header=top, body=(*body, total), size_pt=8)


FORM = Form(
    name="rka",
    caption="Rencana Kerja dan Anggaran",
    blocks=blocks,
    fields=ALL_FIELDS - {"parent_budget"},
    title="RENCANA KERJA DAN ANGGARAN",
    landscape=False,
    surroundings="nothing",
)
