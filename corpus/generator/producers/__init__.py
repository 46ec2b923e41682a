"""The PDF producers, by name. Each is imported only when it is used: not all are everywhere."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pages import Document

PRODUCERS = {
    "reportlab": "generator.producers.reportlab_pdf",
    "weasyprint": "generator.producers.weasyprint_pdf",
    "chromium": "generator.producers.chromium_pdf",
    "libreoffice": "generator.producers.libreoffice_pdf",
}


def producer(name: str) -> Callable[[Document, Path], None]:
    """The function that writes a document as a PDF with the producer ``name``."""
    write: Callable[[Document, Path], None] = import_module(PRODUCERS[name]).write
    return write
