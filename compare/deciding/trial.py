"""The user's function on one problem after another, each run exactly at the precision that decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from flint import ctx

from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import Array, Mask
from compare.chains.chain import Chain
from compare.deciding.carrying import Enclosures, floats, made_by
from compare.deciding.comparing import UNKNOWN, Standing, standings
from compare.deciding.running import Outcome, exact_run
from compare.deciding.standins import Names
from compare.judging.contract import Problem, Side
from compare.judging.judge import carry

BITS = (256, 1024, 4096)  # the last where values lay outside; elsewhere another problem will do
ROUNDINGS = 8.0  # times what rounding may do to a form from the inputs alone, where floats take another path


@dataclass(frozen=True)
class Tried:
    """One problem, and how every link stands there. `path`: the line where the program takes another one in floats."""

    problem: Problem
    outcome: Outcome
    stand: Mapping[str, Standing] = field(default_factory=dict)
    path: str = ""

    def of(self, link: str) -> Standing:
        """How a link stands; unknown where the run gives none."""
        return self.stand.get(link, UNKNOWN)


class Trial:
    """One function, and the globals of the modules in which it runs."""

    def __init__(self, chain: Chain, side: Side, modules: Sequence[Names]) -> None:
        self.chain, self.side, self.modules = chain, side, modules
        self.first: Tried | None = None

    def tried(self, problem: Problem, *, failed: bool) -> Tried:
        """One problem. `failed`: values lay outside there, so that the path that the floats take matters, too."""
        one = self._decided(problem, BITS if failed else BITS[:-1], guided=False)
        self.first = self.first or one
        if failed and (one.outcome.undecided or one.outcome.paths):
            path = next(iter(one.outcome.paths), "a comparison that enclosures do not decide")
            return Tried(problem, one.outcome, self._guided(problem), path)
        return one

    def unsteady(self) -> str:
        """Why a second run of the first problem says that the function remembers; "" where it repeats itself."""
        if self.first is None or self.first.outcome.failed:
            return ""
        before = self.first.outcome.links
        again = self._decided(self.first.problem, BITS, guided=False).outcome.links
        same = again.keys() == before.keys() and all(_overlap(again[name], before[name]) for name in again)
        return "" if same else "it gives other values at a second call with the same problem"

    def _decided(self, problem: Problem, precisions: tuple[int, ...], *, guided: bool) -> Tried:
        """At the lowest precision that decides all links, or at the highest."""
        one = Tried(problem, Outcome())
        for bits in precisions:
            outcome = exact_run(self.side, self.chain, problem, self.modules, bits, guided=guided)
            if outcome.failed and not outcome.undecided:
                return Tried(problem, outcome)
            with ctx.workprec(bits):
                one = Tried(problem, outcome, standings(self.chain, problem, outcome.links, outcome.unit))
            if not outcome.undecided and not any(stand.wide for stand in one.stand.values()):
                break
        return one

    def _guided(self, problem: Problem) -> dict[str, Standing]:
        """On the path that the floats take; there, what rounding may do from the inputs on is right as well."""
        one = self._decided(problem, BITS, guided=True)
        known = carry(self.chain, problem)
        return {
            name: Standing("equal")
            if stand.verdict == "different"
            and near_a_right_form(self.chain, name, floats(one.outcome.links[name]), known).all()
            else stand
            for name, stand in one.stand.items()
        }


def near_a_right_form(chain: Chain, link: str, values: Array, known: Mapping[str, Ball]) -> Mask:
    """Which values are as near one of the link's right forms as rounding from the inputs on may leave them."""
    near: Mask = np.zeros(values.shape, bool)
    for form in chain.link(link).forms:
        ball = made_by(form, [known[operand] for operand in form.of]) if form.kind == "right" else None
        if ball is not None:
            with np.errstate(all="ignore"):
                within = np.abs(values - ball.value) <= ROUNDINGS * np.asarray(ball.radius)
            near = near | (np.isfinite(ball.radius) & within)
    return near


def _overlap(a: Enclosures, b: Enclosures) -> bool:
    pairs = zip(a.flat, b.flat, strict=True) if a.shape == b.shape else ()
    return a.shape == b.shape and all(one.overlaps(other) for one, other in pairs)
