"""Tables without rules: columns from the blanks between them, rows from the codes. Pure.

Each row of such a table begins with a code. The columns are the blank gutters that run through all
rows with a code; a row ends where a blank line crosses the whole table before the next code. Cells
that stand in the middle of rows without padding leave no such line: what is read here is marked as
unruled, and the audit says how far to trust it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.extract.bands import row_ranges
from alignment.extract.item_codes import if_of_item
from alignment.extract.lines import (
    Line,
    Sheet,
    extent_of,
    lines_of_sheet,
    runs_at,
    sheet_of,
    text_and_places_at,
    text_at,
)
from alignment.extract.table import Cell, Table, TableRow
from alignment.text import looks_like_opd, parse_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from alignment.extract.page import Page

_LEAST_CODES = 3
LEAST_COLUMNS = 4
_GUTTER = 0.3  # of a character's height: the narrowest blank between two columns
_HAIR_PT = 1.0
_MOST_CODES = 0.8
_FEW_CUT = 0.005
_MOST_HEAD_LINES = 24
_FIGURES = tuple(map(ord, "0123456789.,-()Rp"))
_CURRENCY = tuple(map(ord, "Rp."))
_MOST_FIGURES, _LEAST_DOTS = 0.9, 0.1
_LEAST_GAP = 0.2  # of a character's height: a blank that is no blank between letters
_WORD_GAP = 0.6  # of a character's height: the widest blank between two words
_LARGE = 1.2  # times the usual height: a title's letters
_GAP_IN_HEAD, _GAP_OVER_NUMBERS = 2.0, 3.5  # of a character's height: between lines of the head
_FAR_BELOW = 2.0  # of a character's height: what stands further below the head is no row's rest
_CODE_ANYWHERE = re.compile(r"[1-9X]\s?[. ]\s?(?:\d\d|XX)\s?[. ]\s?\d\d")
_CODE_AHEAD = re.compile(r"(?:\(?\d{1,3}[.)]?\s+)?(?P<code>[1-9X]\.(?:\d\d|XX)(?:\.[\dX]{1,4})*)\b")


def unruled_tables(
    page: Page, shaded: Sequence[Table] = (), *, continued: Sequence[float] = ()
) -> list[Table]:
    """The table on a page that has codes in lines but no rules; none where codes are few.

    ``shaded`` are what the shading of some rows draws: a shaded head tells the columns, and where
    shaded cells hold nearly all the codes it is the table already; bands across only tell where the
    table begins and ends. A page that goes on with a table whose edges were the ``continued`` ones
    may hold its last row only, and the rest of a row above its first code.
    """
    if not continued and len(_CODE_ANYWHERE.findall(page.text)) < _LEAST_CODES:
        return []
    sheet = sheet_of(page)
    if sheet is None:
        return []
    tables = [table for table in shaded if len(table.edges_pt) > LEAST_COLUMNS]
    bands_across = [table for table in shaded if len(table.edges_pt) <= LEAST_COLUMNS]
    lines = _lines_of_table(sheet, bands_across)
    starts = [i for i, line in enumerate(lines) if _opens_row(sheet, line)]
    if not starts and continued:
        return _rest_below_head(sheet, lines, shaded)
    has_few = len(starts) < _LEAST_CODES and not continued
    if has_few or _are_inside(tables, [lines[i] for i in starts]):
        return []
    rows = row_ranges(sheet, lines, starts)
    above, bands = lines[: rows[0].start], [lines[row.start : row.stop] for row in rows]
    are_coded = [any(start in row for start in starts) for row in rows]
    coded = list(itertools.compress(bands, are_coded))
    gutters = gutters_of(sheet, coded, _label_lines(sheet, above), continued=continued)
    edges = _shaded_edges(sheet, tables, bands) or _edges(sheet, bands, gutters)
    if len(edges) <= LEAST_COLUMNS:
        return []
    top = bands[0][0].top
    head_end = _head_end(page, _rows_above(shaded, top), edges, top)
    rest = [line for line in above if head_end is not None and line.top > head_end - _HAIR_PT]
    head = _rows_above(tables, top) or _head_rows(sheet, above[: len(above) - len(rest)], edges)
    body = [_row(sheet, rest, edges, is_coded=False)] if rest else []
    pairs = zip(bands, are_coded, strict=True)
    body += [_row(sheet, band, edges, is_coded=is_coded) for band, is_coded in pairs]
    return [Table(page.number, tuple(edges), (*head, *body), is_ruled=False, source=page.source)]


def _lines_of_table(sheet: Sheet, bands: Sequence[Table]) -> list[Line]:
    """The page's lines; where bands of shading hold nearly all the codes, what stands in those."""
    lines = lines_of_sheet(sheet)
    starts = [line for line in lines if _opens_row(sheet, line)]
    if not (starts and _are_inside(bands, starts)):
        return lines
    top = min(table.top_pt for table in bands) - _HAIR_PT
    bottom = max(table.bottom_pt for table in bands) + _HAIR_PT
    return [line for line in lines if top <= line.top and line.bottom <= bottom]


