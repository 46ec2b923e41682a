"""The finding on accountability: which part of the money is fully described, and what is amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.align.directives.accounts import Blanks, missing_parts, moves, repeats, wrong_sums
from alignment.align.directives.basis import counted
from alignment.align.directives.by_signs import evidence_of
from alignment.align.directives.figures import joined, percent_words
from alignment.types import DirectiveOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.align.directives.basis import Basis
    from alignment.types import DirectiveFinding, PlanItem

_TITLES = {
    "tanpa_indikator": "Tanpa indikator",
    "tanpa_target": "Target tidak terukur",
    "tanpa_lokasi": "Tanpa lokasi",
    "jumlah": "Jumlah tidak cocok",
    "ganda": "Tercetak ganda",
    "geser": "Pagu berubah, target tetap",
    "geser_belum": "Pagu berubah, target lama tidak terbaca",
}
_MISSING = {
    "tanpa_indikator": "tanpa indikator",
    "tanpa_target": "dengan target yang tidak terukur",
    "tanpa_lokasi": "tanpa lokasi",
}
_AMISS = {
    "jumlah": "yang jumlah rinciannya tidak cocok",
    "ganda": "yang tercetak ganda",
    "geser": "yang pagunya berubah tanpa target berubah",
}
_COMPLETE = {
    True: "Lengkap indikator, target dan lokasi",
    False: "Lengkap indikator dan target",
}
_NO_PLACES = "indikator dan target bersatuan; lokasi tidak dimuat di dokumen ini"
_OPEN = {"geser_belum": "yang pagunya berubah dan target lamanya tidak terbaca"}

_ByKind = dict[str, list["PlanItem"]]


def accounts_finding(basis: Basis) -> DirectiveFinding:
    """Which part of the money has indicator, measurable target and place; what does not add up."""
    limits, lists = basis.rule.limits, basis.rule.lists
    blanks = Blanks(frozenset(lists["isian_kosong"]), frozenset(lists["satuan_tersirat"]))
    paying = [item for item in basis.tree.paying() if item.budget_rupiah]
    lowest = basis.tree.lowest()
    # A form without a column for the place says nothing of the single items.
    has_places = any(not blanks.is_blank(item.location) for item in basis.tree.items)
    gaps = [gap for item in paying for gap in missing_parts(item, blanks, asks_place=has_places)]
    amiss = [
        *wrong_sums(basis.tree, limits["selisih_rupiah"]),
        *repeats(lowest),
        *moves(lowest, limits["geser_batas"]),
    ]
    incomplete = {id(gap.item) for gap in gaps}
    complete = [item for item in paying if id(item) not in incomplete]
    kinds: _ByKind = {
        kind: [one.item for one in (*gaps, *amiss) if one.kind == kind] for kind in _TITLES
    }
    share = basis.share(complete)
    return basis.finding(
        _outcome(share, kinds, limits, has_places=has_places),
        _sentence(basis, share, kinds, has_places=has_places),
        complete,
        measures=[
            basis.measure("lengkap", _COMPLETE[has_places], complete),
            *(basis.measure(kind, _TITLES[kind], items) for kind, items in kinds.items() if items),
        ],
        evidence=[evidence_of(gap.item, gap.kind, note=gap.note) for gap in (*amiss, *gaps)],
    )


def _outcome(
    share: float | None, kinds: _ByKind, limits: Mapping[str, float], *, has_places: bool
) -> DirectiveOutcome:
    if share is None:
        return DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA
    if share < limits["lengkap_batas"]:
        return DirectiveOutcome.TIDAK_ADA
    is_clean = has_places and not any(kinds[kind] for kind in _AMISS)
    is_good = share >= limits["lengkap_baik"] and is_clean
    return DirectiveOutcome.ADA if is_good else DirectiveOutcome.SEBAGIAN


def _sentence(basis: Basis, share: float | None, kinds: _ByKind, *, has_places: bool) -> str:
    if share is None:
        said = f"Pagu {basis.opd} tidak terbaca, sehingga kelengkapannya tidak dapat dihitung"
    else:
        parts = "indikator, target bersatuan dan lokasi" if has_places else _NO_PLACES
        said = f"{percent_words(share)} pagu {basis.opd} lengkap dengan {parts}"
    lacking = _counts(kinds, _MISSING)
    wrong = _counts(kinds, _AMISS | _OPEN)
    return "; ".join([said, *(joined(parts) for parts in (lacking, wrong) if parts)]) + "."


def _counts(kinds: _ByKind, nouns: Mapping[str, str]) -> list[str]:
    return [f"{counted(kinds[kind])} {noun}" for kind, noun in nouns.items() if kinds[kind]]
