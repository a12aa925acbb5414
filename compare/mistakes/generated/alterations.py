"""Turns a right form into a wrong one: its rule, on any kind of number, and its formula."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from compare.arithmetic.operations import constant_like, moved, swapped

MEAN_OF = "(1/n) "
Rule = Callable[..., Any]


class Counted(NamedTuple):
    """Where n is read: from which operand, along which of its last axes."""

    operand: int
    axis: int

    def of(self, operands: tuple[Any, ...]) -> float:
        """How many examples there are."""
        return float(operands[self.operand].shape[self.axis])


def times(*operands: Any, rule: Rule, by: float) -> Any:
    """The rule's result times a number."""
    made = rule(*operands)
    return -made if by == -1 else by * made


def summed(*operands: Any, rule: Rule, counted: Counted) -> Any:
    """n times a mean."""
    return counted.of(operands) * rule(*operands)


def averaged(*operands: Any, rule: Rule, counted: Counted) -> Any:
    """Divided by n, or multiplied by 1/n, which is rounded itself."""
    made = rule(*operands)
    n = constant_like(made, np.asarray(counted.of(operands)))
    return made / n * (n / n)


def climbed(*operands: Any, rule: Rule) -> Any:
    """v + α ∂J/∂v, which is 2v less the right v − α ∂J/∂v; v comes last."""
    *taken, v = operands
    return 2.0 * v - rule(*taken)


def itself(operand: Any) -> Any:
    """The operand."""
    return operand


def other_way_round(*operands: Any, rule: Rule, place: int) -> Any:
    """With one operand transposed where it is square."""
    rows, columns = operands[place].shape[-2:]
    if rows == columns:
        operands = (*operands[:place], swapped(operands[place]), *operands[place + 1 :])
    return rule(*operands)


def row(operand: Any, index: int, axis: int) -> Any:
    """One element along an axis."""
    return moved(operand, partial(np.take, indices=index, axis=axis))


def closed(formula: str) -> str:
    """In brackets where it is a sum, or has a sign."""
    outside, inside = formula, ""
    while outside != inside:
        outside, inside = re.sub(r"\([^()]*\)", "", outside), outside
    return f"({formula})" if re.search(r"^−| [+−] ", outside) else formula


def negated(formula: str) -> str:
    """−(y − ŷ) loses its sign, and anything else gets one."""
    rest = formula[1:]
    if not formula.startswith("−") or closed(rest) != rest:
        return f"−{closed(formula)}"
    return rest[1:-1] if re.fullmatch(r"\([^()]*\)", rest) else rest


def sum_of(formula: str) -> str:
    """(1/n) Σ L without its 1/n."""
    return formula.removeprefix(MEAN_OF) if formula.startswith(MEAN_OF) else f"n·{closed(formula)}"


def turned(formula: str, v: str) -> str:
    """w − α ∂J/∂w with a plus."""
    return formula.replace(" − ", " + ", 1) if " − " in formula else f"2{v} − ({formula})"


def exchanged(formula: str, symbol: str, other: str, said: str) -> str:
    """The formula with the other symbol, or in words where the symbol does not stand in it."""
    changed = re.sub(rf"(?<![\w∂⁺]){re.escape(symbol)}(?![^\W²³]|⁺)", other, formula)
    return changed if changed != formula else f"{formula}, {said}"
