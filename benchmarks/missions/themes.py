"""How good proposed themes are: precision and recall against what people labelled.

Three measures:

* labelled sets and single statements, read by heads trained on other sets (five folds); the encoder
  was fine-tuned on these labels, which flatters it;
* the same against the second reader, beside what the two readers agree on;
* the bare sentences of Kalimantan Timur, whose confirmed themes no head was trained on, read by the
  shipped model.

``--fit`` prints the weights of ``alignment.align.suggest`` as fitted anew. Two minutes on one core.

    python benchmarks/missions/themes.py [--fit]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from alignment.align import fit, labels, suggest
from alignment.align.embed import load_embedder
from alignment.align.heads import load_heads, logit_of
from alignment.align.score import load_scorer
from alignment.missions import load_missions
from alignment.resources import DEFAULT_MODEL, resource
from alignment.themes import load_themes
from alignment.types import Mission

Floats = npt.NDArray[np.float32]
FOLDS, SEEDS, EPOCHS = 5, (0, 1), 60
NOT_PROPOSED = "perkantoran"


def groups_of(count: int, sets: list[list[int]]) -> Floats:
    """A number for each statement; those of sets that share a statement have the same."""
    group = np.arange(count)
    for chosen in sets:
        group[np.isin(group, group[chosen])] = group[chosen].min()
    return group


def read_apart(known: labels.ThemeLabels, sets: list[list[int]]) -> tuple[Floats, Floats]:
    """What the mission head and the item head say of statements that neither was trained on."""
    embedder = load_embedder(resource(DEFAULT_MODEL), threads=1)
    items = embedder.embed([one.text for one in known.texts])
    texts = [one.text for one in known.missions]
    missions = embedder.embed(texts)
    shipped = load_heads(resource(DEFAULT_MODEL))
    wanted = np.stack([one.themes for one in known.missions]).astype(np.float32)
    group = groups_of(len(missions), sets)
    names = np.random.default_rng(0).permutation(np.unique(group))
    fold = np.array([int(np.flatnonzero(names == one)[0]) % FOLDS for one in group])
    by_mission, by_item = np.zeros_like(wanted), np.zeros_like(wanted)
    nothing = np.zeros((0, items.shape[1]), np.float32)
    for number in range(FOLDS):
        kept = np.flatnonzero(fold != number)
        place = {int(old): new for new, old in enumerate(kept)}
        task = fit.ThemeTask(
            items=items,
            item_themes=np.stack([one.themes for one in known.texts]).astype(np.float32),
            item_weights=np.array([one.weight for one in known.texts], np.float32),
            missions=missions[kept],
            mission_themes=wanted[kept],
            sets=[[place[one] for one in chosen] for chosen in sets if fold[chosen[0]] != number],
            choice_vectors=nothing,
            choice_missions=nothing,
            choices=[],
        )
        item_head, mission_head = fit.fit_theme_heads(task, seeds=SEEDS, epochs=EPOCHS)
        heads = replace(
            shipped,
            mission_themes=mission_head,
            mission_stems=fit.fit_stem_weights([texts[row] for row in kept], wanted[kept]),
        )
        away = np.flatnonzero(fold == number)
        by_mission[away] = heads.themes_of_missions([texts[row] for row in away], missions[away])
        by_item[away] = item_head(missions[away])
    return by_mission, by_item


def proposed(belongs: Floats, explicit: Floats) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Which themes are proposed, and which of them as explicit; both of shape (n, themes)."""
    chosen = belongs >= suggest.PROPOSED_FROM
    chosen[:, load_themes().ids.index(NOT_PROPOSED)] = False
    return chosen, chosen & (explicit >= suggest.EXPLICIT_FROM)


