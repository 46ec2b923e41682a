"""What can be said of a workbook before it is opened: that it is one, and how large it unpacks."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from alignment.errors import BrokenPdfError, DocumentError, EncryptedPdfError, LimitError
from alignment.extract.gate import what_it_is

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.settings import Limits

WORKBOOK_SUFFIX = ".xlsx"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MOST_UNPACKED_BYTES = 200 * 1024**2
_CONTENT = "xl/workbook.xml"


def check_workbook(path: Path, limits: Limits) -> None:
    """Refuses what is no ``.xlsx``, needs a password, or would unpack to more than allowed.

    Raises:
        DocumentError: the file is missing or cannot be read, or is no workbook.
        EncryptedPdfError: it opens only with a password.
        BrokenPdfError: it is a damaged workbook.
        LimitError: it is larger than allowed, packed or unpacked.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise DocumentError(
            f"it cannot be read ({error.strerror or error}).",
            advice="Check the path and your rights.",
        ) from error
    if size > limits.file_bytes:
        raise LimitError(
            f"it has {size // 1024**2} MiB, more than the limit.",
            advice="Keep only the sheets with the cascade, or raise limits.file_bytes.",
        )
    if head.startswith(_OLD_OFFICE):
        raise EncryptedPdfError(
            "the workbook has a password, or is an old one (xls).",
            advice="Save it as .xlsx without a password.",
        )
    if not head.startswith(b"PK"):
        raise DocumentError(
            f"the bytes are no workbook: it looks like {what_it_is(head)}.",
            advice="Save it as .xlsx.",
        )
    _check_contents(path)


def _check_contents(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BrokenPdfError(
            "the workbook is damaged.", advice="Save it again from Excel as .xlsx."
        ) from error
    if _CONTENT not in names:
        raise DocumentError("it is an archive, but no workbook.", advice="Save it as .xlsx.")
    if unpacked > _MOST_UNPACKED_BYTES:
        raise LimitError(
            f"it unpacks to {unpacked // 1024**2} MiB, more than allowed.",
            advice="Keep only the sheets with the cascade.",
        )
