"""``alignment verdicts``: what reviewers filled in, read back; how far they agree."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003  Typer reads it off the parameters
from typing import Annotated

import typer

from alignment.cli_batch import DEFAULT_STORE, EXIT_SOME_FAILED, Json, StoreUrl, open_store

verdicts_app = typer.Typer(help="The reviewers' verdicts.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Hangs the commands into the command line."""
    app.add_typer(verdicts_app, name="verdicts")


@verdicts_app.command("import")
def verdicts_import(
    files: Annotated[
        list[Path], typer.Argument(help="Workbooks that reviewers filled in.", metavar="FILE...")
    ],
    store: StoreUrl = DEFAULT_STORE,
    reviewer: Annotated[
        str | None, typer.Option(help="Who filled in the rows that name nobody.")
    ] = None,
) -> None:
    """Reads filled workbooks back into the store; what is there already is not added again."""
    from alignment.report.filled import read_filled
    from alignment.reviews import conflicts_among
    from alignment.store.db import Store
    from alignment.store.reviews import add_reviews, all_reviews, names_of
    from alignment.terminal_verdicts import print_conflicts

    read = [(path, read_filled(path, reviewer=reviewer)) for path in files]
    with Store(store) as opened:
        for path, filled in read:
            added = add_reviews(opened, filled.reviews)
            known = len(filled.reviews) - len(added)
            names = names_of(opened, {one.item_id for one in filled.reviews})
            strangers = sum(one.item_id not in names for one in filled.reviews)
            typer.echo(f"{path}: {len(added)} verdicts added, {known} known already.")
            if strangers:
                typer.echo(f"{path}: {strangers} verdicts are on items not in this store.")
        touched = {one.item_id for _, filled in read for one in filled.reviews}
        reviews = [one for one in all_reviews(opened) if one.item_id in touched]
        conflicts = conflicts_among(reviews)
        print_conflicts(conflicts, names_of(opened, {said[0].item_id for said in conflicts}))
    problems = [problem for _, filled in read for problem in filled.problems]
    for problem in problems:
        typer.echo(f"alignment: {problem}", err=True)
    if problems:
        raise SystemExit(EXIT_SOME_FAILED)


@verdicts_app.command("agreement")
def verdicts_agreement(store: StoreUrl = DEFAULT_STORE, as_json: Json = False) -> None:
    """How far reviewers agree: Cohen's and Fleiss' kappa, and where they differ."""
    from alignment.records import json_line
    from alignment.reviews import agreement, agreement_record
    from alignment.store.reviews import all_reviews, names_of
    from alignment.terminal_verdicts import print_agreement

    with open_store(store) as opened:
        found = agreement(all_reviews(opened))
        names = names_of(opened, {said[0].item_id for said in found.conflicts})
    if as_json:
        sys.stdout.write(json_line(agreement_record(found)) + "\n")
    else:
        print_agreement(found, names)
