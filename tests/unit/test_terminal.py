from __future__ import annotations

import io
import re

import pytest
from rich.console import Console
from unit.report.builders import (
    MISSIONS,
    SCRIPTS,
    alignment,
    example,
    hostile,
    item,
    ranked,
    result,
)

from alignment import terminal
from alignment.types import Alignment, DocumentResult, Status


def _console(width: int, *, colours: bool = False) -> Console:
    system = "standard" if colours else None
    return Console(file=io.StringIO(), width=width, force_terminal=colours, color_system=system)


def _ranking(results: list[DocumentResult]) -> list[Alignment]:
    verdicts = [one for each in results for one in each.alignments if one.rank is not None]
    return sorted(verdicts, key=lambda one: one.rank or 0)


def _printed(width: int, results: list[DocumentResult], **options: int) -> str:
    console = _console(width)
    terminal.print_run(results, MISSIONS, console=console, **options)  # type: ignore[arg-type]
    return _text(console)


def _text(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("width", [40, 60, 84, 100, 120, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = _printed(width, example()).splitlines()
    assert max(map(len, lines)) <= width


def test_a_wide_table_has_all_columns_worst_first() -> None:
    text = _printed(160, example(), limit=3)
    head = next(line for line in text.splitlines() if "score" in line)
    assert head.split() == "# score status item mission pagu page document".split()  # noqa: SIM905
    assert (
        text.index("Cetak Kalender") < text.index("Pengadaan Mebel") < text.index("Studi Banding")
    )
    assert "3 of 38 ranked items" in text


def test_a_narrow_terminal_gets_two_lines_an_item() -> None:
    text = _printed(50, example(), limit=5)
    assert len(re.findall(r"^\d+  0\.\d\d  \w+  ", text, re.MULTILINE)) == 5


def test_eighty_columns_hold_the_score_and_the_whole_item() -> None:
    text = _printed(80, example(), limit=40)
    head = next(line for line in text.splitlines() if "score" in line)
    assert head.split() == "# score status item mission pagu page".split()  # noqa: SIM905
    shown = re.sub(r"\s+", "", " ".join(line[23:54] for line in text.splitlines()))
    for verdict in _ranking(example()):
        assert "".join(verdict.item.name.split()) in shown


def test_nothing_is_cut_where_output_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("sys.stdout", io.StringIO())
    console = terminal.output()
    name, document = "Pembangunan " * 30 + "Selesai", "renja-" * 30 + "akhir.pdf"
    verdict = alignment(item(name, document=document), Status.TIDAK_SELARAS, rank=1)
    terminal.print_ranking([verdict], MISSIONS, console=console)
    text = re.sub(r"\s+", " ", _text(console))
    assert text.count("Pembangunan") == 30
    assert "Selesai" in text
    assert "…" not in text


def test_totals_are_printed_per_mission_and_status() -> None:
    text = _printed(160, example())
    row = next(line for line in text.splitlines() if line.strip().startswith("Misi 3"))
    assert re.split(r"\s{2,}", row.strip()) == [
        *("Misi 3", "5", "–", "–", "Rp 74,5 miliar", "Rp 309 miliar", "–", "Rp 384 miliar"),  # noqa: RUF001
    ]


def test_each_document_tells_how_well_it_was_read() -> None:
    text = _printed(160, example())
    assert "renja-dinas-pupr-2026.pdf: 13 items on 42 pages, sums explain 98,6 %" in text
    assert "not read  rusak.pdf" in text


def test_a_status_is_told_in_a_word_and_a_colour() -> None:
    console = _console(160, colours=True)
    verdict = alignment(item("a"), Status.TIDAK_SELARAS, rank=1)
    terminal.print_ranking([verdict], MISSIONS, console=console)
    assert re.search(r"\x1b\[1;31m *Tidak selaras", _text(console))


def test_neither_escape_codes_nor_markup_of_a_document_reach_the_terminal() -> None:
    name = "\x1b]0;judul\x07[bold red]Merah[/bold red]\x1b[2J"
    results = ranked([result("a.pdf", "Dinas", [alignment(item(name), Status.PERLU_DITINJAU)])])
    text = _printed(160, results)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold red]Merah[/bold red]" in text


def test_hostile_strings_are_printed_as_they_are() -> None:
    text = re.sub(r"\s+", " ", _printed(400, hostile(), limit=40))
    assert SCRIPTS[0] in text


def test_a_limit_of_nothing_leaves_only_the_totals() -> None:
    text = _printed(160, example(), limit=0)
    assert "score" not in text
    assert "Rupiah by mission and status" in text


def test_items_are_printed_as_a_tree_with_every_rupiah() -> None:
    console = _console(120)
    extraction = example()[2].extraction
    assert extraction is not None
    terminal.print_extraction(extraction, console=console)
    assert "    Rehabilitasi Mangrove" in _text(console)
    assert "Rp 9.870.000.000" in _text(console)


def test_progress_hands_on_every_value_and_prints_nothing_where_no_terminal_is() -> None:
    console = _console(80)
    assert list(terminal.progress(iter("abc"), total=3, console=console)) == ["a", "b", "c"]
    assert _text(console) == ""


def test_under_a_progress_bar_the_answer_still_goes_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = Console(file=io.StringIO(), force_terminal=True, width=80)
    for value in terminal.progress(iter("ab"), total=2, console=bar):
        print(f"jawaban {value}")  # noqa: T201
    assert "jawaban a\njawaban b\n" == capsys.readouterr().out


def test_an_empty_run_prints_its_emptiness_without_a_stumble() -> None:
    assert _printed(100, []).split() == ["No", "item", "was", "read."]
