"""Numbers that people put into formulas: the simplest one in an interval, and how it is written."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

NAMED = {
    math.log(2): "ln 2",
    1 / math.log(2): "1/ln 2",
    math.log(10): "ln 10",
    1 / math.log(10): "1/ln 10",
    math.sqrt(2): "√2",
    1 / math.sqrt(2): "1/√2",
    math.pi: "π",
    math.pi / math.sqrt(3): "π/√3",
}
VULGAR = {Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼", Fraction(3, 4): "¾"}
NEAR = 0.02  # a number as near to 1 as this is written as 1 and what is added


class Number(NamedTuple):
    """A factor, and how it is written; `exact` is false for what is only known to some digits."""

    value: float
    said: str
    exact: bool = True


@cache
def simple() -> tuple[Number, ...]:
    """Positive numbers, the simplest first."""
    found: dict[float, str] = {}
    for value, said in _simple():
        found.setdefault(value, said)
    return tuple(Number(value, said) for value, said in found.items())


def _simple() -> Iterator[tuple[float, str]]:
    yield from ((float(k), str(k)) for k in range(1, 13))
    for q in range(2, 13):
        for p in range(1, 13):
            part = Fraction(p, q)
            tenths = f"{float(part):g}" if part.denominator in (5, 10) else f"{part.numerator}/{part.denominator}"
            yield float(part), VULGAR.get(part, tenths)
    for digits in range(1, 16):
        for k in (1, 2, 5, 3, 4, 6, 7, 8, 9):
            yield float(f"{k}e-{digits}"), f"{k / 10**digits:.{digits}f}" if digits < 4 else f"{k}e-{digits}"
    for digits in range(1, 16):
        for k in (1, 2, 5, 3, 4, 6, 7, 8, 9):
            for sign in (1, -1):
                yield 1 + sign * float(f"{k}e-{digits}"), near_one(sign * float(f"{k}e-{digits}"))
    yield from NAMED.items()
    yield from ((k / 100, f"{k / 100:g}") for k in range(1, 400))
    yield from ((float(k), str(k)) for k in range(13, 1001))
    yield from ((k / 1000, f"{k / 1000:g}") for k in range(1, 2000))


def near_one(rest: float) -> str:
    """1 ± ε, as 1 + 1e-4."""
    if abs(rest) > NEAR:
        return f"{1 + rest:.6g}"
    power, sign = f"{abs(rest):.3g}", "+" if rest > 0 else "−"
    if abs(rest) < 0.01:
        power = f"{abs(rest):.2e}".replace("e-0", "e-").replace(".00e", "e").replace("0e", "e")
    return f"1 {sign} {power}"


def within(low: float, high: float) -> Number:
    """The simplest number in an interval that does not hold 0; else its middle, to the digits that are known."""
    if high < 0:
        number = within(-high, -low)
        said = f"−({number.said})" if " " in number.said and "√" not in number.said else f"−{number.said}"
        return Number(-number.value, said, number.exact)
    for number in simple():
        if low <= number.value <= high:
            return number
    middle = (low + high) / 2
    if abs(middle - 1) < NEAR:
        return Number(middle, near_one(middle - 1), exact=False)
    return Number(middle, f"{middle:.6g}", exact=False)
