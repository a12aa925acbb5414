"""What the user's modules see in place of NumPy, math and `float` while exact runs last; taken away whatever happens.

Functions, default arguments and closures stay untouched, and so do NumPy and math themselves.
"""

from __future__ import annotations

import builtins
import functools
import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from compare.deciding.math_standins import MATH
from compare.deciding.numpy_standins import NUMPY, lifted, passing

Names = dict[str, Any]
FLOAT = passing(builtins.float)


class _Module:
    """A module of which some names are others. `lift`: its functions take lists of exact numbers."""

    def __init__(self, module: ModuleType, names: Names, *, lift: bool) -> None:
        self.__module, self.__names, self.__lift = module, names, lift

    def __getattr__(self, name: str) -> Any:
        if name in self.__names:
            return self.__names[name]
        found = getattr(self.__module, name)
        return lifted(found) if self.__lift and _dispatched(found) else found


_CACHED = type(functools.cache(math.sqrt))


def _dispatched(value: Any) -> bool:
    """Whether it is a function of NumPy that asks its arguments' classes what to do."""
    return type(value) is type(np.sum)


_MODULES = {id(np): _Module(np, NUMPY, lift=True), id(math): _Module(math, MATH, lift=False)}
_BOUND = {
    id(getattr(module, name)): standin
    for module, names in ((np, NUMPY), (math, MATH))
    for name, standin in names.items()
    if hasattr(module, name)
}


def standin_for(value: Any) -> Any:
    """What stands in for a name's value; the value itself where nothing does."""
    if id(value) in _MODULES:
        return _MODULES[id(value)]
    return _BOUND.get(id(value)) or (lifted(value) if _dispatched(value) else value)


@contextmanager
def standing_in(modules: Sequence[Names]) -> Iterator[None]:
    """Stand-ins in these modules' globals for as long as this lasts. What the user's code binds meanwhile stays."""
    with ExitStack() as after:
        for names in modules:
            before = {name: value for name, value in names.items() if not name.startswith("__")}
            made = {name: standin_for(value) for name, value in before.items()} | {"float": names.get("float", FLOAT)}
            swapped = {name: value for name, value in made.items() if value is not before.get(name)}
            after.callback(_taken_away, names, swapped, before)
            names.update(swapped)
        yield


def _taken_away(names: Names, swapped: Names, before: Names) -> None:
    for name, standin in swapped.items():
        if names.get(name) is standin:
            if name in before:
                names[name] = before[name]
            else:
                del names[name]


@contextmanager
def put_back(modules: Sequence[Names]) -> Iterator[None]:
    """Afterwards these modules bind and remember what they did before, and no exact numbers."""
    with ExitStack() as after:
        for names in modules:
            after.callback(_rebound, names, dict(names))
            for kept in _kept(names):
                after.callback(_refill, kept, kept.copy())
            for clear in [value.cache_clear for value in names.values() if isinstance(value, _CACHED)]:
                after.callback(clear)
        yield


def _rebound(names: Names, before: Names) -> None:
    for name in [name for name in names if name not in before]:
        del names[name]
    names.update(before)


def _kept(names: Names) -> Iterator[Any]:
    """The lists, dicts and sets in which a module's functions can remember what they saw."""
    own = [value for name, value in names.items() if not name.startswith("__")]
    functions = [value for value in own if isinstance(value, FunctionType)]
    defaults = [each for one in functions for each in (*(one.__defaults__ or ()), *(one.__kwdefaults__ or {}).values())]
    yield from (each for each in (*own, *defaults) if type(each) in (list, dict, set))


def _refill(kept: Any, before: Any) -> None:
    kept.clear()
    if isinstance(kept, list):
        kept.extend(before)
    else:
        kept.update(before)
