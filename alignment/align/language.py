"""Words and phrases of Indonesian plans, found with spaCy; nothing is loaded before it is needed.

The pipeline is ``spacy.blank("id")`` with parts of our own: a tokenizer that keeps words and
figures only, a normaliser that undoes spellings which print in several ways, and a component that
gives each word the root, among those the phrases name, that it is built from: each word of the
vocabulary is reduced once and remembered. A matcher then finds all phrases of a phrasebook in one
pass; a look at the words alone tells first which texts are worth it.

A phrase is written as a planner would write it:

===============  ==================================================================
``aplikasi``     this word
``~layan``       every word built from this root (*pelayanan*, *melayani*, ...)
``<alat>``       any word or phrase of the group *alat*
``..``           up to three words in between
``...``          up to eight words in between
===============  ==================================================================
"""

from __future__ import annotations

import re
import sys
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, cast

from alignment.align.roots import root_of
from alignment.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from types import ModuleType

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_GAPS = {"..": 3, "...": 8}
_MOST_WORDS = 400  # the longest official name has some 60
_MOST_PATTERNS = 400
_REMEMBERED_TEXTS = 4_096
_WORD = re.compile(r"[^\W_]+")
_GROUP = re.compile(r"<(\w+)>")

_COMPONENT = "alignment_words"

_TokenPattern = dict[str, Any]
_Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text: whose it is, and which words of the text (from 0, end excluded)."""

    key: str
    start: int
    end: int
    words: str


def words_of(text: str) -> list[str]:
    """The words and figures of ``text`` as printed, without punctuation."""
    return _WORD.findall(text)[:_MOST_WORDS]


class PhraseError(ValueError):
    """A phrase is written in a way that cannot be read."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases by key, the groups they may name, and the spellings that mean the same word.

    ``leading`` are the keys whose phrases alone make a text worth a closer look.
    """

    phrases: Mapping[str, Sequence[str]]
    leading: Collection[str]
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class PhraseFinder:
    """Finds the phrases of a phrasebook in texts, and remembers the texts it has seen."""

    _words: _Words
    _language: Language
    _matcher: Callable[[Doc], list[tuple[int, int, int]]]
    _openings: Mapping[str, Sequence[_Needs]]
    _seen: OrderedDict[str, tuple[Hit, ...]] = field(default_factory=OrderedDict)

    def may_hold(self, text: str) -> bool:
        """Whether the words of a leading phrase stand in ``text``, in whatever order."""
        marks = self._words.marks(text)
        return any(
            all(not marks.isdisjoint(needed) for needed in rest)
            for mark in marks & self._openings.keys()
            for rest in self._openings[mark]
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every phrase in ``text``, in the order of the text."""
        if text in self._seen:
            self._seen.move_to_end(text)
            return self._seen[text]
        document = self._language(text)
        strings = self._language.vocab.strings
        found = {(strings[key], start, end) for key, start, end in self._matcher(document)}
        hits = tuple(
            Hit(key, start, end, document[start:end].text)
            for key, start, end in sorted(found, key=lambda one: (one[1], -one[2], one[0]))
        )
        self._seen[text] = hits
        if len(self._seen) > _REMEMBERED_TEXTS:
            self._seen.popitem(last=False)
        return hits


def build_finder(book: Phrasebook) -> PhraseFinder:
    """A finder for the phrases of ``book``; loads spaCy.

    Raises:
        PhraseError: a phrase is empty, names an unknown group, or stands for too many patterns.
    """
    patterns = {
        key: [one for phrase in phrases for one in _patterns(phrase, book)]
        for key, phrases in book.phrases.items()
    }
    roots = {root for each in patterns.values() for one in each for root in _roots_in(one)}
    language = _language(book.spellings, roots)
    from spacy.matcher import Matcher

    matcher = Matcher(language.vocab)
    for key, each in patterns.items():
        if each:
            matcher.add(key, each)
    words = cast("_Words", language.get_pipe(_COMPONENT))
    return PhraseFinder(words, language, matcher, _openings(patterns, book.leading))


def _openings(
    patterns: Mapping[str, Sequence[list[_TokenPattern]]], leading: Collection[str]
) -> dict[str, list[_Needs]]:
    """By each mark a leading pattern may open with: the marks its other words need."""
    openings: dict[str, list[_Needs]] = {}
    for key in leading:
        for pattern in patterns[key]:
            first, *rest = (_marks_of(token) for token in pattern if "OP" not in token)
            for mark in first:
                openings.setdefault(mark, []).append(tuple(rest))
    return openings


def _marks_of(token: _TokenPattern) -> frozenset[str]:
    """The marks that let a word fit a token pattern."""
    ((attribute, wanted),) = token.items()
    words = wanted["IN"] if isinstance(wanted, dict) else [wanted]
    return frozenset(f"~{word}" if attribute == "LEMMA" else word for word in words)


def check_phrase(phrase: str, groups: Mapping[str, Sequence[str]]) -> None:
    """Raises :class:`PhraseError` where ``phrase`` cannot be read; needs no spaCy."""
    _patterns(phrase, Phrasebook({}, (), groups))


