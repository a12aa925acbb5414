"""Tells apart mistakes that fit a wrong link equally well, by adding problems on which their values differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Array, Mask, format_of
from compare.chains.chain import Chain
from compare.comparison.diagnosis import diagnose
from compare.comparison.propagation import propagated
from compare.inputs.small import Problem
from compare.inputs.varied import varied_problems
from compare.judging.contract import Side, trace_of
from compare.judging.diagnosis import ENOUGH, Diagnosis
from compare.mistakes.planting import plant

TRIED = 400  # problems drawn before it is said that none tells the mistakes apart


@dataclass(frozen=True)
class Separation:
    """The diagnosis after more problems; `tried` counts those that did not tell the last mistakes apart."""

    diagnosis: Diagnosis
    added: tuple[Problem, ...]
    tried: int

    def __str__(self) -> str:
        said = str(self.diagnosis)
        if len(self.diagnosis.named) > 1:
            return f"{said}; nor do {self.tried} more problems, so they are taken for one formula here"
        count = len(self.added)
        return f"{said} (after {count} more problem{'' if count == 1 else 's'})" if count else said


def separating(
    chain: Chain,
    diagnosis: Diagnosis,
    problems: Sequence[Mapping[str, Array]],
    traces: Sequence[Mapping[str, Array]],
    candidate: Side,
) -> Separation:
    """Add problems until one mistake fits the candidate's link on all of them, or none, or no problem tells more.

    `diagnosis` is of the `traces` that the candidate returned on the `problems`. Further problems are drawn at random
    from a fixed seed. One is added if two of the mistakes, computed from right operands, differ on it by more than
    their radii; the candidate's own trace on it then decides.
    """
    dtype = next(iter(problems[0].values())).dtype.type
    drawn = islice(varied_problems(chain, dtype), TRIED)
    added: list[Problem] = []
    known = list(traces)
    tried = 0
    for problem in drawn:
        if not _unsettled(diagnosis):
            break
        tried += 1
        if not _tells(chain, diagnosis, problem, traces[0]):
            continue
        trace = _called(chain, candidate, problem)
        if trace is None:
            continue
        added.append(problem)
        known.append(trace)
        found = diagnose(chain, [*problems, *added], known)
        diagnosis = next(each for each in found if each.link == diagnosis.link)
        tried = 0
    return Separation(diagnosis, tuple(added), tried)


def _unsettled(diagnosis: Diagnosis) -> bool:
    return len(diagnosis.fits) > 1 or (len(diagnosis.fits) == 1 and diagnosis.distinct_values < ENOUGH)


def _called(chain: Chain, side: Side, problem: Problem) -> dict[str, Array] | None:
    try:
        return trace_of(side, problem, chain, "candidate", complete=False)
    except Exception:  # a user's program may raise anything, and then this problem tells nothing
        return None


def _tells(chain: Chain, diagnosis: Diagnosis, problem: Problem, given: Collection[str]) -> bool:
    """Whether two of the mistakes, or the only one and the right form, differ there."""
    with np.errstate(all="ignore"):
        balls = list(_balls(chain, diagnosis, problem, given))
        return any(_apart(a, b).any() for a, b in combinations(balls, 2))


def _balls(chain: Chain, diagnosis: Diagnosis, problem: Problem, given: Collection[str]) -> Iterator[Ball]:
    """Each mistake's values from a right side's operands; of a single mistake the right form's, too."""
    fmt = format_of(next(iter(problem.values())).dtype)
    held = {**problem, **plant(chain, {}, problem)}
    known = {name: Ball(fmt, np.asarray(value, np.float64)) for name, value in held.items()}
    for mistake in diagnosis.fits:
        if (ball := propagated(chain, mistake, diagnosis.link, known, given)) is not None:
            yield ball
    if len(diagnosis.fits) == 1:
        form = chain.link(diagnosis.link).forms[0]
        yield form.rule(*(known[name] for name in form.of))


def _apart(a: Ball, b: Ball) -> Mask:
    apart: Mask = np.abs(a.value - b.value) > (a.radius + b.radius) * SAFETY
    return apart
