"""What comes out of a PDF is never trusted: here it is made fit to be shown.

Escaping is the business of each format (the template's autoescape, the workbook's string cells);
here go the characters that no format should carry.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters break XML; the others turn text round or hide it (a "bidi" attack).
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")


def clean(text: str | None, limit: int = 600) -> str:
    """``text`` without control, invisible and direction-turning characters, at most ``limit`` long.

    Line breaks and runs of blanks become one blank. A cut text ends in an ellipsis.
    """
    if not text:
        return ""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # nearly every text of a plan; spares a workbook a third of its time
    shown = _UNWANTED.sub("", unicodedata.normalize("NFC", text[: limit * 4]))
    shown = _BLANKS.sub(" ", shown.replace("\n", " ")).strip()
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"
