"""Fonts that lost their letters: rubbish is said to be rubbish, and read as a picture if it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from builders import HEAD, KEGIATAN, PLAN, PROGRAM, WIDTHS_PT, Sheet, make_pdf
from shared import SHARED, needs_shared

from alignment.errors import BrokenPdfError
from alignment.extract import ocr
from alignment.extract.document import extract_document
from alignment.extract.guard import read_document
from alignment.extract.legible import is_legible
from alignment.settings import Settings
from alignment.types import Source

if TYPE_CHECKING:
    from pathlib import Path

_SHIFT = 29  # how far the numbers of glyphs often lie from those of their letters


def rubbish(text: str) -> str:
    return "".join(chr(ord(letter) - _SHIFT) if letter.isalpha() else letter for letter in text)


@pytest.mark.parametrize(
    "name", ["3URJUDP 3HQXQMDQJ", "'()*(+,--)!.)/0123 '(7-0,9-)", "SURJUDP SHQJHPEDQJDQ MDVD"]
)
def test_letters_of_a_lost_font_are_no_name(name: str) -> None:
    assert not is_legible(name)


@pytest.mark.parametrize("name", ["SPBE", "RKA-SKPD", "DPMPTSP", "Kampung KB", "Pelatihan 3D"])
def test_a_short_name_in_capitals_or_figures_is_a_name(name: str) -> None:
    assert is_legible(name)


def test_a_plan_most_of_whose_names_are_rubbish_is_broken(tmp_path: Path) -> None:
    rows = [(row[0], rubbish(row[1]), *row[2:]) for row in PLAN[1:]]
    made = make_pdf(tmp_path / "renja.pdf", [Sheet((*HEAD, *rows), WIDTHS_PT)])

    with pytest.raises(BrokenPdfError, match="letters of"):
        extract_document(made, Settings())


def test_a_lone_name_of_rubbish_is_flagged_on_its_row_and_page(tmp_path: Path) -> None:
    rows = (PROGRAM, KEGIATAN, ("1.03.11.1.01.0009", rubbish("Penyediaan Alat"), *PROGRAM[2:]))
    made = make_pdf(tmp_path / "renja.pdf", [Sheet((*HEAD, *rows), WIDTHS_PT)])

    extraction = extract_document(made, Settings())

    told = {item.code: [w.code for w in item.warnings] for item in extraction.items}
    assert "name_illegible" in told["1.03.11.1.01.0009"]
    assert "name_illegible" not in told["1.03.11"] + told["1.03.11.1.01"]
    assert extraction.quality.pages_to_check == (1,)


@pytest.mark.skipif(ocr.language() is None, reason="tesseract is not here")
def test_a_page_whose_fonts_name_no_letters_is_read_as_the_picture_it_is(tmp_path: Path) -> None:
    made = make_pdf(tmp_path / "made.pdf", [Sheet(PLAN, WIDTHS_PT)])
    with pikepdf.open(made) as document:
        for font in document.pages[0].Resources.Font.values():
            font.ToUnicode = document.make_stream(_shifted_table())
        document.save(tmp_path / "renja.pdf")

    extraction = extract_document(tmp_path / "renja.pdf", Settings())

    assert {item.source for item in extraction.items} == {Source.OCR}
    assert [notice.code for notice in extraction.quality.notices] == ["ocr_garbled"]
    assert "PROGRAM JASA KONSTRUKSI" in {item.name for item in extraction.items}


def _shifted_table() -> bytes:
    pairs = "\n".join(f"<{code:02X}> <{code - _SHIFT:04X}>" for code in range(65, 123))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"58 beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("length", [20_000, 24_000, 29_000])
def test_a_real_plan_cut_before_its_fonts_is_broken(tmp_path: Path, length: int) -> None:
    cut = tmp_path / "cut.pdf"
    cut.write_bytes((SHARED / "renja" / "kaltim_sibikon_renja.pdf").read_bytes()[:length])

    with pytest.raises(BrokenPdfError, match="letters of"):
        read_document(cut, Settings())


@pytest.mark.shared
@needs_shared
def test_a_real_document_cut_before_its_table_is_broken_and_says_how_far_it_goes(
    tmp_path: Path,
) -> None:
    whole = (SHARED / "renja" / "disperdagin_rencana_kerja_2020.pdf").read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(BrokenPdfError, match="82 pages, but only"):
        read_document(cut, Settings())
