"""Text within a width: parts one after another, those that find no place on the next line, under the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.output.stream import Paper

GAP = "   "  # between parts that stand apart
DEEPEST = 30  # a head that is longer is no measure for how far the next lines are set in
SOLID = "\x1f"  # a blank at which no line ends


class Section(NamedTuple):
    """Lines that stand together. Where there are too many, the sections with the highest rank go; those of 0 stay."""

    lines: list[str]
    rank: int = 0


def solid(formula: str) -> str:
    """A formula that stays on one line where a line holds it."""
    return formula.replace(" ", SOLID)


def flow(head: str, parts: Iterable[str], paper: Paper, gap: str = GAP, further: int = 0) -> list[str]:
    """The parts behind the head, within the paper. A part is broken, between its words, only if no line holds it.

    The next lines are set in as far as the head is long, and so much further.
    """
    head = paper.spelt(head)
    under = " " * ((len(head) if len(head) <= DEEPEST else len(head) - len(head.lstrip()) + 2) + further)
    lines, empty = [head], True
    for part in map(paper.spelt, parts):
        whole = len(under) + len(part) <= paper.width
        for i, word in enumerate([part] if whole else part.replace(SOLID, " ").split(" ")):
            between = "" if empty else " " if i else gap
            if not empty and len(lines[-1]) + len(between) + len(word) > paper.width:
                lines, between = [*lines, under], ""
            lines[-1] += between + word
            empty = False
    return [line.replace(SOLID, " ") for line in lines]


def sentence(head: str, text: str, paper: Paper) -> list[str]:
    """The words of a text behind the head."""
    return flow(head, text.split(" "), paper, " ")


def within(sections: Sequence[Section], most: int) -> list[str]:
    """All lines, or those of the sections that are left when the least important are gone; at last cut."""
    kept = list(sections)
    while sum(len(each.lines) for each in kept) > most and any(each.rank for each in kept):
        kept.remove(max(reversed(kept), key=lambda each: each.rank))
    lines = [line for each in kept for line in each.lines]
    return lines if len(lines) <= most else [*lines[: most - 2], "  …", lines[-1]]
