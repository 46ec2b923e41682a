"""Files that are whole but strange: what they hold besides the plan does no harm and no lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from builders import PLAN, WIDTHS_PT, Sheet, make_pdf
from pikepdf import Array, Dictionary, Name

from alignment.errors import DocumentError
from alignment.extract.guard import read_document
from alignment.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

HUGE_PT = 200_000_000


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return make_pdf(tmp_path / "plan.pdf", [Sheet(PLAN, WIDTHS_PT)])


def _with_blank_page(plan: Path, *, side_pt: float) -> Path:
    with (
        pikepdf.open(plan, allow_overwriting_input=True) as document,
        pikepdf.new() as blank,
    ):
        blank.add_blank_page()
        document.pages.extend(blank.pages)
        document.pages[1].MediaBox = Array([0, 0, side_pt, side_pt])
        document.save(plan)
    return plan


@pytest.mark.parametrize("side_pt", [595, HUGE_PT], ids=["usual", "huge"])
def test_a_blank_page_is_not_damaged_however_large(plan: Path, side_pt: float) -> None:
    extraction = read_document(_with_blank_page(plan, side_pt=side_pt), Settings())

    assert len(extraction.items) == len(PLAN) - 1
    assert extraction.quality.notices == ()
    assert not extraction.quality.pages_to_check


def test_scripts_and_attachments_are_left_alone(plan: Path) -> None:
    with pikepdf.open(plan, allow_overwriting_input=True) as document:
        script = pikepdf.String("while (true) {}")
        document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=script)
        document.attachments["setup.exe"] = b"MZ"
        document.save(plan)

    assert len(read_document(plan, Settings()).items) == len(PLAN) - 1


@pytest.mark.slow
def test_a_picture_on_a_page_of_boundless_size_ends_in_an_error(plan: Path, tmp_path: Path) -> None:
    side = 3000
    document = pikepdf.new()
    document.add_blank_page()
    picture = document.make_stream(
        bytes(side * side),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=side,
        Height=side,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    page = document.pages[0]
    page.MediaBox = Array([0, 0, HUGE_PT, HUGE_PT])
    page.Resources = Dictionary(XObject=Dictionary(I=picture))
    page.Contents = document.make_stream(b"q %d 0 0 %d 0 0 cm /I Do Q" % (HUGE_PT, HUGE_PT))
    document.save(tmp_path / "huge.pdf", compress_streams=True)

    with pytest.raises(DocumentError):
        read_document(tmp_path / "huge.pdf", Settings())
    assert len(read_document(plan, Settings()).items) == len(PLAN) - 1
