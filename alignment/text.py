"""The words and figures of Indonesian plans, as they are printed, made into values. Pure.

Nothing here guesses: a number whose groups of three are broken comes back as broken, a code that
fits no pattern comes back as None.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_LEVEL_WORD = re.compile(r"^(?:program|kegiatan|sub kegiatan)\s+")
_BLANKS = re.compile(r"\s+")
_SHORT_WORDS = re.compile(
    "[a-e]|[ivx]+|di|ke|se|dan|per|yg|of|the|and|pd|ha|kg|km|m|lt|kk|rt|rw|kpm|ikm|ukm|sd|smp|sma"
    "|smk|asn|pns|non|tk|org|bln|thn|th|ok|dr|no|pos|air|gas|tpu|sdm|dll|ini|itu|jam|hal|dua|ton|rp"
)
_TAILS = re.compile("an|kan|nan|nya|ya|n|g|k|s|t|h|si|asi|gan|ngan|han|tan|ran|lan|san")
_LONGEST_TAIL = 3
_REMEMBERED_TEXTS = 16_384
"""Cells and names are compared many times over."""


def squash(text: str) -> str:
    """``text`` with every run of blanks made one blank, in Unicode's composed form."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(_REMEMBERED_TEXTS)
def fold(text: str) -> str:
    """``text`` for comparison: lower case, one blank, no marks that print in several ways."""
    return squash(text.replace("\u2019", "'").replace("\u2013", "-")).casefold()


def name_key(name: str) -> str:
    """Letters and digits only, lower case: two prints of one name have one key."""
    return re.sub(r"[\W_]+", "", fold(name))


def without_level_word(folded: str) -> str:
    """A folded name without the word for its level in front."""
    return _LEVEL_WORD.sub("", folded)


def official_key(name: str) -> str:
    """The ``name_key`` of an official name, which some print with the word for its level."""
    return name_key(without_level_word(fold(name)))


def join_lines(text: str, words: Container[str] = frozenset()) -> str:
    r"""The lines of one cell as one line: words that the cell's edge broke are whole again.

    ``words`` are known words in lower case: two pieces that make one of them are one word.

    >>> join_lines("Disperinda\ng")
    'Disperindag'
    >>> join_lines("Laporan RKA-\nSKPD")
    'Laporan RKA-SKPD'
    """
    joined = ""
    for line in (squash(part) for part in text.split("\n")):
        if line:
            joined = _join_two(joined, line, words) if joined else line
    return joined


def _join_two(left: str, right: str, words: Container[str]) -> str:
    if _is_broken_word(left, right, words):
        return left + right
    if left.endswith("-") and left[-2:-1].isalnum() and right[0].isalpha():
        return _join_hyphen(left, right)
    if left.endswith("-") and left[-2:-1].isdigit() and right[0].isdigit():
        return left + right
    if left.endswith("/") and left[-2:-1] not in ("", " ") and right[0] not in "/ ":
        return left + right
    if right[0] in "/,.;:)" and right[1:2] != " " and left[-1].isalnum() and len(right) > 1:
        return left + right
    return f"{left} {right}"


def _is_broken_word(left: str, right: str, words: Container[str]) -> bool:
    """A line that begins with the last letters of the word above it (``ANGGARA`` / ``N``).

    Alone on its line any few letters that are no word are such a tail; before other words only
    those that end Indonesian words and are none themselves.
    """
    tail = re.split(r"[\s.,;:)/]", right, maxsplit=1)[0]
    letters = re.split(r"[^A-Za-z]", left)[-1]
    if _makes_word(letters, tail, words):
        return True
    if not (tail.isascii() and tail.isalpha() and len(letters) > _LONGEST_TAIL):
        return False
    if not (letters.isupper() if tail.isupper() else tail.islower() and letters[-1].islower()):
        return False
    if right.rstrip(".,;)") == tail:
        longest = _LONGEST_TAIL - tail.isupper()  # three capitals are a name of their own
        return len(tail) <= longest and not _SHORT_WORDS.fullmatch(tail.casefold())
    return bool(_TAILS.fullmatch(tail.casefold()))


def _makes_word(head: str, tail: str, words: Container[str]) -> bool:
    """Whether two pieces are none of ``words`` themselves, but one of them together."""
    if not head or not tail or not (tail.islower() or (head.isupper() and tail.isupper())):
        return False
    head, tail = head.casefold(), tail.casefold()
    if head in words or tail in words or head in ("per", "sub", "non", "antar", "pra", "pasca"):
        return False
    return head + tail in words


def _join_hyphen(left: str, right: str) -> str:
    first, second = re.split(r"[\s/(]", left[:-1])[-1], right.split(" ", 1)[0]
    is_one_word = (
        first.islower()
        and second.islower()
        and len(first) > _LONGEST_TAIL
        and first[:_LONGEST_TAIL] not in second
    )
    return (left[:-1] if is_one_word else left) + right


