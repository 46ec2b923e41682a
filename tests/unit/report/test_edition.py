from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from unit.report.builders import MISSIONS, alignment, example, item, result

from alignment.errors import DocumentError
from alignment.report import words
from alignment.report.edition import Edition, indicator_text
from alignment.report.summary import summarise
from alignment.types import DocumentKind, Failure, Indicator, MissionSet, Notice


def _edition(language: str = "id", missions: MissionSet = MISSIONS) -> Edition:
    return Edition(summarise(example(), missions), language, date(2026, 11, 24), "1.2.3")


def _codes(kind: type[DocumentError]) -> set[str]:
    return {kind.code}.union(*(_codes(below) for below in kind.__subclasses__()))


def test_every_way_a_document_fails_is_told_in_indonesian() -> None:
    for code in _codes(DocumentError):
        problem, advice = _edition().failure(
            Failure("a.pdf", "extract", code, "english", "english")
        )
        assert problem, code
        assert advice != "english", code


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_document_of_another_kind_is_called_what_it_is(kind: DocumentKind) -> None:
    failure = Failure("a.pdf", "extract", "no_items", "english", "english", kind=kind)
    problem, _ = _edition().failure(failure)
    assert words.kind_word(kind) in problem
    assert "bukan Renja" in problem


def test_an_unknown_failure_or_notice_keeps_its_own_words() -> None:
    edition = _edition()
    assert edition.failure(Failure("a", "b", "new", "It broke.", "Mend it.")) == (
        "It broke.",
        "Mend it.",
    )
    assert edition.notice(Notice("new", "Something new.")) == "Something new."


def test_a_notice_keeps_its_figures_in_translation() -> None:
    english = "the items below sum to 1.798.611.960, but 15.916.461.821 is printed"
    told = _edition().notice(Notice("sum_mismatch", english))
    assert (
        told
        == "Rincian di bawahnya berjumlah Rp 1.798.611.960, padahal tercetak Rp 15.916.461.821."
    )
    assert _edition("en").notice(Notice("sum_mismatch", english)) == english


@pytest.mark.parametrize("code", words.texts("id")["notice"])
def test_a_notice_without_the_figures_of_its_translation_keeps_its_own_words(code: str) -> None:
    told = _edition().notice(Notice(code, "no figures here {0} {x}"))
    assert told
    assert "{" not in told or told == "no figures here {0} {x}"


def test_runs_of_pages_are_joined_and_long_lists_cut() -> None:
    edition = _edition()
    assert edition.pages(()) == "tidak ada"
    assert edition.pages((3, 4, 5, 9)) == "3-5, 9"
    assert edition.pages(tuple(range(1, 100, 2)), limit=2) == "1, 3 dan 48 lagi"


def test_an_indicator_is_told_with_its_target_where_there_is_one() -> None:
    assert indicator_text(Indicator("Panjang jalan", "12,4", "Km")) == "Panjang jalan: 12,4 Km"
    assert indicator_text(Indicator("Panjang jalan")) == "Panjang jalan"


def test_a_missions_file_without_years_names_its_region_alone() -> None:
    missions = MissionSet("Kota Contoh", MISSIONS.missions)
    assert _edition(missions=missions).region_period == "Kota Contoh"


def test_rows_that_stand_twice_and_rows_without_money_are_cautioned_about() -> None:
    twice = item("a", item_id="1", budget_rupiah=5, warnings=(Notice("duplicate", "twice"),))
    bare = item("b", item_id="2")
    results = [result("a.pdf", "Dinas", [alignment(twice), alignment(bare)])]
    edition = replace(_edition(), summary=summarise(results, MISSIONS))
    cautions = " ".join(edition.cautions)
    assert "1 baris yang sama tercatat lebih dari sekali" in cautions
    assert "1 item tidak menyebut pagu" in cautions
    assert _edition().cautions == []
