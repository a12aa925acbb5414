"""Numbers beside a value that a condition may be about: lengths, places, inputs, links, and what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from compare.chains.chain import EXAMPLES
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.quantities import beside_links
from compare.comparison.relations.seen import Seen, Values

FITTED = 6.0  # bits that a limit takes, if it is a number of few digits
NEAR, FAR = 4.0, 7.0  # bits for a number that the link is made of, and for another


class Measure(NamedTuple):
    """A number: how a relation to it is worded, what it is, and the bits that it takes to say; `counts` whole ones."""

    said: Callable[[str], str]
    of: Callable[[Seen], Values]
    bits: float
    fitted: float = FITTED
    counts: bool = False


def measures(table: Table) -> Iterator[Measure]:
    """All of them, the simplest first."""
    seen = table.every[0]
    for axis in table.axes:
        yield Measure(partial(_said, axis), partial(length_of, axis), NEAR, 2.0, counts=True)
    for axis in table.own:
        what = "example" if axis == EXAMPLES else "component"
        yield Measure(partial(_said, f"the {what}'s number"), partial(_number_of, axis), NEAR, 2.0, counts=True)
    taken = {name for form in seen.link.forms if form.kind == "right" for name in form.of}
    yield from _residuals(seen)
    for name in (*table.chain.inputs, *beside_links(table)):
        if name in seen.operands:
            yield from _of_one(table, name, NEAR if name in taken or name == "z" else FAR)
    yield Measure(partial(_said, "the right value"), lambda seen: seen.right, NEAR)
    yield Measure(partial(_said, "the right value's size"), lambda seen: np.abs(seen.right), NEAR)


def _of_one(table: Table, name: str, bits: float) -> Iterator[Measure]:
    """An input or a link: itself and its size; its extremes along the axes that the own link lacks."""
    symbol, axes = table.chain.symbol(name), table.every[0].axes[name]
    fitted = FITTED + (name in table.chain.inputs)
    if set(axes) <= set(table.own):
        yield Measure(partial(_said, symbol), partial(_value, name), bits, fitted)
        yield Measure(partial(_said, f"|{symbol}|"), partial(_size, name), bits, fitted)
    else:
        for sign, reductions in ((">", (np.max, np.min)), ("<", (np.min, np.max))):
            for some, reduce in zip(("some", "every"), reductions, strict=True):
                yield Measure(partial(_of_some, some, symbol, sign), partial(_reduced, name, reduce, 1.0), bits + 1)
                size = partial(_of_some, some, f"|{symbol}|", sign)
                yield Measure(size, partial(_reduced, name, reduce, 0.0), bits + 1)


def _residuals(seen: Seen) -> Iterator[Measure]:
    """|ŷ − y| where it stands beside."""
    beside = {"y", "y_hat"} <= seen.operands.keys() and set(seen.axes["y_hat"]) <= set(seen.own)
    if beside and "y_hat" in seen.chain.names and seen.link.name != "y_hat":
        yield Measure(partial(_said, "|ŷ − y|"), _residual, NEAR + 1)


def _residual(seen: Seen) -> Values:
    return np.abs(_value("y_hat", seen) - _value("y", seen))


def _said(symbol: str, relation: str) -> str:
    return f"{symbol} {relation}"


def _of_some(some: str, symbol: str, sign: str, relation: str) -> str:
    """Of the largest or the smallest number, which some or every number reaches."""
    largest = (some, sign) in (("some", ">"), ("every", "<"))
    if relation.startswith(sign):
        return f"{some} {symbol} {relation}"
    if relation == "= 0" and symbol.startswith("|"):
        return f"{'every' if largest else 'some'} {symbol} = 0"
    return f"the {'largest' if largest else 'smallest'} {symbol} {relation}"


def _value(name: str, seen: Seen) -> Values:
    return np.asarray(seen.beside(seen.operand(name), seen.axes[name]).value, np.float64)


def _size(name: str, seen: Seen) -> Values:
    return np.abs(_value(name, seen))


def _reduced(name: str, reduce: Callable[..., Values], signed: float, seen: Seen) -> Values:
    axes, ball = seen.axes[name], seen.operand(name)
    left = [axis for axis in axes if axis in seen.own]
    over = tuple(k - len(axes) for k, axis in enumerate(axes) if axis not in seen.own)
    values = reduce(ball.value if signed else np.abs(ball.value), axis=over)
    return np.asarray(seen.beside(type(ball)(ball.fmt, values), left).value, np.float64)


def length_of(axis: str, seen: Seen) -> Values:
    """The axis' length, beside every value."""
    return np.full(seen.value.shape, float(seen.lengths[axis]))


def index_of(axis: str, seen: Seen) -> Values:
    """The place along an axis, from 0."""
    place = seen.lead + seen.own.index(axis)
    shape = [-1 if k == place else 1 for k in range(seen.value.ndim)]
    count = np.arange(seen.value.shape[place], dtype=np.float64).reshape(shape)
    return np.broadcast_to(count, seen.value.shape)


def _number_of(axis: str, seen: Seen) -> Values:
    return index_of(axis, seen) + 1
