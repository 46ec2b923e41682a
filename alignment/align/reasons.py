"""The one Indonesian sentence of a verdict, for a head of office. Pure text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTE_AT_MOST = 90
_NUMBER_AT_END = re.compile(r"(\d+)$")

NO_BENEFIT_BY_KIND = {
    "no_public_benefit": "tidak menunjukkan manfaat bagi masyarakat",
    "outside_authority": "tampaknya bukan kewenangan {own}",
    "contrary_to_directive": "berlawanan dengan arahan gubernur tentang layanan yang sederhana, "
    "digital, dan sesuai kebutuhan",
    "empty": "tidak mengatakan apa yang dihasilkan dan untuk siapa",
    "theme_uncovered": "tidak terkait dengan isi misi mana pun",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence may speak of.

    ``shared`` are the titles of themes that item and best mission have in common, strongest first;
    ``own`` the titles of the item's own themes; ``chosen`` the indicator or name that shows what
    the office chose; ``tier`` whose plan it is.
    """

    mission: str
    shared: tuple[str, ...]
    own: tuple[str, ...]
    chosen: str
    word: str | None
    kind: str
    tier: str
    from_code: bool
    in_cascade: bool
    is_confirmed: bool


def mission_name(mission_id: str) -> str:
    """``misi-3`` as a planner says it: Misi 3."""
    number = _NUMBER_AT_END.search(mission_id)
    return f"Misi {number[1]}" if number else f"Misi {mission_id}"


def listed(titles: Sequence[str]) -> str:
    """Titles joined as in a sentence."""
    if len(titles) > 1:
        return f"{', '.join(titles[:-1])} dan {titles[-1]}"
    return titles[0] if titles else "tidak jelas"


def quoted(text: str) -> str:
    """Words of the plan between quotes, cut at a word where long."""
    flat = " ".join(text.split())
    if len(flat) > _QUOTE_AT_MOST:
        flat = flat[:_QUOTE_AT_MOST].rsplit(" ", 1)[0] + " ..."
    return f"\u201c{flat}\u201d"


def aligned(subject: Subject) -> str:
    """Why the item serves its mission."""
    if subject.in_cascade:
        return (
            f"Selaras: program ini tercantum dalam kaskade resmi {subject.mission}, "
            f"dengan tema {listed(subject.own)}."
        )
    themes = subject.shared or subject.own
    source = "kode programnya" if subject.from_code else "bunyi nama dan indikatornya"
    sure = "" if subject.is_confirmed else " (tema misi hasil perkiraan, belum dikukuhkan)"
    return (
        f"Selaras dengan {subject.mission}: menurut {source} butir ini tentang {listed(themes)}, "
        f"tema yang juga dimuat misi itu{sure}."
    )


def ambiguous(subject: Subject, candidates: Sequence[tuple[str, float]]) -> str:
    """Why more than one mission may be meant; ``candidates`` are names with chances."""
    named = listed([f"{name} ({chance:.0%})" for name, chance in candidates])
    return (
        f"Selaras, tetapi misinya masih terbuka antara {named}, karena tema "
        f"{listed(subject.own)} ada pada lebih dari satu misi."
    )


def no_theme(subject: Subject) -> str:
    """No mission holds the themes, and no word meets either."""
    return (
        f"Tidak selaras: butir ini tentang {listed(subject.own)}, tema yang tidak dimuat misi mana "
        f"pun, dan kata-katanya pun tidak bertemu dengan bunyi misi."
    )


def no_theme_read(subject: Subject) -> str:
    """The words name no theme at all."""
    return (
        f"Perlu ditinjau: dari {quoted(subject.chosen)} tidak terbaca tema pembangunan apa pun, "
        f"sehingga kaitannya dengan misi tidak dapat dinilai."
    )


def no_benefit(subject: Subject) -> str:
    """The name sounds aligned; what was chosen shows otherwise."""
    what = NO_BENEFIT_BY_KIND[subject.kind].format(own=subject.tier)
    word = f", terlihat antara lain dari kata {quoted(subject.word)}" if subject.word else ""
    themes = (
        f"bertema {listed(subject.own)}, tetapi" if subject.own else "ini tak jelas temanya, dan"
    )
    return f"Tidak selaras: butir {themes} isinya, {quoted(subject.chosen)}, {what}{word}."


def outside(subject: Subject, ground: str) -> str:
    """Not the tier's to do."""
    return (
        f"Tidak selaras: {quoted(subject.chosen)} bukan kewenangan {subject.tier} ({ground}), "
        f"meskipun temanya {listed(subject.own)}."
    )


def doubted_outside(subject: Subject, ground: str) -> str:
    """One sign only that the task is another tier's."""
    return (
        f"Perlu ditinjau: {quoted(subject.chosen)} mungkin bukan kewenangan {subject.tier} "
        f"({ground}); periksa siapa yang berwenang."
    )


def judges_differ(subject: Subject, against: str, in_favour: str) -> str:
    """One judge speaks against the item, the other does not."""
    return (
        f"Perlu ditinjau: {against} meragukan isi {quoted(subject.chosen)} karena mungkin "
        f"{NO_BENEFIT_BY_KIND[subject.kind].format(own=subject.tier)}, sedangkan {in_favour} "
        f"menilainya wajar untuk {subject.mission}."
    )


def theme_doubted(subject: Subject) -> str:
    """No mission holds the themes, but words or content point to one."""
    return (
        f"Perlu ditinjau: tema {listed(subject.own)} hampir tidak dimuat misi mana pun, sedangkan "
        f"kata-katanya masih dekat dengan {subject.mission}."
    )


def not_sure(subject: Subject, none_probability: float) -> str:
    """Too much doubt to clear the item."""
    return (
        f"Perlu ditinjau: tema {listed(subject.shared or subject.own)} mengarah ke "
        f"{subject.mission}, tetapi kemungkinan tidak melayani misi apa pun masih "
        f"{none_probability:.0%}; pastikan manfaat dari {quoted(subject.chosen)}."
    )


def empty(subject: Subject) -> str:
    """A generic name without an indicator."""
    return (
        f"Perlu ditinjau: nama {quoted(subject.chosen)} terlalu umum dan tidak ada indikator yang "
        f"menjelaskan hasil dan penerimanya."
    )


def support() -> str:
    """Routine support."""
    return (
        "Penunjang: butir ini membiayai urusan rutin perangkat daerah sendiri, sehingga tidak "
        "dinilai terhadap misi dan tidak diperingkat."
    )


def support_misused(subject: Subject) -> str:
    """Support whose content serves nobody."""
    word = f" (antara lain kata {quoted(subject.word)})" if subject.word else ""
    return (
        f"Perlu ditinjau: butir ini berada di program penunjang, tetapi isinya, "
        f"{quoted(subject.chosen)}, bukan kebutuhan rutin yang wajar{word}."
    )


def support_hides(subject: Subject) -> str:
    """Development in the support program."""
    return (
        f"Perlu ditinjau: butir ini berada di program penunjang, tetapi isinya, "
        f"{quoted(subject.chosen)}, adalah kegiatan pembangunan bertema {listed(subject.own)} "
        f"yang seharusnya berada di program urusannya."
    )


def unreadable() -> str:
    """No words to judge."""
    return "Tidak terbaca: teks butir ini terlalu sedikit atau rusak untuk dinilai."
