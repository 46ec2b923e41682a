"""Indonesian words and phrases: affixes, spellings, groups and gaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.align.language import (
    Phrasebook,
    PhraseError,
    PhraseFinder,
    build_finder,
    check_phrase,
    words_of,
)
from alignment.align.roots import root_of


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("pelayanan", "layan"),
        ("melayani", "layan"),
        ("dilayani", "layan"),
        ("penyederhanaan", "sederhana"),
        ("menyederhanakan", "sederhana"),
        ("pemangkasan", "pangkas"),
        ("memutakhirkan", "mutakhir"),
        ("pengaduan", "adu"),
        ("pengawasan", "awas"),
        ("mengirimkan", "kirim"),
        ("penetapan", "tetap"),
        ("menulisnya", "tulis"),
        ("pengecatan", "cat"),
        ("keterlambatan", "lambat"),
        ("memberlakukan", "laku"),
    ],
)
def test_a_word_built_with_affixes_is_known_by_its_root(word: str, root: str) -> None:
    assert root == root_of(word, {root, "lain"})


@pytest.mark.parametrize(
    ("word", "root"),
    [("belayan", "layang"), ("perizinan", "zin"), ("sopan", "sopir"), ("kantor", "antar")],
)
def test_a_word_that_only_looks_alike_has_no_root(word: str, root: str) -> None:
    assert root_of(word, {root}) is None


def test_of_two_roots_the_longer_one_is_meant() -> None:
    assert "alihmedia" == root_of("pengalihmediaan", {"alih", "alihmedia"})


@given(st.text("abdeiklmnprstu", max_size=14), st.sets(st.text("abdeiklmnprstu", min_size=2)))
def test_a_root_is_always_one_of_those_given(word: str, roots: set[str]) -> None:
    found = root_of(word, roots)
    assert found is None or found in roots


def finder(*phrases: str, **groups: tuple[str, ...]) -> PhraseFinder:
    spellings = {"online": "daring", "sistim": "sistem"}
    return build_finder(Phrasebook({"k": phrases}, ("k",), groups, spellings))


def found(text: str, *phrases: str, **groups: tuple[str, ...]) -> list[str]:
    return [hit.words for hit in finder(*phrases, **groups).find(text)]


def test_a_plain_word_matches_itself_in_any_case_and_nothing_built_from_it() -> None:
    assert ["APLIKASI"] == found("APLIKASI dan pengaplikasian", "aplikasi")


def test_a_root_matches_every_word_built_from_it() -> None:
    assert ["Pelayanan", "melayani"] == found("Pelayanan yang melayani layang-layang", "~layan")


def test_a_spelling_stands_for_the_word_it_means() -> None:
    assert ["sistim online"] == found("Membangun sistim online", "sistem daring")


def test_punctuation_and_hyphens_never_hide_a_phrase() -> None:
    assert ["e Samsat"] == found("Layanan (e-Samsat), tahap II", "e-samsat")


def test_a_gap_bridges_up_to_three_words_and_a_long_one_up_to_eight() -> None:
    text = "SOP satu dua tiga empat pangkas"
    assert [] == found(text, "sop .. pangkas")
    assert [text] == found(text, "sop ... pangkas")


def test_a_group_holds_words_roots_and_phrases() -> None:
    alat = ("aplikasi", "~kanal", "sistem informasi")
    text = "Membangun sistem informasi, aplikasi, dan perkanalan"
    assert ["sistem informasi", "aplikasi", "perkanalan"] == found(text, "<alat>", alat=alat)


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        (".. aplikasi", "begin or end"),
        ("aplikasi ...", "begin or end"),
        ("<alta>", "no group"),
        ("~", "no root"),
        ("~e-samsat", "no root"),
        ("aplikasi*", "no word"),
        ("<alat> <alat> <alat>", "patterns"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, reason: str) -> None:
    groups = {"alat": tuple(f"kata {number}" for number in range(8))}
    with pytest.raises(PhraseError, match=reason):
        check_phrase(phrase, groups)


WORDS = st.sampled_from(["penyusunan", "sop", "layanan", "aplikasi", "dan", "rapat", "2026"])


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_the_look_at_words_alone_never_rules_out_a_text_that_holds_a_phrase(text: str) -> None:
    if SHARED_FINDER.find(text):
        assert SHARED_FINDER.may_hold(text)


SHARED_FINDER = finder("~susun .. sop", "aplikasi ~layan", "rapat")


@given(st.text(max_size=300))
def test_no_text_breaks_the_finder(text: str) -> None:
    for hit in SHARED_FINDER.find(text):
        assert 0 <= hit.start < hit.end <= len(words_of(text))


def test_the_same_text_gives_the_same_hits_again() -> None:
    one = finder("~susun .. sop")
    assert one.find("Penyusunan SOP") == one.find("Penyusunan SOP") != ()
