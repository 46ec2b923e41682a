"""Whether characters are words: a font that lost its table of letters gives rubbish. Pure.

Engines map such a font's glyphs to whatever letters stand at the same numbers, and say nothing:
*Program* becomes ``3URJUDP``.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

import numpy as np

from alignment.extract.names import known_words

if TYPE_CHECKING:
    from alignment.extract.page import Page

_LEAST_CHARACTERS = 150
_LEAST_WORDS = 15
_LEAST_LETTERS = 0.6  # of a name's marks, and
_LEAST_VOWELS = 0.25  # of its letters: Indonesian has 0.4 and more
_SHORT = 8  # an abbreviation has no vowels to count
_LEAST_KNOWN = 0.05
_MOST_SIGNS = 0.35
_WORD = re.compile(r"[A-Za-z]{4,}")
_CODES = np.arange(256)
_IS_LETTER = np.isin(_CODES | 32, [ord(letter) for letter in ascii_lowercase])
_IS_VOWEL = np.isin(_CODES | 32, [ord(vowel) for vowel in "aeiou"])
_IS_BLANK = np.isin(_CODES, [9, 10, 13, 32, 160])
_IS_DIGIT = np.isin(_CODES, [ord(digit) for digit in digits])


def is_legible(text: str) -> bool:
    """Whether a name holds a known word, or at least is made of letters as words are."""
    if any(word in known_words() for word in _words(text)):
        return True
    marks = re.sub(r"\s", "", text)
    letters = re.findall("[A-Za-z]", marks)
    vowels = re.findall("[aeiou]", marks, re.IGNORECASE)
    if len(letters) < _LEAST_LETTERS * len(marks):
        return False
    return len(vowels) >= _LEAST_VOWELS * len(letters) or len(letters) <= _SHORT


def is_garbled(page: Page) -> bool:
    """Whether a page is full of characters and empty of words.

    Counting letters comes first and is cheap; only a page that looks odd is looked at for words.
    """
    codes = page.characters[page.characters < len(_CODES)]
    marks = len(page.characters) - int(_IS_BLANK[codes].sum())
    if marks < _LEAST_CHARACTERS:
        return False
    letters, vowels = int(_IS_LETTER[codes].sum()), int(_IS_VOWEL[codes].sum())
    signs = marks - letters - int(_IS_DIGIT[codes].sum())
    has_words = vowels >= _LEAST_VOWELS * letters
    if has_words and signs <= _MOST_SIGNS * marks:
        return False
    words = _words(page.text)
    known = sum(word in known_words() for word in words)
    if known > _LEAST_KNOWN * len(words):
        return False
    return len(words) >= _LEAST_WORDS or signs > _MOST_SIGNS * marks


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
