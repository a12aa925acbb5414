"""`problems`, and all that their test loads made ready before the first of them: no deadline is to count that."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from compare.chains.chain import Chain
from compare.chains.perceptron import REGRESSION
from compare.inputs import strategies
from compare.inputs.strategies import Problem


def problems(  # noqa: D103 - its docstring is that of the strategies
    chain: Chain | None = None,
    *,
    labels: bool | None = None,
    dtype: type[np.floating] = np.float64,
    regime: str | None = None,
    max_n: int = 24,
    max_d: int = 5,
) -> st.SearchStrategy[Problem]:
    drawn = strategies.problems(chain, labels=labels, dtype=dtype, regime=regime, max_n=max_n, max_d=max_d)

    def ready() -> st.SearchStrategy[Problem]:
        _compare_once()
        return drawn

    return st.deferred(ready)


problems.__doc__ = strategies.problems.__doc__


def _compare_once() -> None:
    """Load PyTorch and what judges, and have both do what they do the first time only."""
    from compare.comparison.check import check
    from compare.experiment.routes import by_autograd

    ones: dict[str, Any] = {"x": np.ones((1, 1)), "y": np.ones(1), "w": np.ones(1), "b": np.ones(()), "lr": np.ones(())}
    reference = by_autograd(REGRESSION)
    check(ones, reference, reference, REGRESSION)
