"""The value of a formula at a place, on numbers of any kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from compare.formulas import tree
from compare.formulas.functions import DEFINITIONS, written_out
from compare.formulas.place import Place

INTEGERS: dict[tree.Node, int] = {tree.Number(str(k)): k for k in range(10)}
INTEGERS |= {tree.Sum((number,), ("−",)): -k for number, k in INTEGERS.items()}  # exponents for any kind of number


class Kind(NamedTuple):
    """A kind of number: how one is made of its digits, and the functions on it."""

    number: Callable[[str], Any]
    functions: Mapping[str, Callable[..., Any]]


FLOATS = Kind(
    np.float64,
    {"ln": np.log, "log₁₀": np.log10, "tanh": np.tanh, "exp": np.exp, "max": np.maximum},
)


def evaluate(node: tree.Node, place: Place, values: Mapping[str, Any], kind: Kind = FLOATS) -> Any:
    """The value, operation by operation as it is written. Raises `NotAFormula` for what has none."""
    if summed := place.summed(node):
        places = (place.moved(summed.axis, i) for i in range(summed.length))
        return sum((evaluate(summed.term, each, values, kind) for each in places), kind.number("0"))
    value = partial(evaluate, place=place, values=values, kind=kind)
    match node:
        case tree.Number(text):
            return kind.number({"½": "0.5"}.get(text, text.replace(",", "").replace("−", "-")))
        case tree.Name(symbol) if symbol not in place.axes and symbol in place.lengths:
            return kind.number(str(place.lengths[symbol]))
        case tree.Name():
            return value(place.value(node))
        case tree.Value(symbol, at, _, from_one):
            held = values[symbol][at]
            return kind.number("1") - held if from_one else held
        case tree.Sum(parts, signs):
            first = value(parts[0])
            total = -first if signs[0] else first
            for sign, part in zip(signs[1:], parts[1:], strict=True):
                total = total - value(part) if sign == "−" else total + value(part)
            return total
        case tree.Product(parts):
            product = value(parts[0])
            for part in parts[1:]:
                product = product * value(part)
            return product
        case tree.Quotient(over, under):
            return value(over) / value(under)
        case tree.Power(tree.Number("e"), exponent):
            return kind.functions["exp"](value(exponent))
        case tree.Power(base, exponent) if exponent in INTEGERS:
            return value(base) ** INTEGERS[exponent]
        case tree.Group(inside):
            return value(inside)
        case tree.Call(function, arguments) if function in DEFINITIONS and len(arguments) == 1:
            return value(written_out(node))
        case tree.Call(function, arguments) if function in kind.functions and (len(arguments) == 2) == (
            function == "max"
        ):
            return kind.functions[function](*map(value, arguments))
    raise tree.NotAFormula(f"{type(node).__name__} has no value")
