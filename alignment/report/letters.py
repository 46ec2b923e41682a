"""The letters "Hasil Verifikasi Renja", one for each OPD, made from a template that is a .docx.

The template is the planner's to change: its blanks (``{{ opd }}``, ``{{ item.nama }}``) have
Indonesian names, which docs/panduan.md lists. An OPD reads it, so it is always in Indonesian.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from alignment import __version__
from alignment.errors import AlignmentError
from alignment.report.edition import Edition, today
from alignment.report.letter_blanks import LANGUAGE, Addressee, addressees, blanks
from alignment.report.summary import summarise
from alignment.report.targets import put
from alignment.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from jinja2 import Environment

    from alignment.report.targets import Output
    from alignment.reviews import Review
    from alignment.types import DocumentResult, MissionSet

TEMPLATE: Final = Path(__file__).parent / "templates" / "surat.docx"
"""The template that ships; a copy of it is where a planner begins."""

_SLUG_LENGTH = 80


def write_letters(
    folder: Path,
    results: Sequence[DocumentResult],
    missions: MissionSet,
    *,
    template: Path | None = None,
    made_on: date | None = None,
    reviews: Iterable[Review] = (),
) -> list[Output]:
    """Writes a letter on every OPD's plan in ``results`` into ``folder``.

    Args:
        folder: where the letters go; it is made.
        results: the documents of a run, with their ranked verdicts.
        missions: what they were judged against.
        template: a .docx with blanks; the one that ships if left out.
        made_on: the date of the letters; today if left out.
        reviews: what reviewers said of the items.

    Returns:
        The letters, by name of the OPD.

    Raises:
        AlignmentError: the template cannot be read, or has a blank that nothing fills.
    """
    summary = summarise(results, missions, reviews)
    edition = Edition(summary, LANGUAGE, made_on or today(), __version__)
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    return [
        _write(folder / file_name(one, taken), template or TEMPLATE, blanks(edition, one))
        for one in addressees(edition.summary)
    ]


def file_name(addressee: Addressee, taken: set[str]) -> str:
    """A name no file system minds and no other letter has: what a PDF says is never a path."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(f"{addressee.opd} {addressee.years}")).strip("-")
    stem = name = f"hasil-verifikasi-renja-{words[:_SLUG_LENGTH].strip('-') or 'tanpa-nama'}"
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return f"{name}.docx"


def _write(path: Path, template: Path, said: Mapping[str, Any]) -> Output:
    from zipfile import BadZipFile

    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    letter = DocxTemplate(str(template))
    try:
        letter.render(dict(said), _environment())
    except TemplateError as error:
        raise AlignmentError(
            f"{template}: {error}.", advice="docs/panduan.md lists the blanks that can be filled."
        ) from error
    except (OSError, OpcError, BadZipFile, KeyError, ValueError) as error:
        raise AlignmentError(
            f"{template}: no Word document (.docx).",
            advice="Name a .docx made from the one shipped.",
        ) from error
    return put(path, lambda part: letter.save(str(part)))


def _environment() -> Environment:
    """A template may come by mail: it can fill blanks and repeat rows, and nothing else."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
