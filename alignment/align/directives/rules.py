"""The rules of the governor's directives: data in ``corpus/rules`` that a planner can change.

One file is one directive; ``ejaan.yaml`` holds the spellings that mean the same word. Every mistake
is reported with its line and column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import yaml

from alignment.align.language import PhraseError, check_phrase, words_of
from alignment.errors import RulesError
from alignment.resources import resource
from alignment.text import fold
from alignment.yaml_nodes import FLOAT, INT, NodeReader, Problem, did_you_mean, kind_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_Value = TypeVar("_Value")
_Word = TypeVar("_Word", bound=StrEnum)

RULES_FOLDER = "corpus/rules"
SPELLINGS_FILE = "ejaan.yaml"


class Method(StrEnum):
    """How a directive is checked."""

    SIGNS = "tanda"
    ACCOUNTS = "akuntabilitas"
    NEEDS = "kebutuhan"
    PROCUREMENT = "pengadaan"


class Weight(StrEnum):
    """What a sign says of the item it is found on."""

    STRONG = "kuat"
    WEAK = "lemah"
    AGAINST = "lawan"
    HIGHLIGHT = "sorot"
    BENEFICIARY = "penerima"
    LISTED = "daftar"


@dataclass(frozen=True, slots=True)
class _Form:
    """What the file of a method holds: the weights of its signs, its limits, its lists."""

    weights: tuple[Weight, ...] = ()
    limits: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


_FORMS = {
    Method.SIGNS: _Form((Weight.STRONG, Weight.WEAK, Weight.AGAINST)),
    Method.ACCOUNTS: _Form(
        limits=("lengkap_baik", "lengkap_batas", "selisih_rupiah", "geser_batas"),
        lists=("satuan_tersirat", "isian_kosong"),
    ),
    Method.NEEDS: _Form(
        (Weight.HIGHLIGHT, Weight.BENEFICIARY),
        limits=("sorot_baik", "sorot_batas", "tanpa_penerima_baik"),
    ),
    Method.PROCUREMENT: _Form((Weight.LISTED,)),
}
_FILE_KEYS = (
    "arahan", "judul", "cara", "yang_dicari", "ambang", "daftar", "kelompok", "tanda",
)  # fmt: skip
_SIGN_KEYS = ("jenis", "judul", "bobot", "cari", "dengan", "bukan", "kecuali")
_SIGN_NEEDS = ("jenis", "judul", "bobot", "cari")


@dataclass(frozen=True, slots=True)
class Sign:
    """Phrases that say one thing of an item.

    An item bears the sign where one of ``find`` stands in its name or indicators and is not
    touched by one of ``mask``, one of ``along`` (if any) stands there too, and none of ``unless``.
    """

    kind: str
    title: str
    weight: Weight
    find: tuple[str, ...]
    along: tuple[str, ...] = ()
    mask: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """How one directive is checked; ``asked_for`` names in Indonesian what should be found."""

    directive_id: str
    title: str
    method: Method
    asked_for: str = ""
    signs: tuple[Sign, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules, in the order of their files, and the spellings: other word -> word."""

    rules: tuple[Rule, ...]
    spellings: Mapping[str, str] = field(default_factory=dict)

    def for_directives(self, directive_ids: tuple[str, ...]) -> RuleSet:
        """The rules of these directives, in this order; a directive without a rule is left out."""
        by_id = {rule.directive_id: rule for rule in self.rules}
        chosen = tuple(by_id[one] for one in directive_ids if one in by_id)
        return RuleSet(chosen, self.spellings)


@cache
def load_rules() -> RuleSet:
    """The shipped rules, read once."""
    return read_rules(resource(RULES_FOLDER))


def read_rules(folder: Path) -> RuleSet:
    """The rules in ``folder``.

    Raises:
        RulesError: a file is missing or wrong; the message names the first problem with file, line
            and column.
    """
    rules, problems = _read(folder)
    if problems:
        first, more = problems[0], len(problems) - 1
        rest = f"({more} more.)" if more else ""
        message = str(Problem(first.file, first.line, first.column, first.message))
        raise RulesError(message, advice=f"{first.advice} {rest}".strip())
    return rules


