"""Compare two sides on one problem, or on a batch of problems in one call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.chains.validation import validated
from compare.comparison.diagnosis import diagnosed
from compare.judging.arbiter import with_ulps
from compare.judging.contract import Side, check_same_shapes, checked_problem, trace_of
from compare.judging.judge import judge
from compare.judging.report import Report
from compare.judging.summary import tally


def check(problem: Mapping[str, Any], candidate: Side, reference: Side, chain: Chain) -> Report:
    """Judge every link of both sides on a problem whose arrays may lead with batch axes.

    `problem` holds the chain's arrays (a perceptron's: x (…, n, d), y (…, n), w (…, d), b (…,) and lr (…,)), all
    float64 or all float32. The candidate may omit links; the reference may not. Raises `BadInput` for a chain or a
    problem, and `TraceError` for a trace, that cannot be compared.
    """
    chain = validated(chain)
    arrays = checked_problem(problem, chain)
    ours = trace_of(candidate, arrays, chain, "candidate", complete=False)
    theirs = trace_of(reference, arrays, chain, "reference", complete=True)
    check_same_shapes(ours, theirs)
    return with_ulps(compare_traces(arrays, ours, theirs, chain), chain, (arrays, arrays), (ours, theirs))


def compare_traces(
    problem: Mapping[str, Array], ours: Mapping[str, Array], theirs: Mapping[str, Array], chain: Chain
) -> Report:
    """As `check` of two sides that hold these traces, which are taken as they are and not arbitrated."""
    dtype = next(iter(problem.values())).dtype.name
    report = tally(judge(chain, problem, (ours, theirs)), chain.name, dtype)
    return diagnosed(report, chain, problem, ours)


def assert_agree(problem: Mapping[str, Any], candidate: Side, reference: Side, chain: Chain) -> None:
    """Like `check`, for tests: raises `AssertionError` with the link table, the first wrong link as its headline."""
    report = check(problem, candidate, reference, chain)
    if not report.agrees:
        raise AssertionError(str(report))
