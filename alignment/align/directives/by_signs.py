"""Findings that rest on the signs of items: what is asked for, what is needed, what is bought.

The sentences are Indonesian and are read by heads of office: they say what the plan shows, with the
money it means, and never accuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.align.directives.basis import counted, named
from alignment.align.directives.figures import joined, percent_words, rupiah_words
from alignment.align.directives.rules import Weight
from alignment.align.rules import is_support
from alignment.types import DirectiveEvidence, DirectiveOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.align.directives.basis import Basis
    from alignment.align.directives.signs import FoundSign, SignReader
    from alignment.types import DirectiveFinding, DirectiveMeasure, PlanItem

_NO_BENEFICIARY = "tanpa_penerima"
_NO_BENEFICIARY_TITLE = "Penerima manfaat tidak disebut"
_IN_PASSING = "hanya sebagian kecil indikatornya; pagunya tidak dihitung"

_Found = list[tuple["PlanItem", "FoundSign"]]


def asked_for_finding(basis: Basis, reader: SignReader) -> DirectiveFinding:
    """Whether the plan holds items that do what is asked for, or only hint at it."""
    found: dict[Weight, _Found] = {Weight.STRONG: [], Weight.WEAK: [], Weight.AGAINST: []}
    for item in basis.rows:
        signs = reader.signs_on(item)
        opposed = [one for one in signs if one.sign.weight is Weight.AGAINST]
        for sign in (*opposed, *signs)[:1]:
            found[sign.sign.weight].append((item, sign))
    strong, weak, against = ([item for item, _ in pairs] for pairs in found.values())
    outcome = DirectiveOutcome.TIDAK_ADA
    if strong or weak:
        outcome = DirectiveOutcome.ADA if strong else DirectiveOutcome.SEBAGIAN
    pairs = [pair for each in found.values() for pair in each]
    return basis.finding(
        outcome,
        _asked_for_sentence(basis, strong, weak, against),
        strong or weak,
        measures=_sign_measures(basis, pairs),
        evidence=_sign_evidence(basis, pairs),
    )


def _asked_for_sentence(
    basis: Basis, strong: Sequence[PlanItem], weak: Sequence[PlanItem], against: Sequence[PlanItem]
) -> str:
    asked = basis.rule.asked_for
    if strong:
        said = (
            f"{basis.opd} merencanakan {counted(strong)} {asked}{basis.worth(strong)}, "
            f"antara lain {named(basis.largest(strong))}"
        )
    elif weak:
        said = (
            f"Pada {basis.opd} baru terlihat {counted(weak)} yang menyentuh {asked}"
            f"{basis.worth(weak)}, misalnya {named(basis.largest(weak))}; "
            "yang langsung mewujudkannya tidak ditemukan"
        )
    else:
        said = (
            f"Tidak ditemukan {asked} di antara {counted(basis.rows)} {basis.opd} yang terbaca; "
            "mohon dipastikan apakah dikerjakan di luar Renja ini"
        )
    if against:
        example = named(basis.largest(against))
        said += f"; {counted(against)} justru tampak berlawanan arah, misalnya {example}"
    return f"{said}."


def needs_finding(basis: Basis, reader: SignReader) -> DirectiveFinding:
    """How much money goes into travel, meetings, ceremonies and vehicles; who is served."""
    highlighted: _Found = []
    mentioned: _Found = []
    unnamed: list[PlanItem] = []
    development = [item for item in basis.rows if not is_support(item)]
    for item in basis.rows:
        signs = reader.signs_on(item)
        highlights = [one for one in signs if one.sign.weight is Weight.HIGHLIGHT]
        main = [one for one in highlights if one.is_main]
        highlighted += [(item, one) for one in main[:1]]
        mentioned += [(item, one) for one in highlights[:1] if not main]
        if len(highlights) == len(signs) and not is_support(item):
            unnamed.append(item)
    without = basis.measure(
        _NO_BENEFICIARY, _NO_BENEFICIARY_TITLE, unnamed, of_rupiah=basis.rupiah(development)
    )
    spent = [item for item, _ in highlighted]
    measures = _sign_measures(basis, highlighted)
    return basis.finding(
        _needs_outcome(basis.share(spent), without.share, basis.rule.limits),
        _needs_sentence(basis, spent, measures, without, unnamed),
        spent,
        measures=(*measures, without),
        evidence=(
            *_sign_evidence(basis, highlighted),
            *_sign_evidence(basis, mentioned, note=_IN_PASSING),
            *(evidence_of(item, _NO_BENEFICIARY, note=_NO_BENEFICIARY_TITLE) for item in unnamed),
        ),
    )


def _needs_outcome(
    spent: float | None, without: float | None, limits: Mapping[str, float]
) -> DirectiveOutcome:
    """Too much money highlighted decides alone; a silent beneficiary only keeps from the best.

    Official names of works (a road, a forest) need not name whom they serve.
    """
    if spent is None:
        return DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA
    if spent > limits["sorot_batas"]:
        return DirectiveOutcome.TIDAK_ADA
    is_good = spent <= limits["sorot_baik"] and (without or 0.0) <= limits["tanpa_penerima_baik"]
    return DirectiveOutcome.ADA if is_good else DirectiveOutcome.SEBAGIAN


def _needs_sentence(
    basis: Basis,
    spent: Sequence[PlanItem],
    measures: Sequence[DirectiveMeasure],
    without: DirectiveMeasure,
    unnamed: Sequence[PlanItem],
) -> str:
    if not basis.total_rupiah:
        counts = joined([f"{one.title.lower()} {one.item_count}" for one in measures])
        seen = f"; yang terlihat: {counts}" if counts else ""
        return f"Pagu {basis.opd} tidak terbaca, sehingga bagiannya tidak dapat dihitung{seen}."
    if measures:
        parts = joined(
            [f"{one.title.lower()} {percent_words(one.share or 0.0)}" for one in measures]
        )
        share, amount = percent_words(basis.share(spent) or 0.0), basis.rupiah(spent)
        said = f"{share} pagu {basis.opd} ({rupiah_words(amount)}) perlu dicermati: {parts}"
    else:
        said = (
            f"Tidak terlihat pagu {basis.opd} yang khusus untuk perjalanan, rapat, seremoni "
            "atau kendaraan dinas"
        )
    if without.item_count:
        share = f" ({percent_words(without.share)} pagunya)" if without.share else ""
        said += f"; {counted(unnamed)} pembangunan{share} tidak menyebut penerima manfaatnya"
    return f"{said}."


def procurement_finding(basis: Basis, reader: SignReader) -> DirectiveFinding:
    """The items whose content is procurement, to be declared free of conflicts of interest."""
    listed = [(item, signs[0]) for item in basis.rows if (signs := reader.signs_on(item))]
    items = [item for item, _ in listed]
    measures = _sign_measures(basis, listed)
    if listed:
        parts = joined([f"{one.title.lower()} {one.item_count}" for one in measures])
        sentence = (
            f"{counted(items)} {basis.opd} berisi pengadaan{basis.worth(items)}: {parts}; "
            "pejabat yang terlibat perlu menyatakan bebas konflik kepentingan."
        )
    else:
        sentence = (
            f"Pada {basis.opd} tidak ada yang isinya pengadaan menurut nama dan indikatornya."
        )
    return basis.finding(
        DirectiveOutcome.PERLU_PERNYATAAN if listed else DirectiveOutcome.ADA,
        sentence,
        items,
        measures=measures,
        evidence=_sign_evidence(basis, listed),
    )


def evidence_of(
    item: PlanItem, kind: str, *, words: tuple[str, ...] = (), note: str = ""
) -> DirectiveEvidence:
    """``item`` as the evidence of a finding."""
    return DirectiveEvidence(
        item_id=item.item_id,
        name=item.name,
        page_number=item.page_number,
        kind=kind,
        words=words,
        budget_rupiah=item.budget_rupiah,
        note=note,
    )


def _sign_measures(basis: Basis, found: _Found) -> list[DirectiveMeasure]:
    """One figure for each sign that was found, in the order of the rule."""
    by_sign = (
        (sign, [item for item, one in found if one.sign is sign]) for sign in basis.rule.signs
    )
    return [basis.measure(sign.kind, sign.title, items) for sign, items in by_sign if items]


def _sign_evidence(basis: Basis, found: _Found, *, note: str = "") -> list[DirectiveEvidence]:
    """The items found, the strongest kind of sign first, then by money."""
    order = list(Weight)
    ranked = sorted(
        found, key=lambda one: (order.index(one[1].sign.weight), -basis.rupiah((one[0],)))
    )
    return [evidence_of(item, one.sign.kind, words=one.words, note=note) for item, one in ranked]
