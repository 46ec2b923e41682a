"""The workbook on what moved between two versions of one Renja: did the OPD do what was asked?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from alignment.diff import Change, Entry, Finding, Kind
from alignment.report.cleaning import clean
from alignment.report.sheets.book import new_page, new_workbook
from alignment.report.words import level_word, status_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from alignment.diff import PlanDiff

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class _Words:
    """Every word of the workbook in one language."""

    sheet: str
    title: str
    unchanged: str
    kinds: Mapping[Kind, str]
    findings: Mapping[Finding, str]
    fields: Mapping[str, str]
    headings: tuple[str, ...]


_INDONESIAN: Final = _Words(
    sheet="Perubahan",
    title="Perubahan Renja dari {old} ke {new}",
    unchanged="Rincian yang tidak berubah",
    kinds={
        Kind.ADDED: "baru",
        Kind.REMOVED: "dihapus",
        Kind.RENAMED: "nama berubah",
        Kind.RECODED: "kode berubah",
        Kind.BUDGET: "pagu berubah",
        Kind.CONTENT: "isi berubah",
        Kind.VERDICT: "status berubah",
    },
    findings={
        Finding.SETTLED: "sudah diperbaiki",
        Finding.WITHDRAWN: "sudah dihapus",
        Finding.OPEN: "belum diperbaiki",
        Finding.NEW: "temuan baru",
    },
    fields={"indicators": "indikator", "location": "lokasi", "fund_source": "sumber dana"},
    headings=(
        *("Tindak lanjut", "Perubahan", "Tingkat", "Kode", "Nama", "Nama semula"),
        *("Pagu semula (Rp)", "Pagu sekarang (Rp)", "Selisih pagu (Rp)"),
        *("Status semula", "Status sekarang", "Isi yang berubah", "Halaman"),
    ),
)
_ENGLISH: Final = _Words(
    sheet="Changes",
    title="Changes of the Renja from {old} to {new}",
    unchanged="Items that did not change",
    kinds={kind: kind.value for kind in Kind},
    findings={finding: finding.value for finding in Finding},
    fields={"indicators": "indicators", "location": "location", "fund_source": "source of funds"},
    headings=(
        *("Finding", "Change", "Level", "Code", "Name", "Former name"),
        *("Former pagu (Rp)", "Pagu now (Rp)", "Change of pagu (Rp)"),
        *("Former status", "Status now", "What else changed", "Page"),
    ),
)
_WIDTHS = (16, 20, 13, 20, 60, 40, 18, 18, 18, 16, 16, 22, 9)
_FINDINGS_FIRST = {finding: place for place, finding in enumerate(Finding)}


def write_changes(path: Path, diff: PlanDiff, *, old: str, new: str, language: str = "id") -> None:
    """Writes the workbook on ``diff`` to ``path``; what became of doubts comes first.

    Args:
        path: the file to write; what is there is replaced.
        diff: the changes.
        old: what the former version is called.
        new: what the later version is called.
        language: ``id`` or ``en``.

    Raises:
        OSError: it cannot be written.
    """
    words = _ENGLISH if language == "en" else _INDONESIAN
    with new_workbook(path) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = workbook.add_format({"text_wrap": True, "valign": "top"})
        money = workbook.add_format({"num_format": "#,##0", "valign": "top"})
        sheet = new_page(workbook, words.sheet)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, words.title.format(old=clean(old), new=clean(new)), bold)
        first = _write_counts(sheet, diff, words, plain, row=2) + 1
        sheet.freeze_panes(first + 1, 5)
        for column, heading in enumerate(words.headings):
            sheet.write_string(first, column, heading, bold)
        sheet.autofilter(first, 0, first + max(1, len(diff.changes)), len(words.headings) - 1)
        for row, change in enumerate(sorted(diff.changes, key=_order), start=first + 1):
            _write_row(sheet, row, _cells(change, words, language), plain, money)


def _write_counts(
    sheet: Worksheet, diff: PlanDiff, words: _Words, plain: Format, *, row: int
) -> int:
    counted = [(words.findings[one], len(diff.of_finding(one))) for one in Finding]
    counted += [(words.kinds[one], len(diff.of_kind(one))) for one in Kind]
    counted = [(name, count) for name, count in counted if count]
    for name, count in [*counted, (words.unchanged, diff.unchanged_count)]:
        sheet.write_string(row, 0, name[:1].upper() + name[1:], plain)
        sheet.write_number(row, 1, count, plain)
        row += 1
    return row


def _order(change: Change) -> int:
    finding = change.finding
    return len(Finding) if finding is None else _FINDINGS_FIRST[finding]


def _cells(change: Change, words: _Words, language: str) -> tuple[Cell, ...]:
    item, old = change.entry.item, change.old
    is_renamed = old is not None and Kind.RENAMED in change.kinds
    return (
        words.findings[change.finding] if change.finding else "",
        ", ".join(words.kinds[kind] for kind in change.kinds),
        level_word(item.level, language),
        clean(item.code),
        clean(item.name),
        clean(old.item.name) if old and is_renamed else "",
        _of(change.old, lambda one: one.item.budget_rupiah),
        _of(change.new, lambda one: one.item.budget_rupiah),
        change.budget_change_rupiah or None,
        _of(change.old, lambda one: _status(one, language)),
        _of(change.new, lambda one: _status(one, language)),
        ", ".join(words.fields[field] for field in change.content),
        item.page_number,
    )


def _of(entry: Entry | None, said: Callable[[Entry], Cell]) -> Cell:
    return said(entry) if entry else None


def _status(entry: Entry, language: str) -> str:
    return status_word(entry.status, language) if entry.status else ""


def _write_row(
    sheet: Worksheet, row: int, cells: tuple[Cell, ...], plain: Format, money: Format
) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, column, cell, money)
        elif cell:
            sheet.write_string(row, column, cell, plain)
