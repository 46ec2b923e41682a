"""Small RPJMD for the tests: one made-up cascade, printed in the forms that regions use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from alignment.types import Mission, Objective

CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=9.5)
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=14, leading=18, alignment=1)
WIDE = landscape(A4)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")


@dataclass(frozen=True)
class Program:
    code: str
    name: str
    indicator: str = "Persentase layanan yang memenuhi standar"


@dataclass(frozen=True)
class Target:
    text: str
    indicators: tuple[str, ...]
    programs: tuple[Program, ...]


@dataclass(frozen=True)
class Goal:
    text: str
    indicators: tuple[str, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Misi:
    number: int
    text: str
    goals: tuple[Goal, ...]

    @property
    def targets(self) -> tuple[Target, ...]:
        return tuple(target for goal in self.goals for target in goal.targets)

    @property
    def programs(self) -> tuple[Program, ...]:
        return tuple(program for target in self.targets for program in target.programs)


VISION = "Kabupaten Contoh yang Maju, Adil dan Lestari"
MISSIONS = (
    Misi(
        1,
        "Mewujudkan sumber daya manusia yang sehat, cerdas dan berdaya saing",
        (
            Goal(
                "Meningkatkan kualitas sumber daya manusia",
                ("Indeks Pembangunan Manusia",),
                (
                    Target(
                        "Meningkatnya akses dan mutu pendidikan",
                        ("Rata-rata lama sekolah", "Harapan lama sekolah"),
                        (
                            Program("1.01.02", "Program Pengelolaan Pendidikan"),
                            Program("1.01.04", "Program Pendidik dan Tenaga Kependidikan"),
                        ),
                    ),
                    Target(
                        "Meningkatnya derajat kesehatan masyarakat",
                        ("Usia harapan hidup",),
                        (
                            Program(
                                "1.02.02",
                                "Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan"
                                " Masyarakat",
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Misi(
        2,
        "Mempercepat pembangunan infrastruktur yang merata dan berkelanjutan",
        (
            Goal(
                "Meningkatkan konektivitas antarwilayah",
                ("Indeks infrastruktur",),
                (
                    Target(
                        "Meningkatnya kemantapan jalan kabupaten",
                        ("Persentase jalan dalam kondisi mantap",),
                        (Program("1.03.10", "Program Penyelenggaraan Jalan"),),
                    ),
                ),
            ),
            Goal(
                "Meningkatkan kualitas lingkungan hidup",
                ("Indeks kualitas lingkungan hidup",),
                (
                    Target(
                        "Menurunnya pencemaran dan kerusakan lingkungan",
                        ("Indeks kualitas air", "Jumlah sampah yang terkelola"),
                        (
                            Program(
                                "2.11.03",
                                "Program Pengendalian Pencemaran dan/atau Kerusakan Lingkungan"
                                " Hidup",
                            ),
                            Program("2.11.11", "Program Pengelolaan Persampahan"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Misi(
        3,
        "Memperkuat tata kelola pemerintahan yang bersih dan melayani",
        (
            Goal(
                "Mewujudkan birokrasi yang akuntabel",
                ("Indeks reformasi birokrasi",),
                (
                    Target(
                        "Meningkatnya kualitas pelayanan publik",
                        ("Indeks kepuasan masyarakat",),
                        (Program("4.01.02", "Program Pemerintahan dan Kesejahteraan Rakyat"),),
                    ),
                ),
            ),
        ),
    ),
)


def truth(*, has_goals: bool = True, has_programs: bool = True) -> list[dict[str, object]]:
    """The cascade as ``as_read`` tells it."""
    return [
        {
            "text": one.text,
            "goals": [(g.text, g.indicators) for g in one.goals] if has_goals else [],
            "targets": [(t.text, t.indicators) for t in one.targets],
            "programs": [p.code for p in one.programs] if has_programs else [],
        }
        for one in MISSIONS
    ]


def as_read(missions: Sequence[Mission]) -> list[dict[str, object]]:
    def told(objectives: Sequence[Objective]) -> list[tuple[str, tuple[str, ...]]]:
        return [(one.text, one.indicators) for one in objectives]

    return [
        {
            "text": one.text,
            "goals": told(one.goals),
            "targets": told(one.targets),
            "programs": list(one.programs),
        }
        for one in missions
    ]


def cover(kind: str = "RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH") -> list[object]:
    lines = ("PEMERINTAH KABUPATEN CONTOH", kind, "TAHUN 2025-2029")
    return [*(Paragraph(line, TITLE) for line in lines), PageBreak()]


def write(path: Path, story: Sequence[object]) -> Path:
    document = SimpleDocTemplate(
        str(path), pagesize=WIDE, leftMargin=28, rightMargin=28, topMargin=28, bottomMargin=28
    )
    document.build(list(story))
    return path


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    spans: Sequence[tuple[str, tuple[int, int], tuple[int, int]]] = (),
    *,
    repeats: int = 0,
) -> Table:
    cells = [[Paragraph(text.replace("\n", "<br/>"), CELL) for text in row] for row in rows]
    return Table(cells, widths, repeatRows=repeats, style=TableStyle([GRID, TOP, *spans]))


def merged_rows(mission: Misi) -> Iterator[tuple[str, str, str, str, str]]:
    """Misi | Tujuan | Sasaran | Indikator | Program: a goal's own indicators stand first."""
    head = f"Misi {mission.number}: {mission.text}"
    for goal in mission.goals:
        name = goal.text
        for indicator in goal.indicators:
            yield head, name, "", indicator, ""
            head = name = ""
        for target in goal.targets:
            told = target.text
            height = max(len(target.indicators), len(target.programs))
            for place in range(height):
                indicator = target.indicators[place] if place < len(target.indicators) else ""
                program = target.programs[place] if place < len(target.programs) else None
                yield "", "", told, indicator, f"{program.code} {program.name}" if program else ""
                told = ""


