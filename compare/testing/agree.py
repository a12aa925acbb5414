"""`assert_agree`: two sides on one problem, for tests, and under Hypothesis above all."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from compare.chains.chain import Chain
from compare.comparison.check import Weighed, settled, weigh
from compare.errors import BadInput
from compare.judging.contract import Side, TraceError
from compare.judging.report import Report
from compare.testing.disagreement import Disagreement
from compare.testing.hypothesis_context import outside, reject_if_running, running

FURTHER = 40  # problems beside the one that failed, to tell mistakes apart


@dataclass
class Seen:
    """What is known of a side: the links that were decided to be wrong, and what was last told, of which problem.

    Hypothesis asks hundreds of times on its way to a small problem, and shows what it found more than once.
    """

    wrong: set[str] = field(default_factory=set)
    problem: list[bytes] = field(default_factory=list)
    said: str = ""


_SEEN: WeakKeyDictionary[Side, Seen] = WeakKeyDictionary()


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
        weighed = weigh(problem, candidate, reference, chain)
        seen = _seen(candidate)
        known = seen.wrong & {link.name for link in weighed.report.links if link.outside}
        report = weighed.report if known else settled(weighed, candidate, reference)
    except (BadInput, TraceError) as refused:
        raise refused.with_traceback(None) from None
    if report.agrees_strictly if strict else report.agrees:
        return
    if report.verdict == "nothing judged":
        reject_if_running()
    seen.wrong |= {*report.wrong_links}
    raise Disagreement(partial(_told, report, weighed, candidate, reference, seen))


def _seen(candidate: Side) -> Seen:
    """What this Hypothesis test has seen of a side; nothing outside one, or of a side that cannot be remembered."""
    with suppress(TypeError):
        return _SEEN.setdefault(candidate, Seen()) if running() else Seen()
    return Seen()


def _told(report: Report, weighed: Weighed, candidate: Side, reference: Side, seen: Seen) -> str:
    """The answer about this problem and further ones, where they show it; else the report of this one."""
    if not report.wrong_links:
        return str(report)
    problem = [value.tobytes() for value in weighed.problem.values()]
    if problem != seen.problem or not seen.said:
        try:
            said = outside(partial(_examined, weighed, candidate, reference))
        except Exception:  # a side that fails on other problems than the one given: what was found is told all the same
            said = ""
        seen.problem, seen.said = problem, said or str(report)
    return seen.said


def _examined(weighed: Weighed, candidate: Side, reference: Side) -> str:
    from compare.testing.result import Result
    from compare.testing.subject import Called, name_of
    from compare.usercode.batches import Batch, problems_of
    from compare.usercode.examination import examine
    from compare.usercode.naming import Named
    from compare.usercode.subject import Subject

    chain, arrays = weighed.chain, weighed.problem
    first = chain.batch_axes(arrays)
    given = Batch(
        "the problem given", {name: value.reshape(-1, *value.shape[first:]) for name, value in arrays.items()}
    )
    dtype = next(iter(arrays.values())).dtype.name
    subject = Subject(
        chain,
        Named(Called(candidate), chain),
        reference,
        [given, *problems_of(chain, FURTHER, 0, dtype)],
        (f"the {chain.name} chain, {dtype}", f"a problem given, and {FURTHER} further ones"),
    )
    with np.errstate(all="ignore"):
        found = examine(subject, lambda doing, call: None, math.inf)
    return "" if found.agrees else str(Result(found, name_of(candidate)))
