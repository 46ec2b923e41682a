"""What the scorer looks at: themes, meaning, words, and the official cascade. Arrays only.

Shapes: n items, m missions, t themes. Items and missions are described in the same themes: by the
label of the nomenclature code where the code fits the name, or of the official name where there is
no such code, and by the trained heads from the words of the name, the indicators and the parents.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from math import log
from typing import TYPE_CHECKING

import numpy as np

from alignment.align.heads import Heads, sigmoid
from alignment.align.rules import SIGNS, signs
from alignment.align.texts import (
    content_text,
    content_words,
    indicator_text,
    letters_text,
    mission_texts,
    plain,
)
from alignment.align.words import logit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alignment.align.embed import Embedder, FloatArray
    from alignment.themes import CodeLabel, ThemeCatalog
    from alignment.types import Mission, PlanItem

SECONDARY_WEIGHT = 0.5
"""How much a theme that a label only touches counts beside one that it is about."""

_NAME_WEIGHT, _INDICATOR_WEIGHT, _PARENT_WEIGHT = 1.0, 0.6, 0.25
_CODE_SHARE = 0.6
_LOCATION_SHARE = 0.5
_NOTHING = "-"
_NAME_FITS = 70.0
"""The least similarity (0 to 100) of a name to that of its code, for the code to be believed."""


@dataclass(frozen=True, slots=True)
class ItemFeatures:
    """What is known of n items before any mission is looked at."""

    themes: FloatArray  # (n, t)
    spoken: FloatArray  # (n, t), themes by the words alone
    indicated: FloatArray  # (n, t), themes by the words of the indicators; zeros where none
    themes_from_code: tuple[bool, ...]
    vectors: FloatArray  # (n, d), of the name
    words: tuple[frozenset[str], ...]
    kinds: FloatArray  # (n, kinds), chance that the money serves nobody, and in which way
    content_letters: FloatArray  # (n,), chance that the money serves nobody, by letters
    signs: FloatArray  # (n, signs), 1 where the rules find one

    @property
    def content_meaning(self) -> FloatArray:
        """Chance that the money serves nobody, by meaning; shape (n,)."""
        return np.asarray(self.kinds[:, 0], np.float32)

    @property
    def names_other_tier(self) -> FloatArray:
        """1 where the words name what another tier has to do; shape (n,)."""
        return np.asarray(self.signs[:, SIGNS.index("other_tier")], np.float32)


@dataclass(frozen=True, slots=True)
class MissionFeatures:
    """What is known of m missions."""

    themes: FloatArray  # (m, t)
    are_themes_confirmed: tuple[bool, ...]
    vectors: FloatArray  # (m, d)
    words: tuple[frozenset[str], ...]


def item_features(
    items: Sequence[PlanItem],
    *,
    embedder: Embedder,
    heads: Heads,
    catalog: ThemeCatalog,
    region: str = "",
) -> ItemFeatures:
    """Describes ``items``."""
    said = _said(items, embedder)
    by_code = [trusted_label(item, catalog) for item in items]
    labels = [
        label or catalog.label_named(item.name) for item, label in zip(items, by_code, strict=True)
    ]
    indicated = heads.item_themes(said.indicators) * said.has_indicator
    spoken = _spoken_themes(said, indicated, heads.item_themes)
    return ItemFeatures(
        themes=_with_labels(spoken, labels, catalog),
        spoken=spoken,
        indicated=np.asarray(indicated, np.float32),
        themes_from_code=tuple(label is not None for label in by_code),
        vectors=_centred(said.names, heads.item_themes.centre),
        words=tuple(content_words(content_text(item)) for item in items),
        kinds=heads.content(said.content),
        content_letters=sigmoid(
            np.array([logit(letters_text(item), heads.content_words) for item in items], np.float32)
        ),
        signs=signs_of(items, region),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """Vectors of what n items say, each (n, d); that of a dash where they say nothing."""

    names: FloatArray
    indicators: FloatArray
    parents: FloatArray  # the nearest
    places: FloatArray
    has_indicator: FloatArray  # (n, 1)
    has_parent: FloatArray  # (n, 1)

    @property
    def content(self) -> FloatArray:
        """Name, indicators, and place side by side; shape (n, 3 d).

        Embedded apart, because plans repeat each of them far more often than all three together.
        """
        together = [self.names, self.indicators, _LOCATION_SHARE * self.places]
        return np.hstack(together).astype(np.float32)


def _said(items: Sequence[PlanItem], embedder: Embedder) -> _Said:
    """Embeds all texts together: more of one length come side by side."""
    names = [plain(item.name) for item in items]
    indicators = [indicator_text(item) for item in items]
    parents = [plain(item.parents[0].name) if item.parents else "" for item in items]
    places = [plain(item.location or "") for item in items]
    texts = [*names, *(text or _NOTHING for text in chain(indicators, parents, places))]
    told = ([[bool(text)] for text in column] for column in (indicators, parents))
    return _Said(
        *np.split(embedder.embed(texts), 4),
        *(np.array(one, np.float32).reshape(-1, 1) for one in told),
    )


def signs_of(items: Sequence[PlanItem], region: str) -> FloatArray:
    """What the rules find in the words of each item; shape (n, signs)."""
    found = [signs(item, region) for item in items]
    return np.array(found, np.float32).reshape(len(items), len(SIGNS))


def content_vectors(items: Sequence[PlanItem], embedder: Embedder) -> FloatArray:
    """What the judge of content by meaning reads; shape (n, 3 d)."""
    return _said(items, embedder).content


def mission_features(
    missions: Sequence[Mission], *, embedder: Embedder, heads: Heads, catalog: ThemeCatalog
) -> MissionFeatures:
    """Describes ``missions``: confirmed themes as they stand, others predicted from the words."""
    texts = [mission_texts(mission) for mission in missions]
    spoken = [[plain(text) for text in one] for one in texts]
    together = embedder.embed([text for one in spoken for text in one])
    vectors = np.split(together, np.cumsum([len(one) for one in texts])[:-1])
    centre = heads.mission_themes.centre
    return MissionFeatures(
        themes=np.stack(
            [
                confirmed_themes(mission, catalog)
                if mission.themes
                else _predicted(heads.themes_of_missions(said, one))
                for mission, said, one in zip(missions, spoken, vectors, strict=True)
            ]
        ),
        are_themes_confirmed=tuple(mission.themes is not None for mission in missions),
        vectors=np.stack([_mean_direction(_centred(one, centre)) for one in vectors]),
        words=tuple(content_words(" ".join(one)) for one in texts),
    )


def confirmed_themes(mission: Mission, catalog: ThemeCatalog) -> FloatArray:
    """The themes that a planner set, as one row."""
    if mission.themes is None:
        return np.zeros(len(catalog.themes), np.float32)
    return theme_row(mission.themes.explicit, mission.themes.implied, catalog)


def theme_row(first: Sequence[str], second: Sequence[str], catalog: ThemeCatalog) -> FloatArray:
    """One row of theme weights: 1 for ``first``, half for ``second``."""
    place = {theme: column for column, theme in enumerate(catalog.ids)}
    row = np.zeros(len(place), np.float32)
    row[[place[theme] for theme in second]] = SECONDARY_WEIGHT
    row[[place[theme] for theme in first]] = 1.0
    return row


def trusted_label(item: PlanItem, catalog: ThemeCatalog) -> CodeLabel | None:
    """The label of the item's code, where the names beside the code do not speak against it."""
    label = catalog.label_for(item.code)
    if label is None:
        return None
    from rapidfuzz.fuzz import token_set_ratio

    names = [plain(item.name), *(plain(parent.name) for parent in item.parents)]
    fits = any(token_set_ratio(name, plain(label.name)) >= _NAME_FITS for name in names)
    # A deeper code inherits a label whose name need not stand on the page at all.
    is_inherited = label.code != item.code and not item.parents
    return label if fits or is_inherited else None


