"""A stand-in for reading PDFs: plans as text files, so that batches are tested by the hundred.

A line is ``code;name;rupiah``; the words of the file name and the first line (``OPD;year``) say
what plan it is. Lines that start with ``!`` misbehave as a PDF may.
"""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from alignment.errors import BrokenPdfError
from alignment.records import content_id
from alignment.types import (
    Alignment,
    DocumentKind,
    DocumentResult,
    Extraction,
    Failure,
    Level,
    Notice,
    PlanItem,
    ReadingQuality,
    Status,
    ThemeWeight,
)

_LEVELS = {3: Level.PROGRAM, 5: Level.KEGIATAN, 6: Level.SUB_KEGIATAN}


@dataclass(frozen=True)
class PlainReader:
    """Makes the function that reads one plain plan; ``seconds`` are spent on each."""

    seconds: float = 0.0
    counts_loads_in: str | None = None

    def __call__(self) -> PlainPlans:
        if self.counts_loads_in:
            with Path(self.counts_loads_in).open("a", encoding="utf-8") as file:
                file.write(f"{os.getpid()}\n")
        return PlainPlans(self.seconds)


@dataclass(frozen=True)
class PlainPlans:
    """Reads plain plans."""

    seconds: float = 0.0

    def new_vectors(self) -> tuple[dict[str, Any], ...]:
        return ()

    def __call__(self, path: Path) -> DocumentResult:
        lines = path.read_text(encoding="utf-8").splitlines()
        time.sleep(self.seconds)
        for line in lines:
            if line.startswith("!"):
                failed = _misbehave(line[1:], path)
                if failed:
                    return failed
        opd, year = lines[0].split(";")
        items = tuple(
            _item(line, opd, int(year), path.name, place)
            for place, line in enumerate(line for line in lines[1:] if not line.startswith("!"))
        )
        quality = ReadingQuality(len(items), None, notices=(Notice("unsummed", "no totals"),))
        extraction = Extraction(path.name, DocumentKind.RENJA, opd, int(year), 3, items, quality)
        alignments = tuple(_judge(item) for item in items)
        return DocumentResult(path.name, extraction, alignments, seconds=self.seconds)


def _misbehave(how: str, path: Path) -> DocumentResult | None:
    if how == "broken":
        error = BrokenPdfError(f"{path.name}: damaged.", advice="Ask for it again.")
        return DocumentResult(
            path.name, failure=Failure(path.name, "extract", error.code, str(error))
        )
    if how == "raise":
        raise RuntimeError("a fault of ours")
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "die once":
        mark = path.with_suffix(".died")
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if how == "hang":
        time.sleep(3600)
    return None


def _item(line: str, opd: str, year: int, document: str, place: int) -> PlanItem:
    code, name, rupiah = line.split(";")
    level = _LEVELS.get(len(code.split(".")), Level.SUB_KEGIATAN)
    item = PlanItem(
        "", document, level, name, code or None, opd, year,
        budget_rupiah=int(rupiah), page_number=1 + place // 10,
    )  # fmt: skip
    return replace(item, item_id=content_id(item))


def _judge(item: PlanItem) -> Alignment:
    chance = random.Random(item.item_id)
    none = chance.random()
    status = Status.TIDAK_SELARAS if none > 0.8 else Status.SELARAS
    return Alignment(
        item, status, None if none > 0.8 else "misi-1", none, "Alasan.", "plain",
        probabilities={"misi-1": 1 - none}, themes=(ThemeWeight("jalan", chance.random()),),
    )  # fmt: skip


def write_plans(
    folder: Path, count: int, *, seed: int = 0, items: int = 12, broken: float = 0.05
) -> list[str]:
    """Writes plans (``.pdf`` by name only) and returns their paths, in order."""
    chance = random.Random(seed)
    paths = []
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"renja_{number:05d}.pdf"
        lines = [f"Dinas {number // 2};2026"]
        if chance.random() < broken:
            lines.append("!broken")
        for place in range(items):
            code = f"1.{number % 90:02d}.02.1.{place:02d}.{chance.randrange(9999):04d}"
            lines.append(f"{code};Kegiatan {chance.randrange(10**6)};{chance.randrange(10**9)}")
        path.write_text("\n".join(lines), encoding="utf-8")
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
        paths.append(str(path))
    return paths
