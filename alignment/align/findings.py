"""One finding for each way of checking a directive: figures, evidence, and a sentence.

The sentences are Indonesian and are read by heads of office: they say what the plan shows, with the
money it means, and never accuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.align.accounts import Blanks, Gap, missing_parts, moves, repeats, wrong_sums
from alignment.align.figures import joined, percent_words, quoted, rupiah_words
from alignment.align.rules import Weight
from alignment.align.tree import is_support
from alignment.types import (
    DirectiveEvidence,
    DirectiveFinding,
    DirectiveMeasure,
    DirectiveOutcome,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from alignment.align.rules import Rule
    from alignment.align.signs import FoundSign, SignReader
    from alignment.align.tree import PlanTree
    from alignment.types import PlanItem

_NO_BENEFICIARY = "tanpa_penerima"
_GAP_TITLES = {
    "tanpa_indikator": "Tanpa indikator",
    "tanpa_target": "Target tidak terukur",
    "tanpa_lokasi": "Tanpa lokasi",
    "jumlah": "Jumlah tidak cocok",
    "ganda": "Butir ganda",
    "geser": "Pagu berubah, target tetap",
    "geser_belum": "Pagu berubah, target lama tidak terbaca",
}
_MISSING = ("tanpa_indikator", "tanpa_target", "tanpa_lokasi")
_AMISS = ("jumlah", "ganda", "geser")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a finding is made from: an OPD, a rule, and the OPD's plan."""

    opd: str
    rule: Rule
    tree: PlanTree

    @property
    def rows(self) -> tuple[PlanItem, ...]:
        """The rows looked at: the lowest of each branch, and those whose money counts."""
        looked_at = {id(item) for item in (*self.tree.lowest(), *self.tree.paying())}
        return tuple(item for item in self.tree.items if id(item) in looked_at)

    def finding(
        self,
        outcome: DirectiveOutcome,
        sentence: str,
        counted: Sequence[PlanItem],
        *,
        share: float | None,
        measures: Iterable[DirectiveMeasure] = (),
        evidence: Iterable[DirectiveEvidence] = (),
    ) -> DirectiveFinding:
        """The finding, with the money of the ``counted`` rows."""
        return DirectiveFinding(
            directive_id=self.rule.directive_id,
            title=self.rule.title,
            opd=self.opd,
            outcome=outcome,
            sentence=sentence,
            item_count=len(counted),
            amount_rupiah=Purse(self.tree).rupiah(counted),
            total_rupiah=Purse(self.tree).total_rupiah,
            share=share,
            measures=tuple(measures),
            evidence=tuple(evidence),
        )


class Purse:
    """The money of a plan, counted once."""

    def __init__(self, tree: PlanTree) -> None:
        self._amounts = {id(item): item.budget_rupiah or 0 for item in tree.paying()}
        self.total_rupiah = sum(self._amounts.values())

    def rupiah(self, items: Iterable[PlanItem]) -> int:
        """The money of ``items`` that counts."""
        return sum(self._amounts.get(id(item), 0) for item in items)

    def share(self, items: Iterable[PlanItem], of_rupiah: int | None = None) -> float | None:
        """The part of the money (of all where ``of_rupiah`` is None) that ``items`` have."""
        whole = self.total_rupiah if of_rupiah is None else of_rupiah
        return self.rupiah(items) / whole if whole > 0 else None

    def measure(
        self, kind: str, title: str, items: Collection[PlanItem], of_rupiah: int | None = None
    ) -> DirectiveMeasure:
        """A figure on ``items``."""
        share = self.share(items, of_rupiah)
        return DirectiveMeasure(kind, title, len(items), self.rupiah(items), share)


