"""Rows that a page's end cut in two, put together again. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.extract.item_codes import item_code
from alignment.extract.names import name_of_lines, one_line
from alignment.extract.realised import joined_done
from alignment.text import NO_MONEY, joined_money
from alignment.types import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.extract.rows import Record
    from alignment.text import Money


def whole_records(records: Sequence[Record]) -> Iterator[Record]:
    """The records, those whose code or figures the page's end cut in two put together."""
    held: Record | None = None
    for record in records:
        if held is not None:
            merged = _merged(held, record)
            yield from (merged,) if merged else _with_whole_figures(held, record)
            held = None
        elif record.is_last and (record.name or record.code_text):
            held = record
        else:
            yield record
    if held is not None:
        yield held


def _with_whole_figures(upper: Record, lower: Record) -> tuple[Record, Record]:
    """Both records, a figure that stands half in each whole in the upper one."""
    if not lower.is_first or lower.item_code:
        return upper, lower
    money, rest = _figure(upper.money, lower.money)
    before, rest_before = _figure(upper.before, lower.before)
    forecast, rest_forecast = _figure(upper.forecast, lower.forecast)
    others = tuple(zip(*map(_figure, upper.other_money, lower.other_money), strict=True))
    upper = replace(upper, money=money, before=before, forecast=forecast)
    lower = replace(lower, money=rest, before=rest_before, forecast=rest_forecast)
    lower = replace(lower, has_money=lower.has_money and bool(rest.printed))
    return (replace(upper, other_money=others[0]) if others else upper), lower


def _figure(upper: Money, lower: Money) -> tuple[Money, Money]:
    """The upper and the lower figure; where they are halves of one, it and nothing."""
    whole = joined_money(upper, lower)
    return (upper, lower) if whole is None else (whole, NO_MONEY)


def _merged(upper: Record, lower: Record) -> Record | None:
    """One record of two halves, where neither half's code but both together are an item's."""
    if not lower.is_first or not lower.code_text or lower.item_code:
        return None
    code = item_code(upper.code_text + lower.code_text)
    if code is None:
        return None
    is_longer = len(code.text.rsplit(".", 1)[-1]) == len("0001")
    if upper.item_code and upper.item_code.kind is code.kind and not is_longer:
        return None
    return replace(
        upper,
        code=code,
        code_text=code.text,
        name=name_of_lines(f"{upper.name}\n{lower.name}"),
        indicators=tuple(joined_indicators(list(upper.indicators), list(lower.indicators))),
        money=_either(upper.money, lower.money),
        has_money=upper.has_money or lower.has_money,
        before=_either(upper.before, lower.before),
        forecast=_either(upper.forecast, lower.forecast),
        other_money=tuple(map(_either, upper.other_money, lower.other_money)),
        done=joined_done(upper.done, lower.done),
        location=joined(upper.location, lower.location, is_cut=True),
        fund=joined(upper.fund, lower.fund, is_cut=True),
        agency=joined(upper.agency, lower.agency, is_cut=True),
        is_last=lower.is_last,
    )


def _either(upper: Money, lower: Money) -> Money:
    """The figure of a parted row: its halves joined, or the half that holds it."""
    return joined_money(upper, lower) or (upper if upper.rupiah is not None else lower)


def only_unit(indicator: Indicator) -> bool:
    """Whether what stands in the target's place is only the unit that a page's end cut off."""
    return indicator.target is not None and not re.search(r"\d", indicator.target)


def joined_indicators(upper: list[Indicator], lower: list[Indicator]) -> list[Indicator]:
    """The indicators of both halves, the last of the upper and the first of the lower as one."""
    if not upper or not lower:
        return upper or lower
    above, below = upper[-1], lower[0]
    if only_unit(below):
        below = Indicator(below.text, None, below.target)
    whole = Indicator(
        one_line(f"{above.text}\n{below.text}"),
        above.target or below.target,
        joined(above.unit or "", below.unit or "", is_cut=True) or None,
        above.target_before or below.target_before,
    )
    return [*upper[:-1], whole, *lower[1:]]


def joined(above: str, below: str, *, is_cut: bool) -> str:
    """Two texts of one column: the halves of one where the row was cut, else the upper one."""
    if not below or not above or below == above:
        return above or below
    return one_line(f"{above}\n{below}") if is_cut else above
