"""What a result depends on besides the document: settings, model, missions, and our own code."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from alignment import __version__
from alignment.resources import resource
from alignment.store.codec import digest
from alignment.store.values import Recipe

if TYPE_CHECKING:
    from alignment.settings import Settings
    from alignment.types import MissionSet

_PACKAGE = Path(__file__).resolve().parent
# Named are the modules that do NOT make results: a new one counts until it is named here.
_SHOW_ONLY = (
    *("cli", "terminal", "report", "review", "reviews", "agreement", "doctor", "run", "__main__"),
    *("store", "engines", "batch", "inbox", "compare", "diff", "sources", "reader", "recipe"),
    *("missions_draft",),
)
_MAKES_ROWS = "store/rows.py"
_DATA = ("corpus/themes", "corpus/rules")
_DATA_SUFFIXES = frozenset({".csv", ".jsonl", ".toml", ".yaml"})
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
    """Our version, and the digest of the code, data and libraries that make a result.

    Code that only shows results (reports, the command line) does not enter: a new heading in the
    workbook is no reason to read a country's plans again.
    """
    made_by = hashlib.sha256()
    for name, path in sorted(_makers().items()):
        made_by.update(name.encode())
        made_by.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for library in _LIBRARIES:
        made_by.update(f"{library}={_version_of(library)}".encode())
    return f"{__version__}+{made_by.hexdigest()}"


def _makers() -> dict[str, Path]:
    """The files that a result depends on, by name: our code, the themes, the directives' rules."""
    found = {path.relative_to(_PACKAGE).as_posix(): path for path in _PACKAGE.rglob("*.py")}
    makers = {name: path for name, path in found.items() if not _shows_only(name)}
    makers[_MAKES_ROWS] = _PACKAGE / _MAKES_ROWS
    for folder in map(resource, _DATA):
        files = (path for path in folder.rglob("*") if path.suffix in _DATA_SUFFIXES)
        makers |= {f"{folder.name}/{path.relative_to(folder).as_posix()}": path for path in files}
    return makers


def _shows_only(name: str) -> bool:
    first = name.split("/", maxsplit=1)[0].removesuffix(".py")
    return first in _SHOW_ONLY or first.startswith(("_data", "cli_", "terminal_"))


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
