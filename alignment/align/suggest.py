"""Themes for missions that have none confirmed, with the words that led there.

Two trained heads read each mission: the one for missions, and the one for plan items, which knows
the plain words better. Whether a theme belongs to a mission also depends on how strongly the others
of the file ask for it, because a theme usually lies in one. Themes that the mission itself names
are *explicit*, mostly by words of the theme's own title and scope; the others are *implied*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from alignment.align.features import mission_features
from alignment.align.heads import logit_of, sigmoid
from alignment.align.texts import mission_texts, plain, stem
from alignment.text import fold
from alignment.themes import load_themes
from alignment.types import MissionThemes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.embed import FloatArray
    from alignment.align.score import Scorer
    from alignment.types import Mission, MissionSet

# Fitted on the labelled statements, each read by heads that never saw it nor its set; printed anew
# by benchmarks/missions/themes.py. Weights of the logits of the mission head, of the strongest
# other mission and of the item head, of the weight of naming words, and an offset.
_BELONGS = (1.37, -0.73, 0.1, 0.94, 1.33)
_IS_EXPLICIT = (1.2, 0.1, 0.76, 2.65, -0.03)
# Where the file holds one mission, there is no other to compare it with.
_BELONGS_ALONE = (1.23, 0.0, 0.68, 0.26, 3.46)
_IS_EXPLICIT_ALONE = (1.0, 0.0, 1.0, 2.16, -0.25)
_NEVER_PROPOSED = frozenset({"perkantoran"})  # routine support serves the office, not a mission

PROPOSED_FROM = 0.5
"""The least chance that a theme belongs to the mission, for it to be proposed."""
EXPLICIT_FROM = 0.4
"""The least chance that the mission names the theme, for it to be proposed as explicit."""

_MOST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST_WORD = 3
_COMMON = frozenset(
    """
    dan yang untuk dengan dalam pada serta dari oleh atau antar secara melalui menjadi kepada bagi
    daerah provinsi kabupaten kota umum dasar layanan pelayanan mutu akses sarana pembangunan
    masyarakat pengembangan membangun mewujudkan meningkatkan peningkatan terwujudnya meningkatnya
    guna sebagai berbasis terhadap para seluruh
    """.split()  # noqa: SIM905 - read as prose
)
_TELLS_NO_THEME = _COMMON | frozenset(
    """
    daya berdaya saing mandiri unggul berkualitas kualitas berkeadilan berkelanjutan lebih
    mengutamakan mendukung fasilitas potensi
    """.split()  # noqa: SIM905 - read as prose
)
"""Words whose absence may weaken a theme, but which would be no ground to a planner."""


@dataclass(frozen=True, slots=True)
class ThemeProposal:
    """One theme of one mission: how likely it belongs there, and the mission's words for it.

    ``is_named`` says that the words are the theme's own; otherwise they are those without which the
    theme would be read least.
    """

    theme: str
    title: str
    probability: float
    is_explicit: bool
    words: tuple[str, ...]
    is_named: bool


@dataclass(frozen=True, slots=True)
class MissionProposal:
    """What is proposed for one mission, the likeliest first; nothing where themes are confirmed."""

    mission: Mission
    themes: tuple[ThemeProposal, ...]

    @property
    def as_themes(self) -> MissionThemes:
        """The proposals as they would be confirmed."""
        explicit = tuple(one.theme for one in self.themes if one.is_explicit)
        return MissionThemes(explicit, tuple(o.theme for o in self.themes if not o.is_explicit))


def needs_themes(mission: Mission) -> bool:
    """Whether the file names no theme for the mission, confirmed or proposed."""
    if mission.proposed_themes is not None:
        return False
    return mission.themes is None or not (mission.themes.explicit or mission.themes.implied)


def propose(
    missions: MissionSet, scorer: Scorer, *, from_probability: float = PROPOSED_FROM
) -> tuple[MissionProposal, ...]:
    """Proposals for the missions of a file, in its order; none where themes are confirmed."""
    catalog = scorer.catalog
    belongs, explicit = probabilities(missions.missions, scorer)
    found = []
    for row, mission in enumerate(missions.missions):
        if not needs_themes(mission):
            found.append(MissionProposal(mission, ()))
            continue
        columns = np.argsort(-belongs[row], kind="stable")
        chosen = [
            int(column)
            for column in columns
            if belongs[row, column] >= from_probability
            and catalog.ids[column] not in _NEVER_PROPOSED
        ]
        words = _words_for(mission, chosen, scorer)
        found.append(
            MissionProposal(
                mission,
                tuple(
                    ThemeProposal(
                        theme=catalog.ids[column],
                        title=catalog.themes[column].title,
                        probability=round(float(belongs[row, column]), 4),
                        is_explicit=bool(explicit[row, column] >= EXPLICIT_FROM),
                        words=words[column][0],
                        is_named=words[column][1],
                    )
                    for column in chosen
                ),
            )
        )
    return tuple(found)


def probabilities(missions: Sequence[Mission], scorer: Scorer) -> tuple[FloatArray, FloatArray]:
    """Chances that a theme belongs to a mission, and that it is named; both of shape (m, t)."""
    bare = [replace(mission, themes=None) for mission in missions]
    texts = [mission_texts(one) for one in missions]
    read = mission_features(
        bare, embedder=scorer.embedder, heads=scorer.heads, catalog=scorer.catalog
    ).themes
    as_items = [
        scorer.heads.item_themes(scorer.embedder.embed([plain(text) for text in one])).max(axis=0)
        for one in texts
    ]
    naming = naming_weights([" ".join(one) for one in texts])
    return calibrated(read, np.stack(as_items), naming)


def calibrated(
    read: FloatArray, as_items: FloatArray, naming: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Both heads' readings and the naming words of one file's missions, as two chances; (m, t)."""
    own, plainly = logit_of(read), logit_of(as_items)
    is_alone = len(own) == 1
    others = np.zeros_like(own)
    for row in range(len(own)) if not is_alone else ():
        others[row] = np.delete(own, row, axis=0).max(axis=0)
    chosen = (_BELONGS_ALONE, _IS_EXPLICIT_ALONE) if is_alone else (_BELONGS, _IS_EXPLICIT)
    belongs, explicit = (
        sigmoid(a * own + b * others + c * plainly + d * naming + e) for a, b, c, d, e in chosen
    )
    return belongs, explicit


