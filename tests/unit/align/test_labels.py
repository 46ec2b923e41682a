from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from alignment.align import labels
from alignment.errors import GoldError
from alignment.resources import resource
from alignment.themes import load_themes

if TYPE_CHECKING:
    from pathlib import Path


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def _label(name: str, kind: str, why: str = "fine") -> dict[str, Any]:
    return {"id": name, "pair": "p", "name": name, "label": {"kind": kind, "why_kind": why}}


def test_a_label_that_a_second_reading_contradicts_is_left_out_and_a_doubted_one_weighs_less(
    tmp_path: Path,
) -> None:
    _write(
        tmp_path / "misaligned_x.jsonl",
        [_label("a", "misaligned", "empty"), _label("b", "fine"), _label("c", "fine")],
    )
    _write(
        tmp_path / "second_reading.jsonl",
        [
            {"id": "a", "kind": "fine", "sure": True},
            {"id": "b", "kind": "fine", "sure": False},
        ],
    )
    found = {one.item.name: one.weight for one in labels.read_content_labels(tmp_path)}
    assert {"b": 0.5, "c": 1.0} == found


def test_only_files_of_misaligned_pairs_are_read_for_training() -> None:
    folder = resource("corpus/labels")
    sources = {one.source for one in labels.read_content_labels(folder)}
    assert all(source.startswith("misaligned") for source in sources)
    items = {one.item for one in labels.read_content_labels(folder)}
    held_out = (folder / "kaltim_held_out.jsonl").read_text(encoding="utf-8").splitlines()
    assert items.isdisjoint(labels.item_of(json.loads(line)) for line in held_out)


def test_nomenclature_rows_inherit_the_themes_of_their_nearest_labelled_ancestor(
    tmp_path: Path,
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "code,level,name,kinerja,indikator\n"
        "1.03.10,program,PROGRAM PENYELENGGARAAN JALAN,,\n"
        "1.03.10.1.01.9999,sub_kegiatan,Zebra Uji,,Jumlah Zebra\n"
        "9.99.99,program,Tak Dikenal,,\n",
        encoding="utf-8",
    )
    found = labels.read_theme_labels(resource("corpus/themes"), [file])
    by_text = {one.text: one for one in found.texts}
    road = load_themes().ids.index("jalan")
    assert by_text["jumlah zebra"].themes[road] > 0
    assert by_text["jumlah zebra"].weight < 1.0
    assert "tak dikenal" not in by_text


def test_every_mission_of_a_set_is_known() -> None:
    found = labels.read_theme_labels(resource("corpus/themes"))
    known = {mission.id for mission in found.missions}
    assert found.sets
    assert all(known.issuperset(one) for one in found.sets)


def test_gold_becomes_choices_among_the_missions_of_its_region(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    _write(
        file,
        [
            {"text": "Jalan", "mission_id": "1", "mission_text": "Infrastruktur"},
            {"text": "Guru", "mission_id": "2", "mission_text": "Manusia"},
        ],
    )
    first, second = labels.read_assignments([file])
    assert ("infrastruktur", "manusia") == first.missions == second.missions
    assert ((True, False), (False, True)) == (first.served, second.served)


def test_gold_that_is_no_json_is_told(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("nonsense", encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl"):
        labels.read_gold(file)
