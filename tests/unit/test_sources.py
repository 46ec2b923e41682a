"""Finding, describing and fetching documents, on this machine and in object stores."""

from __future__ import annotations

import hashlib
import os
import sys
from typing import TYPE_CHECKING

import pytest

from alignment.errors import DocumentError
from alignment.sources import describe, find_sources, is_url, local_file, name_of, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PDF = b"%PDF-1.7 isi"


@pytest.fixture
def bucket() -> Iterator[str]:
    """An object store in memory."""
    fsspec = pytest.importorskip("fsspec", reason="the extra `remote` is not installed")
    system = fsspec.filesystem("memory")
    system.pipe({"/renja/b.pdf": PDF, "/renja/dinas/a.PDF": PDF, "/renja/surat.txt": b"x"})
    yield "memory://renja"
    system.rm("/renja", recursive=True)


def test_folders_are_searched_to_the_bottom_and_each_file_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.pdf", "1.PDF", "catatan.txt"):
        (tmp_path / name).touch()
    found, failures = find_sources([str(tmp_path), str(tmp_path / "b" / "2.pdf")])
    assert [str(tmp_path / "1.PDF"), str(tmp_path / "b/2.pdf")] == found
    assert failures == []


def test_what_is_missing_or_empty_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "ada.pdf").touch()
    given = [str(tmp_path / name) for name in ("kosong", "tiada.pdf", "ada.pdf")]
    found, failures = find_sources(given)
    assert [given[2]] == found
    assert ["empty_folder", "missing"] == [one.code for one in failures]
    assert all(path in one.message for path, one in zip(given, failures, strict=False))


def test_a_path_counts_from_where_we_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").touch()
    monkeypatch.chdir(tmp_path)
    assert [str(tmp_path / "a.pdf")] == find_sources(["a.pdf"])[0]


def test_objects_below_a_url_are_found_in_order(bucket: str) -> None:
    found, failures = find_sources([bucket])
    assert ["memory:///renja/b.pdf", "memory:///renja/dinas/a.PDF"] == found
    assert failures == []


@pytest.mark.parametrize("url", ["memory://tiada", "unknown-protocol://x/y.pdf"])
def test_a_url_without_an_object_is_named(url: str) -> None:
    pytest.importorskip("fsspec", reason="the extra `remote` is not installed")
    found, (failure,) = find_sources([url])
    assert [] == found
    assert url in failure.message
    assert "\n" not in failure.message


def test_an_object_is_described_and_fetched_like_a_file(bucket: str, tmp_path: Path) -> None:
    file = tmp_path / "b.pdf"
    file.write_bytes(PDF)
    here, there = describe(str(file)), describe(f"{bucket}/b.pdf")
    assert hashlib.sha256(PDF).hexdigest() == here.document_id == there.document_id
    assert (len(PDF), "b.pdf") == (there.size_bytes, there.name)
    with local_file(there.source) as path:
        assert ("b.pdf", PDF) == (path.name, path.read_bytes())
    assert not path.exists()


def test_a_stamp_changes_with_the_file_and_is_in_utc(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    os.utime(file, (1_767_225_600, 1_767_225_600))
    assert (len(PDF), "2026-01-01T00:00:00.000000+00:00") == stamp(str(file))
    os.utime(file, (1_767_225_601, 1_767_225_601))
    assert "2026-01-01T00:00:01.000000+00:00" == stamp(str(file))[1]


def test_a_file_that_is_gone_is_an_error_of_that_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"tiada\.pdf: No such file"):
        describe(str(tmp_path / "tiada.pdf"))


@pytest.mark.parametrize(
    ("source", "name"),
    [("s3://b/k/a.pdf", "a.pdf"), ("/x/b.pdf", "b.pdf"), ("C:/x/c.pdf", "c.pdf")],
)
def test_a_source_has_the_name_of_its_file(source: str, name: str) -> None:
    assert name == name_of(source)
    assert source.startswith("s3") is is_url(source)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.pdf")
    found, (failure,) = find_sources([str(tmp_path / "pipa.pdf")])
    assert [] == found
    assert "neither a file nor a folder" in failure.message


@pytest.mark.skipif(sys.platform != "linux", reason="names are text here")
def test_a_file_whose_name_is_no_text_is_read_under_one_that_is(tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.pdf")
    with open(odd, "wb") as file:  # noqa: PTH123  as it came from the system
        file.write(PDF)
    with local_file(odd) as path:
        assert ("b?.pdf", PDF) == (path.name, path.read_bytes())


def test_an_object_store_that_lets_nobody_in_is_named_like_a_missing_file() -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra `remote` is not installed")

    class Locked(fsspec.AbstractFileSystem):  # type: ignore[misc,name-defined]
        protocol = "locked"

        def info(self, path: str, **_options: object) -> object:
            raise RuntimeError(f"Unable to locate credentials for {path}\nand more")

        exists = info

    fsspec.register_implementation("locked", Locked, clobber=True)
    found, (failure,) = find_sources(["locked://ember/renja"])
    assert [] == found
    assert failure.message.endswith("Unable to locate credentials for ember/renja.")
    with pytest.raises(DocumentError, match=r"a\.pdf: Unable to locate credentials"):
        describe("locked://ember/a.pdf")
