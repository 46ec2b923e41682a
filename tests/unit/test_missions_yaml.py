"""A missions file written from values, and one that themes are put into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.missions import check_missions, load_missions, open_proposals
from alignment.missions_yaml import Remarks, comment, scalar, theme_lines, with_themes, written
from alignment.types import Directive, Flagship, Mission, MissionSet, MissionThemes, Objective

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXTS = st.text(min_size=1, max_size=80).map(lambda text: " ".join(text.split())).filter(bool)
HARD = ["- a", "a: b", "#", "1.01.02", "null", "yes", "{a}", "'x'", 'say "x"', "a #b", "@x", "1e3"]


@st.composite
def mission_sets(draw: st.DrawFn) -> MissionSet:
    texts = TEXTS | st.sampled_from(HARD)
    ids = draw(st.lists(st.from_regex(r"[a-z]{1,8}-\d", fullmatch=True), min_size=1, unique=True))
    some = st.lists(texts, max_size=2).map(tuple)
    return MissionSet(
        region=draw(texts),
        start_year=draw(st.none() | st.integers(2000, 2025)),
        end_year=draw(st.none() | st.integers(2026, 2050)),
        vision=draw(st.none() | texts),
        missions=tuple(
            Mission(
                id=one,
                text=draw(texts),
                themes=draw(st.none() | st.just(MissionThemes(("jalan",), ("energi", "desa")))),
                goals=(Objective(f"tujuan-{one}", draw(texts), draw(some)),),
                targets=(Objective(f"sasaran-{one}", draw(texts), draw(some)),),
                flagships=(Flagship(f"unggulan-{one}", draw(texts), draw(st.none() | texts)),),
                programs=draw(st.sampled_from([(), ("1.01.02", "X.XX.01")])),
                source=draw(st.none() | texts),
            )
            for one in ids
        ),
        directives=(Directive("layanan", draw(texts), check=draw(texts)),),
    )


@settings(max_examples=60)
@given(mission_sets(), st.text(max_size=40))
def test_what_is_written_is_read_back_whatever_its_texts_and_comments_hold(
    tmp_path_factory: pytest.TempPathFactory, missions: MissionSet, remark: str
) -> None:
    remarks = Remarks()
    for path in [(), ("vision",), *((one.id,) for one in missions.missions)]:
        remarks.add(path, remark)
        remarks.beside[path] = remark.replace("usulan", "")
    file = tmp_path_factory.mktemp("misi") / "misi.yaml"
    file.write_text(written(missions, remarks, head=[remark]), encoding="utf-8", newline="")

    assert missions == load_missions(file)


@given(st.text())
def test_a_comment_is_one_line(message: str) -> None:
    assert 1 == len(comment(message).splitlines())


def test_plain_words_are_not_quoted() -> None:
    assert "Mewujudkan desa maju (2025)" == scalar("Mewujudkan desa maju (2025)")
    assert '"1.01.02"' == scalar("1.01.02")


WITH_COMMENTS = """\
# catatan perencana
region: Kota Contoh   # tetap di sini
missions:
  - id: misi-1   # pertama
    text: >
      Memajukan pendidikan
      anak bangsa
    # di atas tujuan
    goals:
      - {id: t1, text: Sekolah maju}

  - text: "Membangun: jalan"
    id: misi-2
    themes: {}
  - id: misi-3
    text: Menjaga laut"""
BLOCK = list(theme_lines("x", MissionThemes(("jalan",), ("energi",)), Remarks(), indent=0))


def test_themes_are_put_in_and_all_else_stays(tmp_path: Path) -> None:
    before, after = tmp_path / "lama.yaml", tmp_path / "baru.yaml"
    before.write_text(WITH_COMMENTS, encoding="utf-8")
    text = with_themes(WITH_COMMENTS, {"misi-1": BLOCK, "misi-2": BLOCK, "misi-3": BLOCK})
    assert text is not None
    after.write_text(text, encoding="utf-8")

    kept = [line for line in WITH_COMMENTS.splitlines() if line.strip() and "themes" not in line]
    assert all(line in text.splitlines() for line in kept)
    old, new = load_missions(before), load_missions(after)
    assert [one.text for one in old.missions] == [one.text for one in new.missions]
    assert old.missions[0].goals == new.missions[0].goals
    assert {MissionThemes(("jalan",), ("energi",))} == {one.themes for one in new.missions}


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    text = with_themes(WITH_COMMENTS.replace("\n", "\r\n"), {"misi-3": BLOCK})
    assert text is not None
    assert text.count("\n") == text.count("\r\n")
    file = tmp_path / "misi.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    assert () == check_missions(file)


def test_missions_in_braces_are_not_cut_open() -> None:
    text = "missions:\n  - {id: misi-1, text: Maju}\n"
    assert with_themes(text, {"misi-1": BLOCK}) is None


MARKED = """\
missions:
  - id: misi-1
    text: Membangun jalan
    themes:
      explicit:
        - jalan  # usulan, p=0.9, dari kata "jalan"; periksa
      implied:
        - energi
  - id: misi-2
    text: Menjaga laut
    themes:
      explicit: [perikanan]  # sudah diperiksa
"""


def test_themes_count_as_confirmed_once_no_line_is_marked_as_a_proposal(tmp_path: Path) -> None:
    file = tmp_path / "misi.yaml"
    file.write_text(MARKED, encoding="utf-8")
    first, second = load_missions(file).missions
    assert (None, MissionThemes(("jalan",), ("energi",))) == (first.themes, first.proposed_themes)
    assert (MissionThemes(("perikanan",)), None) == (second.themes, second.proposed_themes)
    assert (("misi-1", (6,)),) == open_proposals(file)

    file.write_text(MARKED.replace("  # usulan", " #"), encoding="utf-8")
    assert MissionThemes(("jalan",), ("energi",)) == load_missions(file).missions[0].themes
    assert () == open_proposals(file)
