"""Probabilities -> status, reason, evidence, rank. Pure.

``tidak_selaras`` is said only where two unlike judges agree: themes against words, meaning against
letters, or the code's authority against the content. Where they differ it is ``perlu_ditinjau``,
and the reason says which said what.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from alignment.align import reasons, rules
from alignment.align.case import EVEN, Case
from alignment.align.directives.figures import level_words
from alignment.align.texts import telling_indicators
from alignment.types import Alignment, Evidence, Status, ThemeWeight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.align.score import Scorer
    from alignment.types import MissionSet, PlanItem

_UNRANKED = frozenset({Status.PENUNJANG, Status.TIDAK_TERBACA})
_THEME_SHOWN = 0.25
_THEME_HINTED = 0.12
"""The least weight at which a theme is named where none is plain."""
_THEMES_AT_MOST = 4
_WORDS_AT_MOST = 6
_SECOND_CLOSE = 0.7
_FOREIGN_CODE = "kode kewenangan tingkat pemerintahan lain"


def judge(items: Sequence[PlanItem], missions: MissionSet, scorer: Scorer) -> tuple[Alignment, ...]:
    """A verdict for every item, in the order given, without a rank: that is of a whole run."""
    if not items or not missions.missions:
        return ()
    scores = scorer.score(items, missions)
    cases = (Case(item, row, scores, missions, scorer) for row, item in enumerate(items))
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


def _alignment(case: Case) -> Alignment:
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


def _status(case: Case, subject: reasons.Subject) -> tuple[Status, str]:
    """The verdict and its sentence, the gravest first."""
    if not rules.is_readable(case.item):
        return Status.TIDAK_TERBACA, reasons.unreadable()
    if case.is_support:
        return _support_status(case, subject)
    against = _against(case, subject)
    is_even = case.none_probability < EVEN
    if against is not None and not (is_even and against[0] is Status.TIDAK_SELARAS):
        return against
    if against is not None or case.is_doubtful:
        return Status.PERLU_DITINJAU, reasons.not_sure(subject, case.none_probability)
    return _served(case, subject)


def _against(case: Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """What the judges say against the item; None where none speaks."""
    judges_in_turn = (
        _authority_judges,
        _empty_name,
        _content_judges,
        _theme_judges,
        _lone_judges,
    )
    for judges in judges_in_turn:
        spoken = judges(case, subject)
        if spoken is not None:
            return spoken
    return None


def _authority_judges(case: Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """The code's authority, the words that name another tier, and the content, two of three."""
    named = rules.outside_words(case.item, case.missions.region)
    ground = named or (_FOREIGN_CODE if case.is_foreign else None)
    content = subject.kind == "outside_authority" and case.content_speaks
    if ground and (content or (named and case.is_foreign)):
        return Status.TIDAK_SELARAS, reasons.outside(_outside(case, subject), ground)
    return None


def _outside(case: Case, subject: reasons.Subject) -> reasons.Subject:
    """The subject with the text that names another tier's task, where one does."""
    return replace(subject, chosen=rules.outside_text(case.item) or subject.chosen)


