"""``alignment evaluate``: labelled items -> figures, and pictures of how far to trust them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path  # noqa: TC003  Typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from alignment.cli_batch import Encoder, Json  # noqa: TC001  Typer reads them
from alignment.cli_store import EXIT_FAILED, tell_troubles
from alignment.errors import UsageError

if TYPE_CHECKING:
    from alignment.align.evaluate import Evaluation

_PICTURES = (".svg", ".html")


def register(app: typer.Typer) -> None:
    """Hangs the command into the command line."""
    app.command()(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Labelled items (JSON Lines).")],
    missions: Annotated[
        Path | None,
        typer.Option(
            help="Missions file (YAML). If left out, the missions whose sentences the gold lines "
            "carry (mission_text), or else Kalimantan Timur 2025-2030."
        ),
    ] = None,
    encoder: Encoder = None,
    codes: Annotated[bool, typer.Option(help="Let the scorer see the codes.")] = True,
    seed: Annotated[int, typer.Option(help="Seed of the bootstrap.")] = 0,
    chart: Annotated[
        Path | None,
        typer.Option(
            help="Also draw risk by coverage into this file (.svg), with reliability (.html)."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Also keep figures and pictures in a folder per model in this folder."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Measures the scorer on labelled items, with intervals and baselines."""
    from alignment.align.evaluate import evaluate as measure
    from alignment.align.score import load_scorer
    from alignment.missions import load_missions
    from alignment.records import json_line
    from alignment.report.targets import check_file, check_folder, put
    from alignment.terminal_evaluation import print_evaluation

    if chart:
        if chart.suffix.lower() not in _PICTURES and not chart.is_dir():
            raise UsageError(f"{chart}: no name of a picture.", advice="End it in .svg or .html.")
        check_file(chart)
    if out:
        check_folder(out)
    mission_set = load_missions(missions) if missions else None
    scorer = load_scorer(encoder=encoder)
    found = measure(gold, mission_set, scorer, use_codes=codes, seed=seed)
    files = {}
    if chart:
        files[chart] = _chart(found, whole=chart.suffix.lower() == ".html")
    if out:
        files |= _kept(found, out)
    is_lost = tell_troubles([put(file, partial(_write, text)) for file, text in files.items()])
    if as_json:
        typer.echo(json_line(found.as_json()))
    else:
        print_evaluation(found.as_json())
    if is_lost:
        raise SystemExit(EXIT_FAILED)


def _kept(found: Evaluation, out: Path) -> dict[Path, str]:
    """Figures and both pictures, in a folder of the model's name below ``out``."""
    folder = out / found.model_id.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    figures = json.dumps(found.as_json(), indent=2, ensure_ascii=False) + "\n"
    return {folder / f"{found.gold}.json": figures} | {
        folder / f"{found.gold}-{name}.svg": drawn for name, drawn in _pictures(found).items()
    }


def _pictures(found: Evaluation) -> dict[str, str]:
    from alignment.report.charts import reliability, risk_coverage

    return {
        "risk-coverage": risk_coverage(
            found.risk_coverage,
            title=f"Risk by coverage: {found.gold}",
            across="share of items taken, the surest first",
            up="share of them that is wrong",
        ),
        "reliability": reliability(
            found.reliability,
            title=f"Reliability: {found.gold}",
            across="how sure the scorer is",
            up="share that is right",
        ),
    }


def _chart(found: Evaluation, *, whole: bool) -> str:
    from markupsafe import escape

    pictures = _pictures(found)
    if not whole:
        return pictures["risk-coverage"]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(found.gold)}</title>'
        f"<body>{''.join(pictures.values())}</body></html>\n"
    )


def _write(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
