"""NumPy's element-wise functions as the words of `operations` that they are, for code that is written for NumPy.

Both who carry bounds through such code use it: `running` around computed values, `written` for the forms of a chain.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from compare.arithmetic import operations


def square(a: Any) -> Any:
    """a²."""
    return a * a


ELEMENTWISE: dict[np.ufunc, Callable[..., Any]] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
    np.negative: operator.neg,
    np.absolute: operations.absolute,
    np.square: square,
    np.exp: operations.exp,
    np.log: operations.log,
    np.log1p: operations.log1p,
    np.tanh: operations.tanh,
}
"""What is asked for, and the rule for it: numbers of one kind in, of shapes that broadcast."""

LIMITS: dict[np.ufunc, Callable[..., Any]] = {np.maximum: operations.at_least, np.minimum: operations.at_most}
"""The same for what has a rule where the second operand is a plain number."""
