"""The statuses stay apart for readers who see fewer colours.

The matrices simulate full protanopia, deuteranopia and tritanopia in linear RGB (Machado, Oliveira
and Fernandes, 2009).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from alignment.report.palette import (
    HEAT,
    HEAT_DARK,
    HEAT_DARK_FROM,
    HEAT_INK,
    STATUS_SHADES,
    heat_step,
    style_sheet,
)

_EYES = {
    "all colours": np.eye(3),
    "no red": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no blue": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def _linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _contrast(first: str, second: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    light, dark = sorted((float(_linear(one) @ weights) for one in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("eyes", _EYES)
def test_any_two_statuses_can_be_told_apart(eyes: str) -> None:
    seen = {one: _lab(_EYES[eyes] @ _linear(shade.full)) for one, shade in STATUS_SHADES.items()}
    nearest = min(np.linalg.norm(seen[a] - seen[b]) for a, b in combinations(seen, 2))
    assert nearest >= 15  # a difference of 2.3 is just seen


def test_the_word_of_a_status_reads_well_on_its_ground() -> None:
    assert min(_contrast(one.ink, one.ground) for one in STATUS_SHADES.values()) >= 4.5


def test_every_figure_of_the_heat_map_reads_well_by_day_and_by_night() -> None:
    for ramp in HEAT.values():
        inks = [HEAT_INK if step < HEAT_DARK_FROM else "#ffffff" for step in range(len(ramp))]
        assert min(map(_contrast, ramp, inks)) >= 4.5, ramp
    for ramp in HEAT_DARK.values():
        inks = ["#ffffff"] * (len(ramp) - 1) + ["#12171d"]
        assert min(map(_contrast, ramp, inks)) >= 4.5, ramp


def test_a_larger_share_is_never_paler() -> None:
    steps = [heat_step(share / 100) for share in range(1, 101)]
    assert steps == sorted(steps)
    assert (heat_step(0.0), steps[-1]) == (None, 5)


def test_the_style_sheet_colours_every_status() -> None:
    assert all(f".fill-{one}{{" in style_sheet() for one in STATUS_SHADES)
