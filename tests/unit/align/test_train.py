"""Training from end to end on a handful of labels, with an encoder made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from stand_in_scorer import WordEmbedder, plan_item
from typer.testing import CliRunner

from alignment.align import examples, labels
from alignment.align.heads import HEADS_FILE
from alignment.align.score import CALIBRATION_FILE, Calibration
from alignment.align.train import train_on
from alignment.cli import app
from alignment.resources import resource

if TYPE_CHECKING:
    from pathlib import Path


def _handful() -> examples.Corpus:
    themes = labels.read_theme_labels(resource("corpus/themes"))
    content = labels.read_content_labels(resource("corpus/labels"))
    few = replace(themes, texts=themes.texts[:40], missions=themes.missions[:16], sets=())
    known = {mission.id for mission in few.missions}
    sets = tuple(one for one in themes.sets if known.issuperset(one))
    return examples.Corpus(replace(few, sets=sets), content[:48], official=(), gold=())


def test_the_same_labels_and_seed_give_the_same_model_and_another_seed_another(
    tmp_path: Path,
) -> None:
    corpus = _handful()
    written = []
    for number, seed in enumerate((1, 1, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        figures = train_on(corpus, WordEmbedder(), folder, seed=seed)
        assert len(corpus.content) == figures["labels_by_pairs"]["items"]
        Calibration.from_json((folder / CALIBRATION_FILE).read_text(encoding="utf-8"))
        names = (HEADS_FILE, CALIBRATION_FILE)
        written.append(tuple((folder / name).read_bytes() for name in names))
    assert written[0] == written[1] != written[2]


def test_training_never_reads_the_held_out_items() -> None:
    read = labels.label_files(resource("corpus/themes"), resource("corpus/labels"))
    assert any(file.name == "misaligned_d.jsonl" for file in read)
    assert not [file for file in read if "held_out" in file.name or "set_aside" in file.name]


def test_twins_that_share_a_name_are_put_freely_by_their_indicators_others_by_their_names() -> None:
    def pair(group: str, *items: object) -> list[labels.ContentExample]:
        return [labels.ContentExample(one, frozenset(), group) for one in items]  # type: ignore[arg-type]

    found = examples.in_free_wording(
        [
            *pair("a", *(plan_item("Jalan", f"Panjang jalan {end}") for end in ("desa", "vila"))),
            *pair("b", *(plan_item(f"Pipa air {end}", "Sambungan") for end in ("desa", "vila"))),
        ]
    )
    names = ["Panjang jalan desa", "Panjang jalan vila", "Pipa air desa", "Pipa air vila"]
    assert names == [one.item.name for one in found]
    assert not any(one.item.indicators for one in found)


@pytest.mark.parametrize("option", ["--gold", "--nomenclature"])
def test_a_file_that_is_not_there_is_told_before_the_work_begins(
    tmp_path: Path, option: str
) -> None:
    result = CliRunner().invoke(app, ["train", "--out", str(tmp_path), option, "gone.csv"])
    assert result.exit_code == 2
    assert "gone.csv" in result.stderr
