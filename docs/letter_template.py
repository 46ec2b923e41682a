"""Makes the template of the letters that ships: ``python docs/letter_template.py``.

What a planner changes in Word is the .docx; this only makes the first one.
"""

# ruff: noqa: INP001, SLF001 - a script; what python-docx does not offer is set in the XML itself

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from alignment.report.letters import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Word
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_DOTS = "…" * 14
_WIDE = "…" * 16


def main() -> None:
    """Writes the template to where the package looks for it."""
    word = Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    style.paragraph_format.space_after = Pt(4)
    word.core_properties.title = "Hasil Verifikasi Renja"
    word.core_properties.author = "alignment"
    _letter(word)
    _worksheet(word)
    word.save(str(TEMPLATE))


def _letter(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(2.0)
    _footer(section.footer.paragraphs[0])
    _letterhead(word)
    _line(word, f"{_DOTS}, {{{{ tanggal }}}}", align=WD_ALIGN_PARAGRAPH.RIGHT, before=10)
    head = _grid(word, (2.2, 0.4, 13.4))
    for label, value in (
        ("Nomor", _WIDE),
        ("Sifat", "Biasa"),
        ("Lampiran", "Satu berkas"),
        ("Hal", "Hasil Verifikasi Renja Tahun {{ tahun }}"),
    ):
        _fill(head.add_row().cells, (label, ":", value))
    _line(word, "Yth. Kepala {{ opd }}", before=10)
    _line(word, "di", after=0)
    _line(word, f"    {_DOTS}", after=10)
    _text(
        word,
        "Sehubungan dengan verifikasi rancangan Rencana Kerja (Renja) perangkat daerah sebagaimana "
        "diatur dalam Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017, dokumen Renja {{ opd }} "
        "tahun {{ tahun }} telah kami periksa keselarasannya dengan misi dan arahan Gubernur. "
        "Hasilnya sebagai berikut.",
    )
    _totals(word)
    _paragraph(word, "{%p if jumlah_ditandai %}")
    _text(
        word,
        "Sebanyak {{ jumlah_ditandai }} baris kami tandai dalam lampiran karena kaitannya dengan "
        "misi belum kami temukan atau buktinya belum cukup. Penandaan ini hasil pemeriksaan awal "
        "atas yang tertulis dalam dokumen, bukan putusan. Mohon setiap baris ditanggapi pada kolom "
        "yang tersedia, dengan memperbaiki dokumen atau memberi penjelasan.",
    )
    _paragraph(word, "{%p else %}")
    _text(
        word,
        "Tidak ada baris yang kami tandai. Mohon tetap mencermati bagian arahan Gubernur dan "
        "catatan atas dokumen dalam lampiran.",
    )
    _paragraph(word, "{%p endif %}")
    _text(
        word,
        f"Tanggapan beserta dokumen yang telah disempurnakan mohon kami terima paling lambat "
        f"tanggal {_WIDE}.",
    )
    _text(word, "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.")
    _signature(
        word, (9.0, 7.0), ("", f"Kepala Bappeda,\n\n\n\n{_WIDE}\nNIP\N{NO-BREAK SPACE}{_WIDE[4:]}")
    )


def _letterhead(word: Word) -> None:
    _line(word, "{{ kop }}", bold=True, size=13, align=_CENTER, after=0)
    _line(
        word,
        "BADAN PERENCANAAN PEMBANGUNAN DAERAH",
        bold=True,
        size=15,
        align=_CENTER,
        after=0,
    )
    last = _line(word, f"Alamat {_WIDE}", size=9, align=_CENTER, after=2)
    properties = last._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "double"), ("sz", "6"), ("space", "6"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties.append(borders)


def _totals(word: Word) -> None:
    table = _table(word, ("Hasil pemeriksaan", "Item", "Pagu"), (7.0, 3.0, 6.0))
    _repeat(table, "ringkasan", "satu", ("sebutan", "jumlah", "pagu"), right=(1, 2))
    _line(
        word,
        "Setiap item dan setiap rupiah dihitung sekali, pada baris terbawah tiap cabang.",
        size=8.5,
    )


def _worksheet(word: Word) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(1.6)
    _line(
        word,
        "LEMBAR VERIFIKASI RENCANA KERJA PERANGKAT DAERAH",
        bold=True,
        size=13,
        align=_CENTER,
        after=0,
    )
    _line(word, "{{ opd }}", bold=True, size=12, align=_CENTER, after=0)
    _line(word, "Tahun {{ tahun }}", align=_CENTER, after=8)
    _line(word, "Dokumen yang diperiksa", bold=True)
    table = _table(word, ("Berkas", "Jenis", "Baris terbaca"), (16.0, 6.0, 4.4))
    _repeat(table, "dokumen", "satu", ("nama", "jenis", "baris"), right=(2,))
    _line(word, "A. Item yang perlu ditanggapi", bold=True, before=10)
    _items(word, "A.1 Kaitan dengan misi belum ditemukan", "tidak_selaras")
    _items(word, "A.2 Bukti belum cukup", "perlu_ditinjau")
    _directives(word)
    _notes(word)
    _closing(word)


def _items(word: Word, title: str, name: str) -> None:
    _paragraph(word, f"{{%p if {name} %}}")
    _line(word, title, bold=True, before=4)
    table = _table(
        word,
        ("No", "Kode, nama, dan indikator", "Hlm.", "Pagu", "Alasan ditandai", "Yang diminta",
         "Tanggapan perangkat daerah"),
        (0.9, 6.6, 1.2, 3.2, 5.4, 4.4, 4.8),
    )  # fmt: skip
    fields = (
        "no",
        "kode }}{% if item.kode %} {% endif %}{{ item.nama",
        "halaman",
        "pagu",
        "alasan",
        "diminta",
        None,
    )
    _repeat(table, name, "item", fields, right=(3,), center=(0, 2))
    under = table.rows[2].cells[1].add_paragraph()
    _small(
        under,
        "{{ item.tingkat }}{% if item.indikator %}; indikator: {{ item.indikator }}{% endif %}",
    )
    _paragraph(word, "{%p else %}")
    _line(word, f"{title}: tidak ada.", before=4)
    _paragraph(word, "{%p endif %}")


def _directives(word: Word) -> None:
    _line(word, "B. Arahan Gubernur", bold=True, before=10)
    _paragraph(word, "{%p if arahan %}")
    table = _table(
        word,
        ("Arahan", "Hasil", "Keterangan", "Yang diminta", "Tanggapan perangkat daerah"),
        (4.2, 2.8, 9.2, 5.2, 5.1),
    )
    _repeat(table, "arahan", "satu", ("judul", "hasil", "keterangan", "diminta", None))
    _paragraph(word, "{%p else %}")
    _line(word, "Tidak ada arahan yang diperiksa.")
    _paragraph(word, "{%p endif %}")


def _notes(word: Word) -> None:
    _line(word, "C. Catatan atas dokumen", bold=True, before=10)
    _paragraph(word, "{%p if bacaan %}")
    table = _table(
        word,
        ("Hlm.", "Baris", "Catatan", "Tanggapan perangkat daerah"),
        (1.4, 8.4, 10.4, 6.3),
    )
    _repeat(table, "bacaan", "satu", ("halaman", "nama", "catatan", None), center=(0,))
    _paragraph(word, "{%p else %}")
    _line(word, "Tidak ada catatan.")
    _paragraph(word, "{%p endif %}")


def _closing(word: Word) -> None:
    _line(word, "D. Kesepakatan", bold=True, before=10)
    _text(
        word,
        f"Pada hari {_DOTS} tanggal {_DOTS} hasil verifikasi ini telah dibahas bersama. Perangkat "
        "daerah menyempurnakan Renja sesuai dengan tanggapan yang disepakati di atas.",
    )
    who = f"\n\n\n\n{_WIDE}\nNIP\N{NO-BREAK SPACE}{_WIDE[4:]}"
    _signature(word, (13.2, 13.2), (f"Verifikator Bappeda,{who}", f"{{{{ opd }}}},{who}"))
    _line(
        word,
        "Disusun dengan alignment {{ versi }}, model {{ model }}, {{ tanggal }}. Pemeriksaan hanya "
        "melihat yang tertulis dalam dokumen; angka peluang dan bukti lengkap ada pada buku kerja.",
        size=8,
        before=8,
    )


def _signature(word: Word, widths: Sequence[float], texts: Sequence[str]) -> None:
    grid = _grid(word, widths)
    cells = grid.add_row().cells
    _whole_row(grid.rows[0])
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)
        cell.paragraphs[0].paragraph_format.space_before = Pt(10)


