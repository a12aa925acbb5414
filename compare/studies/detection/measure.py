"""The smallest relative error of a link that a rule sees: found by search over e, never assumed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from compare.judging.contract import trace_of
from compare.studies.detection.planted import Planted, errors
from compare.studies.detection.regions import Region
from compare.studies.detection.rules import RULES, Rule

PARTS = (0.99, 0.5)  # the parts of the problems in which an error must be seen


class Figure(NamedTuple):
    """What one rule sees of one link: the smallest error seen in 99 % of the problems, and in half of them.

    Both are inf where an error of 1 is not seen, and nan where the rule rejects more than 1 % of the problems although
    nothing is wrong; `rejects_right` is that part.
    """

    link: str
    rule: str
    nearly_all: float
    half: float
    rejects_right: float


class Table(NamedTuple):
    """Every figure of one region in one dtype."""

    dtype: str
    region: Region
    problems: int
    figures: list[Figure]


def tabulate(region: Region, dtype: type[np.floating], count: int) -> Table:
    """Every rule at every link of the region's chain, on the same `count` problems."""
    problems, route = region.problems(count, dtype), region.route
    hand = trace_of(route.candidate, problems, route.chain, "candidate", complete=True)
    reference = trace_of(route.reference, problems, route.chain, "reference", complete=True)
    right = [Planted(problems, route.chain, link, {}, hand, reference) for link in route.chain.links]
    name = np.dtype(dtype).name
    return Table(name, region, count, [figure for rule in RULES for figure in _figures(rule, right, errors(dtype))])


def _figures(rule: Rule, right: Sequence[Planted], tried: Sequence[float]) -> Iterator[Figure]:
    """One rule at every link; where one link turned is where the next one's search starts."""
    count = len(right[0].problems["lr"])
    guesses = [len(tried) // 2] * len(PARTS)
    rejected = math.nan
    for at_link in right:
        if rule.of_link or math.isnan(rejected):
            rejected = sum(rule.rejects(at_link)) / count
        nearly_all = half = math.nan
        if rejected <= 1 - PARTS[0]:
            turns = [_turn(rule, at_link, tried, *each) for each in zip(PARTS, guesses, strict=True)]
            nearly_all, half = ([*tried, math.inf][turn] for turn in turns)
            guesses = [min(turn, len(tried) - 1) for turn in turns]
        yield Figure(at_link.link.name, rule.name, nearly_all, half, rejected)


def _turn(rule: Rule, right: Planted, tried: Sequence[float], part: float, guess: int) -> int:
    """The index of the smallest error seen in that part of the problems, looked for around a guess."""
    count = len(right.problems["lr"])

    def enough(at: int) -> bool:
        return reaches(rule.rejects(right.on_hand(tried[at])), count, part)

    return first(enough, len(tried), guess)


def reaches(found: Iterable[bool], count: int, part: float) -> bool:
    """Whether at least that part of `count` are true; no more of them are asked for than decide it."""
    needed = math.ceil(part * count)
    spare = count - needed
    for one in found:
        needed -= one
        spare -= not one
        if not needed or spare < 0:
            break
    return needed <= 0


def first(enough: Callable[[int], bool], size: int, guess: int) -> int:
    """The index below `size` from which on `enough` holds, or `size`: by doubled steps from a guess, then by halves."""
    low, high, at, step = -1, size, guess, 1
    while high - low > 1:
        if enough(at):
            high, at = at, at - step
        else:
            low, at = at, at + step
        step *= 2
        if (low >= 0 and high < size) or not low < at < high:
            at = (low + high) // 2
    return high
