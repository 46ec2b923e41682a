"""An RPJMD's cascade, read through the guarded door from documents whose truth is known."""

from __future__ import annotations

import json
import zipfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pikepdf
import pytest
import rpjmd_documents as rpjmd
from reportlab.platypus import PageBreak, Paragraph
from shared import SHARED, needs_shared

from alignment.errors import AlignmentError, DocumentError, EncryptedPdfError, NoItemsError
from alignment.extract.guard import read_cascade
from alignment.missions_draft import draft_of
from alignment.nomenclature import shipped_nomenclature
from alignment.settings import Settings
from alignment.types import CascadeKind, DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.missions_draft import MissionsDraft
    from alignment.types import Cascade

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"


def cascade_of(path: Path) -> Cascade:
    return read_cascade(path, Settings())


def draft(path: Path) -> MissionsDraft:
    return draft_of(cascade_of(path), shipped_nomenclature())


@pytest.mark.parametrize(
    "build",
    [
        rpjmd.one_big_table,
        lambda path: rpjmd.one_big_table(path, is_merged=False),
        lambda path: rpjmd.one_big_table(path, parts=3),
        rpjmd.tables_by_mission,
        rpjmd.permendagri_86,
    ],
    ids=["merged cells", "empty cells", "head on the first page only", "by mission", "86/2017"],
)
def test_every_form_of_the_tables_gives_the_cascade_word_for_word(
    tmp_path: Path, build: Callable[[Path], Path]
) -> None:
    found = draft(build(tmp_path / "rpjmd.pdf"))

    assert rpjmd.truth() == rpjmd.as_read(found.missions.missions)
    assert ("Kabupaten Contoh", 2025, 2029) == (
        found.missions.region,
        found.missions.start_year,
        found.missions.end_year,
    )
    assert (0, ()) == (found.unsure_count, found.unplaced)


def test_a_workbook_with_merged_cells_gives_the_same_cascade(tmp_path: Path) -> None:
    found = draft(rpjmd.workbook(tmp_path / "rpjmd.xlsx"))

    assert rpjmd.truth() == rpjmd.as_read(found.missions.missions)
    assert 'rpjmd.xlsx, lembar "Tabel 5.1" baris 4' == found.missions.missions[0].source


def test_missions_and_vision_are_read_from_running_text_but_not_those_of_the_president(
    tmp_path: Path,
) -> None:
    found = draft(rpjmd.prose_only(tmp_path / "rpjmd.pdf")).missions

    assert [one.text for one in rpjmd.MISSIONS] == [one.text for one in found.missions]
    assert rpjmd.VISION == found.vision


def test_each_entry_knows_its_page(tmp_path: Path) -> None:
    cascade = cascade_of(rpjmd.permendagri_86(tmp_path / "rpjmd.pdf"))

    places = {one.kind: set() for one in cascade.entries}
    for one in cascade.entries:
        places[one.kind].add(one.place)
    assert {"hal. 2"} == places[CascadeKind.TARGET]
    assert {"hal. 3"} == places[CascadeKind.PROGRAM]
    assert DocumentKind.RPJMD is cascade.kind


def one_table(path: Path, *pages: list[tuple[str, ...]]) -> Path:
    """Pages of one table, the head on the first; five columns."""
    story = rpjmd.cover()
    for page in pages:
        story += [rpjmd.table(page, rpjmd.WIDTHS), PageBreak()]
    return rpjmd.write(path, story)


MISI = "Misi 1: Mewujudkan sumber daya manusia yang sehat"
ROW = (MISI, "Meningkatkan mutu hidup", "Meningkatnya mutu sekolah", "Lama sekolah", "")


def test_a_cell_that_goes_on_over_the_page_is_joined_and_marked(tmp_path: Path) -> None:
    path = one_table(
        tmp_path / "rpjmd.pdf",
        [rpjmd.HEAD, ROW],
        [("dan cerdas", "", "", "Harapan lama sekolah", "")],
    )

    found = draft(path)

    (mission,) = found.missions.missions
    assert "Mewujudkan sumber daya manusia yang sehat dan cerdas" == mission.text
    assert ("Lama sekolah", "Harapan lama sekolah") == mission.targets[0].indicators
    assert ["PERIKSA: hal. 2: disambung dengan teks di hal. 3"] == found.remarks.above["misi-1",]


def test_a_mission_that_the_next_page_repeats_is_one_mission(tmp_path: Path) -> None:
    second = (MISI, "Meningkatkan derajat kesehatan", "Menurunnya angka sakit", "Angka sakit", "")
    path = one_table(tmp_path / "rpjmd.pdf", [rpjmd.HEAD, ROW], [rpjmd.HEAD, second])

    (mission,) = draft(path).missions.missions

    assert ["Meningkatkan mutu hidup", "Meningkatkan derajat kesehatan"] == [
        goal.text for goal in mission.goals
    ]


