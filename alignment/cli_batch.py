"""``alignment batch``: parse, call, tell, exit code."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alignment.errors import AlignmentError, Stopped, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alignment.batch import DocumentReport
    from alignment.engines.protocol import Engine
    from alignment.inbox import WatchOptions
    from alignment.reader import PipelineReader
    from alignment.store.db import Store
    from alignment.terminal_batch import Tale

EXIT_USAGE = 2
EXIT_SOME_FAILED = 3
DEFAULT_STORE = "sqlite:///alignment.db"


class EngineName(StrEnum):
    """Where the documents are read."""

    LOCAL = "local"
    RAY = "ray"


StoreUrl = Annotated[
    str, typer.Option("--store", help="sqlite:///FILE or postgresql+psycopg://...", metavar="URL")
]
MissionsFile = Annotated[
    Path | None,
    typer.Option(
        "--missions", help="Missions file (YAML); Kalimantan Timur 2025-2030 if left out."
    ),
]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).")]
Encoder = Annotated[
    str | None,
    typer.Option(
        help="Another model: a folder, or an id of sentence-transformers; the shipped one if left "
        "out."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines on standard output.")]


def register(app: typer.Typer) -> None:
    """Hangs the command into the command line."""
    app.command()(batch)


def batch(
    paths: Annotated[
        list[str], typer.Argument(help="PDFs, folders of PDFs, or URLs of such.", metavar="PATH...")
    ],
    store: StoreUrl = DEFAULT_STORE,
    missions: MissionsFile = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Documents read at once; one a core if left out.")
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="Where they are read.")] = EngineName.LOCAL,
    ray_address: Annotated[
        str | None, typer.Option(help="A Ray cluster; one is started here if left out.")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Also read those that failed before.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="PATH is an inbox: take files as they come.")
    ] = False,
    move_to: Annotated[
        Path | None, typer.Option(help="With --watch: move what is taken here; else it stays.")
    ] = None,
    settle: Annotated[
        float, typer.Option(min=0, help="With --watch: seconds a file must not have grown.")
    ] = 10.0,
    heartbeat: Annotated[
        Path | None, typer.Option(help="With --watch: a file that says when we were last alive.")
    ] = None,
    log: Annotated[Path | None, typer.Option(help="A log, rotated at 5 MB, five kept.")] = None,
    share_vectors: Annotated[
        bool,
        typer.Option("--vectors/--no-vectors", help="Keep vectors: versions are judged faster."),
    ] = True,
    opd: Annotated[str | None, typer.Option(help="Name of the OPD, if no document says.")] = None,
    year: Annotated[int | None, typer.Option(min=2000, max=2100, help="Year of the plans.")] = None,
    encoder: Encoder = None,
    settings: SettingsFile = None,
    as_json: Json = False,
) -> None:
    """Many documents into a store: resumable; one bad file never stops the rest."""
    from alignment.missions import load_missions
    from alignment.reader import PipelineReader
    from alignment.settings import load_settings
    from alignment.terminal_batch import Tale

    if not watch and (move_to or heartbeat):
        raise UsageError("--move-to and --heartbeat go with --watch.", advice="Add --watch.")
    chosen = load_settings(settings, opd=opd, year=year)
    kept = store if share_vectors and _is_in_reach(store, ray_address) else None
    reader = PipelineReader(load_missions(missions), chosen, encoder, vectors_url=kept)
    where = _engine(engine, workers, ray_address)
    with Tale(as_json=as_json, log=log) as tale:
        if watch:
            inbox = _inbox(paths, move_to=move_to, heartbeat=heartbeat, settle=settle)
            _watch(inbox, store, reader, where, tale, retry_failed=retry_failed)
        else:
            _run_once(paths, store, reader, where, tale, retry_failed=retry_failed)


def _engine(name: EngineName, workers: int | None, ray_address: str | None) -> Engine:
    from alignment.engines.local import LocalEngine
    from alignment.engines.ray import RayEngine

    count = workers or _cores()
    return LocalEngine(count) if name is EngineName.LOCAL else RayEngine(count, ray_address)


def _is_in_reach(store: str, ray_address: str | None) -> bool:
    """Whether the workers can read the store: a file is not on a cluster's other nodes."""
    return ray_address is None or not store.startswith("sqlite")


def _cores() -> int:
    """The cores this process may use, which a container keeps below the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_once(
    paths: list[str],
    url: str,
    reader: PipelineReader,
    engine: Engine,
    tale: Tale,
    *,
    retry_failed: bool,
) -> None:
    from alignment.batch import run_batch
    from alignment.sources import find_sources
    from alignment.store.db import Store
    from alignment.terminal_batch import with_bar

    found, missing = find_sources(paths)
    failures = [f"{one.message} {one.advice}" for one in missing]
    if not found:
        _report(failures)
        raise SystemExit(EXIT_USAGE)
    with Store(url) as store:
        reports = run_batch(
            found, store, reader.recipe(), reader, engine, retry_failed=retry_failed
        )
        try:
            for report in with_bar(reports, total=len(found)):
                tale.tell(report)
        except KeyboardInterrupt as stop:
            raise Stopped(f"stopped: {tale.summary()}. Start again to go on.") from stop
    typer.echo(f"alignment: {tale.summary()}.", err=True)
    failures += tale.failed
    if failures:
        _report(failures)
        raise SystemExit(EXIT_SOME_FAILED)


def _inbox(
    paths: list[str], *, move_to: Path | None, heartbeat: Path | None, settle: float
) -> WatchOptions:
    from alignment.inbox import WatchOptions

    folder = Path(paths[0])
    if len(paths) != 1 or not folder.is_dir():
        raise AlignmentError("--watch takes one folder.", advice="Name the inbox alone.")
    return WatchOptions(folder, move_to, heartbeat, settle)


def _watch(
    inbox: WatchOptions,
    url: str,
    reader: PipelineReader,
    engine: Engine,
    tale: Tale,
    *,
    retry_failed: bool,
) -> None:
    from alignment.batch import run_batch
    from alignment.inbox import watch
    from alignment.store.db import Store

    recipe = reader.recipe()
    with Store(url) as store:

        def take(paths: list[str]) -> Iterable[DocumentReport]:
            return run_batch(paths, store, recipe, reader, engine, retry_failed=retry_failed)

        try:
            for report in watch(inbox, take):
                tale.tell(report)
        except KeyboardInterrupt:  # the one way in which a watch ends well
            typer.echo(f"alignment: stopped: {tale.summary()}.", err=True)


def open_store(url: str) -> Store:
    """The store at ``url``, which must be there: to look into none would make an empty one."""
    from alignment.store.connect import is_absent
    from alignment.store.db import Store

    if is_absent(url):
        raise UsageError(
            f"{url}: no such store.", advice="Check the URL, or run `alignment batch` first."
        )
    return Store(url)


def _report(failures: Iterable[str]) -> None:
    for failure in failures:
        typer.echo(f"alignment: {failure}".rstrip(), err=True)
