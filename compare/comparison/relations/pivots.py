"""Where another formula may stand: the link itself or one before it that is not given; and a few values to refuse it.

Most formulas are refused at the probes: a few places whose right values are known sharply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import Mask
from compare.chains.chain import fed_by, partial_of
from compare.comparison.propagation import followed
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.seen import Numbers, Seen, Values
from compare.comparison.relations.terms import Term, product, terms

MOST_OF_ONE, PROBLEMS, BATCHES = 15, 4, 4  # values and problems of one batch, and batches, that refuse most formulas
CLOSE = 1e-6  # how near, relatively, these probes must be
LIFTED = 16  # terms whose products are carried on to a later link


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
