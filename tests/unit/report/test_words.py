from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import alignment.extract
from alignment.errors import AlignmentError
from alignment.report import words
from alignment.types import DocumentKind, Level, Status


def _leaves(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _leaves(value, f"{path}.{key}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _leaves(value, f"{path}[{place}]")
    else:
        yield path, node


def _own_words(language: str) -> dict[str, str]:
    """All words but those that translate what the program says in English."""
    tables = words.texts(language).items()
    return dict(_leaves({key: table for key, table in tables if key not in {"notice", "failure"}}))


def test_both_languages_have_the_same_words_with_the_same_blanks() -> None:
    indonesian, english = (_own_words(one) for one in words.LANGUAGES)
    assert indonesian.keys() == english.keys()
    for key, sentence in indonesian.items():
        assert set(re.findall(r"{\w+}", sentence)) == set(re.findall(r"{\w+}", english[key])), key
        assert sentence.strip(), key


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_status_level_and_kind_has_a_word_of_its_own(language: str) -> None:
    assert len({words.status_word(one, language) for one in Status}) == len(Status)
    assert all(words.status_meaning(one, language) for one in Status)
    assert len({words.level_word(one, language) for one in Level}) == len(Level)
    assert len({words.kind_word(one, language) for one in DocumentKind}) == len(DocumentKind)
    assert set(words.WORST_FIRST) == set(Status)


def test_an_unknown_language_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(AlignmentError, match="id, en"):
        words.texts("fr")


@pytest.mark.parametrize(
    ("mission_id", "word"),
    [("misi-3", "Misi 3"), ("misi_12", "Misi 12"), ("gratispol", "gratispol"), ("", "")],
)
def test_a_numbered_mission_is_called_by_its_number(mission_id: str, word: str) -> None:
    assert words.mission_word(mission_id) == word


def test_an_unknown_stage_or_kind_of_evidence_keeps_its_name() -> None:
    assert words.stage_word("quantum") == "quantum"
    assert words.evidence_word("telepathy") == "telepathy"


def test_every_notice_of_the_extraction_has_an_indonesian_sentence() -> None:
    folder = Path(alignment.extract.__file__).parent
    codes = {
        call.args[0].value
        for file in folder.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Notice"
        and isinstance(call.args[0], ast.Constant)
    }
    assert len(codes) > 10
    assert codes <= words.texts("id")["notice"].keys()
