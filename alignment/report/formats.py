"""Every format a report comes in, each written by its own module."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from alignment.errors import AlignmentError
from alignment.records import alignment_record, item_record, write_json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from alignment.report.province import Movement
    from alignment.types import Alignment, DocumentResult, MissionSet


class ReportFormat(StrEnum):
    """What a report is written as; ``docx`` are the letters, one for each OPD."""

    XLSX = "xlsx"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    DOCX = "docx"


DEFAULT_FORMATS: Final = (ReportFormat.XLSX, ReportFormat.HTML, ReportFormat.JSONL)


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How reports are written.

    ``documents`` is where the PDFs lie, so that pages can be opened from the reports; ``template``
    the letters' own, if not the one that ships; ``movements`` what moved since earlier versions.
    """

    formats: tuple[ReportFormat, ...] = DEFAULT_FORMATS
    language: str = "id"
    documents: tuple[Path, ...] = ()
    template: Path | None = None
    movements: tuple[Movement, ...] = ()

    def check(self) -> None:
        """Refuses what cannot be written before the work is done.

        Raises:
            AlignmentError: a template is missing, or a package for one of the formats.
        """
        from alignment.report.data import need_parquet
        from alignment.report.words import texts

        texts(self.language)
        if ReportFormat.PARQUET in self.formats:
            need_parquet()
        if self.template and not self.template.is_file():
            raise AlignmentError(f"{self.template}: no such template.", advice="Check the path.")


@dataclass(frozen=True, slots=True)
class _Job:
    documents: Sequence[DocumentResult]
    ranking: Sequence[Alignment]
    missions: MissionSet
    folder: Path
    options: ReportOptions


def write_formats(
    documents: Sequence[DocumentResult],
    ranking: Sequence[Alignment],
    missions: MissionSet,
    folder: Path,
    options: ReportOptions,
) -> Iterator[Path]:
    """Writes the reports into ``folder``, which is made; yields each path when it is written.

    The letters go into ``folder/surat``, whose path stands for them all.

    Raises:
        AlignmentError: a template cannot be used, or a package for one of the formats is missing.
    """
    options.check()
    folder.mkdir(parents=True, exist_ok=True)
    job = _Job(documents, ranking, missions, folder, options)
    for one in dict.fromkeys(options.formats):
        yield from _WRITERS[one](job)


def _write_workbook(job: _Job) -> Iterator[Path]:
    from alignment.report.excel import write_workbook

    path = job.folder / "hasil.xlsx"
    write_workbook(
        path,
        job.documents,
        job.missions,
        language=job.options.language,
        documents=job.options.documents,
        movements=job.options.movements,
    )
    yield path


def _write_page(job: _Job) -> Iterator[Path]:
    from alignment.report.html import write_page

    path = job.folder / "laporan.html"
    write_page(
        path,
        job.documents,
        job.missions,
        language=job.options.language,
        documents=job.options.documents,
        movements=job.options.movements,
    )
    yield path


def _write_lines(job: _Job) -> Iterator[Path]:
    alignments, items = job.folder / "alignments.jsonl", job.folder / "items.jsonl"
    write_json_lines(alignments, (alignment_record(one) for one in job.ranking))
    yield alignments
    read = (one.extraction for one in job.documents if one.extraction)
    write_json_lines(items, (item_record(item) for each in read for item in each.items))
    yield items


def _write_csv(job: _Job) -> Iterator[Path]:
    from alignment.report.data import write_csv

    yield from write_csv(job.folder, job.documents, job.missions)


def _write_parquet(job: _Job) -> Iterator[Path]:
    from alignment.report.data import write_parquet

    yield from write_parquet(job.folder, job.documents, job.missions)


def _write_letters(job: _Job) -> Iterator[Path]:
    from alignment.report.letters import write_letters

    write_letters(job.folder / "surat", job.documents, job.missions, template=job.options.template)
    yield job.folder / "surat"


_WRITERS: Final = {
    ReportFormat.XLSX: _write_workbook,
    ReportFormat.HTML: _write_page,
    ReportFormat.JSONL: _write_lines,
    ReportFormat.CSV: _write_csv,
    ReportFormat.PARQUET: _write_parquet,
    ReportFormat.DOCX: _write_letters,
}
