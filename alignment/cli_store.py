"""The commands that look into a store: ``report``, ``diff``, ``store``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alignment.cli_batch import (
    DEFAULT_STORE,
    Encoder,
    Json,
    MissionsFile,
    SettingsFile,
    StoreUrl,
    open_store,
)
from alignment.errors import AlignmentError
from alignment.report.formats import (
    DEFAULT_FORMATS,
    ReportFormat,
    ReportOptions,
    write_formats,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alignment.batch import ReadDocument
    from alignment.report.province import Movement
    from alignment.report.targets import Output
    from alignment.reviews import Decision
    from alignment.run import RunResult
    from alignment.store.db import Store
    from alignment.store.values import Version
    from alignment.types import DocumentResult

EXIT_FAILED = 1
store_app = typer.Typer(help="Look into a store, back it up, restore it.", no_args_is_help=True)


Formats = Annotated[
    list[ReportFormat] | None,
    typer.Option(
        "--format", help="Once for each wanted; xlsx, html and jsonl if left out. docx: letters."
    ),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", help="Template of the letters (.docx); ours if left out."),
]


def register(app: typer.Typer) -> None:
    """Hangs the commands into the command line."""
    app.command()(report)
    app.command()(diff)
    app.add_typer(store_app, name="store")


def report(
    out: Annotated[Path, typer.Option(help="Folder for the reports.")],
    store: StoreUrl = DEFAULT_STORE,
    missions: MissionsFile = None,
    formats: Formats = None,
    template: Template = None,
    opd: Annotated[str | None, typer.Option(help="Only this OPD.")] = None,
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the reports: id or en.")] = "id",
) -> None:
    """The reports again, from the last version of each plan in the store."""
    from alignment.missions import load_missions
    from alignment.reviews import decisions
    from alignment.store.reviews import all_reviews

    options = ReportOptions(tuple(formats or DEFAULT_FORMATS), lang, template=template)
    options.check(out)
    mission_set = load_missions(missions)
    with open_store(store) as opened:
        # In the order in which `alignment run` reads them: the files are then the same.
        latest = sorted(opened.latest(), key=lambda one: (one.source, one.document_id))
        chosen = [one for one in latest if _is_wanted(one, opd, year)]
        reviews = tuple(all_reviews(opened))
        ranked, movements = _ranked(opened, chosen, decisions(reviews))
    if not ranked.documents:
        raise AlignmentError(
            "There is nothing in the store to report on.",
            advice="Run `alignment batch` first, or name another OPD or year.",
        )
    options = replace(options, movements=movements, reviews=reviews)
    written = list(write_formats(ranked.documents, ranked.ranking, mission_set, out, options))
    for one in written:
        if one.path:
            typer.echo(str(one.path))
    if tell_troubles(written):
        raise SystemExit(EXIT_FAILED)


def _ranked(
    store: Store, chosen: Sequence[Version], decided: Mapping[str, Decision]
) -> tuple[RunResult, tuple[Movement, ...]]:
    """The documents with their ranks, and what moved since the versions before.

    The verdicts without ranks go when this returns: a large store fills the memory once.
    """
    from alignment.run import rank_documents

    loaded = zip(store.load_all(chosen), chosen, strict=True)
    results = [replace(result, source=one.source) for result, one in loaded]
    return rank_documents(results), tuple(_movements(store, chosen, results, decided))


def tell_troubles(written: Iterable[Output]) -> bool:
    """Says on standard error what stood in the way; whether a file could not be written at all."""
    troubled = [one for one in written if one.trouble]
    for one in troubled:
        typer.echo(f"alignment: {one.trouble}", err=True)
    return any(one.path is None for one in troubled)


def _movements(
    store: Store,
    latest: Sequence[Version],
    results: Sequence[DocumentResult],
    decided: Mapping[str, Decision],
) -> Iterator[Movement]:
    """What moved in each plan from the version before to the last."""
    from alignment.report.province import movement

    versions = store.versions()
    for version, result in zip(latest, results, strict=True):
        plan = [one for one in versions if one.plan_key == version.plan_key]
        if len(plan) > 1 and (moved := movement(store.load(plan[-2]), result, decided)):
            yield moved


def _is_wanted(version: Version, opd: str | None, year: int | None) -> bool:
    from alignment.versions import opd_key

    if opd is not None and (version.opd is None or opd_key(version.opd) != opd_key(opd)):
        return False
    return year is None or version.year == year


def diff(
    old: Annotated[str, typer.Argument(help="PDF, items or alignments (.jsonl), or a version.")],
    new: Annotated[str, typer.Argument(help="The same, as it is now.")],
    store: Annotated[
        str | None, typer.Option("--store", help="Where versions are looked up.", metavar="URL")
    ] = None,
    missions: MissionsFile = None,
    encoder: Encoder = None,
    settings: SettingsFile = None,
    out: Annotated[Path | None, typer.Option(help="Also write a workbook (.xlsx).")] = None,
    lang: Annotated[str, typer.Option(help="Language of the workbook: id or en.")] = "id",
    as_json: Json = False,
) -> None:
    """What changed between two versions of one Renja."""
    from alignment.compare import read_entries
    from alignment.diff import change_record, compare
    from alignment.missions import load_missions
    from alignment.reader import PipelineReader
    from alignment.records import json_line
    from alignment.report.targets import check_file, put
    from alignment.report.words import texts
    from alignment.settings import load_settings
    from alignment.terminal_diff import print_diff

    texts(lang)
    if out:
        check_file(out)

    @cache
    def reader() -> ReadDocument:
        return PipelineReader(load_missions(missions), load_settings(settings), encoder)()

    def process(path: Path) -> DocumentResult:
        return reader()(path)

    with ExitStack() as stack:
        opened = stack.enter_context(open_store(store)) if store else None
        before, after = (read_entries(one, process=process, store=opened) for one in (old, new))
    found = compare(before, after)
    is_lost = False
    if out:
        from alignment.report.changes import write_changes

        names = {"old": Path(old).name, "new": Path(new).name}
        written = put(out, lambda part: write_changes(part, found, **names, language=lang))
        is_lost = tell_troubles([written])
    if as_json:
        for change in found.changes:
            sys.stdout.write(json_line(change_record(change)) + "\n")
    else:
        print_diff(found)
    if is_lost:
        raise SystemExit(EXIT_FAILED)


@store_app.command("versions")
def store_versions(store: StoreUrl = DEFAULT_STORE, as_json: Json = False) -> None:
    """The versions of every plan on record, oldest first, with the ids that ``diff`` takes."""
    from alignment.records import json_line
    from alignment.report.cleaning import clean

    with open_store(store) as opened:
        versions = opened.versions()
    for one in versions:
        if as_json:
            sys.stdout.write(json_line(asdict(one)) + "\n")
        else:
            plan = f"{clean(one.opd) or '-'} {one.year or '-'}"
            stage = one.stage.value if one.stage else "-"
            count = f"{one.item_count} items"
            typer.echo("  ".join((one.document_id[:12], plan, stage, count, clean(one.name))))


@store_app.command("prune")
def store_prune(store: StoreUrl = DEFAULT_STORE) -> None:
    """Takes out results that a newer one of the same document stands for; reports stay the same."""
    from alignment.store.prune import prune

    with open_store(store) as opened:
        results, vectors = prune(opened)
    typer.echo(f"{results} results and {vectors} vectors taken out.")


@store_app.command("backup")
def store_backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must be new.")],
    store: StoreUrl = DEFAULT_STORE,
) -> None:
    """Copies the store, as it is at this moment, into one file; a batch may go on meanwhile."""
    from alignment.store.copy import back_up

    open_store(store).close()
    typer.echo(f"{file}: {back_up(store, file)} rows.")


@store_app.command("restore")
def store_restore(
    file: Annotated[Path, typer.Argument(help="A backup.")], store: StoreUrl = DEFAULT_STORE
) -> None:
    """Copies a backup into a new or empty store of either kind."""
    from alignment.store.copy import restore

    typer.echo(f"{file}: {restore(file, store)} rows restored.")
