"""The letters "Hasil Verifikasi Renja", one for each OPD, made from a template that is a .docx.

The template is the planner's to change: its blanks (``{{ opd }}``, ``{{ item.nama }}``) have
Indonesian names, which docs/panduan.md lists. An OPD reads it, so it is always in Indonesian.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from alignment import __version__
from alignment.errors import AlignmentError
from alignment.report.cleaning import clean
from alignment.report.edition import Edition, indicator_text, today, trail
from alignment.report.summary import Summary, Tally, summarise
from alignment.report.words import WORST_FIRST, kind_word, level_word, outcome_word
from alignment.text import fold
from alignment.types import DirectiveOutcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from jinja2 import Environment

    from alignment.report.summary import DocumentRow, Entry
    from alignment.types import DirectiveFinding, DocumentResult, MissionSet

TEMPLATE: Final = Path(__file__).parent / "templates" / "surat.docx"
"""The template that ships; a copy of it is where a planner begins."""

_LANGUAGE = "id"
_FLAGGED = (Status.TIDAK_SELARAS, Status.PERLU_DITINJAU)
_ASKED: Final[Mapping[DirectiveOutcome, str]] = {
    DirectiveOutcome.TIDAK_ADA: "letter_ask_absent",
    DirectiveOutcome.SEBAGIAN: "letter_ask_partly",
    DirectiveOutcome.PERLU_PERNYATAAN: "letter_ask_statement",
    DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA: "letter_ask_readable",
}
_NOTE_LIMIT = 40
_SLUG_LENGTH = 80
_SAID_LENGTH = 140


@dataclass(frozen=True, slots=True)
class _Addressee:
    """An OPD with all that concerns it."""

    opd: str
    entries: tuple[Entry, ...]
    documents: tuple[DocumentRow, ...]
    directives: tuple[DirectiveFinding, ...]

    @property
    def years(self) -> str:
        """The years its documents speak for."""
        return ", ".join(sorted({str(one.extraction.year or "") for one in self.documents} - {""}))


def write_letters(
    folder: Path,
    results: Sequence[DocumentResult],
    missions: MissionSet,
    *,
    template: Path | None = None,
    made_on: date | None = None,
) -> list[Path]:
    """Writes a letter to every OPD that ``results`` speak of into ``folder``.

    Args:
        folder: where the letters go; it is made.
        results: the documents of a run, with their ranked verdicts.
        missions: what they were judged against.
        template: a .docx with blanks; the one that ships if left out.
        made_on: the date of the letters; today if left out.

    Returns:
        The letters, by name of the OPD.

    Raises:
        AlignmentError: the template cannot be read, or has a blank that nothing fills.
    """
    edition = Edition(summarise(results, missions), _LANGUAGE, made_on or today(), __version__)
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    return [
        _write(folder / file_name(one, taken), template or TEMPLATE, _blanks(edition, one))
        for one in _addressees(edition.summary)
    ]


def file_name(addressee: _Addressee, taken: set[str]) -> str:
    """A name no file system minds and no other letter has: what a PDF says is never a path."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(f"{addressee.opd} {addressee.years}")).strip("-")
    stem = name = f"hasil-verifikasi-renja-{words[:_SLUG_LENGTH].strip('-') or 'tanpa-nama'}"
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return f"{name}.docx"


def _addressees(summary: Summary) -> Iterator[_Addressee]:
    directives = [one for row in summary.directives for one in row.findings if one]
    for opd in sorted({row.opd for row in summary.opds}):
        entries = tuple(entry for entry in summary.entries if entry.opd == opd)
        names = {entry.document for entry in entries}
        yield _Addressee(
            opd,
            entries,
            tuple(row for row in summary.documents if row.document in names),
            tuple(one for one in directives if one.opd == opd),
        )


def _blanks(edition: Edition, to: _Addressee) -> dict[str, Any]:
    """Everything a template may ask for."""
    flagged = {status: _flagged(edition, to, status) for status in _FLAGGED}
    return {
        "opd": clean(to.opd),
        "tahun": to.years or "…………",
        "daerah": clean(edition.summary.missions.region),
        "kop": _letterhead(edition.summary.missions.region),
        "visi": clean(edition.summary.missions.vision),
        "misi": [
            {"sebutan": edition.place(one.id), "bunyi": clean(one.text)}
            for one in edition.summary.missions.missions
        ],
        "tanggal": edition.date,
        "dokumen": [_document(edition, one) for one in to.documents],
        "ringkasan": _totals(edition, to.entries),
        "jumlah_ditandai": sum(map(len, flagged.values())),
        "tidak_selaras": flagged[Status.TIDAK_SELARAS],
        "perlu_ditinjau": flagged[Status.PERLU_DITINJAU],
        "arahan": [_directive(edition, one) for one in to.directives],
        "bacaan": _reading_notes(edition, to),
        "versi": edition.version,
        "model": edition.model,
    }


def _letterhead(region: str) -> str:
    said = clean(region).upper()
    return said if said.startswith("PEMERINTAH") else f"PEMERINTAH {said}"


