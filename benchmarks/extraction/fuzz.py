"""Broken PDFs by the thousand through the guarded door: items, or one clear error, each time.

``python benchmarks/extraction/fuzz.py COUNT PDF... [--log FILE] [--minutes N]`` mutates the given
files (bytes flipped, runs dropped, doubled, swapped, streams re-packed with broken contents), reads
each, and counts how they ended. Every outcome is a line of the log; a run with the same log goes on
where the last one stopped. Anything but an ``Extraction`` or a ``DocumentError`` has escaped, and
ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
import tempfile
import time
import zlib
from dataclasses import replace
from pathlib import Path
from random import Random

from alignment.errors import DocumentError
from alignment.extract.guard import read_document
from alignment.settings import Limits, Settings

_SETTINGS = Settings(limits=replace(Limits(), seconds_at_least=10.0))


def mutated(data: bytes, random: Random) -> bytes:
    """``data`` with one to many faults of one kind."""
    kinds = (_flipped, _dropped, _doubled, _swapped, _cut, _numbers, _streams)
    return random.choice(kinds)(bytearray(data), random)


def _flipped(data: bytearray, random: Random) -> bytes:
    for _ in range(random.choice((1, 5, 50, 500))):
        data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def _dropped(data: bytearray, random: Random) -> bytes:
    start = random.randrange(len(data))
    del data[start : start + random.choice((1, 20, 300, 5_000))]
    return bytes(data)


def _doubled(data: bytearray, random: Random) -> bytes:
    start = random.randrange(len(data))
    piece = data[start : start + random.choice((20, 300, 5_000))]
    return bytes(data[:start] + piece * random.choice((2, 50)) + data[start:])


def _swapped(data: bytearray, random: Random) -> bytes:
    size = random.choice((4, 64, 1_024))
    one, two = (random.randrange(max(1, len(data) - size)) for _ in range(2))
    data[one : one + size], data[two : two + size] = data[two : two + size], data[one : one + size]
    return bytes(data)


def _cut(data: bytearray, random: Random) -> bytes:
    return bytes(data[: random.randrange(1, len(data))])


def _numbers(data: bytearray, random: Random) -> bytes:
    def other(match: re.Match[bytes]) -> bytes:
        if random.random() > 0.01:  # noqa: PLR2004 - one number in a hundred
            return match[0]
        return random.choice((b"0", b"-1", b"4294967296", b"99999999999", b"1e30"))

    return re.sub(rb"\d+", other, bytes(data))


def _streams(data: bytearray, random: Random) -> bytes:
    """Content streams unpacked, broken, and packed again: faults that reach the interpreter."""

    def broken(match: re.Match[bytes]) -> bytes:
        try:
            inner = bytearray(zlib.decompress(match[1]))
        except zlib.error:
            return match[0]
        if not inner:
            return match[0]
        faults = (_flipped, _dropped, _doubled, _swapped, _numbers)
        return b"stream\n" + zlib.compress(random.choice(faults)(inner, random)) + b"\nendstream"

    return re.sub(rb"stream\r?\n(.*?)\r?\nendstream", broken, bytes(data), flags=re.DOTALL)


def main() -> int:
    options = _parser().parse_args()
    sources = [path.read_bytes() for path in options.pdf]
    options.log.parent.mkdir(exist_ok=True, parents=True)
    done = {entry["seed"] for entry in _entries(options.log)}
    stop = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as folder, options.log.open("a", encoding="utf-8") as log:
        path = Path(folder) / "broken.pdf"
        for seed in range(options.count):
            if seed in done or time.monotonic() > stop:
                continue
            random = Random(seed)
            path.write_bytes(mutated(random.choice(sources), random))
            started = time.monotonic()
            entry = {"seed": seed, "outcome": _outcome(path)}
            entry["seconds"] = round(time.monotonic() - started, 2)
            log.write(json.dumps(entry) + "\n")
            log.flush()
    return _told(_entries(options.log))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="how many broken files")
    parser.add_argument("pdf", type=Path, nargs="+", help="what to break")
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after so long")
    parser.add_argument("--log", type=Path, default=Path("fuzz.jsonl"), help="outcomes, by seed")
    return parser


def _entries(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def _told(entries: list[dict[str, object]]) -> int:
    outcomes = collections.Counter(str(entry["outcome"]) for entry in entries)
    slowest = max((float(str(entry["seconds"])) for entry in entries), default=0.0)
    print(json.dumps({"files": len(entries), "slowest_seconds": slowest, **outcomes}, indent=1))
    return 1 if any(name.startswith("ESCAPED") for name in outcomes) else 0


def _outcome(path: Path) -> str:
    """How a reading ended: items, with or without a warning of losses, or the error's code."""
    try:
        extraction = read_document(path, _SETTINGS)
    except DocumentError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"ESCAPED {type(error).__name__}: {error}"
    if not extraction.items:
        return "ESCAPED empty success"
    return "items, told to be damaged" if extraction.quality.may_be_incomplete else "items"


if __name__ == "__main__":
    sys.exit(main())
