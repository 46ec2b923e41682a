"""The commands on a missions file and on the nomenclature: ``missions``, ``nomenclature``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from alignment.cli_batch import Json, SettingsFile  # noqa: TC001  Typer reads them
from alignment.errors import AlignmentError, DocumentError, MissionsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.align.suggest import MissionProposal, ThemeProposal
    from alignment.missions_draft import MissionsDraft

missions_app = typer.Typer(help="Work on a missions file.", no_args_is_help=True)
nomenclature_app = typer.Typer(help="The official list of codes and names.", no_args_is_help=True)

Missions = Annotated[Path, typer.Argument(help="Missions file (YAML).", metavar="FILE")]
Out = Annotated[Path | None, typer.Option(help="Missions file to write; must not exist yet.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Write even if --out exists.")]

_CHECK_NOTE = (
    'Tema usulan: hapus baris yang keliru; pada baris yang benar hapus komentar "usulan ...".'
)
_IMPORT_HEAD = (
    "Misi, tujuan, sasaran, indikator dan program yang dibaca dari {document}.",
    "Setiap baris bertanda PERIKSA belum pasti: bandingkan dengan halamannya, perbaiki, lalu hapus",
    "komentarnya. Sesudah itu jalankan: alignment missions check, lalu alignment missions suggest.",
)


def register(app: typer.Typer) -> None:
    """Hangs the commands into the command line."""
    app.add_typer(missions_app, name="missions")
    app.add_typer(nomenclature_app, name="nomenclature")


@missions_app.command("check")
def check(file: Missions) -> None:
    """Says what is wrong in a missions file, with line and column."""
    from alignment.missions import check_missions, load_missions, open_proposals

    problems = check_missions(file)
    for problem in problems:
        typer.echo(f"alignment: {problem}", err=True)
    if problems:
        raise SystemExit(1)
    mission_set = load_missions(file)
    count = len(mission_set.missions)
    whose = f" of {mission_set.region}" if mission_set.region else ""
    typer.echo(f"{file}: {count} missions{whose}, all in order.")
    if not mission_set.region:
        typer.echo(f"{file}: names no region; add a line `region:` so that the reports name it.")
    for mission, lines in open_proposals(file):
        where = ", ".join(map(str, lines))
        typer.echo(
            f"{file}: {mission} holds proposed themes on lines {where}; until their comments are"
            " taken off, its themes are predicted."
        )


@missions_app.command("suggest")
def suggest(
    file: Missions, out: Out = None, overwrite: Overwrite = False, as_json: Json = False
) -> None:
    """Proposes themes for each mission that has none, with the words that led there."""
    from alignment.align.score import load_scorer
    from alignment.align.suggest import propose
    from alignment.missions import load_missions

    mission_set = load_missions(file)
    _check_free(out, overwrite=overwrite)
    proposals = propose(mission_set, load_scorer())
    if out:
        _write(out, _with_proposals(file, proposals))
    if as_json:
        _print_json(_proposal_record(one, theme) for one in proposals for theme in one.themes)
        return
    from alignment.terminal_missions import print_proposals

    print_proposals(proposals)
    if out:
        count = sum(len(one.themes) for one in proposals)
        typer.echo(f'{out}: {count} themes proposed, each marked "usulan"; check them.')


@missions_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="RPJMD: PDF or XLSX.", metavar="RPJMD")],
    out: Out = None,
    overwrite: Overwrite = False,
    settings: SettingsFile = None,
) -> None:
    """Reads missions, goals, targets, indicators and programs out of an RPJMD's tables."""
    from alignment.extract.guard import read_cascade
    from alignment.missions_draft import draft_of
    from alignment.missions_yaml import written
    from alignment.nomenclature import load_nomenclature
    from alignment.settings import load_settings

    _check_free(out, overwrite=overwrite)
    try:
        cascade = read_cascade(file, load_settings(settings))
    except DocumentError as error:
        raise AlignmentError(f"{file}: {error.message}", advice=error.advice) from error
    draft = draft_of(cascade, load_nomenclature())
    head = [line.format(document=cascade.document) for line in _IMPORT_HEAD]
    text = written(draft.missions, draft.remarks, head=[*head, *draft.unplaced])
    if out:
        _write(out, text)
    else:
        sys.stdout.write(text)
    for notice in cascade.notices:
        typer.echo(f"alignment: {file}: page {notice.page_number}: {notice.message}", err=True)
    typer.echo(f"{out or file}: {_count(draft)}", err=out is None)


