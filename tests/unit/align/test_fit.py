from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alignment.align import fit
from alignment.align.words import logit

if TYPE_CHECKING:
    from alignment.align.heads import Head


def _task(*, choices: bool = False) -> fit.ThemeTask:
    random = np.random.default_rng(3)
    themes = np.eye(4, dtype=np.float32)
    rows = random.integers(4, size=400)
    vectors = (np.eye(8, dtype=np.float32)[rows] + random.normal(0, 0.1, (400, 8))).astype("f4")
    mission_vectors = np.roll(np.eye(8, dtype=np.float32)[:4], 4, axis=1)
    return fit.ThemeTask(
        items=vectors,
        item_themes=themes[rows],
        item_weights=np.ones(400, np.float32),
        missions=mission_vectors,
        mission_themes=themes,
        sets=[[0, 1, 2, 3], [2, 3]],
        choice_vectors=vectors[:4],
        choice_missions=mission_vectors,
        choices=[(0, [0, 1, 2, 3], [1.0, 0.0, 1.0, 0.0])] if choices else [],
    )


def _chosen(task: fit.ThemeTask, items: Head, missions: Head) -> np.ndarray:
    return (items(task.items) @ missions(task.missions).T).argmax(axis=1)


def test_theme_heads_learn_to_lead_items_to_missions_they_share_no_direction_with() -> None:
    task = _task()
    items, missions = fit.fit_theme_heads(task, seeds=[1, 2], epochs=30)
    assert np.array_equal(task.item_themes.argmax(axis=1), _chosen(task, items, missions))


def test_the_same_seed_gives_the_same_heads_and_another_gives_others() -> None:
    first, again, other = (
        fit.fit_theme_heads(_task(choices=True), seeds=[seed], epochs=1)[0] for seed in (1, 1, 2)
    )
    sample = _task().items
    assert np.array_equal(first(sample), again(sample))
    assert not np.array_equal(first(sample), other(sample))


def test_the_judge_of_meaning_learns_what_is_misaligned_and_how() -> None:
    random = np.random.default_rng(4)
    vectors = random.normal(size=(300, 6)).astype(np.float32)
    is_none = (vectors[:, 0] > 0).astype(np.float32)
    kinds = np.stack([is_none, is_none * (vectors[:, 1] > 0)], axis=1).astype(np.float32)
    head = fit.fit_content_head(vectors, kinds, np.ones(300, np.float32), seeds=[1])
    found = head(vectors)
    assert ((found[:, 0] > 0.5) == (is_none > 0)).mean() > 0.9
    assert found[kinds[:, 1] > 0, 1].mean() > found[kinds[:, 1] == 0, 1].mean()


def test_the_judge_of_letters_learns_words() -> None:
    texts = ["kapal pesiar pejabat", "ruang kelas siswa"] * 20
    weights = fit.fit_word_weights(
        texts, np.array([1.0, 0.0] * 20, np.float32), np.ones(40, np.float32)
    )
    assert logit("sewa kapal pesiar", weights) > 0 > logit("kelas baru", weights)


def test_the_reader_of_words_finds_each_sector_that_a_list_names() -> None:
    alone = ["kesehatan", "pendidikan", "jalan"] * 4
    together = ["kesehatan, pendidikan, jalan"] * 2
    themes = np.array([*np.eye(3)] * 4 + [[1, 1, 1]] * 2, np.float32)
    read = fit.fit_stem_weights([*alone, *together], themes, strength=10.0)
    found = read(["pelayanan pendidikan serta kesehatan", "jalannya kota", "nihil"]) > 0
    assert [[True, True, False], [False, False, True], [False, False, False]] == found.tolist()


def test_a_theme_that_is_only_touched_is_read_less_surely_than_one_that_is_named() -> None:
    texts = ["sekolah bermutu", "hutan lestari"] * 6
    named, touched = (
        fit.fit_stem_weights(texts, np.array([[weight], [0]] * 6, np.float32))(["sekolah"])[0, 0]
        for weight in (1.0, 0.5)
    )
    assert named > touched
