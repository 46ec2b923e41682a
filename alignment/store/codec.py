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
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from alignment import types as values

_Value = TypeVar("_Value")


def dump(value: object) -> str:
    """The value as one line of JSON in ASCII."""
    return json_text(to_plain(value))


def json_text(plain: object) -> str:
    """What is plain already, as one line of JSON in ASCII."""
    return json.dumps(plain, separators=(",", ":"), allow_nan=False)


def load(kind: type[_Value], text: str) -> _Value:
    """What ``dump`` wrote, as a value of ``kind``."""
    value: _Value = from_plain(kind, json.loads(text))
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


def from_plain(kind: Any, plain: Any) -> Any:  # noqa: ANN401  kind is any annotation
    """The value of type ``kind`` that ``to_plain`` made plain; what is a value already stays."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (stated,) = (one for one in inner if one is not type(None))
        return None if plain is None else from_plain(stated, plain)
    if origin is tuple:
        return tuple(from_plain(inner[0], one) for one in plain)
    if not isinstance(kind, type) or isinstance(plain, kind):
        return plain
    if is_dataclass(kind):
        known = _annotations(kind)
        return kind(**{name: from_plain(known[name], held) for name, held in plain.items()})
    return kind(plain) if issubclass(kind, StrEnum) else plain


@cache
def _annotations(kind: type) -> dict[str, Any]:
    # The values import each other for the type checker only, so their names are given here.
    return typing.get_type_hints(kind, localns=vars(values) | {"Mapping": Mapping})
