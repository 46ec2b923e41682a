"""What a letter to an OPD says: the blanks of its template, filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from alignment.report.cleaning import clean
from alignment.report.counting import tallies
from alignment.report.edition import indicator_text, trail
from alignment.report.entries import grouped, total
from alignment.report.numbers import DASH
from alignment.report.words import WORST_FIRST, kind_word, level_word, outcome_word
from alignment.types import DirectiveOutcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.report.edition import Edition
    from alignment.report.entries import Entry
    from alignment.report.summary import DocumentRow, Summary
    from alignment.types import DirectiveFinding

LANGUAGE = "id"
_FLAGGED = (Status.TIDAK_SELARAS, Status.PERLU_DITINJAU)
_ASKED: Final[Mapping[DirectiveOutcome, str]] = {
    DirectiveOutcome.TIDAK_ADA: "letter_ask_absent",
    DirectiveOutcome.SEBAGIAN: "letter_ask_partly",
    DirectiveOutcome.PERLU_PERNYATAAN: "letter_ask_statement",
    DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA: "letter_ask_readable",
}
_MENDABLE: Final = frozenset(
    {
        *("sum_mismatch", "total_unexplained", "duplicate", "listed_again", "parent_missing"),
        *("broken_number", "code_missing", "code_unreadable", "code_name_mismatch"),
        *("realised_only", "page_damaged", "pages_missing", "repaired"),
    }
)
"""Notices on the document itself; what else is noted concerns our reading of it."""
_PICTURES: Final = frozenset({"ocr_page", "picture_page"})
_NOTE_LIMIT = 40
_SAID_LENGTH = 140


@dataclass(frozen=True, slots=True)
class Addressee:
    """An OPD with all that concerns it."""

    opd: str
    entries: tuple[Entry, ...]
    documents: tuple[DocumentRow, ...]
    directives: tuple[DirectiveFinding, ...]

    @property
    def years(self) -> str:
        """The years its documents speak for."""
        return ", ".join(sorted({str(one.extraction.year or "") for one in self.documents} - {""}))


def addressees(summary: Summary) -> Iterator[Addressee]:
    """Every plan of an OPD with what concerns it, by the OPD's name."""
    for _, entries in sorted(grouped(summary.entries, lambda one: one.opd).items()):
        agency, document = entries[0].agency, entries[0].document
        yield Addressee(
            agency,
            tuple(entries),
            tuple(row for row in summary.documents if row.document == document),
            tuple(
                one
                for row in summary.directives
                if row.document == document
                for one in row.findings
                if one and one.opd == agency
            ),
        )


def blanks(edition: Edition, to: Addressee) -> dict[str, Any]:
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
    kind = kind_word(row.extraction.kind, LANGUAGE)
    return {
        "nama": clean(row.document, 160),
        "jenis": f"{kind} {row.extraction.year or ''}".strip(),
        "baris": edition.whole(row.extraction.quality.item_count),
    }


def _totals(edition: Edition, entries: Sequence[Entry]) -> list[dict[str, str]]:
    """Items and money by status, each rupiah once, and their sum."""
    counted = tallies((entry.status, entry.counted) for entry in entries)
    rows = [(edition.status(one), counted[one]) for one in WORST_FIRST if one in counted]
    rows.append((edition.text("total"), total(entries)))
    return [
        {
            "sebutan": word,
            "jumlah": edition.whole(tally.items),
            "pagu": edition.full_money(tally.rupiah),
        }
        for word, tally in rows
    ]


def _flagged(edition: Edition, to: Addressee, status: Status) -> list[dict[str, Any]]:
    chosen = (entry for entry in to.entries if entry.status is status)
    return [_item(edition, number, entry) for number, entry in enumerate(chosen, start=1)]


def _item(edition: Edition, number: int, entry: Entry) -> dict[str, Any]:
    item = entry.alignment.item
    return {
        "no": number,
        "kode": clean(item.code, 40),
        "nama": clean(item.name),
        "tingkat": level_word(item.level, LANGUAGE),
        "induk": trail(item),
        "indikator": "; ".join(indicator_text(one) for one in item.indicators),
        "dokumen": clean(entry.document, 160),
        "halaman": _page(item.page_number),
        "pagu": edition.full_money(item.budget_rupiah),
        "hasil": edition.status(entry.status),
        "misi": edition.item_mission(entry),
        "alasan": _reason(edition, entry),
        "catatan_peninjau": "; ".join(clean(one) for one in entry.decision.notes)
        if entry.decision
        else "",
        "diminta": _asked(edition, entry),
    }


def _reason(edition: Edition, entry: Entry) -> str:
    """The reason without the status in front of it: the heading of the list says that."""
    if entry.is_decided:
        return edition.text("letter_decided", status=edition.status(entry.status).lower())
    said = clean(entry.alignment.reason)
    reason = said.removeprefix(f"{edition.status(entry.alignment.status)}: ")
    return reason[:1].upper() + reason[1:]


def _asked(edition: Edition, entry: Entry) -> str:
    """What the OPD is asked, naming the words of the plan that raised the doubt."""
    is_bad = entry.status is Status.TIDAK_SELARAS
    key = "letter_ask_misaligned" if is_bad else "letter_ask_doubtful"
    doubted = (one for one in entry.alignment.evidence if one.mission_id is None)
    said = next((clean(one.item_text, _SAID_LENGTH) for one in doubted if one.item_text), "")
    return edition.text(f"{key}_said", said=said) if said else edition.text(key)


def _directive(edition: Edition, finding: DirectiveFinding) -> dict[str, str]:
    key = _ASKED.get(finding.outcome)
    return {
        "judul": clean(finding.title),
        "hasil": outcome_word(finding.outcome, LANGUAGE),
        "keterangan": clean(finding.sentence),
        "diminta": edition.text(key) if key else DASH,
    }


def _reading_notes(edition: Edition, to: Addressee) -> list[dict[str, str]]:
    """What the OPD itself can mend: sums, doubles, codes, rows without an indicator, scans."""
    notes: list[tuple[str, str, str, str]] = []
    for row in to.documents:
        notices = row.extraction.quality.notices
        pictures = tuple(
            one.page_number for one in notices if one.code in _PICTURES and one.page_number
        )
        if pictures:
            told = edition.text("letter_pictures")
            notes.append((row.document, edition.pages(pictures), "", told))
        notes += [
            (row.document, _page(one.page_number), "", edition.notice(one))
            for one in notices
            if one.code in _MENDABLE
        ]
    for entry in to.entries:
        item = entry.alignment.item
        said = [edition.notice(one) for one in item.warnings if one.code in _MENDABLE]
        if entry.lacks_indicator:
            said.append(edition.text("indicator_missing"))
        page = _page(item.page_number)
        notes += [(entry.document, page, item.name, sentence) for sentence in said]
    return [
        {
            "dokumen": clean(document, 160),
            "halaman": page,
            "nama": clean(name, 200),
            "catatan": note,
        }
        for document, page, name, note in notes[:_NOTE_LIMIT]
    ]


def _page(number: int | None) -> str:
    return str(number) if number else DASH
