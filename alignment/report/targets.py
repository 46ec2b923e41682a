"""Where files are written: refused before the work where that cannot be, never lost after it.

An hour's work may end at a workbook that its planner still has open. So every file is written
whole under a passing name beside its place and then put there; where something holds the place,
the file stands beside it under the next free name.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NAMES = 50
_ADVICE = "Name another place, or close it in other programs."


@dataclass(frozen=True, slots=True)
class Output:
    """A file or folder that was written; ``trouble`` says what a reader must know of it.

    ``path`` is None where it could not be written at all.
    """

    path: Path | None
    trouble: str = ""


def check_folder(folder: Path) -> None:
    """Refuses a folder that nothing can be written into; makes nothing.

    Raises:
        UsageError: it, or what it would be made in, is no folder or cannot be written to.
    """
    above = folder
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir():
        raise UsageError(f"{above}: a file, not a folder.", advice="Name another folder.")
    try:
        with tempfile.TemporaryFile(dir=above):
            pass
    except OSError as error:
        raise UsageError(_cannot(folder, error), advice="Name another folder.") from error


def check_file(path: Path) -> None:
    """Refuses a file that cannot be written; writes nothing.

    Raises:
        UsageError: it is a folder, is held by another program, or its folder refuses files.
    """
    if path.is_dir():
        raise UsageError(f"{path}: a folder, not a file.", advice="Name a file.")
    check_folder(path.parent)
    if not path.exists():
        return
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        raise UsageError(_cannot(path, error), advice=_ADVICE) from error


def put(path: Path, write: Callable[[Path], None]) -> Output:
    """Writes a file whole, then puts it at ``path``, or beside it where that place is held.

    Args:
        path: where it goes; what is there is replaced.
        write: writes it to the place it is given.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        return _placed(part, path)
    except OSError as error:
        return Output(None, f"{_cannot(path, error)} The other files are kept.")
    finally:
        part.unlink(missing_ok=True)


def _placed(part: Path, path: Path) -> Output:
    try:
        _replace(part, path)
    except OSError as error:
        for number in range(2, _NAMES):
            other = path.with_name(f"{path.stem}-{number}{path.suffix}")
            if other.exists():
                continue
            part.replace(other)
            trouble = f"{_cannot(path, error)} Close it in other programs; written as {other.name}."
            return Output(other, trouble)
        raise
    return Output(path)


def _replace(part: Path, path: Path) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(13, "write-protected")
    part.replace(path)


def _cannot(path: Path, error: OSError) -> str:
    return f"{path}: cannot be written ({error.strerror or error})."
