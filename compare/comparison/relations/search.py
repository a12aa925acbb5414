"""The one sentence about a link's wrong values that holds everywhere; "" where none of those that are known does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from compare.arithmetic.precision import Mask
from compare.comparison.relations.factors import differences, multiples, products, stand_ins
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.formulas import formulas
from compare.comparison.relations.likeness import Likeness, apart, true_of
from compare.comparison.relations.places import place
from compare.comparison.relations.quantities import quantities
from compare.comparison.relations.seen import Seen
from compare.comparison.relations.steps import steps

ONLY = "wrong only where"
Where = Callable[[Seen], Mask]


def relation(every: Sequence[Seen]) -> str:
    """What is true of the values of one link on all problems on which the candidate gives it."""
    if not every:
        return ""
    with np.errstate(all="ignore"):
        found = _everywhere(every, None)
        if found and not found.conditional:
            return found.said
        placed = _somewhere(every)
        return found.said if found and not placed.startswith(ONLY) else placed


def _everywhere(every: Sequence[Seen], where: Where | None) -> Likeness | None:
    table = Table(every, where)
    return next((each for each in _likenesses(table) if true_of(every, each, where)), None)


def _likenesses(table: Table) -> Iterator[Likeness]:
    if not len(table.value):
        return
    columns = quantities(table)
    yield from steps(table, columns)
    yield from multiples(table)
    yield from stand_ins(table, columns)
    yield from differences(table, columns)
    yield from products(table, columns)
    yield from formulas(table)


def _somewhere(every: Sequence[Seen]) -> str:
    """Where the wrong values are, and what is true of them; where they are not, the link is right.

    Where what is true of the wrong ones gives the right value as well, nothing tells whether it was meant; where
    nothing is known to be true of them, 0 tells nothing: most slips leave it as it is.
    """
    table = Table(every, _judged)
    wrong = table.column(lambda seen: seen.wrong) > 0
    if wrong.all():
        return ""
    likeness = _everywhere(every, _wrong)
    said = likeness.said if likeness else ""
    meant = table.right != 0 if likeness is None else table.column(partial(apart, likeness)) > 0
    found = place(table, wrong, ~wrong & meant)
    if found is None:
        return f"in each of the wrong values, which are {wrong.sum()} of {wrong.size}, {said}" if said else ""
    inside, outside = (found.inside & (wrong | meant)).sum(), (~found.inside).sum()
    elsewhere = f"right {found.rest}, in {outside} of {outside}"
    return f"{ONLY} {found.said}, in {wrong.sum()} of {inside} values{said and f' ({said})'}; {elsewhere}"


def _wrong(seen: Seen) -> Mask:
    return seen.wrong


def _judged(seen: Seen) -> Mask:
    judged: Mask = seen.wrong | seen.judgement.right[0]
    return judged & np.isfinite(seen.value)
