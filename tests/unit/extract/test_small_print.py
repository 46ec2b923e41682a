"""Which engine reads a scan: letters too small for the ordinary one go to the one that is slow."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
from builders import FIRST, HEAD, KEGIATAN, PLAN, PROGRAM, SECOND, WIDTHS_PT, Sheet, make_pdf

from alignment.errors import MissingExtraError, ScanError
from alignment.extract import ocr, pdf
from alignment.extract.document import extract_document
from alignment.extract.rpjmd import read_cascade
from alignment.settings import Settings
from alignment.types import Source

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.extract.page import Page
    from alignment.extract.pdf import Scan
    from alignment.types import Extraction

TITLE = ("RENCANA KERJA (RENJA)", "DINAS PEKERJAAN UMUM", "TAHUN ANGGARAN 2026")
PLAN_NAMES = [PROGRAM[1], KEGIATAN[1], FIRST[1], SECOND[1]]
LARGE_DPI, SMALL_DPI, TINY_DPI = 300, 125, 90  # of letters of 7 pt: 29, 12 and 9 pixels


@dataclass
class Engines:
    """Stands in for the engines: a perfect reader of the file's text, and one that reads badly."""

    plain: Path
    first_reads: str = "well"
    asked: list[str] = field(default_factory=list)

    def read(self, _scan: Scan, number: int, *, is_hard: bool = False) -> Page:
        is_slow = is_hard or ocr.language() is None
        self.asked.append("slow" if is_slow else "quick")
        with pypdfium2.PdfDocument(self.plain) as document:
            page = pdf.read_page(document, number, Settings().limits)
        page = replace(page, source=Source.OCR)
        if is_slow or self.first_reads == "well":
            return page
        if self.first_reads == "nothing":
            return replace(page, characters=page.characters[:0], boxes=page.boxes[:0])
        return replace(page, characters=np.full_like(page.characters, ord("x")))


@pytest.fixture
def engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engines:
    plain = make_pdf(tmp_path / "plain.pdf", [Sheet(PLAN, WIDTHS_PT, title=TITLE)])
    both = Engines(plain)
    monkeypatch.setattr(ocr, "read_picture", both.read)
    installed(monkeypatch, quick=True, slow=True)
    return both


def installed(monkeypatch: pytest.MonkeyPatch, *, quick: bool, slow: bool) -> None:
    monkeypatch.setattr(ocr, "language", lambda: "ind" if quick else None)
    monkeypatch.setattr(ocr.rapid, "is_installed", lambda: slow)


def scan_of(plain: Path, dpi: int) -> Path:
    with pypdfium2.PdfDocument(plain) as document:
        pictures = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    target = plain.with_name("scan.pdf")
    pictures[0].save(target, save_all=True, append_images=pictures[1:], resolution=dpi)
    return target


def codes_of(extraction: Extraction) -> set[str]:
    return {notice.code for notice in extraction.quality.notices}


def names_of(extraction: Extraction) -> list[str]:
    return [item.name for item in extraction.items]


def test_large_letters_are_read_once_and_quickly(engines: Engines) -> None:
    extraction = extract_document(scan_of(engines.plain, LARGE_DPI), Settings())

    assert engines.asked == ["quick"]
    assert names_of(extraction) == PLAN_NAMES
    assert "small_print" not in codes_of(extraction)


def test_small_letters_are_read_by_the_slow_engine_where_it_is_installed(engines: Engines) -> None:
    engines.first_reads = "badly"

    extraction = extract_document(scan_of(engines.plain, SMALL_DPI), Settings())

    assert engines.asked == ["quick", "slow"]
    assert names_of(extraction) == PLAN_NAMES
    assert codes_of(extraction) == {"ocr_page"}


def test_the_caller_is_told_before_each_reading_so_that_it_waits_longer(engines: Engines) -> None:
    told: list[tuple[int, bool]] = []

    def progress(number: int, _count: int, *, is_ocr: bool = False) -> None:
        told.append((number, is_ocr))

    extract_document(scan_of(engines.plain, SMALL_DPI), Settings(), progress=progress)

    assert told == [(1, False), (1, True), (1, True)]


