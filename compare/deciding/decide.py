"""Whether a link's formula is right: the user's function on exact numbers, and where that cannot run, in two precisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from flint import ctx

from compare.chains.chain import Chain, partial_of
from compare.deciding.comparing import Standing, floats, standings
from compare.deciding.precision_test import by_precision
from compare.deciding.problems import drawn, unsaturated
from compare.deciding.running import Outcome, exact_run, modules_of
from compare.deciding.standins import standing_in
from compare.judging.contract import Problem, Side
from compare.judging.decision import Decision
from compare.judging.judge import carry

BITS = (256, 1024, 4096)
FAILING = 3  # problems of a link on which values lay outside that are run exactly
LARGEST = 4000  # numbers in a problem that is run exactly
TOLD = 12  # numbers in a problem that a sentence shows in full
MOST_DIGITS = 70
ROUNDINGS = 8.0  # times what rounding may do to a form from the inputs alone, where the program takes another path


@dataclass
class Tried:
    """One problem: what a run gave, how every link stands, and, where floats part from it, how they stand there."""

    problem: Problem
    outcome: Outcome
    stand: Mapping[str, Standing] = field(default_factory=dict)
    guided: Mapping[str, Standing] = field(default_factory=dict)


def decide(
    chain: Chain, side: Side, outside: Mapping[str, Sequence[Problem]], dtype: np.dtype[np.floating]
) -> dict[str, Decision]:
    """One decision for each link in `outside`, from the problems on which values were seen there and from drawn ones."""
    dtype = np.dtype(dtype)
    failing = {link: [p for p in problems if _size(p) <= LARGEST][:FAILING] for link, problems in outside.items()}
    first = next((problem for problems in failing.values() for problem in problems), None)
    modules = modules_of(side, first or next(drawn(chain, dtype))[1])
    trial = _Trial(chain, side)
    with standing_in(modules):
        seen = {id(problem): trial.tried(problem, failed=True) for problems in failing.values() for problem in problems}
        others = [] if trial.left else [trial.tried(problem) for _, problem in drawn(chain, dtype)]
        unsteady = trial.unsteady()
    decisions = {}
    for link in outside:
        mine = [seen[id(problem)] for problem in failing[link]]
        decided = None if unsteady else _by_exact(chain, link, mine, [*seen.values(), *others])
        if decided is not None:
            decisions[link] = decided
    rest = [link for link in outside if link not in decisions]
    tried = _distinct([*(p for link in rest for p in failing[link]), *unsaturated(chain)]) if rest else []
    for link, decided in by_precision(chain, side, rest, tried).items():
        why = _why([seen[id(problem)] for problem in failing[link]], unsteady)
        decisions[link] = decided or Decision(link, "not decided", None, why)
        if decided is not None:
            decisions[link] = replace(decided, said=f"{decided.said} (no exact run: {why})")
    return {link: decisions[link] for link in outside}


def _distinct(problems: Sequence[Problem]) -> list[Problem]:
    return list({id(problem): problem for problem in problems}.values())


class _Trial:
    """The function on one problem after another; equal problems are run once."""

    def __init__(self, chain: Chain, side: Side) -> None:
        self.chain, self.side = chain, side
        self.left = ""
        self.first: Tried | None = None

    def tried(self, problem: Problem, failed: bool = False) -> Tried:
        """One problem. `failed`: values were seen outside there, so that another path in floats matters."""
        one = self._decided(problem, guided=False)
        self.first = self.first or one
        if one.outcome.undecided or (one.outcome.paths and failed):
            one.guided = self._guided(problem)
        if one.outcome.failed.startswith("left"):
            self.left = one.outcome.failed
        return one

    def _decided(self, problem: Problem, guided: bool) -> Tried:
        """At the lowest precision that decides all links, or at the highest."""
        one = Tried(problem, Outcome())
        for bits in BITS:
            outcome = exact_run(self.side, self.chain, problem, bits, guided=guided)
            if outcome.failed and not outcome.undecided:
                return Tried(problem, outcome)
            with ctx.workprec(bits):
                one = Tried(problem, outcome, standings(self.chain, problem, outcome.links, outcome.unit))
            if not outcome.undecided and not any(stand.wide for stand in one.stand.values()):
                break
        return one

    def _guided(self, problem: Problem) -> Mapping[str, Standing]:
        """How the links stand on the path that the floats take; what rounding may do from the inputs on is right, too."""
        one = self._decided(problem, guided=True)
        balls = carry(self.chain, problem)
        found = dict(one.stand)
        for link, stand in one.stand.items():
            if stand.verdict == "different":
                ball, values = balls[link], floats(one.outcome.links[link])
                near = np.abs(values - ball.value) <= ROUNDINGS * np.asarray(ball.radius)
                if np.isfinite(ball.radius).all() and near.all():
                    found[link] = Standing("equal")
        return found

    def unsteady(self) -> str:
        """Why the first problem's second run says that the function remembers; "" where it repeats itself."""
        if self.first is None or self.first.outcome.failed:
            return ""
        again, before = self._decided(self.first.problem, guided=False).outcome, self.first.outcome
        same = again.links.keys() == before.links.keys() and all(
            a.overlaps(b)
            for name in again.links
            for a, b in zip(again.links[name].flat, before.links[name].flat, strict=True)
        )
        return "" if same else "it gives other values at a second call with the same problem"


