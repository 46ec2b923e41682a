"""Probabilities -> status, reason, evidence, rank. Pure.

``tidak_selaras`` is said only where two unlike judges agree: themes against words, meaning against
letters, or the code's authority against the content. Where they differ it is ``perlu_ditinjau``,
and the reason says which said what.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from alignment.align import reasons, rules
from alignment.align.labels import KINDS
from alignment.align.texts import letters_text
from alignment.align.words import heaviest_word
from alignment.types import Alignment, Evidence, Status, ThemeWeight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.score import Scorer, Scores
    from alignment.types import MissionSet, PlanItem

_UNRANKED = frozenset({Status.PENUNJANG, Status.TIDAK_TERBACA})
_THEME_SHOWN = 0.25
_THEMES_AT_MOST = 4
_WORDS_AT_MOST = 6
_EVEN = 0.5
"""Raw chance at which a judge of content, trained on as many fine items as others, says no."""
_SURE_HIDDEN = 0.6
_OFFICE_THEME = "perkantoran"
_MISPLACED_CHANCE = 0.6
"""How likely development in the support program counts as out of place; lists it high."""
_SECOND_CLOSE = 0.7
_FOREIGN_CHANCE = 0.8
"""How likely an item serves no mission of ours when its code gives the task to another tier."""
_FOREIGN_CODE = "kode kewenangan tingkat pemerintahan lain"
_OFFICE_THEMES = frozenset(
    """perkantoran birokrasi aparatur keuangan_aset pengawasan perencanaan_riset kearsipan hukum
    legislatif informasi_statistik spbe pelayanan_publik kerja_sama bangunan pendapatan
    """.split()  # noqa: SIM905 - read as prose
)


def judge(items: Sequence[PlanItem], missions: MissionSet, scorer: Scorer) -> tuple[Alignment, ...]:
    """A verdict for every item, in the order given, without a rank: that is of a whole run."""
    if not items or not missions.missions:
        return ()
    scores = scorer.score(items, missions)
    cases = (_Case(item, row, scores, missions, scorer) for row, item in enumerate(items))
    return tuple(_alignment(case) for case in cases)


def rank(alignments: Sequence[Alignment]) -> tuple[Alignment, ...]:
    """All verdicts of a run, worst first, with ranks; those that have no rank come last."""
    ranked = sorted((one for one in alignments if one.status not in _UNRANKED), key=_worst_first)
    unranked = sorted((one for one in alignments if one.status in _UNRANKED), key=_worst_first)
    return (
        *(replace(one, rank=place) for place, one in enumerate(ranked, start=1)),
        *(replace(one, rank=None) for one in unranked),
    )


def _worst_first(alignment: Alignment) -> tuple[float, int, str]:
    item = alignment.item
    return (-round(alignment.none_probability, 6), -(item.budget_rupiah or 0), item.item_id)


@dataclass(frozen=True, slots=True)
class _Case:
    """One item before the judges."""

    item: PlanItem
    row: int
    scores: Scores
    missions: MissionSet
    scorer: Scorer

    @property
    def best(self) -> int:
        return int(self.scores.mission[self.row].argmax())

    @property
    def conditional(self) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """Chance of each mission, given that one is served."""
        chances = self.scores.mission[self.row]
        return np.asarray(chances / max(float(chances.sum()), 1e-9))

    @property
    def is_foreign(self) -> bool:
        return rules.foreign_authority(self.item, self.missions.region)

    @property
    def none_probability(self) -> float:
        none = float(self.scores.none[self.row])
        if self.is_support and self.hidden_theme:
            return max(none, _MISPLACED_CHANCE)
        return 1 - (1 - none) * (1 - _FOREIGN_CHANCE) if self.is_foreign else none

    @property
    def meaning_speaks(self) -> bool:
        return float(self.scores.items.content_meaning[self.row]) >= _EVEN

    @property
    def letters_speak(self) -> bool:
        return float(self.scores.items.content_letters[self.row]) >= _EVEN

    @property
    def content_speaks(self) -> bool:
        limit = self.scorer.calibration.thresholds.accuse_above
        return float(self.scores.content[self.row]) >= limit

    @property
    def is_support(self) -> bool:
        """Whether the item runs the office: by code or name, or, uncoded, by what its words say."""
        if rules.is_support(self.item):
            return True
        spoken = self.scores.items.spoken[self.row]
        office = self.scorer.catalog.ids.index(_OFFICE_THEME)
        is_office = int(spoken.argmax()) == office and float(spoken[office]) >= _SURE_HIDDEN
        return self.item.code is None and is_office

    @property
    def content_is_refused(self) -> bool:
        """Whether meaning and letters agree that the money serves nobody."""
        return self.content_speaks and self.meaning_speaks and self.letters_speak

    @property
    def hidden_theme(self) -> str | None:
        """The title of a theme of development that the indicators speak of beyond doubt."""
        told = self.scores.items.indicated[self.row]
        strongest = int(told.argmax())
        theme = self.scorer.catalog.themes[strongest]
        if told[strongest] < _SURE_HIDDEN or theme.id in _OFFICE_THEMES:
            return None
        return theme.title

    @property
    def heaviest_word(self) -> str | None:
        """The word that speaks loudest against the content; looked for only where it is refused."""
        if not self.content_is_refused:
            return None
        return heaviest_word(letters_text(self.item), self.scorer.heads.content_words)

    @property
    def kind(self) -> str:
        """In which way the money serves nobody; another tier's task only where that is sure."""
        chances = dict(zip(KINDS, self.scores.items.kinds[self.row].tolist(), strict=True))
        is_told = bool(self.scores.items.names_other_tier[self.row]) or self.is_foreign
        if not is_told and chances["outside_authority"] < _EVEN:
            del chances["outside_authority"]
        del chances[KINDS[0]]
        return max(chances, key=lambda kind: chances[kind])

    @property
    def themes_speak(self) -> bool:
        limit = self.scorer.calibration.thresholds.uncovered_above
        return float(self.scores.uncovered[self.row]) >= limit

    @property
    def words_meet(self) -> bool:
        """Whether any word that carries meaning stands both in the item and in a mission."""
        words = self.scores.items.words[self.row]
        return any(words & spoken for spoken in self.scores.missions.words)

    @property
    def is_doubtful(self) -> bool:
        limit = self.scorer.calibration.thresholds.clear_below
        return float(self.scores.content[self.row]) > limit


