"""The development themes, and which themes a code of the nomenclature stands for.

Themes are the bridge of this product: a mission is abstract, a program concrete, and both can be
described in the same sixty themes. The labels were given to codes of the nomenclature; a code
without a label of its own takes that of its nearest labelled ancestor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from alignment.resources import csv_rows, json_lines, resource
from alignment.text import official_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SUPPORT_PROGRAM = "X.XX.01"
"""The placeholder code of the program that keeps an office running, whatever its field."""

# Programs of kabupaten and kota have the codes of the provinces' programs, except for these few.
_OTHER_PROGRAMS = "program_themes_kabkota.csv"
_SUPPORT_CODE = re.compile(r"(X\.XX|\d\.\d\d)\.01(\.([12]|0[1-6])(\.|$)|\.\d{2,3}$|$)")
# Behind it stands the tier (2019), or a kegiatan or one of the six programs of every office (2006).
_KABUPATEN_KOTA = "2"
_AUTHORITY_PART = 3  # the fourth part of a code says whose task it is: 1 province, 2 kabupaten/kota
_PROGRAM_PARTS = 3
_KEGIATAN_PARTS = 5
_SUB_KEGIATAN_PARTS = 6
_SUB_KEGIATAN_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Theme:
    """One development theme: its id, its Indonesian title, and words that tell its scope."""

    id: str
    title: str
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """The themes of one code: those it is about, and those it touches."""

    code: str
    name: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissionStatement:
    """A mission, goal or target with its themes; ``set_id`` is empty where it stands alone."""

    id: str
    kind: str
    set_id: str
    text: str
    explicit: tuple[str, ...]
    implied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeCatalog:
    """The themes in their fixed order, and the labels of the nomenclature by code.

    ``other_programs`` are programs of kabupaten and kota that share a code, but nothing else, with
    a program of the provinces.
    """

    themes: tuple[Theme, ...]
    labels: Mapping[str, CodeLabel]
    other_programs: Mapping[str, CodeLabel] = field(default_factory=dict)
    ids: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Theme ids, in the order of the columns of every theme vector."""
    _by_name: Mapping[str, CodeLabel | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Puts the ids beside the themes, and the labels beside their names."""
        object.__setattr__(self, "ids", tuple(theme.id for theme in self.themes))
        by_name: dict[str, CodeLabel | None] = {}
        for label in (*self.labels.values(), *self.other_programs.values()):
            known = by_name.setdefault(official_key(label.name), label)
            if known and known.primary != label.primary:
                by_name[official_key(label.name)] = None
        object.__setattr__(self, "_by_name", MappingProxyType(by_name))

    def title(self, theme_id: str) -> str:
        """The Indonesian title of a theme; KeyError where there is none."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme.title
        raise KeyError(theme_id)

    def label_for(self, code: str | None) -> CodeLabel | None:
        """The label of ``code`` or of its nearest labelled ancestor; None where there is none.

        ``code`` is a normalised code such as ``1.03.11.1.01.0009``. Its first two parts may be
        those of any office where it lies in the support program.
        """
        parts = _comparable(code or "")
        is_other_list = parts[_AUTHORITY_PART : _AUTHORITY_PART + 1] == [_KABUPATEN_KOTA]
        shelves = [self.labels, self.other_programs]
        if is_other_list:
            shelves.reverse()
        for length in (_SUB_KEGIATAN_PARTS, _KEGIATAN_PARTS, _PROGRAM_PARTS):
            one = ".".join(parts[:length]) if len(parts) >= length else ""
            if found := next((shelf[one] for shelf in shelves if one in shelf), None):
                return found
        return None

    def label_named(self, name: str) -> CodeLabel | None:
        """The label of the official name; None where codes of that name are about other themes."""
        return self._by_name.get(official_key(name))


def is_support_code(code: str | None) -> bool:
    """Whether ``code`` lies in the support program (``X.XX.01``) of any office."""
    return bool(_SUPPORT_CODE.match(code or ""))


def _comparable(code: str) -> list[str]:
    """The parts of ``code`` as the labels have them."""
    parts = code.split(".")
    if is_support_code(code):
        parts[:2] = ["X", "XX"]
    if len(parts) == _SUB_KEGIATAN_PARTS and len(parts[-1]) != _SUB_KEGIATAN_DIGITS:
        # Older editions number sub kegiatan with two digits, in another order.
        return parts[:_KEGIATAN_PARTS]
    return parts


@cache
def load_themes() -> ThemeCatalog:
    """The shipped catalog, read once."""
    return read_themes(resource("corpus/themes"))


def read_themes(folder: Path) -> ThemeCatalog:
    """The catalog in ``folder``.

    Raises:
        ValueError: a label names a theme that does not exist, or a code is labelled twice.
    """
    themes = tuple(
        Theme(row["id"], row["tema"], tuple(word.strip() for word in row["cakupan"].split(",")))
        for row in csv_rows(folder / "themes.csv")
    )
    others = {label.code: label for label in read_labels(folder / _OTHER_PROGRAMS)}
    labels: dict[str, CodeLabel] = {}
    for file in sorted(folder.glob("*_themes*.csv")):
        for label in read_labels(file) if file.name != _OTHER_PROGRAMS else ():
            if label.code in labels:
                raise ValueError(f"{file.name}: {label.code} is labelled twice")
            labels[label.code] = label
    known = {theme.id for theme in themes}
    for label in (*labels.values(), *others.values()):
        if unknown := {*label.primary, *label.secondary} - known:
            raise ValueError(f"{label.code}: unknown themes {', '.join(sorted(unknown))}")
    return ThemeCatalog(themes, MappingProxyType(labels), MappingProxyType(others))


def read_labels(file: Path) -> Iterator[CodeLabel]:
    """The labels of codes in a CSV; none where there is no such file."""
    for row in csv_rows(file) if file.exists() else ():
        yield CodeLabel(row["code"], row["name"], _ids(row["primary"]), _ids(row["secondary"]))


def read_mission_statements(folder: Path) -> tuple[MissionStatement, ...]:
    """The labelled mission statements in ``folder``; for training, so not cached."""
    files = sorted(folder.glob("mission_statements*.jsonl"))
    return tuple(
        MissionStatement(
            id=row["id"],
            kind=row["kind"],
            set_id=row["set_id"] or "",
            text=row["text"],
            explicit=tuple(row["explicit"]),
            implied=tuple(row["implied"]),
        )
        for file in files
        for row in json_lines(file)
    )


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(one for one in cell.split("|") if one)
