"""How many rows of scans are read right: forms of several producers, printed, scanned, read by OCR.

``python benchmarks/extraction/ocr.py [--dpi 200] [--form F]... [--producer P]... [--pages 2]
[--seed N]... [--keep DIR]``: the first pages of each plan's table become pictures as a scanner
makes them (turned by up to 0.6 degrees, blurred, noisy, JPEG of quality 70) and nothing else. A
row is right as in ``accuracy.py``; the row that the last page cuts is left out. The figures go to
``results/ocr.json``; exit code 1 below the bar.
"""

from __future__ import annotations

import io
import json
import sys
import time
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
from accuracy import Document, documents, figure_of, items_of, keep, matched, parser, row_f1
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_FORMS = ("tc33", "sipd_ri", "perubahan", "merah", "nocodes")
_PRODUCERS = ("reportlab", "weasyprint", "chromium", "libreoffice")
_BAR = 0.97
_MOST_SKEW_DEGREES = 0.6
_NOISE = 6.0  # of 255, the noise's standard deviation
_BLUR_PX = 0.5
_JPEG_QUALITY = 70


def main() -> int:
    options = _parser().parse_args()
    figures = [
        _measured(one, options.dpi, options.pages)
        for one in documents(options, _FORMS, _PRODUCERS, (1,))
    ]
    rows = sum(figure["rows"] for figure in figures)
    total = {"dpi": options.dpi, "rows": rows, "f1": round(row_f1(figures), 4)}
    print(json.dumps(total))
    keep(options.name, {**total, "documents": figures})
    return int(total["f1"] < _BAR)


def _parser() -> argparse.ArgumentParser:
    options = parser(__doc__, "ocr.json")
    options.add_argument("--dpi", type=int, default=200)
    options.add_argument("--pages", type=int, default=2)
    return options


def _measured(document: Document, dpi: int, page_count: int) -> dict[str, Any]:
    pdf, truth = document.pdf, document.truth
    first = next(row["page_number"] for row in truth if row["page_number"])
    pages = range(first, first + page_count)
    scan = pdf.with_suffix(".scan.pdf")
    _scan(pdf, pages, dpi, Random(pdf.name), scan)
    rows = [row for row in truth if row["page_number"] in pages]
    cut = rows.pop()
    started = time.perf_counter()
    items, notices = items_of(scan)
    seconds = time.perf_counter() - started
    if items and items[-1]["code"] == cut["code"] and not matched(items[-1:], rows):
        items.pop()
    right = len(matched(items, rows))
    per_page = round(seconds / page_count, 1)
    return figure_of(
        document, len(rows), len(items), right, notices=notices, seconds_per_page=per_page
    )


def _scan(pdf: Path, pages: range, dpi: int, chance: Random, target: Path) -> None:
    """Writes those pages (from 1) as a scanner gives them: pictures, and no text."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in pages:
            image = document[number - 1].render(scale=dpi / 72, grayscale=True).to_pil()
            pictures.append(_as_scan(image, chance))
    pictures[0].save(target, save_all=True, append_images=pictures[1:], resolution=dpi)


def _as_scan(image: Image.Image, chance: Random) -> Image.Image:
    angle = chance.uniform(-_MOST_SKEW_DEGREES, _MOST_SKEW_DEGREES)
    turned = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(_BLUR_PX))
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, _NOISE, np.shape(blurred))
    noisy = np.clip(np.asarray(blurred, float) + noise, 0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(noisy).save(packed, "JPEG", quality=_JPEG_QUALITY)
    return Image.open(io.BytesIO(packed.getvalue()))


if __name__ == "__main__":
    sys.exit(main())
