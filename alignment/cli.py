"""The command line: parse, call, print, exit code; nothing else.

Standard output holds the answer, standard error the progress and the failures. Exit codes: 0 all
fine, 1 the run failed, 2 usage, 3 finished but some documents failed.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from alignment import (
    __version__,
    cli_batch,
    cli_evaluate,
    cli_missions,
    cli_store,
    cli_train,
    cli_verdicts,
)
from alignment.cli_batch import (
    EXIT_SOME_FAILED,
    EXIT_USAGE,
    Encoder,
    Json,
    MissionsFile,
    SettingsFile,
)
from alignment.cli_store import EXIT_FAILED, Formats, Template, tell_troubles
from alignment.errors import AlignmentError, Stopped, UsageError
from alignment.report.formats import DEFAULT_FORMATS, ReportFormat, ReportOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from alignment.types import Extraction, Failure


class _Commands(TyperGroup):
    """Takes Ctrl-C out of Typer's hands, which would end us without a word."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  Typer's own context
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Stopped from error


app = typer.Typer(
    cls=_Commands,
    name="alignment",
    help="Reads yearly work plans (Renja) and ranks every item against the governor's missions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Paths = Annotated[list[Path], typer.Argument(help="PDFs, or folders of PDFs.", metavar="PATH...")]
Opd = Annotated[str | None, typer.Option(help="Name of the OPD, if the document does not say.")]
Year = Annotated[int | None, typer.Option(min=2000, max=2100, help="Year of the plan.")]


def main() -> None:
    """Runs the command line; an error the user can mend is one line, never a traceback."""
    # The products of numpy are too small to share: threads of it only wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _take_sigterm_for_ctrl_c()
    _write_any_name()
    try:
        app()
    except UsageError as error:
        _fail(str(error), EXIT_USAGE)
    except AlignmentError as error:
        _fail(str(error))
    except (Stopped, KeyboardInterrupt) as stop:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is impatient need not see how we end
        _fail(str(stop) or "stopped.")
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(EXIT_FAILED) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}. Check the path, and close it in other programs.")


def _take_sigterm_for_ctrl_c() -> None:
    """Ends us in order when whoever manages a service stops it, and not in the middle of a line."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_IGN:
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _write_any_name() -> None:
    """Lets no character of a file's name stop us; what is not a terminal gets UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _fail(message: str, code: int = EXIT_FAILED) -> NoReturn:
    typer.echo(f"alignment: {message}", err=True)
    raise SystemExit(code)


def _version(wanted: bool) -> None:  # noqa: FBT001  Typer's callback form
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Version, then stop."),
    ] = False,
) -> None:
    pass


@app.command()
def run(
    paths: Paths,
    missions: MissionsFile = None,
    out: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("hasil"),
    opd: Opd = None,
    year: Year = None,
    lang: Annotated[str, typer.Option(help="Language of the reports: id or en.")] = "id",
    encoder: Encoder = None,
    settings: SettingsFile = None,
    formats: Formats = None,
    letters: Annotated[
        bool, typer.Option("--letters", help="Also a letter to each OPD, as --format docx does.")
    ] = False,
    template: Template = None,
    top: Annotated[
        int, typer.Option(min=0, help="Rows of the worst-first table; 0: no table.")
    ] = 20,
    as_json: Json = False,
) -> None:
    """The main job: PDFs -> items -> verdicts -> worst-first ranking and reports."""
    from alignment import run as job
    from alignment import terminal
    from alignment.align.score import load_scorer
    from alignment.missions import load_missions
    from alignment.records import alignment_record
    from alignment.settings import load_settings
    from alignment.types import DocumentResult

    chosen = load_settings(settings, opd=opd, year=year, language=lang)
    wanted = (*(formats or DEFAULT_FORMATS), *((ReportFormat.DOCX,) if letters else ()))
    options = ReportOptions(wanted, lang, template=template)
    options.check(out)
    mission_set = load_missions(missions)
    found, missing = job.find_pdfs(paths)
    if not found:
        _report(missing)
        raise SystemExit(EXIT_USAGE)
    scorer = partial(load_scorer, encoder=encoder)
    results = list(
        terminal.progress(
            job.process_all(found, mission_set, scorer, chosen), total=len(found), unit="documents"
        )
    )
    results += [DocumentResult(one.document, failure=one) for one in missing]
    done = job.rank_documents(results)
    if done.ranking or not _holds_reports(out):
        written = job.write_reports(done, mission_set, out, settings=chosen, options=options)
    else:
        written = []
        typer.echo(f"alignment: no item was read; what is in {out} stays as it was.", err=True)
    if as_json:
        _print_records(alignment_record(one) for one in done.ranking)
        for one in done.documents:
            _tell_damage(one.extraction)
    else:
        terminal.print_run(done.documents, mission_set, limit=top, reports=written)
    is_lost = tell_troubles(written)
    _finish(done.failures)
    if is_lost:
        raise SystemExit(EXIT_FAILED)


