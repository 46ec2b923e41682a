"""The shipped model itself: complete, repeatable, and what its manifest says it is."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from shared import SHARED, needs_shared
from stand_in_scorer import plan_item, stand_in_scorer

from alignment.align.embed import OnnxEmbedder, SentenceTransformerEmbedder
from alignment.align.export import export_encoder
from alignment.align.heads import load_heads, save_heads
from alignment.align.score import load_scorer
from alignment.align.verdict import judge
from alignment.errors import ModelError
from alignment.missions import load_missions
from alignment.resources import DEFAULT_MODEL, csv_rows, resource
from alignment.types import Status

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = resource(DEFAULT_MODEL)
TEXTS = [
    "penyelenggaraan jalan provinsi",
    "pengelolaan pendidikan sekolah menengah atas",
    "koordinasi, sinkronisasi dan pelaksanaan kebijakan percepatan pengembangan industri " * 3,
    "x",
]


def test_every_file_is_the_one_the_manifest_names() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    found = {
        name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in manifest["files"]
    }
    assert manifest["files"] == found


def test_a_verdict_does_not_depend_on_the_other_items_of_the_plan() -> None:
    scorer, missions = load_scorer(), load_missions()
    items = [plan_item(text, item_id=text[:9]) for text in TEXTS]
    together = judge(items, missions, scorer)
    alone = [judge([item], missions, scorer)[0] for item in items]
    assert [one.status for one in alone] == [one.status for one in together]
    assert pytest.approx([one.none_probability for one in alone], abs=1e-4) == [
        one.none_probability for one in together
    ]


@pytest.mark.parametrize(
    "damaged", ["heads.safetensors", "calibration.json", "encoder.int8.onnx", "manifest.json"]
)
def test_a_damaged_or_missing_file_is_told_by_name(tmp_path: Path, damaged: str) -> None:
    for file in FOLDER.iterdir():
        target = tmp_path / file.name
        if file.name != damaged:
            shutil.copyfile(file, target)
    with pytest.raises(ModelError):
        load_scorer(tmp_path)
    (tmp_path / damaged).write_bytes(b"{")
    with pytest.raises(ModelError):
        load_scorer(tmp_path)


def test_a_changed_threshold_is_a_new_model(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        shutil.copyfile(file, tmp_path / file.name)
    same = load_scorer(tmp_path).model_id
    values = json.loads((tmp_path / "calibration.json").read_text(encoding="utf-8"))
    values["thresholds"]["accuse_above"] += 0.01
    (tmp_path / "calibration.json").write_text(json.dumps(values), encoding="utf-8")
    assert load_scorer().model_id == same != load_scorer(tmp_path).model_id


def test_heads_come_back_as_they_were_saved(tmp_path: Path) -> None:
    heads = stand_in_scorer().heads
    save_heads(heads, tmp_path)
    again = load_heads(tmp_path)
    inputs = np.eye(len(heads.item_themes.centre), dtype=np.float32)
    assert np.allclose(heads.item_themes(inputs), again.item_themes(inputs), atol=1e-3)
    assert heads.content_words.bias == again.content_words.bias


@needs_shared
@pytest.mark.shared
@pytest.mark.slow
def test_an_exported_encoder_is_equal_to_sentence_transformers_within_its_bound(
    tmp_path: Path,
) -> None:
    base = str(SHARED / "models/e5-small-id")
    export_encoder(base, tmp_path)
    reference = SentenceTransformerEmbedder(base).embed(TEXTS)
    cosines = (OnnxEmbedder(tmp_path, threads=1).embed(TEXTS) * reference).sum(axis=1)
    assert cosines.min() > 0.985


def test_an_encoder_that_the_heads_were_not_trained_on_is_refused() -> None:
    with pytest.raises(ModelError, match="trained on"):
        load_scorer(encoder="another/model")


_OFFICE_NEEDS = (
    ("Bayar PLN gedung UPTD", ""),
    ("Uang lembur staf keuangan", "Jam"),
    ("Spanduk dan papan nama kantor", "Buah"),
    ("Isi ulang tabung pemadam kantor", "Tabung"),
    ("Pembelian dispenser dan kulkas ruang staf", "Unit"),
    ("Honor operator aplikasi keuangan dinas", "Orang/bulan"),
    ("Tagihan hosting surat elektronik kantor", "Bulan"),
    ("Ganti ban truk operasional UPTD", "Buah"),
    ("Menyusun laporan LAKIP", "Dokumen"),
    ("Iuran taspen dan jaminan kecelakaan kerja pegawai", "Bulan"),
    ("Upah tukang kebun halaman kantor", "Orang"),
    ("Gaji pegawai", ""),
    ("Pembayaran listrik kantor", "Bulan"),
)


@pytest.mark.parametrize(("name", "indicator"), _OFFICE_NEEDS)
def test_no_office_is_accused_of_what_any_office_needs(name: str, indicator: str) -> None:
    (alignment,) = judge([plan_item(name, indicator)], load_missions(), load_scorer())
    assert Status.TIDAK_SELARAS != alignment.status


@needs_shared
def test_the_encoder_still_tells_everyday_sentences_alike_as_people_do() -> None:
    from scipy.stats import spearmanr

    rows = csv_rows(SHARED / "language" / "stsb_test_ind.csv")
    embedder = OnnxEmbedder(FOLDER)
    left, right = (embedder.embed([row[key] for row in rows]) for key in ("text_1", "text_2"))
    found = spearmanr((left * right).sum(axis=1), [float(row["correlation"]) for row in rows])
    assert found.statistic >= 0.78
