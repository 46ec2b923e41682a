"""Print how far the second reading agrees with the first, and what the label files hold.

Run from anywhere: ``python corpus/labels/agreement.py``. The second reading was made blind
(shuffled lines, no label, one member of every pair); pairs set aside afterwards still count, and
a kind corrected afterwards counts as it was first (``first_why_kind``).
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAIRS = (
    "misaligned_a.jsonl",
    "misaligned_b.jsonl",
    "misaligned_c.jsonl",
    "misaligned_d.jsonl",
    "misaligned_g.jsonl",
)
SINGLE_ITEMS = ("misaligned_e.jsonl", "misaligned_f.jsonl")
"""Items without a twin; some stand twice, the second time with slips, under one pair."""
IN_USE = (*PAIRS, *SINGLE_ITEMS)
SECOND_READINGS = {
    "second_reading.jsonl": "a and b",
    "second_reading_c.jsonl": "c",
    "second_reading_e.jsonl": "e",
}


def write_line(text: str) -> None:
    """Write one line of the report to standard output."""
    sys.stdout.write(f"{text}\n")


def read_lines(name: str) -> list[dict[str, Any]]:
    """Return the records of one JSON Lines file of this folder."""
    with (HERE / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Return Cohen's kappa of two readings of the same items, in the same order."""
    total = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / total
    counts_first, counts_second = Counter(first), Counter(second)
    expected = sum(n * counts_second[label] for label, n in counts_first.items()) / total**2
    return (observed - expected) / (1 - expected)


def merge_support(why_kind: str) -> str:
    """Return the kind with routine support counted as fine: it is set apart elsewhere."""
    return "fine" if why_kind == "support" else why_kind


def print_agreement(file: str, of: str) -> None:
    """Compare both readings: the verdict, then the kind of misalignment."""
    labels = {
        item["id"]: item["label"]
        for name in (*IN_USE, "set_aside.jsonl")
        for item in read_lines(name)
    }
    second = read_lines(file)
    first = [
        {**labels[reading["id"]], "why_kind": first_kind(reading, labels[reading["id"]])}
        for reading in second
    ]
    for field in ("kind", "why_kind"):
        a = [merge_support(label[field]) for label in first]
        b = [merge_support(reading[field]) for reading in second]
        same = sum(x == y for x, y in zip(a, b, strict=True))
        kappa = cohen_kappa(a, b)
        write_line(f"{of}, {field}: {same} of {len(a)} alike, Cohen's kappa {kappa:.3f}")
        for pair, n in Counter((x, y) for x, y in zip(a, b, strict=True) if x != y).most_common():
            write_line(f"    first {pair[0]}, second {pair[1]}: {n}")
    write_line(f"{of}, second reader unsure: {sum(not reading['sure'] for reading in second)}")


def first_kind(reading: dict[str, Any], label: dict[str, Any]) -> str:
    """Return the kind of the first reading, also where it was corrected since."""
    kind: str = reading.get("first_why_kind", label["why_kind"])
    return kind


def print_contents() -> None:
    """Count pairs, kinds, missions and subtle items of the files in use, and check them."""
    seen: set[str] = set()
    for name in IN_USE:
        items = read_lines(name)
        pairs: dict[str, set[str]] = {}
        for item in items:
            pairs.setdefault(item["pair"], set()).add(item["label"]["kind"])
        if name in PAIRS and any(len(kinds) == 1 for kinds in pairs.values()):
            raise SystemExit(f"{name}: a pair lacks one of its two sides")
        if name in SINGLE_ITEMS and any(len(kinds) > 1 for kinds in pairs.values()):
            raise SystemExit(f"{name}: an item and its slips are labelled differently")
        ids = [item["id"] for item in items]
        if len(set(ids)) < len(ids) or seen & set(ids):
            raise SystemExit(f"{name}: an id occurs twice")
        seen |= set(ids)
        kinds = Counter(item["label"]["why_kind"] for item in items)
        missions = Counter(m for item in items for m in item["label"].get("missions", []))
        subtle = sum(item["label"]["subtle"] for item in items)
        what = "pairs" if name in PAIRS else "items"
        write_line(f"{name}: {len(pairs)} {what}, {subtle} of {len(items)} lines subtle")
        write_line("    " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
        write_line("    " + ", ".join(f"{mission} {n}" for mission, n in sorted(missions.items())))


if __name__ == "__main__":
    for file, of in SECOND_READINGS.items():
        print_agreement(file, of)
    print_contents()
