"""Which plan a document is a version of, and which version comes after which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.types import DocumentKind, Extraction, ReadingQuality
from alignment.versions import Arrival, Stage, in_order, opd_key, plan_key, stage_of


def read_as(kind: DocumentKind, title: str | None = None) -> Extraction:
    return Extraction("a.pdf", kind, "Dinas A", 2026, 1, (), ReadingQuality(0, None), title)


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("RANCANGAN AWAL RENJA DINAS KESEHATAN 2026.pdf", Stage.RANCANGAN_AWAL),
        ("renja_dinkes_2026_ranwal.pdf", Stage.RANCANGAN_AWAL),
        ("Ranc.Akhir Renja Dishub (2).pdf", Stage.RANCANGAN_AKHIR),
        ("rancangan-akhir-renja.pdf", Stage.RANCANGAN_AKHIR),
        ("Draft Renja 2026.pdf", Stage.RANCANGAN),
        ("RANCANGAN RENJA BAPENDA.pdf", Stage.RANCANGAN),
        ("Renja 2026 Penetapan.pdf", Stage.PENETAPAN),
        ("renja-final.pdf", Stage.PENETAPAN),
        ("Renja Perubahan 2026.pdf", Stage.PERUBAHAN),
        ("Rancangan Akhir Perubahan Renja.pdf", Stage.PERUBAHAN),
        ("P-RENJA_2026.pdf", Stage.PERUBAHAN),
        ("renja-2026-dinkes.pdf", None),
        ("Renja Dinas Perumahan.pdf", None),
    ],
)
def test_the_file_name_says_the_stage(name: str, stage: Stage | None) -> None:
    assert stage is stage_of(read_as(DocumentKind.RENJA), name)


def test_a_document_that_is_a_perubahan_is_one_whatever_the_file_is_called() -> None:
    assert Stage.PERUBAHAN is stage_of(read_as(DocumentKind.RENJA_PERUBAHAN), "ranwal.pdf")


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("RANCANGAN AKHIR RENCANA KERJA (RENJA) DINAS KESEHATAN 2026", Stage.RANCANGAN_AKHIR),
        ("PEMERINTAH PROVINSI KALTIM RENCANA KERJA RANCANGAN AWAL 2026", Stage.RANCANGAN_AWAL),
        ("RENCANA KERJA DINAS KESEHATAN TAHUN 2026", None),
        ("RENCANA KERJA 2026 Bab I Latar Belakang Menurut rancangan awal RKPD", None),
        ("BERITA ACARA rancangan", None),
    ],
)
def test_the_title_says_the_stage_as_far_as_it_speaks_of_the_plan(
    title: str, stage: Stage | None
) -> None:
    assert stage is stage_of(read_as(DocumentKind.RENJA, title), "renja.pdf")


def test_the_title_goes_before_the_file_name() -> None:
    said = read_as(DocumentKind.RENJA, "RANCANGAN RENCANA KERJA DINAS A")
    assert Stage.RANCANGAN is stage_of(said, "renja-final.pdf")
    assert Stage.PENETAPAN is stage_of(read_as(DocumentKind.RENJA, "RENJA"), "renja-final.pdf")


@pytest.mark.parametrize(
    "same",
    [
        "DINAS KESEHATAN",
        "Dinas  Kesehatan Provinsi Kalimantan Timur",
        "dinas kesehatan prov. kaltim",
        "Dinas Kesehatan\nKota Samarinda",
    ],
)
def test_an_opd_is_the_same_with_its_region_or_without(same: str) -> None:
    assert "dinas kesehatan" == opd_key(same)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("Dinas Pekerjaan Umum & Penataan Ruang", "DINAS PEKERJAAN UMUM DAN PENATAAN RUANG"),
        ("Biro Umum, Setda", "Biro Umum Setda"),
    ],
)
def test_marks_do_not_make_another_opd(one: str, another: str) -> None:
    assert opd_key(one) == opd_key(another)


def test_a_region_alone_stays_a_name() -> None:
    assert "kota bontang" == opd_key("Kota Bontang")


def test_a_document_of_unknown_opd_or_year_stands_alone() -> None:
    assert plan_key("Dinas A", 2026, "1") == plan_key("DINAS A", 2026, "2")
    assert plan_key("Dinas A", 2026, "1") != plan_key("Dinas A", 2027, "1")
    assert plan_key(None, 2026, "1") != plan_key(None, 2026, "2")
    assert plan_key("Dinas A", None, "1") != plan_key("Dinas A", None, "2")


def test_stages_go_before_the_time_of_arrival() -> None:
    late_draft = Arrival(Stage.RANCANGAN, "2026-09", "b")
    early_final = Arrival(Stage.PENETAPAN, "2026-01", "a")
    assert [late_draft, early_final] == in_order([early_final, late_draft], lambda one: one)


def test_one_that_names_no_stage_follows_what_was_received_before_it() -> None:
    first = Arrival(Stage.RANCANGAN_AWAL, "2026-01", "a")
    unnamed = Arrival(None, "2026-02", "b")
    last = Arrival(Stage.PENETAPAN, "2026-03", "c")
    assert [first, unnamed, last] == in_order([last, unnamed, first], lambda one: one)


def test_one_that_names_no_stage_is_no_perubahan_however_late_it_was_copied() -> None:
    changed = Arrival(Stage.PERUBAHAN, "2026-01", "renja-p")
    copied_last = Arrival(None, "2026-09", "renja")
    assert [copied_last, changed] == in_order([copied_last, changed], lambda one: one)


def test_without_any_stage_the_time_of_arrival_tells() -> None:
    arrivals = [Arrival(None, f"2026-0{month}", "renja.pdf") for month in (3, 1, 2)]
    in_time = sorted(arrivals, key=lambda one: one.received_at)
    assert in_time == in_order(arrivals, lambda one: one)


arrivals = st.builds(
    Arrival,
    st.none() | st.sampled_from(Stage),
    st.sampled_from(["2026-01", "2026-02", "2026-03"]),
    st.text("abc", min_size=1, max_size=2),
)


@given(st.lists(arrivals, max_size=6), st.randoms())
def test_the_order_does_not_depend_on_how_they_were_handed_over(
    versions: list[Arrival], chance: object
) -> None:
    shuffled = list(versions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_order(versions, lambda one: one) == in_order(shuffled, lambda one: one)


@given(st.lists(arrivals, max_size=6))
def test_named_stages_come_in_the_order_of_the_year(versions: list[Arrival]) -> None:
    stages = [one.stage for one in in_order(versions, lambda one: one) if one.stage]
    assert sorted(stages, key=list(Stage).index) == stages
