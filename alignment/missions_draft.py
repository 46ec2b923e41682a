"""An RPJMD's cascade -> a missions file, with what the reader was unsure of beside each entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alignment.missions_yaml import Remarks
from alignment.types import CascadeKind, DocumentKind, Flagship, Mission, MissionSet, Objective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.nomenclature import Nomenclature
    from alignment.types import Cascade, CascadeEntry

_PROGRAM_CODE = re.compile(r"(?:\d\.\d{2}|X\.XX)\.\d{2}")
_ASKED = "PERIKSA"


@dataclass(frozen=True, slots=True)
class MissionsDraft:
    """A missions file to be checked: its values, its remarks by place, what has no place in it.

    ``unsure_count`` is the number of entries that are marked to be checked.
    """

    missions: MissionSet
    remarks: Remarks
    unplaced: tuple[str, ...] = ()
    unsure_count: int = 0


def draft_of(cascade: Cascade, nomenclature: Nomenclature | None = None) -> MissionsDraft:
    """The missions file that a cascade makes; programs without code are looked up by their name."""
    maker = _Maker(cascade, nomenclature)
    missions = tuple(maker.missions())
    if cascade.kind not in (DocumentKind.RPJMD, DocumentKind.UNKNOWN):
        kind = cascade.kind.value.upper()
        maker.remarks.add((), f"{_ASKED}: menurut judulnya dokumen ini {kind}, bukan RPJMD")
    if not cascade.region:
        maker.remarks.add((), f"{_ASKED}: nama daerah tidak terbaca; tulis di region")
    return MissionsDraft(
        missions=MissionSet(
            region=cascade.region,
            missions=missions,
            start_year=cascade.start_year,
            end_year=cascade.end_year,
            vision=maker.vision(),
        ),
        remarks=maker.remarks,
        unplaced=tuple(maker.unplaced()),
        unsure_count=maker.unsure_count,
    )


@dataclass(slots=True)
class _Maker:
    cascade: Cascade
    nomenclature: Nomenclature | None
    remarks: Remarks = field(default_factory=Remarks)
    unsure_count: int = 0

    def vision(self) -> str | None:
        visions = [one for one in self.cascade.entries if one.kind is CascadeKind.VISION]
        if not visions:
            return None
        self._remark(("vision",), visions[0])
        return visions[0].text

    def missions(self) -> Iterator[Mission]:
        entries = self.cascade.entries
        found = [i for i, one in enumerate(entries) if one.kind is CascadeKind.MISSION]
        numbers = [int(n) if (n := entries[i].number).isdecimal() else 0 for i in found]
        if all(numbers) and len(set(numbers)) == len(numbers):
            ordered = sorted(zip(numbers, found, strict=True))
        else:
            ordered = list(enumerate(found, start=1))
        for number, index in ordered:
            yield self._mission(number, index)

    def _mission(self, number: int, index: int) -> Mission:
        entry, id_ = self.cascade.entries[index], f"misi-{number}"
        self._remark((id_,), entry)
        return Mission(
            id=id_,
            text=entry.text,
            goals=self._objectives(id_, number, index, CascadeKind.GOAL),
            targets=self._objectives(id_, number, index, CascadeKind.TARGET),
            flagships=self._flagships(id_, number, index),
            programs=self._programs(id_, index),
            source=f"{self.cascade.document}, {entry.place}",
        )

    def _below(self, mission: int, kind: CascadeKind) -> list[int]:
        """The entries of a kind that hang somewhere below a mission, in the order of reading."""
        return [
            index
            for index, one in enumerate(self.cascade.entries)
            if one.kind is kind and mission in self._above(index)
        ]

    def _above(self, index: int) -> Iterator[int]:
        parent = self.cascade.entries[index].parent
        while parent is not None:
            yield parent
            parent = self.cascade.entries[parent].parent

    def _objectives(
        self, mission_id: str, number: int, mission: int, kind: CascadeKind
    ) -> tuple[Objective, ...]:
        found = []
        for order, index in enumerate(self._below(mission, kind), start=1):
            entry, id_ = self.cascade.entries[index], f"{kind.value}-{number}.{order}"
            self._remark((mission_id, id_), entry, says_place=True)
            indicators = []
            for one in self.cascade.entries:
                if one.parent == index and one.kind is CascadeKind.INDICATOR:
                    indicators.append(one.text)
                    self._remark((mission_id, id_, one.text), one)
            found.append(Objective(id_, entry.text, tuple(indicators)))
        return tuple(found)

    def _flagships(self, mission_id: str, number: int, mission: int) -> tuple[Flagship, ...]:
        found = []
        for order, index in enumerate(self._below(mission, CascadeKind.FLAGSHIP), start=1):
            entry, id_ = self.cascade.entries[index], f"unggulan-{number}.{order}"
            self._remark((mission_id, id_), entry)
            source = f"{self.cascade.document}, {entry.place}"
            found.append(Flagship(id_, entry.text, source))
        return tuple(found)

    def _programs(self, mission_id: str, mission: int) -> tuple[str, ...]:
        codes: list[str] = []
        for index in self._below(mission, CascadeKind.PROGRAM):
            entry = self.cascade.entries[index]
            code, doubts = self._code(entry)
            told = f"{entry.text}, {entry.place}"
            if code is None:
                self._ask((mission_id, "programs"), f"{told}: {'; '.join(doubts)}")
            elif code not in codes:
                codes.append(code)
                self.remarks.beside[mission_id, "programs", code] = told
                if doubts:
                    self._ask((mission_id, "programs", code), "; ".join(doubts))
        return tuple(codes)

    def _code(self, entry: CascadeEntry) -> tuple[str | None, tuple[str, ...]]:
        """The program's code and what is doubtful of it; None where the planner must write it."""
        if entry.code and _PROGRAM_CODE.fullmatch(entry.code):
            official = self.nomenclature
            if official and official.name_belongs(entry.code, entry.text) is False:
                name = " / ".join(official.names_of(entry.code))
                return entry.code, (*entry.doubts, f'nama resmi kode ini "{name}"')
            return entry.code, entry.doubts
        if entry.code:
            doubt = f'kode "{entry.code}" bukan kode program menurut nomenklatur sejak 2019'
            return None, (*entry.doubts, doubt)
        codes = self.nomenclature.program_codes(entry.text) if self.nomenclature else ()
        if len(codes) == 1:
            return codes[0], (*entry.doubts, "kode dicari dari namanya dalam nomenklatur")
        several = f" (mungkin {' atau '.join(codes)})" if codes else ""
        return None, (*entry.doubts, f'tanpa kode; tulis kodenya, misalnya - "1.01.02"{several}')

    def _remark(
        self, path: tuple[str, ...], entry: CascadeEntry, *, says_place: bool = False
    ) -> None:
        if says_place and entry.place:
            self.remarks.beside[path] = entry.place
        if entry.doubts:
            self._ask(path, f"{entry.place}: {'; '.join(entry.doubts)}")

    def _ask(self, path: tuple[str, ...], message: str) -> None:
        self.unsure_count += 1
        self.remarks.add(path, f"{_ASKED}: {message}")

    def unplaced(self) -> Iterator[str]:
        """What hangs below no mission: the planner must say where it belongs."""
        for index, one in enumerate(self.cascade.entries):
            is_top = one.kind in (CascadeKind.VISION, CascadeKind.MISSION)
            if is_top or one.kind is CascadeKind.INDICATOR:
                continue
            above = [self.cascade.entries[place].kind for place in self._above(index)]
            if CascadeKind.MISSION not in above:
                self.unsure_count += 1
                name = f"{one.code} {one.text}" if one.code else one.text
                yield (
                    f"{_ASKED}: {one.kind.value} tanpa misi, pindahkan ke misinya: {name}"
                    f" ({one.place})"
                )
