"""Makes the pictures in docs/pictures from the sample plans: ``python docs/pictures.py``.

Needs Chromium and LibreOffice on the path; neither is needed to use the product.
"""

# ruff: noqa: INP001, S603, T201 - a script, which starts two programs and says what it wrote

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from alignment import terminal
from alignment.align.score import load_scorer
from alignment.missions import load_missions
from alignment.report.excel import write_workbook
from alignment.report.html import write_page
from alignment.report.letters import write_letters
from alignment.run import process_all, rank_documents
from alignment.settings import load_settings

if TYPE_CHECKING:
    from alignment.run import RunResult
    from alignment.types import MissionSet

_ROOT = Path(__file__).resolve().parents[1]
_PICTURES = _ROOT / "docs" / "pictures"
_LAPTOP = (1280, 1840)
_PHONE = (360, 1500)
_PAPER_SCALE = 1.4
_SHEETS = {1: "buku-kerja-ringkasan.png", 3: "buku-kerja-peringkat.png"}
_THEME = TerminalTheme(
    (255, 255, 255),
    (28, 39, 51),
    [
        *((28, 39, 51), (192, 57, 35), (38, 127, 79), (156, 106, 0)),
        *((27, 95, 158), (122, 63, 140), (20, 120, 140), (90, 102, 115)),
    ],
)


def main() -> None:
    """Runs the samples once and takes every picture of what comes out."""
    _PICTURES.mkdir(exist_ok=True)
    missions = load_missions(None)
    samples = sorted((_ROOT / "corpus" / "samples").glob("*.pdf"))
    results = process_all(samples, missions, load_scorer(), load_settings())
    run = rank_documents(list(results))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, workbook = folder / "laporan.html", folder / "hasil.xlsx"
        write_page(page, run.documents, missions)
        write_workbook(workbook, run.documents, missions)
        _shoot(page, _PICTURES / "laporan.png", _LAPTOP)
        _shoot(
            page,
            _PICTURES / "laporan-gelap.png",
            _LAPTOP,
            "--blink-settings=preferredColorScheme=0",
        )
        _shoot(
            _framed(page, _PHONE), _PICTURES / "laporan-ponsel.png", (500, _PHONE[1]), crop=_PHONE
        )
        _paper(page, _PICTURES / "laporan-cetak.png")
        _sheets(workbook)
        _letter(write_letters(folder / "surat", run.documents, missions)[-2].path)
        _terminal(run, missions, folder)


def _shoot(
    page: Path,
    picture: Path,
    size: tuple[int, int],
    *options: str,
    crop: tuple[int, int] | None = None,
) -> None:
    width, height = size
    shot = page.with_suffix(".png")
    _chromium(page, f"--window-size={width},{height}", f"--screenshot={shot}", *options)
    with Image.open(shot) as image:
        _keep(image.crop((0, 0, *crop)) if crop else image, picture)


def _framed(page: Path, size: tuple[int, int]) -> Path:
    """The page in a frame as wide as a phone; a browser's own window cannot be that narrow."""
    frame = page.with_name("frame.html")
    width, height = size
    frame.write_text(
        f'<body style="margin:0"><iframe src="{page.name}" style="width:{width}px;'
        f'height:{height}px;border:0"></iframe>',
        encoding="utf-8",
    )
    return frame


def _paper(page: Path, picture: Path) -> None:
    pdf = page.with_suffix(".pdf")
    _chromium(page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    document = pypdfium2.PdfDocument(pdf)
    sheets = [document[n].render(scale=_PAPER_SCALE).to_pil() for n in range(2)]
    width, height = sheets[0].size
    both = Image.new("RGB", (2 * width + 24, height), "#c9ced4")
    for place, sheet in enumerate(sheets):
        both.paste(sheet, (place * (width + 24), 0))
    _keep(both, picture)


def _sheets(workbook: Path) -> None:
    document = _as_pdf(workbook)
    for number, name in _SHEETS.items():
        _keep(document[number - 1].render(scale=1.7).to_pil(), _PICTURES / name)


def _letter(letter: Path) -> None:
    """The letter and the first page of its worksheet, side by side."""
    document = _as_pdf(letter)
    first, second = (document[n].render(scale=1.3).to_pil() for n in range(2))
    height = max(first.height, second.height)
    both = Image.new("RGB", (first.width + second.width + 24, height), "#c9ced4")
    both.paste(first, (0, 0))
    both.paste(second, (first.width + 24, 0))
    _keep(both, _PICTURES / "surat.png")


def _as_pdf(file: Path) -> pypdfium2.PdfDocument:
    office = shutil.which("soffice") or "soffice"
    arguments = ["--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run([office, *arguments], check=True, capture_output=True)
    return pypdfium2.PdfDocument(file.with_suffix(".pdf"))


def _terminal(run: RunResult, missions: MissionSet, folder: Path) -> None:
    console = Console(width=132, record=True, file=(folder / "out.txt").open("w", encoding="utf-8"))
    terminal.print_run(run.documents, missions, limit=10, console=console)
    page = folder / "terminal.html"
    page.write_text(console.export_html(theme=_THEME), encoding="utf-8")
    _shoot(page, _PICTURES / "terminal.png", (1300, 1180))


def _chromium(page: Path, *options: str) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        quiet = (
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
            *("--disable-background-networking", "--allow-file-access-from-files"),
            *("--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=3000"),
            f"--user-data-dir={profile}",
        )
        command = [browser, *quiet, *options, page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def _keep(image: Image.Image, picture: Path) -> None:
    """Keeps a picture in 256 colours, the rare ones too: a third of the bytes."""
    few = image.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE)
    few.save(picture, optimize=True)
    print(f"{picture.relative_to(_ROOT)}: {picture.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