def _rest_below_head(sheet: Sheet, lines: Sequence[Line], shaded: Sequence[Table]) -> list[Table]:
    """The head that a page repeats and what stands right below it, where no code follows."""
    head = max(shaded, key=lambda table: len(table.edges_pt), default=None)
    if head is None or len(head.edges_pt) <= LEAST_COLUMNS:
        return []
    below = [line for line in lines if line.top > head.bottom_pt - _HAIR_PT]
    bands: list[list[Line]] = []
    for line in below:
        gap = line.top - (bands[-1][-1].bottom if bands else head.bottom_pt)
        if gap > _FAR_BELOW * sheet.height:
            break
        if bands and gap < _GUTTER * sheet.height:
            bands[-1].append(line)
        else:
            bands.append([line])
    rows = [_row(sheet, band, head.edges_pt, is_coded=False) for band in bands]
    return [replace(head, rows=(*head.rows, *rows), is_ruled=False)] if rows else []


def _rows_above(tables: Sequence[Table], y_pt: float) -> list[TableRow]:
    return [row for table in tables for row in table.rows if row.bottom_pt <= y_pt + _HAIR_PT]


def _head_end(
    page: Page, head: Sequence[TableRow], edges: Sequence[float], top: float
) -> float | None:
    """Where the head ends: at its shading's end, or at a rule across the table above its rows."""
    if head:
        return max(row.bottom_pt for row in head)
    rules = page.drawn.horizontal
    width = edges[-1] - edges[0]
    wide = rules[(rules[:, 1] - rules[:, 0] > 0.6 * width) & (rules[:, 2] < top + _HAIR_PT)]
    return float(wide[:, 2].max()) if len(wide) else None


def _are_inside(tables: Sequence[Table], lines: Sequence[Line]) -> bool:
    inside = sum(any(t.top_pt <= line.top <= t.bottom_pt for t in tables) for line in lines)
    return inside >= _MOST_CODES * len(lines)


def _shaded_edges(
    sheet: Sheet, shaded: Sequence[Table], bands: Sequence[Sequence[Line]]
) -> list[float]:
    """The edges that shaded cells give, where hardly a character of the rows stands on one."""
    widest = max(shaded, key=lambda table: len(table.edges_pt), default=None)
    if widest is None:
        return []
    indices = np.concatenate([line.indices for band in bands for line in band])
    left, right = sheet.boxes[indices, 0], sheet.boxes[indices, 2]
    inner = np.array(widest.edges_pt[1:-1])
    cut = (left[:, None] + _HAIR_PT < inner) & (right[:, None] - _HAIR_PT > inner)
    return list(widest.edges_pt) if cut.sum() <= _FEW_CUT * len(indices) else []


def _opens_row(sheet: Sheet, line: Line) -> bool:
    """Whether the line's first run is an item's code, a row number before it or not."""
    runs = runs_at(sheet, line.indices)
    ahead = " ".join(text_at(sheet, run).replace("\n", "") for run in runs[:5])
    match = _CODE_AHEAD.match(ahead)
    code = parse_code(match["code"]) if match else None
    if match and code is None:  # a narrow cell may have cut its last part
        code = parse_code(match["code"].rpartition(".")[0])
    if code is None:
        squeezed = " ".join(ahead.split()[:6])
        parts = re.match(r"(?:[\dX]{1,2}(?:\.\d\d)? ){2,5}(?=\D|\d\.\d\d)", squeezed + " ")
        code = parse_code(parts[0]) if parts else None
    return if_of_item(code) is not None


