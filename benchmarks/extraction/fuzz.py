"""Broken PDFs by the thousand through the guarded door: items, or one clear error, each time.

``python benchmarks/extraction/fuzz.py COUNT PDF...`` mutates the given files (bytes flipped, runs
dropped, doubled, swapped, streams re-packed with broken contents), reads each, and prints how many
ended how. Anything but an ``Extraction`` or a ``DocumentError`` ends the run with exit code 1.
"""

from __future__ import annotations

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
        faults = (_flipped, _dropped, _doubled, _swapped, _numbers)
        return b"stream\n" + zlib.compress(random.choice(faults)(inner, random)) + b"\nendstream"

    return re.sub(rb"stream\r?\n(.*?)\r?\nendstream", broken, bytes(data), flags=re.DOTALL)


def main() -> int:
    count, sources = int(sys.argv[1]), [Path(name).read_bytes() for name in sys.argv[2:]]
    outcomes: collections.Counter[str] = collections.Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "broken.pdf"
        for seed in range(count):
            random = Random(seed)
            path.write_bytes(mutated(random.choice(sources), random))
            started = time.monotonic()
            outcomes[_outcome(path, seed)] += 1
            slowest = max(slowest, time.monotonic() - started)
    print(json.dumps({"files": count, "slowest_seconds": round(slowest, 1), **outcomes}, indent=1))
    return 1 if any(name.startswith("ESCAPED") for name in outcomes) else 0


def _outcome(path: Path, seed: int) -> str:
    try:
        extraction = read_document(path, _SETTINGS)
    except DocumentError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        print(f"seed {seed}: {type(error).__name__}: {error}", file=sys.stderr)
        return f"ESCAPED {type(error).__name__}"
    return "items" if extraction.items else "ESCAPED empty success"


if __name__ == "__main__":
    sys.exit(main())
