"""Values to JSON and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from result_strategies import read_results

from alignment.store.codec import Known, digest, dump, load
from alignment.types import (
    Alignment,
    Directive,
    DocumentResult,
    Level,
    Mission,
    MissionSet,
    Objective,
    Parent,
    PlanItem,
    Status,
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


def test_what_many_values_repeat_is_held_once() -> None:
    parents = (Parent(Level.PROGRAM, "1", "Program jalan"), Parent(Level.KEGIATAN, None, "Jalan"))
    written = dump(PlanItem("1", "renja.pdf", Level.SUB_KEGIATAN, "Jalan", parents=parents))
    known: Known = {}
    first, second = (load(PlanItem, written, known) for _ in range(2))
    assert first == second
    assert first.parents is second.parents
    assert first.document is second.document
    assert first.name is first.parents[1].name


def test_the_missions_of_many_verdicts_are_held_once() -> None:
    item = PlanItem("1", "d", Level.PROGRAM, "Jalan")
    verdict = Alignment(
        item, Status.SELARAS, "misi-1", 0.1, "", "m", probabilities={"misi-1": 0.9, "misi-2": 0.1}
    )
    known: Known = {}
    first, second = (load(Alignment, dump(verdict), known) for _ in range(2))
    assert first == second
    assert first.mission_id is next(iter(second.probabilities))
