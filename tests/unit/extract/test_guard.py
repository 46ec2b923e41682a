"""Whatever a stranger's file is, the caller gets items or one clear error, and goes on."""

from __future__ import annotations

import os
import signal
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from builders import FIRST, KEGIATAN, PLAN, PROGRAM, WIDTHS_PT, Sheet, make_pdf
from pikepdf import Array, Dictionary, Name

from alignment.errors import (
    BrokenPdfError,
    DocumentError,
    EncryptedPdfError,
    LimitError,
    NoItemsError,
    NotAPdfError,
)
from alignment.extract import guard, wire
from alignment.extract.audit import quality_line
from alignment.extract.guard import read_document
from alignment.settings import Limits, Settings
from alignment.types import DocumentKind

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return make_pdf(tmp_path / "plan.pdf", [Sheet(PLAN, WIDTHS_PT)])


def test_a_plan_is_read_as_in_this_process(plan: Path) -> None:
    from alignment.extract.document import extract_document

    assert extract_document(plan, SETTINGS) == read_document(plan, SETTINGS)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + b"0" * 99, "JPEG"),
        (b"<html><body>", "web page"),
        (b"PK\x03\x04" + b"0" * 99, "Office"),
        (b"hello", "something else"),
    ],
)
def test_other_files_called_pdf_are_named_for_what_they_are(
    tmp_path: Path, head: bytes, kind: str
) -> None:
    path = tmp_path / "renja.pdf"
    path.write_bytes(head)

    with pytest.raises(NotAPdfError, match=kind):
        read_document(path, SETTINGS)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    path.touch()

    with pytest.raises(BrokenPdfError, match="empty"):
        read_document(path, SETTINGS)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path / "none.pdf", SETTINGS)
    with pytest.raises(DocumentError, match="folder"):
        read_document(tmp_path, SETTINGS)


def test_a_password_is_asked_to_be_taken_off(plan: Path) -> None:
    locked = plan.with_name("locked.pdf")
    with pikepdf.open(plan) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))

    with pytest.raises(EncryptedPdfError) as raised:
        read_document(locked, SETTINGS)
    assert "without a password" in raised.value.advice


def test_a_password_for_the_owner_only_does_not_matter(plan: Path) -> None:
    owned = plan.with_name("owned.pdf")
    with pikepdf.open(plan) as document:
        document.save(owned, encryption=pikepdf.Encryption(user="", owner="secret"))

    assert len(read_document(owned, SETTINGS).items) == len(PLAN) - 1


def test_a_file_without_its_tail_is_repaired_and_says_so(plan: Path) -> None:
    cut = plan.with_name("cut.pdf")
    cut.write_bytes(plan.read_bytes()[:-200])

    extraction = read_document(cut, SETTINGS)

    assert len(extraction.items) == len(PLAN) - 1
    assert "repaired" in {notice.code for notice in extraction.quality.notices}


def test_junk_before_the_header_does_not_matter(plan: Path) -> None:
    junk = plan.with_name("junk.pdf")
    junk.write_bytes(b"x" * 19 + plan.read_bytes())

    assert len(read_document(junk, SETTINGS).items) == len(PLAN) - 1


def test_too_many_pages_too_large_a_file_and_too_many_objects_are_refused(plan: Path) -> None:
    for limits in (Limits(pages=0), Limits(file_bytes=10), Limits(page_objects=3)):
        with pytest.raises(LimitError):
            read_document(plan, Settings(limits=limits))


def _page_that_draws(path: Path, content: bytes, resources: Dictionary | None = None) -> Path:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    page = document.pages[0]
    page.Contents = document.make_stream(content)
    if resources is not None:
        page.Resources = resources
    document.save(path)
    return path