def spans_of(
    rows: Sequence[Sequence[str]], columns: Sequence[int], *, start: int
) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Each filled cell of ``columns`` merged with the empty ones below it."""
    spans = []
    for column in columns:
        filled = [i for i in range(start, len(rows)) if rows[i][column]]
        for top, below in zip(filled, [*filled[1:], len(rows)], strict=True):
            if below - top > 1:
                spans.append(("SPAN", (column, top), (column, below - 1)))
    return spans


HEAD = ("Misi", "Tujuan", "Sasaran", "Indikator Kinerja", "Program Prioritas")
WIDTHS = (150, 150, 160, 150, 170)


def one_big_table(path: Path, *, is_merged: bool = True, parts: int = 1) -> Path:
    """One table for all missions, in ``parts`` pages; the head stands on the first one only."""
    story = cover()
    per_page = -(-len(MISSIONS) // parts)
    for place in range(0, len(MISSIONS), per_page):
        body = [row for one in MISSIONS[place : place + per_page] for row in merged_rows(one)]
        rows = [HEAD, *body] if place == 0 else body
        start = 1 if place == 0 else 0
        spans = spans_of(rows, (0, 1), start=start) if is_merged else []
        story += [table(rows, WIDTHS, spans), PageBreak()]
    return write(path, story)


def tables_by_mission(path: Path) -> Path:
    """A heading line above each mission's own table, codes in a column of their own."""
    story = [*cover(), Paragraph("5.2 Tujuan dan Sasaran", BODY), Spacer(1, 12)]
    for one in MISSIONS:
        story += [Paragraph(f"Misi {one.number} : {one.text}.", BODY), Spacer(1, 8)]
        rows = [("No", "Tujuan", "Sasaran", "Indikator", "Kode", "Program", "Perangkat Daerah")]
        count = 0
        for _, goal, target, indicator, program in merged_rows(one):
            count += bool(goal)
            code, _, name = program.partition(" ")
            rows.append((str(count) if goal else "", goal, target, indicator, code, name, ""))
        story += [table(rows, (25, 130, 140, 140, 50, 180, 90)), Spacer(1, 18)]
    return write(path, story)


