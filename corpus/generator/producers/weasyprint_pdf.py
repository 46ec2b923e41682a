"""WeasyPrint: HTML and CSS, fonts of the machine embedded, rows cut by the end of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint import HTML

from generator.producers.html import to_html

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pages import Document


def write(document: Document, path: Path) -> None:
    """Writes ``document`` to ``path``; the same document and fonts give the same bytes."""
    HTML(string=to_html(document)).write_pdf(
        path, pdf_identifier=document.title.encode(), full_fonts=False
    )
