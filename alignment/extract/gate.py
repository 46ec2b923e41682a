"""What can be said of a file before any engine touches it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alignment.errors import BrokenPdfError, DocumentError, LimitError, NotAPdfError

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.settings import Limits

_HEAD_BYTES = 1024
_SIGNATURES = (
    (rb"\xff\xd8\xff", "a JPEG picture"),
    (rb"\x89PNG", "a PNG picture"),
    (rb"GIF8", "a GIF picture"),
    (rb"(?:II\*\x00|MM\x00\*)", "a TIFF picture"),
    (rb"PK\x03\x04", "a ZIP archive or an Office document (docx, xlsx)"),
    (rb"\xd0\xcf\x11\xe0", "an old Office document (doc, xls)"),
    (rb"Rar!|7z\xbc\xaf", "an archive"),
    (rb"\s*(?:<!doctype html|<html|<\?xml)", "a web page"),
)


def check_file(path: Path, limits: Limits) -> None:
    """Refuses what is no PDF, empty, or too large, by its first bytes and its size.

    Raises:
        DocumentError: the file is missing or cannot be read.
        NotAPdfError: its bytes are no PDF.
        BrokenPdfError: it is empty.
        LimitError: it is larger than allowed.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentError("it is a folder.", advice="Give a PDF file.")
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise DocumentError(
            f"it cannot be read ({error.strerror or error}).",
            advice="Check the path and your rights.",
        ) from error
    if size == 0:
        raise BrokenPdfError("the file is empty (0 bytes).", advice="Get it again from its source.")
    if size > limits.file_bytes:
        most = limits.file_bytes // 1024**2
        raise LimitError(
            f"it has {size // 1024**2} MiB, more than the limit of {most} MiB.",
            advice="Split the file, or raise limits.file_bytes.",
        )
    if b"%PDF-" not in head:
        raise NotAPdfError(
            f"the bytes are no PDF: it looks like {what_it_is(head)}.",
            advice="Save or export the document as PDF.",
        )


def what_it_is(head: bytes) -> str:
    """The kind of file that begins with those bytes."""
    for signature, kind in _SIGNATURES:
        if re.match(signature, head, re.IGNORECASE):
            return kind
    return "something else"
