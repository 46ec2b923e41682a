"""The error tree. Whatever a user can mend ends in one of these, and prints as one line.

::

    AlignmentError                what, where, what to do
    ├── UsageError                what was asked cannot be done; told before the work starts
    ├── DocumentError             one document cannot be read; the others go on
    │   ├── NotAPdfError          the bytes are no PDF
    │   ├── EncryptedPdfError     a password is needed
    │   ├── BrokenPdfError        damaged beyond repair
    │   ├── LimitError            larger, longer or slower than the limits allow
    │   ├── ScanError             pictures of pages only, and no OCR at hand
    │   └── NoItemsError          readable, but holds no plan table
    ├── MissionsError             the missions file is wrong (line and column in the message)
    ├── NomenclatureError         a list of codes is wrong, or the imported one is damaged
    ├── RulesError                a file of directive rules is wrong (line, column in the message)
    ├── ItemsError                a file of items to score is wrong
    ├── VerdictsError             a filled workbook cannot be read back
    ├── GoldError                 a gold file is wrong
    ├── ModelError                the model folder is incomplete or damaged
    ├── StoreError                the store cannot be opened, read or written
    ├── EngineError               no worker can be started, or none reaches the cluster
    └── MissingExtraError         a feature needs a package that is not installed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment.types import DocumentKind


class AlignmentError(Exception):
    """An error the user can mend: ``message`` says what and where, ``advice`` what to do."""

    code = "error"

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".rstrip()


class UsageError(AlignmentError):
    """What was asked cannot be done; told before the work starts."""

    code = "usage"


class DocumentError(AlignmentError):
    """One document cannot be read; ``kind`` is what it is, where that is why."""

    code = "unreadable"

    def __init__(self, message: str, *, advice: str = "", kind: DocumentKind | None = None) -> None:
        super().__init__(message, advice=advice)
        self.kind = kind


class NotAPdfError(DocumentError):
    """The bytes are no PDF, whatever the file is called."""

    code = "not_a_pdf"


class EncryptedPdfError(DocumentError):
    """The PDF opens only with a password."""

    code = "encrypted"


class BrokenPdfError(DocumentError):
    """The PDF is damaged and could not be repaired."""

    code = "broken"


class LimitError(DocumentError):
    """The PDF goes over a limit on size, pages, objects, memory or time."""

    code = "over_limit"


class ScanError(DocumentError):
    """The pages are pictures and no OCR engine is at hand."""

    code = "scan"


class NoItemsError(DocumentError):
    """The PDF is readable but no program, kegiatan or sub kegiatan was found in it."""

    code = "no_items"


class MissionsError(AlignmentError):
    """The missions file is wrong."""

    code = "missions"


class NomenclatureError(AlignmentError):
    """A list of the nomenclature is wrong, or the imported one is damaged."""

    code = "nomenclature"


class RulesError(AlignmentError):
    """A file of directive rules is wrong."""

    code = "rules"


class ItemsError(AlignmentError):
    """A file of items to score is wrong."""

    code = "items"


class VerdictsError(AlignmentError):
    """A filled workbook cannot be read back."""

    code = "verdicts"


class GoldError(AlignmentError):
    """A gold file is wrong."""

    code = "gold"


class ModelError(AlignmentError):
    """The model folder is incomplete or damaged."""

    code = "model"


class StoreError(AlignmentError):
    """The store cannot be opened, read or written."""

    code = "store"


class EngineError(AlignmentError):
    """No worker can be started."""

    code = "engine"


class MissingExtraError(AlignmentError):
    """A feature needs a package that is not installed."""

    code = "missing_extra"


class Stopped(BaseException):
    """The user wanted us to stop, by Ctrl-C or SIGTERM; what was done until then is said."""