def _document(edition: Edition, row: DocumentRow) -> dict[str, str]:
    kind = kind_word(row.extraction.kind, _LANGUAGE)
    return {
        "nama": clean(row.document, 160),
        "jenis": f"{kind} {row.extraction.year or ''}".strip(),
        "baris": edition.whole(row.extraction.quality.item_count),
    }


def _totals(edition: Edition, entries: Sequence[Entry]) -> list[dict[str, str]]:
    """Items and money by status, each rupiah once, and their sum."""
    counted: dict[Status, Tally] = {}
    for entry in entries:
        status = entry.alignment.status
        counted[status] = counted.get(status, Tally()) + entry.counted
    rows = [(edition.status(one), counted[one]) for one in WORST_FIRST if one in counted]
    rows.append((edition.text("total"), sum(counted.values(), Tally())))
    return [
        {
            "sebutan": word,
            "jumlah": edition.whole(tally.items),
            "pagu": edition.full_money(tally.rupiah),
        }
        for word, tally in rows
    ]


def _flagged(edition: Edition, to: _Addressee, status: Status) -> list[dict[str, Any]]:
    chosen = (entry for entry in to.entries if entry.alignment.status is status)
    return [_item(edition, number, entry) for number, entry in enumerate(chosen, start=1)]


def _item(edition: Edition, number: int, entry: Entry) -> dict[str, Any]:
    item = entry.alignment.item
    return {
        "no": number,
        "kode": clean(item.code, 40),
        "nama": clean(item.name),
        "tingkat": level_word(item.level, _LANGUAGE),
        "induk": trail(item),
        "indikator": "; ".join(indicator_text(one) for one in item.indicators),
        "dokumen": clean(entry.document, 160),
        "halaman": str(item.page_number or "–"),  # noqa: RUF001  a dash for no page
        "pagu": edition.full_money(item.budget_rupiah),
        "hasil": edition.status(entry.alignment.status),
        "misi": edition.item_mission(entry),
        "alasan": _reason(edition, entry),
        "diminta": _asked(edition, entry),
    }


def _reason(edition: Edition, entry: Entry) -> str:
    """The reason without the status in front of it: the heading of the list says that."""
    said = clean(entry.alignment.reason)
    reason = said.removeprefix(f"{edition.status(entry.alignment.status)}: ")
    return reason[:1].upper() + reason[1:]


def _asked(edition: Edition, entry: Entry) -> str:
    """What the OPD is asked, naming the words of the plan that raised the doubt."""
    is_bad = entry.alignment.status is Status.TIDAK_SELARAS
    key = "letter_ask_misaligned" if is_bad else "letter_ask_doubtful"
    doubted = (one for one in entry.alignment.evidence if one.mission_id is None)
    said = next((clean(one.item_text, _SAID_LENGTH) for one in doubted if one.item_text), "")
    return edition.text(f"{key}_said", said=said) if said else edition.text(key)


def _directive(edition: Edition, finding: DirectiveFinding) -> dict[str, str]:
    key = _ASKED.get(finding.outcome)
    return {
        "judul": clean(finding.title),
        "hasil": outcome_word(finding.outcome, _LANGUAGE),
        "keterangan": clean(finding.sentence),
        "diminta": edition.text(key) if key else "–",  # noqa: RUF001  a dash for nothing
    }


def _reading_notes(edition: Edition, to: _Addressee) -> list[dict[str, str]]:
    """What the document itself leaves open: sums, doubles, rows without an indicator."""
    notes = [
        (row.document, notice.page_number, "", edition.notice(notice))
        for row in to.documents
        for notice in row.extraction.quality.notices
    ]
    for entry in to.entries:
        item = entry.alignment.item
        said = [edition.notice(one) for one in item.warnings]
        if entry.lacks_indicator:
            said.append(edition.text("indicator_missing"))
        notes += [(entry.document, item.page_number, item.name, sentence) for sentence in said]
    return [
        {
            "dokumen": clean(document, 160),
            "halaman": str(page or "–"),  # noqa: RUF001  a dash for no page
            "nama": clean(name, 200),
            "catatan": note,
        }
        for document, page, name, note in notes[:_NOTE_LIMIT]
    ]


def _write(path: Path, template: Path, blanks: Mapping[str, Any]) -> Path:
    from zipfile import BadZipFile

    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    letter = DocxTemplate(str(template))
    try:
        letter.render(dict(blanks), _environment())
    except TemplateError as error:
        raise AlignmentError(
            f"{template}: {error}.", advice="docs/panduan.md lists the blanks that can be filled."
        ) from error
    except (OSError, OpcError, BadZipFile, KeyError, ValueError) as error:
        raise AlignmentError(
            f"{template}: no Word document (.docx).",
            advice="Name a .docx made from the one shipped.",
        ) from error
    letter.save(str(path))
    return path


def _environment() -> Environment:
    """A template may come by mail: it can fill blanks and repeat rows, and nothing else."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
