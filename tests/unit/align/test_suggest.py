"""Themes proposed for missions, and the words that led there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from alignment.align.score import load_scorer
from alignment.align.suggest import calibrated, naming_weights, propose, remark_of
from alignment.missions import load_missions
from alignment.themes import load_themes
from alignment.types import Mission, MissionSet, MissionThemes

if TYPE_CHECKING:
    from alignment.align.score import Scorer

KALTIM = load_missions()
BARE = replace(KALTIM, missions=tuple(Mission(one.id, one.text) for one in KALTIM.missions))


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load_scorer()


def test_most_confirmed_themes_of_kaltim_are_proposed_from_the_bare_sentences(
    scorer: Scorer,
) -> None:
    pairs = [
        (set(proposal.as_themes.explicit + proposal.as_themes.implied), confirmed.themes)
        for proposal, confirmed in zip(propose(BARE, scorer), KALTIM.missions, strict=True)
    ]
    hits = proposed = wanted = 0
    for found, themes in pairs:
        assert themes is not None
        told = {*themes.explicit, *themes.implied}
        hits, proposed, wanted = hits + len(found & told), proposed + len(found), wanted + len(told)
    assert hits / proposed > 0.85
    assert hits / wanted > 0.7


def test_the_words_of_a_proposal_stand_in_the_mission(scorer: Scorer) -> None:
    for proposal in propose(BARE, scorer):
        assert proposal.themes
        for theme in proposal.themes:
            assert all(word in proposal.mission.text for word in theme.words), theme
            assert 0.5 <= theme.probability <= 1


def test_a_theme_that_the_mission_names_is_explicit_and_quotes_its_word(scorer: Scorer) -> None:
    missions = MissionSet("", (Mission("m", "Membangun jalan dan memperkuat koperasi"),))
    (proposal,) = propose(missions, scorer)

    named = {one.theme: one for one in proposal.themes if one.is_named}
    assert {"jalan", "umkm_koperasi"} <= {one.theme for one in proposal.themes if one.is_explicit}
    assert ("koperasi",) == named["umkm_koperasi"].words
    assert 'dari kata "koperasi"; periksa' in remark_of(named["umkm_koperasi"])


def test_confirmed_and_waiting_themes_are_left_alone(scorer: Scorer) -> None:
    themes = MissionThemes(("jalan",))
    missions = MissionSet(
        "",
        (
            Mission("a", "Membangun jalan", themes=themes),
            Mission("b", "Membangun desa", proposed_themes=themes),
            Mission("c", "Memajukan pendidikan", themes=MissionThemes()),
        ),
    )
    assert [False, False, True] == [bool(one.themes) for one in propose(missions, scorer)]


def test_office_support_is_never_proposed(scorer: Scorer) -> None:
    missions = MissionSet("", (Mission("a", "Menyelenggarakan administrasi perkantoran"),))
    (proposal,) = propose(missions, scorer)
    assert "perkantoran" not in {one.theme for one in proposal.themes}


def test_goals_and_targets_are_read_too(scorer: Scorer) -> None:
    bare = Mission("a", "Mewujudkan daerah yang maju")
    told = load_missions().missions[4].flagships
    missions = MissionSet("", (replace(bare, flagships=told), Mission("b", "Menjaga lingkungan")))
    proposal = propose(missions, scorer)[0]
    agama = next(one for one in proposal.themes if one.theme == "agama")
    assert set(agama.words) & {"ibadah", "masjid", "religi", "umrah", "marbut", "rumah"}


def test_a_theme_that_another_mission_asks_for_more_is_less_likely_here() -> None:
    rival, none = np.array([[0.4], [0.9]], np.float32), np.array([[0.4], [0.1]], np.float32)
    nothing = np.zeros_like(rival)
    assert calibrated(rival, rival, nothing)[0][0, 0] < calibrated(none, none, nothing)[0][0, 0]


def test_naming_weighs_words_that_few_themes_share_more() -> None:
    ids = load_themes().ids
    (row,) = naming_weights(["Meningkatkan keolahragaan dan informasi"])
    assert 1.0 == row[ids.index("olahraga")]
    assert 0 < row[ids.index("spbe")] < 1
    assert 0 == naming_weights(["Mewujudkan pembangunan daerah untuk masyarakat"]).max()
