"""Another formula that would give the wrong values: of one term or two, at the link or at one before it not given."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import combinations_with_replacement, islice

import numpy as np
from numpy.typing import NDArray

from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import Mask
from compare.chains.chain import fed_by, partial_of
from compare.comparison.propagation import followed
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.likeness import Likeness
from compare.comparison.relations.losses import other_losses
from compare.comparison.relations.numbers import Number, within
from compare.comparison.relations.seen import Numbers, Seen, Values
from compare.comparison.relations.terms import Term, product, terms

MOST_OF_ONE, PROBLEMS, BATCHES = 15, 4, 4  # values and problems of one batch, and batches, that refuse most formulas
CLOSE = 1e-6  # how near, relatively, these probes must be
LIFTED = 16  # terms whose products are carried on to a later link
PAIRED, FITTED = 220, 20_000  # terms of which two are added, and sums that are looked at
TRIED = 25  # likenesses of one kind that are tried on all values
LEVEL = 1e-4  # of the middle value: smaller ones do not count for more
FEWEST = 5


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
    def probes(self) -> list[tuple[Seen, Mask]]:
        """Places whose right values are known sharply, in a few of the problems of a few batches."""
        found: list[tuple[Seen, Mask]] = []
        for seen in self.table.every:
            with np.errstate(all="ignore"):
                sharp = seen.allowance < CLOSE / 10 * np.abs(seen.value - seen.right)
            if self.table.where is not None:
                sharp &= self.table.where(seen)
            sharp &= np.isfinite(seen.value) & ((seen.allowance < CLOSE / 10 * np.abs(seen.value)) | (seen.value == 0))
            if seen.lead:
                sharp[_problems(sharp)[PROBLEMS:]] = False
            places = np.flatnonzero(sharp)
            chosen = np.zeros(sharp.size, bool)
            chosen[places[:: len(places) // MOST_OF_ONE + 1]] = True
            if len(places):
                found.append((seen, chosen.reshape(sharp.shape)))
        found.sort(key=lambda each: -int(each[1].sum()))
        return found[:BATCHES]

    def at_probes(self, of: Callable[[Seen], Numbers]) -> Values:
        """Numbers at the probes."""
        taken = [np.broadcast_to(of(seen), seen.value.shape)[mask] for seen, mask in self.probes]
        return np.concatenate(taken).astype(np.float64) if taken else np.zeros(0)

    @cached_property
    def tried(self) -> tuple[list[Term], Values]:
        """Single terms, then products of two, with what each makes of the wrong link at the probes."""
        pairs = list(combinations_with_replacement(range(1, len(self.terms)), 2))
        if not self.here:
            pairs = [pair for pair in pairs if pair[0] < LIFTED]
        several = [*self.terms, *(product(self.terms[i], self.terms[j]) for i, j in pairs)]
        columns = [self._lifted(seen, mask, pairs) for seen, mask in self.probes]
        return several, np.concatenate(columns, axis=1) if columns else np.zeros((len(several), 0))

    def _lifted(self, seen: Seen, mask: Mask, pairs: Sequence[tuple[int, int]]) -> Values:
        """What all terms make of the wrong link at the probes, on an axis in front."""
        start = self.seens[id(seen)]
        rows = _problems(mask) if seen.lead == 1 else slice(None)
        with np.errstate(all="ignore"):
            single = np.array([start.spread(term.ball(start)).value[rows] for term in self.terms])
            single = single[:, mask[rows]] if self.here else single
            first, second = np.array(pairs).T
            stack = np.concatenate([single, single[first] * single[second]])
            if self.here:
                return stack
            known = {name: Ball(ball.fmt, seen.operand(name).value[rows]) for name, ball in seen.operands.items()}
            made = followed(seen.chain, self.name, Ball(seen.rights[0].fmt, stack), seen.link.name, known, seen.given)
        assert made is not None
        return np.asarray(made.value, np.float64)[:, mask[rows]]

    @cached_property
    def target(self) -> Values:
        """The wrong values at the probes."""
        return self.at_probes(lambda seen: seen.value)

    @cached_property
    def off(self) -> Values:
        """What they are off by."""
        return self.at_probes(lambda seen: seen.value - seen.right)


def _problems(mask: Mask) -> NDArray[np.intp]:
    """The problems of a batch in which some value is meant."""
    return np.flatnonzero(mask.reshape(len(mask), -1).any(axis=1))


def first_side(ball: Ball, seen: Seen) -> Ball:
    """Without the axis of sides, which links have."""
    if ball.value.ndim == seen.value.ndim:
        return ball
    radius = np.broadcast_to(np.asarray(ball.radius), ball.value.shape)
    return Ball(ball.fmt, ball.value[0], radius[0])


def pivots(table: Table) -> list[Pivot]:
    """The link itself, then the nearest of the loss' partials before it that are not given.

    Of those in what the chain computes the nearest, then of those in its parameters.
    """
    given, chain = table.every[0].given, table.chain
    found = [Pivot(table, table.link.name)]
    if fed_by(table.link.name) or table.where is not None:
        return [] if fed_by(table.link.name) else found
    needed: set[str] = {table.link.name}
    nearest: dict[bool, str] = {}
    for link in reversed(chain.links[: chain.names.index(table.link.name) + 1]):
        if link.name in needed:
            loss, by = partial_of(link.name) or ("", "")
            if link.role == "partial" and loss == "L" and link.name not in (*given, table.link.name):
                nearest.setdefault(by in chain.inputs, link.name)
            needed |= {name for form in link.forms if form.kind == "right" for name in form.of if name not in given}
    return [*found, *(Pivot(table, nearest[key]) for key in (False, True) if key in nearest)]


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
