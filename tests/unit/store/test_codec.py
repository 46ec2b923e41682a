"""Values to JSON and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from result_strategies import read_results

from alignment.store.codec import digest, dump, load
from alignment.types import (
    Directive,
    DocumentResult,
    Level,
    Mission,
    MissionSet,
    Objective,
    PlanItem,
)


@given(read_results())
def test_any_result_comes_back_as_it_was(result: DocumentResult) -> None:
    assert result == load(DocumentResult, dump(result))


@given(read_results())
def test_what_is_written_is_ascii_on_one_line(result: DocumentResult) -> None:
    written = dump(result)
    assert written.isascii()
    assert "\n" not in written


def test_a_field_added_later_reads_back_with_its_default() -> None:
    assert PlanItem("1", "d", Level.PROGRAM, "Jalan") == load(
        PlanItem, '{"item_id":"1","document":"d","level":"program","name":"Jalan"}'
    )


def test_a_field_this_program_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError, match="later"):
        load(Directive, '{"id":"1","text":"t","later":1}')


def test_a_digest_changes_with_the_content_and_with_nothing_else() -> None:
    mission = Mission("misi-1", "Maju", goals=(Objective("t1", "Adil"),))
    one = MissionSet("Kaltim", (mission,))
    assert digest(one) == digest(MissionSet("Kaltim", (mission,), vision=None))
    assert digest(one) != digest(MissionSet("Kaltim", (mission,), vision="Sukses"))
    assert 64 == len(digest(one))
