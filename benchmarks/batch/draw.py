"""Draws what `measure.py` wrote: `python draw.py RESULT.json PICTURE.svg`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt


def main() -> None:
    source, picture = sys.argv[1:]
    lines = Path(source).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines][:-1]
    count = range(1, len(records) + 1)
    mpl.rcParams["svg.hashsalt"] = "alignment"
    figure, axes = plt.subplots(1, 3, figsize=(12, 3.4), layout="constrained")
    drawn = (
        ("CPU time, s", {"driver and workers": "cpu_s"}),
        ("Resident memory, MB", {"driver": "driver_mb", "workers": "workers_mb"}),
        ("Store, MB", {"store": "store_mb"}),
    )
    for axis, (title, series) in zip(axes, drawn, strict=True):
        for label, key in series.items():
            axis.plot(count, [one[key] for one in records], label=label, linewidth=1.4)
        axis.set_title(title)
        axis.set_xlabel("documents")
        axis.set_ylim(bottom=0)
        axis.grid(alpha=0.3)
        axis.legend(frameon=False)
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    main()
