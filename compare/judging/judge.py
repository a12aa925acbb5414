"""Judging: every link of every side against the link's definition at that side's own operands.

The sides' values are stacked on a new first axis, so one evaluation of a form judges all of them. A value is *right*
when some right form's ball holds it, *clamped* when only a reference's documented clamp does, *unclaimed* when no right
form claims anything there (or when it is no number, and some right form claims nothing), and *outside* otherwise. A
link that a side does not give is carried: a ball around what its right forms claim stands in for its value, and its
radius widens the balls that depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from compare.arithmetic.balls import Ball, hull
from compare.arithmetic.precision import Array, format_of
from compare.chains.chain import Chain, Form, Link
from compare.judging.carrying import Carried
from compare.judging.contract import TraceError
from compare.judging.judgement import Judgement

Trace = Mapping[str, Array]

LARGE = 4096  # numbers in an input from which several links' arrays together reach the 128 KiB that glibc gives back


def judge(
    chain: Chain, problem: Mapping[str, Array], traces: Sequence[Trace], *, own_problems: bool = False
) -> Iterator[Judgement]:
    """Yield one judgement a link, in the chain's order.

    `own_problems`: each side has problems of its own, so that the problem's arrays lead with the axis of sides, too.
    Dtypes and equal shapes must have been checked (see `contract`), and every link must be given by at least one side.
    Raises `TraceError` for a link whose shape is not its definition's.
    """
    known = inputs(chain, problem)
    if max(ball.value.size for ball in known.values()) > LARGE:
        _let_freed_memory_stay()
    carried = Carried(chain) if any(len(trace) < len(chain.links) for trace in traces) else None
    unstacked = () if own_problems else chain.inputs
    for link in chain.links:
        judgement = Judgement(link, *_stacked([trace.get(link.name) for trace in traces]))
        with np.errstate(all="ignore"):
            known[link.name] = judgement.operand = _weigh_all(judgement, known, carried, unstacked)
        yield judgement


@cache
def _let_freed_memory_stay() -> None:
    """Free one block just under 32 MiB, whose pages are never touched, once in a process.

    glibc's malloc returns a freed array's pages to the kernel unless a larger block was freed before (mallopt(3),
    M_MMAP_THRESHOLD, up to 32 MiB). Without this, judging (1000, 100) a second time meets 5,700 page faults, which take
    more than half of its time; with it, none.
    """
    np.empty(31 * 2**20, np.uint8)


def _stacked(rows: Sequence[Array | None]) -> tuple[Array, list[bool]]:
    """The sides' values in float64, nan where a side gives none, and which sides give them."""
    given = [row is not None for row in rows]
    if all(given):
        return np.array(rows, np.float64), given
    like = next(row for row in rows if row is not None)
    return np.array([np.full(like.shape, np.nan) if row is None else row for row in rows], np.float64), given


def carry(chain: Chain, problem: Mapping[str, Array]) -> dict[str, Ball]:
    """Every link as a ball from the inputs alone: what rounding may do to a side of which nothing is given."""
    known = inputs(chain, problem)
    with np.errstate(all="ignore"):
        for link in chain.links:
            known[link.name] = hull([f.rule(*(known[k] for k in f.of)) for f in link.forms if f.kind == "right"])
    return known


def inputs(chain: Chain, problem: Mapping[str, Array]) -> dict[str, Ball]:
    """What the chain takes from the problem, as exact balls."""
    fmt = format_of(next(iter(problem.values())).dtype)
    return {name: Ball(fmt, np.asarray(problem[name], np.float64)) for name in chain.inputs}


def _weigh_all(
    judgement: Judgement, known: Mapping[str, Ball], carried: Carried | None, unstacked: Sequence[str]
) -> Ball:
    """Weigh the forms until every value is held; return the link as an operand of later links."""
    balls = []
    for index, form in enumerate(judgement.link.forms) if carried is None else _sharpest_first(judgement.link, known):
        ball = form.rule(*(known[name] for name in form.of))
        _check_shape(judgement, ball, stacked=any(name not in unstacked for name in form.of))
        if carried is not None:
            carried.note_doubt(judgement, form, known)
        if judgement.weigh(index, form, ball, known):
            break
        if form.kind == "right":
            balls.append(ball)
    value = judgement.value
    if judgement.well_within:
        return Ball(ball.fmt, value)
    if not judgement.all_held:
        for index, form in enumerate(judgement.link.forms):
            if form.kind == "right":
                judgement.weigh_beyond(index, form, known)
        if carried is not None:
            carried.weigh_clamps(judgement, known)
    judgement.settle()
    if carried is None or all(judgement.given):
        finite = np.isfinite(value)
        return Ball(ball.fmt, value, 0.0 if finite.all() else np.where(finite, 0.0, np.inf))
    return carried.stand_in(judgement, balls, known)


def _check_shape(judgement: Judgement, ball: Ball, *, stacked: bool) -> None:
    shape, expected = judgement.value.shape[1:], ball.value.shape[int(stacked) :]
    if shape != expected:
        name = judgement.link.name
        raise TraceError(f"both sides' {name} have shape {shape}; its definition gives {expected}", "shape")


def _sharpest_first(link: Link, known: Mapping[str, Ball]) -> list[tuple[int, Form]]:
    """The forms and their indices, those whose operands are all given before those that take what is carried."""

    def rank(indexed: tuple[int, Form]) -> tuple[bool, bool]:
        form = indexed[1]
        return form.kind == "clamp", not all(known[name].exact for name in form.of)

    return sorted(enumerate(link.forms), key=rank)
