"""Which signs of a rule an item bears, and with which of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.align.directives.rules import Weight
from alignment.align.language import Hit, Phrasebook, PhraseFinder, build_finder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alignment.align.directives.rules import Rule, Sign
    from alignment.types import PlanItem

_OPENING_WORDS = 8  # "Jumlah laporan hasil pelaksanaan ..." comes before what it is about
_FIND, _ALONG, _MASK, _UNLESS = "find", "along", "mask", "unless"


@dataclass(frozen=True, slots=True)
class FoundSign:
    """A sign on an item, and the item's words that show it.

    ``is_main`` tells whether the sign is what the item is about: it stands in the name, or near
    the beginning of at least half of the indicators. One indicator of many, or one thing in a long
    list of things, says little of the item's money.
    """

    sign: Sign
    words: tuple[str, ...]
    is_main: bool


@dataclass(frozen=True, slots=True)
class SignReader:
    """Reads the signs of one rule off items."""

    rule: Rule
    finder: PhraseFinder

    def signs_on(self, item: PlanItem) -> tuple[FoundSign, ...]:
        """The signs that ``item`` bears, in the order of the rule."""
        texts = (*texts_of(item), *served_by(item))
        if not any(self.finder.may_hold(text) for text in texts):
            return ()
        said = [_by_key(self.finder.find(text)) for text in texts_of(item)]
        counted = [_by_key(self.finder.find(text)) for text in served_by(item)]
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
    leading = [key for key in phrases if key.startswith(_FIND)]
    return SignReader(rule, build_finder(Phrasebook(phrases, leading, rule.groups, spellings)))


def texts_of(item: PlanItem) -> tuple[str, ...]:
    """What an item says of itself: its name and its indicators."""
    return (item.name, *(one.text for one in item.indicators))


def served_by(item: PlanItem) -> tuple[str, ...]:
    """Where else an item may say whom it serves: its units (*siswa*, *KK*) and its location."""
    return (*(one.unit for one in item.indicators if one.unit), item.location or "")


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
        found = [list(_unmasked(text, number)) for text in texts]
        has_company = not sign.along or any(f"{_ALONG}:{number}" in text for text in texts)
        is_excluded = any(f"{_UNLESS}:{number}" in text for text in texts)
        if any(found) and has_company and not is_excluded:
            words = dict.fromkeys(hit.words for hits in found for hit in hits)
            yield FoundSign(sign, tuple(words), _is_main(found[: len(said)]))


def _is_main(found: Sequence[Sequence[Hit]]) -> bool:
    """Whether the hits stand in the name (first) or in at least half of the indicators (rest)."""
    name, *indicators = found
    about = [any(hit.start < _OPENING_WORDS for hit in hits) for hits in indicators]
    return bool(name) or 2 * sum(about) >= max(len(about), 1)


def _unmasked(text: Mapping[str, list[Hit]], number: int) -> Iterator[Hit]:
    """The hits that no masking phrase touches; of those that overlap, the longest."""
    masks = text.get(f"{_MASK}:{number}", ())
    kept: list[Hit] = []
    for hit in sorted(text.get(f"{_FIND}:{number}", ()), key=lambda one: one.start - one.end):
        if not any(_touch(hit, other) for other in (*masks, *kept)):
            kept.append(hit)
    yield from sorted(kept, key=lambda one: one.start)


def _touch(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
