"""Rule files: what is shipped reads, and every mistake is reported with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alignment import load_missions
from alignment.align.directives import check_rules, load_rules, read_rules
from alignment.errors import RulesError
from alignment.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
arahan: layanan-digital
judul: Layanan digital
cara: tanda
yang_dicari: layanan digital
kelompok:
  alat: [aplikasi, sistem informasi]
tanda:
  - jenis: layanan
    judul: Layanan
    bobot: kuat
    cari: [<alat> .. ~layan]
"""


def written(folder: Path, text: str, name: str = "a.yaml") -> Path:
    folder.joinpath(name).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_rules_are_fine_and_check_directives_of_the_shipped_missions() -> None:
    assert () == check_rules(resource("corpus/rules"))
    known = {directive.id for directive in load_missions(None).directives}
    assert {rule.directive_id for rule in load_rules().rules} <= known


def test_rules_come_in_the_order_of_the_directives_asked_for() -> None:
    chosen = load_rules().for_directives(("sop-sederhana", "tidak-ada", "akuntabilitas"))
    assert ["sop-sederhana", "akuntabilitas"] == [rule.directive_id for rule in chosen.rules]


def test_a_rule_file_is_read_into_signs(tmp_path: Path) -> None:
    (rule,) = read_rules(written(tmp_path, GOOD)).rules
    assert ("aplikasi", "sistem informasi") == rule.groups["alat"]
    assert ("<alat> .. ~layan",) == rule.signs[0].find


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("judul: Layanan digital\n", "judl: Layanan digital\n", "a.yaml:1:1", "'judul'"),
        ("cara: tanda", "cara: tebak", "a.yaml:3:7", "cannot be 'tebak'"),
        ("bobot: kuat", "bobot: berat", "a.yaml:10:12", "cannot be 'berat'"),
        ("bobot: kuat", "bobot: sorot", "a.yaml:10:12", "cannot be 'sorot'"),
        ("<alat> ..", "<alta> ..", "a.yaml:11:12", "no group 'alta'"),
        ("[<alat> .. ~layan]", "aplikasi", "a.yaml:11:11", "must be a list"),
        ("yang_dicari: layanan digital\n", "", "a.yaml:1:1", "yang_dicari"),
        ("tanda:\n", "ambang: {x: 1}\ntanda:\n", "a.yaml:7:9", "no meaning"),
        ("  alat: [", "  alat: [a*, ", "a.yaml:6:3", "cannot be read"),
    ],
)
def test_a_mistake_is_reported_with_its_place(
    tmp_path: Path, old: str, new: str, place: str, says: str
) -> None:
    with pytest.raises(RulesError) as caught:
        read_rules(written(tmp_path, GOOD.replace(old, new)))
    assert place in str(caught.value)
    assert says in str(caught.value)


def test_a_threshold_that_is_no_number_is_refused(tmp_path: Path) -> None:
    text = resource("corpus/rules/akuntabilitas.yaml").read_text(encoding="utf-8")
    problems = check_rules(written(tmp_path, text.replace("0.95", "hampir semua")))
    assert ["a number from 0 is wanted here, not the value."] == [one.message for one in problems]


def test_a_missing_threshold_is_named(tmp_path: Path) -> None:
    text = resource("corpus/rules/akuntabilitas.yaml").read_text(encoding="utf-8")
    (problem,) = check_rules(
        written(tmp_path, text.replace("  lengkap_batas", "  # lengkap_batas"))
    )
    assert "lengkap_batas" in problem.message


def test_two_files_for_one_directive_are_refused(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (problem,) = check_rules(written(tmp_path, GOOD, "b.yaml"))
    assert "another file" in problem.message


def test_a_spelling_of_two_words_is_refused(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, "ejaan:\n  daring: [on line]\n", "ejaan.yaml")
    assert ["'on line' is not one word."] == [one.message for one in check_rules(tmp_path)]


def test_an_empty_folder_holds_no_rules(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="no rules"):
        read_rules(tmp_path)
