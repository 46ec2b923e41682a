from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.errors import MissionsError
from alignment.missions import check_missions, load_missions
from alignment.themes import load_themes
from alignment.types import Mission

if TYPE_CHECKING:
    from pathlib import Path

SMALLEST = """\
missions:
  - id: misi-1
    text: Memajukan pendidikan
  - id: misi-2
    text: Membangun jalan
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "misi.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _only_problem(folder: Path, text: str) -> str:
    """The one problem of the file, without the folder it lies in."""
    problems = check_missions(_file(folder, text))
    assert len(problems) == 1
    return str(problems[0]).replace(f"{folder}/", "")


# The missions of Kalimantan Timur


def test_kaltim_has_six_missions_with_sources_themes_and_directives() -> None:
    kaltim = load_missions()
    assert [mission.id for mission in kaltim.missions] == [f"misi-{n}" for n in range(1, 7)]
    assert kaltim.region == "Provinsi Kalimantan Timur"
    assert (kaltim.start_year, kaltim.end_year) == (2025, 2030)
    assert all(mission.source and mission.themes for mission in kaltim.missions)
    assert all(flag.source for mission in kaltim.missions for flag in mission.flagships)
    assert all(directive.check and directive.source for directive in kaltim.directives)


def test_every_theme_but_office_support_is_under_a_kaltim_mission() -> None:
    placed = {
        theme
        for mission in load_missions().missions
        if mission.themes
        for theme in (*mission.themes.explicit, *mission.themes.implied)
    }
    assert set(load_themes().ids) - placed == {"perkantoran"}


# What may be written


def test_ids_and_texts_are_enough(tmp_path: Path) -> None:
    missions = load_missions(_file(tmp_path, SMALLEST)).missions
    assert missions == (
        Mission("misi-1", "Memajukan pendidikan"),
        Mission("misi-2", "Membangun jalan"),
    )


def test_everything_the_contract_names_is_read(tmp_path: Path) -> None:
    text = """\
region: Kabupaten Contoh
period: {start: 2025, end: 2029}
vision: {text: Contoh Maju, source: RPJMD hal. 3}
missions:
  - id: 1
    text: >
      Memajukan
      pendidikan
    themes: {explicit: [pendidikan], implied: [literasi]}
    goals: [{id: T1, text: Warga cerdas, indicators: [IPM]}]
    targets: [{id: S1, text: Sekolah bermutu}]
    flagships: [{id: F1, text: Seragam gratis}]
    programs: [1.01.02, "X.XX.01"]
    source: RPJMD hal. 4
directives:
  - {id: digital, text: Layanan digital, check: Ada aplikasi}
