"""A function as courses write it, gradient(X, y, w, b) -> (∂J/∂w, ∂J/∂b), as a side that gives these two links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from compare.usercode.misbehaviour import Misbehaved

LINKS = ("dJ/dw", "dJ/db")
SYMBOLS = {"dJ/dw": "∂J/∂w", "dJ/db": "∂J/∂b"}


class OneByOne:
    """Calls the function with a problem's arrays one by one."""

    def __init__(self, function: Callable[..., Any], order: tuple[str, ...]) -> None:
        self.function, self.order = function, order

    def __call__(self, problem: dict[str, Any]) -> Any:
        """What the function returns."""
        return self.function(*(problem[name] for name in self.order))


class Returned:
    """A side made of a caller that returns gradients. Raises `Misbehaved` for what is not understood.

    It takes a dict of links; such a dict and one thing more, as in `return grads, cost`; the pair (∂J/∂w, ∂J/∂b) in
    either order, the number being ∂J/∂b; or one vector, which is ∂J/∂w. `told` says which it was, and `code` is the
    Python expression that makes a dict of what was `returned`: both belong to the last call.
    """

    def __init__(self, caller: Callable[[dict[str, Any]], Any], name: str) -> None:
        self.caller, self.name = caller, name
        self.told: tuple[str, ...] = ()
        self.code = "returned"

    def __call__(self, problem: dict[str, Any]) -> Mapping[str, Any]:
        """The links that it returned."""
        returned = self.caller(problem)
        if isinstance(returned, Mapping):
            return returned
        if not isinstance(returned, tuple | list):
            return self._vector(returned)
        dicts = [place for place, value in enumerate(returned) if isinstance(value, Mapping)]
        if len(returned) == 2 and len(dicts) == 1:
            self.code = f"returned[{dicts[0]}]"
            self.told = (f"of the two values returned, the dict was taken and the {_place(1 - dicts[0])} left aside",)
            taken: Mapping[str, Any] = returned[dicts[0]]
            return taken
        if len(returned) != 2:
            raise self._refused(f"{len(returned)} values")
        return self._pair(*returned)

    def _pair(self, first: Any, second: Any) -> dict[str, Any]:
        links = LINKS[::-1] if _axes(first) == 0 < _axes(second) else LINKS
        self.code = 'dict(zip(("{}", "{}"), returned, strict=True))'.format(*links)
        self.told = (f"the pair returned was taken for ({', '.join(SYMBOLS[link] for link in links)})",)
        return dict(zip(links, (first, second), strict=True))

    def _vector(self, returned: Any) -> dict[str, Any]:
        if _axes(returned) < 1:
            raise self._refused("one number" if _axes(returned) == 0 and _is_number(returned) else _type(returned))
        self.code = '{"dJ/dw": returned}'
        self.told = ("the one array returned was taken for ∂J/∂w",)
        return {"dJ/dw": returned}

    def _refused(self, got: str) -> Misbehaved:
        told = (
            f"{self.name}(X, y, w, b) returned {got}; expected the pair (∂J/∂w, ∂J/∂b), or a dict that names them: "
            '{"dw": …, "db": …}'
        )
        return Misbehaved("no dict", told, group=f"pair {got}")


def _axes(value: Any) -> int:
    try:
        return np.ndim(value)
    except Exception:  # a value of the user's own may raise anything
        return 1


def _is_number(value: Any) -> bool:
    return isinstance(value, float | int | np.generic) or hasattr(value, "dtype")


def _type(value: Any) -> str:
    return type(value).__name__


def _place(index: int) -> str:
    return ("first", "second")[index]