def test_a_form_that_draws_itself_is_no_endless_loop(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    form = document.make_indirect(
        document.make_stream(
            b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
        )
    )
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    document.pages[0].Contents = document.make_stream(b"/X Do")
    document.pages[0].Resources = Dictionary(XObject=Dictionary(X=form))
    document.save(tmp_path / "loop.pdf")

    with pytest.raises(DocumentError):
        read_document(tmp_path / "loop.pdf", SETTINGS)


def test_a_page_tree_that_holds_itself_is_told_to_be_damaged(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    root = document.Root.Pages
    root.Kids = Array([root])
    document.save(tmp_path / "circle.pdf")

    with pytest.raises(BrokenPdfError):
        read_document(tmp_path / "circle.pdf", SETTINGS)


def test_a_page_that_takes_too_long_ends_in_a_limit(tmp_path: Path) -> None:
    bomb = _page_that_draws(tmp_path / "bomb.pdf", b"BT /F1 1 Tf ET\n" * 3_000_000)
    limits = replace(Limits(), seconds_at_least=0.2, seconds_per_page=0.01)

    with pytest.raises(LimitError, match="longer than allowed"):
        read_document(bomb, Settings(limits=limits))


def test_memory_over_the_limit_does_not_take_the_caller_down(plan: Path, tmp_path: Path) -> None:
    bomb = _page_that_draws(tmp_path / "bomb.pdf", b"0 0 m 1 1 l S\n" * 2_000_000)
    limits = replace(Limits(), memory_bytes=400 * 1024**2)

    with pytest.raises(DocumentError):
        read_document(bomb, Settings(limits=limits))
    assert len(read_document(plan, SETTINGS).items) == len(PLAN) - 1


def test_after_the_worker_was_killed_the_next_document_is_read(plan: Path) -> None:
    read_document(plan, SETTINGS)
    worker = guard._the_worker()
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.wait()

    assert len(read_document(plan, SETTINGS).items) == len(PLAN) - 1


def test_one_worker_serves_many_documents(plan: Path) -> None:
    read_document(plan, SETTINGS)
    first = guard._the_worker()
    read_document(plan, SETTINGS)

    assert guard._the_worker() is first


def test_a_page_that_kills_the_worker_is_left_out_and_told(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[int]] = []
    answer = read_document(plan, SETTINGS)

    class Worker:
        def ask(self, path: Path, settings: Settings, left_out: set[int]) -> object:
            del path, settings
            asked.append(set(left_out))
            if 7 not in left_out:
                raise guard._WorkerLostError(7, reason="exit -11")
            return answer

    monkeypatch.setattr(guard, "_the_worker", Worker)

    extraction = read_document(plan, SETTINGS)

    assert asked == [set(), {7}]
    assert [(n.code, n.page_number) for n in extraction.quality.notices] == [("page_left_out", 7)]
    assert 7 in extraction.quality.pages_to_check


def test_a_page_over_a_limit_among_others_is_left_out_and_told(tmp_path: Path) -> None:
    crowded = [(f"1.03.11.1.01.{n:04d}", *FIRST[1:]) for n in range(1, 30)]
    path = make_pdf(
        tmp_path / "plan.pdf",
        [
            Sheet((*PLAN[:1], PROGRAM, KEGIATAN, FIRST), WIDTHS_PT),
            Sheet(crowded, WIDTHS_PT),
        ],
    )

    extraction = read_document(path, Settings(limits=replace(Limits(), page_objects=150)))

    assert [item.page_number for item in extraction.items] == [1, 1, 1]
    assert [n.page_number for n in extraction.quality.notices if n.code == "page_left_out"] == [2]


def test_no_tables_is_an_error_and_no_empty_success(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "prose.pdf", [Sheet(prose=("Bab I Pendahuluan",))])

    with pytest.raises(NoItemsError):
        read_document(path, SETTINGS)


def test_an_extraction_and_an_error_survive_the_wire(plan: Path) -> None:
    extraction = read_document(plan, SETTINGS)
    error = LimitError("too long.", advice="Shorten it.")

    assert extraction == wire.unpacked_extraction(wire.packed(extraction))
    assert Settings(year=2026) == wire.unpacked_settings(wire.packed(Settings(year=2026)))
    back = wire.unpacked_error(wire.packed_error(error))
    assert (type(back), str(back)) == (LimitError, str(error))
    other = wire.packed_error(NoItemsError("it is an LKJIP.", kind=DocumentKind.LKJIP))
    assert DocumentKind.LKJIP is wire.unpacked_error(other).kind


def test_a_file_cut_in_half_says_that_pages_or_rows_may_be_missing(tmp_path: Path) -> None:
    whole = make_pdf(tmp_path / "whole.pdf", [Sheet(PLAN, WIDTHS_PT)] * 12)
    data = whole.read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(data[: data.rindex(b"stream", 0, len(data) * 9 // 10) + 300])

    quality = read_document(cut, SETTINGS).quality

    assert quality.may_be_incomplete
    assert "mungkin hilang" in quality_line(quality)
    assert "page_damaged" in {notice.code for notice in quality.notices}
    assert not read_document(whole, SETTINGS).quality.may_be_incomplete


def test_a_page_tree_that_counts_more_pages_than_are_left_is_told(plan: Path) -> None:
    damaged = plan.with_name("damaged.pdf")
    data = plan.read_bytes().replace(b"/Count 1", b"/Count 9")
    damaged.write_bytes(data[: data.rindex(b"xref", 0, -30)])

    messages = {n.code: n.message for n in read_document(damaged, SETTINGS).quality.notices}

    assert "9 pages, but only 1" in messages["pages_missing"]


def test_a_page_whose_content_does_not_unpack_is_named(plan: Path) -> None:
    garbled = plan.with_name("garbled.pdf")
    with pikepdf.open(make_pdf(plan, [Sheet(PLAN, WIDTHS_PT)] * 2)) as document:
        content = document.pages[1].obj["/Contents"]
        packed = zlib.compress(content.read_bytes())
        content.write(packed[:-40], filter=Name.FlateDecode)
        document.save(garbled)

    quality = read_document(garbled, SETTINGS).quality

    assert [(n.code, n.page_number) for n in quality.notices] == [("page_damaged", 2)]
    assert 2 in quality.pages_to_check
