"""The one Indonesian sentence of a verdict, for a head of office. Pure text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.align.directives.figures import joined, percent_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTE_AT_MOST = 90
_BULLET = re.compile(r"^[\W_]+(?=\w)")
_NUMBER_AT_END = re.compile(r"(\d+)$")

NO_BENEFIT_BY_KIND = {
    "no_public_benefit": "tidak menunjukkan manfaat bagi masyarakat",
    "outside_authority": "bukan kewenangan {own}",
    "contrary_to_directive": "berlawanan dengan arahan gubernur tentang layanan yang sederhana, "
    "digital, dan sesuai kebutuhan",
    "empty": "tidak mengatakan apa yang dihasilkan dan untuk siapa",
    "theme_uncovered": "tidak terkait dengan isi misi mana pun",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence may speak of.

    ``level`` is what the item is called (*sub kegiatan*);
    ``shared`` are the titles of themes that item and best mission have in common, strongest first;
    ``own`` the titles of the item's own themes; ``hinted`` the strongest, even if not plain;
    ``chosen`` the indicator or name that shows what the office chose; ``has_indicator`` and
    ``restates_name`` whether any indicator says something, and no more than the name; ``word`` the
    word that shows what is refused; ``tier`` whose plan it is.
    """

    level: str
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
    name: str
    has_indicator: bool
    restates_name: bool
    in_support_program: bool

    @property
    def is_named(self) -> bool:
        """Whether nothing but the name shows what the office chose."""
        return self.chosen == self.name

    @property
    def doubt(self) -> str:
        """In which way the money seems to serve nobody."""
        return NO_BENEFIT_BY_KIND[self.kind].format(own=self.tier)

    @property
    def about(self) -> str:
        """The item with its theme where one is plain, up to what it contains."""
        what = "namanya" if self.is_named else "indikatornya"
        theme = f" bertema {themes(self.own)}, tetapi" if self.own else ":"
        return f"{self.level} ini{theme} {what} {quoted(self.chosen)}"

    @property
    def gap(self) -> str:
        """What is still missing to see whom the item serves."""
        if not self.has_indicator:
            return "tidak ada indikator yang menunjukkan hasil dan penerimanya"
        if self.restates_name:
            return (
                "indikatornya hanya mengulang nama, sehingga hasil dan penerimanya belum terlihat"
            )
        return f"manfaat dari {quoted(self.chosen)} belum dapat dipastikan dari kata-katanya"


def mission_name(mission_id: str) -> str:
    """``misi-3`` as a planner says it: Misi 3."""
    number = _NUMBER_AT_END.search(mission_id)
    return f"Misi {number[1]}" if number else f"Misi {mission_id}"


def themes(titles: Sequence[str]) -> str:
    """Titles of themes as in a sentence, each between quotes, for many hold a comma."""
    return joined([f"\u201c{title}\u201d" for title in titles])


def quoted(text: str) -> str:
    """Words of the plan between quotes, without bullets, cut at a word where long."""
    flat = _BULLET.sub("", " ".join(text.split())).rstrip(" ;,.")
    if len(flat) > _QUOTE_AT_MOST:
        flat = flat[:_QUOTE_AT_MOST].rsplit(" ", 1)[0] + " ..."
    return f"\u201c{flat}\u201d"


def _whole(chance: float) -> str:
    """A chance in whole per cent: more would be false precision."""
    return percent_words(round(chance, 2))


def aligned(subject: Subject) -> str:
    """Why the item serves its mission."""
    titles = subject.shared or subject.own or subject.hinted
    if subject.in_cascade:
        theme = f", dengan tema {themes(titles)}" if titles else ""
        return f"Selaras: program ini tercantum dalam kaskade resmi {subject.mission}{theme}."
    words = "bunyi nama dan indikatornya" if subject.has_indicator else "bunyi namanya"
    source = "kode programnya" if subject.from_code else words
    sure = "" if subject.is_confirmed else " (tema misi hasil perkiraan, belum dikukuhkan)"
    holds = "juga dimuat misi itu" if subject.shared else "paling dekat dengan misi itu"
    return (
        f"Selaras dengan {subject.mission}: menurut {source} {subject.level} ini tentang "
        f"{themes(titles)}, tema yang {holds}{sure}."
    )


def ambiguous(subject: Subject, candidates: Sequence[tuple[str, float]]) -> str:
    """Why more than one mission may be meant; ``candidates`` are names with chances."""
    named = joined([f"{name} ({_whole(chance)})" for name, chance in candidates])
    return (
        f"Selaras, tetapi misinya masih terbuka antara {named}, karena tema "
        f"{themes(subject.own or subject.hinted)} dekat dengan lebih dari satu misi."
    )


def no_theme(subject: Subject) -> str:
    """No mission holds the themes, and no word meets either."""
    return (
        f"Tidak selaras: {subject.level} ini tentang {themes(subject.own)}, tema yang tidak dimuat "
        f"misi mana pun, dan kata-katanya pun tidak bertemu dengan bunyi misi."
    )


def no_theme_doubted(subject: Subject) -> str:
    """No mission holds the themes, words meet one, but the content is doubted as well."""
    return (
        f"Tidak selaras: {subject.level} ini tentang {themes(subject.own)}, tema yang tidak dimuat "
        f"misi mana pun, dan isinya, {quoted(subject.chosen)}, tampaknya {subject.doubt}."
    )


