"""Every format a report comes in, each written by its own module."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from alignment.errors import UsageError
from alignment.records import alignment_record, item_record, write_json_lines
from alignment.report.targets import Output, check_folder, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from alignment.report.province import Movement
    from alignment.reviews import Review
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

    ``template`` is the letters' own, if not the one that ships; ``movements`` what moved since
    earlier versions; ``reviews`` what reviewers said of the items.
    """

    formats: tuple[ReportFormat, ...] = DEFAULT_FORMATS
    language: str = "id"
    template: Path | None = None
    movements: tuple[Movement, ...] = ()
    reviews: tuple[Review, ...] = ()

    def check(self, folder: Path) -> None:
        """Refuses what cannot be written into ``folder`` before the work is done; makes nothing.

        Raises:
            UsageError: there is no such language or template, or the folder refuses files.
            MissingExtraError: a package for one of the formats is not installed.
        """
        from alignment.report.data import need_parquet
        from alignment.report.words import texts

        texts(self.language)
        if ReportFormat.PARQUET in self.formats:
            need_parquet()
        if self.template and not self.template.is_file():
            raise UsageError(f"{self.template}: no such template.", advice="Check the path.")
        check_folder(folder)


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
) -> Iterator[Output]:
    """Writes the reports into ``folder``, which is made; yields each when it is written.

    A file that is held by another program never costs the others: see ``targets.put``. The letters
    go into ``folder/surat``, whose path stands for them all.

    Raises:
        AlignmentError: a template cannot be used, or a package for one of the formats is missing.
    """
    options.check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    job = _Job(documents, ranking, missions, folder, options)
    for one in dict.fromkeys(options.formats):
        yield from _WRITERS[one](job)


def _write_workbook(job: _Job) -> Iterator[Output]:
    from alignment.report.excel import write_workbook

    yield _one_file(job, "hasil.xlsx", write_workbook)


def _write_page(job: _Job) -> Iterator[Output]:
    from alignment.report.html import write_page

    yield _one_file(job, "laporan.html", write_page)


def _one_file(job: _Job, name: str, write: Callable[..., Any]) -> Output:
    options = job.options
    return put(
        job.folder / name,
        lambda part: write(
            part,
            job.documents,
            job.missions,
            language=options.language,
            movements=options.movements,
            reviews=options.reviews,
        ),
    )


def _write_lines(job: _Job) -> Iterator[Output]:
    verdicts = (alignment_record(one) for one in job.ranking)
    yield put(job.folder / "alignments.jsonl", lambda part: write_json_lines(part, verdicts))
    read = (one.extraction for one in job.documents if one.extraction)
    items = (item_record(item) for each in read for item in each.items)
    yield put(job.folder / "items.jsonl", lambda part: write_json_lines(part, items))


def _write_csv(job: _Job) -> Iterator[Output]:
    from alignment.report.data import write_csv

    yield from write_csv(job.folder, job.documents, job.missions, reviews=job.options.reviews)


def _write_parquet(job: _Job) -> Iterator[Output]:
    from alignment.report.data import write_parquet

    yield from write_parquet(job.folder, job.documents, job.missions, reviews=job.options.reviews)


def _write_letters(job: _Job) -> Iterator[Output]:
    from alignment.report.letters import write_letters

    written = write_letters(
        job.folder / "surat",
        job.documents,
        job.missions,
        template=job.options.template,
        reviews=job.options.reviews,
    )
    yield Output(job.folder / "surat")
    yield from (one for one in written if one.trouble)


_WRITERS: Final = {
    ReportFormat.XLSX: _write_workbook,
    ReportFormat.HTML: _write_page,
    ReportFormat.JSONL: _write_lines,
    ReportFormat.CSV: _write_csv,
    ReportFormat.PARQUET: _write_parquet,
    ReportFormat.DOCX: _write_letters,
}