def _holds_reports(folder: Path) -> bool:
    """Whether a run that read something wrote into the folder before."""
    return folder.is_dir() and any(folder.iterdir())


@app.command()
def extract(
    paths: Paths,
    opd: Opd = None,
    year: Year = None,
    settings: SettingsFile = None,
    as_json: Json = False,
) -> None:
    """Items only, with the extraction's audit of itself."""
    from alignment import pipeline, terminal
    from alignment import run as job
    from alignment.records import item_record
    from alignment.settings import load_settings

    chosen = load_settings(settings, opd=opd, year=year)
    found, failures = job.find_pdfs(paths)
    if not found:
        _report(failures)
        raise SystemExit(EXIT_USAGE)
    reading = (pipeline.extract(path, chosen) for path in found)
    for result in terminal.progress(reading, total=len(found), unit="documents"):
        if result.failure:
            failures.append(result.failure)
        elif result.extraction and as_json:
            _print_records(item_record(item) for item in result.extraction.items)
            _tell_damage(result.extraction)
        elif result.extraction:
            terminal.print_extraction(result.extraction)
    _finish(failures)


@app.command()
def score(
    items: Annotated[
        Path, typer.Argument(help="Items as .jsonl, .csv or .xlsx; 'name' is required.")
    ],
    missions: MissionsFile = None,
    encoder: Encoder = None,
    top: Annotated[
        int, typer.Option(min=0, help="Rows of the worst-first table; 0: all of them.")
    ] = 20,
    as_json: Json = False,
) -> None:
    """Scores items that were not read from a PDF."""
    from alignment import terminal
    from alignment.align.score import load_scorer
    from alignment.align.verdict import judge, rank
    from alignment.missions import load_missions
    from alignment.records import alignment_record, read_items

    mission_set = load_missions(missions)
    ranking = rank(judge(read_items(items), mission_set, load_scorer(encoder=encoder)))
    if as_json:
        _print_records(alignment_record(one) for one in ranking)
    else:
        terminal.print_ranking(ranking, mission_set, limit=top)


@app.command()
def doctor() -> None:
    """What is installed, what is missing, and how to get it."""
    from alignment.doctor import examine

    findings = examine()
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.present else 'missing'}  {finding.name}: {finding.note}")
    if any(one.required and not one.present for one in findings):
        raise SystemExit(EXIT_FAILED)


cli_batch.register(app)
cli_evaluate.register(app)
cli_store.register(app)
cli_missions.register(app)
cli_train.register(app)
cli_verdicts.register(app)


def _print_records(records: Iterable[Mapping[str, Any]]) -> None:
    from alignment.records import json_line

    for record in records:
        sys.stdout.write(json_line(record) + "\n")


def _report(failures: Iterable[Failure]) -> None:
    for failure in failures:
        line = f"{failure.document}: {failure.message} {failure.advice}"
        typer.echo(f"alignment: {line}".rstrip(), err=True)


def _tell_damage(extraction: Extraction | None) -> None:
    """The table says it in its line on each document; without a table nothing else would."""
    if extraction is None:
        return
    if extraction.quality.may_be_incomplete:
        told = f"{extraction.document}: damaged; pages or rows may be missing."
        typer.echo(f"alignment: {told}", err=True)
    if extraction.quality.fails_audit:
        told = "the sums explain less than half of its money; compare it with its PDF."
        typer.echo(f"alignment: {extraction.document}: {told}", err=True)


def _finish(failures: Sequence[Failure]) -> None:
    if failures:
        _report(failures)
        raise SystemExit(EXIT_SOME_FAILED)
