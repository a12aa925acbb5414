"""A run's links beside their definitions at the run's own operands: equal, different by a rounded constant, or different.

A link that the function does not give is carried: everything that its right forms make of what is given stands in for
it, in the enclosures and, for the size of the terms, in the balls of the judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

import numpy as np
from flint import arb

from compare.arithmetic.balls import Ball
from compare.arithmetic.exact import Exact, Numbers, exact
from compare.arithmetic.precision import Array, format_of
from compare.chains.chain import Chain, Form, Link
from compare.judging.contract import Problem

CONSTANTS = 30.0  # times what rounding may do to the definition: constants of the program are rounded to floats
UNITS = 100.0  # units of a link's own value, likewise
TIGHT = 1e-30  # of the largest term: an enclosure as narrow as this decides
ALTERNATIVES = 6  # of a link that is not given
COMBINATIONS = 24

Known = dict[str, list[Exact]]


@dataclass(frozen=True)
class Standing:
    """How a link stands on one problem. `wide`: more bits may decide; `at`: where it is proven different."""

    verdict: str  # "equal", "different", "unknown"
    digits: int = 0
    wide: bool = False
    at: tuple[int, ...] = ()


def standings(chain: Chain, problem: Problem, links: Mapping[str, Numbers], unit: float) -> dict[str, Standing]:
    """Each link that is given."""
    compared = beside(chain, problem, links, unit)
    return {name: _standing(links[name], made, size, unit) for name, made, size in compared}


def beside(
    chain: Chain, problem: Problem, links: Mapping[str, Numbers], unit: float
) -> Iterator[tuple[str, list[Numbers], Array | None]]:
    """For each link that is given: what its forms make of the operands that are held, and what rounding may do there."""
    known: Known = {name: [exact(problem[name])] for name in chain.inputs}
    scale = _Scale(chain, problem, links, unit)
    for link in chain.links:
        made, size, given = _alternatives(link, known), scale.of(link), links.get(link.name)
        known[link.name] = made if given is None else [Exact(given)]
        if given is not None:
            fitting = [each.value for each in made if each.value.shape == given.shape]
            yield link.name, fitting, None if size is None or not fitting else np.broadcast_to(size, given.shape)


def _alternatives(link: Link, known: Known) -> list[Exact]:
    found: list[Exact] = []
    for form in link.forms:
        for operands in islice(product(*(known[name] for name in form.of)), COMBINATIONS):
            value = _made(form, operands)
            if value is not None and not any(_same(value.value, other.value) for other in found):
                found.append(value)
    return found[:ALTERNATIVES]


def _right(link: Link) -> list[Form]:
    return [form for form in link.forms if form.kind == "right"]


def _made(form: Form, operands: Sequence[Any]) -> Any:
    """The form's value; None where it has no rule for these numbers or they have another shape."""
    try:
        with np.errstate(all="ignore"):
            return form.rule(*operands)
    except (TypeError, ValueError, IndexError, AttributeError):
        return None


def _same(a: Numbers, b: Numbers) -> bool:
    return a.shape == b.shape and all(
        one.is_finite() and other.is_finite() and one.overlaps(other) for one, other in zip(a.flat, b.flat, strict=True)
    )


def _standing(given: Numbers, made: Sequence[Numbers], size: Array | None, unit: float) -> Standing:
    if not made or size is None:
        return Standing("unknown")
    digits, wide, unknown = 10**6, False, False
    for place in np.ndindex(given.shape):
        one = _one(given[place], [each[place] for each in made], float(size[place]), unit)
        if one.verdict == "different":
            return Standing("different", at=place)
        unknown |= one.verdict == "unknown"
        wide |= one.wide
        digits = min(digits, one.digits or digits)
    return Standing("unknown", wide=wide) if unknown else Standing("equal", digits)


def _one(value: arb, made: Sequence[arb], size: float, unit: float) -> Standing:
    """One number beside what the right forms make there. `size` is what rounding does to the largest term."""
    finite = [each for each in made if each.is_finite()]
    if not value.is_finite() or not finite:
        return Standing("unknown", wide=True)
    terms = arb(size / unit) if np.isfinite(size) else arb(0)
    largest = max(abs(value).upper(), terms.upper())
    widths = [(value.rad() + each.rad()).upper() for each in finite if value.overlaps(each)]
    if widths:
        width = min(widths)
        if width <= TIGHT * largest or width == 0:
            return Standing("equal", _digits(width, largest))
        return Standing("unknown", wide=True)
    if not np.isfinite(size):
        return Standing("unknown")
    allowed = [arb(CONSTANTS * size) + arb(UNITS * unit) * abs(each) for each in finite]
    if all(abs(value - each) > allow for each, allow in zip(finite, allowed, strict=True)):
        return Standing("different")
    if any(abs(value - each) <= allow for each, allow in zip(finite, allowed, strict=True)):
        return Standing("equal")
    return Standing("unknown", wide=True)


def _digits(width: arb, largest: arb) -> int:
    if width == 0:
        return 10**6
    return int(float(-(width / largest).log() / arb.const_log10()))


class _Scale:
    """What rounding may do to each definition at the operands as floats: the size of its terms, in units."""

    def __init__(self, chain: Chain, problem: Problem, links: Mapping[str, Numbers], unit: float) -> None:
        self.fmt = format_of(np.float32 if unit > 2.0**-50 else np.float64)
        self.known = {name: Ball(self.fmt, np.asarray(problem[name], np.float64)) for name in chain.inputs}
        self.links = links

    def of(self, link: Link) -> Array | None:
        """The radius; inf where no right form claims anything, None where none runs. The link is known from here on."""
        with np.errstate(all="ignore"):
            return self._of(link)

    def _of(self, link: Link) -> Array | None:
        balls = [
            ball for form in _right(link) if (ball := _made(form, [self.known[name] for name in form.of])) is not None
        ]
        if not balls:
            self.known[link.name] = Ball(self.fmt, np.asarray(np.nan), np.inf)
            return None
        radii = [np.broadcast_to(np.asarray(ball.radius, np.float64), ball.value.shape) for ball in balls]
        radius = np.max([np.where(np.isfinite(each), each, -1.0) for each in radii], axis=0)
        radius = np.where(radius < 0, np.inf, radius)
        value = balls[0].value
        for ball, each in zip(balls, radii, strict=True):
            value = np.where(np.isfinite(value), value, np.where(np.isfinite(each), ball.value, value))
        given = self.links.get(link.name)
        if given is None:
            spread = np.max(
                [
                    np.where(np.isfinite(each), each + abs(ball.value - value), 0)
                    for ball, each in zip(balls, radii, strict=True)
                ],
                axis=0,
            )
            self.known[link.name] = Ball(self.fmt, value, np.where(np.isfinite(radius), spread, np.inf))
        else:
            self.known[link.name] = Ball(self.fmt, floats(given))
        return radius


def floats(balls: Numbers) -> Array:
    """The nearest floats."""
    return np.array([float(each.mid()) for each in balls.flat], np.float64).reshape(balls.shape)
