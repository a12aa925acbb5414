"""`assert_agree`: two sides on one problem, for tests, and under Hypothesis above all."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from compare.chains.chain import Chain
from compare.comparison.check import check
from compare.errors import BadInput
from compare.judging.contract import Side, TraceError, checked_problem
from compare.judging.report import Report
from compare.testing.disagreement import Disagreement
from compare.testing.hypothesis_context import outside, reject_if_running

FURTHER = 40  # problems beside the one that failed, to tell mistakes apart


def assert_agree(
    problem: Mapping[str, Any], candidate: Side, reference: Side, chain: Chain, *, strict: bool = False
) -> None:
    """Like `check`, for tests: raises `AssertionError` with the answer of `backproof check`, mistake named.

    `strict`: a right formula that loses digits, or overflows where the right value is claimed, is refused as well.
    A problem of which nothing can be claimed fails, too; inside a Hypothesis test it is rejected, so that Hypothesis
    draws another, and fails a test in which it found none.
    """
    __tracebackhide__ = True
    try:
        report = check(problem, candidate, reference, chain)
    except (BadInput, TraceError) as refused:
        raise refused.with_traceback(None) from None
    if report.agrees_strictly if strict else report.agrees:
        return
    if report.verdict == "nothing judged":
        reject_if_running()
    raise Disagreement(partial(_told, report, problem, candidate, reference, chain))


def _told(report: Report, problem: Mapping[str, Any], candidate: Side, reference: Side, chain: Chain) -> str:
    """The answer about this problem and further ones, where they show it; else the report of this one."""
    if not report.wrong_links:
        return str(report)
    try:
        said = outside(partial(_examined, problem, candidate, reference, chain))
    except Exception:  # a side that fails on other problems than the one given: what was found is told all the same
        said = ""
    return said or str(report)


def _examined(problem: Mapping[str, Any], candidate: Side, reference: Side, chain: Chain) -> str:
    from compare.testing.result import Result
    from compare.testing.subject import Called, name_of
    from compare.usercode.batches import Batch, problems_of
    from compare.usercode.examination import examine
    from compare.usercode.subject import Subject

    arrays = checked_problem(problem, chain)
    first = chain.batch_axes(arrays)
    given = Batch("the problem given", {name: value.reshape(-1, *value.shape[first:]) for name, value in arrays.items()})
    dtype = next(iter(arrays.values())).dtype.name
    subject = Subject(
        chain,
        Called(candidate),
        reference,
        [given, *problems_of(chain, FURTHER, 0, dtype)],
        (f"the {chain.name} chain, {dtype}", f"a problem given, and {FURTHER} further ones"),
    )
    with np.errstate(all="ignore"):
        found = examine(subject, lambda doing, call: None, math.inf)
    return "" if found.agrees else str(Result(found, name_of(candidate)))