def gutters_of(
    sheet: Sheet,
    bands: Sequence[Sequence[Line]],
    labels: Sequence[Line],
    *,
    continued: Sequence[float] = (),
) -> list[float]:
    """The middles of the blanks that no character of any row crosses.

    One no wider than a blank between words may stand between the same two words of every row:
    it parts columns only where amounts stand left of it, a label of the head right of it, or the
    page before has one of its ``continued`` edges there or, as the middle of a wider blank, a
    little left of it. Behind *Rp* no column begins.
    """
    indices = np.concatenate([line.indices for band in bands for line in band])
    order = indices[np.argsort(sheet.boxes[indices, 0])]
    ends = np.maximum.accumulate(sheet.boxes[order, 2])
    gaps = sheet.boxes[order[1:], 0] - ends[:-1]
    gutters = np.flatnonzero(gaps > _LEAST_GAP * sheet.height)
    clear = [int(i) for i in gutters if gaps[i] > _GUTTER * sheet.height]
    rights = [float(ends[min((i for i in clear if i > g), default=-1)]) for g in gutters]
    named = [_extents(sheet, line) for line in labels if not _is_numbers(sheet, line)]
    half = (float(ends[-1]) - float(sheet.boxes[order[0], 0])) / 2
    named = [[(a, b) for a, b in line if b - a < half] for line in named]  # but for titles
    is_head = any(len(line) >= LEAST_COLUMNS for line in named)
    kept: list[float] = []
    left = float(sheet.boxes[order[0], 0])
    for gutter, right in zip(gutters.tolist(), rights, strict=True):
        middle = float(ends[gutter] + gaps[gutter] / 2)
        width = gaps[gutter] / sheet.height
        is_wide = width > (_WORD_GAP if is_head else _GUTTER)
        has_label = is_head and _parts_labels(named, left, middle, right)
        column = _characters_between(sheet, order, left, middle)
        if len(column) and np.isin(column, _CURRENCY).all():
            continue
        first, last = ends[gutter] - _GUTTER * sheet.height, ends[gutter] + gaps[gutter]
        was_edge = any(first <= x <= last for x in continued)
        if is_wide or has_label or was_edge or _are_amounts(column):
            kept.append(middle)
            left = float(ends[gutter] + gaps[gutter])
    return kept


def _characters_between(
    sheet: Sheet, indices: NDArray[np.int64], left: float, right: float
) -> NDArray[np.uint32]:
    middle = (sheet.boxes[indices, 0] + sheet.boxes[indices, 2]) / 2
    between = indices[(middle > left - _HAIR_PT) & (middle < right)]
    characters: NDArray[np.uint32] = sheet.page.characters[between]
    return characters


def _are_amounts(codes: NDArray[np.uint32]) -> bool:
    """Whether nearly all characters are those of long figures with dots."""
    if not len(codes) or float((codes == ord(".")).mean()) < _LEAST_DOTS:
        return False
    return float(np.isin(codes, _FIGURES).mean()) > _MOST_FIGURES


def _extents(sheet: Sheet, line: Line) -> list[tuple[float, float]]:
    """Left and right of each label on a line of the head."""
    return [extent_of(sheet, run) for run in runs_at(sheet, line.indices)]


def _parts_labels(
    named: Sequence[Sequence[tuple[float, float]]], left: float, gutter: float, right: float
) -> bool:
    """Whether a label stands left of a gutter, and the lowest one right of it does not cross it."""
    if not any(start < gutter and end > left for line in named for start, end in line):
        return False
    for line in reversed(named):
        over = [start for start, end in line if start < right and end > gutter]
        if over:
            return min(over) > gutter
    return False


def _label_lines(sheet: Sheet, above: Sequence[Line]) -> list[Line]:
    """The lines of the head, from the top: those right above the first row."""
    lines: list[Line] = []
    for line in reversed(above[-_MOST_HEAD_LINES:]):
        is_below_numbers = bool(lines) and _is_numbers(sheet, lines[0])
        most = (_GAP_OVER_NUMBERS if is_below_numbers else _GAP_IN_HEAD) * sheet.height
        if lines and (lines[0].top - line.bottom > most or _is_title(sheet, line)):
            break
        lines.insert(0, line)
    return lines


def _is_title(sheet: Sheet, line: Line) -> bool:
    """Whether a line is one of the page's titles: alone, and in larger letters or of an agency."""
    runs = runs_at(sheet, line.indices)
    heights = sheet.boxes[line.indices, 3] - sheet.boxes[line.indices, 1]
    is_large = float(np.median(heights)) > _LARGE * sheet.height
    return len(runs) == 1 and (is_large or looks_like_opd(text_at(sheet, np.sort(runs[0]))))


