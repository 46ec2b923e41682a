"""Checks the theme labels: known themes, unique ids and codes, sets that add up.

Usage: ``python corpus/themes/check.py``; prints one line per file, or fails on the first fault.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CODE_FILES = (
    (
        "program_themes.csv",
        "kegiatan_themes.csv",
        "subkegiatan_themes.csv",
        "subkegiatan_themes_b.csv",
    ),
    ("program_themes_kabkota.csv", "kegiatan_themes_kabkota.csv"),
)
MISSION_FILES = (
    ("mission_statements.jsonl", "mission_sets.jsonl"),
    ("mission_statements_b.jsonl", "mission_sets_b.jsonl"),
    ("mission_statements_c.jsonl", "mission_sets_c.jsonl"),
)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a csv file in this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def lines(name: str) -> list[dict[str, Any]]:
    """The records of a jsonl file in this folder."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def check_label(key: str, primary: list[str], secondary: list[str], known: set[str]) -> None:
    """Refuses unknown, missing and double themes.

    Raises:
        ValueError: naming the label at fault.
    """
    both = primary + secondary
    if unknown := set(both) - known:
        raise ValueError(f"{key}: unknown themes {', '.join(sorted(unknown))}")
    if not primary or len(set(both)) != len(both):
        raise ValueError(f"{key}: no primary theme, or a theme given twice")


def check_unique(name: str, keys: list[str]) -> None:
    """Refuses keys that occur twice."""
    if len(set(keys)) != len(keys):
        raise ValueError(f"{name}: {len(keys) - len(set(keys))} keys occur twice")


def check_set(mission_set: dict[str, Any], statements: dict[str, Any], known: set[str]) -> None:
    """Refuses a set whose covered and uncovered themes are not exactly the known ones."""
    members = [statements[one] for one in mission_set["missions"]]
    covered = {theme for one in members for theme in (*one["explicit"], *one["implied"])}
    if covered & set(mission_set["uncovered"]) or covered | set(mission_set["uncovered"]) != known:
        raise ValueError(f"{mission_set['set_id']}: covered and uncovered themes do not add up")


def check_codes(names: tuple[str, ...], known: set[str]) -> None:
    """Checks csv files that share one space of codes."""
    for name in names:
        for row in rows(name):
            secondary = [one for one in row["secondary"].split("|") if one]
            check_label(row["code"], row["primary"].split("|"), secondary, known)
        sys.stdout.write(f"{name}: {len(rows(name))}\n")
    check_unique(names[0], [row["code"] for name in names for row in rows(name)])


def check_missions(statements_name: str, sets_name: str, known: set[str]) -> None:
    """Checks the statements of one file and the sets they form."""
    records = lines(statements_name)
    for record in records:
        check_label(record["id"], record["explicit"], record["implied"], known)
    check_unique(statements_name, [record["id"] for record in records])
    statements = {record["id"]: record for record in records}
    for mission_set in lines(sets_name):
        check_set(mission_set, statements, known)
    sys.stdout.write(f"{statements_name}: {len(records)} in {len(lines(sets_name))} sets\n")


def main() -> None:
    """Checks every file of labels."""
    known = {row["id"] for row in rows("themes.csv")}
    for names in CODE_FILES:
        check_codes(names, known)
    for statements_name, sets_name in MISSION_FILES:
        check_missions(statements_name, sets_name, known)
    for name in sorted(file.name for file in FOLDER.glob("*items*.jsonl")):
        items = lines(name)
        for item in items:
            check_label(item["id"], item["primary"], item["secondary"], known)
        check_unique(name, [item["id"] for item in items])
        sys.stdout.write(f"{name}: {len(items)}\n")


if __name__ == "__main__":
    main()
