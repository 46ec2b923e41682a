"""YAML files that people write by hand: read as a tree of nodes, every mistake with its place.

Nothing is ever turned into objects. Anchors and aliases, which can blow a small file up to
gigabytes, are refused, and so are tags and endless nesting.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import yaml
from yaml.composer import ComposerError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

_MAX_BYTES = 1024**2  # hundreds of times the size of a real missions file
_MAX_DEPTH = 20  # a real one nests five deep

INT, FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
_KINDS = {
    INT: "the number",
    FLOAT: "the number",
    "tag:yaml.org,2002:bool": "the truth value",
    "tag:yaml.org,2002:null": "the empty value",
    "tag:yaml.org,2002:timestamp": "the date",
}
_SYNTAX_ADVICE = (
    ("cannot start any token", "Indent with spaces, never with tabs; put the text in quotes."),
    ("mapping values are not allowed", "Put a text that holds a colon in quotes."),
    ("expected <block end>", "Lines of one list or block must start in the same column."),
    ("expected ',' or ']'", "A bracket or a comma is missing before this place."),
    ("expected ',' or '}'", "A brace or a comma is missing before this place."),
    ("unexpected end of stream", "A quote that was opened is never closed."),
)

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file. Lines and columns count from 1; 0 is the whole file."""

    file: str
    line: int
    column: int
    message: str
    advice: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message} {self.advice}".rstrip()


def kind_of(node: yaml.Node) -> str:
    """What a person would call the value, with its article."""
    if isinstance(node, yaml.MappingNode):
        return "a block of keys"
    return "a list" if isinstance(node, yaml.SequenceNode) else _KINDS.get(node.tag, "the value")


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Advice on a name that is not among the ``known`` ones."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known)}."


class _PlainLoader(yaml.SafeLoader):
    """Composes plain trees only: no anchors, no aliases, no tags, no endless nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused("anchors (&) and aliases (*) are refused", event)
        if (getattr(event, "tag", None) or "!") != "!":
            raise _refused("tags (!) are refused", event)
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _refused("too deeply nested", event)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _refused(problem: str, event: yaml.Event) -> ComposerError:
    return ComposerError(None, None, problem, event.start_mark)  # type: ignore[arg-type]


@dataclass(slots=True)
class NodeReader:
    """Reads nodes and remembers what is wrong with them, so that all problems are found at once."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    ids: set[tuple[str, str]] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)

    def line(self, number: int) -> str:
        """The line as written, comments included, counted from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def complain(self, node: yaml.Node, message: str, advice: str = "") -> None:
        """Put a problem with the value ``node`` on record."""
        mark = node.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        self.problems.append(Problem(self.file, line, column, message, advice))

    def complain_of_file(self, message: str, advice: str, at: tuple[int, int] = (0, 0)) -> None:
        """Put a problem with the file itself on record, at a line and column or at none."""
        self.problems.append(Problem(self.file, *at, message, advice))

    def compose(self, path: Path) -> yaml.Node | None:
        """The root of the tree, or None with a problem on record."""
        text = self._decoded(path)
        if text is None:
            return None
        self.lines = text.splitlines()
        try:
            root = yaml.compose(text, Loader=_PlainLoader)
        except yaml.YAMLError as error:
            self._complain_of_syntax(error, text)
            return None
        if root is None:
            self.complain_of_file("the file is empty.", "Write at least `missions:`.")
        return root

    def _decoded(self, path: Path) -> str | None:
        try:
            with path.open("rb") as stream:
                data = stream.read(_MAX_BYTES + 1)
        except OSError as error:
            reason = error.strerror or str(error)
            self.complain_of_file(f"cannot be read ({reason}).", "Check the path.")
            return None
        if len(data) > _MAX_BYTES:
            self.complain_of_file("is larger than 1 MiB.", "Is it the right file?")
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            at = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
            self.complain_of_file("is no UTF-8 text.", "Save it as UTF-8.", at)
            return None

    def _complain_of_syntax(self, error: yaml.YAMLError, text: str) -> None:
        at, problem = (0, 0), str(error)
        if isinstance(error, yaml.MarkedYAMLError):
            mark = error.problem_mark or error.context_mark
            at = (mark.line + 1, mark.column + 1) if mark else at
            problem = error.problem or error.context or problem
        elif isinstance(error, yaml.reader.ReaderError):
            before = text[: error.position]
            at = before.count("\n") + 1, len(before) - before.rfind("\n")
            problem = "a character that no text may hold"
        advice = next((help_ for part, help_ in _SYNTAX_ADVICE if part in problem), "")
        self.complain_of_file(f"{' '.join(problem.split())}.", advice, at)

    def mapping(
        self,
        node: yaml.Node,
        *,
        known: tuple[str, ...],
        required: tuple[str, ...] = (),
        what: str,
    ) -> dict[str, yaml.Node]:
        """The values of a block by key, without the keys that may not be there."""
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, f"{what} must be a block of keys ({', '.join(known)}).")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else kind_of(key)
            if name not in known:
                self.complain(key, f"{what} has no key {name!r}.", did_you_mean(name, known))
            elif name in found:
                self.complain(key, f"the key {name!r} stands twice.", "Take one out.")
            else:
                found[name] = value
        for name in required:
            if name not in found:
                self.complain(node, f"{what} lacks the key {name!r}.", "Add it.")
        return found

    def optional(
        self,
        keys: Mapping[str, yaml.Node],
        name: str,
        read: Callable[[NodeReader, yaml.Node], _Value],
    ) -> _Value | None:
        """What ``read`` makes of the value of ``name``; None where the key is not there."""
        return read(self, keys[name]) if name in keys else None

    def many(
        self,
        keys: Mapping[str, yaml.Node],
        name: str,
        read: Callable[[NodeReader, yaml.Node], _Value],
    ) -> tuple[_Value, ...]:
        """What ``read`` makes of each entry of the list ``name``; nothing where there is none."""
        if name not in keys:
            return ()
        node = keys[name]
        if not isinstance(node, yaml.SequenceNode):
            self.complain(node, f"{name!r} must be a list.", "Start each entry with a dash.")
            return ()
        return tuple(read(self, one) for one in node.value)

    def id_of(self, keys: Mapping[str, yaml.Node], *, kind: str) -> str:
        """The value of ``id``, which no other thing of this kind in the file may have."""
        if "id" not in keys:
            return ""
        id_ = id_text(self, keys["id"])
        if id_ and (kind, id_) in self.ids:
            self.complain(keys["id"], f"the {kind} id {id_!r} is used twice.", "Make it another.")
        self.ids.add((kind, id_))
        return id_


def text_of(reader: NodeReader, node: yaml.Node) -> str:
    """The text of ``node`` with single blanks; a problem where it is empty or no text."""
    if not isinstance(node, yaml.ScalarNode):
        reader.complain(node, f"text is wanted here, not {kind_of(node)}.")
        return ""
    if not node.value.strip():
        reader.complain(node, "the text is empty.", "Write it, or take the line out.")
    elif node.tag != "tag:yaml.org,2002:str":
        reader.complain(
            node,
            f"text is wanted here, not {kind_of(node)} {node.value}.",
            f'If it is text, put it in quotes: "{node.value}".',
        )
    return " ".join(node.value.split())


def id_text(reader: NodeReader, node: yaml.Node) -> str:
    """The text of an id or code, which may look like a number and is taken as written."""
    if isinstance(node, yaml.ScalarNode) and node.tag in {INT, FLOAT}:
        return str(node.value)
    return text_of(reader, node)
