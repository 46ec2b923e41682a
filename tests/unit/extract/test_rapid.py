"""RapidOCR behind the same door as tesseract: lines cut at rules, and nothing fetched."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pytest
from builders import FIRST, KEGIATAN, PLAN, PROGRAM, SECOND, WIDTHS_PT, Sheet, make_pdf

from alignment.extract import ocr, rapid
from alignment.extract.document import extract_document
from alignment.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.types import Extraction

needs_rapidocr = pytest.mark.skipif(
    not rapid.is_installed(), reason="the extra ocr-hard is not installed"
)
TITLE = ("RENCANA KERJA (RENJA)", "DINAS PEKERJAAN UMUM", "TAHUN ANGGARAN 2026")
PLAN_NAMES = [PROGRAM[1], KEGIATAN[1], FIRST[1], SECOND[1]]
PLAN_BUDGETS = [3_000_000, 3_000_000, 1_000_000, 2_000_000]
NO_RULES = np.zeros((0, 3))


class Engine:
    """Finds one line, and calls the letters of a piece by the piece's width."""

    def __init__(self, corners: list[list[int]] | None, score: float = 0.9) -> None:
        self.corners, self.score = corners, score

    def __call__(self, image: np.ndarray, *, use_det: bool, **_more: Any) -> SimpleNamespace:  # noqa: ANN401
        if use_det:
            return SimpleNamespace(boxes=None if self.corners is None else [self.corners])
        return SimpleNamespace(txts=(f" {image.shape[1]} ",), scores=(self.score,))


def use(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.setattr(rapid, "_engine", lambda: engine)


@pytest.fixture
def line() -> np.ndarray:
    """Ink from 10 to 100 and from 120 to 190, on a line from 10 to 30."""
    grey = np.full((40, 200), 255, np.uint8)
    grey[12:28, 10:100] = grey[12:28, 120:190] = 0
    return grey


CORNERS = [[8, 10], [195, 10], [195, 30], [8, 30]]


def test_a_line_fills_its_box_but_for_the_rim_above_and_below(
    monkeypatch: pytest.MonkeyPatch, line: np.ndarray
) -> None:
    use(monkeypatch, Engine(CORNERS))

    assert list(rapid.words_of(line, NO_RULES)) == [("187", 8, 12, 195, 28)]


def test_a_line_over_two_cells_is_cut_at_the_rule(
    monkeypatch: pytest.MonkeyPatch, line: np.ndarray
) -> None:
    use(monkeypatch, Engine(CORNERS))

    words = list(rapid.words_of(line, np.array([[0.0, 40.0, 110.0]])))

    assert [(word.left, word.right) for word in words] == [(8, 108), (112, 195)]


def test_a_rule_above_a_line_does_not_cut_it(
    monkeypatch: pytest.MonkeyPatch, line: np.ndarray
) -> None:
    use(monkeypatch, Engine(CORNERS))

    assert len(list(rapid.words_of(line, np.array([[0.0, 9.0, 110.0]])))) == 1


def test_a_piece_without_ink_is_no_word(monkeypatch: pytest.MonkeyPatch, line: np.ndarray) -> None:
    use(monkeypatch, Engine(CORNERS))
    line[:, 100:] = 255

    words = list(rapid.words_of(line, np.array([[0.0, 40.0, 110.0]])))

    assert [word.right for word in words] == [108]


def test_what_the_engine_is_not_sure_of_is_no_word(
    monkeypatch: pytest.MonkeyPatch, line: np.ndarray
) -> None:
    use(monkeypatch, Engine(CORNERS, score=0.3))

    assert list(rapid.words_of(line, NO_RULES)) == []


def test_a_page_without_lines_has_no_words(
    monkeypatch: pytest.MonkeyPatch, line: np.ndarray
) -> None:
    use(monkeypatch, Engine(None))

    assert list(rapid.words_of(line, NO_RULES)) == []


def test_it_is_not_installed_without_the_models_in_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(rapid, "find_spec", lambda _name: package)
    assert rapid._models() is None

    (tmp_path / "models").mkdir()
    for name in ("v6_det_small.onnx", "v6_rec_small.onnx"):
        (tmp_path / "models" / name).touch()
    assert rapid._models() is not None

    monkeypatch.setattr(rapid, "find_spec", lambda _name: None)
    assert rapid._models() is None


@needs_rapidocr
def test_small_print_is_read_twice_alike_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object) -> None:
        raise AssertionError("it went to the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(ocr, "language", lambda: None)
    scan = _scan(tmp_path, dpi=120)

    first, second = (extract_document(scan, Settings()) for _ in range(2))

    assert _read(first) == list(zip(PLAN_NAMES, PLAN_BUDGETS, strict=True))
    assert first.items == second.items


def _scan(folder: Path, dpi: int) -> Path:
    plain = make_pdf(folder / "plain.pdf", [Sheet(PLAN, WIDTHS_PT, title=TITLE)])
    with pypdfium2.PdfDocument(plain) as document:
        document[0].render(scale=dpi / 72, grayscale=True).to_pil().save(
            folder / "scan.pdf", resolution=dpi
        )
    return folder / "scan.pdf"


def _read(extraction: Extraction) -> list[tuple[str, int | None]]:
    return [(item.name, item.budget_rupiah) for item in extraction.items]