def cosine(left: FloatArray, right: FloatArray) -> FloatArray:
    """Cosine of every row of ``left`` with every row of ``right``; a zero row gives zeros."""
    return np.asarray(_unit(left) @ _unit(right).T, np.float32)


def coverage(items: FloatArray, missions: FloatArray) -> FloatArray:
    """How much of what each item is about some mission holds, from 0 to 1; shape (n,).

    Args:
        items: themes of the items; shape (n, t). What an item is most about counts most.
        missions: themes of the missions; shape (m, t). Half held is well held: hence the root.

    Likeness would not do: it is low where a mission holds much else beside the item's themes.
    """
    held = np.sqrt(missions.max(axis=0, initial=0.0))
    return np.asarray(items @ held / np.maximum(items.sum(axis=1), 1e-9), np.float32)


def shared_words(items: ItemFeatures, missions: MissionFeatures) -> FloatArray:
    """How rare among the missions the rarest word is that item and mission share; shape (n, m).

    1 for a word that no other mission has, 0 for none and for words that all of them have: one
    telling word says more than many that stand everywhere.
    """
    count = len(missions.words)
    uses = Counter(chain.from_iterable(missions.words))
    rarity = {word: 1.0 - log(used) / log(max(count, 2)) for word, used in uses.items()}
    rarest = [
        [max((rarity[word] for word in words & spoken), default=0.0) for spoken in missions.words]
        for words in items.words
    ]
    return np.array(rarest, np.float32).reshape(len(items.words), count)


def cascade(items: Sequence[PlanItem], missions: Sequence[Mission]) -> FloatArray:
    """1 where the official cascade of a mission names the item's program; shape (n, m)."""
    programs = [".".join((item.code or "").split(".")[:3]) for item in items]
    named = [[float(program in mission.programs) for mission in missions] for program in programs]
    return np.array(named, np.float32).reshape(len(items), len(missions))


def _spoken_themes(
    said: _Said, indicated: FloatArray, head: Callable[[FloatArray], FloatArray]
) -> FloatArray:
    """Themes from the words of name, indicators and nearest parent, weighted; shape (n, t)."""
    themes = (
        _NAME_WEIGHT * head(said.names)
        + _INDICATOR_WEIGHT * indicated
        + _PARENT_WEIGHT * head(said.parents) * said.has_parent
    )
    weights = (
        _NAME_WEIGHT + _INDICATOR_WEIGHT * said.has_indicator + _PARENT_WEIGHT * said.has_parent
    )
    return np.asarray(themes / weights, np.float32)


def _with_labels(
    spoken: FloatArray, labels: Sequence[CodeLabel | None], catalog: ThemeCatalog
) -> FloatArray:
    themes = spoken.copy()
    for row, label in enumerate(labels):
        if label is not None:
            known = theme_row(label.primary, label.secondary, catalog)
            themes[row] = _CODE_SHARE * known + (1.0 - _CODE_SHARE) * spoken[row]
    return themes


def _predicted(themes: FloatArray) -> FloatArray:
    """Those of the sentence (first row), and of what is said below it where that is stronger."""
    if len(themes) == 1:
        return np.asarray(themes[0], np.float32)
    return np.asarray(np.maximum(themes[0], themes[1:].mean(axis=0)), np.float32)


def _centred(vectors: FloatArray, centre: FloatArray) -> FloatArray:
    return _unit(vectors - centre)


def _mean_direction(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors.mean(axis=0), np.float32)


def _unit(rows: FloatArray) -> FloatArray:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-9), np.float32)
