"""How many documents a second the one writer records: `python writer.py PDF STORE COUNT`.

One real document is read, then recorded COUNT times under as many ids, each time with vectors of
texts of its own: the worst case, in which no text came before.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from alignment.batch import PackDocument
from alignment.missions import load_missions
from alignment.reader import PipelineReader
from alignment.settings import load_settings
from alignment.sources import describe
from alignment.store.db import Store
from alignment.store.values import Recipe


def main() -> None:
    pdf, url, count = sys.argv[1:]
    reader = PipelineReader(load_missions(None), load_settings(None), vectors_url="sqlite://")
    submission = describe(str(Path(pdf).absolute()))
    packed = PackDocument(reader)()(submission)
    recipe = Recipe("settings", "model", "missions", "code")
    with Store(url) as store:
        run = store.start_run(recipe, engine="local", workers=1)
        for with_vectors in (True, False):
            wall, cpu = time.monotonic(), _cpu_seconds()
            for number in range(int(count)):
                name = hashlib.sha256(f"{number} {with_vectors}".encode()).hexdigest()
                vectors = tuple(
                    row | {"vector_id": hashlib.sha256(f"{name}{place}".encode()).hexdigest()}
                    for place, row in enumerate(packed.vectors if with_vectors else ())
                )
                one = replace(submission, document_id=name)
                store.save(one, recipe, run, replace(packed, vectors=vectors))
            wall, cpu = time.monotonic() - wall, _cpu_seconds() - cpu
            print(
                f"{len(packed.items)} items, {len(packed.vectors) if with_vectors else 0} vectors: "
                f"{int(count) / wall:.0f} documents/s, {1000 * cpu / int(count):.1f} CPU-ms each"
            )


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