def _patterns(phrase: str, book: Phrasebook) -> list[list[_TokenPattern]]:
    """The token patterns that one phrase stands for."""
    parts = [_alternatives(part, book) for part in phrase.split()]
    if not parts:
        raise PhraseError("the phrase is empty")
    if phrase.startswith("..") or phrase.rstrip().endswith(".."):
        raise PhraseError("a phrase cannot begin or end with a gap")
    count = 1
    for part in parts:
        count *= len(part)
    if count > _MOST_PATTERNS:
        raise PhraseError(f"the phrase stands for {count} patterns; {_MOST_PATTERNS} are allowed")
    return [[token for piece in choice for token in piece] for choice in product(*parts)]


def _alternatives(part: str, book: Phrasebook) -> list[list[_TokenPattern]]:
    """The token sequences that one part of a phrase stands for."""
    if part in _GAPS:
        return [[{"OP": f"{{0,{_GAPS[part]}}}"}]]
    if group := _GROUP.fullmatch(part):
        if group[1] not in book.groups:
            raise PhraseError(f"there is no group {group[1]!r}")
        return _group(book.groups[group[1]], book)
    return [_tokens(part, book)]


def _group(members: Sequence[str], book: Phrasebook) -> list[list[_TokenPattern]]:
    """Single words of a group share one pattern; phrases have their own."""
    sequences = [
        [token for word in one.split() for token in _tokens(word, book)] for one in members
    ]
    pooled: dict[str, list[str]] = {}
    longer = []
    for sequence in sequences:
        if len(sequence) == 1:
            ((attribute, word),) = sequence[0].items()
            pooled.setdefault(attribute, []).append(word)
        else:
            longer.append(sequence)
    return [[{attribute: {"IN": words}}] for attribute, words in pooled.items()] + longer


def _tokens(part: str, book: Phrasebook) -> list[_TokenPattern]:
    """One written word as token patterns; ``e-samsat`` is two."""
    words = [fold(word) for word in words_of(part)]
    if part.startswith("~"):
        if len(words) != 1:
            raise PhraseError(f"{part!r} is no root: ~ stands before one word")
        return [{"LEMMA": words[0]}]
    if not words or not re.fullmatch(r"[\w&/.\-]+", part):
        raise PhraseError(f"{part!r} is no word")
    return [{"NORM": book.spellings.get(word, word)} for word in words]


def _roots_in(pattern: list[_TokenPattern]) -> Iterator[str]:
    for token in pattern:
        lemma = token.get("LEMMA", ())
        yield from lemma["IN"] if isinstance(lemma, dict) else ([lemma] if lemma else [])


def _language(spellings: Mapping[str, str], roots: Collection[str]) -> Language:
    """``spacy.blank("id")`` with our tokenizer and component."""
    spacy = _spacy()
    _register()
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "alignment.words.v1"}}}
    language: Language = spacy.blank("id", config=tokenizer)
    known = {"spellings": dict(spellings), "roots": sorted(roots)}
    language.add_pipe(_COMPONENT, config=known)
    return language


def _spacy() -> ModuleType:
    """spaCy, imported without torch: thinc would load it (a second, 150 MB) for nothing we use."""
    with _hidden("torch"):
        import spacy
    return spacy


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """While it lasts, importing ``module`` fails, unless it, or thinc, is loaded already."""
    if module in sys.modules or "thinc" in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


@cache
def _register() -> None:
    """Makes our parts known to spaCy; once, and not at import."""
    from spacy.language import Language
    from spacy.util import registry

    # The tokenizer of "id" spends two seconds on 16,000 exceptions for reduplicated words; we look
    # at the words inside a hyphen anyhow.
    registry.tokenizers("alignment.words.v1", func=lambda: lambda nlp: _WordTokenizer(nlp.vocab))

    @Language.factory(_COMPONENT, default_config={"spellings": {}, "roots": []})
    def _make_words(
        nlp: Language,  # noqa: ARG001 - spaCy calls it by these names
        name: str,  # noqa: ARG001
        spellings: dict[str, str],
        roots: list[str],
    ) -> _Words:
        return _Words(spellings, frozenset(roots))


@dataclass(slots=True)
class _WordTokenizer:
    vocab: Vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        return Doc(self.vocab, words=words_of(text))


@dataclass(slots=True)
class _Words:
    """The normaliser and the stemmed vocabulary: each word is looked at once and remembered.

    Sets each token's norm (lower case, one spelling) and lemma (its root among those the phrases
    name, else its norm).
    """

    spellings: Mapping[str, str]
    roots: frozenset[str]
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __call__(self, document: Doc) -> Doc:
        for token in document:
            token.norm_, token.lemma_ = self.norm_and_root(token.text)
        return document

    def norm_and_root(self, word: str) -> tuple[str, str]:
        """The one spelling of ``word``, and the root it is built from."""
        if word not in self.known:
            folded = fold(word)
            norm = self.spellings.get(folded, folded)
            self.known[word] = norm, root_of(norm, self.roots) or norm
        return self.known[word]

    def marks(self, text: str) -> set[str]:
        """The norms of the words of ``text``, and their roots behind a ``~``."""
        pairs = [self.norm_and_root(word) for word in words_of(text)]
        return {norm for norm, _ in pairs} | {f"~{root}" for _, root in pairs}
