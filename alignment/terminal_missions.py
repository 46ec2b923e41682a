"""What the commands on missions print: proposals of themes, and what an RPJMD gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from alignment.report.cleaning import clean
from alignment.report.numbers import DASH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.suggest import MissionProposal


def print_proposals(
    proposals: Sequence[MissionProposal], *, console: Console | None = None
) -> None:
    """Prints the proposed themes of each mission, the likeliest first, with the words for them."""
    console = console or Console()
    for proposal in proposals:
        mission = proposal.mission
        console.print(Text(f"{clean(mission.id)}: {clean(mission.text)}", "bold"))
        if not proposal.themes:
            console.print(Text(f"  {_why_none(proposal)}\n"))
            continue
        table = Table(box=box.SIMPLE_HEAD)
        for heading in ("Theme", "Kind", "Chance", "Words that led there"):
            is_figure = heading == "Chance"
            table.add_column(heading, justify="right" if is_figure else "left", overflow="fold")
        for one in proposal.themes:
            words = ", ".join(clean(word) for word in one.words) or DASH
            kind = "explicit" if one.is_explicit else "implied"
            table.add_row(f"{one.theme} ({one.title})", kind, f"{one.probability:.2f}", Text(words))
        console.print(table)


def _why_none(proposal: MissionProposal) -> str:
    mission = proposal.mission
    if mission.proposed_themes is not None:
        return "its proposed themes wait to be checked; nothing new is proposed."
    if mission.themes is not None and (mission.themes.explicit or mission.themes.implied):
        return "its themes are confirmed."
    return "no theme is likely enough; write its themes yourself."
