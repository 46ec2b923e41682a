"""Indonesian affixes: which root, of a known few, a word is made from. Pure.

Indonesian builds words around a root (*layan* -> *pelayanan*, *melayani*, *dilayani*). Without a
dictionary of all roots, cutting affixes guesses. Here the roots are given, and a word belongs to
one only if affixes alone separate the two, so nothing is ever cut to a root that nobody named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_CLITICS = ("", "nya", "lah", "kah", "pun")
_SUFFIXES = ("", "kan", "an", "i")
_PLAIN_PREFIXES = ("di", "ke", "se", "ber", "ter", "per", "bel", "pel", "be", "te", "pe")
_MOST_PREFIXES = 3  # as in "mem-per-ber-..." ; no word carries more
_VOWELS = "aeiou"

# After me- and pe- the root's first sound shapes the prefix; k, p, s and t melt into it.
_NASALS = (
    ("nge", "", "bcdfghjklmnpqrstvwyz"),  # mengecat, pengecatan: roots of one syllable
    ("ng", "", "ghkq" + _VOWELS),
    ("ng", "k", _VOWELS),
    ("ny", "s", _VOWELS),
    ("m", "", "bfvp"),
    ("m", "p", _VOWELS),
    ("n", "", "cdjzst"),
    ("n", "t", _VOWELS),
    ("", "", "lmnrwy"),
)


def root_of(word: str, roots: Collection[str]) -> str | None:
    """The longest of ``roots`` that ``word`` (lower case) is built from; None where there is none.

    >>> root_of("penyederhanaan", {"sederhana"})
    'sederhana'
    >>> root_of("bangunan", {"layan"}) is None
    True
    """
    if word in roots:
        return word
    found = {stem for stem in _stems(word) if stem in roots}
    return min(found, key=lambda root: (-len(root), root)) if found else None


def _stems(word: str) -> Iterator[str]:
    """Every string that taking affixes off ``word`` can leave."""
    heads = {word}
    for _ in range(_MOST_PREFIXES):
        heads |= {shorter for head in heads for shorter in _without_prefix(head)}
    for head in heads:
        for clitic in _CLITICS:
            if head.endswith(clitic):
                bare = head[: len(head) - len(clitic)]
                yield from (
                    bare[: len(bare) - len(suffix)] for suffix in _SUFFIXES if bare.endswith(suffix)
                )


def _without_prefix(word: str) -> Iterator[str]:
    for prefix in _PLAIN_PREFIXES:
        if word.startswith(prefix):
            yield word[len(prefix) :]
    if word.startswith(("me", "pe")):
        rest = word[2:]
        for nasal, melted, followers in _NASALS:
            tail = rest[len(nasal) :]
            if rest.startswith(nasal) and tail[:1] and tail[0] in followers:
                yield melted + tail
