"""The missions file: whose missions, in which words, with which themes.

The file is YAML. Planners write it by hand, so every mistake is reported with its line and column,
and a misspelt key or theme with the one that was probably meant.

A theme whose line carries a comment that begins with ``usulan`` is a proposal. As long as one of
its themes is, a mission counts as one without confirmed themes.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import yaml

from alignment.errors import MissionsError
from alignment.resources import DEFAULT_MISSIONS, resource
from alignment.themes import load_themes
from alignment.types import Directive, Flagship, Mission, MissionSet, MissionThemes, Objective
from alignment.yaml_nodes import (
    INT,
    NodeReader,
    Problem,
    did_you_mean,
    id_text,
    kind_of,
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path

_YEARS = range(1945, 2201)
_PROGRAM_CODE = re.compile(r"(\d\.\d{2}|X\.XX)\.\d{2}")

_FILE_KEYS = ("region", "period", "vision", "missions", "directives")
_MISSION_KEYS = tuple(one.name for one in fields(Mission) if one.name != "proposed_themes")
_PROPOSAL = re.compile(r"#\s*usulan\b", re.IGNORECASE)


def load_missions(path: Path | None = None) -> MissionSet:
    """The missions in ``path``; those of Kalimantan Timur 2025-2030 where it is None.

    Raises:
        MissionsError: the file is missing or wrong; the message is one line that names the first
            problem with file, line and column.
    """
    missions, problems = _read(path or resource(DEFAULT_MISSIONS))
    if problems:
        first, more = problems[0], len(problems) - 1
        rest = f"({more} more: `alignment missions check` lists them.)" if more else ""
        message = str(Problem(first.file, first.line, first.column, first.message))
        raise MissionsError(message, advice=f"{first.advice} {rest}".strip())
    return missions


def check_missions(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with the missions file, in the order of the file; empty where it is fine."""
    return _read(path)[1]


