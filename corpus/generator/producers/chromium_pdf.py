"""Chromium: the same HTML, printed by a browser; an installed program, not a package."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.producers.html import to_html

if TYPE_CHECKING:
    from generator.pages import Document

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 180


def write(document: Document, path: Path) -> None:
    """Writes ``document`` to ``path``.

    Raises:
        FileNotFoundError: there is no Chromium on this machine.
        subprocess.CalledProcessError: Chromium failed.
    """
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise FileNotFoundError("Chromium is not installed")
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(to_html(document), encoding="utf-8")
        subprocess.run(  # noqa: S603 - a program found on the path, our own page
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={path.resolve()}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
