"""One frozen ``Settings``, from the defaults, a TOML file and the command line, in that order.

Nothing is read at import. The fingerprint names every setting that can change a result, so that a
stored result can be told to be current or not.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from alignment.errors import AlignmentError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. PDFs come from strangers: each limit stops a known attack."""

    file_bytes: int = 300 * 1024**2
    pages: int = 6_000
    memory_bytes: int = 3 * 1024**3
    seconds_at_least: float = 20.0
    seconds_per_page: float = 0.5
    page_objects: int = 500_000
    page_characters: int = 200_000
    page_pixels: int = 40_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may be set for a run."""

    limits: Limits = field(default_factory=Limits)
    language: str = "id"
    opd: str | None = None
    year: int | None = None
    model: str | None = None

    def fingerprint(self) -> str:
        """The sha256 of all settings, as 64 hex digits."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def load_settings(file: Path | None = None, **options: object) -> Settings:
    """Defaults, overlaid by the TOML ``file``, overlaid by those ``options`` that are not None.

    Raises:
        AlignmentError: the file is no TOML, or names a setting that does not exist.
    """
    stated = _read_toml(file) if file else {}
    given = stated | {name: value for name, value in options.items() if value is not None}
    limits = _overlay(Limits(), given.pop("limits", {}), where="[limits]")
    return _overlay(Settings(limits=limits), given, where=str(file or "settings"))


_Values = TypeVar("_Values", Limits, Settings)


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise AlignmentError(
            f"{file}: {error.strerror or error}.", advice="Check the path of the settings file."
        ) from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise AlignmentError(f"{file}: {error}.", advice="Mend the settings file.") from error


def _overlay(base: _Values, values: dict[str, Any], *, where: str) -> _Values:
    known = {one.name for one in fields(base)}
    for name in values:
        if name not in known:
            raise AlignmentError(
                f"{where}: there is no setting {name!r}.",
                advice=f"Known settings: {', '.join(sorted(known))}.",
            )
    return replace(base, **values)
