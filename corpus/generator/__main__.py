"""``python corpus/generator --out DIR``: the samples, or one with a form and producer of choice."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if __package__ in {None, ""}:  # run as a folder: its parent holds the package
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from generator.forms import FORMS
from generator.plan import load_offices
from generator.printing import MONEY, Printing
from generator.producers import PRODUCERS
from generator.samples import SAMPLES, Sample, make, seeded


def main(arguments: list[str] | None = None) -> None:
    """Makes what the command line asks for and names each file on standard output."""
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    samples = (_one_sample(options),) if options.form else SAMPLES
    for sample in seeded(samples, options.seed):
        sys.stdout.write(f"{make(sample, options.out)}\n")


def _one_sample(options: argparse.Namespace) -> Sample:
    printing = Printing(
        money=options.money,
        short_sub_codes=options.short_codes,
        repeats_header=not options.header_once,
        rows_split=not options.whole_rows,
        size_pt=options.size_pt,
    )
    return Sample(options.office, options.form, options.producer, printing=printing)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="generator", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the PDFs and truths")
    parser.add_argument("--seed", type=int, default=0, help="other amounts (default: 0)")
    parser.add_argument("--form", choices=FORMS, help="one document in this table form instead")
    one = parser.add_argument_group("with --form")
    one.add_argument("--producer", choices=PRODUCERS, default="reportlab")
    one.add_argument("--office", choices=[one.slug for one in load_offices()], default="dinkes")
    one.add_argument("--money", choices=MONEY, default="plain", help="how rupiah are printed")
    one.add_argument("--short-codes", action="store_true", help="sub kegiatan end in two digits")
    one.add_argument("--header-once", action="store_true", help="header on the first page only")
    one.add_argument("--whole-rows", action="store_true", help="no row is cut by a page's end")
    one.add_argument("--size-pt", type=float, default=7.0, help="letters in the table")
    return parser


if __name__ == "__main__":
    main()
