"""One palette for the page, the workbook and the terminal's spirit.

Safe for colour-blind readers: the statuses differ in lightness as well as in hue, and every colour
stands beside its word. Blue is aligned, vermilion misaligned, amber open; grey is out of the game.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from alignment.report.entries import NO_MISSION, SUPPORT, UNREAD
from alignment.types import DirectiveOutcome, Status

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour as ``#rrggbb``: full, as a pale ground on paper, and as readable ink on that."""

    full: str
    ground: str
    ink: str


STATUS_SHADES: Final[Mapping[Status, Shade]] = {
    Status.TIDAK_SELARAS: Shade("#c8442b", "#fbe6e0", "#8c2610"),
    Status.PERLU_DITINJAU: Shade("#e5a50a", "#fbf0d0", "#684700"),
    Status.AMBIGU: Shade("#6bb3dd", "#e2f1fa", "#14557a"),
    Status.SELARAS: Shade("#1b5f9e", "#dce9f5", "#0c4375"),
    Status.PENUNJANG: Shade("#b3bac2", "#eceff2", "#4a535d"),
    Status.TIDAK_TERBACA: Shade("#5c6570", "#e2e5e9", "#30373f"),
}

OUTCOME_LOOKS: Final[Mapping[DirectiveOutcome, Status]] = {
    DirectiveOutcome.ADA: Status.SELARAS,
    DirectiveOutcome.SEBAGIAN: Status.AMBIGU,
    DirectiveOutcome.TIDAK_ADA: Status.TIDAK_SELARAS,
    DirectiveOutcome.PERLU_PERNYATAAN: Status.PERLU_DITINJAU,
    DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA: Status.PENUNJANG,
}
"""An outcome of a directive wears the colours of the status that it is most like."""

_BLUES = ("#eaf2f9", "#cfe1f1", "#a9cae6", "#7badd6", "#3474ae", "#164f86")
_REDS = ("#fdf0ec", "#f9dbd2", "#f2b8a8", "#e68c74", "#bd4a2f", "#922c16")
_GREYS = ("#f4f5f7", "#e7eaed", "#d5dade", "#bcc3ca", "#6b757f", "#4e5862")

HEAT: Final[Mapping[str, tuple[str, ...]]] = {"mission": _BLUES, "none": _REDS, "other": _GREYS}
"""Grounds of the heat map from little to much: missions, no mission, and what is not ranked."""

_HEAT_KINDS: Final = {NO_MISSION: "none", SUPPORT: "other", UNREAD: "other"}

HEAT_DARK_FROM: Final = 4
"""From this step on, the ground is dark enough for white ink."""

HEAT_INK: Final = "#1c2733"
"""The ink on the paler grounds."""

_STEPS = (0.02, 0.08, 0.20, 0.40, 0.65)


def heat_kind(place: str) -> str:
    """Which of the grounds a column of the heat map has."""
    return _HEAT_KINDS.get(place, "mission")


def heat_step(share: float) -> int | None:
    """The step of the heat map, 0 to 5, for a ``share`` of 0 to 1; None for nothing at all."""
    if share <= 0:
        return None
    return sum(share >= bound for bound in _STEPS)


def style_sheet() -> str:
    """The palette as CSS rules: charts, chips, tiles and the heat map, in light and dark."""
    light = "".join(_variables(one, shade) for one, shade in STATUS_SHADES.items())
    dark = "".join(_dark_variables(one, shade) for one, shade in STATUS_SHADES.items())
    rules = "".join(_status_rules(status) for status in STATUS_SHADES)
    return (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}{_DARK_PAGE}}}}}\n"
        f"{rules}\n{_heat_rules(HEAT)}[class*=heat-]{{color:{HEAT_INK}}}"
        ".on-dark{color:#fff!important}\n"
        f"@media screen and (prefers-color-scheme:dark){{{_heat_rules(HEAT_DARK)}"
        f"[class*=heat-]{{color:#fff}}[class$='-5 on-dark']{{color:{_NIGHT}!important}}}}\n"
    )


_DARK_PAGE = (
    "--paper:#12171d;--ground:#1b222b;--ink:#e4e9ee;--faint:#a3aeba;--line:#323c48;"
    "--accent:#b9d3ec;--link:#86bdf0;--caution:#3d3012;--caution-ink:#f3d98b"
)


def _variables(status: Status, shade: Shade) -> str:
    return f"--{status}:{shade.full};--{status}-ground:{shade.ground};--{status}-ink:{shade.ink};"


def _dark_variables(status: Status, shade: Shade) -> str:
    full = _DARK_FULL.get(status, shade.full)
    return f"--{status}:{full};--{status}-ground:{shade.ink};--{status}-ink:{shade.ground};"


_DARK_FULL: Final[Mapping[Status, str]] = {
    Status.TIDAK_SELARAS: "#e0664c",
    Status.SELARAS: "#3f86c9",
    Status.AMBIGU: "#9fd0ee",
    Status.PENUNJANG: "#6c7681",
    Status.TIDAK_TERBACA: "#444d58",
}


_NIGHT = "#12171d"
# On a dark page much is bright and little is dim.
HEAT_DARK: Final[Mapping[str, tuple[str, ...]]] = {
    "mission": ("#18293a", "#1b3a56", "#1f4c74", "#2a6399", "#3877b3", "#7fb6e3"),
    "none": ("#3a1d17", "#52241a", "#73301f", "#963d27", "#b34a31", "#f0977f"),
    "other": ("#20262d", "#2a323a", "#38414b", "#48535e", "#5a6672", "#a7b1bb"),
}


def _heat_rules(colours: Mapping[str, tuple[str, ...]]) -> str:
    return "".join(
        f".heat-{kind}-{step}{{background:{colour}}}"
        for kind, ramp in colours.items()
        for step, colour in enumerate(ramp)
    )


def _status_rules(status: Status) -> str:
    return (
        f".fill-{status}{{fill:var(--{status})}}"
        f".dot-{status}{{background:var(--{status})}}"
        f".tile-{status}{{border-color:var(--{status})}}"
        f".chip-{status}{{background:var(--{status}-ground);color:var(--{status}-ink)}}"
    )
