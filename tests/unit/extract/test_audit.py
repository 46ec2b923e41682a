"""The reading is checked against the document's own sums, totals, parents and doubles."""

from __future__ import annotations

from alignment.extract.audit import audit, quality_line
from alignment.extract.drafts import Total
from alignment.types import Level, Notice, Parent, PlanItem, ReadingQuality

PROGRAM = PlanItem("", "d", Level.PROGRAM, "Program", "1.99.11", budget_rupiah=300, page_number=1)
UNDER_PROGRAM = (Parent(Level.PROGRAM, "1.99.11", "Program"),)


def kegiatan(number: int, rupiah: int | None, *, page: int = 1) -> PlanItem:
    code = f"1.99.11.1.0{number}"
    return PlanItem(
        "", "d", Level.KEGIATAN, f"Kegiatan {number}", code, parents=UNDER_PROGRAM,
        budget_rupiah=rupiah, page_number=page,
    )  # fmt: skip


def test_sums_that_agree_explain_the_money() -> None:
    audited = audit([PROGRAM, kegiatan(1, 100), kegiatan(2, 200)])

    assert audited.quality.explained_budget_share == 1.0
    assert audited.quality.pages_to_check == ()


def test_a_sum_that_differs_is_told_on_its_item_with_both_figures() -> None:
    audited = audit([PROGRAM, kegiatan(1, 100), kegiatan(2, 150)])

    (warning,) = audited.items[0].warnings
    assert warning.code == "sum_mismatch"
    assert "250" in warning.message
    assert "300" in warning.message
    assert audited.quality.explained_budget_share == 0.0
    assert audited.quality.pages_to_check == (1,)


def test_a_plan_most_of_whose_money_does_not_add_up_fails_its_audit() -> None:
    failed = audit([PROGRAM, kegiatan(1, 100), kegiatan(2, 150)]).quality
    sound = audit([PROGRAM, kegiatan(1, 100), kegiatan(2, 200)]).quality

    assert failed.fails_audit
    assert [notice.code for notice in failed.notices] == ["audit_failed"]
    assert not sound.fails_audit
    assert not audit([PROGRAM]).quality.fails_audit  # nothing to check


def test_cents_dropped_on_both_sides_are_no_difference() -> None:
    assert audit([PROGRAM, kegiatan(1, 99), kegiatan(2, 200)]).quality.explained_budget_share == 1.0


def test_nothing_to_check_is_not_all_explained() -> None:
    assert audit([PROGRAM]).quality.explained_budget_share is None


def test_a_row_that_stands_twice_and_a_row_without_the_one_above_are_told() -> None:
    orphan = PlanItem("", "d", Level.KEGIATAN, "Kegiatan 9", "1.99.12.1.01", budget_rupiah=5)

    audited = audit([PROGRAM, kegiatan(1, 100), kegiatan(1, 100), orphan])

    codes = [[warning.code for warning in item.warnings] for item in audited.items]
    assert codes[1:] == [["duplicate"], ["duplicate"], ["parent_missing"]]


def test_totals_are_explained_by_the_items_above_them_or_told() -> None:
    items = [PROGRAM, kegiatan(1, 100), kegiatan(2, 200)]

    good = audit(items, totals=[Total(3, 300, "Jumlah", 2)])
    bad = audit(items, totals=[Total(3, 999, "Jumlah", 2)])

    assert good.quality.notices == ()
    assert [(n.code, n.page_number) for n in bad.quality.notices] == [("total_unexplained", 2)]


def test_the_quality_is_one_line_that_a_planner_reads() -> None:
    quality = ReadingQuality(1204, 0.9861, (14, 15, 40), (Notice("x", "y"),))

    assert (
        quality_line(quality)
        == "1.204 item, 98,6 % pagu terjelaskan, 3 halaman perlu dilihat: 14, 15, 40"
    )


def test_a_table_without_rules_is_said_in_the_quality_line() -> None:
    quality = ReadingQuality(24, 1.0, (), (Notice("unruled", "a table has no rules"),))

    assert quality_line(quality) == "24 item, tabel tanpa garis, 100,0 % pagu terjelaskan"


def test_a_code_with_quite_another_name_is_told() -> None:
    right = PlanItem("", "d", Level.PROGRAM, "PROGRAM PENGELOLAAN PENDIDIKAN", "1.01.02")
    wrong = PlanItem("", "d", Level.PROGRAM, "PROGRAM STABILISASI HARGA", "1.01.02", page_number=3)

    items = audit([right, wrong]).items

    assert [[warning.code for warning in item.warnings] for item in items] == [
        [],
        ["code_name_mismatch"],
    ]


def test_the_sum_that_a_heading_prints_is_explained_by_the_items_below_it_or_told() -> None:
    program = PlanItem("", "d", Level.PROGRAM, "Lain", "1.99.12", budget_rupiah=50, page_number=1)
    items = [PROGRAM, program, PROGRAM]

    good = audit(items, totals=[Total(0, 350, "DINAS X", 1, is_above=True)])
    bad = audit(items, totals=[Total(0, 400, "DINAS X", 4, is_above=True)])

    assert good.quality.explained_budget_share == 1.0
    assert good.quality.notices == ()
    assert bad.quality.explained_budget_share == 0.0
    told = [(n.code, n.page_number) for n in bad.quality.notices]
    assert told == [("audit_failed", None), ("total_unexplained", 4)]
