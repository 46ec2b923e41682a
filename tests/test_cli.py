"""The commands as their users call them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = min((ROOT / "corpus" / "samples").glob("*.pdf"), key=lambda path: path.stat().st_size)
CONTRACT_KEYS = {
    *("item_id", "document", "opd", "year", "level", "code", "name", "parents", "indicators"),
    *("budget_rupiah", "budget_before_rupiah", "forecast_rupiah", "location", "fund_source"),
    *("page_number", "box_pt", "source", "warnings", "realised", "realised_rupiah"),
    *("status", "rank", "mission_id"),
    *("probabilities", "none_probability", "themes", "evidence", "reason", "model_id"),
}


def alignment(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alignment", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One good plan among what a folder of submissions may hold."""
    folder = tmp_path_factory.mktemp("kiriman")
    whole = SAMPLE.read_bytes()
    (folder / "baik.pdf").write_bytes(whole)
    (folder / "kosong.pdf").touch()
    (folder / "terpotong.pdf").write_bytes(whole[:1000])
    Image.new("RGB", (40, 40), "white").save(folder / "gambar.pdf", format="JPEG")
    with pikepdf.open(SAMPLE) as document:
        lock = pikepdf.Encryption(owner="pemilik", user="rahasia")
        document.save(folder / "terkunci.pdf", encryption=lock)
    return folder


@pytest.fixture(scope="module")
def mixed_run(mixed: Path) -> tuple[subprocess.CompletedProcess[str], Path]:
    return alignment("run", mixed, "--out", mixed / "hasil", "--json", cwd=mixed), mixed / "hasil"


