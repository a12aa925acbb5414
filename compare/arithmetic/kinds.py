"""Operations that find their rule by the kind of number they are given: balls, exact numbers or floats.

Single dispatch on the first operand. Above each operation stand its rules, in this order: for balls, when a side is
judged; for exact numbers, when the truth is asked for; for floats, when a mistake is planted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch, wraps
from typing import Any, ParamSpec, Protocol

import numpy as np

from compare.arithmetic.balls import Ball
from compare.arithmetic.exact import Exact

P = ParamSpec("P")
Rule = Callable[..., Any]


class Word(Protocol[P]):
    """An operation; `register` gives it a rule for one more kind of number."""

    def __call__(self, *operands: P.args, **options: P.kwargs) -> Any:
        """The result of the rule for the first operand's kind."""

    def register(self, kind: type, rule: Rule, /) -> Any:
        """Use this rule for this kind of number, and for the kinds that are derived from it."""


WORDS: list[Word[...]] = []  # every operation that is dispatched by the kind of its first operand


def by_kind(ball: Rule, real: Rule | None, array: Rule) -> Callable[[Callable[P, Any]], Word[P]]:
    """The operation that is defined below, with its rules for balls, exact numbers and floats."""

    def made(definition: Callable[P, Any]) -> Word[P]:
        @singledispatch
        @wraps(definition)
        def word(a: Any, *others: Any, **options: Any) -> Any:
            raise TypeError(f"{definition.__name__} takes operands of the form, not {type(a).__name__}")

        for kind, rule in ((Ball, ball), (Exact, real), (np.ndarray, array), (np.generic, array)):
            if rule is not None:
                word.register(kind, rule)
        WORDS.append(word)
        return word

    return made
