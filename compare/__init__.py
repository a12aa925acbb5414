"""The harness: hand-derived gradients against a reference, link by link, with derived allowances.

The core knows neither model: a side is any callable from a problem to a trace (`manual` has the names of the links).
Users import from `backproof`, which offers what is named here. Names are loaded when first used, so that importing this
package is free.

Read from the bottom: `arithmetic` (kinds of number), `chains` (what a link is), `judging` (is it right), `comparison`
(two sides in, a report out); then `mistakes`, `inputs`, `counterexample`, `experiment`, `studies`, `usercode`,
`output`, and last `testing` and `cli`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare.arithmetic.operations import sigmoid_any_branch as sigmoid_any_branch
    from compare.arithmetic.operations import softplus as softplus
    from compare.chains.chain import Chain as Chain
    from compare.chains.chain import Form as Form
    from compare.chains.chain import Input as Input
    from compare.chains.chain import Link as Link
    from compare.chains.perceptron import CLASSIFICATION as CLASSIFICATION
    from compare.chains.perceptron import FUSED as FUSED
    from compare.chains.perceptron import REGRESSION as REGRESSION
    from compare.chains.validation import validated as validated
    from compare.comparison.check import check as check
    from compare.comparison.descent import Descent as Descent
    from compare.comparison.descent import descend as descend
    from compare.errors import BadInput as BadInput
    from compare.experiment.routes import by_autograd as by_autograd
    from compare.experiment.setup import Settings as Settings
    from compare.experiment.setup import prepare as prepare
    from compare.inputs.datasets import load as load
    from compare.inputs.datasets import standardise as standardise
    from compare.judging.contract import TraceError as TraceError
    from compare.judging.report import Report as Report
    from compare.judging.report import merge as merge
    from compare.judging.told import headline as headline
    from compare.testing.agree import assert_agree as assert_agree
    from compare.testing.disagreement import Disagreement as Disagreement
    from compare.testing.drawing import problems as problems
    from compare.testing.gradient import assert_gradient as assert_gradient
    from compare.testing.gradient import examine as examine
    from compare.testing.result import Result as Result

_HOMES = {
    "BadInput": "errors",
    "CLASSIFICATION": "chains.perceptron",
    "Chain": "chains.chain",
    "Descent": "comparison.descent",
    "Disagreement": "testing.disagreement",
    "FUSED": "chains.perceptron",
    "Form": "chains.chain",
    "Input": "chains.chain",
    "Link": "chains.chain",
    "REGRESSION": "chains.perceptron",
    "Report": "judging.report",
    "Result": "testing.result",
    "Settings": "experiment.setup",
    "TraceError": "judging.contract",
    "assert_agree": "testing.agree",
    "assert_gradient": "testing.gradient",
    "by_autograd": "experiment.routes",
    "check": "comparison.check",
    "descend": "comparison.descent",
    "examine": "testing.gradient",
    "headline": "judging.told",
    "load": "inputs.datasets",
    "merge": "judging.report",
    "prepare": "experiment.setup",
    "problems": "testing.drawing",
    "sigmoid_any_branch": "arithmetic.operations",
    "softplus": "arithmetic.operations",
    "standardise": "inputs.datasets",
    "validated": "chains.validation",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'compare' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(importlib.import_module(f"compare.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