def test_one_bad_file_never_stops_the_run_and_each_is_named_in_one_line(
    mixed_run: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = mixed_run
    assert 3 == done.returncode
    lines = done.stderr.splitlines()
    for name in ("kosong.pdf", "terpotong.pdf", "gambar.pdf", "terkunci.pdf"):
        assert 1 == sum(name in line for line in lines), name
    assert "Traceback" not in done.stderr
    assert "baik.pdf" not in done.stderr


def test_json_is_one_verdict_a_line_worst_first_with_the_keys_of_the_contract(
    mixed_run: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = mixed_run
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert verdicts
    assert all(set(one) == CONTRACT_KEYS for one in verdicts)
    ranks = [one["rank"] for one in verdicts if one["rank"] is not None]
    assert list(range(1, len(ranks) + 1)) == ranks
    unranked = {one["status"] for one in verdicts if one["rank"] is None}
    assert unranked <= {"penunjang", "tidak_terbaca"}
    for one in verdicts:
        assert 0 <= one["none_probability"] <= 1
        assert one["status"] != "tidak_selaras" or one["mission_id"] is None
        assert (
            one["status"] not in {"selaras", "ambigu"} or one["mission_id"] in one["probabilities"]
        )


def test_the_reports_lie_in_the_folder_and_hold_what_was_printed(
    mixed_run: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, folder = mixed_run
    names = {"hasil.xlsx", "laporan.html", "items.jsonl", "alignments.jsonl"}
    assert names == {path.name for path in folder.iterdir()}
    assert done.stdout == (folder / "alignments.jsonl").read_text(encoding="utf-8")


def test_the_table_names_status_item_mission_and_reports(mixed: Path, tmp_path: Path) -> None:
    done = alignment("run", mixed / "baik.pdf", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    for word in ("Selaras", "Misi 1", "Rp", "laporan.html", "hasil.xlsx"):
        assert word in done.stdout


def test_a_run_writes_letters_and_other_formats_on_demand(mixed: Path, tmp_path: Path) -> None:
    wanted = ("--letters", "--format", "csv", "--format", "html")
    done = alignment("run", mixed / "baik.pdf", *wanted, "--out", "keluar", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    names = {path.name for path in (tmp_path / "keluar").iterdir()}
    assert {"surat", "laporan.html", "alignments.csv"} <= names
    assert "hasil.xlsx" not in names
    assert 1 == len(list((tmp_path / "keluar" / "surat").glob("*.docx")))
    assert "baik.pdf#page=" in (tmp_path / "keluar" / "laporan.html").read_text(encoding="utf-8")


def test_a_damaged_plan_is_told_beside_its_json_too(mixed: Path, tmp_path: Path) -> None:
    cut = tmp_path / "rusak.pdf"
    whole = (mixed / "baik.pdf").read_bytes()
    cut.write_bytes(whole[: whole.rindex(b"startxref")])
    done = alignment("extract", cut, "--json", cwd=tmp_path)
    assert 0 == done.returncode
    assert done.stdout
    assert "alignment: rusak.pdf: damaged; pages or rows may be missing.\n" == done.stderr


def test_a_workbook_that_is_held_costs_nothing_else(mixed: Path, tmp_path: Path) -> None:
    (tmp_path / "hasil" / "hasil.xlsx").mkdir(parents=True)
    done = alignment("run", mixed / "baik.pdf", cwd=tmp_path)
    assert 0 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert "written as hasil-2.xlsx" in done.stderr
    names = {path.name for path in (tmp_path / "hasil").iterdir()}
    assert {"hasil-2.xlsx", "laporan.html", "items.jsonl", "alignments.jsonl"} <= names
    assert "hasil-2.xlsx" in done.stdout


def test_a_run_that_reads_nothing_prints_no_empty_table(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("bukan PDF", encoding="utf-8")
    done = alignment("run", "n.txt", cwd=tmp_path)
    assert 3 == done.returncode
    assert "No item was read." in done.stdout
    assert "mission" not in done.stdout
    assert "n.txt: the bytes are no PDF" in done.stderr


def test_a_run_that_reads_nothing_leaves_the_last_good_reports(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("bukan PDF", encoding="utf-8")
    (tmp_path / "hasil").mkdir()
    (tmp_path / "hasil" / "hasil.xlsx").write_bytes(b"dari kemarin")
    done = alignment("run", "n.txt", cwd=tmp_path)
    assert 3 == done.returncode
    assert "no item was read; what is in hasil stays as it was" in done.stderr
    assert b"dari kemarin" == (tmp_path / "hasil" / "hasil.xlsx").read_bytes()


def test_two_files_of_one_name_are_told_apart_everywhere(mixed: Path, tmp_path: Path) -> None:
    for folder in ("berau", "paser"):
        (tmp_path / folder).mkdir()
        shutil.copy(mixed / "baik.pdf", tmp_path / folder / "renja.pdf")
        (tmp_path / folder / "rusak.pdf").write_bytes(b"%PDF-1.4")
    done = alignment("run", "berau", "paser", "--top", "999", "--format", "csv", cwd=tmp_path)
    assert 3 == done.returncode
    for name in ("berau/renja.pdf", "paser/renja.pdf"):
        assert name in done.stdout
    for name in ("berau/rusak.pdf", "paser/rusak.pdf"):
        assert 1 == done.stderr.count(name), name
    table = (tmp_path / "hasil" / "alignments.csv").read_text(encoding="utf-8")
    assert table.count("\nberau/renja.pdf,") == table.count("\npaser/renja.pdf,") > 0


def test_extract_gives_the_items_alone(mixed: Path) -> None:
    done = alignment("extract", mixed / "baik.pdf", "--json", cwd=mixed)
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"program", "kegiatan", "sub_kegiatan"} == {one["level"] for one in items}
    assert "status" not in items[0]


def test_score_takes_a_csv_with_names_only(tmp_path: Path) -> None:
    (tmp_path / "daftar.csv").write_text(
        "name\nPembangunan Jembatan Penghubung Antarkabupaten\nPengelolaan Sampah Regional\n",
        encoding="utf-8",
    )
    done = alignment("score", "daftar.csv", "--json", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    missions = {
        one["name"][:10]: one["mission_id"] for one in map(json.loads, done.stdout.splitlines())
    }
    assert {"Pembanguna": "misi-3", "Pengelolaa": "misi-6"} == missions


def test_evaluate_measures_a_gold_file(tmp_path: Path) -> None:
    lines = [
        {"text": "Pembangunan jalan provinsi", "mission_id": "misi-3"},
        {"text": "Rehabilitasi jembatan", "mission_id": "misi-3"},
        {"text": "Pemberian beasiswa mahasiswa", "mission_id": "misi-1"},
        {"text": "Pelayanan kesehatan ibu dan anak", "mission_id": "misi-1"},
        {"text": "Pengendalian pencemaran sungai", "mission_id": ["misi-6"]},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    missions = ROOT / "corpus" / "missions" / "kaltim-2025-2030.yaml"
    done = alignment("evaluate", gold, "--missions", missions, "--json", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    (figures,) = map(json.loads, done.stdout.splitlines())
    assert 5 == figures["item_count"]
    assert 0 <= figures["figures"]["top1"]["low"] <= figures["figures"]["top1"]["value"] <= 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "tiada.pdf"], 2, "tiada.pdf: no such file"),
        (["run", "."], 2, "no PDF in this folder"),
        (["run"], 2, "Missing argument"),
        (["score", "tiada.csv"], 1, "tiada.csv"),
        (["run", str(SAMPLE), "--missions", "salah.yaml"], 1, "salah.yaml"),
        (["missions", "check", "salah.yaml"], 1, "salah.yaml:3:"),
        (["run", str(SAMPLE), "--lang", "fr"], 2, "Choose one of: id, en."),
        (["diff", "a.pdf", "b.pdf", "--lang", "fr"], 2, "Choose one of: id, en."),
        (["run", str(SAMPLE), "--out", "salah.yaml"], 2, "salah.yaml: a file, not a folder."),
        (["report", "--out", "salah.yaml/hasil"], 2, "salah.yaml: a file, not a folder."),
        (["evaluate", "gold.jsonl", "--chart", "."], 2, ".: a folder, not a file."),
        (["diff", "a.pdf", "b.pdf", "--out", "salah.yaml/a.xlsx"], 2, "not a folder."),
        (["run", str(SAMPLE), "--settings", "tiada.toml"], 1, "tiada.toml: No such file"),
        (["evaluate", "tiada.jsonl", "--chart", "x.png"], 2, "End it in .svg or .html."),
        (["evaluate", "tiada.jsonl"], 1, "tiada.jsonl: No such file"),
    ],
)
def test_what_the_user_can_mend_is_one_clear_line(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "salah.yaml").write_text(
        "region: X\nmissions:\n  - idd: misi-1\n    text: Maju\n", encoding="utf-8"
    )
    done = alignment(*arguments, cwd=tmp_path)
    assert code == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "[Errno" not in done.stderr
    assert "" == done.stdout


def test_a_comparison_says_what_to_do_with_a_file_that_cannot_be_read(mixed: Path) -> None:
    done = alignment("diff", "kosong.pdf", "baik.pdf", cwd=mixed)
    assert 1 == done.returncode
    assert "Get it again from its source." in done.stderr


def test_doctor_finds_what_a_run_needs(tmp_path: Path) -> None:
    done = alignment("doctor", cwd=tmp_path)
    assert 0 == done.returncode, done.stdout
    assert "the model" in done.stdout