def check_rules(folder: Path) -> tuple[Problem, ...]:
    """Everything wrong with the rules in ``folder``, file by file; empty where all is fine."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[RuleSet, tuple[Problem, ...]]:
    files = sorted(path for path in folder.glob("*.yaml") if path.name != SPELLINGS_FILE)
    if not files:
        problem = Problem(str(folder), 0, 0, "holds no rules.", "Put the directives' files there.")
        return RuleSet(()), (problem,)
    problems: list[Problem] = []
    rules: dict[str, Rule] = {}
    for path in files:
        rule = _with_problems(path, _rule, problems)
        if rule and rule.directive_id in rules:
            message = f"another file checks the directive {rule.directive_id!r} already."
            problems.append(Problem(str(path), 0, 0, message, "Take one of them out."))
        elif rule:
            rules[rule.directive_id] = rule
    spellings = folder / SPELLINGS_FILE
    known = _with_problems(spellings, _spellings, problems) if spellings.exists() else {}
    return RuleSet(tuple(rules.values()), MappingProxyType(known or {})), tuple(problems)


def _with_problems(
    path: Path, read: Callable[[NodeReader, yaml.Node], _Value], problems: list[Problem]
) -> _Value | None:
    reader = NodeReader(file=str(path))
    root = reader.compose(path)
    value = read(reader, root) if root is not None else None
    problems.extend(sorted(reader.problems, key=lambda one: (one.line, one.column)))
    return value


def _rule(reader: NodeReader, node: yaml.Node) -> Rule:
    needed = ("arahan", "judul", "cara")
    keys = reader.mapping(node, known=_FILE_KEYS, required=needed, what="the file")
    method = _one_of(reader, keys, "cara", tuple(Method)) or Method.SIGNS
    groups = reader.optional(keys, "kelompok", _groups) or {}
    for group in groups.values():
        _check_phrases(reader, keys["kelompok"], group, {})
    form = _FORMS[method]

    def sign(reader: NodeReader, node: yaml.Node) -> Sign:
        return _sign(reader, node, form.weights, groups)

    rule = Rule(
        directive_id=reader.optional(keys, "arahan", text_of) or "",
        title=reader.optional(keys, "judul", text_of) or "",
        method=method,
        asked_for=reader.optional(keys, "yang_dicari", text_of) or "",
        signs=reader.many(keys, "tanda", sign),
        groups=groups,
        limits=_block(reader, keys, "ambang", form.limits, _number),
        lists=_block(reader, keys, "daftar", form.lists, _texts),
    )
    if method is Method.SIGNS and not rule.asked_for:
        reader.complain(node, "the file lacks the key 'yang_dicari'.", "Say what is looked for.")
    if form.weights and not rule.signs:
        reader.complain(node, "there is no sign to look for.", "List at least one under `tanda`.")
    return rule


def _sign(
    reader: NodeReader,
    node: yaml.Node,
    weights: tuple[Weight, ...],
    groups: Mapping[str, tuple[str, ...]],
) -> Sign:
    keys = reader.mapping(node, known=_SIGN_KEYS, required=_SIGN_NEEDS, what="a sign")
    kind = reader.optional(keys, "jenis", text_of) or ""
    if ("sign", kind) in reader.ids:
        reader.complain(keys["jenis"], f"the sign {kind!r} stands twice.", "Rename one of them.")
    reader.ids.add(("sign", kind))

    def phrases(name: str) -> tuple[str, ...]:
        def phrase(reader: NodeReader, node: yaml.Node) -> str:
            text = text_of(reader, node)
            if text:
                _check_phrases(reader, node, (text,), groups)
            return text

        return reader.many(keys, name, phrase)

    return Sign(
        kind=kind,
        title=reader.optional(keys, "judul", text_of) or "",
        weight=_one_of(reader, keys, "bobot", weights) or Weight.WEAK,
        find=phrases("cari"),
        along=phrases("dengan"),
        mask=phrases("bukan"),
        unless=phrases("kecuali"),
    )


def _check_phrases(
    reader: NodeReader,
    node: yaml.Node,
    phrases: tuple[str, ...],
    groups: Mapping[str, tuple[str, ...]],
) -> None:
    for phrase in phrases:
        try:
            check_phrase(phrase, groups)
        except PhraseError as error:
            advice = "" if "no group" not in str(error) else did_you_mean(phrase, tuple(groups))
            reader.complain(node, f"{phrase!r} cannot be read: {error}.", advice)


def _groups(reader: NodeReader, node: yaml.Node) -> dict[str, tuple[str, ...]]:
    return {name: _texts(reader, value) for name, value in _pairs(reader, node, "kelompok")}


def _spellings(reader: NodeReader, node: yaml.Node) -> dict[str, str]:
    keys = reader.mapping(node, known=("ejaan",), required=("ejaan",), what="the file")
    known: dict[str, str] = {}
    for word, value in _pairs(reader, keys["ejaan"], "ejaan") if keys else ():
        for other in _texts(reader, value):
            if len(words_of(other)) != 1:
                reader.complain(value, f"{other!r} is not one word.", "Put one word at a time.")
            elif known.setdefault(fold(other), fold(word)) != fold(word):
                reader.complain(value, f"{other!r} is said to be two words.", "Take one out.")
    return known


def _pairs(reader: NodeReader, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.Node]]:
    """The keys of a block, which the planner names, and their values."""
    if not isinstance(node, yaml.MappingNode):
        reader.complain(node, f"{what} must be a block of keys, not {kind_of(node)}.")
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = text_of(reader, key)
        if name in seen:
            reader.complain(key, f"the key {name!r} stands twice.", "Take one out.")
        seen.add(name)
        yield name, value


def _block(
    reader: NodeReader,
    keys: Mapping[str, yaml.Node],
    name: str,
    wanted: tuple[str, ...],
    read: Callable[[NodeReader, yaml.Node], _Value],
) -> dict[str, _Value]:
    """A block that holds exactly the keys ``wanted``."""
    if not wanted:
        if name in keys:
            reader.complain(keys[name], f"{name!r} has no meaning with this `cara`.", "Drop it.")
        return {}
    if name not in keys:
        reader.complain_of_file(f"the key {name!r} is missing.", f"It holds {', '.join(wanted)}.")
        return {}
    found = reader.mapping(keys[name], known=wanted, required=wanted, what=name)
    return {key: read(reader, value) for key, value in found.items()}


def _texts(reader: NodeReader, node: yaml.Node) -> tuple[str, ...]:
    return reader.many({"list": node}, "list", text_of)


def _number(reader: NodeReader, node: yaml.Node) -> float:
    if isinstance(node, yaml.ScalarNode) and node.tag in {INT, FLOAT}:
        value = float(node.value)
        if value >= 0:
            return value
    reader.complain(node, f"a number from 0 is wanted here, not {kind_of(node)}.", "Write 0.05.")
    return 0.0


def _one_of(
    reader: NodeReader,
    keys: Mapping[str, yaml.Node],
    name: str,
    known: tuple[_Word, ...],
) -> _Word | None:
    if name not in keys:
        return None
    text = text_of(reader, keys[name])
    for one in known:
        if text == one.value:
            return one
    if text:
        reader.complain(keys[name], f"{name} cannot be {text!r}.", did_you_mean(text, known))
    return None
