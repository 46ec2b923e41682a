"""Why a document gives no items, or none that can be trusted: one clear error. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from alignment.errors import BrokenPdfError, NoItemsError, ScanError
from alignment.extract.legible import is_legible
from alignment.extract.ocr import ADVICE_ON_SCANS, advice_on_size
from alignment.types import INCOMPLETE, DocumentKind, Notice

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from alignment.types import PlanItem

_CUT = INCOMPLETE - {"page_left_out"}
_OTHER_KINDS = (DocumentKind.LKJIP, DocumentKind.RKA, DocumentKind.RPJMD, DocumentKind.RENSTRA)
_MOST_ILLEGIBLE = 0.5
_GET_IT_AGAIN = "Get it again from its source."


def refuse(
    kind: DocumentKind,
    page_count: int,
    pictures: Collection[int],
    garbled: Collection[int],
    *,
    small_print: Mapping[int, str],
    notices: Sequence[Notice],
) -> NoReturn:
    """Says why there is no item: ``pictures`` are the pages not read, the ``garbled`` among them.

    Pages of ``small_print`` were read, but by an engine that reads letters of that size badly.

    Raises:
        BrokenPdfError: the file is damaged, or its fonts are.
        ScanError: the pages are pictures.
        NoItemsError: they are not, but hold no plan table.
    """
    if any(notice.code in _CUT for notice in notices):
        raise BrokenPdfError(
            f"it is damaged or cut short: {_announced(notices, page_count)}, without a plan table.",
            advice=_GET_IT_AGAIN,
        )
    if pictures and len(pictures) * 2 >= page_count:
        are_garbled = len(garbled) * 2 > len(pictures)
        what = "text whose fonts name no letters" if are_garbled else "pictures"
        told = f"{len(pictures)} of its {page_count} pages are {what}."
        raise ScanError(told, advice=ADVICE_ON_SCANS)
    if small_print and len(small_print) * 2 >= page_count:
        raise ScanError(
            f"the letters of {len(small_print)} of its {page_count} pages are too small for the "
            "OCR engine.",
            advice=advice_on_size(small_print.values()),
        )
    if kind in _OTHER_KINDS:
        raise NoItemsError(
            f"it is a {kind.value.upper()}, not a Renja, and holds no plan table.",
            advice="Give the agency's Renja.",
            kind=kind,
        )
    raise NoItemsError(
        f"none of its {page_count} pages holds a table of programs, kegiatan or sub kegiatan.",
        advice="Check that it is a Renja with its table of programs and funding.",
    )


def _announced(notices: Sequence[Notice], page_count: int) -> str:
    told = next((one.message for one in notices if one.code == "pages_missing"), None)
    return told or f"{page_count} pages could be read"


def legible_items(items: Sequence[PlanItem]) -> list[PlanItem]:
    """The items, those whose names are no words warned of.

    Raises:
        BrokenPdfError: most of the names are rubbish: fonts were lost, with the file's end or else.
    """
    lost = [not is_legible(item.name) for item in items]
    if sum(lost) > _MOST_ILLEGIBLE * len(items):
        raise BrokenPdfError(
            f"it is damaged: the letters of {sum(lost)} of its {len(items)} rows cannot be read.",
            advice=_GET_IT_AGAIN,
        )
    return [
        replace(item, warnings=(*item.warnings, _illegible(item))) if is_lost else item
        for item, is_lost in zip(items, lost, strict=True)
    ]


def _illegible(item: PlanItem) -> Notice:
    return Notice("name_illegible", "the letters of the name cannot be read", item.page_number)