@nomenclature_app.command("import")
def nomenclature_import(
    file: Annotated[Path, typer.Argument(help="List exported from SIPD: XLSX or CSV.")],
    add: Annotated[bool, typer.Option("--add", help="Keep the list imported before, too.")] = False,
) -> None:
    """Takes the official list of codes and names; kept in the user's data folder."""
    from alignment.nomenclature import data_folder, import_nomenclature

    kept, left_out = import_nomenclature(file, is_added=add)
    typer.echo(f"{len(kept.names)} codes are kept in {data_folder()}.")
    if left_out:
        typer.echo(f"alignment: {file}: {left_out} rows hold no code and were left out.", err=True)


def _check_free(out: Path | None, *, overwrite: bool) -> None:
    if out and out.exists() and not overwrite:
        raise MissionsError(
            f"{out}: the file is there already.", advice="Name another, or add --overwrite."
        )


def _write(out: Path, text: str) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise MissionsError(
            f"{out}: cannot be written ({error.strerror or error}).", advice="Name another file."
        ) from error


def _with_proposals(file: Path, proposals: Sequence[MissionProposal]) -> str:
    """The file as it stands, with the proposals; written anew where they do not fit in."""
    from dataclasses import replace

    from alignment.align.suggest import remark_of
    from alignment.missions import load_missions
    from alignment.missions_yaml import Remarks, theme_lines, with_themes, written

    remarks = Remarks()
    themes = {one.mission.id: one.as_themes for one in proposals if one.themes}
    for one in proposals:
        for theme in one.themes:
            kind = "explicit" if theme.is_explicit else "implied"
            remarks.beside[one.mission.id, kind, theme.theme] = remark_of(theme)
    blocks = {
        id_: list(theme_lines(id_, found, remarks, indent=0)) for id_, found in themes.items()
    }
    for block in list(blocks.values())[:1]:
        block.insert(0, f"# {_CHECK_NOTE}")
    text = with_themes(file.read_bytes().decode("utf-8-sig"), blocks)
    if text is not None:
        return text
    mission_set = load_missions(file)
    for mission in mission_set.missions:
        waiting = mission.proposed_themes
        for kind in ("explicit", "implied") if waiting else ():
            for name in getattr(waiting, kind):
                remarks.beside[mission.id, kind, name] = "usulan; periksa"
    missions = tuple(
        replace(one, themes=themes.get(one.id, one.themes)) for one in mission_set.missions
    )
    return written(replace(mission_set, missions=missions), remarks, head=(_CHECK_NOTE,))


def _proposal_record(proposal: MissionProposal, theme: ThemeProposal) -> dict[str, Any]:
    return {
        "mission_id": proposal.mission.id,
        "mission_text": proposal.mission.text,
        "theme": theme.theme,
        "title": theme.title,
        "kind": "explicit" if theme.is_explicit else "implied",
        "probability": theme.probability,
        "words": list(theme.words),
    }


def _count(draft: MissionsDraft) -> str:
    missions = draft.missions.missions
    indicators = sum(len(o.indicators) for one in missions for o in (*one.goals, *one.targets))
    told = (
        f"{len(missions)} missions, {sum(len(one.goals) for one in missions)} goals,"
        f" {sum(len(one.targets) for one in missions)} targets, {indicators} indicators,"
        f" {sum(len(one.programs) for one in missions)} programs"
    )
    unsure = draft.unsure_count
    return f'{told}; {unsure} marked "PERIKSA".' if unsure else f"{told}."


def _print_json(records: Iterable[dict[str, Any]]) -> None:
    from alignment.records import json_line

    for record in records:
        sys.stdout.write(json_line(record) + "\n")
