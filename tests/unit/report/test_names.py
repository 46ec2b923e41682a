"""What documents and plans are called where several bear one name."""

from __future__ import annotations

from dataclasses import replace

from unit.report.builders import result

from alignment.report.names import documents_apart, plans_apart
from alignment.types import DocumentKind, DocumentResult, Failure


def _named(*sources: str) -> list[str]:
    results = [DocumentResult(one.rpartition("/")[2], source=one) for one in sources]
    return [one.document for one in documents_apart(results)]


def test_a_name_of_its_own_stays() -> None:
    assert _named("/kaltim/dinkes.pdf", "/kaltim/pupr.pdf") == ["dinkes.pdf", "pupr.pdf"]


def test_one_folder_tells_two_files_of_one_name_apart() -> None:
    names = _named("/kirim/berau/renja.pdf", "/kirim/paser/renja.pdf", "/kirim/lain.pdf")
    assert names == ["berau/renja.pdf", "paser/renja.pdf", "lain.pdf"]


def test_as_many_folders_are_named_as_tell_all_apart() -> None:
    names = _named("/2025/dinkes/renja.pdf", "/2026/dinkes/renja.pdf")
    assert names == ["2025/dinkes/renja.pdf", "2026/dinkes/renja.pdf"]


def test_where_no_folder_is_known_a_number_tells_them_apart() -> None:
    results = [DocumentResult("renja.pdf"), DocumentResult("renja.pdf")]
    assert [one.document for one in documents_apart(results)] == ["renja.pdf", "renja.pdf (2)"]


def test_a_failure_bears_the_same_name_as_its_document() -> None:
    failure = Failure("renja.pdf", "extract", "broken", "damaged")
    results = [
        DocumentResult("renja.pdf", source="/a/renja.pdf"),
        DocumentResult("renja.pdf", failure=failure, source="/b/renja.pdf"),
    ]
    told = documents_apart(results)[1]
    assert told.failure
    assert told.document == told.failure.document == "b/renja.pdf"


def test_naming_twice_changes_nothing() -> None:
    results = [DocumentResult("renja.pdf", source=f"/{one}/renja.pdf") for one in "ab"]
    once = documents_apart(results)
    assert documents_apart(once) == once


def _plans(*given: tuple[str, int, DocumentKind]) -> list[str]:
    results = []
    for document, year, kind in given:
        one = result(document, "Dinas", [])
        assert one.extraction
        results.append(replace(one, extraction=replace(one.extraction, year=year, kind=kind)))
    return [plan for _, _, plan in plans_apart(results, ["Dinas"] * len(results))]


_RENJA, _CHANGED = DocumentKind.RENJA, DocumentKind.RENJA_PERUBAHAN


def test_a_plan_alone_bears_the_name_of_its_opd() -> None:
    assert _plans(("a.pdf", 2026, _RENJA)) == ["Dinas"]


def test_plans_of_two_years_are_told_apart_by_the_year() -> None:
    assert _plans(("a.pdf", 2025, _RENJA), ("b.pdf", 2026, _RENJA)) == [
        "Dinas (2025)",
        "Dinas (2026)",
    ]


def test_a_change_in_mid_year_is_told_from_its_plan() -> None:
    assert _plans(("a.pdf", 2026, _RENJA), ("b.pdf", 2026, _CHANGED)) == [
        "Dinas (Renja 2026)",
        "Dinas (Renja Perubahan 2026)",
    ]


def test_plans_of_one_year_and_kind_are_told_apart_by_their_file() -> None:
    assert _plans(("a.pdf", 2026, _RENJA), ("b.pdf", 2026, _RENJA)) == [
        "Dinas (a.pdf)",
        "Dinas (b.pdf)",
    ]
