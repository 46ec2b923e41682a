"""A page as values: where its characters stand and where its rules run."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from alignment.types import Source

Floats = NDArray[np.float64]
BLANKS = (0x20, 0xA0, 0x09)


def _no_rules() -> Floats:
    return np.zeros((0, 3))


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules of a page, in points.

    ``horizontal`` is n x 3: left, right, y. ``vertical`` is n x 3: top, bottom, x.
    """

    horizontal: Floats = field(default_factory=_no_rules)
    vertical: Floats = field(default_factory=_no_rules)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page in display space: as a reader sees it, rotation applied, origin top left, points.

    Attributes:
        number: from 1.
        width_pt: as displayed.
        height_pt: as displayed.
        characters: n Unicode code points, blanks included, in drawing order.
        boxes: n x 4: left, top, right, bottom of each character.
        drawn: rules that are strokes or thin boxes.
        shading: edges of boxes that are only filled; rules only where nothing is drawn.
        image_share: the part of the page (0 to 1) that pictures cover.
        source: how the characters were obtained.
    """

    number: int
    width_pt: float
    height_pt: float
    characters: NDArray[np.uint32]
    boxes: Floats
    drawn: Rules = field(default_factory=Rules)
    shading: Rules = field(default_factory=Rules)
    image_share: float = 0.0
    source: Source = Source.TEXT

    @property
    def is_visible(self) -> NDArray[np.bool_]:
        """Which characters are no blanks."""
        return ~np.isin(self.characters, BLANKS)

    @property
    def text(self) -> str:
        """The characters in drawing order: enough for words, not for cells."""
        return "".join(map(chr, self.characters.tolist()))
