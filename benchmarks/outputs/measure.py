"""What the products of a large run cost: the workbook of a store, the page of 1,000 items.

`python measure.py sqlite:///STORE [--profile]`

The workbook is that of `alignment report --format xlsx`: time and memory are those of the whole
command, start-up and reading of the store included. The page's items are those of the sample plans
with their verdicts, repeated under new ids; it is opened in Chromium, three times, and tells itself
when it was ready. Writes `results/outputs.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.align.score import load_scorer
from alignment.missions import load_missions
from alignment.report.html import write_page
from alignment.run import process_all, rank_documents
from alignment.settings import load_settings
from alignment.store.db import Store

if TYPE_CHECKING:
    from alignment.types import DocumentResult, MissionSet

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "corpus" / "samples"
PAGE_ITEMS = 1_000
VISITS = 3
# The page's own clock, from the start of the navigation until all is loaded, run and laid out.
WATCH = """
<script>addEventListener("load", () => {
document.body.offsetHeight; document.title = "ready " + performance.now().toFixed(0); });</script>
"""


def repeated(results: list[DocumentResult], wanted: int) -> list[DocumentResult]:
    """The documents again and again, under new names and ids, until they hold ``wanted`` items."""
    copies: list[DocumentResult] = []
    count = turn = 0
    while count < wanted:
        for one in results:
            taken = one.alignments[: wanted - count]
            if not taken or one.extraction is None:
                continue
            items = [replace(each.item, item_id=f"{turn}-{each.item.item_id}") for each in taken]
            verdicts = [replace(v, item=item) for v, item in zip(taken, items, strict=True)]
            opd = f"{one.extraction.opd} {turn}"
            read = replace(one.extraction, items=tuple(items), opd=opd)
            name = f"{turn}-{one.document}"
            copies.append(replace(one, document=name, extraction=read, alignments=tuple(verdicts)))
            count += len(taken)
        turn += 1
    return list(rank_documents(copies).documents)


def sample_results(wanted: int) -> list[DocumentResult]:
    """The sample plans, read and judged, as often as gives ``wanted`` items."""
    samples = sorted(SAMPLES.glob("*.pdf"))
    read = process_all(samples, load_missions(None), load_scorer(), load_settings())
    return repeated(list(read), wanted)


def workbook(store: str, folder: Path) -> dict[str, float]:
    """Seconds, peak megabytes and size of the workbook, as its reader makes it."""
    with Store(store) as opened:
        count = sum(one.item_count for one in opened.latest())
    began = time.perf_counter()
    started = subprocess.Popen(report_command(store, folder), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    if status:
        raise SystemExit("The report could not be written.")
    return {
        "items": count,
        "cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "wall_s": round(time.perf_counter() - began, 2),
        "peak_memory_mb": round(used.ru_maxrss / 1024),
        "size_mb": round((folder / "hasil.xlsx").stat().st_size / 1e6, 1),
    }


def report_command(store: str, folder: Path, *profile: str) -> list[str]:
    """The command that writes the workbook, under a profiler where one is named."""
    asked = ("report", "--store", store, "--out", str(folder), "--format", "xlsx")
    return [sys.executable, *profile, "-m", "alignment", *asked]


def page(results: list[DocumentResult], missions: MissionSet, folder: Path) -> dict[str, float]:
    """Size of the page, seconds to write it, milliseconds until Chromium has it ready."""
    cpu = time.process_time()
    file = folder / "laporan.html"
    write_page(file, results, missions)
    written = time.process_time() - cpu
    ready = [_ready_ms(file, folder) for _ in range(VISITS)]
    return {
        "items": sum(len(one.alignments) for one in results),
        "write_cpu_s": round(written, 2),
        "size_mb": round(file.stat().st_size / 1e6, 2),
        "ready_ms": statistics.median(ready),
    }


def _ready_ms(file: Path, folder: Path) -> float:
    watched = folder / "watched.html"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", WATCH, text, count=1)
    watched.write_text(text, encoding="utf-8")
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--window-size=1280,900", "--timeout=8000"),
            *(f"--user-data-dir={profile}", "--dump-dom", watched.as_uri()),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"<title>ready (\d+)</title>", done.stdout)
    if not found:
        raise SystemExit("Chromium did not say when the page was ready.")
    return float(found[1])


def main() -> None:
    """Measures both, prints and keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", help="URL of a store with about 50,000 items")
    parser.add_argument("--profile", action="store_true", help="where the workbook's time goes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.profile:
            profiler = ("-m", "cProfile", "-s", "tottime")
            subprocess.run(report_command(given.store, folder, *profiler), check=True)
            return
        found = {
            "machine": f"{platform.processor() or platform.machine()}, Python "
            f"{platform.python_version()}",
            "workbook": workbook(given.store, folder),
            "page": page(sample_results(PAGE_ITEMS), load_missions(None), folder),
        }
    (HERE / "results" / "outputs.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
