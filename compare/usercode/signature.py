"""Whether a function takes one problem, or its arrays one by one as courses write it: gradient(X, y, w, b)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
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
    if names := _named(signature):
        return names
    return ARRAYS if _takes(signature, len(ARRAYS)) and not _takes(signature, 1) else ()


def gradients_among(defined: Mapping[str, Any], module: str) -> list[str]:
    """The functions that may be the gradient: those that are called so, or else those that take X, y, w, b by name.

    What the module imports is one only where both are so: NumPy has a gradient, too.
    """
    own = {name: value for name, value in defined.items() if getattr(value, "__module__", None) == module}
    by_name = [name for name, value in defined.items() if _takes_the_arrays(value)]
    called_so = [name for name in GRADIENTS if callable(own.get(name)) or name in by_name]
    return called_so or [name for name in by_name if name in own]


def _takes_the_arrays(value: Any) -> bool:
    try:
        return callable(value) and bool(_named(inspect.signature(value)))
    except (TypeError, ValueError):
        return False


def _named(signature: inspect.Signature) -> tuple[str, ...]:
    names = tuple(name.lower() for name in signature.parameters)[: len(ARRAYS)]
    return names if sorted(names) == sorted(ARRAYS) and _takes(signature, len(ARRAYS)) else ()


def _takes(signature: inspect.Signature, count: int) -> bool:
    try:
        signature.bind(*range(count))
    except TypeError:
        return False
    return True
