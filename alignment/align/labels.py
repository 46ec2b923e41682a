"""The labels that training reads: themes of texts, themes of missions, items that serve nobody.

Sources: the repository's ``corpus/themes`` and ``corpus/labels``; and, where the user gives them,
the official nomenclature (with its definitions beside it) and gold files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.align.features import theme_row
from alignment.align.texts import plain
from alignment.errors import GoldError
from alignment.resources import csv_rows, json_lines
from alignment.themes import load_themes, read_labels, read_mission_statements
from alignment.types import Indicator, Level, Parent, PlanItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from alignment.align.embed import FloatArray
    from alignment.themes import CodeLabel, ThemeCatalog

KINDS = (
    "misaligned",
    "theme_uncovered",
    "outside_authority",
    "no_public_benefit",
    "contrary_to_directive",
    "empty",
)
"""Outputs of the content head: that an item serves nobody, and in which of five ways."""

_INHERITED_WEIGHT = 0.6
_DEFINITION_WEIGHT = 0.5
_DEFINITION_CHARACTERS = 300
_KABUPATEN_KOTA = "kabkota"


@dataclass(frozen=True, slots=True)
class ThemeText:
    """A text and the themes it speaks of (one row, 1 or 0.5 or 0), with the weight of the label."""

    text: str
    themes: FloatArray
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class MissionText:
    """A mission, goal or target, with its themes."""

    id: str
    text: str
    themes: FloatArray


@dataclass(frozen=True, slots=True)
class Assignment:
    """A text and those missions of one region that it serves, by an official document."""

    text: str
    missions: tuple[str, ...]
    served: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ContentExample:
    """An item, and whether (and how) its money serves nobody; ``group`` keeps twins together."""

    item: PlanItem
    kinds: frozenset[str]
    group: str
    weight: float = 1.0
    missions: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ThemeLabels:
    """All that is known of themes."""

    texts: tuple[ThemeText, ...]
    missions: tuple[MissionText, ...]
    sets: tuple[tuple[str, ...], ...]

    @property
    def text_themes(self) -> FloatArray:
        """Of the texts; shape (n, t)."""
        return np.stack([one.themes for one in self.texts]).astype(np.float32)

    @property
    def text_weights(self) -> FloatArray:
        """Of the texts' labels; shape (n,)."""
        return np.array([one.weight for one in self.texts], np.float32)

    @property
    def mission_themes(self) -> FloatArray:
        """Of the missions; shape (m, t)."""
        return np.stack([one.themes for one in self.missions]).astype(np.float32)

    @property
    def set_rows(self) -> list[list[int]]:
        """The rows of the missions of each set."""
        place = {one.id: row for row, one in enumerate(self.missions)}
        return [[place[one] for one in chosen] for chosen in self.sets]


def label_files(themes: Path, content: Path) -> list[Path]:
    """The files of ``corpus/themes`` and ``corpus/labels`` that training reads, no other."""
    patterns = ("*_themes*.csv", "*items*.jsonl", "mission_*.jsonl")
    found = [file for pattern in patterns for file in themes.glob(pattern)]
    found += [
        file for name in ("misaligned", "second_reading") for file in content.glob(f"{name}*.jsonl")
    ]
    return sorted([themes / "themes.csv", themes / "abbreviations.csv", *found])


def read_theme_labels(folder: Path, nomenclatures: Sequence[Path] = ()) -> ThemeLabels:
    """Themes of texts and missions from ``folder`` (``corpus/themes``), spread over nomenclatures.

    A nomenclature's names, indicators and results carry the themes of their own label or of their
    nearest labelled ancestor; definitions are read from ``*_definisi.csv`` beside it.
    """
    catalog = load_themes()
    labels = _code_labels(folder, kabupaten_kota=False)
    texts = [*_from_labels(labels.values(), catalog), *_from_titles(catalog)]
    texts += _from_labels(_code_labels(folder, kabupaten_kota=True).values(), catalog)
    for file in sorted(folder.glob("*items*.jsonl")):
        texts += [
            ThemeText(plain(one["text"]), theme_row(one["primary"], one["secondary"], catalog))
            for one in json_lines(file)
        ]
    for file in nomenclatures:
        own = replace(
            catalog, labels=_code_labels(folder, kabupaten_kota=_KABUPATEN_KOTA in file.stem)
        )
        texts += _from_nomenclature(file, own)
    missions = tuple(
        MissionText(one.id, plain(one.text), theme_row(one.explicit, one.implied, catalog))
        for one in read_mission_statements(folder)
    )
    known = {mission.id for mission in missions}
    sets = (
        tuple(one["missions"])
        for file in sorted(folder.glob("mission_sets*.jsonl"))
        for one in json_lines(file)
    )
    return ThemeLabels(
        _merged(texts), missions, tuple(one for one in sets if known.issuperset(one))
    )


def read_assignments(files: Iterable[Path]) -> tuple[Assignment, ...]:
    """Which mission a text serves, from gold files whose lines carry ``mission_text``."""
    found: list[Assignment] = []
    for file in files:
        rows = [row for row in read_gold(file) if row.get("mission_text")]
        texts: dict[str, str] = {}
        for row in rows:
            for mission in as_tuple(row["mission_id"]):
                texts.setdefault(mission, plain(row["mission_text"]))
        found += [
            Assignment(
                plain(row.get("text") or row["name"]),
                tuple(texts.values()),
                tuple(mission in as_tuple(row["mission_id"]) for mission in texts),
            )
            for row in rows
        ]
    return tuple(found)


