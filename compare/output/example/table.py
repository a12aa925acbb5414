"""The worked example as a table that breaks no number and no symbol, however narrow the screen."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console

from compare.output.tables import Content, fits, put

HEAD = ("link", "formula", "numbers plugged in", "by hand", "autograd", "autograd node")
NODE = 5
NARROW = ("link", "formula, and with its numbers", "by hand", "autograd")
RULES = 3 * len(NARROW) + 1
"""What the blanks between and around its columns take."""


def show(screen: Console, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print the rows under `HEAD`; without the node, or under `NARROW` broken at blanks, where they do not fit."""
    whole = Content(title, HEAD, rows, right=(3, 4))
    table = whole.table(range(len(HEAD)))
    if not fits(screen, table):
        table = whole.table(range(NODE))
    if not fits(screen, table):
        table = Content(title, NARROW, _stacked(rows, screen.width), right=(2, 3), wrapped=(1,)).table(range(4))
    put(screen, table)


def _stacked(rows: Sequence[Sequence[str]], width: int) -> list[tuple[str, ...]]:
    """Each formula above its numbers, both broken at blanks to what the other columns leave."""
    others = sum(max(cell_len(text) for text in (HEAD[i], *(row[i] for row in rows))) for i in (0, 3, 4))
    room = max(1, width - RULES - others)
    return [
        (symbol, "\n".join(_filled(text, room) for text in (formula, f"= {plugged}")), *values)
        for symbol, formula, plugged, *values, _ in rows
    ]


def _filled(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
