"""Frozen dataclasses to plain JSON values and back, exactly. Pure.

A field that still has its default is left out, so that a value is small and a field added later
reads back from what was written before it. Text is escaped to ASCII: what a PDF holds may be no
valid Unicode, and no database shall refuse it.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from alignment import types as values
from alignment.types import Parent

_Value = TypeVar("_Value")
Known = dict[Any, Any]
"""What was read, each by itself: of what is equal, the first."""
_Maker = Callable[[Any, Known], Any]


def dump(value: object) -> str:
    """The value as one line of JSON in ASCII."""
    return json_text(to_plain(value))


def json_text(plain: object) -> str:
    """What is plain already, as one line of JSON in ASCII."""
    return json.dumps(plain, separators=(",", ":"), allow_nan=False)


def load(kind: type[_Value], text: str, known: Known | None = None) -> _Value:
    """What ``dump`` wrote, as a value of ``kind``; see ``from_plain``."""
    value: _Value = from_plain(kind, json.loads(text), known)
    return value


def digest(value: object) -> str:
    """The sha256 of the value's content, as 64 hex digits; the order of keys does not matter."""
    text = json.dumps(to_plain(value), sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def to_plain(value: object) -> Any:  # noqa: ANN401  whatever JSON holds
    """Dataclasses and mappings become objects, tuples become lists, the rest stays."""
    if is_dataclass(value) and not isinstance(value, type):
        stated = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: to_plain(held) for one, held in stated if not _is_default(one, held)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(held) for held in value]
    return value.value if isinstance(value, StrEnum) else value


def _is_default(field: Any, held: object) -> bool:  # noqa: ANN401  dataclasses.Field is generic
    if field.default is not MISSING:
        return bool(held == field.default)
    return field.default_factory is not MISSING and bool(held == field.default_factory())


def from_plain(kind: Any, plain: Any, known: Known | None = None) -> Any:  # noqa: ANN401  kind is any annotation
    """The value of type ``kind`` that ``to_plain`` made plain; what is a value already stays.

    Args:
        kind: A dataclass, or any annotation of its fields.
        plain: What JSON holds of it.
        known: The texts and parents met before; what is equal becomes the same, so that what many
            items repeat is held once.
    """
    return _maker(kind)(plain, {} if known is None else known)


@cache
def _maker(kind: Any) -> _Maker:  # noqa: ANN401  kind is any annotation
    """What makes values of ``kind``: the annotation is looked at once, not once a value."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (stated,) = (one for one in inner if one is not type(None))
        make = _maker(stated)
        return lambda plain, known: None if plain is None else make(plain, known)
    if origin is tuple:
        return _tuple_maker(inner[0])
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_maker(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda plain, _known: kind(plain)
    return _PLAIN_MAKERS.get(origin or kind, lambda plain, _known: plain)


def _tuple_maker(kind: Any) -> _Maker:  # noqa: ANN401  kind is any annotation
    make = _maker(kind)
    if kind is not Parent:
        return lambda plain, known: tuple([make(one, known) for one in plain])

    def make_known(plain: Any, known: Known) -> tuple[Parent, ...]:  # noqa: ANN401  a list
        made = tuple([make(one, known) for one in plain])
        first: tuple[Parent, ...] = known.setdefault(made, made)
        return first

    return make_known


def _dataclass_maker(kind: type) -> _Maker:
    # The values import each other for the type checker only, so their names are given here.
    hints = typing.get_type_hints(kind, localns=vars(values) | {"Mapping": Mapping})
    makers = {name: _maker(hint) for name, hint in hints.items()}

    def make(plain: Any, known: Known) -> Any:  # noqa: ANN401  whatever JSON holds
        if isinstance(plain, kind):
            return plain
        return kind(**{name: makers[name](held, known) for name, held in plain.items()})

    return make


def _text(plain: str, known: Known) -> str:
    first: str = known.setdefault(plain, plain)
    return first


def _mapping(plain: Mapping[str, Any], known: Known) -> dict[str, Any]:
    return {known.setdefault(key, key): held for key, held in plain.items()}


_PLAIN_MAKERS: dict[Any, _Maker] = {str: _text, Mapping: _mapping}
