"""Quotients and products of lengths, which come in where a mean is taken over the wrong thing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import permutations
from typing import NamedTuple

from compare.comparison.relations.numbers import Number

Lengths = Mapping[str, int]


class Quotient(NamedTuple):
    """A number for every batch of problems; `said` is a product's last factor, "" for 1."""

    said: str
    of: Callable[[Lengths], float]


ONE = Quotient("", lambda lengths: 1.0)


def quotients(axes: tuple[str, ...]) -> tuple[Quotient, ...]:
    """Of the axes named, the simplest first."""
    named = tuple(axis for axis in axes if not axis.isdigit())
    return (ONE, *(each for axis in named for each in _of_one(axis)), *_of_two(named))


def _of_one(a: str) -> Iterator[Quotient]:
    yield Quotient(a, lambda k: k[a])
    yield Quotient(f"1/{a}", lambda k: 1 / k[a])
    yield Quotient(f"{a}/({a} − 1)", lambda k: _over(k[a], k[a] - 1))
    yield Quotient(f"1/({a} − 1)", lambda k: _over(1, k[a] - 1))
    yield Quotient(f"({a} − 1)/{a}", lambda k: (k[a] - 1) / k[a])
    yield Quotient(f"({a} − 1)", lambda k: k[a] - 1)
    yield Quotient(f"{a}/({a} + 1)", lambda k: k[a] / (k[a] + 1))
    yield Quotient(f"({a} + 1)/{a}", lambda k: (k[a] + 1) / k[a])
    yield Quotient(f"({a} + 1)", lambda k: k[a] + 1)
    yield Quotient(f"√{a}", lambda k: math.sqrt(k[a]))
    yield Quotient(f"1/√{a}", lambda k: 1 / math.sqrt(k[a]))
    yield Quotient(f"{a}²", lambda k: k[a] ** 2)
    yield Quotient(f"1/{a}²", lambda k: 1 / k[a] ** 2)


def _of_two(axes: tuple[str, ...]) -> Iterator[Quotient]:
    for a, b in permutations(axes, 2):
        yield Quotient(f"{a}/{b}", partial(_ratio, a, b))
        if axes.index(a) < axes.index(b):
            yield Quotient(f"{a}·{b}", partial(_product, a, b))
            yield Quotient(f"1/({a}·{b})", partial(_inverse, a, b))
    for a, b in permutations(axes, 2):
        yield Quotient(f"{a}/({a} − {b})", partial(_less, a, b))
        yield Quotient(f"√({a}/{b})", partial(_root, a, b))


def _ratio(a: str, b: str, k: Lengths) -> float:
    return k[a] / k[b]


def _product(a: str, b: str, k: Lengths) -> float:
    return k[a] * k[b]


def _inverse(a: str, b: str, k: Lengths) -> float:
    return 1 / (k[a] * k[b])


def _less(a: str, b: str, k: Lengths) -> float:
    return _over(k[a], k[a] - k[b])


def _root(a: str, b: str, k: Lengths) -> float:
    return math.sqrt(k[a] / k[b])


def _over(a: float, b: float) -> float:
    return a / b if b else math.nan


def times(number: Number, quotient: Quotient) -> str:
    """How their product is written: n/2, −n, 0.1/n, n; the number alone where the quotient is 1."""
    if not quotient.said:
        return number.said
    sign, rest = ("−", number.said[1:]) if number.said.startswith("−") else ("", number.said)
    if rest == "1":
        return sign + quotient.said
    if rest == "½" and "/" not in quotient.said:
        return f"{sign}{quotient.said}/2"
    if rest.startswith("1/") and "/" not in quotient.said:
        return f"{sign}{quotient.said}{rest[1:]}"
    rest = f"({rest})" if " " in rest else rest
    if quotient.said.startswith("1/"):
        return f"{sign}{rest}{quotient.said[1:]}"
    return f"{sign}{rest}·{quotient.said}"