"""
    read = load_missions(_file(tmp_path, text))
    mission = read.missions[0]
    assert (read.region, read.start_year, read.end_year) == ("Kabupaten Contoh", 2025, 2029)
    assert read.vision == "Contoh Maju"
    assert mission.id == "1"
    assert mission.text == "Memajukan pendidikan"
    assert mission.themes is not None
    assert mission.themes.implied == ("literasi",)
    assert mission.goals[0].indicators == ("IPM",)
    assert mission.targets[0].text == "Sekolah bermutu"
    assert mission.flagships[0].id == "F1"
    assert mission.programs == ("1.01.02", "X.XX.01")
    assert read.directives[0].check == "Ada aplikasi"


def test_a_byte_order_mark_of_windows_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "misi.yaml"
    path.write_text(SMALLEST, encoding="utf-8-sig")
    assert check_missions(path) == ()


# What is refused, and what is said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            SMALLEST.replace("    text: Membangun", "    teks: Membangun"),
            "misi.yaml:4:5: a mission lacks the key 'text'. Add it.",
        ),
        (
            SMALLEST + "regoin: Kaltim\n",
            "misi.yaml:6:1: the file has no key 'regoin'. Did you mean 'region'?",
        ),
        (
            SMALLEST.replace("misi-2", "misi-1"),
            "misi.yaml:4:9: the mission id 'misi-1' is used twice. Make it another.",
        ),
        (
            SMALLEST.replace("Membangun jalan", '"  "'),
            "misi.yaml:5:11: the text is empty. Write it, or take the line out.",
        ),
        (
            SMALLEST.replace("Membangun jalan", ""),
            "misi.yaml:5:10: the text is empty. Write it, or take the line out.",
        ),
        (
            SMALLEST + "    themes: {explicit: [jalan, pendidikn]}\n",
            "misi.yaml:6:32: there is no theme 'pendidikn'. Did you mean 'pendidikan'?",
        ),
        (
            SMALLEST + "    themes: {explicit: [jalan], implied: [jalan]}\n",
            "misi.yaml:6:43: the theme 'jalan' is named twice in one mission.",
        ),
        (
            SMALLEST.replace("Membangun jalan", "2025"),
            ("misi.yaml:5:11: text is wanted here, not the number 2025. "
            'If it is text, put it in quotes: "2025".'),
        ),
        (
            SMALLEST.replace("Membangun jalan", "[a, b]"),
            "misi.yaml:5:11: text is wanted here, not a list.",
        ),
        (
            SMALLEST + "    goals: naik\n",
            "misi.yaml:6:12: 'goals' must be a list. Start each entry with a dash.",
        ),
        (
            SMALLEST + '    programs: ["1.01"]\n',
            ("misi.yaml:6:16: '1.01' is no program code. "
            'A program code has three parts: "1.01.02".'),
        ),
        (
            SMALLEST + "period: {start: dua ribu}\n",
            "misi.yaml:6:17: a year is wanted here, not dua ribu. Write it as 2025.",
        ),
        (
            SMALLEST + "period: {start: 2030, end: 2025}\n",
            "misi.yaml:6:9: the period ends (2025) before it starts (2030).",
        ),
        (
            SMALLEST + "missions: []\n",
            "misi.yaml:6:1: the key 'missions' stands twice. Take one out.",
        ),
        ("missions: []\n", "misi.yaml:1:11: there is no mission. List at least one."),
        ("- satu\n", ("misi.yaml:1:1: the file must be a block of keys (region, period, vision, "
         "missions, directives).")),
        ("", "misi.yaml: the file is empty. Write at least `missions:`."),
        ("region: Kaltim\n", "misi.yaml:1:1: the file lacks the key 'missions'. Add it."),
        (
            "missions:\n\t- id: a\n",
            ("misi.yaml:2:1: found character '\\t' that cannot start any token. "
            "Indent with spaces, never with tabs; put the text in quotes."),
        ),
        (
            SMALLEST.replace("Membangun jalan", "Jalan: mantap"),
            ("misi.yaml:5:16: mapping values are not allowed here. "
            "Put a text that holds a colon in quotes."),
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_column_and_cure(
    tmp_path: Path, text: str, problem: str
) -> None:
    # A misspelt `text` is two problems: the unknown key and the missing one.
    problems = [
        str(one).replace(f"{tmp_path}/", "") for one in check_missions(_file(tmp_path, text))
    ]
    assert problems[0] == problem


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: &a [x, x]\nb: [*a, *a]\n", "anchors"),
        ("missions: !!python/object:os.system {}\n", "tags"),
        ("missions: " + "[" * 5000 + "]" * 5000, "nested"),
    ],
)
def test_what_could_blow_up_or_run_code_is_refused(tmp_path: Path, text: str, word: str) -> None:
    assert word in _only_problem(tmp_path, text)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    assert "larger than 1 MiB" in _only_problem(tmp_path, "#" * (1024**2 + 1))


def test_a_missing_file_and_a_folder_are_one_clear_line_each(tmp_path: Path) -> None:
    with pytest.raises(MissionsError, match="No such file"):
        load_missions(tmp_path / "tidak-ada.yaml")
    with pytest.raises(MissionsError, match="cannot be read"):
        load_missions(tmp_path)


def test_bytes_that_are_no_utf8_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "misi.yaml"
    path.write_bytes(b"region: Kaltim\nvision: \xff\n")
    assert str(check_missions(path)[0]).endswith(
        "misi.yaml:2:9: is no UTF-8 text. Save it as UTF-8."
    )


def test_all_problems_are_found_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = SMALLEST.replace("text: Memajukan", "txet: Memajukan").replace(
        "jalan", "jalan\n    x: 1"
    )
    lines = [one.line for one in check_missions(_file(tmp_path, text))]
    assert lines == [2, 3, 6]


def test_the_error_is_one_line_that_names_the_first_problem_and_counts_the_rest(
    tmp_path: Path,
) -> None:
    with pytest.raises(MissionsError) as caught:
        load_missions(_file(tmp_path, "a: 1\nb: 2\nmissions:\n  - {id: x, text: y}\n"))
    said = str(caught.value)
    assert "misi.yaml:1:1: the file has no key 'a'." in said
    assert "(1 more:" in said
    assert "\n" not in said


@given(st.binary(max_size=300))
def test_any_bytes_give_missions_or_problems_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("misi") / "misi.yaml"
    path.write_bytes(data)
    assert all(dataclasses.astuple(problem) for problem in check_missions(path))


@given(st.text(alphabet="missontexid:-[]{}&*!|>'\"#%, \n\t1", max_size=80))
def test_any_yaml_like_text_gives_missions_or_problems(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = _file(tmp_path_factory.mktemp("misi"), text)
    try:
        missions = load_missions(path)
    except MissionsError:
        assert check_missions(path)
    else:
        assert missions.missions
