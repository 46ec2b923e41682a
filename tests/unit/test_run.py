"""Finding the PDFs of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.run import find_pdfs

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_searched_to_the_bottom_and_each_file_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("a/2.pdf", "a/b/1.PDF", "a/catatan.txt"):
        (tmp_path / name).touch()
    found, failures = find_pdfs([tmp_path, tmp_path / "a" / "2.pdf"])
    assert [tmp_path / "a/2.pdf", tmp_path / "a/b/1.PDF"] == found
    assert failures == []


def test_a_missing_path_and_an_empty_folder_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "ada.pdf").touch()
    found, failures = find_pdfs([tmp_path / "kosong", tmp_path / "tiada.pdf", tmp_path / "ada.pdf"])
    assert [tmp_path / "ada.pdf"] == found
    assert ["empty_folder", "missing"] == [one.code for one in failures]
    assert "tiada.pdf" in failures[1].document