_PARTS_OF_KEGIATAN = 5


class CodeKind(StrEnum):
    """What a code of the nomenclature, or one that looks like it, stands for."""

    URUSAN = "urusan"
    BIDANG = "bidang_urusan"
    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    SUB_KEGIATAN = "sub_kegiatan"
    OPD = "opd"
    REKENING = "rekening"


@dataclass(frozen=True, slots=True)
class Code:
    """A code, normalised: its parts joined with dots, each as wide as printed."""

    text: str
    kind: CodeKind

    @property
    def parent(self) -> str | None:
        """The code one level up; None above a program."""
        cut = {CodeKind.SUB_KEGIATAN: 1, CodeKind.KEGIATAN: 2}.get(self.kind)
        if cut is None:
            return None
        parts = self.text.split(".")
        if self.kind is CodeKind.KEGIATAN and len(parts) != _PARTS_OF_KEGIATAN:
            cut = 1  # of 2006: the kegiatan is one part
        return ".".join(parts[:-cut])


_BROAD = re.compile(r"(?:[\dX]{1,4})(?:[\s.,\-]+[\dX]{1,4})*\.?", re.IGNORECASE)
_OF_2019 = re.compile(r"[1-9X]\.(?:\d\d|XX)(?:\.\d\d(?:\.\d\.\d\d(?:\.\d\d(?:\d\d)?)?)?)?")
_OF_2006 = re.compile(
    r"[1-9]\.\d\d\.\d\d\.\d{2,3}|[1-9]\d\d\.\d\d(?:\.\d{2,3})?"
    r"|[1-9]\.\d\d\.[1-9]\.\d\d\.\d\d\.\d\d(?:\.\d{2,3})?"  # the agency's code in the middle
)
_PARTS_OF_2006_WITH_OPD = 6  # of a program
_REKENING = re.compile(r"[4-6]\.\d(?:\.\d{2}){0,3}(?:\.\d{4,5})?")
_OPD = re.compile(r"[1-9]\.\d\d(?:\.\d\.\d\d){1,2}(?:\.\d\d)?(?:\.\d{4})?")
_KIND_BY_PARTS = {
    1: CodeKind.URUSAN,
    2: CodeKind.BIDANG,
    3: CodeKind.PROGRAM,
    5: CodeKind.KEGIATAN,
    6: CodeKind.SUB_KEGIATAN,
}


def parse_code(text: str) -> Code | None:
    """The code that ``text`` is, if it is one and nothing else.

    Blanks round the dots, commas for dots and parts in several cells (joined with a blank) are
    read; a *kode rekening* (``5.1.02...``) is told apart from a program of the fifth urusan
    (``5.01.02``) by its one-digit second part.
    """
    squashed = squash(text)
    if not squashed or not _BROAD.fullmatch(squashed):
        return None
    parts = [part for part in re.split(r"[\s.,\-]+", squashed.upper()) if part]
    code = ".".join(parts)
    if _REKENING.fullmatch(code):
        return Code(code, CodeKind.REKENING)
    if _OF_2019.fullmatch(code):
        return Code(code, _KIND_BY_PARTS[len(parts)])
    if _OF_2006.fullmatch(code):
        is_program = len(parts) in (2, _PARTS_OF_2006_WITH_OPD)
        return Code(code, CodeKind.PROGRAM if is_program else CodeKind.KEGIATAN)
    if len(parts) == 1 and re.fullmatch("[1-9X]", code):
        return Code(code, CodeKind.URUSAN)
    return Code(code, CodeKind.OPD) if _OPD.fullmatch(code) else None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount. ``rupiah`` is None where nothing is printed or the figure is broken."""

    rupiah: int | None
    is_broken: bool = False
    others: tuple[int, ...] = ()
    printed: str = field(default="", compare=False)


NO_MONEY = Money(None)
_WORDS_BEHIND = re.compile(r"\([^)\d]*\)\s*$")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,2})?|\d{1,3},\d{3}\.\d\d")
_SCALED = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?")
_NOTHING = frozenset({"", "-", "--", "0", "n.a", "na", "nihil", "\u2013", "\u2014"})


def parse_money(text: str, *, scale: int = 1) -> Money:
    """The rupiah of one money cell, cents dropped; a zero or a dash is 0 or nothing as printed.

    Blanks inside the figure are dropped (one cell holds one figure). Where the lines of the cell
    are figures of their own, the first is the amount and the rest are ``others``. ``scale`` is 1000
    or 1000000 where the column's head says so.
    """
    bare = _WORDS_BEHIND.sub("", squash(text)) if not text.strip().startswith("(") else text
    whole = _one_amount(bare, scale)
    if whole is not None:
        return Money(whole, printed=text)
    if _strip_money(bare).casefold() in _NOTHING:
        return Money(None, printed=text)
    each = [_one_amount(line, scale) for line in text.split("\n") if line.strip()]
    amounts = [amount for amount in each if amount is not None]
    if len(each) > 1 and len(amounts) == len(each):
        return Money(amounts[0], others=tuple(amounts[1:]), printed=text)
    return Money(None, is_broken=bool(re.search(r"\d", text)), printed=text)


_REST_OF_FIGURE = re.compile(r"[\d.,\s-]{1,12}")
_GROUPS = re.compile(r"(?:\.\d{3})+(?:,\d\d)?|,\d\d")


def joined_money(upper: Money, lower: Money) -> Money | None:
    """The figure whose digits a page's end parted; None where the two are no such halves."""
    rest = lower.printed.strip()
    if not (upper.is_broken and _REST_OF_FIGURE.fullmatch(rest)) and not _GROUPS.fullmatch(rest):
        return None
    whole = parse_money(upper.printed + rest)
    return None if whole.rupiah is None or whole.others else whole