def permendagri_86(path: Path) -> Path:
    """Tabel 5.1 with visi and misi in columns, and Tabel 7.1 with all levels in one column."""
    story = [*cover(), Paragraph("Tabel 5.1 Keterkaitan Visi, Misi, Tujuan dan Sasaran", BODY)]
    rows = [
        ("Visi", "Misi", "Tujuan", "Sasaran", "Indikator Tujuan/Sasaran", "Target Tahun", ""),
        ("", "", "", "", "", "2025", "2029"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
    ]
    vision = VISION
    for one in MISSIONS:
        head = f"{one.number}. {one.text}"
        for goal in one.goals:
            for place, indicator in enumerate(goal.indicators):
                name = goal.text if place == 0 else ""
                rows.append((vision, head, name, "", indicator, "70,1", "75,3"))
                vision = head = ""
            for target in goal.targets:
                for place, indicator in enumerate(target.indicators):
                    told = target.text if place == 0 else ""
                    rows.append(("", "", "", told, indicator, "10", "12"))
    spans = [("SPAN", (5, 0), (6, 0)), *(("SPAN", (c, 0), (c, 1)) for c in range(5))]
    spans += spans_of(rows, (0, 1, 2), start=3)
    story += [table(rows, (90, 130, 140, 140, 150, 60, 60), spans), PageBreak()]
    story += [Paragraph("Tabel 7.1 Program Pembangunan Daerah", BODY)]
    rows = [("Kode", "Misi/Tujuan/Sasaran/Program Pembangunan Daerah", "Indikator Kinerja",
             "Pagu (Rp)")]  # fmt: skip
    for one in MISSIONS:
        rows.append(("", f"Misi {one.number}: {one.text}", "", ""))
        for goal in one.goals:
            rows.append(("", f"Tujuan: {goal.text}", "", ""))
            for target in goal.targets:
                rows.append(("", f"Sasaran: {target.text}", "", ""))
                rows += [(p.code, p.name, p.indicator, "1.250.000.000") for p in target.programs]
    story += [table(rows, (60, 330, 250, 100), repeats=1)]
    return write(path, story)


def prose_only(path: Path) -> Path:
    """Missions in running text, after those of others."""
    foreign = ("Memperkokoh ideologi Pancasila", "Memantapkan sistem pertahanan keamanan")
    story = [
        *cover(),
        Paragraph("3.1 Telaahan RPJMN. Delapan misi Asta Cita Presiden adalah:", BODY),
        *(Paragraph(f"{i}. {text}", BODY) for i, text in enumerate(foreign, start=1)),
        Paragraph("5.1 Visi", BODY),
        Paragraph(f"Visi : {VISION}", BODY),
        Paragraph("5.2 Misi", BODY),
        Paragraph("Untuk mewujudkan visi tersebut ditetapkan misi sebagai berikut:", BODY),
    ]
    for one in MISSIONS:
        story.append(Paragraph(f"{one.number}. {one.text}.", BODY))
        story.append(
            Paragraph("Misi ini menjawab isu strategis daerah dan menjadi pedoman bagi perangkat"
                      " daerah dalam lima tahun mendatang.", BODY)
        )  # fmt: skip
    return write(path, story)


def workbook(path: Path) -> Path:
    """The big table as a sheet, its cells merged, below two lines of title."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Tabel 5.1"
    sheet.append(["RPJMD KABUPATEN CONTOH TAHUN 2025-2029"])
    sheet.append(["Tabel Keterkaitan Visi, Misi, Tujuan dan Sasaran"])
    sheet.append([*HEAD[:4], "Kode", "Program"])
    start = 4
    rows = [row for one in MISSIONS for row in merged_rows(one)]
    for *levels, program in rows:
        code, _, name = program.partition(" ")
        sheet.append([*levels, code or None, name or None])
    for _, (column, top), (_, bottom) in spans_of(rows, (0, 1, 2), start=0):
        sheet.merge_cells(
            start_row=start + top, end_row=start + bottom, start_column=column + 1,
            end_column=column + 1,
        )  # fmt: skip
    book.save(path)
    return path
