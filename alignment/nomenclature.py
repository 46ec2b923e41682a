"""The official list of codes and names, as its user imported it.

The list belongs to the ministry and is not shipped: ``alignment nomenclature import`` takes the
file that SIPD exports and keeps it in the user's data folder (``ALIGNMENT_DATA`` names another).
Without it, the programs and kegiatan that the shipped labels name are known, and no others.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from alignment.errors import NomenclatureError
from alignment.text import CodeKind, fold, name_key, official_key, parse_code, squash
from alignment.themes import is_support_code, load_themes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DATA_VARIABLE = "ALIGNMENT_DATA"
_FILE = "nomenklatur.csv"
_SAME_NAME = 90.0
"""The least similarity (0 to 100) of a printed name to the official one of its code."""
_SURE_NAME = 96.0
"""The least similarity at which a name alone gives a code."""
_CODE_HEAD = re.compile(r"^(?:kode|kd|code)\b|^id_?sub")
_NAME_HEAD = re.compile(r"^(?:nama|name|nomenklatur|uraian)")
_PART_HEAD = re.compile(r"^(?:|urusan|bidang(?: urusan)?|program|(?:sub ?)?kegiatan)$")


@dataclass(frozen=True)
class Nomenclature:
    """Official names by code. A code has several where the lists of two tiers were imported."""

    names: Mapping[str, tuple[str, ...]]

    def names_of(self, code: str) -> tuple[str, ...]:
        """The official names of a code; empty where the list does not hold it.

        The first two parts of a code in the support program may be those of any office.
        """
        if code in self.names:
            return self.names[code]
        if is_support_code(code):
            return self.names.get("X.XX." + ".".join(code.split(".")[2:]), ())
        return ()

    def level_of(self, code: str) -> CodeKind | None:
        """What the code stands for; None where the list does not hold it."""
        known = parse_code(code) if self.names_of(code) else None
        return known.kind if known else None

    def name_belongs(self, code: str, name: str) -> bool | None:
        """Whether a printed name is that of its code; None where the list does not hold the code.

        A code the list does not hold may be one that a later edition dropped: it says nothing.
        """
        official = self.names_of(code)
        if not official:
            return None
        return max(_likeness(name, one) for one in official) >= _SAME_NAME

    def program_codes(self, name: str) -> tuple[str, ...]:
        """The codes of the programs with that name, in order; empty where there is none."""
        return self.codes_of(name, CodeKind.PROGRAM)

    def codes_of(self, name: str, kind: CodeKind) -> tuple[str, ...]:
        """The codes of one level whose official name is ``name``, or all but a slip of it."""
        shelf = self._by_name.get(kind, {})
        exact = shelf.get(official_key(name))
        if exact:
            return exact
        near = {
            code
            for codes in shelf.values()
            for code in codes
            if any(_likeness(name, one) >= _SURE_NAME for one in self.names[code])
        }
        return tuple(sorted(near))

    @cached_property
    def _by_name(self) -> dict[CodeKind, dict[str, tuple[str, ...]]]:
        shelves: dict[CodeKind, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for code, names in self.names.items():
            parsed = parse_code(code)
            for name in names if parsed else ():
                shelves[parsed.kind][official_key(name)].add(code)  # type: ignore[union-attr]
        return {
            kind: {key: tuple(sorted(codes)) for key, codes in shelf.items()}
            for kind, shelf in shelves.items()
        }


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(official_key(one), official_key(other))


def data_folder() -> Path:
    """Where what users import is kept."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("alignment", appauthor=False)


def import_nomenclature(path: Path, *, is_added: bool = False) -> tuple[Nomenclature, int]:
    """Keeps the list in ``path`` for later, beside the one kept before where ``is_added``.

    Returns:
        The list as it is now kept, and the number of rows of the file that held no code.

    Raises:
        NomenclatureError: the file cannot be read, or holds no list of codes and names.
    """
    pairs, left_out = read_list(path)
    before = _imported() if is_added else None
    kept = _gathered([*(_pairs_of(before) if before else ()), *pairs])
    file = data_folder() / _FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        with part.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("code", "name"))
            writer.writerows(_pairs_of(kept))
        part.replace(file)
    except OSError as error:
        raise NomenclatureError(
            f"{file}: cannot be written ({error.strerror or error}).",
            advice=f"Name another folder in the environment variable {DATA_VARIABLE}.",
        ) from error
    return kept, left_out


