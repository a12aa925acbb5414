"""What a link's forms make of the operands that a run holds, and how large the terms are that meet there.

A link that the function does not give is carried: everything that its right forms make of what is given stands in for
it, in the enclosures and, for the size of the terms, in the judge's balls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

import numpy as np
from flint import arb, ctx

from compare.arithmetic.balls import Ball
from compare.arithmetic.exact import Exact, exact
from compare.arithmetic.precision import Array, format_of
from compare.chains.chain import Chain, Form, Link
from compare.judging.contract import Problem

ALTERNATIVES = 8  # values of a link that is not given
COMBINATIONS = 24  # of them that a form is tried on
TIGHT = arb("1e-30")  # of the largest term: enclosures as narrow as this tell numbers apart
LOSSY = 2.0**20  # times the radius of the sharpest form
HAIR_BITS = 40  # operands are widened by 2^40 roundings, which leaves every tight enclosure narrow, to find jumps

Enclosures = Any  # an array of objects: arb


class Made(NamedTuple):
    """What a form makes of operands. `right`: by a right form, not by a documented clamp."""

    value: Enclosures
    right: bool


class Beside(NamedTuple):
    """A link that is given: what its forms make there, and what rounding may do to right ones (None: none runs)."""

    name: str
    made: list[Made]
    size: Array | None


def beside(chain: Chain, problem: Problem, links: Mapping[str, Enclosures], unit: float) -> Iterator[Beside]:
    """Each link that is given, in the chain's order."""
    terms = Terms(chain, problem, links, unit)
    sizes = {link.name: terms.of(link) for link in chain.links}
    for name, made in definitions(chain, problem, links):
        size = sizes[name]
        yield Beside(name, made, None if size is None or not made else np.broadcast_to(size, links[name].shape))


def definitions(
    chain: Chain, problem: Problem, links: Mapping[str, Enclosures], *, widened: bool = False
) -> Iterator[tuple[str, list[Made]]]:
    """For each link that is given what its forms make of the operands. `widened`: of operands wider by a hair."""
    widen = _widened if widened else _as_they_are
    known = {name: [Made(widen(exact(problem[name]).value), True)] for name in chain.inputs}
    for link in chain.links:
        made, given = _alternatives(link, known), links.get(link.name)
        known[link.name] = [each for each in made if each.right] if given is None else [Made(widen(given), True)]
        if given is not None:
            yield link.name, [each for each in made if each.value.shape == given.shape]


def _as_they_are(values: Enclosures) -> Enclosures:
    return values


def _widened(values: Enclosures) -> Enclosures:
    """Each value by a part of itself, so that no large factor beside it makes a hair a jump; 0 by a part of 1."""
    hair = arb(2) ** (HAIR_BITS - ctx.prec)
    wider = np.frompyfunc(lambda value: value + arb(0, hair * (1 if 0 in value else abs(value).upper())), 1, 1)
    return np.asarray(wider(values), dtype=object)


def _alternatives(link: Link, known: Mapping[str, Sequence[Made]]) -> list[Made]:
    """What the forms, the documented clamps among them, make of what is known: right and finite values first."""
    found: list[Made] = []
    for form in link.forms:
        for operands in islice(product(*(known[name] for name in form.of)), COMBINATIONS):
            value = made_by(form, [Exact(each.value) for each in operands])
            if value is not None and not any(_same(value.value, other.value) for other in found):
                found.append(Made(value.value, form.kind == "right"))
    return sorted(found, key=_open)[:ALTERNATIVES]


def _open(made: Made) -> tuple[bool, int]:
    return not made.right, sum(not each.is_finite() for each in made.value.flat)


def made_by(form: Form, operands: Sequence[Any]) -> Any:
    """The form's value; None where it has no rule for these numbers, or they have another shape."""
    try:
        with np.errstate(all="ignore"):
            return form.rule(*operands)
    except (TypeError, ValueError, IndexError, AttributeError):
        return None


def _same(a: Enclosures, b: Enclosures) -> bool:
    """Whether both tell the same numbers, or tell nothing."""
    return a.shape == b.shape and all(map(_equal, a.flat, b.flat))


def _equal(a: arb, b: arb) -> bool:
    if not (a.is_finite() and b.is_finite()):
        return not (a.is_finite() or b.is_finite())
    return a.overlaps(b) and a.rad() + b.rad() <= TIGHT * abs(a).upper()


class Terms:
    """The judge's balls at the operands as floats: their radius is about u times the largest term."""

    def __init__(self, chain: Chain, problem: Problem, links: Mapping[str, Enclosures], unit: float) -> None:
        self.fmt = format_of(np.float32 if unit > 2.0**-50 else np.float64)
        self.known = {name: Ball(self.fmt, np.asarray(problem[name], np.float64)) for name in chain.inputs}
        self.links = links

    def of(self, link: Link) -> Array | None:
        """What rounding may do to the right forms that claim something: inf where none does, None where none runs."""
        made = [made_by(form, [self.known[name] for name in form.of]) for form in link.forms if form.kind == "right"]
        given = self.links.get(link.name)
        balls = _of_one_shape([ball for ball in made if isinstance(ball, Ball)], given)
        if given is not None:
            self.known[link.name] = Ball(self.fmt, floats(given))
        elif balls:
            self.known[link.name] = _together(balls)
        else:
            self.known[link.name] = Ball(self.fmt, np.asarray(np.nan), np.inf)
        return _size(balls) if balls else None


def _size(balls: Sequence[Ball]) -> Array:
    """The largest radius that claims something, unless another form is sharper by very much.

    How far the forms stand apart is no part of it: that is an earlier link's error, not rounding.
    """
    shape = np.broadcast_shapes(*(ball.value.shape for ball in balls))
    radii = np.array([np.broadcast_to(ball.radius, shape) for ball in balls])
    claims = np.isfinite(radii)
    largest = np.where(claims.any(axis=0), np.where(claims, radii, 0.0).max(axis=0), np.inf)
    size: Array = np.minimum(largest, LOSSY * radii.min(axis=0))
    return size


def _of_one_shape(balls: Sequence[Ball], given: Enclosures | None) -> list[Ball]:
    """Those of the shape that is given, or else of the first one's: a program may give a shape that is wrong."""
    shapes = [ball.value.shape for ball in balls] if given is None else [given.shape]
    return [ball for ball in balls if ball.value.shape == shapes[0]]


def _together(balls: Sequence[Ball]) -> Ball:
    """A ball that holds those that claim something; inf where none does."""
    shape = np.broadcast_shapes(*(ball.value.shape for ball in balls))
    values = np.array([np.broadcast_to(ball.value, shape) for ball in balls])
    radii = np.array([np.broadcast_to(ball.radius, shape) for ball in balls])
    claims = np.isfinite(radii) & np.isfinite(values)
    centre = np.take_along_axis(values, np.argmax(claims, axis=0)[None], axis=0)[0]
    with np.errstate(all="ignore"):
        spread = np.where(claims, np.abs(values - centre) + radii, 0.0).max(axis=0)
    return Ball(balls[0].fmt, centre, np.where(claims.any(axis=0), spread, np.inf))


def floats(values: Enclosures) -> Array:
    """The nearest floats."""
    return np.array([float(each.mid()) for each in values.flat], np.float64).reshape(values.shape)
