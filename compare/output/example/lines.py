"""The worked example in short: each link on a line, its formula with its numbers, and the value by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.output.paragraph import NARROWEST, paragraph

WIDEST = 80
GAP = "  "


class Worked(NamedTuple):
    """A link of the example; `autograd` is its value there, told where it is written otherwise than the one by hand."""

    symbol: str
    formula: str
    plugged: str
    hand: str
    autograd: str


def lines(rows: Sequence[Worked], width: int) -> list[str]:
    """A line for each link, within 80 columns; a longer one goes on below, broken at blanks."""
    width = min(max(width, NARROWEST), WIDEST)
    links, values = max(len(row.symbol) for row in rows), max(len(row.hand) for row in rows)
    room = width - len(GAP) - values
    told = []
    for row in rows:
        text = row.formula if row.plugged == row.formula else f"{row.formula} = {row.plugged}"
        *above, last = paragraph(f"{GAP}{row.symbol.ljust(links)}{GAP}", text, room)
        told += [*above, f"{last.ljust(room)}{GAP}{row.hand.rjust(values)}"]
        if row.autograd != row.hand:
            told.append(f"autograd {row.autograd.rjust(values)}".rjust(width))
    return told
