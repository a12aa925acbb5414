"""Where a link is wrong: conditions that hold at every wrong value, and at as few right ones as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Mask
from compare.chains.chain import EXAMPLES
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.quantities import beside_links
from compare.comparison.relations.seen import Seen, Values

SURE = 8.0  # decimal digits of the chance that all wrong values meet a condition that has nothing to do with them
FEW, MANY = 4, 8  # wrong values inside, and right ones outside, without which nothing is said
CONDITIONS = 2  # that are joined by "and"

Of = Callable[[Seen], Values]


class Place(NamedTuple):
    """A condition, and for each value whether it meets it."""

    said: str
    inside: Mask


def place(table: Table, wrong: Mask, right: Mask) -> Place | None:
    """The condition, of one part or two, that tells the wrong values from the right ones best; None if none does."""
    best, left = None, right
    if wrong.sum() < FEW or right.sum() < MANY:
        return None
    for _ in range(CONDITIONS):
        found = _best(table, wrong, left)
        if found is None:
            break
        best = found if best is None else Place(f"{best.said} and {found.said}", best.inside & found.inside)
        left = right & best.inside
        if not left.any():
            break
    return best


def _best(table: Table, wrong: Mask, right: Mask) -> Place | None:
    """The condition that all wrong values meet and the fewest right ones; the simplest of several."""
    total, found, fewest = wrong.sum() + right.sum(), None, right.sum()
    for each in _conditions(table, wrong, right):
        inside = (right & each.inside).sum()
        sure = wrong.sum() * np.log10(total / (wrong.sum() + inside))
        if inside < fewest and right.sum() - inside >= MANY and sure >= SURE and inside <= wrong.sum():
            found, fewest = each, inside
    return found


def _conditions(table: Table, wrong: Mask, right: Mask) -> Iterator[Place]:
    for said, mask in _plain(table):
        if mask[wrong].all():
            yield Place(said, mask)
    for worded, of in _numbers(table):
        values = table.column(of)
        if np.isfinite(values[wrong | right]).all():
            yield from _thresholds(worded, values, wrong, right)


def _thresholds(said: Callable[[str], str], values: Values, wrong: Mask, right: Mask) -> Iterator[Place]:
    """Where a number is 0, not 0, negative or positive; above or below what lies between wrong and right values."""
    for relation, mask in (
        ("= 0", values == 0),
        ("= 1", values == 1),
        ("< 0", values < 0),
        ("> 0", values > 0),
        ("≤ 0", values <= 0),
        ("≥ 0", values >= 0),
    ):
        if mask[wrong].all():
            yield Place(said(relation), mask)
    low, high = values[wrong].min(), values[wrong].max()
    below, above = values[right & (values < low)], values[right & (values > high)]
    if len(below):
        limit = _between(float(below.max()), float(low), upwards=True)
        yield Place(said(f"> {limit:g}"), values > limit)
    if len(above):
        limit = _between(float(high), float(above.min()), upwards=False)
        yield Place(said(f"< {limit:g}"), values < limit)


def _between(low: float, high: float, *, upwards: bool) -> float:
    """The number of fewest digits between two, so that > and < of it tell them apart."""
    if low < 0 < high:
        return 0.0
    if low.is_integer() and high.is_integer():
        return low if upwards else high
    for digits in range(1, 17):
        for limit in (float(f"{(low + high) / 2:.{digits}g}"), float(f"{low:.{digits}g}"), float(f"{high:.{digits}g}")):
            if low < limit < high:
                return limit
    return low if upwards else high


def _plain(table: Table) -> Iterator[tuple[str, Mask]]:
    """Which example, feature or component; which lengths; whether all labels are one."""
    for axis in table.own:
        index, length = table.column(partial(_index, axis)), table.column(partial(_length, axis))
        what = "example" if axis == EXAMPLES else "component"
        yield f"it is the first {what}", index == 0
        yield f"it is the second {what}", index == 1
        yield f"it is the last {what}", index == length - 1
        yield f"it is not the first {what}", index > 0
        yield f"it is not the last {what}", index < length - 1
        for k in (2, 3):
            for first in range(k):
                yield f"it is every {('second', 'third')[k - 2]} {what} from number {first + 1} on", index % k == first
    for k, a in enumerate(table.axes):
        for b in table.axes[k + 1 :]:
            one, other = table.column(partial(_length, a)), table.column(partial(_length, b))
            yield f"{a} = {b}", one == other
            yield f"{a} ≠ {b}", one != other
            yield f"{a} > {b}", one > other
            yield f"{a} < {b}", one < other
        length = table.column(partial(_length, a))
        for divisor in (2, 3, 4, 5, 8, 10, 16, 32):
            yield f"{a} is no multiple of {divisor}", length % divisor != 0
            yield f"{a} is a multiple of {divisor}", length % divisor == 0


def _numbers(table: Table) -> Iterator[tuple[Callable[[str], str], Of]]:
    """Numbers that a condition may be about, and how it is said."""
    for axis in table.axes:
        yield partial(_said, axis), partial(_length, axis)
    seen = table.every[0]
    for name in (*table.chain.inputs, *beside_links(table)):
        symbol, axes = table.chain.symbol(name), seen.axes[name]
        if name not in seen.operands:
            continue
        if set(axes) <= set(table.own):
            yield partial(_said, symbol), partial(_value, name)
            yield partial(_said, f"|{symbol}|"), partial(_size, name)
        elif {*axes} - {*table.own}:
            for which, reduce in (("some", np.max), ("every", np.min)):
                yield partial(_of_some, which, symbol, ">"), partial(_reduced, name, reduce, 1.0)
                yield partial(_of_some, which, f"|{symbol}|", ">"), partial(_reduced, name, reduce, 0.0)
            for which, reduce in (("some", np.min), ("every", np.max)):
                yield partial(_of_some, which, symbol, "<"), partial(_reduced, name, reduce, 1.0)
                yield partial(_of_some, which, f"|{symbol}|", "<"), partial(_reduced, name, reduce, 0.0)
    yield partial(_said, "the right value"), _right
    yield partial(_said, "the right value's size"), lambda seen: np.abs(seen.right)


def _said(symbol: str, relation: str) -> str:
    return f"{symbol} {relation}"


def _of_some(which: str, symbol: str, sign: str, relation: str) -> str:
    """Of the largest or the smallest number, which some or every number reaches."""
    largest = (which, sign) in (("some", ">"), ("every", "<"))
    if relation.startswith(sign):
        return f"{which} {symbol} {relation}"
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


def _right(seen: Seen) -> Values:
    return seen.right


def _length(axis: str, seen: Seen) -> Values:
    return np.full(seen.value.shape, float(seen.lengths[axis]))


def _index(axis: str, seen: Seen) -> Values:
    place = seen.lead + seen.own.index(axis)
    shape = [-1 if k == place else 1 for k in range(seen.value.ndim)]
    count = np.arange(seen.value.shape[place], dtype=np.float64).reshape(shape)
    return np.broadcast_to(count, seen.value.shape)
