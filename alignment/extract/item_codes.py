"""What tells an item's level: its code, or the word for it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.text import CodeKind, parse_code
from alignment.types import Level

if TYPE_CHECKING:
    from alignment.text import Code

LEVEL_OF_KIND = {
    CodeKind.PROGRAM: Level.PROGRAM,
    CodeKind.KEGIATAN: Level.KEGIATAN,
    CodeKind.SUB_KEGIATAN: Level.SUB_KEGIATAN,
}
LEVEL_OF_WORD = {
    "program": Level.PROGRAM,
    "kegiatan": Level.KEGIATAN,
    "sub kegiatan": Level.SUB_KEGIATAN,
}


def item_code(text: str) -> Code | None:
    """The code that ``text`` is, if it is an item's and nothing else."""
    return if_of_item(parse_code(text))


def if_of_item(code: Code | None) -> Code | None:
    """``code``, if it is a program's, a kegiatan's or a sub kegiatan's."""
    return code if code and code.kind in LEVEL_OF_KIND else None