def test_a_program_without_code_takes_that_of_its_name_or_is_left_to_the_planner(
    tmp_path: Path,
) -> None:
    path = one_table(
        tmp_path / "rpjmd.pdf",
        [
            rpjmd.HEAD,
            (*ROW[:4], "Program Pengelolaan Pendidikan"),
            ("", "", "", "", "Program Semarak Belajar"),
            ("", "", "", "", "1.20.05.17 Program Lama"),
        ],
    )

    found = draft(path)

    assert ("1.01.02",) == found.missions.missions[0].programs
    assert ["PERIKSA: kode dicari dari namanya dalam nomenklatur"] == found.remarks.above[
        "misi-1", "programs", "1.01.02"
    ]
    assert any("Semarak Belajar" in one for one in found.remarks.above["misi-1", "programs"])


def test_codes_in_five_cells_are_read(tmp_path: Path) -> None:
    head = ("Misi", "Kode", "", "", "Program")
    rows = [head, (MISI, "1", "01", "02", "Program Pengelolaan Pendidikan")]
    spans = [("SPAN", (1, 0), (3, 0))]
    story = [*rpjmd.cover(), rpjmd.table(rows, (200, 30, 30, 30, 200), spans)]

    (mission,) = draft(rpjmd.write(tmp_path / "rpjmd.pdf", story)).missions.missions

    assert ("1.01.02",) == mission.programs


def test_a_sasaran_before_its_program_is_found_again_in_a_table_without_missions(
    tmp_path: Path,
) -> None:
    first = [rpjmd.HEAD[:4], ROW[:4]]
    second = [("Sasaran", "Program"), (ROW[2], "1.01.02 Program Pengelolaan Pendidikan")]
    story = [
        *rpjmd.cover(),
        rpjmd.table(first, rpjmd.WIDTHS[:4]),
        PageBreak(),
        rpjmd.table(second, (300, 300)),
    ]

    (mission,) = draft(rpjmd.write(tmp_path / "rpjmd.pdf", story)).missions.missions

    assert ("1.01.02",) == mission.programs


def test_what_hangs_below_no_mission_is_told(tmp_path: Path) -> None:
    first = [rpjmd.HEAD[:4], ROW[:4]]
    second = [("Sasaran", "Program"), ("Menurunnya inflasi", "2.17.07 Program Pemberdayaan")]
    story = [
        *rpjmd.cover(),
        rpjmd.table(first, rpjmd.WIDTHS[:4]),
        PageBreak(),
        rpjmd.table(second, (300, 300)),
    ]

    found = draft(rpjmd.write(tmp_path / "rpjmd.pdf", story))

    assert 2 == len(found.unplaced)
    assert all(line.startswith("PERIKSA: ") for line in found.unplaced)


@pytest.mark.parametrize("form", ["Misi {0}: {1}", "MISI {0} - {1}", "{0}. {1}", "Misi ke-{0} {1}"])
def test_missions_are_numbered_in_many_ways(tmp_path: Path, form: str) -> None:
    texts = ["Mewujudkan masyarakat sehat", "Meningkatkan ekonomi rakyat"]
    rows = [(form.format(n, text), "Meningkatkan X", "Meningkatnya Y", "Z", "")
            for n, text in enumerate(texts, start=1)]  # fmt: skip
    path = one_table(tmp_path / "rpjmd.pdf", [rpjmd.HEAD, *rows])

    found = draft(path).missions.missions

    assert texts == [one.text for one in found]
    assert ["misi-1", "misi-2"] == [one.id for one in found]


def inside_the_table(number: int, *, is_above_head: bool) -> list[object]:
    """A mission's own table whose first or second row is the mission, over all columns."""
    mission = rpjmd.MISSIONS[number]
    head = ("Tujuan", "Sasaran", "Indikator", "Program")
    row = (f"MISI {mission.number}: {mission.text}", "", "", "")
    body = [line[1:] for line in rpjmd.merged_rows(mission)]
    rows = [row, head, *body] if is_above_head else [head, row, *body]
    place = 0 if is_above_head else 1
    return [
        rpjmd.table(rows, rpjmd.WIDTHS[1:], [("SPAN", (0, place), (3, place))]),
        PageBreak(),
    ]


