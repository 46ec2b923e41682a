"""The map of items and missions: near where themes are alike, the same every time."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from unit.report.builders import MISSIONS, SCRIPTS, alignment, item, result

from alignment.report.charts_plane import plane_chart
from alignment.report.plane import Plane, plane_of
from alignment.report.summary import summarise
from alignment.types import Alignment, MissionSet, MissionThemes, Status, ThemeWeight

_THEMES = {"misi-1": "pendidikan", "misi-3": "jalan", "misi-6": "sampah"}
CONFIRMED = replace(
    MISSIONS,
    missions=tuple(
        replace(one, themes=MissionThemes((_THEMES[one.id],)))
        for one in MISSIONS.missions
        if one.id in _THEMES
    ),
)


def _verdict(name: str, status: Status = Status.SELARAS, **themes: float) -> Alignment:
    weights = tuple(ThemeWeight(theme, weight) for theme, weight in themes.items())
    likely = {mission: themes.get(theme, 0.0) for mission, theme in _THEMES.items()}
    return alignment(item(name), status, themes=weights, probabilities=likely)


VERDICTS = [
    _verdict("Sekolah", pendidikan=0.9),
    _verdict("Beasiswa", pendidikan=0.8, kesehatan=0.3),
    _verdict("Jalan", jalan=0.9),
    _verdict("TPA", Status.TIDAK_SELARAS, sampah=0.9),
    _verdict("Gaji", Status.PENUNJANG, pendidikan=0.9),
]


def _plane(missions: MissionSet = CONFIRMED, verdicts: list[Alignment] = VERDICTS) -> Plane:
    entries = summarise([result("a.pdf", "Dinas", verdicts)], missions).entries
    found = plane_of(entries, missions.missions)
    assert found
    return found


def _at(plane: Plane, name: str) -> tuple[float, float]:
    (dot,) = (one for one in plane.dots if name in one.names)
    return dot.x, dot.y


def _distance(first: tuple[float, float], second: tuple[float, float]) -> float:
    return ((first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2) ** 0.5


@pytest.mark.parametrize("missions", [CONFIRMED, MISSIONS])
def test_an_item_stands_nearest_to_the_mission_of_its_theme(missions: MissionSet) -> None:
    plane = _plane(missions)
    for name, mission_id in {"Sekolah": "misi-1", "Jalan": "misi-3", "TPA": "misi-6"}.items():
        nearest = min(plane.landmarks, key=lambda one: _distance(_at(plane, name), (one.x, one.y)))
        assert nearest.mission_id == mission_id
    nearest_counts = {one.mission_id: dict(one.nearest) for one in plane.landmarks}
    assert nearest_counts["misi-6"] == {Status.TIDAK_SELARAS: 1}
    assert nearest_counts["misi-1"] == {Status.SELARAS: 2}


def test_the_map_is_within_its_frame_and_the_same_every_time() -> None:
    plane = _plane()
    assert plane == _plane()
    assert max(plane.width, plane.height) == pytest.approx(1)
    assert all(0 <= one.x <= 1 and 0 <= one.y <= 1 for one in (*plane.dots, *plane.landmarks))
    assert 0 < plane.kept_share <= 1


def test_routine_support_is_not_drawn_and_items_of_one_place_are_one_dot() -> None:
    twins = [*VERDICTS, _verdict("Sekolah lain", pendidikan=0.5)]
    plane = _plane(verdicts=twins)
    assert not any("Gaji" in one.names for one in plane.dots)
    assert [one.count for one in plane.dots if "Sekolah" in one.names] == [2]


def test_too_little_to_draw_is_no_map() -> None:
    entries = summarise([result("a.pdf", "Dinas", VERDICTS[:1])], CONFIRMED).entries
    assert plane_of(entries, CONFIRMED.missions) is None
    assert plane_of((), CONFIRMED.missions) is None


def test_items_that_no_mission_tells_apart_are_no_map() -> None:
    alike = [replace(one, probabilities=dict.fromkeys(_THEMES, 0.5)) for one in VERDICTS]
    apart = [one for one in alike if one.item.name != "Beasiswa"]
    entries = summarise([result("a.pdf", "Dinas", apart)], MISSIONS).entries
    assert plane_of(entries, MISSIONS.missions) is None


def test_a_hostile_name_stays_text_in_the_picture() -> None:
    plane = _plane(verdicts=[*VERDICTS, _verdict(SCRIPTS[0], jalan=0.4, sampah=0.4)])
    words = {one.id: SCRIPTS[1] for one in CONFIRMED.missions}
    statuses = {one: one.value for one in Status}
    picture = plane_chart(plane, words=words, statuses=statuses, description=SCRIPTS[2])
    root = ET.fromstring(str(picture))  # noqa: S314  our own picture
    assert root.attrib["aria-label"] == SCRIPTS[2]
    assert {one.tag for one in root.iter()} <= {"svg", "path", "title", "circle", "text"}
