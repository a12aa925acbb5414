"""What a side holds of every link on one problem, and whether one link of it is wrong in itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.chains.evaluation import evaluate
from compare.errors import BadInput
from compare.judging.contract import Side, TraceError, checked_problem, trace_of
from compare.judging.judge import judge
from compare.judging.judgement import Judgement
from compare.mistakes.planting import plant


class Held(NamedTuple):
    """A side's trace on a problem, and the same with the links that it does not give computed, rightly, from it."""

    given: dict[str, Array]
    whole: dict[str, Array]


class Wrong(NamedTuple):
    """A value that is wrong in itself, and the right one."""

    value: float
    right: float

    @property
    def plain(self) -> bool:
        """Whether both are finite and the right one is not 0, so that their ratio means something."""
        return isfinite(self.value) and isfinite(self.right) and self.right != 0


def held(chain: Chain, side: Side, problem: Mapping[str, Array]) -> Held:
    """Call the side. Raises `TraceError`, and whatever the side raises."""
    given = trace_of(side, problem, chain, "candidate", complete=False)
    known = dict(problem)
    for link in chain.links:
        right = next(form for form in link.forms if form.kind == "right")
        known[link.name] = given[link.name] if link.name in given else evaluate(right, known)
    return Held(given, {name: known[name] for name in chain.names})


def judged(chain: Chain, problem: Mapping[str, Array], given: Mapping[str, Array], link: str) -> Judgement:
    """The judgement of one link of a side. A right side stands beside for links that it does not give."""
    sides = [given] if len(given) == len(chain.links) else [given, plant(chain, {}, problem)]
    return next(each for each in judge(chain, problem, sides) if each.link.name == link)


def first_wrong(chain: Chain, side: Side, problem: Mapping[str, Array], link: str) -> Wrong | None:
    """The first wrong value of the link, or None: also if the chain refuses the problem or the side gives none."""
    try:
        arrays = checked_problem(problem, chain)
    except BadInput:
        return None
    try:
        given = trace_of(side, arrays, chain, "candidate", complete=False)
    except Exception:  # a user's program may raise anything, and then this problem shows something else
        return None
    if link not in given:
        return None
    try:
        judgement = judged(chain, arrays, given, link)
    except TraceError:
        return None
    wrong = judgement.outside[0]
    return Wrong(float(judgement.value[0][wrong][0]), float(judgement.centre[0][wrong][0])) if wrong.any() else None
