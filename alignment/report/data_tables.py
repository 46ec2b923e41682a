"""The flat tables that analysts get: every column with its meaning, and how its cells are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from alignment.report.cleaning import clean
from alignment.report.edition import indicator_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from alignment.report.entries import Entry
    from alignment.report.summary import Summary

_TEXT_LIMIT = 4000

Cell = str | int | float | None
Row = tuple[Cell, ...]


class Kind(Enum):
    """What a column holds: the name in the dictionary, and the name of Parquet's type."""

    TEXT = ("teks", "string")
    WHOLE = ("bilangan bulat", "int64")
    DECIMAL = ("bilangan pecahan", "float64")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and what that means (Indonesian)."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what one row is (Indonesian), its columns, and how its rows are read."""

    name: str
    one_row: str
    columns: tuple[Column, ...]
    rows: Callable[[Summary], Iterator[Row]]


def dictionary() -> str:
    """The data dictionary as Markdown (Indonesian)."""
    parts = [_INTRODUCTION]
    for table in TABLES:
        parts.append(f"## {table.name}\n\nSatu baris: {table.one_row}.\n")
        parts.append("| kolom | isi | arti |\n| --- | --- | --- |")
        parts += [
            f"| `{one.name}` | {one.kind.value[0]} | {one.meaning} |" for one in table.columns
        ]
        parts.append("")
    return "\n".join(parts)


def _text(value: str | None) -> str | None:
    return clean(value, _TEXT_LIMIT) or None


def _key(entry: Entry) -> tuple[Cell, Cell]:
    return _text(entry.document), entry.alignment.item.item_id


def _alignments(summary: Summary) -> Iterator[Row]:
    for entry in summary.entries:
        alignment, item = entry.alignment, entry.alignment.item
        box = item.box_pt
        sides = (box.left_pt, box.top_pt, box.right_pt, box.bottom_pt) if box else (None,) * 4
        yield (
            *_key(entry),
            _text(entry.agency),
            _text(entry.opd),
            item.year,
            item.level.value,
            _text(item.code),
            _text(item.name),
            _text(" > ".join(parent.name for parent in item.parents)),
            _text("; ".join(indicator_text(one) for one in item.indicators)),
            _fitting(item.budget_rupiah),
            _fitting(item.budget_before_rupiah),
            _fitting(item.forecast_rupiah),
            _fitting(item.realised_rupiah),
            entry.counted.items,
            _fitting(entry.counted.rupiah),
            _text(item.location),
            _text(item.fund_source),
            item.page_number,
            *sides,
            item.source.value,
            _text(" ".join(one.code for one in item.warnings)),
            alignment.status.value,
            alignment.rank,
            alignment.mission_id,
            round(alignment.none_probability, 6),
            _text(alignment.reason),
            alignment.model_id,
            *_decision(entry),
        )


def _decision(entry: Entry) -> tuple[Cell, ...]:
    said = entry.decision
    if said is None:
        return (None,) * 4
    return (
        said.status.value if said.status else None,
        said.mission_id,
        _text("; ".join(said.reviewers)),
        _text("; ".join(said.notes)),
    )


def _indicators(summary: Summary) -> Iterator[Row]:
    for entry in summary.entries:
        for position, one in enumerate(entry.alignment.item.indicators, start=1):
            texts = (one.text, one.target, one.unit, one.target_before)
            yield (*_key(entry), position, *map(_text, texts))


def _probabilities(summary: Summary) -> Iterator[Row]:
    for entry in summary.entries:
        for mission_id, chance in entry.alignment.probabilities.items():
            yield (*_key(entry), _text(mission_id), round(chance, 6))


def _directives(summary: Summary) -> Iterator[Row]:
    for row in summary.directives:
        for one in row.findings:
            if one:
                yield (
                    _text(row.document),
                    _text(one.opd),
                    _text(one.directive_id),
                    _text(one.title),
                    one.outcome.value,
                    _text(one.sentence),
                    one.item_count,
                    _fitting(one.amount_rupiah),
                    _fitting(one.total_rupiah),
                    one.share,
                )


def _fitting(amount: int | None) -> int | None:
    """An amount that 64 bits hold; a larger one is a reading error and left empty."""
    return amount if amount is None or abs(amount) < 2**63 else None


def _columns(lines: Iterable[tuple[str, Kind, str]]) -> tuple[Column, ...]:
    return tuple(Column(*line) for line in lines)


_T, _W, _D = Kind.TEXT, Kind.WHOLE, Kind.DECIMAL
_KEY = (
    ("document", _T, "nama berkas Renja, dengan foldernya bila beberapa berkas bernama sama"),
    ("item_id", _T, "tanda pengenal item, dibuat dari isinya; unik dalam satu dokumen"),
)

