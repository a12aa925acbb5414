"""The exposure of a comparison: which of the known mistakes its problems would show, had one been made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Array, Mask
from compare.chains.chain import Chain, Form, Link
from compare.chains.evaluation import evaluate
from compare.judging.judge import inputs, judge
from compare.mistakes import MistakeAt, known_mistakes
from compare.mistakes.planting import plant

SHOWN = {
    "n = 1": "n ≥ 2",
    "n = 2": "another n than 2",
    "d = 1": "d ≥ 2",
    "n = d": "another n than d",
    "b = 0": "another b than 0",
    "α = 1": "another α than 1",
    "|z| < 16.1": "|z| ≥ 16.1",
    "|y − ŷ| < 1": "|y − ŷ| ≥ 1",
    "both classes have n/2 examples": "more examples of one class",
}
"""Where a mistake shows that is hidden where its entry in the catalogue says."""


@dataclass(frozen=True)
class Exposure:
    """The mistakes that can be made in a chain: those that some problem exposes, and those that none does.

    `beyond` are those at links that are not given, and from which no link given follows. `largest` are the longest
    axes that were tried, where they bound what is said: a mistake that needs longer ones is not among the known.
    """

    exposed: tuple[MistakeAt, ...]
    hidden: tuple[MistakeAt, ...]
    beyond: tuple[MistakeAt, ...] = ()
    largest: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        count = len(self.exposed) + len(self.hidden)
        said = f"these inputs expose {len(self.exposed)} of {count} known mistakes"
        listed = "; ".join(map(_told, self.hidden))
        beyond = f"; {len(self.beyond)} more would change nothing that is given" if self.beyond else ""
        tried = ", ".join(f"{axis} = {length}" for axis, length in self.largest.items())
        further = f"; nothing was tried above {tried} (--examples, --features)" if tried else ""
        return f"{said}{listed and f'; hidden: {listed}'}{beyond}{further}"


def _told(known: MistakeAt) -> str:
    """A hidden mistake, and where its problems would have to lie, if that is known."""
    takes = SHOWN.get(known.mistake.hidden, "")
    return f"{known.mistake.id} at {known.symbol} ({known.mistake.name}{takes and f'; it takes {takes}'})"


def exposure(
    chain: Chain,
    problems: Sequence[Mapping[str, Array]],
    given: Collection[str] | None = None,
    largest: Mapping[str, int] | None = None,
) -> Exposure:
    """Plant each mistake at its link on every problem; it is exposed where no right form holds some value of it.

    `given` are the links that a trace holds (all of them by default): a mistake at another link is exposed where some
    link given is then wrong. `largest` are the longest axes among the problems, where that should be said.
    """
    shown = set(chain.names if given is None else given)
    told = _followed_by(chain, shown)
    mistakes = [known for known in known_mistakes(chain) if known.slip.link in told]
    exposed = {known.key for problem in problems for known in _exposed(chain, problem) if known.slip.link in shown}
    elsewhere = [known for known in mistakes if known.slip.link not in shown]
    for problem in problems if elsewhere else ():
        right = plant(chain, {}, problem)
        left = [known for known in elsewhere if known.key not in exposed]
        exposed |= {known.key for known in left if _shows(chain, known, problem, right, shown)}
    return Exposure(
        tuple(known for known in mistakes if known.key in exposed),
        tuple(known for known in mistakes if known.key not in exposed),
        tuple(known for known in known_mistakes(chain) if known.slip.link not in told),
        largest or {},
    )


def _followed_by(chain: Chain, given: Collection[str]) -> set[str]:
    """The links given, and those from which one of them follows."""
    told = set(given)
    for link in reversed(chain.links):
        if link.name in told:
            told |= {name for form in link.forms if form.kind == "right" for name in form.of}
    return told


def _shows(
    chain: Chain, known: MistakeAt, problem: Mapping[str, Array], right: Mapping[str, Array], given: Collection[str]
) -> bool:
    """Whether a link given is wrong where the mistake is made at one that is not."""
    made = plant(chain, {known.slip.link: known.slip.form}, problem, right)
    trace = {name: made[name] for name in chain.names if name in given}
    return any((each.outside[0] & each.given[0]).any() for each in judge(chain, problem, [trace, right]))


def _exposed(chain: Chain, problem: Mapping[str, Array]) -> list[MistakeAt]:
    """All up to the mistake's link is right, and what follows it cannot excuse it: only the link need be judged."""
    right = plant(chain, {}, problem)
    held = {**problem, **right}
    operands = inputs(chain, problem)
    found = []
    for link in chain.links:
        balls = _right_balls(link, operands)
        for known in (known for known in known_mistakes(chain) if known.slip.link == link.name):
            if _outside(evaluate(known.slip.form, held), balls).any():
                found.append(known)
        value = right[link.name].astype(np.float64)
        operands[link.name] = Ball(balls[0][1].fmt, value, np.where(np.isfinite(value), 0.0, np.inf))
    return found


def _right_balls(link: Link, operands: Mapping[str, Ball]) -> list[tuple[Form, Ball]]:
    with np.errstate(all="ignore"):
        return [(form, form.rule(*(operands[k] for k in form.of))) for form in link.forms if form.kind == "right"]


def _outside(value: Array, balls: Sequence[tuple[Form, Ball]]) -> Mask:
    """Where some right form claims something and none holds the value, as in `judgement`."""
    held = claims = doubtful = np.zeros(value.shape, bool)
    with np.errstate(all="ignore"):
        for _, ball in balls:
            radius = ball.radius * SAFETY
            claimed = np.isfinite(radius)
            held = held | (claimed & (np.abs(value - ball.value) <= radius))
            claims, doubtful = claims | claimed, doubtful | ~claimed
    outside: Mask = claims & ~held & ~(doubtful & ~np.isfinite(value))
    return outside
