"""The letters: one for each OPD, from a template that is the planner's."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from unit.report.builders import (
    FORMULAS,
    MISSIONS,
    SCRIPTS,
    alignment,
    example,
    hostile,
    item,
    ranked,
    result,
)

from alignment.errors import AlignmentError
from alignment.report.edition import Edition
from alignment.report.letter_blanks import addressees, blanks
from alignment.report.letters import TEMPLATE, write_letters
from alignment.report.summary import summarise
from alignment.types import DocumentResult, Evidence, Indicator, Notice, Status

ROOT = Path(__file__).resolve().parents[3]
_OFFICE = shutil.which("soffice")


def _text(path: Path) -> str:
    """All that a letter says, in its paragraphs and tables."""
    word = Document(str(path))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    said = "\n".join([*(one.text for one in word.paragraphs), *cells])
    return said.replace("\N{NO-BREAK SPACE}", " ")


def _template(folder: Path, text: str) -> Path:
    word = Document()
    word.add_paragraph(text)
    path = folder / "templat.docx"
    word.save(str(path))
    return path


def _letters(
    folder: Path, results: list[DocumentResult], *given: object, **options: object
) -> list[Path]:
    return [one.path for one in write_letters(folder, results, *given, **options) if one.path]  # type: ignore[arg-type]


def test_every_opd_gets_a_letter_named_after_it(tmp_path: Path) -> None:
    made = _letters(tmp_path / "surat", example(), MISSIONS)
    opds = {one.extraction.opd for one in example() if one.extraction}
    assert len(opds) == len(made)
    assert "hasil-verifikasi-renja-dinas-pendidikan-dan-kebudayaan-2026.docx" in {
        one.name for one in made
    }
    for letter in made:
        assert sum(f"Yth. Kepala {opd}" in _text(letter) for opd in opds) == 1


def test_a_letter_lists_what_is_flagged_and_nothing_else(tmp_path: Path) -> None:
    verdicts = [
        alignment(
            item("Studi Banding", page_number=17, budget_rupiah=1_850_000_000, code="1.01.02"),
            Status.TIDAK_SELARAS,
            reason="Tidak selaras: isinya perjalanan.",
            evidence=(Evidence(None, "", "Jumlah peserta", "content", 1.0),),
        ),
        alignment(item("Festival Kolosal"), Status.PERLU_DITINJAU),
        alignment(item("Ruang Kelas Baru"), Status.SELARAS),
    ]
    read = result("a.pdf", "Dinas Pendidikan", verdicts)
    (letter,) = _letters(tmp_path, ranked([read]), MISSIONS)
    text = _text(letter)
    for said in (
        *("1.01.02 Studi Banding", "17", "Rp 1.850.000.000", "Isinya perjalanan."),
        *("Jelaskan “Jumlah peserta”", "Festival Kolosal", "Sebanyak 2 baris"),
    ):
        assert said in text, said
    assert "Ruang Kelas Baru" not in text


def test_an_opd_without_a_flag_is_told_so(tmp_path: Path) -> None:
    read = result("a.pdf", "Dinas Kesehatan", [alignment(item("a"), Status.SELARAS)])
    (letter,) = _letters(tmp_path, ranked([read]), MISSIONS)
    assert "Tidak ada baris yang kami tandai" in _text(letter)


def test_what_a_plan_leaves_open_is_noted(tmp_path: Path) -> None:
    verdicts = [
        alignment(item("Ada", indicators=(Indicator("Jumlah"),), code="1")),
        alignment(item("Tanpa", code="2", page_number=9)),
    ]
    (letter,) = _letters(tmp_path, ranked([result("a.pdf", "Dinas", verdicts)]), MISSIONS)
    assert _text(letter).count("Tidak ada indikator yang terbaca pada baris ini.") == 1


def test_what_concerns_our_reading_alone_is_not_the_opds_to_answer(tmp_path: Path) -> None:
    notices = (
        Notice("ocr_page", "the page is a picture, read by OCR", 3),
        Notice("ocr_page", "the page is a picture, read by OCR", 4),
        Notice("unruled", "a table has no rules"),
        Notice("total_unexplained", "a total of 1.000 is printed", 5),
    )
    read = result("a.pdf", "Dinas", [alignment(item("a"))], notices=notices)
    (letter,) = _letters(tmp_path, ranked([read]), MISSIONS)
    text = _text(letter)
    assert 1 == text.count("Mohon sampaikan berkas aslinya")
    assert "3-4" in text
    assert "Jumlah tercetak Rp 1.000" in text
    assert "tanpa garis" not in text


def test_directives_are_told_with_what_is_asked(tmp_path: Path) -> None:
    made = _letters(tmp_path, example(), MISSIONS)
    asked = [one for one in made if "Sampaikan pernyataan tertulis." in _text(one)]
    assert len(asked) == 1


def test_names_from_a_document_are_never_a_path(tmp_path: Path) -> None:
    opds = ("../../etc/passwd", "Dinas A/B", "Dinas A B", "CON", "Дом", "a" * 300)
    read = [result(f"{n}.pdf", opd, [alignment(item(opd))]) for n, opd in enumerate(opds)]
    made = _letters(tmp_path / "surat", ranked(read), MISSIONS)
    assert len({one.name.casefold() for one in made}) == len(opds)
    for letter in made:
        assert letter.parent == tmp_path / "surat"
        assert re.fullmatch(r"[a-z0-9-]{5,120}\.docx", letter.name)
    assert {tmp_path / "surat"} == set(tmp_path.iterdir())


def test_hostile_strings_stand_in_the_letter_as_text(tmp_path: Path) -> None:
    made = _letters(tmp_path, hostile(), MISSIONS)
    text = "\n".join(_text(one) for one in made)
    for said in (*FORMULAS, *SCRIPTS):
        assert " ".join(said.split()) in text, said
    assert "{{ 7*7 }}" in text


def test_a_template_of_the_planner_is_filled(tmp_path: Path) -> None:
    text = "{{ opd }}: {% for item in tidak_selaras %}{{ item.nama }};{% endfor %}"
    read = result("a.pdf", "Dinas", [alignment(item("Kalender"), Status.TIDAK_SELARAS)])
    (letter,) = _letters(
        tmp_path / "surat", ranked([read]), MISSIONS, template=_template(tmp_path, text)
    )
    assert _text(letter) == "Dinas: Kalender;"


@pytest.mark.parametrize(
    "text",
    [
        "{{ kepala_dinas }}",
        "{% for item in %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ opd.nothing.here }}",
    ],
)
def test_a_wrong_template_is_named(tmp_path: Path, text: str) -> None:
    template = _template(tmp_path, text)
    with pytest.raises(AlignmentError, match=re.escape(str(template))):
        _letters(tmp_path / "surat", example(), MISSIONS, template=template)


def test_a_template_that_is_no_word_document_is_named(tmp_path: Path) -> None:
    template = tmp_path / "catatan.docx"
    template.write_text("bukan Word", encoding="utf-8")
    with pytest.raises(AlignmentError, match=r"no Word document"):
        _letters(tmp_path / "surat", example(), MISSIONS, template=template)


def test_the_guide_names_every_blank_and_no_other() -> None:
    guide = (ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")
    table = guide.partition("| isian | isinya |")[2].partition("\n\n")[0]
    run = summarise(example(), MISSIONS)
    edition = Edition(run, "id", date(2026, 1, 2), "0")
    names: set[str] = set()
    for to in addressees(run):
        for name, held in blanks(edition, to).items():
            names |= (
                {name, *(key for row in held if isinstance(row, dict) for key in row)}
                if (isinstance(held, list))
                else {name}
            )
    assert names == set(re.findall(r"`(?:\{\{ )?(\w+)(?: \}\})?`", table))


def test_the_shipped_template_says_nothing_of_a_machine() -> None:
    properties = Document(str(TEMPLATE)).core_properties
    assert properties.author == "alignment"
    assert properties.title == "Hasil Verifikasi Renja"


@pytest.mark.slow
@pytest.mark.skipif(_OFFICE is None, reason="no LibreOffice on this machine")
def test_the_office_opens_a_letter(tmp_path: Path) -> None:
    letter = _letters(tmp_path, example(), MISSIONS)[0]
    assert _OFFICE is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--convert-to", "txt:Text", "--outdir", str(tmp_path), str(letter)]
    command = [_OFFICE, "--headless", profile, *convert]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    said = letter.with_suffix(".txt").read_text(encoding="utf-8-sig")
    assert "LEMBAR VERIFIKASI" in said
    assert "{{" not in said
    assert "{%" not in said
