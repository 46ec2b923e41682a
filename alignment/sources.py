"""Where documents come from: files, folders, and object stores through fsspec (extra ``remote``).

A source is a path or a URL as text. Files of this machine never touch fsspec.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from alignment.errors import AlignmentError, DocumentError, MissingExtraError
from alignment.store.values import Submission
from alignment.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_UNKNOWN_TIME = "1970-01-01T00:00:00+00:00"
_TIME_KEYS = ("LastModified", "last_modified", "mtime", "updated", "created")


class MissingSourceError(DocumentError):
    """There is no document at the source, or it cannot be read."""

    code = "missing"


def is_url(source: str) -> bool:
    """Whether the source is a URL; a drive letter of Windows is none."""
    return "://" in source


def find_sources(given: Iterable[str]) -> tuple[list[str], list[Failure]]:
    """The PDFs named, and those below the folders named, each once, in order of path.

    Returns:
        The sources, and a failure for each that is missing or holds no PDF.
    """
    found: dict[str, None] = {}
    failures: list[Failure] = []
    for source in given:
        try:
            with _faults_of_drivers():
                below = _urls_below(source) if is_url(source) else _files_below(Path(source))
        except (OSError, ValueError) as error:
            failures.append(_not_found(source, "missing", f"{error}".splitlines()[0]))
            continue
        if not below:
            failures.append(_not_found(source, "empty_folder", "no PDF in this folder"))
        found |= dict.fromkeys(sorted(below))
    return list(found), failures


def _files_below(path: Path) -> list[str]:
    if not path.exists():
        raise FileNotFoundError("no such file")
    if not path.is_dir():
        if not path.is_file():
            raise ValueError("neither a file nor a folder")
        return [str(path.absolute())]
    return [str(one.absolute()) for one in path.rglob("*") if _is_pdf(one.name) and one.is_file()]


def _urls_below(url: str) -> list[str]:
    system, path = _file_system(url)
    if not system.exists(path):
        raise FileNotFoundError("no such object")
    below = system.find(path) if system.isdir(path) else [path]
    is_single = below == [path]
    return [system.unstrip_protocol(one) for one in below if is_single or _is_pdf(one)]


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def _not_found(source: str, code: str, message: str) -> Failure:
    return Failure(source, "find", code, f"{source}: {message}.", "Check the path.")


def name_of(source: str) -> str:
    """The file's name."""
    return PurePosixPath(source).name if is_url(source) else Path(source).name


def describe(source: str) -> Submission:
    """The source's bytes by their sha256, its size and when it was last written.

    Raises:
        MissingSourceError: it is gone, or cannot be read.
    """
    try:
        with _faults_of_drivers():
            size_bytes, written_at = stamp(source)
            with _opened(source) as file:
                document_id = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingSourceError(
            f"{name_of(source)}: {error.strerror or error}.", advice="Check the file."
        ) from error
    return Submission(document_id, name_of(source), source, size_bytes, written_at)


def stamp(source: str) -> tuple[int, str]:
    """Size in bytes and time of the last change (UTC); changes when the file does.

    Raises:
        OSError: it is gone, or cannot be read.
    """
    if not is_url(source):
        state = Path(source).stat()
        return state.st_size, _iso(datetime.fromtimestamp(state.st_mtime, UTC))
    system, path = _file_system(source)
    info = system.info(path)
    written = next((info[key] for key in _TIME_KEYS if info.get(key)), None)
    if isinstance(written, int | float):
        written = datetime.fromtimestamp(written, UTC)
    return int(info.get("size") or 0), _iso(written) if written else _UNKNOWN_TIME


def _iso(time: datetime | str) -> str:
    if isinstance(time, str):
        time = datetime.fromisoformat(time)
    return time.astimezone(UTC).isoformat(timespec="microseconds")


@contextmanager
def local_file(source: str) -> Iterator[Path]:
    """The source as a file of this machine, under its own name; fetched ones go afterwards.

    A path that is no text, which Linux allows, is too much for readers of PDFs: it is copied.
    """
    readable = source.encode("utf-8", "replace").decode("utf-8")
    if not is_url(source) and source == readable:
        yield Path(source)
        return
    with tempfile.TemporaryDirectory(prefix="alignment-") as folder:
        path = Path(folder) / name_of(readable)
        with _opened(source) as remote, path.open("wb") as file:
            shutil.copyfileobj(remote, file, 1024**2)
        yield path


@contextmanager
def _faults_of_drivers() -> Iterator[None]:
    """Object stores raise errors of their own: no credentials, no bucket, no driver."""
    try:
        yield
    except (OSError, ValueError, AlignmentError):
        raise
    except Exception as error:
        said = f"{error}".strip() or type(error).__name__
        raise OSError(said.splitlines()[0]) from error


def _opened(source: str) -> Any:  # noqa: ANN401  a binary file
    if not is_url(source):
        return Path(source).open("rb")
    system, path = _file_system(source)
    return system.open(path, "rb")


def _file_system(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingExtraError(
            f"{url}: object stores need fsspec.", advice="pip install '.[remote]'"
        ) from error
    system, path = url_to_fs(url)
    return system, path