def open_proposals(path: Path) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Ids of the missions that still hold proposed themes, each with the lines they stand on."""
    reader = NodeReader(file=str(path))
    root = reader.compose(path)
    keys = dict(_entries(root))
    missions = keys.get("missions")
    found = []
    for node in missions.value if isinstance(missions, yaml.SequenceNode) else ():
        mission = dict(_entries(node))
        lines = _proposal_lines(reader, mission["themes"]) if "themes" in mission else []
        if lines:
            found.append((str(mission["id"].value), tuple(lines)))
    return tuple(found)


def _entries(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return [(str(key.value), value) for key, value in pairs]


def _read(path: Path) -> tuple[MissionSet, tuple[Problem, ...]]:
    reader = NodeReader(file=str(path))
    root = reader.compose(path)
    missions = _missions_file(reader, root) if root is not None else MissionSet("", ())
    in_order = sorted(reader.problems, key=lambda one: (one.line, one.column))
    return missions, tuple(in_order)


def _missions_file(reader: NodeReader, node: yaml.Node) -> MissionSet:
    keys = reader.mapping(node, known=_FILE_KEYS, required=("missions",), what="the file")
    start_year, end_year = reader.optional(keys, "period", _period) or (None, None)
    missions = reader.many(keys, "missions", _mission)
    directives = reader.many(keys, "directives", _directive)
    if "missions" in keys and not missions:
        reader.complain(keys["missions"], "there is no mission.", "List at least one.")
    return MissionSet(
        region=reader.optional(keys, "region", text_of) or "",
        missions=missions,
        start_year=start_year,
        end_year=end_year,
        vision=reader.optional(keys, "vision", _vision),
        directives=directives,
    )


def _period(reader: NodeReader, node: yaml.Node) -> tuple[int | None, int | None]:
    keys = reader.mapping(node, known=("start", "end"), what="period")
    start = reader.optional(keys, "start", _year)
    end = reader.optional(keys, "end", _year)
    if start and end and start > end:
        reader.complain(node, f"the period ends ({end}) before it starts ({start}).")
    return start, end


def _vision(reader: NodeReader, node: yaml.Node) -> str | None:
    keys = reader.mapping(node, known=("text", "source"), required=("text",), what="vision")
    reader.optional(keys, "source", text_of)
    return reader.optional(keys, "text", text_of)


def _mission(reader: NodeReader, node: yaml.Node) -> Mission:
    keys = reader.mapping(node, known=_MISSION_KEYS, required=("id", "text"), what="a mission")
    themes = reader.optional(keys, "themes", _themes)
    is_proposal = themes is not None and bool(_proposal_lines(reader, keys["themes"]))
    return Mission(
        id=reader.id_of(keys, kind="mission"),
        text=reader.optional(keys, "text", text_of) or "",
        themes=None if is_proposal else themes,
        goals=reader.many(keys, "goals", _objective),
        targets=reader.many(keys, "targets", _objective),
        flagships=reader.many(keys, "flagships", _flagship),
        programs=reader.many(keys, "programs", _program_code),
        source=reader.optional(keys, "source", text_of),
        proposed_themes=themes if is_proposal else None,
    )


def _proposal_lines(reader: NodeReader, themes: yaml.Node) -> list[int]:
    """The lines, from 1, of those themes that are still marked as proposals."""
    groups = [value for _, value in themes.value] if isinstance(themes, yaml.MappingNode) else []
    each = [one for group in groups if isinstance(group, yaml.SequenceNode) for one in group.value]
    lines = sorted({one.start_mark.line + 1 for one in each})
    return [line for line in lines if _PROPOSAL.search(reader.line(line))]


def _themes(reader: NodeReader, node: yaml.Node) -> MissionThemes:
    keys = reader.mapping(node, known=("explicit", "implied"), what="themes")
    seen: set[str] = set()

    def theme(reader: NodeReader, node: yaml.Node) -> str:
        name = text_of(reader, node)
        known = load_themes().ids
        if name and name not in known:
            reader.complain(node, f"there is no theme {name!r}.", did_you_mean(name, known))
        if name in seen:
            reader.complain(node, f"the theme {name!r} is named twice in one mission.")
        seen.add(name)
        return name

    return MissionThemes(
        explicit=reader.many(keys, "explicit", theme),
        implied=reader.many(keys, "implied", theme),
    )


def _objective(reader: NodeReader, node: yaml.Node) -> Objective:
    known = ("id", "text", "indicators")
    keys = reader.mapping(node, known=known, required=("id", "text"), what="a goal or target")
    return Objective(
        id=reader.id_of(keys, kind="goal or target"),
        text=reader.optional(keys, "text", text_of) or "",
        indicators=reader.many(keys, "indicators", text_of),
    )


def _flagship(reader: NodeReader, node: yaml.Node) -> Flagship:
    known = ("id", "text", "source")
    keys = reader.mapping(node, known=known, required=("id", "text"), what="a flagship")
    return Flagship(
        id=reader.id_of(keys, kind="flagship"),
        text=reader.optional(keys, "text", text_of) or "",
        source=reader.optional(keys, "source", text_of),
    )


def _directive(reader: NodeReader, node: yaml.Node) -> Directive:
    known = ("id", "text", "check", "source")
    keys = reader.mapping(node, known=known, required=("id", "text"), what="a directive")
    return Directive(
        id=reader.id_of(keys, kind="directive"),
        text=reader.optional(keys, "text", text_of) or "",
        check=reader.optional(keys, "check", text_of),
        source=reader.optional(keys, "source", text_of),
    )


def _program_code(reader: NodeReader, node: yaml.Node) -> str:
    code = id_text(reader, node)
    if code and not _PROGRAM_CODE.fullmatch(code):
        reader.complain(
            node, f"{code!r} is no program code.", 'A program code has three parts: "1.01.02".'
        )
    return code


def _year(reader: NodeReader, node: yaml.Node) -> int | None:
    if isinstance(node, yaml.ScalarNode) and node.tag == INT and node.value.isdecimal():
        year = int(node.value)
        if year in _YEARS:
            return year
    value = node.value if isinstance(node, yaml.ScalarNode) else kind_of(node)
    reader.complain(node, f"a year is wanted here, not {value}.", "Write it as 2025.")
    return None
