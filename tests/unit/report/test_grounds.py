from __future__ import annotations

from unit.report.builders import alignment, item

from alignment.report.grounds import Ground, grounds_of
from alignment.types import Alignment, Evidence, Status


def _verdict(status: Status) -> Alignment:
    return alignment(
        item("Pembangunan Jalan"),
        status,
        evidence=(
            Evidence("misi-3", "Infrastruktur", "Jalan dan jembatan", "theme", 0.8),
            Evidence("misi-3", "Infrastruktur", "Perhubungan", "theme", 0.5),
            Evidence("misi-3", "Infrastruktur", "jalan", "words", 0.4),
            Evidence(None, "", "Jumlah gapura", "content", 0.3),
        ),
    )


def test_evidence_of_one_kind_is_told_once_under_its_mission() -> None:
    groups = grounds_of(_verdict(Status.SELARAS), "id")
    assert [group.mission_id for group in groups] == ["misi-3", None]
    assert groups[0].grounds == (
        Ground("tema", ("Jalan dan jembatan", "Perhubungan")),
        Ground("kata", ("jalan",)),
    )
    assert str(groups[0].grounds[0]) == "tema: Jalan dan jembatan, Perhubungan"


def test_what_speaks_against_a_misaligned_item_comes_first() -> None:
    groups = grounds_of(_verdict(Status.TIDAK_SELARAS), "en")
    assert [group.mission_id for group in groups] == [None, "misi-3"]
    assert groups[0].grounds == (Ground("content", ("Jumlah gapura",)),)


def test_no_evidence_gives_no_grounds() -> None:
    assert grounds_of(alignment(item("a")), "id") == ()


def test_the_name_of_the_item_is_not_told_twice() -> None:
    verdict = alignment(
        item("Pembangunan Jalan"),
        evidence=(Evidence("misi-3", "Infrastruktur", "Pembangunan Jalan", "meaning", 0.8),),
    )
    assert grounds_of(verdict, "id")[0].grounds == (Ground("makna", ("nama item",)),)
