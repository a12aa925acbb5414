"""A function as courses write it, gradient(X, y, w, b) -> (∂J/∂w, ∂J/∂b), as a side that gives these two links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from compare.usercode.misbehaviour import Misbehaved

LINKS = ("dJ/dw", "dJ/db")


class OneByOne:
    """Calls the function with a problem's arrays one by one."""

    def __init__(self, function: Callable[..., Any], order: tuple[str, ...]) -> None:
        self.function, self.order = function, order

    def __call__(self, problem: dict[str, Any]) -> Any:
        """What the function returns."""
        return self.function(*(problem[name] for name in self.order))


class Pair:
    """A side made of a caller that returns two gradients. Raises `Misbehaved` for what is no pair."""

    def __init__(self, caller: Callable[[dict[str, Any]], Any], name: str) -> None:
        self.caller, self.name, self.links = caller, name, LINKS

    def __call__(self, problem: dict[str, Any]) -> dict[str, Any]:
        """The two links; a pair whose first is a number and whose second a vector is (∂J/∂b, ∂J/∂w)."""
        returned = self.caller(problem)
        if isinstance(returned, dict):
            return returned
        if not isinstance(returned, tuple | list) or len(returned) != 2:
            got = f"{len(returned)} values" if isinstance(returned, tuple | list) else type(returned).__name__
            told = f"{self.name}(X, y, w, b) returned {got}; expected the pair (∂J/∂w, ∂J/∂b)"
            raise Misbehaved("no dict", told, group=f"pair {got}")
        first, second = returned
        swapped = np.ndim(first) == 0 and np.ndim(second) == 1
        self.links = LINKS[::-1] if swapped else LINKS
        return dict(zip(self.links, (first, second), strict=True))
