"""One item before the judges: what each of them says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from alignment.align import rules
from alignment.align.labels import KINDS
from alignment.align.texts import (
    content_text,
    content_words,
    indicator_text,
    plain,
    stem,
    telling_indicators,
)
from alignment.align.words import heaviest_word, logit

if TYPE_CHECKING:
    from alignment.align.score import Scorer, Scores
    from alignment.types import MissionSet, PlanItem

EVEN = 0.5
"""Raw chance at which a judge of content, trained on as many fine items as others, says no."""
_SURE_HIDDEN, _LIKELY_HIDDEN = 0.6, 0.3
_ABOUT_OFFICE, _NEAR_OFFICE = 0.45, 0.2
_SURE_OUTSIDE = 0.8
_OFFICE_THEME = "perkantoran"
_MISPLACED_CHANCE = 0.6
"""How likely development in the support program counts as out of place; lists it high."""
_FOREIGN_CHANCE = 0.8
"""How likely an item serves no mission of ours when its code gives the task to another tier."""
_JUDGES_AGREED = 2
_FLAGSHIP_WORDS, _FLAGSHIP_SHARE = 3, 0.4
"""How many words of a flagship, and which share of them, an item takes up that carries it out."""
_OFFICE_THEMES = frozenset(
    """perkantoran birokrasi aparatur keuangan_aset pengawasan perencanaan_riset kearsipan hukum
    legislatif informasi_statistik spbe pelayanan_publik kerja_sama bangunan pendapatan
    """.split()  # noqa: SIM905 - read as prose
)


@dataclass(frozen=True)
class Case:
    """One item before the judges; without slots, for what is dear is worked out once."""

    item: PlanItem
    row: int
    scores: Scores
    missions: MissionSet
    scorer: Scorer

    @property
    def best(self) -> int:
        """The column of the likeliest mission."""
        return int(self.scores.mission[self.row].argmax())

    @property
    def conditional(self) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """Chance of each mission, given that one is served."""
        chances = self.scores.mission[self.row]
        return np.asarray(chances / max(float(chances.sum()), 1e-9))

    @property
    def is_foreign(self) -> bool:
        """Whether the code gives the task to another tier of government."""
        return rules.foreign_authority(self.item, self.missions.region)

    @property
    def none_probability(self) -> float:
        """Chance that the item serves no mission of ours, in this plan."""
        none = float(self.scores.none[self.row])
        if self.is_support and self.hidden_theme:
            return max(none, _MISPLACED_CHANCE)
        return 1 - (1 - none) * (1 - _FOREIGN_CHANCE) if self.is_foreign else none

    @property
    def meaning_speaks(self) -> bool:
        """Whether the judge by meaning speaks against the content."""
        return float(self.scores.items.content_meaning[self.row]) >= EVEN

    @property
    def letters_speak(self) -> bool:
        """Whether the judge by letters speaks against the content."""
        return float(self.scores.items.content_letters[self.row]) >= EVEN

    @property
    def content_speaks(self) -> bool:
        """Whether both judges and the signs together speak against the content."""
        limit = self.scorer.calibration.thresholds.accuse_above
        return float(self.scores.content[self.row]) >= limit

    @property
    def names_other_tier(self) -> bool:
        """Whether the words name what another tier of government has to do."""
        return bool(self.scores.items.names_other_tier[self.row])

    @property
    def private_words(self) -> str | None:
        """The words that name a private circle, a luxury or the office holder's own fame."""
        return rules.private_words(self.item)

    @property
    def is_support(self) -> bool:
        """Whether the item runs the office: by code or name, or, uncoded, by what its words say.

        Uncoded words that name another tier, or a private gain that is doubted, run no office.
        """
        if rules.is_support(self.item):
            return True
        is_told_otherwise = self.private_words and self.content_speaks
        if self.item.code or is_told_otherwise or self.names_other_tier:
            return False
        return self.is_about_office or rules.names_office_need(self.item)

    @property
    def is_about_office(self) -> bool:
        """Whether the theme of the office itself outweighs all others, and nobody else is named."""
        return self._office_weight >= _ABOUT_OFFICE and not rules.names_public(self.item)

    @property
    def is_near_office(self) -> bool:
        """Whether an uncoded item is rather about the office than about any development."""
        if self.item.code is not None or rules.names_public(self.item):
            return False
        return self._office_weight >= _NEAR_OFFICE

    @property
    def _office_weight(self) -> float:
        """The weight of the theme of the office itself where it is the strongest, else nil."""
        spoken = self.scores.items.spoken[self.row]
        office = self.scorer.catalog.ids.index(_OFFICE_THEME)
        return float(spoken[office]) if int(spoken.argmax()) == office else 0.0

    @property
    def content_is_refused(self) -> bool:
        """Whether two of three agree that the money serves nobody: meaning, letters, a rule."""
        against = (self.meaning_speaks, self.letters_speak, self.private_words is not None)
        return self.content_speaks and sum(against) >= _JUDGES_AGREED

    @property
    def is_only_official(self) -> bool:
        """Whether nothing but an official name speaks: what an office chose is not told."""
        if self.private_words or self.item.code is None:
            return False
        return rules.restates_name(self.item) or not telling_indicators(self.item)

    @property
    def hidden_theme(self) -> str | None:
        """The title of a theme of development that the indicators speak of beyond doubt."""
        told = self.scores.items.indicated[self.row]
        strongest = int(told.argmax())
        theme = self.scorer.catalog.themes[strongest]
        least = _SURE_HIDDEN
        if not self._repeats_itself and rules.tells_field_work(self.item):
            least = _LIKELY_HIDDEN
        if told[strongest] < least or theme.id in _OFFICE_THEMES:
            return None
        if self.item.code is None and self._repeats_itself:
            return None
        return theme.title

    @property
    def _repeats_itself(self) -> bool:
        """Whether the indicators take up a word of the name, and so speak of the same thing."""
        return bool(content_words(self.item.name) & content_words(indicator_text(self.item)))

    @cached_property
    def telling_word(self) -> str | None:
        """The word that speaks loudest against what is refused: without one nobody is accused."""
        if not self.content_is_refused:
            return None
        if self.private_words:
            return self.private_words
        told = ". ".join((self.item.name, *telling_indicators(self.item)))
        return heaviest_word(told, self.scorer.heads.content_words)

    @cached_property
    def flagship(self) -> str | None:
        """The flagship of the missions file that the item's words take up, and no private circle.

        What the governor has named in person nobody is accused of without a second look.
        """
        spoken = set(map(stem, content_words(content_text(self.item))))
        private = set(map(stem, content_words(self.private_words or "")))
        for text in (one.text for each in self.missions.missions for one in each.flagships):
            named = set(map(stem, content_words(text)))
            is_taken_up = len(spoken & named) >= max(_FLAGSHIP_WORDS, _FLAGSHIP_SHARE * len(named))
            if is_taken_up and private <= named:
                return text
        return None

    @cached_property
    def chosen(self) -> str:
        """The indicator that shows what the office chose, or the name where none does.

        Of several the one that the judge of letters doubts most.
        """
        told = [text for text in telling_indicators(self.item) if " " in text.strip()]
        if len(told) <= 1:
            return told[0] if told else self.item.name
        weights = self.scorer.heads.content_words
        return max(reversed(told), key=lambda text: logit(plain(text), weights))

    @property
    def kind(self) -> str:
        """In which way the money serves nobody; another tier's task only where that is sure."""
        chances = dict(zip(KINDS, self.scores.items.kinds[self.row].tolist(), strict=True))
        is_told = self.names_other_tier or self.is_foreign
        if not is_told and chances["outside_authority"] < _SURE_OUTSIDE:
            del chances["outside_authority"]
        if self.telling_word:
            del chances["empty"]
        del chances[KINDS[0]]
        return max(chances, key=lambda kind: chances[kind])

    @property
    def themes_speak(self) -> bool:
        """Whether no mission is likely to hold the item's themes."""
        limit = self.scorer.calibration.thresholds.uncovered_above
        return float(self.scores.uncovered[self.row]) >= limit

    @property
    def words_meet(self) -> bool:
        """Whether any word that carries meaning stands both in the item and in a mission."""
        words = self.scores.items.words[self.row]
        return any(words & spoken for spoken in self.scores.missions.words)

    @property
    def is_doubtful(self) -> bool:
        """Whether too much speaks against the item for it to be cleared."""
        limit = self.scorer.calibration.thresholds.clear_below
        return float(self.scores.content[self.row]) > limit or self.none_probability >= EVEN