def load_nomenclature() -> Nomenclature:
    """The imported list; without one, the names that the shipped labels know.

    Raises:
        NomenclatureError: the imported list is damaged.
    """
    return _imported() or shipped_nomenclature()


def shipped_nomenclature() -> Nomenclature:
    """Codes and names of the shipped labels: all programs, the kegiatan, some sub kegiatan."""
    catalog = load_themes()
    labels = (*catalog.labels.values(), *catalog.other_programs.values())
    return _gathered((label.code, label.name) for label in labels)


def _imported() -> Nomenclature | None:
    file = data_folder() / _FILE
    if not file.exists():
        return None
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return _gathered((row["code"], row["name"]) for row in csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise NomenclatureError(
            f"{file}: the imported list is damaged ({type(error).__name__}).",
            advice="Import it again: `alignment nomenclature import FILE.xlsx`.",
        ) from error


def _gathered(pairs: Iterable[tuple[str, str]]) -> Nomenclature:
    names: dict[str, tuple[str, ...]] = {}
    for code, name in pairs:
        known = names.get(code, ())
        if all(name_key(name) != name_key(one) for one in known):
            names[code] = (*known, name)
    return Nomenclature(MappingProxyType(names))


def _pairs_of(nomenclature: Nomenclature) -> Iterator[tuple[str, str]]:
    return ((code, name) for code, names in nomenclature.names.items() for name in names)


def read_list(path: Path) -> tuple[list[tuple[str, str]], int]:
    """Codes and names of a CSV or XLSX file, and how many rows under its head held none.

    The head names a column of codes (or several, one for each part) and one of names; a wide list
    may hold several such pairs, one for each level.

    Raises:
        NomenclatureError: the file cannot be read, or holds no such list.
    """
    found: dict[tuple[str, str], None] = {}
    left_out = 0
    for rows in _sheets(path):
        pairs = None
        for row in rows:
            if pairs is None:
                pairs = _columns(row) or None
                continue
            told = [one for codes, name in pairs if (one := _pair(row, codes, name))]
            found |= dict.fromkeys(told)
            left_out += not told and any(row)
    if not found:
        raise NomenclatureError(
            f"{path}: no column of codes beside one of names was found.",
            advice='Head them "kode" and "nama"; codes as 1.01.02 or 1.01.02.1.01.0001.',
        )
    return list(found), left_out


def _columns(head: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
    """The columns of code parts and of the name, once for each pair that a row of labels names."""
    labels = [fold(text) for text in head]
    names = [i for i, label in enumerate(labels) if _NAME_HEAD.match(label)]
    pairs, start = [], 0
    for name in names:
        codes = [i for i in range(start, name) if _CODE_HEAD.match(labels[i])]
        if codes:
            between = range(codes[0], name)
            is_split = all(
                _CODE_HEAD.match(labels[i]) or _PART_HEAD.match(labels[i]) for i in between
            )
            pairs.append((tuple(between) if is_split else (codes[-1],), name))
            start = name + 1
    return pairs


def _pair(row: Sequence[str], codes: Sequence[int], name: int) -> tuple[str, str] | None:
    texts = [row[i] for i in codes if i < len(row) and row[i]]
    parsed = parse_code(".".join(texts)) or parse_code(
        ".".join([*texts[:1], *map(_padded, texts[1:])])
    )
    named = row[name] if name < len(row) else ""
    wanted = (CodeKind.URUSAN, CodeKind.BIDANG, CodeKind.PROGRAM, CodeKind.KEGIATAN,
              CodeKind.SUB_KEGIATAN)  # fmt: skip
    return (parsed.text, named) if parsed and parsed.kind in wanted and named else None


def _padded(part: str, width: int = 2) -> str:
    """A part that a workbook keeps as a number, with the nought it lost."""
    return part.zfill(width) if part.isdecimal() else part


def _sheets(path: Path) -> Iterator[list[list[str]]]:
    """The rows of each sheet; a CSV file is one."""
    try:
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as stream:
                head = stream.read(4096)
                stream.seek(0)
                mark = max(",;\t|", key=head.count)
                yield [[squash(cell) for cell in row] for row in csv.reader(stream, delimiter=mark)]
            return
        import openpyxl

        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield [
                ["" if cell is None else squash(str(cell)) for cell in row]
                for row in sheet.iter_rows(values_only=True)
            ]
    except Exception as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise NomenclatureError(
            f"{path}: cannot be read ({reason}).", advice="Give the list as .xlsx or .csv (UTF-8)."
        ) from error