def _alignment(case: _Case) -> Alignment:
    subject = _subject(case)
    status, reason = _status(case, subject)
    ids = case.scores.mission_ids
    none = case.none_probability
    kept = 1 - none
    return Alignment(
        item=case.item,
        status=status,
        mission_id=None if status is Status.TIDAK_SELARAS else ids[case.best],
        none_probability=none,
        reason=reason,
        model_id=case.scorer.model_id,
        probabilities=MappingProxyType(
            {one: float(kept * p) for one, p in zip(ids, case.conditional, strict=True)}
        ),
        themes=_themes(case),
        evidence=_evidence(case, subject),
    )


def _status(case: _Case, subject: reasons.Subject) -> tuple[Status, str]:
    """The verdict and its sentence, the gravest first."""
    if not rules.is_readable(case.item):
        return Status.TIDAK_TERBACA, reasons.unreadable()
    if case.is_support:
        return _support_status(case, subject)
    against = _against(case, subject)
    if against is not None:
        return against
    if case.is_doubtful:
        return Status.PERLU_DITINJAU, reasons.not_sure(subject, case.none_probability)
    return _served(case, subject)


def _against(case: _Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """What the judges say against the item; None where none speaks."""
    judges_in_turn = (
        _authority_judges,
        _content_judges,
        _empty_name,
        _theme_judges,
        _lone_judges,
    )
    for judges in judges_in_turn:
        spoken = judges(case, subject)
        if spoken is not None:
            return spoken
    return None


def _authority_judges(case: _Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """The code's authority, the words that name another tier, and the content, two of three."""
    named = rules.outside_words(case.item, case.missions.region)
    ground = named or (_FOREIGN_CODE if case.is_foreign else None)
    content = subject.kind == "outside_authority" and case.content_speaks
    if ground and (content or (named and case.is_foreign)):
        return Status.TIDAK_SELARAS, reasons.outside(subject, ground)
    return None


def _content_judges(case: _Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """Meaning and letters agree that the money serves nobody."""
    if case.content_is_refused:
        return Status.TIDAK_SELARAS, reasons.no_benefit(subject)
    return None


def _empty_name(case: _Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """A name that says nothing, and no indicator that would."""
    if rules.is_generic(case.item) and not rules.has_indicator(case.item):
        return Status.PERLU_DITINJAU, reasons.empty(subject)
    return None


def _theme_judges(case: _Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """Themes that no mission holds; words or content agree, or they do not."""
    if not case.themes_speak:
        return None
    if not subject.own:
        return Status.PERLU_DITINJAU, reasons.no_theme_read(subject)
    if case.meaning_speaks or case.letters_speak or not case.words_meet:
        return Status.TIDAK_SELARAS, reasons.no_theme(subject)
    return Status.PERLU_DITINJAU, reasons.theme_doubted(subject)


def _lone_judges(case: _Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """One judge alone: a question, not a verdict."""
    named = rules.outside_words(case.item, case.missions.region)
    if case.is_foreign or (named and (case.meaning_speaks or case.letters_speak)):
        return Status.PERLU_DITINJAU, reasons.doubted_outside(subject, named or _FOREIGN_CODE)
    if case.content_speaks:
        names = ("penilai makna", "penilai kata")
        against, in_favour = names if case.meaning_speaks else names[::-1]
        return Status.PERLU_DITINJAU, reasons.judges_differ(subject, against, in_favour)
    return None


def _support_status(case: _Case, subject: reasons.Subject) -> tuple[Status, str]:
    if case.content_is_refused:
        return Status.PERLU_DITINJAU, reasons.support_misused(subject)
    if case.hidden_theme:
        hidden = replace(subject, own=(case.hidden_theme,))
        return Status.PERLU_DITINJAU, reasons.support_hides(hidden)
    return Status.PENUNJANG, reasons.support()


def _served(case: _Case, subject: reasons.Subject) -> tuple[Status, str]:
    chances = case.conditional
    order = np.argsort(-chances, kind="stable")
    first = float(chances[order[0]])
    close = [int(one) for one in order[:3] if chances[one] >= _SECOND_CLOSE * first]
    sure = first >= case.scorer.calibration.thresholds.sure_mission
    if len(close) > 1 and not (sure and case.scores.cascade[case.row].any()):
        ids = case.scores.mission_ids
        named = [(reasons.mission_name(ids[one]), float(chances[one])) for one in close]
        return Status.AMBIGU, reasons.ambiguous(subject, named)
    return Status.SELARAS, reasons.aligned(subject)


def _subject(case: _Case) -> reasons.Subject:
    item_themes = case.scores.items.themes[case.row]
    both = item_themes * case.scores.missions.themes[case.best]
    titles = [theme.title for theme in case.scorer.catalog.themes]
    chosen = next((one.text for one in reversed(case.item.indicators) if one.text.strip()), "")
    tier = "provinsi" if case.missions.region.casefold().startswith("provinsi") else "daerah ini"
    return reasons.Subject(
        mission=reasons.mission_name(case.scores.mission_ids[case.best]),
        shared=tuple(titles[one] for one in _strongest(both, count=2, least=0.1)),
        own=tuple(titles[one] for one in _strongest(item_themes, count=2, least=_THEME_SHOWN)),
        chosen=chosen or case.item.name,
        word=case.heaviest_word,
        kind=case.kind,
        tier=tier,
        from_code=case.scores.items.themes_from_code[case.row],
        in_cascade=bool(case.scores.cascade[case.row, case.best]),
        is_confirmed=case.scores.missions.are_themes_confirmed[case.best],
    )


def _themes(case: _Case) -> tuple[ThemeWeight, ...]:
    weights = case.scores.items.themes[case.row]
    ids = case.scorer.catalog.ids
    strongest = _strongest(weights, count=_THEMES_AT_MOST, least=_THEME_SHOWN)
    return tuple(ThemeWeight(ids[one], float(weights[one])) for one in strongest)


def _evidence(case: _Case, subject: reasons.Subject) -> tuple[Evidence, ...]:
    """Themes and words that item and best mission share, the cascade, and the content's voice."""
    scores, row, best = case.scores, case.row, case.best
    mission = case.missions.missions[best]
    both = scores.items.themes[row] * scores.missions.themes[best]
    titles = [theme.title for theme in case.scorer.catalog.themes]
    found = [
        Evidence(mission.id, mission.text, titles[one], "theme", float(both[one]))
        for one in _strongest(both, count=_THEMES_AT_MOST, least=0.1)
    ]
    if common := sorted(scores.items.words[row] & scores.missions.words[best])[:_WORDS_AT_MOST]:
        share = len(common) / max(len(scores.items.words[row]), 1)
        found.append(Evidence(mission.id, mission.text, ", ".join(common), "words", share))
    meaning = float(scores.meaning_similarity[row, best])
    found.append(Evidence(mission.id, mission.text, case.item.name, "meaning", meaning))
    if scores.cascade[row, best]:
        found.append(Evidence(mission.id, mission.text, case.item.code or "", "cascade", 1.0))
    content = float(scores.content[row])
    found.append(Evidence(None, "", subject.chosen, "content", content))
    return tuple(found)


def _strongest(
    weights: np.ndarray[tuple[int], np.dtype[np.float32]], *, count: int, least: float
) -> list[int]:
    order = np.argsort(-weights, kind="stable")[:count]
    return [int(one) for one in order if weights[one] >= least]
