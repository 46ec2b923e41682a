"""A missions file as text: written from values, or given themes where it stands. Pure.

What a planner has to look at is a comment: beside the value it is about, or above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.types import Flagship, Mission, MissionSet, MissionThemes, Objective

Path = tuple[str, ...]
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")
_SAFE_PLAIN = re.compile(r"[A-Za-z][\w ,.()/%&+\-]*[\w.)%]", re.ASCII)


@dataclass(slots=True)
class Remarks:
    """Comments by place: ``("misi-1", "programs", "1.01.02")``; ``()`` is the file itself.

    ``beside`` stands at the end of the value's line, ``above`` on lines of their own before it.
    """

    beside: dict[Path, str] = field(default_factory=dict)
    above: dict[Path, list[str]] = field(default_factory=dict)

    def add(self, path: Path, message: str) -> None:
        """Puts one more line above the value at ``path``."""
        self.above.setdefault(path, []).append(message)


def scalar(text: str) -> str:
    """A text as YAML writes it: bare where nothing in it has a meaning of its own, else quoted."""
    if _SAFE_PLAIN.fullmatch(text) and yaml.safe_load(text) == text:
        return text
    quoted: str = yaml.dump(text, default_style='"', allow_unicode=True, width=10**6)
    return quoted.strip()


def comment(message: str) -> str:
    """A comment of one line, whatever the message holds."""
    return "# " + _CONTROLS.sub(" ", message)


def written(missions: MissionSet, remarks: Remarks, *, head: Sequence[str] = ()) -> str:
    """The file; ``head`` are the lines of its opening comment, without their marks."""
    lines = [comment(line).rstrip() for line in head]
    lines += [comment(line) for line in remarks.above.get((), ())]
    lines += [""] if lines else []
    if missions.region:
        lines.append(f"region: {scalar(missions.region)}")
    if missions.start_year or missions.end_year:
        years = (("start", missions.start_year), ("end", missions.end_year))
        told = ", ".join(f"{name}: {year}" for name, year in years if year)
        lines.append(f"period: {{{told}}}")
    if missions.vision:
        lines += _above(remarks, ("vision",), "")
        lines += ["vision:", f"  text: {scalar(missions.vision)}"]
    lines += ["", "missions:"]
    for mission in missions.missions:
        lines += [*_mission(mission, remarks), ""]
    lines += _directives(missions)
    return "\n".join(lines).rstrip() + "\n"


def _above(remarks: Remarks, path: Path, indent: str) -> Iterator[str]:
    for message in remarks.above.get(path, ()):
        yield indent + comment(message)


def _line(remarks: Remarks, path: Path, text: str) -> str:
    beside = remarks.beside.get(path)
    return f"{text}  {comment(beside)}" if beside else text


def _mission(mission: Mission, remarks: Remarks) -> Iterator[str]:
    path = (mission.id,)
    yield from _above(remarks, path, "  ")
    yield f"  - id: {scalar(mission.id)}"
    yield _line(remarks, path, f"    text: {scalar(mission.text)}")
    if mission.source:
        yield f"    source: {scalar(mission.source)}"
    themes = mission.themes or mission.proposed_themes
    if themes:
        yield from theme_lines(mission.id, themes, remarks, indent=4)
    for name, objectives in (("goals", mission.goals), ("targets", mission.targets)):
        yield from _objectives(mission.id, name, objectives, remarks)
    yield from _flagships(mission.id, mission.flagships, remarks)
    yield from _programs(mission, remarks)


def theme_lines(
    mission_id: str, themes: MissionThemes, remarks: Remarks, *, indent: int
) -> Iterator[str]:
    """The block ``themes:``, one theme a line, each with the remark beside it."""
    blank = " " * indent
    yield f"{blank}themes:"
    for name, group in (("explicit", themes.explicit), ("implied", themes.implied)):
        yield f"{blank}  {name}:" if group else f"{blank}  {name}: []"
        for theme in group:
            yield _line(remarks, (mission_id, name, theme), f"{blank}    - {theme}")


def _objectives(
    mission_id: str, name: str, objectives: Sequence[Objective], remarks: Remarks
) -> Iterator[str]:
    if objectives:
        yield f"    {name}:"
    for one in objectives:
        path = (mission_id, one.id)
        yield from _above(remarks, path, "      ")
        yield f"      - id: {scalar(one.id)}"
        yield _line(remarks, path, f"        text: {scalar(one.text)}")
        if one.indicators:
            yield "        indicators:"
        for text in one.indicators:
            yield from _above(remarks, (*path, text), "          ")
            yield f"          - {scalar(text)}"


def _flagships(mission_id: str, flagships: Sequence[Flagship], remarks: Remarks) -> Iterator[str]:
    if flagships:
        yield "    flagships:"
    for one in flagships:
        yield from _above(remarks, (mission_id, one.id), "      ")
        yield f"      - id: {scalar(one.id)}"
        yield f"        text: {scalar(one.text)}"
        if one.source:
            yield f"        source: {scalar(one.source)}"


def _programs(mission: Mission, remarks: Remarks) -> Iterator[str]:
    path = (mission.id, "programs")
    if mission.programs:
        yield "    programs:"
    for code in mission.programs:
        yield from _above(remarks, (*path, code), "      ")
        yield _line(remarks, (*path, code), f'      - "{code}"')
    if not mission.programs and path in remarks.above:
        yield "    # programs:"
    yield from _above(remarks, path, "      ")


def _directives(missions: MissionSet) -> Iterator[str]:
    if missions.directives:
        yield "directives:"
    for one in missions.directives:
        yield f"  - id: {scalar(one.id)}"
        yield f"    text: {scalar(one.text)}"
        for name, value in (("check", one.check), ("source", one.source)):
            if value:
                yield f"    {name}: {scalar(value)}"


def with_themes(text: str, blocks: Mapping[str, Sequence[str]]) -> str | None:
    """A missions file with ``themes`` put below the texts of missions; all else as it stands.

    Args:
        text: a missions file without problems.
        blocks: by mission id, the lines of its block ``themes:``, not indented.

    Returns:
        The new file; None where a mission is written in braces, between whose keys no lines fit.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    missions = dict(_pairs(root)).get("missions")
    if not isinstance(missions, yaml.SequenceNode):
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    for node in reversed(missions.value):
        keys = dict(_pairs(node))
        block = blocks.get(str(keys["id"].value)) if "id" in keys else None
        if block is None:
            continue
        if node.flow_style:
            return None
        indent = " " * node.start_mark.column
        added = [f"{indent}{line}{newline}" for line in block]
        if "themes" in keys:  # an empty one: the new block takes its lines
            start, end = _line_of_key(node, "themes"), _end_line(keys["themes"])
        else:
            start = end = _end_line(keys["text"])
        lines[start:end] = added
    return "".join(lines)


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), value


def _line_of_key(node: yaml.MappingNode, name: str) -> int:
    return next(int(key.start_mark.line) for key, _ in node.value if key.value == name)


def _end_line(node: yaml.Node) -> int:
    """The line, from 0, after the last line of a value."""
    end = node.end_mark
    return int(end.line) if end.column == 0 else int(end.line) + 1