def _is_numbers(sheet: Sheet, line: Line) -> bool:
    """Whether a line numbers the columns: ``(1) (2) (3)``."""
    return bool(re.fullmatch(r"(?:\(?\d{1,2}\)?\s*){3,}", text_at(sheet, line.indices)))


def _edges(sheet: Sheet, bands: Sequence[Sequence[Line]], gutters: Sequence[float]) -> list[float]:
    indices = np.concatenate([line.indices for band in bands for line in band])
    left = float(sheet.boxes[indices, 0].min()) - 1.0
    right = float(sheet.boxes[indices, 2].max()) + 1.0
    return [left, *gutters, right]


def _row(sheet: Sheet, band: Sequence[Line], edges: Sequence[float], *, is_coded: bool) -> TableRow:
    """The band as a row of cells; without a code, as a sum has none, no run is cut by an edge."""
    indices = np.concatenate([line.indices for line in band])
    top, bottom = band[0].top, band[-1].bottom
    place = (sheet.boxes[:, 0] + sheet.boxes[:, 2]) / 2
    if not is_coded:
        for line in band:
            for run in _uncut_runs(sheet, line, edges):
                place[run] = place[run].min()
    column = np.clip(np.searchsorted(edges, place[indices]) - 1, 0, len(edges) - 2)
    cells = tuple(
        _cell(sheet, indices[column == number], (left, top, right, bottom))
        for number, (left, right) in enumerate(itertools.pairwise(edges))
    )
    return TableRow(top, bottom, cells)


def _uncut_runs(sheet: Sheet, line: Line, edges: Sequence[float]) -> Iterator[NDArray[np.int64]]:
    """The runs of a line, parted at an edge only where a blank wider than between words is."""
    for run in runs_at(sheet, line.indices):
        starts, ends = sheet.boxes[run[1:], 0], sheet.boxes[run[:-1], 2]
        is_wide = starts - ends > _GUTTER * sheet.height
        has_edge = np.searchsorted(edges, ends) != np.searchsorted(edges, starts)
        yield from np.split(run, np.flatnonzero(is_wide & has_edge) + 1)


def _cell(sheet: Sheet, indices: NDArray[np.int64], box: tuple[float, float, float, float]) -> Cell:
    text, places = text_and_places_at(sheet, np.sort(indices))
    return Cell(*box, text, places if len(places) > 1 else ())


def _head_rows(sheet: Sheet, lines: Sequence[Line], edges: Sequence[float]) -> list[TableRow]:
    """The lines above the first row as rows of cells, a label over the columns it stands above."""
    labels = (line for line in _label_lines(sheet, lines) if not _is_numbers(sheet, line))
    return _stacked([_head_row(sheet, line, edges) for line in labels], edges)


def _head_row(sheet: Sheet, line: Line, edges: Sequence[float]) -> TableRow:
    cells = []
    for run in runs_at(sheet, line.indices):
        left, right = extent_of(sheet, run)
        first = max(0, int(np.searchsorted(edges, left + 0.5)) - 1)
        last = max(first + 1, int(np.searchsorted(edges, right - 0.5)))
        last = min(last, len(edges) - 1)
        first = min(first, last - 1)
        cells.append(Cell(edges[first], line.top, edges[last], line.bottom, text_at(sheet, run)))
    return TableRow(line.top, line.bottom, tuple(cells))


def _stacked(rows: Sequence[TableRow], edges: Sequence[float]) -> list[TableRow]:
    """The head's lines as few rows: labels that go on below themselves are one cell."""
    open_cells: dict[tuple[float, float], Cell] = {}
    for row in rows:
        for cell in row.cells:
            key = (cell.left_pt, cell.right_pt)
            above = open_cells.get(key)
            text = f"{above.text}\n{cell.text}" if above else cell.text
            top = above.top_pt if above else cell.top_pt
            open_cells[key] = Cell(*key[:1], top, key[1], cell.bottom_pt, text)
    spans = [c for c in open_cells.values() if c.right_pt - c.left_pt > _width(c, edges)]
    narrow = [c for c in open_cells.values() if c not in spans]
    out = []
    for group in (spans, narrow):
        if group:
            cells = tuple(sorted(group, key=lambda cell: cell.left_pt))
            out.append(
                TableRow(min(c.top_pt for c in cells), max(c.bottom_pt for c in cells), cells)
            )
    return out


def _width(cell: Cell, edges: Sequence[float]) -> float:
    """The width of the first column that the cell stands over."""
    first = edges.index(cell.left_pt)
    return edges[first + 1] - edges[first] + 0.1
