"""``python corpus/generator --out DIR``: the samples, or one with a form and producer of choice."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if __package__ in {None, ""}:  # run as a folder: its parent holds the package
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from generator.forms import FORMS
from generator.plan import load_offices
from generator.producers import PRODUCERS
from generator.samples import SAMPLES, Sample, make, seeded


def main(arguments: list[str] | None = None) -> None:
    """Makes what the command line asks for and names each file on standard output."""
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    samples: tuple[Sample, ...] = SAMPLES
    if options.form or options.producer or options.office:
        office, form = options.office or "dinkes", options.form or "tc33"
        samples = (Sample(office, form, options.producer or "reportlab"),)
    for sample in seeded(samples, options.seed):
        sys.stdout.write(f"{make(sample, options.out)}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="generator", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the PDFs and truths")
    parser.add_argument("--seed", type=int, default=0, help="other amounts (default: 0)")
    parser.add_argument("--form", choices=FORMS, help="one document in this table form")
    parser.add_argument("--producer", choices=PRODUCERS, help="one document by this producer")
    parser.add_argument("--office", choices=[one.slug for one in load_offices()])
    return parser


if __name__ == "__main__":
    main()
