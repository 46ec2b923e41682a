"""The main job: find the PDFs, process each, rank all items together, write the reports.

One bad file never stops the run: it becomes a failure beside the others' results.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from alignment.types import DocumentResult, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from alignment.align.score import Scorer
    from alignment.report.formats import ReportOptions
    from alignment.report.targets import Output
    from alignment.settings import Settings
    from alignment.types import Alignment, MissionSet


@dataclass(frozen=True, slots=True)
class RunResult:
    """All documents of a run, and all their verdicts, worst first."""

    documents: tuple[DocumentResult, ...]
    ranking: tuple[Alignment, ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Why each unread document was not read."""
        return tuple(one.failure for one in self.documents if one.failure)


def find_pdfs(paths: Iterable[Path]) -> tuple[list[Path], list[Failure]]:
    """The PDFs named, and those below the folders named; in order of name, each file once.

    A path that does not exist, and a folder without a PDF, is a failure.
    """
    found: dict[Path, Path] = {}
    failures: list[Failure] = []
    for path in paths:
        below = sorted(_pdfs_below(path)) if path.is_dir() else [path]
        if not path.exists():
            failures.append(_not_found(path, "missing", "no such file", "Check the path."))
        elif not below:
            advice = "Name a folder that holds the plans as PDF."
            failures.append(_not_found(path, "empty_folder", "no PDF in this folder", advice))
        else:
            found |= {one.resolve(): one for one in below}
    return list(found.values()), failures


def _pdfs_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())


def _not_found(path: Path, code: str, message: str, advice: str) -> Failure:
    return Failure(str(path), "find", code, f"{message}.", advice)


def rank_documents(results: Sequence[DocumentResult]) -> RunResult:
    """Ranks the items of all documents together, 1 = the most misaligned.

    Documents of one file name are told apart by their folders from here on.
    """
    from alignment.align.verdict import rank
    from alignment.report.names import documents_apart

    results = documents_apart(results)
    ranking = rank([one for result in results for one in result.alignments])
    place = {id(one.item): one for one in ranking}
    ranked = tuple(
        replace(result, alignments=tuple(place[id(one.item)] for one in result.alignments))
        for result in results
    )
    return RunResult(ranked, tuple(ranking))


def write_reports(
    run: RunResult,
    missions: MissionSet,
    folder: Path,
    *,
    settings: Settings,
    options: ReportOptions | None = None,
) -> list[Output]:
    """Writes the reports into ``folder``.

    These are ``hasil.xlsx``, ``laporan.html``, ``alignments.jsonl`` and ``items.jsonl``, or what
    ``options`` name.

    Returns:
        What was written, the file a planner opens first at the front, and what stood in the way.
    """
    from alignment.report.formats import ReportOptions, write_formats

    chosen = replace(options or ReportOptions(), language=settings.language)
    return list(write_formats(run.documents, run.ranking, missions, folder, chosen))


def process_all(
    paths: Sequence[Path],
    missions: MissionSet,
    scorer: Scorer | Callable[[], Scorer],
    settings: Settings,
) -> Iterator[DocumentResult]:
    """Processes the PDFs one after the other, yielding each as it is done.

    The next one is read in its child process while this one is judged here; the scorer, where it
    is given as what loads it, is loaded while the first is read.
    """
    from alignment.pipeline import begin, directive_checker, judged

    begun = (begin(path, settings) for path in paths)
    coming = next(begun, None)
    loaded = scorer() if callable(scorer) else scorer
    if coming is not None:
        directive_checker(missions)
    while coming is not None:
        read = coming.result()
        coming = next(begun, None)
        yield judged(read, missions, loaded)