@pytest.mark.parametrize("is_above_head", [True, False])
def test_a_mission_may_stand_as_a_row_above_or_below_the_head(
    tmp_path: Path, *, is_above_head: bool
) -> None:
    story = rpjmd.cover()
    for number in range(len(rpjmd.MISSIONS)):
        story += inside_the_table(number, is_above_head=is_above_head)

    found = draft(rpjmd.write(tmp_path / "rpjmd.pdf", story))

    assert rpjmd.truth() == rpjmd.as_read(found.missions.missions)


def test_two_readings_of_one_mission_are_both_told(tmp_path: Path) -> None:
    story = [
        *rpjmd.cover(),
        Paragraph("Misi 1: Mewujudkan manusia unggul dan berbudaya.", rpjmd.BODY),
        PageBreak(),
        rpjmd.table([rpjmd.HEAD, ROW], rpjmd.WIDTHS),
    ]

    found = draft(rpjmd.write(tmp_path / "rpjmd.pdf", story))

    assert "Mewujudkan sumber daya manusia yang sehat" == found.missions.missions[0].text
    (doubt,) = found.remarks.above["misi-1",]
    assert "Mewujudkan manusia unggul dan berbudaya" in doubt


def test_a_renja_is_refused_in_one_line() -> None:
    with pytest.raises(NoItemsError) as refused:
        cascade_of(min(SAMPLES.glob("*.pdf"), key=lambda path: path.stat().st_size))

    assert "its title says Renja, not RPJMD" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_document_without_missions_is_refused(tmp_path: Path) -> None:
    story = [*rpjmd.cover(), Paragraph("Bab I Pendahuluan", rpjmd.BODY)]

    with pytest.raises(NoItemsError, match="names a mission"):
        cascade_of(rpjmd.write(tmp_path / "rpjmd.pdf", story))


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    path = rpjmd.one_big_table(tmp_path / "terbuka.pdf")
    with pikepdf.open(path) as document:
        document.save(tmp_path / "rpjmd.pdf", encryption=pikepdf.Encryption("a", "b"))

    with pytest.raises(EncryptedPdfError):
        cascade_of(tmp_path / "rpjmd.pdf")


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        (b"%PDF-1.7 something", "no workbook"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"", "no workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "rpjmd.xlsx"
    path.write_bytes(data)

    with pytest.raises(DocumentError, match=said):
        cascade_of(path)


def test_archives_that_are_no_workbooks_or_would_burst_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no workbook"):
        cascade_of(zipped(tmp_path / "surat.xlsx", word__document=b"x"))
    bomb = {"xl__workbook.xml": b"", "xl__sheet": bytes(201 * 1024**2)}
    with pytest.raises(AlignmentError, match="unpacks"):
        cascade_of(zipped(tmp_path / "bom.xlsx", **bomb))
    with pytest.raises(AlignmentError, match="damaged"):
        cascade_of(zipped(tmp_path / "rusak.xlsx", **{"xl__workbook.xml": b"<"}))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for name in ("tiada.pdf", "tiada.xlsx"):
        with pytest.raises(DocumentError, match="cannot be read"):
            cascade_of(tmp_path / name)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("repeats", [0, 1])
def test_a_real_cascade_of_88_programs_on_many_pages_is_read_word_for_word(
    tmp_path: Path, repeats: int
) -> None:
    gold = SHARED / "gold" / "malut_provinsi_rpjmd_2025_2029.jsonl"
    lines = map(json.loads, gold.read_text(encoding="utf-8").splitlines())
    order = ("mission_id", "tujuan", "sasaran")
    programs = sorted(
        (one for one in lines if one["level"] == "program"),
        key=lambda one: [one[key] for key in order],
    )
    rows = [("Misi", "Tujuan", "Sasaran", "Outcome", "Indikator Program", "Kode", "Program")]
    before: list[str] = ["", "", ""]
    for one in programs:
        levels = [f"Misi {one['mission_id']}: {one['mission_text']}", one["tujuan"], one["sasaran"]]
        shown = [
            text if levels[: place + 1] != before[: place + 1] else ""
            for place, text in enumerate(levels)
        ]
        rest = (one["outcome"], one["indikator"], one["code"], one["text"])
        rows.append(tuple(escape(text or "") for text in (*shown, *rest)))
        before = levels
    table = rpjmd.table(rows, (120, 110, 120, 120, 130, 50, 130), repeats=repeats)

    found = draft(rpjmd.write(tmp_path / "rpjmd.pdf", [*rpjmd.cover(), table])).missions.missions

    truth = [
        (text, list(dict.fromkeys(one["sasaran"] for one in group)), [o["code"] for o in group])
        for (_, text), same in groupby(programs, key=lambda o: (o["mission_id"], o["mission_text"]))
        if (group := list(same))
    ]
    assert truth == [
        (one.text, [target.text for target in one.targets], list(one.programs)) for one in found
    ]
