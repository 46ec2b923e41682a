from __future__ import annotations

from random import Random

import pytest
from generator.plan import Office, Plan, build_plan, load_offices

from alignment.missions import load_missions

OFFICES = load_offices()
KINDS = {"no_mission", "outside_authority", "no_public_benefit", "empty", "hidden_in_support"}


def _plan(office: Office, seed: int = 0) -> Plan:
    return build_plan(office, 2026, Random(seed))


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.slug)
def test_every_parent_is_the_exact_sum_of_its_children(office: Office) -> None:
    plan = _plan(office)
    for money in ("budget_rupiah", "before_rupiah", "forecast_rupiah"):
        for row in plan.rows:
            children = [
                getattr(child, money)
                for child in plan.rows
                if plan.parents(child) and plan.parents(child)[-1] is row
            ]
            if row.level == "sub_kegiatan":
                assert children == []
            else:
                assert getattr(row, money) == sum(children) > 0


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.slug)
def test_every_row_has_its_parents_and_an_indicator_with_target_and_unit(office: Office) -> None:
    plan = _plan(office)
    above = {"program": 0, "kegiatan": 1, "sub_kegiatan": 2}
    assert len({row.code for row in plan.rows}) == len(plan.rows)
    for row in plan.rows:
        assert len(plan.parents(row)) == above[row.level]
        assert all(one.text and one.target and one.unit for one in row.indicators)


def test_honest_rows_serve_a_mission_and_support_and_planted_rows_none() -> None:
    known = {mission.id for mission in load_missions().missions}
    for office in OFFICES:
        for row in _plan(office).rows:
            if row.is_support or row.planted:
                assert row.missions == ()
            else:
                assert row.missions
                assert set(row.missions) <= known


def test_a_handful_of_rows_of_every_kind_is_planted() -> None:
    planted = [row.planted for office in OFFICES for row in _plan(office).rows if row.planted]
    assert set(planted) == KINDS
    assert 8 <= len(planted) <= 15


def test_the_same_seed_gives_the_same_plan_and_another_seed_other_amounts() -> None:
    office = OFFICES[0]
    assert _plan(office, 1) == _plan(office, 1)
    assert _plan(office, 1).total_rupiah != _plan(office, 2).total_rupiah
