"""Who is nearer the truth: both sides' ulps from the exact value, link by link, over the steps that were arbitrated.

An exact value costs about 5 µs, a float a nanosecond, so a run may arbitrate `BUDGET` values: every step of a small
problem, evenly spaced steps of a larger one, and of one too large for a single step some of its examples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.judging.arbiter import Distances, arbitrate

BUDGET = 120_000  # values that one run may have arbitrated: about half a second

Trace = Mapping[str, Array]


@dataclass(frozen=True)
class LinkAccuracy:
    """One link: ulps of (candidate, reference) from the exact value at the problem's inputs, and who was closer.

    `arbitrated` counts pairs of values whose two distances were decided; `undecided` the others, by reason.
    """

    name: str
    arbitrated: int
    undecided: dict[str, int]
    median: tuple[float, float]
    maximum: tuple[float, float]
    closer: tuple[int, int]

    @property
    def ties(self) -> int:
        """How often both sides were as near."""
        return self.arbitrated - sum(self.closer)


@dataclass(frozen=True)
class Accuracy:
    """All links; `steps` of the run's steps were arbitrated, on `examples` of its examples."""

    links: tuple[LinkAccuracy, ...]
    steps: int
    examples: int


def values_per_example(chain: Chain, d: int) -> int:
    """How many numbers two sides hold of one example with d features."""
    return 2 * sum(d if "d" in (link.axes or ()) else 1 for link in chain.links if link.per_example)


def arbitrate_both(
    chain: Chain, problems: Sequence[Mapping[str, Array]], traces: Sequence[Trace]
) -> dict[str, Distances]:
    """Both sides' distances, each from its own problem's exact values; at once where the problems are the same one."""
    if problems[0] is problems[1]:
        return arbitrate(chain, problems[0], traces)
    apart = [arbitrate(chain, problem, [trace]) for problem, trace in zip(problems, traces, strict=True)]
    return {
        name: Distances(np.concatenate([ours.ulps, theirs.ulps]), np.concatenate([ours.reasons, theirs.reasons]))
        for (name, ours), theirs in zip(apart[0].items(), apart[1].values(), strict=True)
    }


class Arbitration:
    """An observer of `descend` that arbitrates what its budget allows."""

    def __init__(self, chain: Chain, steps: int, n: int, d: int) -> None:
        per_example = values_per_example(chain, d)
        self.examples = max(1, min(n, BUDGET // per_example))
        self.chain = chain if self.examples == n else chain.per_example
        self.every = -(-steps * self.examples * per_example // BUDGET)
        self.rows = np.linspace(0, n - 1, self.examples).astype(int)
        self.steps, self.whole = 0, self.examples == n
        self.found: dict[str, list[Distances]] = {link.name: [] for link in self.chain.links}

    def __call__(self, first: int, problems: Sequence[Mapping[str, Array]], traces: Sequence[Trace]) -> None:
        """Arbitrate the chosen steps of a block that starts at step `first`, each side on its own problem."""
        block = len(problems[0]["lr"])
        chosen = [i for i in range(block) if (first + i) % self.every == 0]
        if not chosen:
            return
        self.steps += len(chosen)
        for link, distances in self._arbitrate(chosen, problems, traces).items():
            self.found[link].append(distances)

    def _arbitrate(
        self, chosen: list[int], problems: Sequence[Mapping[str, Array]], traces: Sequence[Trace]
    ) -> dict[str, Distances]:
        parts = [self._part(trace, chosen) for trace in traces]
        ours = self._inputs(problems[0], chosen)
        theirs = ours if problems[0] is problems[1] else self._inputs(problems[1], chosen)
        return arbitrate_both(self.chain, (ours, theirs), parts)

    def _inputs(self, problem: Mapping[str, Array], chosen: list[int]) -> dict[str, Array]:
        rows = {} if self.whole else {name: problem[name][chosen][:, self.rows] for name in ("x", "y")}
        return {name: value[chosen] for name, value in problem.items()} | rows

    def _part(self, trace: Trace, chosen: list[int]) -> dict[str, Array]:
        given = {name: trace[name][chosen] for name in self.chain.names if name in trace}
        return given if self.whole else {name: value[:, self.rows] for name, value in given.items()}

    def accuracy(self) -> Accuracy:
        """What was found so far."""
        links = tuple(_accuracy(name, found) for name, found in self.found.items() if found)
        return Accuracy(links, self.steps, self.examples)


def _accuracy(name: str, found: Sequence[Distances]) -> LinkAccuracy:
    ulps = np.concatenate([distances.ulps.reshape(2, -1) for distances in found], axis=1)
    reasons = np.concatenate([distances.reasons.reshape(2, -1) for distances in found], axis=1)
    decided = ~np.isnan(ulps).any(axis=0)
    why = [a or b for a, b in reasons[:, ~decided].T]
    hand, autograd = ulps[:, decided] if decided.any() else np.full((2, 1), np.nan)
    return LinkAccuracy(
        name,
        int(decided.sum()),
        {reason: why.count(reason) for reason in dict.fromkeys(why) if reason},
        (float(np.median(hand)), float(np.median(autograd))),
        (float(hand.max()), float(autograd.max())),
        (int((hand < autograd).sum()), int((autograd < hand).sum())),
    )