def _size(problem: Problem) -> int:
    return sum(array.size for array in problem.values())


def _by_exact(chain: Chain, link: str, mine: Sequence[Tried], every: Sequence[Tried]) -> Decision | None:
    """What the exact runs say of a link; None where they say nothing."""
    wrong = [one for one in every if _proven(one, link)]
    if wrong:
        one = min(wrong, key=lambda one: _size(one.problem))
        return Decision(
            link,
            "wrong",
            "exact",
            _proof(chain, link, one),
            len(wrong),
            problem=one.problem,
            index=_stand(one, link).at,
        )
    right = [one for one in every if _stand(one, link).verdict == "equal"]
    if not mine or not right or not all(_right(one, link) for one in mine):
        return None
    digits = min([MOST_DIGITS, *(digits for one in right if (digits := _stand(one, link).digits))])
    to = "its definition" if partial_of(link) is None else "the derivative"
    said = f"equal to {to} to {digits} digits on {len(right)} problems"
    return Decision(link, "right", "exact", said, problems=len(right), digits=digits)


def _stand(one: Tried, link: str) -> Standing:
    """How the link stands on the path that the program takes in floats, where that path was followed."""
    return (one.guided or one.stand).get(link, Standing("unknown"))


def _proven(one: Tried, link: str) -> bool:
    """Different on the path of the floats; on the exact one, too, where no other path was followed."""
    return _stand(one, link).verdict == "different"


def _proof(chain: Chain, link: str, one: Tried) -> str:
    path = f"; in floats the program takes another path at {one.outcome.paths[0]}" if one.guided else ""
    role = "its definition" if partial_of(link) is None else "the derivative"
    return f"proven: your {chain.symbol(link)} is not {role} ({_place(one.problem)}, exact arithmetic{path})"


def _place(problem: Problem) -> str:
    """The problem in full where it is small."""
    if _size(problem) > TOLD:
        return "at " + ", ".join(f"{name} of shape {array.shape}" for name, array in problem.items() if array.ndim)
    return "at " + ", ".join(f"{name} = {array.tolist()}" for name, array in problem.items())


def _right(one: Tried, link: str) -> bool:
    return _stand(one, link).verdict == "equal"


def _why(mine: Sequence[Tried], unsteady: str) -> str:
    """Why no exact run decided."""
    failed = next((one.outcome.failed for one in mine if one.outcome.failed), "")
    return unsteady or failed or "its enclosures stay too wide"
