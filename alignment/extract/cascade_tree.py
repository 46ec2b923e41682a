"""The tree that a cascade grows into: entries found again, and what hangs below which. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import ratio

from alignment.extract.cascade_words import LEVELS, Said
from alignment.text import fold, name_key
from alignment.types import CascadeEntry, CascadeKind

_SAME_TEXT = 94.0
_ORDER = {level: place for place, level in enumerate(LEVELS)}


@dataclass(slots=True)
class Tree:
    """Entries as they are found. ``open`` is the entry that a next one hangs below, by level.

    ``from_tables`` are the missions that a table named; what running text says never replaces it.
    """

    entries: list[CascadeEntry] = field(default_factory=list)
    open: dict[CascadeKind, int] = field(default_factory=dict)
    from_tables: set[int] = field(default_factory=set)

    def enter(
        self,
        kind: CascadeKind,
        told: Said,
        place: str,
        *,
        code: str | None = None,
        doubts: tuple[str, ...] = (),
        is_table: bool = True,
    ) -> int | None:
        """Opens the entry, new or found again; None where there is neither text nor a find."""
        found = self._mission(told) if kind is CascadeKind.MISSION else self._same(kind, told, code)
        if found is None:
            if not told.text:
                return None
            found = len(self.entries)
            above = self._above(kind)
            self.entries.append(
                CascadeEntry(kind, told.text, told.number, code, above, place, doubts)
            )
        elif kind is CascadeKind.MISSION:
            self._settle_mission(found, told, place, is_table=is_table)
        if is_table and kind is CascadeKind.MISSION:
            self.from_tables.add(found)
        if kind is not CascadeKind.VISION:  # one for all missions: it closes none
            self.reopen(found)
        return found

    def reopen(self, index: int) -> None:
        """Opens an entry and all that it hangs below; what was open beside or below is closed."""
        self.open = {}
        place: int | None = index
        while place is not None:
            self.open[self.entries[place].kind] = place
            place = self.entries[place].parent

    def indicate(self, text: str, place: str, owner: CascadeKind | None = None) -> int | None:
        """Hangs an indicator below the open entry of ``owner``, or the open target or goal."""
        kinds = (owner,) if owner else (CascadeKind.TARGET, CascadeKind.GOAL)
        above = next((self.open[kind] for kind in kinds if kind in self.open), None)
        if above is None or not text:
            return None
        for index, one in enumerate(self.entries):
            if one.parent == above and one.kind is CascadeKind.INDICATOR and _same(one.text, text):
                return index
        self.entries.append(CascadeEntry(CascadeKind.INDICATOR, text, parent=above, place=place))
        return len(self.entries) - 1

    def lengthen(self, index: int, text: str, place: str) -> None:
        """Adds to an entry what the next page holds of it."""
        entry = self.entries[index]
        doubt = f"disambung dengan teks di {place}"
        self.entries[index] = replace(
            entry, text=f"{entry.text} {text}", doubts=(*entry.doubts, doubt)
        )

    def mission_of(self, index: int | None) -> int | None:
        """The mission that an entry hangs below, or is."""
        while index is not None and self.entries[index].kind is not CascadeKind.MISSION:
            index = self.entries[index].parent
        return index

    def _above(self, kind: CascadeKind) -> int | None:
        if kind is CascadeKind.VISION or kind is CascadeKind.MISSION:
            return None
        if kind is CascadeKind.FLAGSHIP:
            return self.open.get(CascadeKind.MISSION)
        higher = [level for level in LEVELS if _ORDER[level] < _ORDER[kind] and level in self.open]
        higher = [
            level for level in higher if level not in (CascadeKind.VISION, CascadeKind.FLAGSHIP)
        ]
        return self.open[higher[-1]] if higher else None

    def _mission(self, told: Said) -> int | None:
        missions = [i for i, one in enumerate(self.entries) if one.kind is CascadeKind.MISSION]
        for index in missions:
            if told.number and told.number == self.entries[index].number:
                return index
        for index in missions:
            is_numbered_apart = told.number and self.entries[index].number
            if told.text and not is_numbered_apart and _same(self.entries[index].text, told.text):
                return index
        return None

    def _settle_mission(self, index: int, told: Said, place: str, *, is_table: bool) -> None:
        """Two readings of one mission: the table's outranks running text, the longer a cut one."""
        entry = self.entries[index]
        entry = replace(entry, number=entry.number or told.number)
        old, new = fold(entry.text), fold(told.text)
        if new and ratio(old, new) < _SAME_TEXT:
            is_cut = new.startswith(old)
            if is_cut:
                entry = replace(entry, text=told.text, place=place)
            elif is_table and index not in self.from_tables:
                doubt = f'di {entry.place} tertulis "{entry.text}"'
                entry = replace(entry, text=told.text, place=place, doubts=(*entry.doubts, doubt))
            elif not old.startswith(new):
                doubt = f'di {place} tertulis "{told.text}"'
                if doubt not in entry.doubts:
                    entry = replace(entry, doubts=(*entry.doubts, doubt))
        self.entries[index] = entry

    def _same(self, kind: CascadeKind, told: Said, code: str | None) -> int | None:
        """An entry of that kind and text below the open mission; below any where none is open."""
        mission = self.open.get(CascadeKind.MISSION)
        for index, one in enumerate(self.entries):
            if one.kind is not kind or (mission is not None and self.mission_of(index) != mission):
                continue
            if code and one.code:
                if code == one.code:
                    return index
            elif told.text and _same(one.text, told.text):
                return index
        return None


def _same(one: str, other: str) -> bool:
    return name_key(one) == name_key(other) or ratio(fold(one), fold(other)) >= _SAME_TEXT
