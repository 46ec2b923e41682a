"""What reviewers say of items, and how far they agree. Pure.

Reviews are only ever added; what counts is each reviewer's last word on an item.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from alignment.agreement import cohen_kappa, fleiss_kappa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from alignment.types import Status

    Label = Callable[["Review"], str | None]


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's word on an item.

    ``status`` is None where the reviewer could not decide. ``decided_at`` (UTC, ISO 8601) is when
    the file was last saved; ``source`` its name and ``file_digest`` the sha256 of its bytes.
    ``shown_status`` and ``model_id`` say what the reviewer was shown.
    """

    item_id: str
    reviewer: str
    status: Status | None
    mission_id: str | None
    note: str | None
    decided_at: str
    source: str
    file_digest: str | None = None
    shown_status: Status | None = None
    model_id: str | None = None

    @property
    def reviewer_key(self) -> str:
        """One name, however its letters and blanks were typed."""
        return " ".join(self.reviewer.split()).casefold()

    @property
    def said(self) -> tuple[Status | None, str | None, str | None]:
        """The content, by which a review is new or not."""
        return self.status, self.mission_id, self.note

    @property
    def review_id(self) -> str:
        """The sha256 of file, item, reviewer and content, as 64 hex digits."""
        key = (self.file_digest, self.item_id, self.reviewer_key, *self.said)
        return hashlib.sha256(json.dumps(key).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Decision:
    """What all reviewers of an item came to.

    ``status`` is None where none decided, or where they differ; ``mission_id`` is None where none
    is named, or where they name different ones. ``is_disputed``: they differ in either.
    """

    status: Status | None
    mission_id: str | None
    reviewers: tuple[str, ...]
    notes: tuple[str, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """How two reviewers agree; kappa is None where both used one and the same word only."""

    first: str
    second: str
    item_count: int
    same_share: float | None
    status_kappa: float | None
    mission_kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How all reviewers agree.

    ``outcomes`` tells, for each status that was shown, what reviewers made of it. ``conflicts`` are
    the last words on items on which reviewers differ.
    """

    reviewers: Mapping[str, int]
    pairs: tuple[Pair, ...]
    fleiss_item_count: int
    fleiss_status_kappa: float | None
    fleiss_mission_kappa: float | None
    outcomes: Mapping[str, Mapping[str, int]]
    conflicts: tuple[tuple[Review, ...], ...]


def last_words(reviews: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """Each reviewer's last review of each item, by item id and the reviewer's key.

    Where two were decided at the same moment, the one that comes later in ``reviews`` counts.
    """
    last: dict[tuple[str, str], Review] = {}
    for one in reviews:
        key = (one.item_id, one.reviewer_key)
        if key not in last or one.decided_at >= last[key].decided_at:
            last[key] = one
    return last


def only_new(known: Sequence[Review], given: Iterable[Review]) -> list[Review]:
    """The reviews that say something that is not on record yet."""
    ids = {one.review_id for one in known}
    last = last_words(known)
    new = []
    for one in given:
        key = (one.item_id, one.reviewer_key)
        if one.review_id in ids or (key in last and last[key].said == one.said):
            continue
        ids.add(one.review_id)
        last[key] = one
        new.append(one)
    return new


def decisions(reviews: Iterable[Review]) -> dict[str, Decision]:
    """What each reviewed item came to, by the last words of its reviewers."""
    by_item: dict[str, list[Review]] = {}
    for one in last_words(reviews).values():
        by_item.setdefault(one.item_id, []).append(one)
    return {item_id: _decision(said) for item_id, said in by_item.items()}


def _decision(said: Sequence[Review]) -> Decision:
    statuses = {one.status for one in said if one.status is not None}
    missions = {one.mission_id for one in said if one.status and one.mission_id}
    in_order = sorted(said, key=lambda one: one.reviewer_key)
    is_same = len(statuses) == 1
    return Decision(
        status=next(iter(statuses)) if is_same else None,
        mission_id=next(iter(missions)) if is_same and len(missions) == 1 else None,
        reviewers=tuple(one.reviewer for one in in_order),
        notes=tuple(one.note for one in in_order if one.note),
        is_disputed=len(statuses) > 1 or len(missions) > 1,
    )


def agreement(reviews: Iterable[Review]) -> Agreement:
    """How far reviewers agree, by their last decided words."""
    last = [one for one in last_words(reviews).values() if one.status is not None]
    names = {one.reviewer_key: one.reviewer for one in last}
    by_item: dict[str, dict[str, Review]] = {}
    for one in last:
        by_item.setdefault(one.item_id, {})[one.reviewer_key] = one
    shared = [said for said in by_item.values() if len(said) > 1]
    return Agreement(
        reviewers={names[key]: n for key, n in sorted(_counted(last).items())},
        pairs=tuple(_pair(names, shared, *two) for two in combinations(sorted(names), 2)),
        fleiss_item_count=len(shared),
        fleiss_status_kappa=_fleiss(shared, _status_label),
        fleiss_mission_kappa=_fleiss(shared, _mission_label),
        outcomes=_outcomes(last),
        conflicts=tuple(conflicts_among(last)),
    )


def conflicts_among(reviews: Iterable[Review]) -> list[tuple[Review, ...]]:
    """The last words of reviewers who differ in status or mission, item by item."""
    by_item: dict[str, list[Review]] = {}
    for one in last_words(reviews).values():
        if one.status is not None:
            by_item.setdefault(one.item_id, []).append(one)
    return [
        tuple(sorted(said, key=lambda one: one.reviewer_key))
        for _, said in sorted(by_item.items())
        if len({_mission_label(one) for one in said}) > 1
    ]


def agreement_record(found: Agreement) -> dict[str, Any]:
    """The same as plain values, for JSON."""
    pairs = ("first", "second", "item_count", "same_share", "status_kappa", "mission_kappa")
    return {
        "reviewers": dict(found.reviewers),
        "pairs": [{name: getattr(one, name) for name in pairs} for one in found.pairs],
        "fleiss": {
            "item_count": found.fleiss_item_count,
            "status_kappa": found.fleiss_status_kappa,
            "mission_kappa": found.fleiss_mission_kappa,
        },
        "outcomes": {shown: dict(counts) for shown, counts in found.outcomes.items()},
        "conflicts": [
            {
                "item_id": said[0].item_id,
                "reviews": [
                    {
                        "reviewer": one.reviewer,
                        "status": one.status.value if one.status else None,
                        "mission_id": one.mission_id,
                        "note": one.note,
                        "decided_at": one.decided_at,
                        "source": one.source,
                    }
                    for one in said
                ],
            }
            for said in found.conflicts
        ],
    }


def _status_label(review: Review) -> str | None:
    return review.status.value if review.status else None


def _mission_label(review: Review) -> str | None:
    """The mission where one is named, else the status: what the item comes to."""
    label = _status_label(review)
    return f"{label}:{review.mission_id}" if review.mission_id else label


def _counted(reviews: Iterable[Review]) -> Counter[str]:
    return Counter(one.reviewer_key for one in reviews)


def _pair(
    names: Mapping[str, str], shared: Sequence[Mapping[str, Review]], first: str, second: str
) -> Pair:
    both = [(said[first], said[second]) for said in shared if first in said and second in said]
    statuses = [[_status_label(one) for one in side] for side in zip(*both, strict=True)]
    missions = [[_mission_label(one) for one in side] for side in zip(*both, strict=True)]
    same = sum(one == other for one, other in zip(*statuses, strict=True)) if both else 0
    return Pair(
        first=names[first],
        second=names[second],
        item_count=len(both),
        same_share=same / len(both) if both else None,
        status_kappa=cohen_kappa(*statuses) if both else None,
        mission_kappa=cohen_kappa(*missions) if both else None,
    )


def _fleiss(shared: Sequence[Mapping[str, Review]], label: Label) -> float | None:
    labels = [[label(one) for one in said.values()] for said in shared]
    known = sorted({one for said in labels for one in said if one is not None})
    return fleiss_kappa([[said.count(one) for one in known] for said in labels])


def _outcomes(reviews: Iterable[Review]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for one in reviews:
        if one.shown_status and one.status:
            counts.setdefault(one.shown_status.value, Counter())[one.status.value] += 1
    return {shown: dict(said) for shown, said in sorted(counts.items())}
