"""Formulas and scripts planted in a PDF come out as text: from the file through to both reports."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from browser.chromium import needs_browser, visit
from docx import Document
from openpyxl import load_workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from rich.console import Console
from unit.report.builders import FORMULAS, MISSIONS, SCRIPTS, alignment, ranked

from alignment import terminal
from alignment.pipeline import extract
from alignment.report.data import write_csv
from alignment.report.excel import write_workbook
from alignment.report.html import write_page
from alignment.report.letters import write_letters
from alignment.settings import load_settings
from alignment.types import DocumentResult, Status

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.types import Alignment, PlanItem

pytestmark = [needs_browser, pytest.mark.slow]

_PLANTED = [text.strip() for text in (*FORMULAS, *SCRIPTS)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.fixture(scope="module")
def results(folder: Path) -> list[DocumentResult]:
    """The planted plan, read as any other, every item under suspicion."""
    pdf = folder / "renja.pdf"
    _write_plan(pdf)
    read = extract(pdf, load_settings())
    assert read.extraction is not None, read.failure
    verdicts = tuple(_verdict(item) for item in read.extraction.items)
    return ranked([DocumentResult(read.document, read.extraction, verdicts)])


def _verdict(item: PlanItem) -> Alignment:
    return alignment(item, Status.TIDAK_SELARAS, reason=f"Alasan: {item.name}")


def _write_plan(pdf: Path) -> None:
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 7, 8

    def cell(text: str) -> Paragraph:
        return Paragraph(escape(text), style)

    head = ["Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Target", "Pagu (Rp)"]
    rows = [
        ["1.01.02", "PROGRAM PENGELOLAAN PENDIDIKAN", "Angka partisipasi", "90", "30.000.000"],
        ["1.01.02.1.01", "Pengelolaan Sekolah Menengah Atas", "Sekolah", "12", "30.000.000"],
        *(
            [
                f"1.01.02.1.01.{number:04}",
                f"Kegiatan {number} {text}",
                f"Jumlah {text}",
                "1",
                "1.000.000",
            ]
            for number, text in enumerate(_PLANTED, start=1)
        ),
    ]
    table = Table(
        [[cell(text) for text in row] for row in (head, *rows)],
        colWidths=[90, 260, 260, 60, 90],
        repeatRows=1,
        style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
    )
    title = Paragraph("RENCANA KERJA (RENJA) DINAS PENDIDIKAN TAHUN 2026", style)
    SimpleDocTemplate(str(pdf), pagesize=landscape(A4)).build([title, table])


def _squeezed(text: str) -> str:
    """Without blanks: a cell's line breaks may fall anywhere in a planted string."""
    return re.sub(r"\s+", "", text)


def test_every_planted_row_is_read(results: list[DocumentResult]) -> None:
    names = _squeezed(" ".join(one.item.name for one in results[0].alignments))
    assert [text for text in _PLANTED if _squeezed(text) not in names] == []


def test_the_page_shows_the_planted_strings_and_runs_none(
    folder: Path, results: list[DocumentResult]
) -> None:
    page = folder / "laporan.html"
    write_page(page, results, MISSIONS)
    seen = visit(page)
    shown = _squeezed(unescape(re.sub(r"<[^>]+>", " ", seen.dom)))
    assert [text for text in _PLANTED if _squeezed(text) not in shown] == []
    assert "<title>PWNED" not in seen.dom
    assert seen.dom.count("<script") == 1
    assert seen.console == []
    assert not [url for url in seen.asked_for if "evil.example" in url]


def test_the_workbook_holds_the_planted_strings_as_text(
    folder: Path, results: list[DocumentResult]
) -> None:
    file = folder / "hasil.xlsx"
    write_workbook(file, results, MISSIONS)
    cells = [cell for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row]
    held = _squeezed(" ".join(cell.value for cell in cells if isinstance(cell.value, str)))
    assert [text for text in _PLANTED if _squeezed(text) not in held] == []
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_letters_tables_and_terminal_hold_them_as_text_too(
    folder: Path, results: list[DocumentResult]
) -> None:
    (letter,) = write_letters(folder / "surat", results, MISSIONS)
    assert letter.path
    word = Document(str(letter.path))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    tables = write_csv(folder, results, MISSIONS)
    rows = "".join(one.path.read_text(encoding="utf-8") for one in tables if one.path)
    screen = Console(width=400, file=io.StringIO(), record=True)
    terminal.print_run(results, MISSIONS, limit=99, console=screen)
    for said in (" ".join(cells), rows.replace('""', '"'), screen.export_text()):
        held = _squeezed(said)
        assert [text for text in _PLANTED if _squeezed(text) not in held] == []
    assert not re.search(r"(?m)(?:^|,)\"?[=+@]", rows)