def signs_finding(basis: Basis, reader: SignReader) -> DirectiveFinding:
    """Whether the plan holds items that do what is asked for, or only hint at it."""
    found: dict[Weight, list[tuple[PlanItem, FoundSign]]] = {weight: [] for weight in Weight}
    for item in basis.rows:
        signs = reader.signs_on(item)
        opposed = [one for one in signs if one.sign.weight is Weight.AGAINST]
        for sign in (opposed or list(signs))[:1]:
            found[sign.sign.weight].append((item, sign))
    strong, weak, against = (
        [item for item, _ in found[one]] for one in (Weight.STRONG, Weight.WEAK, Weight.AGAINST)
    )
    outcome = DirectiveOutcome.TIDAK_ADA
    if strong or weak:
        outcome = DirectiveOutcome.ADA if strong else DirectiveOutcome.SEBAGIAN
    counted = strong or weak
    purse = Purse(basis.tree)
    return basis.finding(
        outcome,
        _signs_sentence(basis, purse, strong, weak, against),
        counted,
        share=purse.share(counted),
        measures=_sign_measures(basis, purse, [pair for each in found.values() for pair in each]),
        evidence=_evidence(purse, [pair for each in found.values() for pair in each]),
    )


def _signs_sentence(
    basis: Basis,
    purse: Purse,
    strong: Sequence[PlanItem],
    weak: Sequence[PlanItem],
    against: Sequence[PlanItem],
) -> str:
    asked, money = basis.rule.asked_for, purse.rupiah(strong or weak)
    if strong:
        example = max(strong, key=purse_key(purse))
        said = (
            f"{basis.opd} merencanakan {len(strong)} butir {asked}"
            f"{_worth(purse, strong)}, antara lain {_named(example)}"
        )
    elif weak:
        example = max(weak, key=purse_key(purse))
        said = (
            f"Pada {basis.opd} baru terlihat {len(weak)} butir yang menyentuh {asked}"
            f"{_worth(purse, weak) if money else ''}, misalnya {_named(example)}; "
            "butir yang langsung mewujudkannya tidak ditemukan"
        )
    else:
        said = (
            f"Tidak ditemukan {asked} di antara {len(basis.rows)} butir {basis.opd} yang terbaca; "
            "mohon dipastikan apakah dikerjakan di luar Renja ini"
        )
    if against:
        said += (
            f"; {len(against)} butir justru berlawanan arah, misalnya "
            f"{_named(max(against, key=purse_key(purse)))}"
        )
    return f"{said}."


def needs_finding(basis: Basis, reader: SignReader) -> DirectiveFinding:
    """How much money goes into travel, meetings, ceremonies and vehicles; who is served."""
    limits, purse = basis.rule.limits, Purse(basis.tree)
    flagged: list[tuple[PlanItem, FoundSign]] = []
    unnamed: list[PlanItem] = []
    development = [item for item in basis.rows if not is_support(item)]
    of_development = {id(item) for item in development}
    for item in basis.rows:
        signs = reader.signs_on(item)
        highlights = [one for one in signs if one.sign.weight is Weight.HIGHLIGHT]
        flagged += [(item, one) for one in highlights[:1]]
        if len(highlights) == len(signs) and id(item) in of_development:
            unnamed.append(item)
    spent = purse.share(item for item, _ in flagged)
    development_rupiah = purse.rupiah(development)
    adrift = purse.share(unnamed, development_rupiah)
    outcome = DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA
    if spent is not None:
        outcome = _graded(
            (spent, limits["sorot_baik"], limits["sorot_batas"]),
            (adrift or 0.0, limits["tanpa_penerima_baik"], limits["tanpa_penerima_batas"]),
        )
    without = purse.measure(
        _NO_BENEFICIARY, "Penerima manfaat tidak disebut", unnamed, development_rupiah
    )
    return basis.finding(
        outcome,
        _needs_sentence(basis, purse, flagged, without),
        [item for item, _ in flagged],
        share=spent,
        measures=(*_sign_measures(basis, purse, flagged), without),
        evidence=(
            *_evidence(purse, flagged),
            *(_gap_evidence(Gap(one, _NO_BENEFICIARY, without.title)) for one in unnamed),
        ),
    )


