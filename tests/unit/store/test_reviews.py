"""The log of reviewers' verdicts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from alignment.reviews import Review
from alignment.store.db import Store
from alignment.store.reviews import add_reviews, all_reviews, names_of
from alignment.types import Status

REVIEW = Review(
    *("a", "Budi \ud800", Status.SELARAS, "misi-1", "catatan \x00"),
    *("2026-01-01T00:00:00+00:00", "budi.xlsx", "f1", Status.TIDAK_SELARAS, "model"),
)


def test_a_review_comes_back_and_a_second_time_adds_nothing(store_url: str) -> None:
    undecided = replace(REVIEW, item_id="b", status=None, mission_id=None, note=None)
    with Store(store_url) as store:
        assert ["a", "b"] == [one.item_id for one in add_reviews(store, [REVIEW, undecided])]
        assert [] == add_reviews(store, [REVIEW, undecided])
        back = {one.item_id: one for one in all_reviews(store)}
        assert {} == names_of(store, ["a"])
    assert replace(undecided, reviewer="Budi ?") == back["b"]
    assert (Status.SELARAS, "misi-1", "catatan \ufffd") == back["a"].said


def test_reviews_are_added_in_turn_and_never_changed(store_url: str) -> None:
    changed = replace(
        REVIEW,
        reviewer="Budi",
        status=Status.AMBIGU,
        note=None,
        file_digest="f2",
        decided_at="2026-02-01T00:00:00+00:00",
    )
    first = replace(REVIEW, reviewer="Budi", note=None)
    with Store(store_url) as store:
        add_reviews(store, [first])
        add_reviews(store, [changed])
        assert [first, changed] == all_reviews(store)


@pytest.mark.parametrize("step", ["0001"])
def test_a_store_of_the_step_before_is_stepped_up_with_its_verdicts(
    store_url: str, step: str
) -> None:
    with Store(store_url) as store, store.engine.begin() as connection:
        connection.execute(text("DROP TABLE verdicts"))
        connection.execute(
            text(
                "CREATE TABLE verdicts (verdict_id TEXT PRIMARY KEY, item_id TEXT NOT NULL,"
                " reviewer TEXT NOT NULL, status TEXT, mission_id TEXT, note TEXT,"
                " decided_at TEXT NOT NULL, source TEXT NOT NULL)"
            )
        )
        connection.execute(
            text("INSERT INTO verdicts VALUES ('v', 'a', 'Budi', 'selaras', NULL, NULL, 't', 's')")
        )
        connection.execute(text("UPDATE alembic_version SET version_num = :step"), {"step": step})
    with Store(store_url) as store:
        (review,) = all_reviews(store)
    assert ("a", "Budi", Status.SELARAS, None) == (
        review.item_id, review.reviewer, review.status, review.file_digest
    )  # fmt: skip
