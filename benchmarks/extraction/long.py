"""Memory over a very long document, and two workers against one.

``python benchmarks/extraction/long.py PDF [--pages 5000] [--copies 8] [--only 16-24]`` repeats the
pages of PDF (all, or only those) up to the given number and reads that document through the guarded
door: peak memory of the caller and of its worker. Then it reads copies of PDF by one worker and by
two, on a machine that should have nothing else to do. The figures go to ``results/long.json``.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf

from alignment.extract import guard
from alignment.settings import Limits, Settings

RESULTS = Path(__file__).with_name("results") / "long.json"


def repeated(source: Path, only: range | None, pages: int, path: Path) -> None:
    """Writes a document of ``pages`` pages: those of ``source`` again and again."""
    with pikepdf.open(source) as document, pikepdf.new() as out:
        numbers = only or range(1, len(document.pages) + 1)
        for index in range(pages):
            out.pages.append(document.pages[numbers[index % len(numbers)] - 1])
        out.save(path)


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last) + 1)


def _most_worker_mb(pid: int, stop: threading.Event, peak: list[float]) -> None:
    """Follows the peak memory of a process until told to stop."""
    while not stop.wait(0.2):
        status = Path(f"/proc/{pid}/status")
        if status.exists():
            lines = (line for line in status.read_text().splitlines() if "VmHWM" in line)
            peak[0] = max([peak[0], *(int(line.split()[1]) / 1024 for line in lines)])


def memory(path: Path, pages: int) -> dict[str, object]:
    """Peak memory of this process and of its worker over one document."""
    settings = Settings(limits=replace(Limits(), pages=pages))
    before = _self_mb()
    stop, peak = threading.Event(), [0.0]
    worker = guard._the_worker()  # noqa: SLF001 - its process is what is measured
    watch = threading.Thread(target=_most_worker_mb, args=(worker._process.pid, stop, peak))  # noqa: SLF001
    watch.start()
    started = time.perf_counter()
    extraction = guard.read_document(path, settings)
    seconds = time.perf_counter() - started
    stop.set()
    watch.join()
    return {
        "pages": extraction.page_count,
        "items": len(extraction.items),
        "seconds": round(seconds, 1),
        "caller_mb_before": round(before),
        "caller_peak_mb": round(_self_mb()),
        "worker_peak_mb": round(peak[0]),
    }


def _self_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def workers(source: Path, copies: int) -> dict[str, object]:
    """Seconds for ``copies`` readings by one worker and by two, workers started beforehand."""
    taken = {}
    for count in (1, 2):
        with ThreadPoolExecutor(count) as pool:
            barrier = threading.Barrier(count)
            for warm in [pool.submit(_warm, source, barrier) for _ in range(count)]:
                warm.result()
            started = time.perf_counter()
            list(pool.map(lambda _: guard.read_document(source, Settings()), range(copies)))
            taken[count] = time.perf_counter() - started
    return {
        "copies": copies,
        "one_worker_s": round(taken[1], 2),
        "two_workers_s": round(taken[2], 2),
        "times_faster": round(taken[1] / taken[2], 2),
    }


def _warm(source: Path, barrier: threading.Barrier) -> None:
    guard.read_document(source, Settings())
    barrier.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("--only", type=_range, help="the pages to repeat, as FIRST-LAST")
    options = parser.parse_args()
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        repeated(options.pdf, options.only, options.pages, path)
        figures["memory"] = memory(path, options.pages)
        print(json.dumps(figures["memory"]), flush=True)
    figures["workers"] = workers(options.pdf, options.copies)
    print(json.dumps(figures["workers"]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
