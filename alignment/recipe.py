"""What a result depends on besides the document: settings, model, missions, and our own code."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from alignment import __version__
from alignment.store.codec import digest
from alignment.store.values import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.settings import Settings
    from alignment.types import MissionSet

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = ("extract", "align")
_MODULES = ("pipeline.py", "text.py", "themes.py", "types.py", "versions.py", "store/rows.py")
_LIBRARIES = ("pypdfium2", "pdfplumber", "pikepdf", "numpy", "onnxruntime", "tokenizers", "spacy")


def recipe_for(missions: MissionSet, settings: Settings, *, model_id: str) -> Recipe:
    """The recipe of a batch; any change in it means that documents are read anew."""
    return Recipe(
        settings_fingerprint=settings.fingerprint(),
        model_id=model_id,
        missions_digest=digest(missions),
        code_version=code_version(),
    )


@cache
def code_version() -> str:
    """Our version, and the digest of the code and the libraries that make a result.

    Code that only shows results (reports, the command line) does not enter: a new heading in the
    workbook is no reason to read a country's plans again.
    """
    made_by = hashlib.sha256()
    for path in _sources():
        made_by.update(path.relative_to(_PACKAGE).as_posix().encode())
        made_by.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for library in _LIBRARIES:
        made_by.update(f"{library}={_version_of(library)}".encode())
    return f"{__version__}+{made_by.hexdigest()}"


def _sources() -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from sorted((_PACKAGE / folder).rglob("*.py"))
    yield from (_PACKAGE / name for name in _MODULES)


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
