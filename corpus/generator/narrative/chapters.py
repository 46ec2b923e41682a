"""A whole Renja: the chapters, the decoy tables, and the plan table in the form asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.narrative import prose, tables
from generator.pages import Document, Heading, Items, Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.forms.base import Form
    from generator.pages import Block, Table
    from generator.plan import Plan
    from generator.printing import Printing

_PROVINCE = "PEMERINTAH PROVINSI KALIMANTAN TIMUR"


def whole_document(
    plan: Plan, form: Form, printing: Printing, page_mm: tuple[float, float]
) -> Document:
    """The Renja of ``plan``: chapters I to V with the plan table in chapter IV."""
    name, year = plan.office.name, plan.year
    return Document(
        title=f"Renja {name} Tahun {year} (contoh buatan)",
        cover=(
            _PROVINCE,
            name.upper(),
            "",
            form.title,
            "PERANGKAT DAERAH",
            f"TAHUN {year}",
            "",
            "CONTOH BUATAN",
        ),
        sections=tuple(_sections(plan, form, printing)),
        footer=f"Renja {name} Tahun {year}",
        page_mm=page_mm,
    )


def plan_caption(plan: Plan, form: Form) -> str:
    """The line above the plan table, by which its first page is found again."""
    return f"{form.caption} {plan.office.name} Provinsi Kalimantan Timur Tahun {plan.year}"


def _sections(plan: Plan, form: Form, printing: Printing) -> Iterator[Section]:
    if form.surroundings != "nothing":
        yield Section(tuple(_chapter_1(plan)))
        yield Section(tuple(_chapter_2(plan, printing)))
        yield from _evaluation_tables(plan, form, printing)
        yield Section(tuple(_issues(plan, printing)))
        yield from _review_tables(plan, form, printing)
        yield Section(tuple(_chapter_3(plan, form, printing)))
        title = "BAB IV RENCANA KERJA DAN PENDANAAN PERANGKAT DAERAH"
        yield _chapter(title, prose.funding(plan, printing))
    caption = Paragraph(plan_caption(plan, form), caption=True)
    yield Section((caption, *form.blocks(plan, printing)), landscape=form.landscape)
    if form.surroundings != "nothing":
        yield _chapter("BAB V PENUTUP", prose.closing(plan))


def _evaluation_tables(plan: Plan, form: Form, printing: Printing) -> Iterator[Section]:
    if form.surroundings != "chapters":
        return
    caption = "Tabel T-C.29 Evaluasi Pelaksanaan Renja dan Pencapaian Renstra s/d Tahun Berjalan"
    yield _table_section(caption, tables.tc29(plan, printing))
    yield _table_section("Tabel T-C.30 Pencapaian Kinerja Pelayanan", tables.tc30(plan))


def _review_tables(plan: Plan, form: Form, printing: Printing) -> Iterator[Section]:
    if form.surroundings != "chapters":
        return
    if form.name != "tc31":
        caption = "Tabel T-C.31 Review terhadap Rancangan Awal RKPD"
        yield _table_section(caption, tables.tc31(plan, printing))
    yield Section(tuple(_proposals(plan)))


def _chapter(title: str, texts: Iterable[str]) -> Section:
    return Section((Heading(title, 1), *_paragraphs(texts)))


def _table_section(caption: str, table: Table) -> Section:
    return Section((Paragraph(caption, caption=True), table), landscape=True)


def _chapter_1(plan: Plan) -> Iterator[Block]:
    yield Heading("BAB I PENDAHULUAN", 1)
    yield Heading("1.1 Latar Belakang")
    yield from _paragraphs(prose.background(plan))
    yield Heading("1.2 Landasan Hukum")
    yield Items(prose.LAWS)
    yield Heading("1.3 Maksud dan Tujuan")
    yield from _paragraphs(prose.purpose(plan))
    yield Heading("1.4 Sistematika Penulisan")
    yield Items(prose.PLACES_CHAPTERS)


def _chapter_2(plan: Plan, printing: Printing) -> Iterator[Block]:
    yield Heading("BAB II EVALUASI PELAKSANAAN RENJA PERANGKAT DAERAH TAHUN LALU", 1)
    yield Heading("2.1 Evaluasi Pelaksanaan Renja Tahun Lalu dan Capaian Renstra")
    yield from _paragraphs(prose.last_year(plan, printing))
    yield Heading("2.2 Analisis Kinerja Pelayanan Perangkat Daerah")
    yield from _paragraphs(prose.service(plan))


def _issues(plan: Plan, printing: Printing) -> Iterator[Block]:
    yield Heading("2.3 Isu-isu Penting Penyelenggaraan Tugas dan Fungsi")
    yield from _paragraphs(prose.issue(title, text) for title, text in plan.office.issues)
    yield Heading("2.4 Review terhadap Rancangan Awal RKPD")
    yield from _paragraphs(prose.review(plan, printing))


def _proposals(plan: Plan) -> Iterator[Block]:
    yield Heading("2.5 Penelaahan Usulan Program dan Kegiatan Masyarakat")
    yield from _paragraphs(prose.proposals(plan))
    yield Paragraph("Tabel T-C.32 Usulan Program dan Kegiatan dari Para Pemangku", caption=True)
    yield tables.tc32(plan)


def _chapter_3(plan: Plan, form: Form, printing: Printing) -> Iterator[Block]:
    yield Heading("BAB III TUJUAN DAN SASARAN PERANGKAT DAERAH", 1)
    yield Heading("3.1 Telaahan terhadap Kebijakan Nasional dan Provinsi")
    yield from _paragraphs(prose.national(plan))
    yield Items(prose.MISSIONS)
    yield Heading("3.2 Tujuan dan Sasaran Renja")
    yield Paragraph(prose.goals(plan))
    yield tables.goals(plan)
    if form.surroundings == "chapters":
        yield Heading("3.3 Program dan Kegiatan")
        yield from _paragraphs(prose.programs(plan, printing))


def _paragraphs(texts: Iterable[str]) -> Iterator[Paragraph]:
    return (Paragraph(text) for text in texts)
