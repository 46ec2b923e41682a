"""What changed between two versions of one Renja."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.diff import Entry, Finding, Kind, change_record, compare
from alignment.types import Indicator, Level, Parent, PlanItem, Status

ROAD = PlanItem(
    "1", "a.pdf", Level.SUB_KEGIATAN, "Pembangunan Jalan", "1.03.10.1.01.0005",
    parents=(Parent(Level.KEGIATAN, "1.03.10.1.01", "Penyelenggaraan Jalan"),),
    indicators=(Indicator("Panjang jalan", "10", "km"),), budget_rupiah=1_000,
)  # fmt: skip
BRIDGE = replace(ROAD, item_id="2", name="Pembangunan Jembatan", code="1.03.10.1.01.0006")
TRIP = replace(ROAD, item_id="3", name="Perjalanan Dinas Luar Negeri", code="1.03.01.1.06.0009")


def entry(item: PlanItem, status: Status | None = None, **changes: object) -> Entry:
    mission = "misi-3" if status in (Status.SELARAS, Status.AMBIGU) else None
    return Entry(replace(item, **changes), status, mission)


def kinds(old: list[Entry], new: list[Entry]) -> list[tuple[Kind, ...]]:
    return [one.kinds for one in compare(old, new).changes]


def test_a_plan_printed_anew_is_unchanged() -> None:
    old = [entry(ROAD, Status.SELARAS), entry(BRIDGE, Status.SELARAS)]
    moved = {"document": "b.pdf", "page_number": 7, "name": "PEMBANGUNAN  JALAN"}
    new = [entry(BRIDGE, Status.SELARAS), entry(ROAD, Status.SELARAS, **moved)]
    diff = compare(old, new)
    assert () == diff.changes
    assert 2 == diff.unchanged_count


def test_items_are_added_and_removed() -> None:
    assert [(Kind.ADDED,), (Kind.REMOVED,)] == kinds([entry(ROAD)], [entry(BRIDGE, code=None)])


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"name": "Pembangunan Jalan Provinsi"}, Kind.RENAMED),
        ({"code": "1.03.10.1.01.0099"}, Kind.RECODED),
        ({"budget_rupiah": 900}, Kind.BUDGET),
        ({"location": "Kota Samarinda"}, Kind.CONTENT),
        ({"indicators": (Indicator("Panjang jalan", "12", "km"),)}, Kind.CONTENT),
    ],
)
def test_each_way_to_change_is_told_apart(changes: dict[str, object], kind: Kind) -> None:
    assert [(kind,)] == kinds([entry(ROAD)], [entry(ROAD, **changes)])


def test_the_fields_that_changed_are_named() -> None:
    (change,) = compare([entry(ROAD)], [entry(ROAD, location="Paser", fund_source="APBD")]).changes
    assert ("location", "fund_source") == change.content


def test_money_moves_up_and_down_and_an_amount_not_stated_counts_as_nothing() -> None:
    old = [entry(ROAD), entry(BRIDGE), entry(TRIP)]
    new = [entry(ROAD, budget_rupiah=1_500), entry(BRIDGE, budget_rupiah=None)]
    moved = {one.entry.item.name: one.budget_change_rupiah for one in compare(old, new).changes}
    assert {ROAD.name: 500, BRIDGE.name: -1_000, TRIP.name: -1_000} == moved


@pytest.mark.parametrize(
    ("was", "now", "finding"),
    [
        (Status.TIDAK_SELARAS, Status.SELARAS, Finding.SETTLED),
        (Status.PERLU_DITINJAU, Status.PENUNJANG, Finding.SETTLED),
        (Status.TIDAK_SELARAS, Status.PERLU_DITINJAU, Finding.OPEN),
        (Status.SELARAS, Status.TIDAK_SELARAS, Finding.NEW),
        (Status.TIDAK_SELARAS, Status.TIDAK_TERBACA, None),
        (Status.SELARAS, Status.AMBIGU, None),
        (None, Status.TIDAK_SELARAS, None),
    ],
)
def test_what_became_of_a_doubt(was: Status | None, now: Status, finding: Finding | None) -> None:
    changes = compare([entry(ROAD, was)], [entry(ROAD, now)]).changes
    assert [finding] == ([one.finding for one in changes] or [None])


def test_a_doubted_item_that_is_gone_is_withdrawn_and_a_doubted_new_one_is_new() -> None:
    old, new = [entry(TRIP, Status.TIDAK_SELARAS)], [entry(ROAD, Status.PERLU_DITINJAU)]
    findings = [one.finding for one in compare(old, new).changes]
    assert [Finding.NEW, Finding.WITHDRAWN] == findings


def test_a_doubt_that_stays_open_is_told_even_where_nothing_changed() -> None:
    same = [entry(TRIP, Status.TIDAK_SELARAS)]
    (change,) = compare(same, same).changes
    assert ((), Finding.OPEN) == (change.kinds, change.finding)


def test_without_verdicts_on_one_side_no_verdict_has_changed() -> None:
    assert [] == kinds([entry(ROAD)], [entry(ROAD, Status.SELARAS)])


def test_without_codes_a_slightly_other_name_is_the_same_item() -> None:
    old = [entry(ROAD, code=None, name="Pengadaan Alat Kesehatan RSUD Kudungga")]
    new = [entry(ROAD, code=None, name="Pengadaan Alat-Alat Kesehatan RSUD Kudungga")]
    assert [(Kind.RENAMED,)] == kinds(old, new)


def test_the_same_name_under_two_parents_is_two_items() -> None:
    other = (Parent(Level.KEGIATAN, "1.03.11.1.02", "Jasa Konstruksi"),)
    here, there = entry(ROAD, code=None), entry(ROAD, code=None, parents=other, budget_rupiah=7)
    assert [] == kinds([here, there], [there, here])


def test_the_same_program_of_two_opd_is_two_items() -> None:
    one, two = entry(ROAD, opd="Dinas A", budget_rupiah=1), entry(ROAD, opd="Dinas B")
    assert [] == kinds([one, two], [two, one])
    assert [(Kind.REMOVED,)] == kinds([one, two], [two])


def test_an_opd_whose_name_is_written_otherwise_is_the_same() -> None:
    old = [entry(ROAD, opd="Dinas PUPR Provinsi Kalimantan Timur")]
    assert [] == kinds(old, [entry(ROAD, opd="DINAS PUPR")])


def test_a_change_as_json_holds_both_sides() -> None:
    old, new = [entry(ROAD, Status.TIDAK_SELARAS)], [entry(ROAD, Status.SELARAS, budget_rupiah=2)]
    (change,) = compare(old, new).changes
    record = change_record(change)
    assert ["budget", "verdict"] == record["kinds"]
    assert "settled" == record["finding"]
    assert -998 == record["budget_change_rupiah"]
    assert ("tidak_selaras", "selaras") == (record["old"]["status"], record["new"]["status"])


names = st.sampled_from(["Jalan", "Jalan Baru", "Jembatan", "Gizi Balita", "Gizi"])
entries = st.builds(
    Entry,
    st.builds(
        PlanItem, st.just("x"), st.just("d"), st.sampled_from(Level), names,
        code=st.none() | st.sampled_from(["1.02", "1.03"]), budget_rupiah=st.integers(0, 3),
    ),
    st.none() | st.sampled_from(Status),
)  # fmt: skip
plans = st.lists(entries, max_size=8)


@given(plans, plans)
def test_every_item_is_told_of_once(old: list[Entry], new: list[Entry]) -> None:
    diff = compare(old, new)
    olds = sum(one.old is not None for one in diff.changes) + diff.unchanged_count
    news = sum(one.new is not None for one in diff.changes) + diff.unchanged_count
    assert (len(old), len(new)) == (olds, news)


@given(plans)
def test_a_plan_against_itself_has_no_change(plan: list[Entry]) -> None:
    assert all(one.kinds == () for one in compare(plan, plan).changes)


@given(plans, plans)
def test_the_money_that_moved_is_the_difference_of_the_sums(
    old: list[Entry], new: list[Entry]
) -> None:
    moved = sum(one.budget_change_rupiah for one in compare(old, new).changes)
    total = sum(one.item.budget_rupiah or 0 for one in new)
    assert total - sum(one.item.budget_rupiah or 0 for one in old) == moved
