"""The sharpness that a partial trace loses: how many times wider its allowances are than those of a complete one.

A link that is not given is carried as a ball around what its right forms allow, and widens whatever is judged from it.
Both traces are the reference's, on the same problems, so the user's values do not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.judging.evidence import CANDIDATE, REFERENCE
from compare.judging.judge import judge
from compare.judging.judgement import Judgement


@dataclass(frozen=True)
class Sharpness:
    """A link judged from links not given (`since`): the median of its allowance over a complete trace's, inf over 0."""

    link: str
    times: float
    since: tuple[str, ...]


class Widths:
    """Collects the allowances of a trace of some links (`given`) and of a complete one, batch by batch."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._times: dict[str, list[Array]] = {}
        self._since: dict[str, set[str]] = {}

    def add(self, problem: Mapping[str, Array], given: Collection[str], complete: Mapping[str, Array]) -> None:
        """One batch. Where every link is given, it costs nothing."""
        if len(given) == len(self.chain.links):
            return
        partial = {name: complete[name] for name in given}
        for judgement in judge(self.chain, problem, (partial, complete)):
            name = judgement.link.name
            if name in given and (since := self._carried(judgement, given)):
                self._since.setdefault(name, set()).update(since)
                self._times.setdefault(name, []).append(_times(judgement))

    def lost(self) -> tuple[Sharpness, ...]:
        """Every link that was judged less sharply, in the chain's order."""
        order = self.chain.names
        found = []
        for name in (name for name in order if name in self._times):
            times = np.concatenate(self._times[name])
            if times.size and np.median(times) > 1:
                since = tuple(sorted(self._since[name], key=order.index))
                found.append(Sharpness(name, float(np.median(times)), since))
        return tuple(found)

    def _carried(self, judgement: Judgement, given: Collection[str]) -> set[str]:
        """The links not given among the operands of the forms that hold the partial trace's values."""
        forms = (judgement.link.forms[index] for index in np.unique(judgement.form[CANDIDATE]))
        operands = {name for form in forms for name in form.of}
        return {name for name in operands if name in self.chain.names and name not in given}


def _times(judgement: Judgement) -> Array:
    """Allowance of the partial trace ÷ the complete one's, where both are claims; inf where the latter is 0."""
    ours, complete = (judgement.radius[side].ravel() for side in (CANDIDATE, REFERENCE))
    known = np.isfinite(ours) & np.isfinite(complete) & (ours > 0)
    with np.errstate(divide="ignore", over="ignore"):
        times: Array = ours[known] / complete[known]
    return times
