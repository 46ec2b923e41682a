"""What the worker says to its parent, as JSON: no code ever travels with it. Pure."""

from __future__ import annotations

import types
import typing
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from alignment.errors import (
    BrokenPdfError,
    DocumentError,
    EncryptedPdfError,
    LimitError,
    NoItemsError,
    NotAPdfError,
    ScanError,
)
from alignment.settings import Limits, Settings
from alignment.types import Cascade, DocumentKind, Extraction, PlanItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.errors import AlignmentError

_ITEMS_AT_ONCE = 250
_ERRORS: dict[str, type[DocumentError]] = {
    error.code: error
    for error in (
        BrokenPdfError,
        DocumentError,
        EncryptedPdfError,
        LimitError,
        NoItemsError,
        NotAPdfError,
        ScanError,
    )
}


def packed(value: Extraction | Cascade | Settings) -> dict[str, Any]:
    """A value as what JSON can hold."""
    return asdict(value)


def unpacked_extraction(values: dict[str, Any]) -> Extraction:
    """The extraction that ``packed`` made those values of.

    Raises:
        TypeError, ValueError: it did not.
    """
    return typing.cast("Extraction", _build(Extraction, values))


def packed_items(items: Sequence[PlanItem]) -> Iterator[list[dict[str, Any]]]:
    """The items by the few hundred: a document of thousands of pages is never packed whole."""
    for start in range(0, len(items), _ITEMS_AT_ONCE):
        yield [asdict(item) for item in items[start : start + _ITEMS_AT_ONCE]]


class ItemReader:
    """Makes items of what ``packed_items`` gave; what is equal in many is held once."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self.items: list[PlanItem] = []

    def take(self, values: Iterable[dict[str, Any]]) -> None:
        """Adds the items that those values make.

        Raises:
            TypeError, ValueError: they make none.
        """
        self.items += (_build(PlanItem, value, self._known) for value in values)


def unpacked_cascade(values: dict[str, Any]) -> Cascade:
    """The cascade that ``packed`` made those values of.

    Raises:
        TypeError, ValueError: it did not.
    """
    return typing.cast("Cascade", _build(Cascade, values))


def unpacked_settings(values: dict[str, Any]) -> Settings:
    """The settings that ``packed`` made those values of."""
    known = {one.name for one in fields(Settings)} & set(values)
    given = {name: values[name] for name in known}
    return Settings(**given | {"limits": Limits(**values["limits"])})


def packed_error(error: AlignmentError) -> dict[str, str]:
    """An error as what JSON can hold."""
    told = {"code": error.code, "message": error.message, "advice": error.advice}
    kind = error.kind if isinstance(error, DocumentError) else None
    return told | {"kind": kind.value} if kind else told


def unpacked_error(values: dict[str, str]) -> DocumentError:
    """The error that ``packed_error`` made those values of."""
    error = _ERRORS.get(values["code"], DocumentError)
    kind = DocumentKind(values["kind"]) if "kind" in values else None
    return error(values["message"], advice=values["advice"], kind=kind)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, value: Any, known: dict[Any, Any] | None = None) -> Any:  # noqa: ANN401 - any type that a value may have
    """``value`` as an instance of ``kind``: dataclasses, enums, tuples, None, all the way down.

    A text or tuple that is among the ``known`` ones is that one.
    """
    built = _built(kind, value, known)
    if known is None or not isinstance(built, (str, tuple)):
        return built
    return known.setdefault(built, built)


def _built(kind: Any, value: Any, known: dict[Any, Any] | None) -> Any:  # noqa: ANN401 - as above
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        if value is None:
            return None
        kind = next(one for one in typing.get_args(kind) if one is not type(None))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], each, known) for name, each in value.items()})
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_build(inner, each, known) for each in value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if not isinstance(value, (kind, int) if kind is float else kind):
        raise TypeError(f"{value!r} is not {kind}")
    return value
