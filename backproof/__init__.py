"""The one door for users: everything that is offered, loaded when it is first used.

    from backproof import CLASSIFICATION, by_autograd, check
    report = check(problem, my_trace, by_autograd(CLASSIFICATION), CLASSIFICATION)
    print(report)

What stands behind it is in `compare`, beside the two models `manual` and `torch_impl`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare import CLASSIFICATION as CLASSIFICATION
    from compare import FUSED as FUSED
    from compare import REGRESSION as REGRESSION
    from compare import BadInput as BadInput
    from compare import Chain as Chain
    from compare import Descent as Descent
    from compare import Disagreement as Disagreement
    from compare import Form as Form
    from compare import Input as Input
    from compare import Link as Link
    from compare import Report as Report
    from compare import Result as Result
    from compare import Settings as Settings
    from compare import TraceError as TraceError
    from compare import assert_agree as assert_agree
    from compare import assert_gradient as assert_gradient
    from compare import by_autograd as by_autograd
    from compare import check as check
    from compare import descend as descend
    from compare import examine as examine
    from compare import headline as headline
    from compare import load as load
    from compare import merge as merge
    from compare import prepare as prepare
    from compare import problems as problems
    from compare import sigmoid_any_branch as sigmoid_any_branch
    from compare import softplus as softplus
    from compare import standardise as standardise
    from compare import validated as validated


def __getattr__(name: str) -> object:
    compare = ours()
    if name == "__all__":
        return __dir__()
    if name == "__version__":
        from compare.output.release import version

        return version()
    if name not in compare.__all__:
        raise AttributeError(f"module 'backproof' has no attribute {name!r}; it has {', '.join(compare.__all__)}")
    value = getattr(compare, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*ours().__all__, "__version__"]


def ours() -> ModuleType:
    """The package `compare`. Raises `ImportError` where a folder or file of that name stands in the way of ours."""
    root = Path(__file__).resolve().parents[1]
    for name in ("compare", "manual", "torch_impl"):
        spec = find_spec(name)
        found = Path(spec.origin).resolve() if spec is not None and spec.origin else root / name / "__init__.py"
        if root / name not in found.parents:
            raise ImportError(
                f"{found} stands in the way of backproof's own {root / name}: rename it, or take its folder off "
                "Python's path (another working folder, or python -P)"
            )
    return import_module("compare")
