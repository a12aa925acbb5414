"""Compare two sides on one problem, or on a batch of problems in one call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.chains.validation import validated
from compare.comparison.deciding import cases_of, decided
from compare.comparison.diagnosis import diagnosed
from compare.judging.arbiter import with_ulps
from compare.judging.contract import Side, check_same_shapes, checked_problem, trace_of
from compare.judging.judge import judge
from compare.judging.report import Report
from compare.judging.summary import tally


def check(problem: Mapping[str, Any], candidate: Side, reference: Side, chain: Chain) -> Report:
    """Judge every link of both sides on a problem whose arrays may lead with batch axes.

    `problem` holds the chain's arrays (a perceptron's: x (…, n, d), y (…, n), w (…, d), b (…,) and lr (…,)), all
    float64 or all float32. The candidate may omit links; the reference may not. Where a value lies outside its
    allowance, the side is called again, on exact numbers and without batch axes, to tell whether its formula is right
    (see `deciding`). Raises `BadInput` for a chain or a problem, and `TraceError` for a trace, that cannot be compared.
    """
    return settled(weigh(problem, candidate, reference, chain), candidate, reference)


class Weighed(NamedTuple):
    """Two sides on one problem: which values lie outside their allowance, not yet why."""

    chain: Chain
    problem: dict[str, Array]
    ours: dict[str, Array]
    theirs: dict[str, Array]
    report: Report


def weigh(problem: Mapping[str, Any], candidate: Side, reference: Side, chain: Chain) -> Weighed:
    """The first half of `check`, which calls each side once. Raises as `check` does."""
    chain = validated(chain)
    arrays = checked_problem(problem, chain)
    ours = trace_of(candidate, arrays, chain, "candidate", complete=False)
    theirs = trace_of(reference, arrays, chain, "reference", complete=True)
    check_same_shapes(ours, theirs)
    return Weighed(chain, arrays, ours, theirs, judged(arrays, ours, theirs, chain))


def settled(weighed: Weighed, candidate: Side, reference: Side) -> Report:
    """The second half of `check`: whether the formula of what lies outside is right, and which mistake it is."""
    chain, arrays, ours, theirs, report = weighed
    report = decided(report, chain, (candidate, reference), cases_of(report, chain, (arrays, arrays)))
    return with_ulps(diagnosed(report, chain, arrays, ours), chain, (arrays, arrays), (ours, theirs))


def compare_traces(
    problem: Mapping[str, Array], ours: Mapping[str, Array], theirs: Mapping[str, Array], chain: Chain
) -> Report:
    """As `check` of two sides that hold these traces, which are taken as they are, not decided and not arbitrated."""
    return diagnosed(judged(problem, ours, theirs, chain), chain, problem, ours)


def judged(
    problem: Mapping[str, Array], ours: Mapping[str, Array], theirs: Mapping[str, Array], chain: Chain
) -> Report:
    """The report of two traces: what lies within its allowance and what outside, neither decided nor diagnosed."""
    dtype = next(iter(problem.values())).dtype.name
    return tally(judge(chain, problem, (ours, theirs)), chain.name, dtype)