def read_content_labels(folder: Path) -> tuple[ContentExample, ...]:
    """The pairs of ``misaligned*.jsonl`` in ``folder``.

    A label that a second reading doubts counts half; one that it contradicts is left out.
    """
    second = {
        one["id"]: one
        for file in sorted(folder.glob("second_reading*.jsonl"))
        for one in json_lines(file)
    }
    found = []
    for file in sorted(folder.glob("misaligned*.jsonl")):
        for one in json_lines(file):
            label = one["label"]
            reading = second.get(one["id"], {"kind": label["kind"], "sure": True})
            if reading["kind"] != label["kind"]:
                continue
            kinds = {"misaligned", label["why_kind"]} if label["kind"] == "misaligned" else set()
            found.append(
                ContentExample(
                    item=item_of(one),
                    kinds=frozenset(kinds & set(KINDS)),
                    group=f"{file.stem}/{one['pair']}",
                    weight=1.0 if reading.get("sure", True) else 0.5,
                    missions=tuple(label.get("missions") or ()),
                    source=file.stem,
                )
            )
    return tuple(found)


def read_gold(file: Path) -> list[dict[str, Any]]:
    """The lines of a gold file.

    Raises:
        GoldError: the file cannot be read, or a line has no text or no mission.
    """
    try:
        rows = list(json_lines(file))
    except OSError as error:
        raise GoldError(f"{file}: {error.strerror or error}.", advice="Check the path.") from error
    except ValueError as error:
        raise GoldError(f"{file}: {error}.", advice="A gold file is JSON Lines.") from error
    for number, row in enumerate(rows, start=1):
        if not (row.get("text") or row.get("name")):
            raise GoldError(f"{file}, line {number}: neither `text` nor `name`.")
        if "mission_id" not in row and not row.get("negative"):
            raise GoldError(f"{file}, line {number}: neither `mission_id` nor `negative: true`.")
    return rows


def as_tuple(value: object) -> tuple[str, ...]:
    """A mission id or a list of them, as a tuple of strings."""
    if value is None:
        return ()
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else (str(value),)


def item_of(record: Mapping[str, Any], *, number: int = 0) -> PlanItem:
    """A plan item from a line of labels or gold; only ``text`` or ``name`` must be there."""
    level = record.get("level")
    return PlanItem(
        item_id=str(record.get("id") or record.get("item_id") or number),
        document="labels",
        level=Level(level) if level in tuple(Level) else Level.SUB_KEGIATAN,
        name=str(record.get("name") or record.get("text") or ""),
        code=record.get("code"),
        opd=record.get("opd"),
        parents=tuple(
            Parent(Level(one["level"]), one.get("code"), one["name"])
            for one in record.get("parents") or ()
        ),
        indicators=tuple(
            Indicator(one["text"], one.get("target"), one.get("unit"))
            for one in record.get("indicators") or ()
        ),
        budget_rupiah=record.get("budget_rupiah"),
        location=record.get("location"),
    )


def _from_labels(labels: Iterable[CodeLabel], catalog: ThemeCatalog) -> list[ThemeText]:
    return [
        ThemeText(plain(one.name), theme_row(one.primary, one.secondary, catalog)) for one in labels
    ]


def _from_titles(catalog: ThemeCatalog) -> Iterator[ThemeText]:
    for theme in catalog.themes:
        for text in (theme.title, *theme.scope):
            yield ThemeText(plain(text), theme_row([theme.id], [], catalog))


def _from_nomenclature(file: Path, catalog: ThemeCatalog) -> Iterator[ThemeText]:
    for row in csv_rows(file):
        label = catalog.label_for(row["code"])
        if label is None:
            continue
        weight = 1.0 if label.code == row["code"] else _INHERITED_WEIGHT
        themes = theme_row(label.primary, label.secondary, catalog)
        for column in ("name", "kinerja", "indikator"):
            if row.get(column):
                yield ThemeText(plain(row[column]), themes, weight)
    beside = file.with_name(f"{file.stem}_definisi.csv")
    for row in csv_rows(beside) if beside.exists() else ():
        label = catalog.label_for(row["code"])
        text = re.sub(r"\s+", " ", row["definisi_operasional"])[:_DEFINITION_CHARACTERS]
        if label is not None and text.strip():
            themes = theme_row(label.primary, label.secondary, catalog)
            yield ThemeText(plain(text), themes, _DEFINITION_WEIGHT)


def _merged(texts: Iterable[ThemeText]) -> tuple[ThemeText, ...]:
    """Equal texts become one, with the weighted mean of their themes."""
    sums: dict[str, tuple[FloatArray, float]] = {}
    for one in texts:
        themes, weight = sums.get(one.text, (np.zeros_like(one.themes), 0.0))
        sums[one.text] = (themes + one.weight * one.themes, weight + one.weight)
    return tuple(
        ThemeText(text, themes / weight, min(weight, 1.0))
        for text, (themes, weight) in sums.items()
    )


def _code_labels(folder: Path, *, kabupaten_kota: bool) -> dict[str, CodeLabel]:
    files = sorted(folder.glob("*_themes*.csv"), key=lambda file: _KABUPATEN_KOTA in file.stem)
    labels: dict[str, CodeLabel] = {}
    for file in files:
        if _KABUPATEN_KOTA in file.stem and not kabupaten_kota:
            continue
        labels |= {one.code: one for one in read_labels(file)}
    return labels