def naming_weights(texts: Sequence[str]) -> FloatArray:
    """How clearly a text uses a theme's own words: 1 where no other theme has the word; (n, t)."""
    by_theme, spread = _theme_stems()
    weights = np.zeros((len(texts), len(by_theme)), np.float32)
    for row, text in enumerate(texts):
        spoken = {stem(word) for word in _words(text)}
        for column, own in enumerate(by_theme):
            weights[row, column] = max((1.0 / spread[one] for one in spoken & own), default=0.0)
    return weights


@cache
def _theme_stems() -> tuple[tuple[frozenset[str], ...], dict[str, int]]:
    """The stems of each theme's title and scope, and how many themes have each."""
    by_theme = tuple(
        frozenset(map(stem, _words(f"{theme.title} {' '.join(theme.scope)}")))
        for theme in load_themes().themes
    )
    every = [one for own in by_theme for one in own]
    return by_theme, {one: every.count(one) for one in set(every)}


def _words(text: str) -> list[str]:
    found = _WORD.findall(fold(text))
    return [word for word in found if len(word) >= _SHORTEST_WORD and word not in _COMMON]


def _words_for(
    mission: Mission, columns: Sequence[int], scorer: Scorer
) -> dict[int, tuple[tuple[str, ...], bool]]:
    """For each theme the mission's words for it, and whether they are the theme's own."""
    texts = list(dict.fromkeys(mission_texts(mission)))
    by_theme, spread = _theme_stems()
    found: dict[int, tuple[tuple[str, ...], bool]] = {}
    spoken = [word for text in texts for word in _WORD.findall(text)]
    for column in columns:
        own = [
            word for word in spoken
            if fold(word) not in _TELLS_NO_THEME and stem(fold(word)) in by_theme[column]
        ]  # fmt: skip
        own.sort(key=lambda word: spread[stem(fold(word))])
        if own:
            found[column] = (tuple(dict.fromkeys(own))[:_MOST_WORDS], True)
    rest = [column for column in columns if column not in found]
    return found | {
        column: (words, False) for column, words in _missed(texts, rest, scorer).items()
    }


def _missed(
    texts: Sequence[str], columns: Sequence[int], scorer: Scorer
) -> dict[int, tuple[str, ...]]:
    """For each theme the words whose absence weakens it most, of the text that speaks loudest."""
    if not columns:
        return {}

    def themes_of(some: Sequence[str]) -> FloatArray:
        as_read = [plain(text) for text in some]
        return scorer.heads.themes_of_missions(as_read, scorer.embedder.embed(as_read))

    whole = themes_of(texts)
    found = {}
    for place in sorted({int(whole[:, column].argmax()) for column in columns}):
        words = [word for word in _WORD.findall(texts[place]) if fold(word) not in _TELLS_NO_THEME]
        words = [word for word in dict.fromkeys(words) if len(word) >= _SHORTEST_WORD]
        without = [re.sub(rf"\b{re.escape(word)}\b", " ", texts[place]) for word in words]
        read = themes_of(without) if words else np.zeros((0, whole.shape[1]), np.float32)
        for column in columns:
            if int(whole[:, column].argmax()) != place:
                continue
            drops = (logit_of(whole[place, [column]]) - logit_of(read[:, column])).tolist()
            ranked = sorted(zip(drops, words, strict=True), key=lambda pair: -pair[0])
            strongest = ranked[0][0] if ranked else 0.0
            kept = {word for drop, word in ranked[:_MOST_WORDS] if drop >= max(strongest / 2, 0.05)}
            found[column] = tuple(word for word in words if word in kept)
    return found


def remark_of(proposal: ThemeProposal) -> str:
    """What stands beside a proposed theme in the missions file."""
    quoted = ", ".join(f'"{word}"' for word in proposal.words)
    source = f"dari kata {quoted}" if quoted else "dari seluruh kalimat"
    return f"usulan, p={proposal.probability:.2f}, {source}; periksa"
