"""All OPD beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from unit.report.builders import MISSIONS, alignment, example, item, ranked, result

from alignment.diff import Finding
from alignment.report.excel import write_workbook
from alignment.report.html import write_page
from alignment.report.province import LEAST_ITEMS, movement, province_of
from alignment.report.summary import summarise
from alignment.types import Status

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.report.province import Province, Standing
    from alignment.types import Alignment, DocumentResult


def _province(*results: DocumentResult) -> Province:
    return province_of(summarise(ranked(list(results)), MISSIONS))


def _items(*chances: tuple[float, int], status: Status = Status.SELARAS) -> list[Alignment]:
    return [
        alignment(item(f"Item {n} {chance}", budget_rupiah=rupiah), status, none_probability=chance)
        for n, (chance, rupiah) in enumerate(chances)
    ]


def _standing(*chances: tuple[float, int]) -> Standing:
    return _province(result("a.pdf", "Dinas A", _items(*chances))).standings[0]


def test_a_share_weighs_each_chance_by_its_rupiah() -> None:
    assert _standing((0.9, 1_000), (0.1, 3_000)).share == pytest.approx(0.3)


def test_opds_are_ranked_worst_first_and_those_without_money_last() -> None:
    found = _province(
        result("a.pdf", "Baik", _items((0.1, 5))),
        result("b.pdf", "Tanpa Pagu", _items((0.9, 0))),
        result("c.pdf", "Buruk", _items((0.8, 5))),
    )
    assert ["Buruk", "Baik", "Tanpa Pagu"] == [one.opd for one in found.standings]
    assert found.standings[2].share is None


def test_support_is_not_judged() -> None:
    support = _items((0.9, 10**12), status=Status.PENUNJANG)
    found = _province(result("a.pdf", "A", [*_items((0.1, 5)), *support]))
    assert found.standings[0].share == pytest.approx(0.1)
    assert 5 == found.standings[0].judged.rupiah


def test_an_interval_holds_the_share_and_is_the_same_each_time() -> None:
    one = _standing(*((n / 20, 100 + n) for n in range(20)))
    assert one.low is not None
    assert one.high is not None
    assert one.share is not None
    assert one.low < one.share < one.high
    assert one == _standing(*((n / 20, 100 + n) for n in range(20)))


def test_one_large_item_makes_the_interval_wide() -> None:
    even = _standing(*((0.9 if n < 5 else 0.1, 100) for n in range(20)))
    heavy = _standing(*((0.9 if n < 5 else 0.1, 10_000 if n == 0 else 100) for n in range(20)))
    assert heavy.high is not None
    assert even.high is not None
    assert heavy.high - (heavy.low or 0) > even.high - (even.low or 0)


def test_few_items_tell_no_interval() -> None:
    assert _standing(*((0.5, 10),) * (LEAST_ITEMS - 1)).low is None


def test_an_activity_of_two_opds_is_found_however_its_name_is_printed() -> None:
    found = _province(
        result("a.pdf", "Dinas A", [alignment(item("Pelatihan Petani", budget_rupiah=5))]),
        result(
            "b.pdf",
            "Dinas B",
            [alignment(item("PELATIHAN  PETANI", budget_rupiah=7), Status.TIDAK_SELARAS)],
        ),
        result("c.pdf", "Dinas B", [alignment(item("Pelatihan Petani", budget_rupiah=1))]),
        result("d.pdf", "Dinas C", [alignment(item("Pelatihan Guru", budget_rupiah=9))]),
    )
    (activity,) = found.activities
    assert 13 == activity.rupiah
    opds = [place.opd for place in activity.places]
    assert ["Dinas B (b.pdf)", "Dinas A", "Dinas B (c.pdf)"] == opds
    assert activity.is_judged_differently


def test_a_movement_tells_what_became_of_doubts() -> None:
    bad = alignment(item("Kalender", budget_rupiah=10), Status.TIDAK_SELARAS)
    old = result("lama.pdf", "Dinas", [bad])
    better = replace(bad, status=Status.SELARAS, mission_id="misi-1", none_probability=0.1)
    found = movement(old, result("baru.pdf", "Dinas", [better]))
    assert found is not None
    assert (0.9, 0.1) == (found.old_share, found.new_share)
    assert 1 == found.findings[Finding.SETTLED]
    assert 0 == found.findings[Finding.OPEN]


def test_a_movement_needs_two_documents_that_were_read() -> None:
    read, failed = example()[0], example()[-1]
    assert movement(failed, read) is None
    assert movement(read, failed) is None


def test_one_opd_alone_gets_no_province_view(tmp_path: Path) -> None:
    alone = [example()[0]]
    write_workbook(tmp_path / "a.xlsx", alone, MISSIONS)
    write_page(tmp_path / "a.html", alone, MISSIONS)
    assert "Provinsi" not in load_workbook(tmp_path / "a.xlsx").sheetnames
    assert 'id="provinsi"' not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_both_reports_rank_the_opds_and_tell_what_moved(tmp_path: Path) -> None:
    moved = movement(replace(example()[0], document="lama.pdf"), example()[0])
    assert moved is not None
    write_workbook(tmp_path / "a.xlsx", example(), MISSIONS, movements=[moved])
    write_page(tmp_path / "a.html", example(), MISSIONS, movements=[moved])
    sheet = load_workbook(tmp_path / "a.xlsx")["Provinsi"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    for one in province_of(summarise(example(), MISSIONS)).standings:
        assert one.opd in cells
        assert one.share in cells
        assert f'aria-label="{one.opd}: ' in page
    assert "lama.pdf" in cells
    assert "lama.pdf" in page