def _content_judges(case: Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """Two unlike judges of content agree that the money serves nobody, and a word shows it."""
    if not case.content_is_refused:
        return None
    if case.is_only_official and subject.from_code:
        return Status.PERLU_DITINJAU, reasons.only_official(subject)
    if subject.word is None:
        return Status.PERLU_DITINJAU, reasons.not_shown(subject)
    if case.flagship:
        return Status.PERLU_DITINJAU, reasons.flagship_doubted(subject, case.flagship)
    return Status.TIDAK_SELARAS, reasons.no_benefit(subject)


def _empty_name(case: Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """A name that says nothing, and no indicator that would."""
    is_bare = rules.is_generic(case.item) and not telling_indicators(case.item)
    if is_bare or rules.says_nothing(case.item):
        return Status.PERLU_DITINJAU, reasons.empty(subject)
    return None


def _theme_judges(case: Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """Themes that no mission holds; words or content agree, or they do not."""
    if not case.themes_speak:
        return None
    if not subject.own:
        return Status.PERLU_DITINJAU, reasons.no_theme_read(subject)
    if not case.words_meet:
        return Status.TIDAK_SELARAS, reasons.no_theme(subject)
    if case.meaning_speaks or case.letters_speak:
        return Status.TIDAK_SELARAS, reasons.no_theme_doubted(subject)
    return Status.PERLU_DITINJAU, reasons.theme_doubted(subject)


def _lone_judges(case: Case, subject: reasons.Subject) -> tuple[Status, str] | None:
    """One judge alone: a question, not a verdict."""
    named = rules.outside_words(case.item, case.missions.region)
    if case.is_foreign or (named and (case.meaning_speaks or case.letters_speak)):
        told = reasons.doubted_outside(_outside(case, subject), named or _FOREIGN_CODE)
        return Status.PERLU_DITINJAU, told
    if case.content_speaks:
        ways = ("maknanya", "pilihan katanya")
        against, in_favour = ways if case.meaning_speaks else ways[::-1]
        return Status.PERLU_DITINJAU, reasons.judges_differ(subject, against, in_favour)
    return None


def _support_status(case: Case, subject: reasons.Subject) -> tuple[Status, str]:
    if case.telling_word and not _is_plain_support(case):
        return Status.PERLU_DITINJAU, reasons.support_misused(subject)
    if case.hidden_theme:
        hidden = replace(subject, own=(case.hidden_theme,))
        return Status.PERLU_DITINJAU, reasons.support_hides(hidden)
    return Status.PENUNJANG, reasons.support()


def _is_plain_support(case: Case) -> bool:
    """Whether the words name an office need, or a code tells one, and nothing beside it."""
    if case.private_words:
        return False
    is_bare = not telling_indicators(case.item) or rules.restates_name(case.item)
    return is_bare and (case.is_only_official or rules.names_office_need(case.item))


def _served(case: Case, subject: reasons.Subject) -> tuple[Status, str]:
    """Which mission it serves, where its themes say so."""
    if case.is_near_office:
        return Status.PERLU_DITINJAU, reasons.near_office(subject)
    if not subject.hinted:
        return Status.PERLU_DITINJAU, reasons.no_theme_read(subject)
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


def _subject(case: Case) -> reasons.Subject:
    item_themes = case.scores.items.themes[case.row]
    both = item_themes * case.scores.missions.themes[case.best]
    titles = [theme.title for theme in case.scorer.catalog.themes]
    own = _strongest(item_themes, count=2, least=_THEME_SHOWN)
    tier = "provinsi" if case.missions.region.casefold().startswith("provinsi") else "daerah ini"
    return reasons.Subject(
        level=level_words(case.item.level),
        mission=reasons.mission_name(case.scores.mission_ids[case.best]),
        shared=tuple(titles[one] for one in _strongest(both, count=2, least=0.1)),
        own=tuple(titles[one] for one in own),
        hinted=tuple(titles[one] for one in _strongest(item_themes, count=1, least=_THEME_HINTED)),
        chosen=case.chosen,
        word=case.telling_word,
        kind=case.kind,
        tier=tier,
        from_code=case.scores.items.themes_from_code[case.row],
        in_cascade=bool(case.scores.cascade[case.row, case.best]),
        is_confirmed=case.scores.missions.are_themes_confirmed[case.best],
        name=case.item.name,
        has_indicator=bool(telling_indicators(case.item)),
        restates_name=rules.restates_name(case.item),
        in_support_program=rules.is_support(case.item),
    )


def _themes(case: Case) -> tuple[ThemeWeight, ...]:
    weights = case.scores.items.themes[case.row]
    ids = case.scorer.catalog.ids
    strongest = _strongest(weights, count=_THEMES_AT_MOST, least=_THEME_SHOWN)
    return tuple(ThemeWeight(ids[one], float(weights[one])) for one in strongest)


def _evidence(case: Case, subject: reasons.Subject) -> tuple[Evidence, ...]:
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
