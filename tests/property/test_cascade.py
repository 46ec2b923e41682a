"""Whatever a table holds, reading it as a cascade ends, and what it gives hangs together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.extract.cascade import CascadeReader, conclude
from alignment.extract.cascade_prose import Line
from alignment.extract.table import Cell, Table, TableRow
from alignment.missions_draft import draft_of
from alignment.missions_yaml import written
from alignment.types import Cascade, CascadeKind, DocumentKind

TEXTS = st.sampled_from(
    [
        *("", "Misi", "Tujuan", "Sasaran", "Program", "Indikator", "Kode", "Visi", "No", "(1)"),
        *("Misi/Tujuan/Sasaran/Program", "Misi 1: Mewujudkan desa maju", "Misi 2", "2. Membangun"),
        *("dan lestari", "Meningkatnya mutu", "Program Jalan", "1.03.10", "1.03.10 Program Jalan"),
        *("1. A\n2. B", "Jumlah", "Visi: Maju bersama", "MISI TIGA\nMENATA KOTA", "T1.1 Menata"),
    ]
)
ROWS = st.lists(st.lists(TEXTS | st.text(max_size=12), min_size=4, max_size=4), max_size=8)


def table_of(page: int, rows: list[list[str]]) -> Table:
    return Table(
        page,
        (0.0, 10.0, 20.0, 30.0, 40.0),
        tuple(
            TableRow(
                y * 10.0,
                y * 10.0 + 10,
                tuple(
                    Cell(x * 10.0, y * 10.0, x * 10.0 + 10, y * 10.0 + 10, text)
                    for x, text in enumerate(row)
                ),
            )
            for y, row in enumerate(rows)
        ),
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(ROWS | st.lists(TEXTS, max_size=6), max_size=4))
def test_every_entry_hangs_below_a_higher_one_and_the_file_can_be_written(
    pages: list[list[list[str]] | list[str]],
) -> None:
    reader = CascadeReader()
    for number, page in enumerate(pages, start=1):
        place = f"hal. {number}"
        if page and isinstance(page[0], list):
            reader.feed_table(table_of(number, page), lambda _row, place=place: place)  # type: ignore[arg-type, misc]
        else:
            reader.feed_lines([Line(str(text)) for text in page if text], place)
    entries = conclude(reader)

    order = list(CascadeKind)
    for index, one in enumerate(entries):
        assert one.text
        if one.parent is not None:
            assert one.parent != index
            assert order.index(entries[one.parent].kind) < order.index(one.kind)
    draft = draft_of(Cascade("rpjmd.pdf", DocumentKind.RPJMD, entries))
    assert written(draft.missions, draft.remarks).endswith("\n")
