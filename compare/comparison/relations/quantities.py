"""What stands beside the values of a link: inputs, parameters and their parts, other links, 1, and α."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from compare.arithmetic.balls import Ball
from compare.arithmetic.operations import absolute, mean_over, total
from compare.chains.chain import EXAMPLES, fed_by
from compare.comparison.relations.fitting import Column, Table
from compare.comparison.relations.seen import Seen

RATE = "lr"
Made = tuple[str, Callable[[Seen], Ball]]


def quantities(table: Table) -> list[Column]:
    """The columns beside a link's values, the likeliest first."""
    made = [*_whole(table), *parts(table.every[0], tuple(beside_links(table))), *_means(table)]
    rated = [each for name in _weights(table) for each in _weighted(table, name, made)]
    return [table.quantity(said, ball) for said, ball in (*made, *rated)]


def _weights(table: Table) -> list[str]:
    """Numbers that are neither moved by descent nor its rate: a penalty's λ."""
    axes, moved = table.every[0].axes, (*table.chain.parameters, RATE)
    return [name for name in table.chain.inputs if not axes[name] and name not in moved]


def _weighted(table: Table, name: str, made: Sequence[Made]) -> Iterator[Made]:
    symbol = table.chain.symbol(name)
    for said, ball in made:
        if said not in ("1", "α", symbol):
            yield f"{symbol}·{said}", partial(_product, name, ball)


def one(seen: Seen) -> Ball:
    """1 beside every value."""
    return Ball(seen.rights[0].fmt, np.ones(seen.value.shape))


def named(name: str, seen: Seen) -> Ball:
    """An input or a link with some of the own link's axes."""
    return seen.beside(seen.operand(name), seen.axes[name])


def _whole(table: Table) -> Iterator[Made]:
    """Parameters, other inputs and links that do not follow from this one; then 1 and α."""
    axes, chain = table.every[0].axes, table.chain
    names = [*chain.parameters, *(name for name in chain.inputs if name not in (*chain.parameters, RATE))]
    for name in (*names, *beside_links(table)):
        if set(axes[name]) <= set(table.own) and name in table.every[0].operands:
            yield chain.symbol(name), partial(named, name)
            if name in chain.inputs and name not in ("y", RATE):
                yield f"sign({chain.symbol(name)})", partial(sign_of, name)
                yield f"|{chain.symbol(name)}|", partial(_size, name)
    yield "1", one
    if RATE in chain.inputs:
        yield "α", partial(named, RATE)


def beside_links(table: Table) -> list[str]:
    """The links that are not made from this one, nor a step, and that are right."""
    reached = {table.link.name}
    found = []
    for link in table.chain.links:
        if any(reached.intersection(form.of) for form in link.forms):
            reached.add(link.name)
        elif link.name != table.link.name and not fed_by(link.name) and _right(table, link.name):
            found.append(link.name)
    return found


def _right(table: Table, name: str) -> bool:
    return not any(seen.judgements[name].outside[0].any() for seen in table.every)


def parts(seen: Seen, links: Sequence[str] = ()) -> Iterator[Made]:
    """Of a vector of parameters, or of partials in them: its first and last, its sum, its square."""
    axes, chain = seen.axes, seen.chain
    for name in (*chain.inputs, *links):
        if len(axes[name]) == 1 and axes[name][0] != EXAMPLES:
            symbol = chain.symbol(name)
            if EXAMPLES not in seen.own:
                yield f"{symbol}₁", partial(_element, name, 0)
                yield f"the last {symbol}", partial(_element, name, -1)
                yield f"Σ {symbol}", partial(_sum, name)
            if EXAMPLES not in seen.own or name in chain.inputs:
                yield f"‖{symbol}‖²", partial(_square, name)


def _means(table: Table) -> Iterator[Made]:
    """The mean over the examples of what stands beside a mean; of x, its first feature."""
    axes, chain = table.every[0].axes, table.chain
    for name in chain.inputs:
        if EXAMPLES in axes[name] and EXAMPLES not in table.own and set(axes[name]) - {EXAMPLES} <= set(table.own):
            yield f"the mean of {chain.symbol(name)}", partial(_mean, name)


def sign_of(name: str, seen: Seen) -> Ball:
    """1, −1 or 0; nothing is claimed where it is not known which."""
    ball = named(name, seen)
    known = np.abs(ball.value) >= ball.radius
    return Ball(ball.fmt, np.sign(ball.value), np.where(known, 0.0, np.inf))


def _size(name: str, seen: Seen) -> Ball:
    size: Ball = absolute(named(name, seen))
    return size


def _product(name: str, ball: Callable[[Seen], Ball], seen: Seen) -> Ball:
    return named(name, seen) * seen.spread(ball(seen))


def _element(name: str, index: int, seen: Seen) -> Ball:
    return seen.beside(seen.operand(name).moved(lambda values: values[..., index]), ())


def _sum(name: str, seen: Seen) -> Ball:
    return seen.beside(total(seen.operand(name), axis=-1), ())


def _square(name: str, seen: Seen) -> Ball:
    ball = seen.operand(name)
    return seen.beside(total(ball * ball, axis=-1), ())


def _mean(name: str, seen: Seen) -> Ball:
    axes = seen.axes[name]
    left = [axis for axis in axes if axis != EXAMPLES]
    return seen.beside(mean_over(seen.operand(name), axis=axes.index(EXAMPLES) - len(axes)), left)
