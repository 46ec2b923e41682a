"""Which signs of a rule an item bears, and with which of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.align.language import Hit, Phrasebook, PhraseFinder, build_finder
from alignment.align.rules import Weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alignment.align.rules import Rule, Sign
    from alignment.types import PlanItem

_FIND, _ALONG, _MASK, _UNLESS = "find", "along", "mask", "unless"


@dataclass(frozen=True, slots=True)
class FoundSign:
    """A sign on an item, and the item's words that show it."""

    sign: Sign
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignReader:
    """Reads the signs of one rule off items."""

    rule: Rule
    finder: PhraseFinder

    def signs_on(self, item: PlanItem) -> tuple[FoundSign, ...]:
        """The signs that ``item`` bears, in the order of the rule."""
        said = [_by_key(self.finder.find(text)) for text in texts_of(item)]
        counted = [_by_key(self.finder.find(unit)) for unit in units_of(item)]
        return tuple(_signs(self.rule.signs, said, counted))


def sign_reader(rule: Rule, spellings: Mapping[str, str]) -> SignReader:
    """A reader for ``rule``; loads spaCy."""
    phrases = {
        f"{role}:{number}": texts
        for number, sign in enumerate(rule.signs)
        for role, texts in (
            (_FIND, sign.find),
            (_ALONG, sign.along),
            (_MASK, sign.mask),
            (_UNLESS, sign.unless),
        )
    }
    return SignReader(rule, build_finder(Phrasebook(phrases, rule.groups, spellings)))


def texts_of(item: PlanItem) -> tuple[str, ...]:
    """What an item says of itself: its name and its indicators."""
    return (item.name, *(one.text for one in item.indicators))


def units_of(item: PlanItem) -> tuple[str, ...]:
    """The units of the item's targets, which may say whom it serves (*siswa*, *KK*, *desa*)."""
    return tuple(one.unit for one in item.indicators if one.unit)


def _by_key(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.key, []).append(hit)
    return grouped


def _signs(
    signs: Sequence[Sign],
    said: Sequence[Mapping[str, list[Hit]]],
    counted: Sequence[Mapping[str, list[Hit]]],
) -> Iterator[FoundSign]:
    for number, sign in enumerate(signs):
        texts = [*said, *counted] if sign.weight is Weight.BENEFICIARY else said
        found = [hit for text in texts for hit in _unmasked(text, number)]
        has_company = not sign.along or any(f"{_ALONG}:{number}" in text for text in texts)
        is_excluded = any(f"{_UNLESS}:{number}" in text for text in texts)
        if found and has_company and not is_excluded:
            yield FoundSign(sign, tuple(dict.fromkeys(hit.words for hit in found)))


def _unmasked(text: Mapping[str, list[Hit]], number: int) -> Iterator[Hit]:
    """The hits that no masking phrase touches, without those that lie inside a longer one."""
    masks = text.get(f"{_MASK}:{number}", ())
    last_end = 0
    for hit in text.get(f"{_FIND}:{number}", ()):
        if any(hit.start < mask.end and mask.start < hit.end for mask in masks):
            continue
        if hit.end > last_end:
            last_end = hit.end
            yield hit
