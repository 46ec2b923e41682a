"""The child process that parses strangers' files: frames of JSON in, frames of JSON out.

A frame is four bytes of length, big-endian, and that many bytes of JSON. The engines write what
they like to standard output; so the frames go out through a duplicate and the original is closed.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import sys
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from alignment.errors import AlignmentError, BrokenPdfError, LimitError
from alignment.extract import wire
from alignment.types import Extraction

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.settings import Settings
    from alignment.types import Cascade

_LENGTH = struct.Struct(">I")


def read_frame(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next frame, or None at the stream's end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return dict(json.loads(body)) if len(body) == length else None


def write_frame(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Writes one frame and flushes it."""
    body = json.dumps(message).encode()
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def main() -> None:
    """Serves requests until standard input ends."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    requests = sys.stdin.buffer
    while request := read_frame(requests):
        settings = wire.unpacked_settings(request["settings"])
        _limit(settings)
        write_frame(replies, _answer(Path(request["path"]), settings, request, replies))


def _answer(
    path: Path, settings: Settings, request: dict[str, Any], replies: IO[bytes]
) -> dict[str, Any]:
    def progress(page_number: int, page_count: int, *, is_ocr: bool = False) -> None:
        write_frame(replies, {"page": page_number, "pages": page_count, "ocr": is_ocr})

    try:
        read = _reader(request["kind"])
        value = read(path, settings, skip_pages=frozenset(request["skip_pages"]), progress=progress)
    except AlignmentError as error:
        return {"error": wire.packed_error(error)}
    except MemoryError:
        return {"error": wire.packed_error(LimitError("it needs more memory than allowed."))}
    except RecursionError:
        return {"error": wire.packed_error(BrokenPdfError("its objects refer to themselves."))}
    except Exception as error:  # noqa: BLE001 - whatever a stranger's file sets off is this file's
        told = f"reading it failed ({type(error).__name__}: {error})."
        return {"error": wire.packed_error(BrokenPdfError(told))}
    if isinstance(value, Extraction):
        for some in wire.packed_items(value.items):
            write_frame(replies, {"items": some})
        value = replace(value, items=())
    return {"value": wire.packed(value)}


def _reader(kind: str) -> Callable[..., Extraction | Cascade]:
    """What reads a document for its items, or an RPJMD for its cascade."""
    if kind == "cascade":
        from alignment.extract.rpjmd import read_cascade

        return read_cascade
    from alignment.extract.document import extract_document

    return extract_document


def _limit(settings: Settings) -> None:
    """Caps this process's memory where the system can (POSIX); no core dumps."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = settings.limits.memory_bytes
        resource.setrlimit(
            resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )


if __name__ == "__main__":
    main()