def no_theme_read(subject: Subject) -> str:
    """The words name no theme at all."""
    return (
        f"Perlu ditinjau: dari {quoted(subject.chosen)} tidak terbaca tema pembangunan apa pun, "
        f"sehingga kaitannya dengan misi tidak dapat dinilai."
    )


def no_benefit(subject: Subject) -> str:
    """The name sounds aligned; what was chosen shows otherwise."""
    seems = "tampaknya " if subject.kind == "outside_authority" else ""
    return (
        f"Tidak selaras: {subject.about} {seems}{subject.doubt}, "
        f"terlihat antara lain dari kata {quoted(subject.word or subject.chosen)}."
    )


def not_shown(subject: Subject) -> str:
    """The judges doubt what was chosen, but no word of the item bears them out."""
    return (
        f"Perlu ditinjau: {subject.about} diragukan manfaatnya, dari makna maupun pilihan katanya, "
        f"tanpa kata yang memastikannya; lengkapi hasil dan penerima manfaatnya."
    )


def flagship_doubted(subject: Subject, flagship: str) -> str:
    """The judges refuse the content, but the missions file names it as a flagship."""
    return (
        f"Perlu ditinjau: {subject.about} diragukan manfaatnya; karena kata-katanya mendekati "
        f"program unggulan {quoted(flagship)}, periksa siapa penerima manfaatnya."
    )


def only_official(subject: Subject) -> str:
    """An official name, and an indicator that only says it again."""
    theme = f" bertema {themes(subject.own)}, tetapi" if subject.own else ":"
    return (
        f"Perlu ditinjau: {subject.level} ini{theme} selain nama resminya tidak ada keterangan "
        f"tentang hasil dan penerima manfaatnya."
    )


def outside(subject: Subject, ground: str) -> str:
    """Not the tier's to do."""
    theme = f", meskipun temanya {themes(subject.own)}" if subject.own else ""
    told = f"{quoted(subject.chosen)} bukan kewenangan {subject.tier} ({ground})"
    return f"Tidak selaras: {told}{theme}."


def doubted_outside(subject: Subject, ground: str) -> str:
    """One sign only that the task is another tier's."""
    return (
        f"Perlu ditinjau: {quoted(subject.chosen)} mungkin bukan kewenangan {subject.tier} "
        f"({ground}); periksa siapa yang berwenang."
    )


def judges_differ(subject: Subject, against: str, in_favour: str) -> str:
    """One judge speaks against the item, the other does not."""
    return (
        f"Perlu ditinjau: dilihat dari {against}, {quoted(subject.chosen)} mungkin "
        f"{subject.doubt}, sedangkan dari {in_favour} {subject.level} ini wajar untuk "
        f"{subject.mission}."
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
    near = (
        f"tema {themes(titles)} mengarah ke"
        if titles
        else f"{subject.level} ini paling dekat dengan"
    )
    return (
        f"Perlu ditinjau: {near} {subject.mission}, tetapi {subject.gap} "
        f"(peluang tanpa misi {_whole(none_probability)})."
    )


def empty(subject: Subject) -> str:
    """A generic name without an indicator that says more."""
    what = f"nama {quoted(subject.chosen)} terlalu umum dan tidak ada indikator yang menjelaskan"
    if not subject.is_named:
        what = f"nama dan indikatornya, {quoted(subject.chosen)}, terlalu umum untuk menjelaskan"
    return f"Perlu ditinjau: {what} hasil dan penerimanya."


def support() -> str:
    """Routine support."""
    return (
        "Penunjang: belanja rutin perangkat daerah sendiri, sehingga tidak dinilai terhadap misi "
        "dan tidak diperingkat."
    )


def _support_place(subject: Subject) -> str:
    if subject.in_support_program:
        return "berada di program penunjang"
    return "tampak sebagai belanja rutin kantor"


def near_office(subject: Subject) -> str:
    """Perhaps routine support, perhaps development."""
    return (
        f"Perlu ditinjau: {quoted(subject.name)} lebih mirip kebutuhan kantor sendiri daripada "
        f"kegiatan pembangunan; bila rutin, tempatkan di program penunjang."
    )


def support_misused(subject: Subject) -> str:
    """Support whose content serves nobody."""
    word = f" (antara lain kata {quoted(subject.word)})" if subject.word else ""
    return (
        f"Perlu ditinjau: {subject.level} ini {_support_place(subject)}, tetapi isinya, "
        f"{quoted(subject.chosen)}, bukan kebutuhan rutin yang wajar{word}."
    )


def support_hides(subject: Subject) -> str:
    """Development in the support program."""
    return (
        f"Perlu ditinjau: {subject.level} ini {_support_place(subject)}, tetapi isinya, "
        f"{quoted(subject.chosen)}, adalah kegiatan pembangunan bertema {themes(subject.own)} "
        f"yang seharusnya berada di program urusannya."
    )


def unreadable() -> str:
    """No words to judge."""
    return "Tidak terbaca: teks baris ini terlalu sedikit atau rusak untuk dinilai."
