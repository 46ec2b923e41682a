"""One worker against two, local against ray, cold against again: `compare.py FOLDER WORK RESULT`.

Each way reads the same documents into a new SQLite store; the second run reads none of them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from measure import measure

WAYS = {
    "local, 1 worker": ["--workers", "1"],
    "local, 2 workers": ["--workers", "2"],
    "ray, 2 workers": ["--engine", "ray", "--workers", "2"],
    "local, 2 workers, no vectors kept": ["--workers", "2", "--no-vectors"],
}


def main() -> None:
    folder, work, result = sys.argv[1:]
    rows = []
    for name, options in WAYS.items():
        store = Path(work) / f"{name.replace(' ', '-').replace(',', '')}.db"
        for one in store.parent.glob(store.name + "*"):
            one.unlink()
        for run in ("cold", "again"):
            *documents, whole = measure(folder, f"sqlite:///{store}", options)
            last = documents[-1]
            row = {
                "way": name,
                "run": run,
                "documents": len(documents),
                "wall_s": round(float(whole["wall_s"]), 1),
                "cpu_s": last["cpu_s"],
                "driver_cpu_s": last["driver_cpu_s"],
                "driver_mb": max(float(one["driver_mb"]) for one in documents),
                "workers_mb": max(float(one["workers_mb"]) for one in documents),
                "store_mb": last["store_mb"],
            }
            rows.append(row)
            print(json.dumps(row), flush=True)
    Path(result).write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
