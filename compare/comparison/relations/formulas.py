"""Another formula that would give the wrong values: of one term or two, at the link or at one before it not given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import combinations

import numpy as np

from compare.arithmetic.balls import Ball
from compare.chains.chain import fed_by
from compare.comparison.propagation import followed
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.likeness import Likeness
from compare.comparison.relations.numbers import Number, within
from compare.comparison.relations.seen import Seen, Values
from compare.comparison.relations.terms import Term, products, terms

PROBES = 48  # values that refuse most formulas
CLOSE = 1e-6  # how near, relatively, the probes must be
PAIRS = 90  # terms of which two are added


class Pivot:
    """A link that is wrong, or one before it that is not given, where another formula may stand."""

    def __init__(self, table: Table, name: str) -> None:
        self.table, self.name = table, name
        self.here = name == table.link.name
        self.seens = {id(seen): Seen(seen.chain, name, seen.judgements, seen.operands) for seen in table.every}
        wrong = {
            key
            for seen in table.every
            for key, each in seen.judgements.items()
            if key in seen.given and each.outside[0].any()
        }
        self.terms = terms(self.seens[id(table.every[0])], frozenset(wrong))

    def ball(self, term: Term, seen: Seen) -> Ball:
        """What the wrong link would hold if the pivot were the term."""
        start = self.seens[id(seen)]
        ball = start.spread(term.ball(start))
        if self.here:
            return ball
        with np.errstate(all="ignore"):
            made = followed(seen.chain, self.name, ball, seen.link.name, seen.operands, seen.given)
        assert made is not None
        return seen.spread(first_side(made, seen))

    @cached_property
    def probes(self) -> list[int]:
        """Places whose right values are known sharply."""
        table = self.table
        with np.errstate(all="ignore"):
            sharpness = table.allowance / np.abs(table.value - table.right)
        good = np.flatnonzero((sharpness < CLOSE / 10) & np.isfinite(table.value))
        return list(good[:: max(1, len(good) // PROBES)][:PROBES])

    def columns(self, several: Sequence[Term]) -> Values:
        """Every term's numbers at the probes."""
        return np.array([self.numbers(term) for term in several]).reshape(len(several), len(self.probes))

    def numbers(self, term: Term) -> Values:
        """A term's numbers at the probes."""
        return self.table.column(lambda seen: self.ball(term, seen).value)[self.probes]


def first_side(ball: Ball, seen: Seen) -> Ball:
    """Without the axis of sides, which links have."""
    if ball.value.ndim == seen.value.ndim:
        return ball
    radius = np.broadcast_to(np.asarray(ball.radius), ball.value.shape)
    return Ball(ball.fmt, ball.value[0], radius[0])


def pivots(table: Table) -> list[Pivot]:
    """The link itself, then the partials before it that are not given and on which it depends, the nearest first."""
    given, chain = table.every[0].given, table.chain
    if fed_by(table.link.name):
        return []
    needed, found = {table.link.name}, []
    for link in reversed(chain.links[: chain.names.index(table.link.name) + 1]):
        if link.name not in needed:
            continue
        if link.name == table.link.name or (link.name not in given and link.role == "partial"):
            found.append(Pivot(table, link.name))
        needed |= {name for form in link.forms if form.kind == "right" for name in form.of if name not in given}
    return found


def formulas(table: Table) -> Iterator[Likeness]:
    """Sums of one term or two that may hold all values."""
    every = pivots(table)
    for pivot in every:
        if len(pivot.probes) >= 4:
            yield from _of_one(pivot)
    for pivot in every:
        if len(pivot.probes) >= 6:
            yield from _of_two(pivot)


def _of_one(pivot: Pivot) -> Iterator[Likeness]:
    target = pivot.table.value[pivot.probes]
    several = pivot.terms
    if pivot.here:
        base = pivot.columns(several)
        yield from _single(pivot, several, base, target)
        several = list(products(several))
        k = len(base)
        with np.errstate(all="ignore"):
            made = [base[i] * base[j] for i in range(1, k) for j in range(i, k)]
        yield from _single(pivot, several, np.array(made), target)
    else:
        several = [*several, *(term for term in products(several[: len(several)]) if "y" in term.said)][:400]
        yield from _single(pivot, several, pivot.columns(several), target)


