"""The words of `operations` for the arrays of a form (see `written`): each is applied to the numbers that they hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from compare.arithmetic import operations
from compare.arithmetic.duck_array import Written


def _applied(word: Callable[..., Any], *operands: Any, **options: Any) -> Written:
    numbers = [each.numbers if isinstance(each, Written) else each for each in operands]
    result = word(*numbers, **options)
    lead = max(each.lead for each in operands if isinstance(each, Written))
    return Written(result, result.value.ndim - lead)


def __getattr__(name: str) -> Callable[..., Any]:
    return partial(_applied, getattr(operations, name))
