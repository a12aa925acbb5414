"""Whether a function takes one problem, or its arrays one by one as courses write it: gradient(X, y, w, b)."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

GRADIENTS = ("gradient", "gradients", "grad", "compute_gradient", "compute_gradients")
"""What such a function is called; looked for where a file has no trace."""
ARRAYS = ("x", "y", "w", "b")


def order_of(found: Callable[..., Any]) -> tuple[str, ...]:
    """The arrays that a function takes one by one, in its own order; none if it takes one problem.

    It is known by its parameters' names, in any order, or else by needing four: these are X, y, w, b.
    """
    try:
        signature = inspect.signature(found)
    except ValueError:
        return ()
    names = tuple(name.lower() for name in signature.parameters)[: len(ARRAYS)]
    if sorted(names) == sorted(ARRAYS) and _takes(signature, len(ARRAYS)):
        return names
    return ARRAYS if _takes(signature, len(ARRAYS)) and not _takes(signature, 1) else ()


def _takes(signature: inspect.Signature, count: int) -> bool:
    try:
        signature.bind(*range(count))
    except TypeError:
        return False
    return True
