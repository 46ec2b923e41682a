"""What a damaged file may have lost: pages that it announces, contents that are cut or garbled.

Engines read what is left of a damaged file and say nothing. A plan that lost its last page must
not pass for a whole one; so the file is looked at apart from the engine that reads it.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from typing import TYPE_CHECKING, Any

from alignment.types import Notice

if TYPE_CHECKING:
    from pathlib import Path

_PAGE_COUNT = re.compile(rb"/Type\s*/Pages\b[^<>]{0,20000}?/Count\s+(\d{1,6})\b")
_PAGE_COUNT_FIRST = re.compile(rb"/Count\s+(\d{1,6})\b[^<>]{0,20000}?/Type\s*/Pages\b")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,300}?/N\s+(\d{1,6})\b")
_HEAD_BYTES = 2048
_CHUNK_BYTES = 1 << 20
_MOST_CHUNKS = 64


def damage_notices(path: Path, page_count: int, *, was_repaired: bool) -> list[Notice]:
    """What is known to be damaged in a file of which ``page_count`` pages can be read.

    The codes are those of ``alignment.types.INCOMPLETE``; nothing for a sound file.
    """
    is_sound, damaged_pages = _structure(path)
    notices = [
        Notice("page_damaged", "the page's content is damaged; rows may be missing", number)
        for number in damaged_pages
    ]
    if is_sound and not was_repaired:
        return notices
    announced = _announced_pages(path.read_bytes())
    if announced > page_count:
        told = f"it announces {announced} pages, but only {page_count} could be read"
        notices.insert(0, Notice("pages_missing", told))
    told = "the file was damaged and was repaired: pages or rows may be missing"
    return [Notice("repaired", told), *notices]


def _announced_pages(data: bytes) -> int:
    """The most pages that a page tree in the bytes, or the head of a web-ready file, counts."""
    counts = [*_PAGE_COUNT.findall(data), *_PAGE_COUNT_FIRST.findall(data)]
    counts += _LINEARIZED.findall(data[:_HEAD_BYTES])
    return max(map(int, counts), default=0)


def _structure(path: Path) -> tuple[bool, list[int]]:
    """Whether the file's tables of contents are whole, and the pages whose contents are not."""
    import pikepdf

    for recovers in (False, True):
        with (
            contextlib.suppress(pikepdf.PdfError, ValueError, RuntimeError),
            pikepdf.open(path, attempt_recovery=recovers, suppress_warnings=True) as document,
        ):
            pages = document.pages
            damaged = [
                number
                for number in range(1, len(pages) + 1)
                if _is_damaged(pages[number - 1].obj, may_be_blank=not recovers)
            ]
            return not recovers, damaged
    return False, []


def _is_damaged(page: Any, *, may_be_blank: bool) -> bool:  # noqa: ANN401 - an object of the library
    """Whether a content stream of the page is lost or does not unpack to its end.

    In a file whose tables are whole a page ``may_be_blank``: no stream, or an empty one.
    """
    import pikepdf

    try:
        contents = page.get("/Contents")
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        found = [one for one in streams if isinstance(one, pikepdf.Stream)]
        if may_be_blank:
            found = [one for one in found if one.read_raw_bytes()]
        return not (found or may_be_blank) or not all(map(_unpacks, found))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return True


def _unpacks(stream: Any) -> bool:  # noqa: ANN401 - an object of the library
    import pikepdf

    named = stream.get("/Filter")
    filters = [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)]
    if filters[0] == "/ASCII85Decode":
        return bool(stream.read_raw_bytes().rstrip().endswith(b"~>"))  # decoding costs too much
    return filters != ["/FlateDecode"] or _inflates(stream.read_raw_bytes())


def _inflates(packed: bytes) -> bool:
    """Whether the bytes unpack without a fault, as far as a page of sane size goes."""
    unpacker = zlib.decompressobj()
    rest = packed.lstrip(b"\r\n")
    try:
        for _ in range(_MOST_CHUNKS):
            unpacker.decompress(rest, _CHUNK_BYTES)
            rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return True
            if not rest:
                return False
    except zlib.error:
        return False
    return True
