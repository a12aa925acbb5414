"""`examine` and `assert_gradient`: what `backproof check` does, on a function of this process."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from compare.chains.chain import Chain
from compare.errors import BadInput
from compare.testing.disagreement import Disagreement
from compare.testing.hypothesis_context import outside, running
from compare.testing.result import Result
from compare.testing.subject import Function, drawn_of, name_of, subject_of
from compare.usercode.examination import examine as examination_of

PROBLEMS = 200  # as many as `backproof check` draws


def examine(
    function: Function,
    *,
    task: str | None = None,
    chain: Chain | None = None,
    forward: Callable[..., Any] | None = None,
    problems: int = PROBLEMS,
    seed: int = 0,
    dtype: Any = "float64",
) -> Result:
    """Judge trace(problem) or gradient(X, y, w, b) on the problems of `backproof check`; print the result to read it.

    Give the `task`, or a `chain` of your own and its `forward` (docs/own-chain.md). The same seed draws the same
    problems. The function runs in this process, without limits of time or memory. Raises `BadInput`.
    """
    subject = subject_of(function, task, chain, forward, drawn_of(problems, seed, dtype))

    def run() -> Result:
        with np.errstate(all="ignore"):
            return Result(examination_of(subject, _quiet, math.inf), name_of(function))

    return outside(run) if running() else run()


def assert_gradient(
    function: Function,
    *,
    task: str | None = None,
    chain: Chain | None = None,
    forward: Callable[..., Any] | None = None,
    problems: int = PROBLEMS,
    seed: int = 0,
    dtype: Any = "float64",
    strict: bool = False,
) -> Result:
    """As `examine`, for tests: raises `AssertionError` with what `backproof check` prints where it is not right.

    `strict`: a right formula that loses digits, or overflows where the right value is claimed, is refused as well.
    """
    __tracebackhide__ = True
    try:
        found = examine(function, task=task, chain=chain, forward=forward, problems=problems, seed=seed, dtype=dtype)
    except BadInput as refused:
        raise refused.with_traceback(None) from None
    if not (found.agrees_strictly if strict else found.agrees):
        raise Disagreement(str(found))
    return found


def _quiet(doing: str, call: int | None) -> None:
    """Say nothing of how far it is."""