def _graded(*figures: tuple[float, float, float]) -> DirectiveOutcome:
    """Good where every figure is within its first limit, bad where one is over its second."""
    if all(value <= good for value, good, _ in figures):
        return DirectiveOutcome.ADA
    if any(value > bad for value, _, bad in figures):
        return DirectiveOutcome.TIDAK_ADA
    return DirectiveOutcome.SEBAGIAN


def _needs_sentence(
    basis: Basis,
    purse: Purse,
    flagged: Sequence[tuple[PlanItem, FoundSign]],
    without: DirectiveMeasure,
) -> str:
    measures = _sign_measures(basis, purse, flagged)
    if not purse.total_rupiah:
        counts = (
            joined([f"{one.title.lower()} {one.item_count} butir" for one in measures])
            if measures
            else ""
        )
        counted = f" ({counts})" if counts else ""
        return f"Pagu {basis.opd} tidak terbaca, sehingga bagiannya tidak dapat dihitung{counted}."
    if measures:
        parts = [f"{one.title.lower()} {percent_words(one.share or 0.0)}" for one in measures]
        share = percent_words(purse.share([item for item, _ in flagged]) or 0.0)
        amount = rupiah_words(purse.rupiah(item for item, _ in flagged))
        said = f"{share} pagu {basis.opd} ({amount}) disorot: {joined(parts)}"
    else:
        said = f"Tidak ada pagu {basis.opd} yang khusus untuk perjalanan, rapat atau seremoni"
    if without.item_count:
        share_text = f" ({percent_words(without.share)} pagunya)" if without.share else ""
        said += f"; {without.item_count} butir pembangunan{share_text} tidak menyebut penerimanya"
    return f"{said}."


def procurement_finding(basis: Basis, reader: SignReader) -> DirectiveFinding:
    """The items whose content is procurement, to be declared free of conflicts of interest."""
    listed = [(item, signs[0]) for item in basis.rows if (signs := reader.signs_on(item))]
    items, purse = [item for item, _ in listed], Purse(basis.tree)
    measures = _sign_measures(basis, purse, listed)
    if listed:
        parts = joined([f"{one.title.lower()} {one.item_count}" for one in measures])
        sentence = (
            f"{len(listed)} butir {basis.opd} berisi pengadaan{_worth(purse, items)}: {parts}; "
            "pejabat yang terlibat perlu menyatakan bebas konflik kepentingan."
        )
    else:
        sentence = f"Tidak ada butir {basis.opd} yang isinya pengadaan menurut nama dan indikator."
    return basis.finding(
        DirectiveOutcome.PERLU_PERNYATAAN if listed else DirectiveOutcome.ADA,
        sentence,
        items,
        share=purse.share(items),
        measures=measures,
        evidence=_evidence(purse, listed),
    )


def accounts_finding(basis: Basis) -> DirectiveFinding:
    """Which part of the money is fully described, and what does not add up."""
    limits, lists, purse = basis.rule.limits, basis.rule.lists, Purse(basis.tree)
    blanks = Blanks(frozenset(lists["isian_kosong"]), frozenset(lists["satuan_tersirat"]))
    paying = [item for item in basis.tree.paying() if item.budget_rupiah]
    gaps = [gap for item in paying for gap in missing_parts(item, blanks)]
    incomplete = {id(gap.item) for gap in gaps}
    complete = [item for item in paying if id(item) not in incomplete]
    amiss = [
        *wrong_sums(basis.tree, limits["selisih_rupiah"]),
        *repeats(basis.tree.lowest()),
        *moves(basis.tree.lowest(), limits["geser_batas"]),
    ]
    share = purse.share(complete)
    kinds = {
        kind: [one.item for one in (*gaps, *amiss) if one.kind == kind] for kind in _GAP_TITLES
    }
    measures = [
        purse.measure("lengkap", "Lengkap indikator, target dan lokasi", complete),
        *(purse.measure(kind, _GAP_TITLES[kind], items) for kind, items in kinds.items() if items),
    ]
    return basis.finding(
        _accounts_outcome(share, limits, has_errors=any(kinds[kind] for kind in _AMISS)),
        _accounts_sentence(basis, share, kinds),
        complete,
        share=share,
        measures=measures,
        evidence=[_gap_evidence(gap) for gap in (*amiss, *gaps)],
    )