def _strip_money(text: str) -> str:
    bare = re.sub(r"\s+", "", text)
    bare = re.sub(r"^\(?(?:rp|idr)\.?", "", bare, flags=re.IGNORECASE)
    return re.sub(r"(?:[,.]-+|,=)$", "", bare).strip("()") if bare not in ("-", "--") else bare


def _one_amount(text: str, scale: int) -> int | None:
    squeezed = re.sub(r"\s+", "", text)
    is_negative = squeezed.startswith(("-", "(")) and squeezed not in ("-", "--")
    bare = _strip_money(squeezed).lstrip("-")
    bare = re.sub(r"^(?:rp|idr)\.?", "", bare, flags=re.IGNORECASE)
    amount = _scaled(bare, scale) if scale > 1 else _unscaled(bare)
    return -amount if amount is not None and is_negative else amount


def _unscaled(bare: str) -> int | None:
    if _GROUPED.fullmatch(bare):
        return int(bare.split(",", maxsplit=1)[0].replace(".", ""))
    if _GROUPED_ENGLISH.fullmatch(bare):
        return int(bare.split(".", maxsplit=1)[0].replace(",", ""))
    return None


def _scaled(bare: str, scale: int) -> int | None:
    match = _SCALED.fullmatch(bare)
    if not match:
        return None
    whole, decimals = match[1].replace(".", ""), match[2] or ""
    return int(whole) * scale + (int(decimals) * scale // 10 ** len(decimals) if decimals else 0)


_MONEY_LIKE = re.compile(
    r"\(?(?:Rp\.?)?\s*-?\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2}|,-)?\)?|\(?Rp\.?\s*-?[\d.,]+\)?"
    r"|\d{1,3}(?:,\d{3}){2,}(?:\.\d\d)?",
    re.IGNORECASE,
)


def looks_like_money(text: str) -> bool:
    """Whether ``text`` is, beyond doubt, an amount of rupiah and not a target."""
    return bool(_MONEY_LIKE.fullmatch(re.sub(r"\s+", "", text)))


_TARGET = re.compile(r"([<>\u2264\u2265=~]?\s*-?\d[\d.,]*(?:\s*-\s*\d[\d.,]*)?)\s*(.*)", re.DOTALL)


def split_target(text: str) -> tuple[str | None, str | None]:
    """The figure and the unit of a target as printed: ``67,69%``, ``4 dokumen``, ``100 Persen``.

    A text without a leading figure is the target itself, without a unit. Whether a dot is the
    thousands' or the decimals' is left to the reader of the figure: it stays as printed. The unit
    keeps its line breaks.
    """
    squashed = re.sub(r"(?<=\d[.,])\s*\n\s*(?=\d)", "", text.strip())  # a figure cut in two
    if not squashed or squashed in ("-", "\u2013"):
        return None, None
    match = _TARGET.fullmatch(squashed)
    if not match:
        return join_lines(squashed), None
    return squash(match[1]).rstrip(".,"), match[2].strip() or None


_OPD_HEAD = re.compile(
    r"(?:dinas|badan|sekretariat|inspektorat|kecamatan|kelurahan|rsud|rsj|satpol|kantor|biro"
    r"|bappeda|bapperida|bapenda|bkad|bpkad|bkd|bpsdm|kesbangpol|rumah sakit|balai"
    r"|satuan polisi pamong praja|unsur)\b"
)


def looks_like_opd(text: str) -> bool:
    """Whether ``text`` opens as the name of an agency does (*Dinas*, *Badan*, *Sekretariat*...)."""
    return bool(_OPD_HEAD.match(fold(text)))


_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


def years_in(text: str) -> tuple[int, ...]:
    """Every year from 2000 to 2049 that ``text`` names, in order."""
    return tuple(int(year) for year in _YEAR.findall(text))
