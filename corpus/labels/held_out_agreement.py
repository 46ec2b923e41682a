"""Print how far the independent reading of the held-out Kaltim items agrees with the writer.

Run from anywhere: ``python corpus/labels/held_out_agreement.py``. Where a reading names two
missions, either counts; ``strict`` asks for the same set.
"""

from typing import Any

from agreement import cohen_kappa, read_lines, write_line


def answers(missions: list[str], *, negative: bool, support: bool) -> tuple[str, ...]:
    """Return the classes a reading accepts: support, none, or one or two missions."""
    if support:
        return ("support",)
    return ("none",) if negative else tuple(missions)


def written_answers(item: dict[str, Any]) -> tuple[str, ...]:
    """Return the writer's classes of an item; ``mission_id`` is a string, a list or null."""
    mission = item["mission_id"] or []
    missions = [mission] if isinstance(mission, str) else mission
    return answers(missions, negative=item["negative"], support=item["support"])


def as_one_pair(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, str]:
    """Return one class per reading: a shared one where there is one, else the first of each."""
    shared = [answer for answer in first if answer in second]
    return (shared[0], shared[0]) if shared else (first[0], second[0])


def print_share(title: str, pairs: list[tuple[str, str]]) -> None:
    """Write how many pairs are equal, and Cohen's kappa."""
    same = sum(a == b for a, b in pairs)
    kappa = cohen_kappa([a for a, _ in pairs], [b for _, b in pairs])
    write_line(f"{title}: {same} of {len(pairs)} alike, Cohen's kappa {kappa:.3f}")


def main() -> None:
    """Compare both readings: classes, none against all others, kind; then list what differs."""
    readings = {reading["id"]: reading for reading in read_lines("kaltim_held_out_reading.jsonl")}
    items = [(item, readings[item["id"]]) for item in read_lines("kaltim_held_out.jsonl")]
    both = [
        (
            written_answers(item),
            answers(r["mission_ids"], negative=r["negative"], support=r["support"]),
        )
        for item, r in items
    ]
    print_share("any listed answer", [as_one_pair(a, b) for a, b in both])
    print_share(
        "writer's first answer, any of the reader's",
        [(a[0], a[0] if a[0] in b else b[0]) for a, b in both],
    )
    print_share("none against all others", [(str("none" in a), str("none" in b)) for a, b in both])
    kinds = [(i["why"], r["why"]) for i, r in items if i["negative"] and r["negative"]]
    print_share("kind, where both say none", kinds)
    same_set = sum(set(a) == set(b) for a, b in both)
    write_line(f"strict, the same set of answers: {same_set} of {len(both)}")
    for (item, r), (a, b) in zip(items, both, strict=True):
        if set(a) != set(b) or item["why"] != r["why"]:
            write_line(f"{item['id']}: {a} {item['why'] or ''} / {b} {r['why'] or ''}")


if __name__ == "__main__":
    main()
