"""Where files are written: told before the work, and never lost after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment.errors import UsageError
from alignment.report.targets import Output, check_file, check_folder, put


def _write(path: Path) -> None:
    path.write_text("baru", encoding="utf-8")


def test_a_folder_that_is_yet_to_be_made_is_fine_and_is_not_made(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(UsageError, match="not a folder"):
        check_folder(tmp_path / "a" / "b")


def test_a_folder_that_refuses_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(UsageError, match=r"cannot be written \(Permission denied\)"):
        check_folder(tmp_path)


def test_a_file_may_be_new_or_there_but_no_folder(tmp_path: Path) -> None:
    check_file(tmp_path / "baru.xlsx")
    (tmp_path / "ada.xlsx").write_text("lama", encoding="utf-8")
    check_file(tmp_path / "ada.xlsx")
    assert (tmp_path / "ada.xlsx").read_text(encoding="utf-8") == "lama"
    with pytest.raises(UsageError, match="a folder, not a file"):
        check_file(tmp_path)


def test_a_file_is_put_whole_in_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "hasil.xlsx"
    path.write_text("lama", encoding="utf-8")
    assert put(path, _write) == Output(path)
    assert path.read_text(encoding="utf-8") == "baru"
    assert list(tmp_path.iterdir()) == [path]


def test_what_holds_the_place_sends_the_file_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "hasil.xlsx"
    path.mkdir()
    (tmp_path / "hasil-2.xlsx").touch()
    written = put(path, _write)
    assert written.path == tmp_path / "hasil-3.xlsx"
    assert "written as hasil-3.xlsx" in written.trouble
    assert (tmp_path / "hasil-3.xlsx").read_text(encoding="utf-8") == "baru"


def test_a_file_open_in_another_program_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hasil.xlsx"
    path.write_text("lama", encoding="utf-8")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert put(path, _write).path == tmp_path / "hasil-2.xlsx"
    assert path.read_text(encoding="utf-8") == "lama"


def test_a_full_disk_is_one_sentence_and_leaves_no_half_a_file(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("setengah", encoding="utf-8")
        raise OSError(28, "No space left on device")

    written = put(tmp_path / "hasil.xlsx", fail)
    assert written.path is None
    assert "No space left on device" in written.trouble
    assert not list(tmp_path.iterdir())