def test_small_letters_are_told_in_one_notice_where_it_is_not(
    engines: Engines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(monkeypatch, quick=True, slow=False)
    engines.plain = make_pdf(tmp_path / "plain.pdf", [Sheet(PLAN, WIDTHS_PT, title=TITLE)] * 3)

    extraction = extract_document(scan_of(engines.plain, SMALL_DPI), Settings())

    assert engines.asked == ["quick"] * 3
    told = [one for one in extraction.quality.notices if one.code == "small_print"]
    assert [(one.page_number, one.message.endswith("engine: 1-3")) for one in told] == [(1, True)]


def test_a_plan_lost_to_small_letters_says_so_and_what_to_install(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines.first_reads = "badly"
    installed(monkeypatch, quick=True, slow=False)

    with pytest.raises(ScanError, match="too small") as refused:
        extract_document(scan_of(engines.plain, SMALL_DPI), Settings())

    assert "'.[ocr-hard]'" in refused.value.advice


def test_a_plan_lost_to_letters_too_small_for_both_is_no_reason_to_install_anything(
    engines: Engines, tmp_path: Path
) -> None:
    engines.plain = make_pdf(tmp_path / "plain.pdf", [Sheet(HEAD, WIDTHS_PT, title=TITLE)])

    with pytest.raises(ScanError, match="too small") as refused:
        extract_document(scan_of(engines.plain, TINY_DPI), Settings())

    assert "install" not in refused.value.advice


@pytest.mark.parametrize("quick", [True, False])
def test_letters_too_small_for_both_engines_are_told(
    engines: Engines, monkeypatch: pytest.MonkeyPatch, *, quick: bool
) -> None:
    installed(monkeypatch, quick=quick, slow=True)

    extraction = extract_document(scan_of(engines.plain, TINY_DPI), Settings())

    assert engines.asked[-1] == "slow"
    assert codes_of(extraction) == {"ocr_page", "tiny_print"}


def test_a_ruled_page_that_gave_no_row_is_read_again(engines: Engines) -> None:
    engines.first_reads = "badly"

    extraction = extract_document(scan_of(engines.plain, LARGE_DPI), Settings())

    assert engines.asked == ["quick", "slow"]
    assert names_of(extraction) == PLAN_NAMES


def test_a_page_without_rules_is_not_read_again(engines: Engines, tmp_path: Path) -> None:
    prose = Sheet(prose=["Bab I", "Latar belakang penyusunan rencana kerja."])
    plan = Sheet(PLAN, WIDTHS_PT, title=TITLE)
    engines.plain = make_pdf(tmp_path / "plain.pdf", [prose, plan])

    extract_document(scan_of(engines.plain, LARGE_DPI), Settings())

    assert engines.asked == ["quick", "quick"]


def test_a_page_that_continues_the_plan_is_not_read_again(engines: Engines, tmp_path: Path) -> None:
    first, second = PLAN[: len(HEAD) + 2], PLAN[len(HEAD) + 2 :]
    sheets = [Sheet(first, WIDTHS_PT, title=TITLE), Sheet(second, WIDTHS_PT)]
    engines.plain = make_pdf(tmp_path / "plain.pdf", sheets)

    extraction = extract_document(scan_of(engines.plain, LARGE_DPI), Settings())

    assert engines.asked == ["quick", "quick"]
    assert names_of(extraction) == PLAN_NAMES


def test_without_the_quick_engine_the_slow_one_reads_all(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(monkeypatch, quick=False, slow=True)

    extraction = extract_document(scan_of(engines.plain, SMALL_DPI), Settings())

    assert engines.asked == ["slow"]
    assert names_of(extraction) == PLAN_NAMES
    assert "small_print" not in codes_of(extraction)


def test_an_rpjmd_of_small_letters_goes_to_the_slow_engine_too(
    engines: Engines, tmp_path: Path
) -> None:
    lines = ["RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH", "Misi 1: Mewujudkan rakyat yang sehat"]
    engines.plain = make_pdf(tmp_path / "plain.pdf", [Sheet(prose=lines)])

    read_cascade(
        scan_of(engines.plain, SMALL_DPI), Settings(), progress=lambda *_args, **_told: None
    )

    assert engines.asked == ["quick", "slow"]


def test_letters_that_are_drawn_are_never_too_small(engines: Engines) -> None:
    with pypdfium2.PdfDocument(engines.plain) as document:
        scan = pdf.render_grey(document, 1, Settings().limits)

    assert scan.own_dpi == math.inf
    assert ocr.em_px(engines.read(scan, 1), scan) == math.inf


def test_without_any_engine_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, quick=False, slow=False)

    with pytest.raises(MissingExtraError) as missing:
        ocr.read_picture(None, 1)  # type: ignore[arg-type]

    assert "'.[ocr]'" in missing.value.advice
    assert "'.[ocr-hard]'" in missing.value.advice
