"""Pictures of pages made ready for OCR: fine enough, and white where the paper is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from alignment.extract.ocr import _on_white
from alignment.extract.pdf import render_grey
from alignment.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

PAGE_IN = (4, 3)


def page_of_letters(paper: int) -> Image.Image:
    image = Image.new("L", (PAGE_IN[0] * 200, PAGE_IN[1] * 200), paper)
    ImageDraw.Draw(image).text((80, 80), "Pembangunan jalan", fill=0, font_size=40)
    return image


@pytest.mark.parametrize(("scan_dpi", "dpi"), [(75, 250), (150, 300), (200, 400), (600, 400)])
def test_a_scan_is_rendered_twice_as_fine_as_it_is_within_bounds(
    tmp_path: Path, scan_dpi: int, dpi: int
) -> None:
    scan = Image.new("L", (PAGE_IN[0] * scan_dpi, PAGE_IN[1] * scan_dpi), 255)
    scan.save(tmp_path / "scan.pdf", resolution=scan_dpi)

    with pypdfium2.PdfDocument(tmp_path / "scan.pdf") as document:
        image, width_pt, _, own_dpi = render_grey(document, 1, Settings().limits)

    assert width_pt == PAGE_IN[0] * 72
    assert own_dpi == pytest.approx(scan_dpi, rel=0.01)
    assert image.width == pytest.approx(PAGE_IN[0] * dpi, abs=1)


def test_a_picture_that_no_scanner_made_is_left_as_it_is() -> None:
    drawn = page_of_letters(paper=255)

    assert np.array_equal(np.asarray(_on_white(drawn)), np.asarray(drawn))


def test_shaded_paper_becomes_white_and_letters_stay() -> None:
    shaded = page_of_letters(paper=200)

    white = np.asarray(_on_white(shaded))

    assert (white[np.asarray(shaded) == 200] == 255).all()
    assert (white[np.asarray(shaded) == 0] == 0).all()