def _footer(paragraph: Paragraph) -> None:
    paragraph.alignment = _CENTER
    run = paragraph.add_run("Hasil Verifikasi Renja {{ opd }} {{ tahun }}, halaman ")
    run.font.size = Pt(8)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        number = paragraph.add_run()
        number.font.size = Pt(8)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        number._r.append(part)


def _table(word: Word, headings: Sequence[str], widths: Sequence[float]) -> Table:
    """A ruled table with a heading that is repeated on every page, and no row yet."""
    table = word.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fix(table, widths)
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        _shade(cell, "E7EDF3")
        run = cell.paragraphs[0].add_run(heading)
        run.bold, run.font.size = True, Pt(9)
        cell.paragraphs[0].paragraph_format.space_after = Pt(1)
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    return table


def _repeat(
    table: Table,
    rows: str,
    row: str,
    fields: Sequence[str | None],
    *,
    right: Sequence[int] = (),
    center: Sequence[int] = (),
) -> None:
    """Three rows: repeat from here, the row itself, to here."""
    table.add_row().cells[0].paragraphs[0].add_run(f"{{%tr for {row} in {rows} %}}")
    for place, (cell, field) in enumerate(zip(table.add_row().cells, fields, strict=True)):
        paragraph = cell.paragraphs[0]
        _small(paragraph, f"{{{{ {row}.{field} }}}}" if field else "")
        if place in right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if place in center:
            paragraph.alignment = _CENTER
    _whole_row(table.rows[2])
    table.add_row().cells[0].paragraphs[0].add_run("{%tr endfor %}")
    widths = [cell.width for cell in table.rows[0].cells]
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width


def _grid(word: Word, widths: Sequence[float]) -> Table:
    table = word.add_table(rows=0, cols=len(widths))
    _fix(table, widths)
    return table


def _fix(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Cm(width)


def _whole_row(row: object) -> None:
    """A row is not parted at a page's end."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _fill(cells: Sequence[_Cell], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)
        cell.paragraphs[0].paragraph_format.space_after = Pt(1)


def _small(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(9)
    paragraph.paragraph_format.space_after = Pt(1)


def _paragraph(word: Word, text: str) -> Paragraph:
    return word.add_paragraph(text)


def _text(word: Word, text: str) -> None:
    paragraph = word.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(6)


def _line(
    word: Word,
    text: str,
    *,
    bold: bool = False,
    size: float | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
    before: float = 0,
    after: float = 3,
) -> Paragraph:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.color.rgb = RGBColor(0, 0, 0)
    if size:
        run.font.size = Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.keep_with_next = bold
    return paragraph


if __name__ == "__main__":
    main()
