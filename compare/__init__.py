"""The harness: hand-derived gradients against a reference, link by link, with derived allowances.

    from compare import CLASSIFICATION, check
    report = check(problem, my_trace, torch_impl.classification.bce, CLASSIFICATION)
    print(report)

The core knows neither model: a side is any callable from a problem to a trace (`manual` has the names of the links).
Names are loaded when first used, so that importing this package is free.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare.border import TraceError as TraceError
    from compare.chain import Chain as Chain
    from compare.chain import Form as Form
    from compare.chain import Input as Input
    from compare.chain import Link as Link
    from compare.comparison import assert_agree as assert_agree
    from compare.comparison import check as check
    from compare.descent import Descent as Descent
    from compare.descent import descend as descend
    from compare.errors import BadInput as BadInput
    from compare.own_chain import validated as validated
    from compare.perceptron import CLASSIFICATION as CLASSIFICATION
    from compare.perceptron import FUSED as FUSED
    from compare.perceptron import REGRESSION as REGRESSION
    from compare.report import Report as Report
    from compare.routes import by_autograd as by_autograd
    from compare.strategies import problems as problems

_HOMES = {
    "BadInput": "errors",
    "CLASSIFICATION": "perceptron",
    "Chain": "chain",
    "Descent": "descent",
    "FUSED": "perceptron",
    "Form": "chain",
    "Input": "chain",
    "Link": "chain",
    "REGRESSION": "perceptron",
    "Report": "report",
    "TraceError": "border",
    "assert_agree": "comparison",
    "by_autograd": "routes",
    "check": "comparison",
    "descend": "descent",
    "problems": "strategies",
    "validated": "own_chain",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'compare' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(importlib.import_module(f"compare.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