def _accounts_outcome(
    share: float | None, limits: Mapping[str, float], *, has_errors: bool
) -> DirectiveOutcome:
    if share is None:
        return DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA
    if share < limits["lengkap_batas"]:
        return DirectiveOutcome.TIDAK_ADA
    is_good = share >= limits["lengkap_baik"] and not has_errors
    return DirectiveOutcome.ADA if is_good else DirectiveOutcome.SEBAGIAN


def _accounts_sentence(
    basis: Basis, share: float | None, kinds: Mapping[str, Sequence[PlanItem]]
) -> str:
    if share is None:
        said = f"Pagu {basis.opd} tidak terbaca, sehingga kelengkapannya tidak dapat dihitung"
    else:
        said = (
            f"{percent_words(share)} pagu {basis.opd} lengkap dengan indikator, target bersatuan "
            "dan lokasi"
        )
    lacking = [f"{len(kinds[k])} butir {_GAP_TITLES[k].lower()}" for k in _MISSING if kinds[k]]
    wrong = [
        f"{len(kinds[kind])} {noun}"
        for kind, noun in (
            ("jumlah", "induk yang jumlah rinciannya tidak cocok"),
            ("ganda", "butir yang tercetak ganda"),
            ("geser", "butir yang pagunya berubah tanpa target berubah"),
            ("geser_belum", "butir yang pagunya berubah dan target lamanya tidak terbaca"),
        )
        if kinds[kind]
    ]
    return "; ".join([said, *(joined(part) for part in (lacking, wrong) if part)]) + "."


def purse_key(purse: Purse) -> Callable[[PlanItem], int]:
    """Orders items by the money that counts; of equal ones the first in the plan is the largest."""
    return lambda item: purse.rupiah((item,))


def _worth(purse: Purse, items: Sequence[PlanItem]) -> str:
    share = purse.share(items)
    amount = purse.rupiah(items)
    return f" ({rupiah_words(amount)}; {percent_words(share)} pagu)" if amount and share else ""


def _named(item: PlanItem) -> str:
    return quoted(item.name) + (f" (hlm. {item.page_number})" if item.page_number else "")


def _sign_measures(
    basis: Basis, purse: Purse, found: Sequence[tuple[PlanItem, FoundSign]]
) -> list[DirectiveMeasure]:
    """One figure for each sign that was found, in the order of the rule."""
    return [
        purse.measure(sign.kind, sign.title, items)
        for sign in basis.rule.signs
        if (items := [item for item, one in found if one.sign is sign])
    ]


def _evidence(purse: Purse, found: Sequence[tuple[PlanItem, FoundSign]]) -> list[DirectiveEvidence]:
    """The items found, the strongest kind of sign first, then by money."""
    key = purse_key(purse)
    order = list(Weight)
    ranked = sorted(found, key=lambda one: (order.index(one[1].sign.weight), -key(one[0])))
    return [
        DirectiveEvidence(
            item_id=item.item_id,
            name=item.name,
            page_number=item.page_number,
            kind=one.sign.kind,
            words=one.words,
            budget_rupiah=item.budget_rupiah,
        )
        for item, one in ranked
    ]


def _gap_evidence(gap: Gap) -> DirectiveEvidence:
    return DirectiveEvidence(
        item_id=gap.item.item_id,
        name=gap.item.name,
        page_number=gap.item.page_number,
        kind=gap.kind,
        budget_rupiah=gap.item.budget_rupiah,
        note=gap.note,
    )
