"""Reviewers' verdicts in every product: theirs counts, ours stays beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from openpyxl import load_workbook
from unit.report.builders import MISSIONS, alignment, item, ranked, result

from alignment.diff import Finding
from alignment.report.data import write_csv
from alignment.report.excel import write_workbook
from alignment.report.html import write_page
from alignment.report.letters import write_letters
from alignment.report.province import movement, province_of
from alignment.report.summary import summarise
from alignment.reviews import Review, decisions
from alignment.types import DocumentResult, Status

if TYPE_CHECKING:
    from pathlib import Path


def review(item_id: str, status: Status | None, **fields: object) -> Review:
    values: dict[str, object] = {
        "reviewer": "Budi",
        "mission_id": None,
        "note": None,
        "decided_at": "2026-11-24T08:00:00+00:00",
        "source": "hasil.xlsx",
    }
    return Review(item_id=item_id, status=status, **(values | fields))  # type: ignore[arg-type]


def _plan() -> list[DocumentResult]:
    rows = [
        alignment(
            item("Studi Banding", item_id="bad", budget_rupiah=100),
            Status.TIDAK_SELARAS,
            none_probability=0.9,
            probabilities={"misi-1": 0.02, "misi-3": 0.08},
        ),
        alignment(
            item("Festival", item_id="doubt", budget_rupiah=10),
            Status.PERLU_DITINJAU,
            none_probability=0.5,
        ),
        alignment(item("Sekolah", item_id="good", budget_rupiah=1), none_probability=0.1),
    ]
    return ranked([result("a.pdf", "Dinas", rows)])


CLEARED = [review("bad", Status.SELARAS, note="Ada SK Gubernur.")]
CONDEMNED = [review("good", Status.TIDAK_SELARAS)]
DISPUTED = [
    review("bad", Status.SELARAS),
    review("bad", Status.TIDAK_SELARAS, reviewer="Sari"),
]


def _ids(reviews: list[Review]) -> list[str]:
    entries = summarise(_plan(), MISSIONS, reviews).entries
    return [entry.alignment.item.item_id for entry in entries]


def test_what_reviewers_settled_leaves_the_top() -> None:
    assert _ids([]) == ["bad", "doubt", "good"]
    assert _ids(CLEARED) == ["doubt", "good", "bad"]
    assert _ids([*CLEARED, *CONDEMNED]) == ["doubt", "good", "bad"]


def test_what_reviewers_differ_on_or_left_open_stays_at_the_top() -> None:
    assert _ids(DISPUTED) == _ids([review("bad", None)]) == ["bad", "doubt", "good"]


def test_money_counts_where_reviewers_put_it_and_ours_is_kept() -> None:
    summary = summarise(_plan(), MISSIONS, CLEARED)
    assert Status.TIDAK_SELARAS not in summary.by_status
    assert summary.by_place["misi-3"].rupiah == 100  # the likeliest, where none was named
    (entry,) = (one for one in summary.entries if one.alignment.item.item_id == "bad")
    assert (entry.status, entry.alignment.status) == (Status.SELARAS, Status.TIDAK_SELARAS)


def test_the_mission_that_a_reviewer_names_counts() -> None:
    named = [review("bad", Status.SELARAS, mission_id="misi-5")]
    assert summarise(_plan(), MISSIONS, named).by_place["misi-5"].rupiah == 100


def test_a_decision_makes_the_share_of_an_opd_certain() -> None:
    (before,) = province_of(summarise(_plan(), MISSIONS)).standings
    (after,) = province_of(summarise(_plan(), MISSIONS, CLEARED)).standings
    assert before.share
    assert after.share
    assert after.share < 0.06 < before.share


def test_a_movement_counts_what_reviewers_decided_in_both_versions() -> None:
    (plan,) = _plan()
    ours, cleared = movement(plan, plan), movement(plan, plan, decisions(CLEARED))
    assert ours
    assert cleared
    assert (2, 1) == (ours.findings[Finding.OPEN], cleared.findings[Finding.OPEN])
    (standing,) = province_of(summarise([plan], MISSIONS, CLEARED)).standings
    assert standing.share == cleared.old_share == cleared.new_share


def test_the_workbook_shows_the_decision_beside_our_status(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", _plan(), MISSIONS, reviews=CLEARED)
    sheet = load_workbook(tmp_path / "a.xlsx")["Peringkat"]
    heads = [cell.value for cell in sheet[2]]
    last = dict(zip(heads, [cell.value for cell in sheet[5]], strict=True))
    assert last["Status"] == "Tidak selaras"
    assert last["Putusan tercatat"] == "Selaras (Budi): Ada SK Gubernur."
    assert last["item_id"] == "bad"


def test_without_reviews_the_workbook_has_no_such_column(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", _plan(), MISSIONS)
    sheet = load_workbook(tmp_path / "a.xlsx")["Peringkat"]
    assert "Putusan tercatat" not in [cell.value for cell in sheet[2]]


def test_the_page_shows_both_and_says_how_many_are_decided(tmp_path: Path) -> None:
    write_page(tmp_path / "a.html", _plan(), MISSIONS, reviews=[*CLEARED, *DISPUTED[1:]])
    disputed = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Peninjau berbeda (Budi, Sari): Ada SK Gubernur." in disputed
    write_page(tmp_path / "a.html", _plan(), MISSIONS, reviews=CLEARED)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Selaras (Budi): Ada SK Gubernur." in page
    assert "chip-tidak_selaras" in page
    assert "1 item (Rp\N{NO-BREAK SPACE}100) sudah diputus peninjau." in page
    assert 'data-decided="decided"' in page


def _letter(folder: Path, reviews: list[Review]) -> str:
    (letter,) = write_letters(folder, _plan(), MISSIONS, reviews=reviews)
    assert letter.path
    word = Document(str(letter.path))
    return "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)


def test_a_letter_asks_for_what_reviewers_hold_and_not_for_what_they_cleared(
    tmp_path: Path,
) -> None:
    assert "Studi Banding" not in _letter(tmp_path, CLEARED)
    held = _letter(tmp_path, CONDEMNED)
    assert "Sekolah" in held
    assert "Diputus tidak selaras setelah halamannya dibaca peninjau." in held


def test_analysts_get_both_verdicts(tmp_path: Path) -> None:
    write_csv(tmp_path, _plan(), MISSIONS, reviews=CLEARED)
    text = (tmp_path / "alignments.csv").read_text(encoding="utf-8")
    (row,) = (line for line in text.splitlines() if "Studi Banding" in line)
    assert "tidak_selaras" in row
    assert row.endswith(",selaras,,Budi,Ada SK Gubernur.")