def figures(told: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> str:
    """Precision and recall over all themes but the one that is never proposed."""
    column = load_themes().ids.index(NOT_PROPOSED)
    told, wanted = np.delete(told, column, axis=1), np.delete(wanted, column, axis=1)
    hits = int((told & wanted).sum())
    precision, recall = hits / max(int(told.sum()), 1), hits / max(int(wanted.sum()), 1)
    return f"precision {precision:.2f}  recall {recall:.2f}  ({int(told.sum())} told)"


def both(name: str, told: tuple[Any, Any], wanted: tuple[Any, Any]) -> None:
    print(f"{name:<44} all       {figures(told[0], wanted[0])}")
    print(f"{'':<44} explicit  {figures(told[1], wanted[1])}")


def second_reading(ids: list[str]) -> tuple[list[int], dict[str, tuple[Floats, Floats]]]:
    """Rows of the statements read twice, and their labels by reader, as all and explicit."""
    catalog = load_themes()
    place = {one: row for row, one in enumerate(ids)}
    rows: list[int] = []
    told: dict[str, list[tuple[list[bool], list[bool]]]] = {"first": [], "second": []}
    for file in sorted(resource("corpus/themes").glob("second_reading*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            if one["key"] not in place:
                continue
            rows.append(place[one["key"]])
            for reader, found in told.items():
                first, rest = one[reader]["primary"], one[reader]["secondary"]
                every = [theme in (*first, *rest) for theme in catalog.ids]
                found.append((every, [theme in first for theme in catalog.ids]))
    return rows, {
        reader: (np.array([a for a, _ in found]), np.array([b for _, b in found]))
        for reader, found in told.items()
    }


def print_fit(name: str, columns: list[Floats], wanted: npt.NDArray[Any]) -> None:
    from sklearn.linear_model import LogisticRegression

    table = np.stack([column.ravel() for column in columns], axis=1)
    model = LogisticRegression(C=10, max_iter=500).fit(table, wanted.ravel())
    print(name, np.round(model.coef_[0], 2).tolist(), round(float(model.intercept_[0]), 2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fit", action="store_true", help="print the weights as fitted anew")
    wants_fit = parser.parse_args().fit

    known = labels.read_theme_labels(resource("corpus/themes"))
    ids = [one.id for one in known.missions]
    place = {one: row for row, one in enumerate(ids)}
    sets = [[place[one] for one in chosen] for chosen in known.sets]
    inside = {row for chosen in sets for row in chosen}
    parts = {"in sets": sets, "single": [[r] for r in range(len(ids)) if r not in inside]}
    labelled = np.stack([one.themes for one in known.missions])
    by_mission, by_item = read_apart(known, sets)
    naming = suggest.naming_weights([one.text for one in known.missions])

    belongs, explicit = np.zeros_like(by_mission), np.zeros_like(by_mission)
    for name, part in parts.items():
        for rows in part:
            belongs[rows], explicit[rows] = suggest.calibrated(
                by_mission[rows], by_item[rows], naming[rows]
            )
        every = sorted({row for rows in part for row in rows})
        both(
            f"{len(every)} statements {name}, out of fold",
            proposed(belongs[every], explicit[every]),
            (labelled[every] > 0, labelled[every] == 1),
        )
        if wants_fit:
            own = logit_of(by_mission)
            rows = [row for chosen in part for row in chosen]
            others = [
                np.delete(own[chosen], i, axis=0).max(axis=0) if len(chosen) > 1 else 0 * own[0]
                for chosen in part
                for i in range(len(chosen))
            ]
            columns = [own[rows], np.stack(others), logit_of(by_item)[rows], naming[rows]]
            print_fit("  belongs ", columns, labelled[rows] > 0)
            print_fit("  explicit", columns, labelled[rows] == 1)

    rows, read = second_reading(ids)
    told = proposed(belongs[rows], explicit[rows])
    both(f"{len(rows)} read twice: proposals, first reader", told, read["first"])
    both("  proposals, second reader", told, read["second"])
    both("  second reader, first reader", read["second"], read["first"])

    kaltim = load_missions()
    bare = replace(kaltim, missions=tuple(Mission(one.id, one.text) for one in kaltim.missions))
    chances = suggest.probabilities(bare.missions, load_scorer())
    confirmed = [one.themes for one in kaltim.missions if one.themes]
    wanted = (
        np.array([[t in (*c.explicit, *c.implied) for t in load_themes().ids] for c in confirmed]),
        np.array([[t in c.explicit for t in load_themes().ids] for c in confirmed]),
    )
    both("Kaltim, bare sentences, shipped model", proposed(*chances), wanted)


if __name__ == "__main__":
    main()
