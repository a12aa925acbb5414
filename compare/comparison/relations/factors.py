"""Values that are a factor times the right one, or times what stands beside; and differences from the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from compare.arithmetic.balls import Ball
from compare.comparison.relations.fitting import Column, Factor, Table
from compare.comparison.relations.likeness import Likeness
from compare.comparison.relations.seen import Seen

FEW = 6  # quotients of lengths that are tried with what stands beside: 1, n, 1/n …


def multiples(table: Table) -> Iterator[Likeness]:
    """c × the right value, with c a number, a quotient of lengths, or both."""
    right = Column("", lambda seen: Ball(seen.rights[0].fmt, seen.right), table.right, table.allowance)
    for factor in table.factors(table.value, table.allowance, right):
        lost = ": a sign is lost" if factor.said == "−1" else ""
        yield Likeness(f"{bracketed(factor.said)} × the right value{lost}", partial(_times, factor))


def stand_ins(table: Table, columns: Sequence[Column]) -> Iterator[Likeness]:
    """0, or a factor times something else that stands beside."""
    if not table.value.any():
        yield Likeness("it is 0", lambda seen: [Ball(seen.rights[0].fmt, np.zeros(seen.value.shape))])
    for column in columns:
        for factor in table.factors(table.value, table.allowance * 2.0**-8, column, FEW):
            yield Likeness(f"it is {product(factor, column)}", partial(_instead, factor, column))


def products(table: Table, columns: Sequence[Column]) -> Iterator[Likeness]:
    """The right value times, or over, what stands beside."""
    for column in columns:
        if column.said == "1":
            continue
        with np.errstate(all="ignore"):
            times = Column("", column.ball, table.right * column.values, table.allowance * np.abs(column.values))
            over = Column("", column.ball, table.right / column.values, table.allowance / np.abs(column.values))
        for factor in table.factors(table.value, table.allowance * np.abs(column.values), times, FEW):
            yield Likeness(f"{product(factor, column)} × the right value", partial(_multiplied, factor, column))
        for factor in table.factors(table.value, table.allowance / np.abs(column.values), over, FEW):
            said = f"{factor.said} × the right value" if factor.said != "1" else "the right value"
            yield Likeness(f"{said} over {column.said}", partial(_divided, factor, column))


def differences(table: Table, columns: Sequence[Column]) -> Iterator[Likeness]:
    """The right value and so much of what stands beside."""
    for column in columns:
        for factor in table.factors(table.value - table.right, table.allowance, column, FEW):
            yield Likeness(f"the right value {added(factor, column)}", partial(_added, factor, column))


def bracketed(said: str) -> str:
    """A sum in brackets, so that it is a factor."""
    return f"({said})" if " + " in said.lstrip("−(") or " − " in said.lstrip("−(") else said


def product(factor: Factor, column: Column) -> str:
    """0.1·w; w alone for a factor of 1; the factor alone of 1."""
    if column.said == "1":
        return factor.said
    sign, rest = ("−", factor.said[1:]) if factor.said.startswith("−") else ("", factor.said)
    if rest == "1":
        return sign + column.said
    return f"{sign}({rest})·{column.said}" if "/" in rest else f"{sign}{rest}·{column.said}"


def added(factor: Factor, column: Column) -> str:
    """+ 0.1·w, − w."""
    said = product(factor, column)
    return f"− {said[1:]}" if said.startswith("−") else f"+ {said}"


def _times(factor: Factor, seen: Seen) -> list[Ball]:
    return [factor.at(seen.lengths) * ball for ball in seen.rights]


def _instead(factor: Factor, column: Column, seen: Seen) -> list[Ball]:
    return [factor.at(seen.lengths) * column.ball(seen)]


def _added(factor: Factor, column: Column, seen: Seen) -> list[Ball]:
    more = factor.at(seen.lengths) * seen.spread(column.ball(seen))
    return [ball + more for ball in seen.rights]


def _multiplied(factor: Factor, column: Column, seen: Seen) -> list[Ball]:
    by = factor.at(seen.lengths) * seen.spread(column.ball(seen))
    return [ball * by for ball in seen.rights]


def _divided(factor: Factor, column: Column, seen: Seen) -> list[Ball]:
    by = seen.spread(column.ball(seen))
    return [factor.at(seen.lengths) * (ball / by) for ball in seen.rights]
