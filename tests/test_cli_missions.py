"""The commands on missions and the nomenclature, as planners call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import rpjmd_documents as rpjmd

from alignment.missions import load_missions

if TYPE_CHECKING:
    from pathlib import Path

BARE = """\
# catatan perencana
missions:
  - id: misi-1
    text: Mewujudkan pendidikan dan kesehatan yang merata
  - {id: misi-2, text: Membangun jalan dan irigasi}
"""


def alignment(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alignment", *map(str, arguments)]
    there = os.environ | {"ALIGNMENT_DATA": str(cwd / "data"), "COLUMNS": "100"}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=there)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    file = tmp_path / "misi.yaml"
    file.write_text(BARE.replace("{id: misi-2, text: ", "id: misi-2\n    text: ").replace("}", ""))
    return file


def test_suggest_prints_a_table_and_writes_proposals_to_be_confirmed(bare: Path) -> None:
    folder = bare.parent
    done = alignment("missions", "suggest", bare, "--out", "usulan.yaml", cwd=folder)

    assert 0 == done.returncode, done.stderr
    for word in ("Mewujudkan pendidikan", "pendidikan", "explicit", "Words"):
        assert word in done.stdout
    text = (folder / "usulan.yaml").read_text(encoding="utf-8")
    assert text.startswith("# catatan perencana")
    marked = [line for line in text.splitlines() if line.lstrip().startswith("- jalan")]
    assert len(marked) == 1
    assert "# usulan, p=" in marked[0]
    assert 'dari kata "jalan"; periksa' in marked[0]

    waiting = load_missions(folder / "usulan.yaml").missions
    assert [None, None] == [one.themes for one in waiting]
    assert [one.text for one in load_missions(bare).missions] == [one.text for one in waiting]
    checked = alignment("missions", "check", "usulan.yaml", cwd=folder)
    assert 0 == checked.returncode
    assert "misi-1 holds proposed themes on lines" in checked.stdout

    confirmed = "\n".join(line.split("  # usulan")[0] for line in text.splitlines())
    (folder / "misi-jadi.yaml").write_text(confirmed, encoding="utf-8")
    first, second = load_missions(folder / "misi-jadi.yaml").missions
    assert first.themes is not None
    assert {"pendidikan", "kesehatan"} <= set(first.themes.explicit)
    assert second.themes is not None


def test_suggest_writes_a_file_in_braces_anew(tmp_path: Path) -> None:
    (tmp_path / "misi.yaml").write_text(BARE, encoding="utf-8")
    done = alignment("missions", "suggest", "misi.yaml", "--out", "usulan.yaml", cwd=tmp_path)

    assert 0 == done.returncode, done.stderr
    found = load_missions(tmp_path / "usulan.yaml").missions
    assert ["misi-1", "misi-2"] == [one.id for one in found]
    assert all(one.proposed_themes for one in found)


def test_suggest_in_json_is_one_theme_a_line(bare: Path) -> None:
    done = alignment("missions", "suggest", bare, "--json", cwd=bare.parent)

    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"misi-1", "misi-2"} == {one["mission_id"] for one in records}
    assert {"explicit", "implied"} >= {one["kind"] for one in records}
    assert all(0 < one["probability"] <= 1 for one in records)


@pytest.mark.parametrize("build", [rpjmd.tables_by_mission, rpjmd.workbook])
def test_import_writes_a_missions_file_that_is_in_order(tmp_path: Path, build: object) -> None:
    name = "rpjmd.xlsx" if build is rpjmd.workbook else "rpjmd.pdf"
    build(tmp_path / name)  # type: ignore[operator]
    done = alignment("missions", "import", name, "--out", "misi.yaml", cwd=tmp_path)

    assert 0 == done.returncode, done.stderr
    assert "3 missions, 4 goals, 5 targets, 11 indicators, 7 programs" in done.stdout
    assert rpjmd.truth() == rpjmd.as_read(load_missions(tmp_path / "misi.yaml").missions)


def test_import_without_out_prints_the_file_alone(tmp_path: Path) -> None:
    rpjmd.prose_only(tmp_path / "rpjmd.pdf")
    done = alignment("missions", "import", "rpjmd.pdf", cwd=tmp_path)

    (tmp_path / "misi.yaml").write_text(done.stdout, encoding="utf-8")
    assert 3 == len(load_missions(tmp_path / "misi.yaml").missions)


def test_a_file_that_a_planner_may_have_checked_is_not_overwritten(tmp_path: Path) -> None:
    rpjmd.prose_only(tmp_path / "rpjmd.pdf")
    (tmp_path / "misi.yaml").write_text("sudah diperiksa", encoding="utf-8")
    order = ("missions", "import", "rpjmd.pdf", "--out", "misi.yaml")

    refused = alignment(*order, cwd=tmp_path)
    assert 1 == refused.returncode
    assert "add --overwrite" in refused.stderr
    assert "sudah diperiksa" == (tmp_path / "misi.yaml").read_text(encoding="utf-8")
    assert 0 == alignment(*order, "--overwrite", cwd=tmp_path).returncode


def test_a_program_without_code_is_looked_up_in_the_imported_nomenclature(tmp_path: Path) -> None:
    rows = [
        rpjmd.HEAD,
        ("Misi 1: Mewujudkan desa maju", "", "", "", "Program Semarak Desa"),
    ]
    rpjmd.write(tmp_path / "rpjmd.pdf", [*rpjmd.cover(), rpjmd.table(rows, rpjmd.WIDTHS)])
    (tmp_path / "daftar.csv").write_text("kode,nama\n2.13.09,PROGRAM SEMARAK DESA\n")

    kept = alignment("nomenclature", "import", "daftar.csv", cwd=tmp_path)
    assert 0 == kept.returncode, kept.stderr
    assert "1 codes are kept" in kept.stdout
    done = alignment("missions", "import", "rpjmd.pdf", "--out", "misi.yaml", cwd=tmp_path)
    assert '1 marked "PERIKSA"' in done.stdout
    assert ("2.13.09",) == load_missions(tmp_path / "misi.yaml").missions[0].programs


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missions", "import", "tiada.pdf"], "tiada.pdf: it cannot be read"),
        (["missions", "import", "salah.pdf"], "salah.pdf: the bytes are no PDF"),
        (["missions", "import", "salah.xlsx"], "salah.xlsx: the bytes are no workbook"),
        (["missions", "suggest", "tiada.yaml"], "tiada.yaml"),
        (["missions", "suggest", "salah.yaml"], "salah.yaml:2:"),
        (["nomenclature", "import", "tiada.xlsx"], "tiada.xlsx: cannot be read"),
    ],
)
def test_what_the_planner_can_mend_is_one_line(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "salah.pdf").write_text("teks")
    (tmp_path / "salah.xlsx").write_text("teks")
    (tmp_path / "salah.yaml").write_text("missions:\n  - idd: a\n")
    done = alignment(*arguments, cwd=tmp_path)

    assert 1 == done.returncode
    assert said in done.stderr
    assert 1 == len(done.stderr.splitlines())
    assert "" == done.stdout
