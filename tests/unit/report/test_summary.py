from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from unit.report.builders import MISSIONS, alignment, example, item, ranked, result

from alignment.report.counting import Tally, lowest_rows, money_rows
from alignment.report.entries import NO_MISSION, SUPPORT, UNREAD
from alignment.report.summary import summarise
from alignment.types import Level, Parent, PlanItem, Status

_PROGRAM = Parent(Level.PROGRAM, "1.01.02", "PROGRAM PENDIDIKAN")
_KEGIATAN = Parent(Level.KEGIATAN, "1.01.02.1.01", "Pengelolaan SMA")


def _program(**fields: object) -> PlanItem:
    return item(_PROGRAM.name, code=_PROGRAM.code, level=Level.PROGRAM, **fields)


def _kegiatan(**fields: object) -> PlanItem:
    return item(
        _KEGIATAN.name, code=_KEGIATAN.code, level=Level.KEGIATAN, parents=(_PROGRAM,), **fields
    )


def _sub(name: str, **fields: object) -> PlanItem:
    return item(name, parents=(_PROGRAM, _KEGIATAN), **fields)


def test_only_the_lowest_rows_of_a_branch_are_counted() -> None:
    rows = [_program(), _kegiatan(), _sub("a"), _sub("b")]
    assert lowest_rows(rows) == {2, 3}


def test_a_parent_without_paid_children_keeps_its_own_money() -> None:
    rows = [_program(budget_rupiah=9), _kegiatan(budget_rupiah=9), _sub("a"), _sub("b")]
    assert money_rows(rows) == {1}


def test_a_parent_with_one_paid_child_gives_its_money_up() -> None:
    rows = [_program(budget_rupiah=9), _kegiatan(budget_rupiah=9), _sub("a", budget_rupiah=4)]
    assert money_rows(rows) == {2}


def test_zero_rupiah_is_a_statement_and_not_a_gap() -> None:
    rows = [_kegiatan(budget_rupiah=9), _sub("a", budget_rupiah=0)]
    assert money_rows(rows) == {1}


def test_the_same_kegiatan_under_two_programs_is_two_branches() -> None:
    other = Parent(Level.PROGRAM, "1.01.03", "PROGRAM LAIN")
    twin = item(_KEGIATAN.name, code=None, level=Level.KEGIATAN, parents=(other,))
    rows = [_kegiatan(), _sub("a"), twin]
    assert lowest_rows(rows) == {1, 2}


def test_the_same_program_in_two_opd_is_two_branches() -> None:
    rows = [_program(opd="A"), replace(_sub("a"), opd="B")]
    assert lowest_rows(rows) == {0, 1}


def test_each_rupiah_of_the_example_is_counted_once() -> None:
    results = example()
    summary = summarise(results, MISSIONS)
    programs = sum(
        one.item.budget_rupiah or 0
        for result in results
        for one in result.alignments
        if one.item.level is Level.PROGRAM
    )
    assert summary.total == Tally(23, programs)
    assert summary.top_rupiah == programs


def test_all_ways_to_cut_the_figures_add_up_to_the_same_total() -> None:
    summary = summarise(example(), MISSIONS)
    for cut in (summary.by_status, summary.by_place, summary.by_place_status):
        assert sum(cut.values(), Tally()) == summary.total
    assert sum((row.total for row in summary.opds), Tally()) == summary.total
    assert sum((row.total for row in summary.documents), Tally()) == summary.total


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Status)), st.none() | st.integers(0, 10**12)), max_size=30
    )
)
def test_cuts_add_up_whatever_the_verdicts_and_sums(rows: list[tuple[Status, int | None]]) -> None:
    verdicts = [
        alignment(_sub(f"s{n}", item_id=f"s{n}", budget_rupiah=money), status)
        for n, (status, money) in enumerate(rows)
    ]
    summary = summarise(ranked([result("a.pdf", "Dinas", verdicts)]), MISSIONS)
    assert summary.total == Tally(len(rows), sum(money or 0 for _, money in rows))
    assert sum(summary.by_place_status.values(), Tally()) == summary.total
    assert set(summary.by_place) <= set(summary.places)


def test_support_and_unreadable_items_stand_apart_whatever_mission_is_nearest() -> None:
    verdicts = [
        alignment(_sub("gaji", item_id="1"), Status.PENUNJANG, mission_id="misi-4"),
        alignment(_sub("rusak", item_id="2"), Status.TIDAK_TERBACA, mission_id="misi-4"),
        alignment(_sub("aneh", item_id="3"), Status.SELARAS, mission_id="misi-99"),
    ]
    summary = summarise([result("a.pdf", "Dinas", verdicts)], MISSIONS)
    assert {entry.place for entry in summary.entries} == {SUPPORT, UNREAD, NO_MISSION}


def test_the_worst_come_first_and_the_unranked_last() -> None:
    ranks = [entry.alignment.rank for entry in summarise(example(), MISSIONS).entries]
    numbered = [rank for rank in ranks if rank is not None]
    assert numbered == list(range(1, len(numbered) + 1))
    assert ranks[len(numbered) :] == [None] * (len(ranks) - len(numbered))


def test_items_without_a_mission_are_told_largest_first_and_once() -> None:
    summary = summarise(example(), MISSIONS)
    money = [entry.counted.rupiah for entry in summary.without_mission]
    assert money == sorted(money, reverse=True)
    assert sum(money) == summary.by_status[Status.TIDAK_SELARAS].rupiah


def test_missions_with_nothing_or_little_are_told_poorest_first() -> None:
    gaps = summarise(example(), MISSIONS).gaps
    assert [gap.mission.id for gap in gaps] == ["misi-2", "misi-5", "misi-6"]
    assert gaps[0].tally == Tally()


def test_two_documents_of_one_opd_and_year_are_pointed_out() -> None:
    first = result("a.pdf", "Dinas X", [alignment(_sub("a", item_id="1"))])
    second = result("b.pdf", "Dinas X", [alignment(_sub("a", item_id="2"))])
    assert summarise([first, second], MISSIONS).repeated_opds == ("Dinas X",)
    assert summarise([first], MISSIONS).repeated_opds == ()


def test_money_that_no_lower_row_explains_is_kept_in_the_top_figure() -> None:
    rows = [
        alignment(_program(budget_rupiah=10, item_id="1")),
        alignment(_kegiatan(budget_rupiah=7, item_id="2")),
    ]
    summary = summarise([result("a.pdf", "Dinas", rows)], MISSIONS)
    assert (summary.top_rupiah, summary.total.rupiah) == (10, 7)


def test_nothing_read_gives_a_summary_of_nothing() -> None:
    summary = summarise([], MISSIONS)
    assert summary.total == Tally()
    assert summary.opds == summary.documents == summary.entries == ()
    assert len(summary.gaps) == len(MISSIONS.missions)


def test_the_share_without_a_mission_leaves_support_out() -> None:
    verdicts = [
        alignment(_sub("gaji", item_id="1", budget_rupiah=900), Status.PENUNJANG),
        alignment(_sub("gapura", item_id="2", budget_rupiah=25), Status.TIDAK_SELARAS),
        alignment(_sub("sekolah", item_id="3", budget_rupiah=75)),
    ]
    (row,) = summarise([result("a.pdf", "Dinas", verdicts)], MISSIONS).opds
    assert row.lost_share == 0.25
    (row,) = summarise([result("a.pdf", "Dinas", verdicts[:1])], MISSIONS).opds
    assert row.lost_share is None
