from __future__ import annotations

import pytest

from alignment.extract.identity import as_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("DINAS KESEHATAN DAN PPKB", "Dinas Kesehatan dan PPKB"),
        ("DINAS KOPERASI, UMKM DAN PERDAGANGAN", "Dinas Koperasi, UMKM dan Perdagangan"),
        ("SATPOL PP", "Satpol PP"),
        ("SEKRETARIAT DPRD", "Sekretariat DPRD"),
        ("Dinas Sosial", "Dinas Sosial"),
    ],
)
def test_a_name_in_capitals_is_written_as_in_a_sentence_and_acronyms_keep_theirs(
    printed: str, name: str
) -> None:
    assert name == as_name(printed)
