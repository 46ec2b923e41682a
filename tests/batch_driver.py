"""A batch of plain plans in a process of its own, to be killed: STORE SECONDS WORKERS FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from plain_plans import PlainReader

from alignment.batch import run_batch
from alignment.engines.local import LocalEngine
from alignment.store.db import Store
from alignment.store.values import Recipe

RECIPE = Recipe("settings", "model", "missions", "code")


def main() -> None:
    url, seconds, workers, folder = sys.argv[1:]
    plans = sorted(map(str, Path(folder).glob("*.pdf")))
    with Store(url) as store:
        reader = PlainReader(float(seconds))
        for report in run_batch(plans, store, RECIPE, reader, LocalEngine(int(workers))):
            sys.stdout.write(report.ending.value + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
