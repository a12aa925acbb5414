"""The mistakes of a chain that the catalogue has no entries for: those that it names itself, then generic ones.

A form that gives the right values on a generic problem, or those of an earlier mistake, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from compare.arithmetic.balls import Ball
from compare.chains.chain import Chain, Form, Link
from compare.chains.evaluation import axes_of
from compare.chains.trial import apart, generic_problem
from compare.mistakes.generated.alterations import exchanged, other_way_round
from compare.mistakes.generated.variants import made_wrong, mistake
from compare.mistakes.mistake import SQUARE, Mistake, MistakeAt, Slip, wrong


def generic_mistakes(chain: Chain, needs: str = "") -> tuple[MistakeAt, ...]:
    """The mistakes of a chain, in its order of links. The forms that need a square matrix are right elsewhere."""
    if needs:
        return tuple(_turned_round(chain)) if needs == SQUARE else ()
    known, found = generic_problem(chain.arrays), []
    for link in chain.links:
        seen = [_ball(form, known) for form in link.forms]
        for named, form in (*_named(chain, link), *made_wrong(chain, link, axes_of(chain))):
            ball = _ball(form, known)
            if all(apart(ball, other) for other in seen):
                seen.append(ball)
                found.append(_known(chain, link, named, form))
        known[link.name] = Ball(seen[0].fmt, seen[0].value)
    return tuple(found)


def _known(chain: Chain, link: Link, named: Mistake, form: Form, needs: str = "") -> MistakeAt:
    """The mistake beside the right form of the same operands, or else the first."""
    right = next((each for each in link.forms if each.of == form.of), link.forms[0])
    slip = Slip((chain.name,), link.name, right.formula, form, needs)
    return MistakeAt(named._replace(slips=(slip,)), slip, link.symbol)


def _named(chain: Chain, link: Link) -> Iterator[tuple[Mistake, Form]]:
    """The wrong forms that the chain holds itself, counted through the chain."""
    for k, (name, form) in enumerate(chain.mistakes, 1):
        if name == link.name:
            yield mistake(f"W{k:02}", form.label, "the formula is wrong: derive this line again"), form


def _turned_round(chain: Chain) -> Iterator[MistakeAt]:
    """A matrix of parameters the wrong way round, which NumPy refuses unless its axes are equally long."""
    axes = axes_of(chain)
    kind = "a matrix lies the wrong way round: over which index must be summed?"
    for link in chain.links:
        form = link.forms[0]
        for place, name in enumerate(form.of):
            if len(axes[name]) == 2 and "n" not in axes[name] and axes[link.name] != axes[name]:
                symbol = chain.symbol(name)
                said = f"{symbol} lies the wrong way round"
                formula = exchanged(form.formula, symbol, f"{symbol}ᵀ", said)
                made = wrong(formula, form.of, partial(other_way_round, rule=form.rule, place=place))
                yield _known(chain, link, mistake(f"G11 {name}", said, kind), made, SQUARE)


def _ball(form: Form, known: dict[str, Ball]) -> Ball:
    with np.errstate(all="ignore"):
        ball: Ball = form.rule(*(known[name] for name in form.of))
    return ball