TABLES: Final[tuple[Table, ...]] = (
    Table(
        "alignments",
        "satu item (program, kegiatan, atau sub kegiatan) dengan hasil penilaiannya",
        _columns(
            (
                *_KEY,
                ("opd", _T, "perangkat daerah; nama berkas bila tidak diketahui"),
                ("plan", _T, "rencana: perangkat daerah, dengan pembeda bila rencananya beberapa"),
                ("year", _W, "tahun rencana"),
                ("level", _T, "`program`, `kegiatan`, atau `sub_kegiatan`"),
                ("code", _T, "kode nomenklatur; kosong bila dokumen tidak memuatnya"),
                ("name", _T, "nama item seperti tercetak"),
                ("parent_path", _T, "item di atasnya, dari program, dipisah ` > `"),
                ("indicators", _T, "indikator dan targetnya, dipisah `; `"),
                ("budget_rupiah", _W, "pagu"),
                ("budget_before_rupiah", _W, "pagu sebelum perubahan"),
                ("forecast_rupiah", _W, "prakiraan maju"),
                ("realised_rupiah", _W, "realisasi pada periode terakhir yang terisi"),
                ("counted_items", _W, "1 pada baris terbawah cabangnya, selain itu 0"),
                (
                    "counted_rupiah",
                    _W,
                    "rupiah yang terhitung di sini; jumlahkan ini, bukan `budget_rupiah`",
                ),
                ("location", _T, "lokasi"),
                ("fund_source", _T, "sumber dana"),
                ("page_number", _W, "halaman PDF, mulai dari 1"),
                ("left_pt", _D, "sisi kiri baris pada halaman, dalam poin (1/72 inci)"),
                ("top_pt", _D, "sisi atas, dalam poin dari tepi atas halaman"),
                ("right_pt", _D, "sisi kanan, dalam poin"),
                ("bottom_pt", _D, "sisi bawah, dalam poin"),
                ("source", _T, "`text`, atau `ocr` bila halamannya gambar"),
                ("warning_codes", _T, "kode catatan pembacaan, dipisah spasi"),
                ("status", _T, "status penilaian, lihat lembar Kamus pada buku kerja"),
                ("rank", _W, "1 yang paling patut diperiksa; kosong bila tidak diperingkat"),
                ("mission_id", _T, "misi terdekat; kosong bila tidak selaras"),
                ("none_probability", _D, "peluang terkalibrasi bahwa tidak ada misi, 0 sampai 1"),
                ("reason", _T, "alasan dalam satu kalimat"),
                ("model_id", _T, "tanda pengenal model penilai"),
                ("decision_status", _T, "putusan peninjau; kosong bila belum ada atau berbeda"),
                ("decision_mission_id", _T, "misi menurut peninjau"),
                ("reviewers", _T, "nama peninjau, dipisah `; `"),
                ("decision_notes", _T, "catatan peninjau, dipisah `; `"),
            )
        ),
        _alignments,
    ),
    Table(
        "indicators",
        "satu indikator dari satu item",
        _columns(
            (
                *_KEY,
                ("position", _W, "urutan indikator pada itemnya, mulai dari 1"),
                ("text", _T, "bunyi indikator"),
                ("target", _T, "target seperti tercetak"),
                ("unit", _T, "satuan"),
                ("target_before", _T, "target sebelum perubahan"),
            )
        ),
        _indicators,
    ),
    Table(
        "probabilities",
        "satu item dan satu misi",
        _columns(
            (
                *_KEY,
                ("mission_id", _T, "tanda pengenal misi"),
                ("probability", _D, "peluang terkalibrasi bahwa item mendukungnya, 0 sampai 1"),
            )
        ),
        _probabilities,
    ),
    Table(
        "directives",
        "satu arahan gubernur pada rencana satu perangkat daerah",
        _columns(
            (
                ("document", _T, "nama berkas Renja"),
                ("opd", _T, "perangkat daerah"),
                ("directive_id", _T, "tanda pengenal arahan"),
                ("title", _T, "judul arahan"),
                ("outcome", _T, "apa yang tertulis dalam rencana tentang arahan itu"),
                ("sentence", _T, "keterangan"),
                ("item_count", _W, "jumlah item yang mendasarinya"),
                ("amount_rupiah", _W, "pagu item itu"),
                ("total_rupiah", _W, "seluruh pagu dokumen"),
                ("share", _D, "bagiannya dari seluruh pagu, 0 sampai 1"),
            )
        ),
        _directives,
    ),
)  # fmt: skip

_INTRODUCTION = """\
# Kamus data

`alignment run ... --format csv` dan `alignment report ... --format csv` menulis empat tabel; dengan
`--format parquet` tabel yang sama ditulis sebagai Parquet (`pip install '.[parquet]'`).
Tabel `indicators` dan `probabilities` disambungkan ke `alignments` dengan `document` dan `item_id`.

DuckDB membacanya dalam satu baris:

```sql
SELECT opd, status, sum(counted_rupiah) FROM 'hasil/alignments.parquet' GROUP BY ALL ORDER BY ALL;
SELECT opd, status, sum(counted_rupiah) FROM 'hasil/alignments.csv' GROUP BY ALL ORDER BY ALL;
```

CSV: UTF-8, dipisah koma, judul kolom pada baris pertama, sel kosong berarti tidak ada. Teks yang
akan dijalankan lembar kerja sebagai rumus (berawal `=`, `+`, `-`, `@`) diberi apostrof di depannya;
dalam Parquet teks itu apa adanya. Rupiah utuh tanpa sen.

Berkas ini dibuat dari programnya dengan `python docs/data_dictionary.py`.
"""
