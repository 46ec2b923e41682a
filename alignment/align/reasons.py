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
    ``own`` the titles of the item's own themes; ``hinted`` the strongest, even if not plain;
    ``chosen`` the indicator or name that shows what
    the office chose; ``tier`` whose plan it is.
    """

    mission: str
    shared: tuple[str, ...]
    own: tuple[str, ...]
    hinted: tuple[str, ...]
    chosen: str
    word: str | None
    kind: str
    tier: str
    from_code: bool
    in_cascade: bool
    is_confirmed: bool
    in_support_program: bool = False


def mission_name(mission_id: str) -> str:
    """``misi-3`` as a planner says it: Misi 3."""
    number = _NUMBER_AT_END.search(mission_id)
    return f"Misi {number[1]}" if number else f"Misi {mission_id}"


def listed(titles: Sequence[str]) -> str:
    """Titles joined as in a sentence."""
    if len(titles) > 1:
        return f"{', '.join(titles[:-1])} dan {titles[-1]}"
    return titles[0] if titles else "tidak jelas"


def themes(titles: Sequence[str]) -> str:
    """Titles of themes as in a sentence, each between quotes, for many hold a comma."""
    return listed([f"\u201c{title}\u201d" for title in titles]) if titles else "yang tidak jelas"


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
            f"dengan tema {themes(subject.own)}."
        )
    titles = subject.shared or subject.own or subject.hinted
    source = "kode programnya" if subject.from_code else "bunyi nama dan indikatornya"
    sure = "" if subject.is_confirmed else " (tema misi hasil perkiraan, belum dikukuhkan)"
    holds = "juga dimuat misi itu" if subject.shared else "paling dekat dengan misi itu"
    return (
        f"Selaras dengan {subject.mission}: menurut {source} item ini tentang {themes(titles)}, "
        f"tema yang {holds}{sure}."
    )


def ambiguous(subject: Subject, candidates: Sequence[tuple[str, float]]) -> str:
    """Why more than one mission may be meant; ``candidates`` are names with chances."""
    named = listed([f"{name} ({chance:.0%})" for name, chance in candidates])
    return (
        f"Selaras, tetapi misinya masih terbuka antara {named}, karena tema "
        f"{themes(subject.own or subject.hinted)} ada pada lebih dari satu misi."
    )


def no_theme(subject: Subject) -> str:
    """No mission holds the themes, and no word meets either."""
    return (
        f"Tidak selaras: item ini tentang {themes(subject.own)}, tema yang tidak dimuat misi mana "
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
    about = f"bertema {themes(subject.own)}, tetapi" if subject.own else "tidak jelas temanya, dan"
    return f"Tidak selaras: item ini {about} isinya, {quoted(subject.chosen)}, {what}{word}."


def only_official(subject: Subject) -> str:
    """An official name, and an indicator that only says it again."""
    return (
        f"Perlu ditinjau: item ini bertema {themes(subject.own)}, tetapi selain nama resminya "
        f"tidak ada keterangan tentang hasil dan penerima manfaatnya."
    )


def outside(subject: Subject, ground: str) -> str:
    """Not the tier's to do."""
    return (
        f"Tidak selaras: {quoted(subject.chosen)} bukan kewenangan {subject.tier} ({ground}), "
        f"meskipun temanya {themes(subject.own)}."
    )


def doubted_outside(subject: Subject, ground: str) -> str:
    """One sign only that the task is another tier's."""
    return (
        f"Perlu ditinjau: {quoted(subject.chosen)} mungkin bukan kewenangan {subject.tier} "
        f"({ground}); periksa siapa yang berwenang."
    )


def judges_differ(subject: Subject, against: str, in_favour: str) -> str:
    """One judge speaks against the item, the other does not."""
    doubt = NO_BENEFIT_BY_KIND[subject.kind].format(own=subject.tier)
    return (
        f"Perlu ditinjau: dilihat dari {against}, {quoted(subject.chosen)} mungkin {doubt}, "
        f"sedangkan dari {in_favour} item ini wajar untuk {subject.mission}."
    )


def theme_doubted(subject: Subject) -> str:
    """No mission holds the themes, but words or content point to one."""
    return (
        f"Perlu ditinjau: tema {themes(subject.own)} hampir tidak dimuat misi mana pun, sedangkan "
        f"kata-katanya masih dekat dengan {subject.mission}."
    )


def not_sure(subject: Subject, none_probability: float) -> str:
    """Too much doubt to clear the item."""
    titles = subject.shared or subject.own
    near = f"tema {themes(titles)} mengarah ke" if titles else "item ini paling dekat dengan"
    return (
        f"Perlu ditinjau: {near} {subject.mission}, tetapi kemungkinan tidak melayani misi "
        f"apa pun masih {none_probability:.0%}; pastikan manfaat dari {quoted(subject.chosen)}."
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
        "Penunjang: item ini membiayai urusan rutin perangkat daerah sendiri, sehingga tidak "
        "dinilai terhadap misi dan tidak diperingkat."
    )


def _support_place(subject: Subject) -> str:
    if subject.in_support_program:
        return "berada di program penunjang"
    return "tampak sebagai belanja rutin kantor"


def near_office(subject: Subject) -> str:
    """Perhaps routine support, perhaps development."""
    return (
        f"Perlu ditinjau: {quoted(subject.chosen)} lebih mirip kebutuhan kantor sendiri daripada "
        f"kegiatan pembangunan; bila rutin, tempatkan di program penunjang."
    )


def support_misused(subject: Subject) -> str:
    """Support whose content serves nobody."""
    word = f" (antara lain kata {quoted(subject.word)})" if subject.word else ""
    return (
        f"Perlu ditinjau: item ini {_support_place(subject)}, tetapi isinya, "
        f"{quoted(subject.chosen)}, bukan kebutuhan rutin yang wajar{word}."
    )


def support_hides(subject: Subject) -> str:
    """Development in the support program."""
    return (
        f"Perlu ditinjau: item ini {_support_place(subject)}, tetapi isinya, "
        f"{quoted(subject.chosen)}, adalah kegiatan pembangunan bertema {themes(subject.own)} "
        f"yang seharusnya berada di program urusannya."
    )


def unreadable() -> str:
    """No words to judge."""
    return "Tidak terbaca: teks item ini terlalu sedikit atau rusak untuk dinilai."
