from __future__ import annotations

from dataclasses import replace

from alignment.reviews import Review, agreement, agreement_record, last_words, only_new
from alignment.types import Status

FIRST = Review(
    *("a", "Budi", Status.SELARAS, "misi-1", None),
    *("2026-01-01T00:00:00+00:00", "budi.xlsx", "f1", Status.TIDAK_SELARAS, "model"),
)
LATER = "2026-02-01T00:00:00+00:00"


def test_the_last_word_counts_whatever_order_the_files_come_in() -> None:
    changed = replace(FIRST, status=Status.AMBIGU, decided_at=LATER, file_digest="f2")
    for order in ([FIRST, changed], [changed, FIRST]):
        assert [changed] == list(last_words(order).values())


def test_a_reviewer_is_one_however_the_name_is_typed() -> None:
    again = replace(FIRST, reviewer=" BUDI ", decided_at=LATER)
    assert 1 == len(last_words([FIRST, again]))


def test_the_same_file_adds_nothing_even_after_a_change_of_mind() -> None:
    changed = replace(FIRST, status=Status.AMBIGU, decided_at=LATER, file_digest="f2")
    assert [] == only_new([FIRST], [FIRST])
    assert [changed] == only_new([FIRST], [changed])
    assert [] == only_new([FIRST, changed], [FIRST])


def test_a_copy_of_the_file_that_says_the_same_adds_nothing() -> None:
    assert [] == only_new([FIRST], [replace(FIRST, file_digest="f2", decided_at=LATER)])


def test_going_back_on_a_change_of_mind_is_new() -> None:
    changed = replace(FIRST, status=Status.AMBIGU, decided_at=LATER, file_digest="f2")
    back = replace(FIRST, decided_at="2026-03-01T00:00:00+00:00", file_digest="f3")
    assert [back] == only_new([FIRST, changed], [back])


def test_reviewers_who_differ_in_the_mission_alone_are_in_conflict() -> None:
    other = replace(FIRST, reviewer="Sari", mission_id="misi-2")
    found = agreement([FIRST, other])
    assert ((FIRST, other),) == found.conflicts
    assert 1.0 == found.pairs[0].same_share
    assert {"tidak_selaras": {"selaras": 2}} == found.outcomes


def test_an_undecided_reviewer_is_in_conflict_with_nobody() -> None:
    found = agreement([FIRST, replace(FIRST, reviewer="Sari", status=None)])
    assert () == found.conflicts
    assert {"Budi": 1} == found.reviewers
    assert () == found.pairs


def test_kappas_count_the_items_that_both_reviewed() -> None:
    reviews = [
        replace(FIRST, item_id=str(number), reviewer=name, status=status, mission_id=None)
        for name, statuses in (
            ("Budi", [Status.SELARAS] * 25 + [Status.TIDAK_SELARAS] * 25),
            (
                "Sari",
                [Status.SELARAS] * 20
                + [Status.TIDAK_SELARAS] * 5
                + [Status.SELARAS] * 10
                + [Status.TIDAK_SELARAS] * 15,
            ),
        )
        for number, status in enumerate(statuses)
    ]
    found = agreement([*reviews, replace(FIRST, item_id="alone")])
    (pair,) = found.pairs
    assert (50, 0.7, 0.4) == (pair.item_count, pair.same_share, round(pair.status_kappa or 0, 6))
    assert 50 == found.fleiss_item_count
    record = agreement_record(found)
    assert 15 == len(record["conflicts"])
    assert 0.4 == round(record["pairs"][0]["status_kappa"], 6)
