"""Steps: what v − v⁺ is in units of α ∂J/∂v, and of what else a parameter may be moved by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from compare.arithmetic.balls import Ball
from compare.chains.chain import fed_by, partial_of
from compare.comparison.relations.factors import added, bracketed, product
from compare.comparison.relations.fitting import Column, Factor, Table
from compare.comparison.relations.likeness import Likeness
from compare.comparison.relations.quantities import RATE, named, sign_of
from compare.comparison.relations.seen import Seen


def steps(table: Table, columns: Sequence[Column]) -> Iterator[Likeness]:
    """What is said of a link v⁺: the step first, then what moves the parameter besides."""
    v = fed_by(table.link.name)
    gradients = [name for name in table.chain.names if (partial_of(name) or ("", ""))[1] == v and name.startswith("dJ")]
    if not v or not gradients or RATE not in table.chain.inputs:
        return
    gradient, symbol = gradients[0], table.chain.symbol(gradients[0])
    parameter = table.quantity(v, partial(named, v))
    if (table.value == parameter.values).all():
        yield Likeness(f"there is no step: {table.link.symbol} is {v}", lambda seen: [named(v, seen)])
    for powers in (1, 2, 0, -1):
        made = partial(_step, gradient, powers)
        step = table.quantity(f"{('1/α ·', '', 'α ·', 'α² ·')[powers + 1]} {symbol}".strip(), made)
        # the parameter's own rounding is in the allowance of v⁺
        for factor in table.factors(parameter.values - table.value, table.allowance, step):
            yield Likeness(_told(factor, powers, step), partial(_stepped, v, factor, step))
    sign = table.quantity(f"sign({symbol})", partial(sign_of, gradient))
    for column in (*columns, sign):
        moved = table.quantity(f"α·{column.said}".replace("α·1", "α"), partial(_rated, column))
        for factor in table.factors(table.value - table.right, table.allowance, moved, 6):
            said = f"the step is off: {table.link.symbol} is the right value {added(factor, moved)}"
            yield Likeness(said, partial(_off, factor, moved))
        for factor in table.factors(parameter.values - table.value, table.allowance, moved, 6):
            said = f"the step is {product(factor, moved)}, not α · {symbol}"
            yield Likeness(said, partial(_stepped, v, factor, moved))


def _told(factor: Factor, powers: int, step: Column) -> str:
    if powers != 1:
        return f"the step is {product(factor, step)}"
    if factor.said == "−1":
        return "the sign of the step is lost"
    if not any(each in factor.said for each in "−/ ") and factor.number.value >= 1:
        return f"the step is {factor.said} times too long"
    return f"the step is {bracketed(factor.said)} × the right one"


def _step(gradient: str, powers: int, seen: Seen) -> Ball:
    ball = named(gradient, seen)
    for _ in range(powers):
        ball = ball * named(RATE, seen)
    return ball / named(RATE, seen) if powers < 0 else ball


def _rated(column: Column, seen: Seen) -> Ball:
    return seen.spread(column.ball(seen)) * named(RATE, seen)


def _stepped(v: str, factor: Factor, step: Column, seen: Seen) -> list[Ball]:
    return [named(v, seen) - factor.at(seen.lengths) * seen.spread(step.ball(seen))]


def _off(factor: Factor, moved: Column, seen: Seen) -> list[Ball]:
    more = factor.at(seen.lengths) * moved.ball(seen)
    return [ball + more for ball in seen.rights]