def _single(pivot: Pivot, several: Sequence[Term], columns: Values, target: Values) -> Iterator[Likeness]:
    with np.errstate(all="ignore"):
        ratios = target / columns
        low, high = ratios.min(axis=1), ratios.max(axis=1)
        good = np.isfinite(ratios).all(axis=1) & (high - low <= CLOSE * np.abs(low)) & (low * high > 0)
    for k in np.flatnonzero(good):
        number = within(*sorted((low[k] - CLOSE * abs(low[k]), high[k] + CLOSE * abs(high[k]))))
        if number.exact:
            yield _told(pivot, ((number, several[k]),))


def _of_two(pivot: Pivot) -> Iterator[Likeness]:
    """Two terms, of the value or of what it is off by; found by least squares at the probes."""
    several = pivot.terms[:PAIRS]
    columns = pivot.columns(several)
    usable = np.isfinite(columns).all(axis=1) & (columns != 0).any(axis=1)
    target = pivot.table.value[pivot.probes]
    scale = np.abs(target) + 1e-300
    pairs = np.array(list(combinations(np.flatnonzero(usable), 2)))
    if not len(pairs):
        return
    size = np.abs(columns).max(axis=1)
    size[size == 0] = 1
    rows = columns / size[:, None]
    for less in (False, True):
        aim = target - pivot.table.right[pivot.probes] if less else target
        weight = 1 / (np.abs(aim) + 1e-9 * scale)
        a, b, t = rows[pairs[:, 0]] * weight, rows[pairs[:, 1]] * weight, aim * weight
        with np.errstate(all="ignore"):
            aa, bb, ab = (a * a).sum(1), (b * b).sum(1), (a * b).sum(1)
            at, bt = a @ t, b @ t
            det = aa * bb - ab * ab
            p, q = (bb * at - ab * bt) / det, (aa * bt - ab * at) / det
            off = np.abs(p[:, None] * a + q[:, None] * b - t).max(axis=1)
        for k in np.flatnonzero((off < 1e-5) & np.isfinite(off)):
            i, j = pairs[k]
            numbers = [_near(p[k] / size[i]), _near(q[k] / size[j])]
            if all(number is not None for number in numbers):
                first, second = numbers
                yield _told(pivot, ((first, several[i]), (second, several[j])), less)


def _near(value: float) -> Number | None:
    """The simple number that it is but for what least squares loses."""
    if abs(value) < 1e-12:
        return None
    number = within(*sorted((value * (1 - 1e-5), value * (1 + 1e-5))))
    return number if number.exact and len(number.said) <= 5 else None


def _told(pivot: Pivot, parts: Sequence[tuple[Number, Term]], less: bool = False) -> Likeness:
    formula = "the right value" if less else ""
    ordered = sorted(parts, key=lambda part: part[0].value < 0)
    for number, term in ordered if not less else parts:
        sign = "−" if number.value < 0 else "+"
        size = number.said.lstrip("−")
        product = size if term.said == "1" else term.factor if size == "1" else f"{size}·{term.factor}"
        product = term.said if len(parts) == 1 and size == "1" and not less and sign == "+" else product
        formula += f" {sign} {product}" if formula else f"{'−' if sign == '−' else ''}{product}"
    symbol = pivot.table.chain.symbol(pivot.name)
    said = f"it is {formula}" if pivot.here else f"as if {symbol} were {formula}"
    return Likeness(said, partial(_made, pivot, tuple(parts), less))


def _made(pivot: Pivot, parts: Sequence[tuple[Number, Term]], less: bool, seen: Seen) -> list[Ball]:
    with np.errstate(all="ignore"):
        total = sum_of([number.value * pivot.ball(term, seen) for number, term in parts])
        return [ball + total for ball in seen.rights] if less else [total]


def sum_of(balls: Sequence[Ball]) -> Ball:
    """The balls added."""
    first, *others = balls
    for ball in others:
        first = first + ball
    return first
