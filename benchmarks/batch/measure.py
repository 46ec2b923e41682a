"""Runs `alignment batch` over a folder and writes down what it costs, document by document.

`python measure.py FOLDER STORE RESULT.json [options of alignment batch]`

Time is wall time and CPU time of the driver and all below it; memory is the resident set of the
driver and, apart, of all below it; the store is its file with its side files. Needs Linux's /proc.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MB = 1024**2


def descendants(pid: int) -> list[int]:
    """The processes below ``pid``, all the way down."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def cpu_seconds(pid: int, *, with_children: bool = True) -> float:
    """CPU time of a process, and of its ended children."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, said[11 : 15 if with_children else 13])) * TICK_SECONDS


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    try:
        resident = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0.0
    return int(resident) * PAGE_BYTES / MB


def store_mb(url: str) -> float:
    """Size of a SQLite store."""
    file = Path(url.removeprefix("sqlite:///"))
    return sum(one.stat().st_size for one in file.parent.glob(file.name + "*")) / MB


def measure(folder: str, url: str, options: list[str]) -> list[dict[str, float | str]]:
    """One record a document, in the order they ended."""
    command = [sys.executable, "-m", "alignment", "batch", folder, "--store", url, "--json"]
    started = time.monotonic()
    driver = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    records: list[dict[str, float | str]] = []
    for line in driver.stdout or ():
        said = json.loads(line)
        below = descendants(driver.pid)
        records.append(
            {
                "ending": said["ending"],
                "items": said["items"],
                "wall_s": round(time.monotonic() - started, 3),
                "cpu_s": round(sum(map(cpu_seconds, [driver.pid, *below])), 2),
                "driver_cpu_s": round(cpu_seconds(driver.pid, with_children=False), 2),
                "driver_mb": round(memory_mb(driver.pid), 1),
                "workers_mb": round(sum(map(memory_mb, below)), 1),
                "store_mb": round(store_mb(url), 2) if url.startswith("sqlite") else 0.0,
            }
        )
    driver.wait()
    whole = {"ending": f"exit {driver.returncode}", "wall_s": time.monotonic() - started}
    return [*records, whole]


def main() -> None:
    folder, url, result, *options = sys.argv[1:]
    records = measure(folder, url, options)
    Path(result).write_text("\n".join(map(json.dumps, records)) + "\n", encoding="utf-8")
    *documents, whole = records
    last = documents[-1]
    print(
        f"{len(documents)} documents, {whole['ending']}, {whole['wall_s']:.1f} s, "
        f"{last['cpu_s']:.1f} CPU-s, of it driver {last['driver_cpu_s']:.1f}, "
        f"driver {last['driver_mb']} MB, store {last['store_mb']} MB"
    )


if __name__ == "__main__":
    main()
