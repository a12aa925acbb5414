"""Another formula that would give the wrong values: of one term or two, at the link or at one before it not given."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

import numpy as np

from compare.arithmetic.balls import Ball
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.likeness import Likeness
from compare.comparison.relations.losses import other_losses
from compare.comparison.relations.numbers import Number, within
from compare.comparison.relations.pivots import CLOSE, Pivot, pivots
from compare.comparison.relations.seen import Seen, Values
from compare.comparison.relations.terms import Term

PAIRED, FITTED = 220, 20_000  # terms of which two are added, and sums that are looked at
TRIED = 25  # likenesses of one kind that are tried on all values
LEVEL = 1e-4  # of the middle value: smaller ones do not count for more
FEWEST = 5


def formulas(table: Table) -> Iterator[Likeness]:
    """Sums of one term or two that may hold all values, or what they are off by."""
    every = [(pivot, *pivot.tried) for pivot in pivots(table) if len(pivot.target) >= FEWEST]
    for pivot, *_ in every:
        for term in other_losses(pivot.seens[id(table.every[0])]):
            yield _told(pivot, ((Number(1.0, "1"), term),))
    for pivot, several, columns in every:
        yield from islice(_of_one(pivot, several, columns, pivot.target, less=False), TRIED)
    for pivot, several, columns in every:
        if pivot.here:
            yield from islice(_of_one(pivot, several, columns, pivot.off, less=True), TRIED)
        yield from islice(_of_two(pivot, several, columns, less=False), TRIED)
    for pivot, several, columns in every:
        if pivot.here:
            yield from islice(_of_two(pivot, several, columns, less=True), TRIED)


def _of_one(
    pivot: Pivot, several: Sequence[Term], columns: Values, target: Values, *, less: bool
) -> Iterator[Likeness]:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # rows without a number
        ratios = np.where((target == 0) & (columns == 0), np.nan, target / columns)
        low, high = np.nanmin(ratios, axis=1), np.nanmax(ratios, axis=1)
        enough = np.isfinite(ratios).sum(axis=1) >= FEWEST
        good = np.isfinite(low) & enough & (high - low <= CLOSE * np.abs(low)) & (low * high > 0)
    for k in np.flatnonzero(good):
        number = within(*sorted((low[k] - CLOSE * abs(low[k]), high[k] + CLOSE * abs(high[k]))))
        if number.exact:
            yield _told(pivot, ((number, several[int(k)]),), less)


def _of_two(pivot: Pivot, several: Sequence[Term], columns: Values, *, less: bool) -> Iterator[Likeness]:
    """Two terms, of the value or of what it is off by; found by least squares at the probes."""
    aim = pivot.off if less else pivot.target
    usable = np.isfinite(columns).all(axis=1) & (columns != 0).any(axis=1)
    usable &= np.array([not less or "the right value" not in term.said for term in several])
    chosen = np.flatnonzero(usable)[:PAIRED]
    size = np.abs(columns).max(axis=1)
    size[size == 0] = 1
    weight = 1 / (np.abs(aim) + LEVEL * np.median(np.abs(aim)) + 1e-300)
    rows, t = (columns / size[:, None] * weight)[chosen], aim * weight
    first, second = np.triu_indices(len(chosen), 1)
    with np.errstate(all="ignore"):
        gram, onto = rows @ rows.T, rows @ t
        aa, bb, ab = gram[first, first], gram[second, second], gram[first, second]
        det = aa * bb - ab * ab
        p = (bb * onto[first] - ab * onto[second]) / det
        q = (aa * onto[second] - ab * onto[first]) / det
        left = np.abs(p * onto[first] + q * onto[second] - t @ t)
    near = np.flatnonzero((left < 1e-6 * (t @ t)) & np.isfinite(p))[:FITTED]
    off = np.abs(p[near, None] * rows[first[near]] + q[near, None] * rows[second[near]] - t).max(axis=1, initial=0)
    for k in near[off < 1e-5]:
        i, j = int(chosen[first[k]]), int(chosen[second[k]])
        one, other = _near(p[k] / size[i]), _near(q[k] / size[j])
        if one is not None and other is not None:
            yield _told(pivot, ((one, several[i]), (other, several[j])), less)


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
