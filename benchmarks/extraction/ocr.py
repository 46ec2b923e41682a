"""How many rows of scans are read right: forms of several producers, printed, scanned, read by OCR.

``python benchmarks/extraction/ocr.py [--dpi 200] [--form F]... [--producer P]... [--pages 2]
[--seed N] [--keep DIR]``: the first pages of each plan's table become pictures as a scanner makes
them (turned by up to 0.6 degrees, blurred, noisy, JPEG of quality 70) and nothing else. A row is
right as in ``accuracy.py``; the row that the last page cuts is left out. The figures go to
``results/ocr.json``; exit code 1 below the bar.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pypdfium2
from accuracy import RESULTS, made, matched
from PIL import Image, ImageFilter

from alignment.errors import DocumentError
from alignment.extract.document import extract_document
from alignment.records import item_record
from alignment.settings import Settings

_FORMS = ("tc33", "sipd_ri", "perubahan", "merah", "nocodes")
_PRODUCERS = ("reportlab", "weasyprint", "chromium", "libreoffice")
_BAR = 0.97
_MOST_SKEW_DEGREES = 0.6
_NOISE = 6.0  # of 255, the noise's standard deviation
_BLUR_PX = 0.5
_JPEG_QUALITY = 70


def main() -> int:
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        figures = [
            figure
            for producer in options.producer or _PRODUCERS
            for form in options.form or _FORMS
            if (figure := _measured(form, producer, options, folder)) is not None
        ]
    total = _f1(figures)
    print(json.dumps({"dpi": options.dpi, "rows": sum(f["rows"] for f in figures), "f1": total}))
    RESULTS.mkdir(exist_ok=True)
    written = {"dpi": options.dpi, "f1": total, "documents": figures}
    (RESULTS / options.name).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return int(total < _BAR)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--form", action="append")
    parser.add_argument("--producer", action="append")
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder that keeps the documents")
    parser.add_argument("--name", default="ocr.json", help="file of the figures")
    return parser


def _measured(
    form: str, producer: str, options: argparse.Namespace, folder: Path
) -> dict[str, Any] | None:
    pdf = made(form, producer, options.seed, folder)
    if pdf is None:
        return None
    truth = [json.loads(line) for line in pdf.with_suffix(".truth.jsonl").open(encoding="utf-8")]
    first = next(row["page_number"] for row in truth if row["page_number"])
    last = first + options.pages - 1
    scan = pdf.with_suffix(".scan.pdf")
    scanned(pdf, range(first, last + 1), options.dpi, Random(pdf.name), scan)
    rows = [row for row in truth if first <= (row["page_number"] or 0) <= last]
    cut = rows.pop()
    started = time.perf_counter()
    try:
        items = [item_record(item) for item in extract_document(scan, Settings()).items]
    except DocumentError as error:
        print(f"{form} {producer}: {error}", file=sys.stderr)
        items = []
    if items and items[-1]["code"] == cut["code"] and not matched(items[-1:], rows):
        items.pop()
    figure = {"form": form, "producer": producer, "rows": len(rows), "read": len(items)}
    seconds = round((time.perf_counter() - started) / options.pages, 1)
    figure |= {"right": len(matched(items, rows)), "seconds_per_page": seconds}
    print(json.dumps(figure), flush=True)
    return figure


def _f1(figures: list[dict[str, Any]]) -> float:
    rows, read, right = (sum(one[key] for one in figures) for key in ("rows", "read", "right"))
    return round(2 * right / (rows + read), 4) if rows + read else 0.0


def scanned(pdf: Path, pages: range, dpi: int, chance: Random, target: Path) -> None:
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
