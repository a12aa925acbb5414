"""What a user's function returned, as plain arrays that are read while its limits hold: `__array__` is its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np

from compare.usercode.misbehaviour import Misbehaved

PAIR = 2  # values that may be returned in a tuple or list
REFUSALS = (TypeError, ValueError, RuntimeError)  # of NumPy, and of torch for a tensor that records its gradient


class Refused:
    """A value that is no array, and why."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(self.why)


def read(returned: Any) -> Any:
    """The same with arrays for values, those of a dict in a pair among them; what is no value of any kind as it is."""
    if isinstance(returned, Mapping):
        return {name: _read(value) for name, value in returned.items()}
    if type(returned) in (tuple, list) and len(returned) == PAIR:
        return type(returned)(read(value) if isinstance(value, Mapping) else _read(value) for value in returned)
    value = _read(returned) if hasattr(returned, "__array__") else returned
    return returned if isinstance(value, Refused) else value


def _read(value: Any) -> Any:
    if isinstance(value, np.ma.MaskedArray):
        return value
    try:
        return np.array(np.asarray(value))
    except REFUSALS as refusal:
        return Refused(next(iter(str(refusal).splitlines()), type(refusal).__name__))
    except MemoryError:
        raise
    except Exception as error:
        raise Misbehaved("array", f"reading what it returned raised {type(error).__name__}") from None
