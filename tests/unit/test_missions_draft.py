"""The missions file that a cascade makes, and what it asks the planner to check."""

from __future__ import annotations

from types import MappingProxyType

from alignment.missions_draft import draft_of
from alignment.missions_yaml import written
from alignment.nomenclature import Nomenclature
from alignment.types import Cascade, CascadeEntry, CascadeKind, DocumentKind

LIST = Nomenclature(MappingProxyType({"1.03.10": ("PROGRAM PENYELENGGARAAN JALAN",)}))
MISSION = CascadeEntry(CascadeKind.MISSION, "Membangun jalan", "1", place="hal. 3")


def cascade(*entries: CascadeEntry, kind: DocumentKind = DocumentKind.RPJMD) -> Cascade:
    return Cascade("rpjmd.pdf", kind, (MISSION, *entries), region="Kota Contoh")


def program(name: str, code: str | None = None, parent: int | None = 0) -> CascadeEntry:
    return CascadeEntry(CascadeKind.PROGRAM, name, code=code, parent=parent, place="hal. 9")


def test_a_sure_entry_has_its_page_and_no_mark() -> None:
    draft = draft_of(cascade(program("Program Penyelenggaraan Jalan", "1.03.10")), LIST)

    text = written(draft.missions, draft.remarks)
    assert '      - "1.03.10"  # Program Penyelenggaraan Jalan, hal. 9\n' in text
    assert "PERIKSA" not in text
    assert 0 == draft.unsure_count


def test_a_name_that_is_not_that_of_its_code_is_marked_with_the_official_one() -> None:
    draft = draft_of(cascade(program("Program Pengelolaan Sampah", "1.03.10")), LIST)

    assert ['PERIKSA: nama resmi kode ini "PROGRAM PENYELENGGARAAN JALAN"'] == draft.remarks.above[
        "misi-1", "programs", "1.03.10"
    ]


def test_old_codes_and_names_without_code_are_comments_only() -> None:
    draft = draft_of(
        cascade(program("Program Lama", "101.15"), program("Program Semarak Desa")), LIST
    )

    text = written(draft.missions, draft.remarks)
    assert () == draft.missions.missions[0].programs
    assert "    # programs:\n      # PERIKSA: Program Lama, hal. 9" in text
    assert 2 == draft.unsure_count


def test_missions_stand_in_the_order_of_their_numbers() -> None:
    later = CascadeEntry(CascadeKind.MISSION, "Menjaga laut", "3", place="hal. 3")
    earlier = CascadeEntry(CascadeKind.MISSION, "Memajukan sekolah", "2", place="hal. 4")

    missions = draft_of(cascade(later, earlier), LIST).missions.missions
    assert ["misi-1", "misi-2", "misi-3"] == [one.id for one in missions]
    assert "Memajukan sekolah" == missions[1].text


def test_missions_without_numbers_are_numbered_as_read() -> None:
    second = CascadeEntry(CascadeKind.MISSION, "Menjaga laut", place="hal. 3")

    missions = draft_of(cascade(second), LIST).missions.missions
    assert [("misi-1", "Membangun jalan"), ("misi-2", "Menjaga laut")] == [
        (one.id, one.text) for one in missions
    ]


def test_what_hangs_nowhere_and_another_kind_of_document_are_told() -> None:
    draft = draft_of(
        cascade(program("Program Jalan", "1.03.10", parent=None), kind=DocumentKind.RKPD), LIST
    )

    assert (
        "PERIKSA: program tanpa misi, pindahkan ke misinya: 1.03.10 Program Jalan (hal. 9)",
    ) == draft.unplaced
    assert ["PERIKSA: menurut judulnya dokumen ini RKPD, bukan RPJMD"] == draft.remarks.above[()]
