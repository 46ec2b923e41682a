"""``alignment train`` and ``calibrate``: labels, or reviewers' verdicts -> a model of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alignment.cli_batch import DEFAULT_STORE, StoreUrl, open_store


def register(app: typer.Typer) -> None:
    """Hangs the commands into the command line."""
    app.command()(train)
    app.command()(calibrate)


def train(
    out: Annotated[Path, typer.Option(help="Folder for the model.")],
    base: Annotated[
        str | None,
        typer.Option(
            help="Encoder: a folder or id of sentence-transformers; the shipped one if left out."
        ),
    ] = None,
    nomenclature: Annotated[
        list[Path] | None,
        typer.Option(help="Official list of codes (CSV); may be given more than once."),
    ] = None,
    gold: Annotated[
        list[Path] | None,
        typer.Option(help="Official choices of missions (JSON Lines); more than once."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random.")] = None,
) -> None:
    """Makes model, heads and calibration from the labels; the same command, the same model."""
    import logging

    from alignment.align.score import model_id_of
    from alignment.align.train import SEED
    from alignment.align.train import train as make

    _check([*(nomenclature or ()), *(gold or ())])
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7d ms %(message)s")
    make(
        base,
        out,
        nomenclatures=nomenclature or (),
        gold=gold or (),
        seed=SEED if seed is None else seed,
    )
    typer.echo(model_id_of(out))


def calibrate(
    store: StoreUrl = DEFAULT_STORE,
    out: Annotated[
        Path, typer.Option(help="Folder for the new model; name it with --encoder to use it.")
    ] = Path("calibrated-model"),
    cleared_at_most: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=100,
            help="Take no verdicts: of the items cleared, at most this percent may be misaligned; "
            "1, 2, 3, 5 or 10 with the shipped model.",
        ),
    ] = None,
) -> None:
    """Refits the thresholds from the reviewers' verdicts in a store, or turns the dial of caution.

    The result is a new model.
    """
    from alignment.align import recalibrate
    from alignment.align.score import model_id_of
    from alignment.resources import DEFAULT_MODEL, resource
    from alignment.reviews import last_words
    from alignment.store.reviews import all_reviews

    base = resource(DEFAULT_MODEL)
    if cleared_at_most is not None:
        mark = recalibrate.write_turned(base, out, cleared_at_most=cleared_at_most / 100)
        told = f"{1 - mark.passed:.0%} of what serves a mission goes to review"
        typer.echo(f"cleared below {mark.clear_below:g}; {told}", err=True)
        typer.echo(model_id_of(out))
        return
    with open_store(store) as opened:
        said = last_words(all_reviews(opened)).values()
        judged = [one for each in opened.latest() for one in opened.load(each).alignments]
    decided = recalibrate.decided_items(
        judged, ((one.item_id, one.status) for one in said), model_id_of(base)
    )
    thresholds = recalibrate.write_recalibrated(base, out, decided)
    told = ", ".join(f"{name} {value:g}" for name, value in thresholds.items())
    typer.echo(f"{len(decided)} decided items: {told}", err=True)
    typer.echo(model_id_of(out))


def _check(files: list[Path]) -> None:
    """Says at once which file is missing, rather than after minutes."""
    for file in files:
        if not file.is_file():
            raise typer.BadParameter(f"{file}: there is no such file.")
