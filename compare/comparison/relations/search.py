"""The one sentence about a link's wrong values that holds everywhere; "" where none of those that are known does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.comparison.relations.factors import differences, multiples, products, stand_ins
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.likeness import Likeness, true_of
from compare.comparison.relations.quantities import quantities
from compare.comparison.relations.seen import Seen
from compare.comparison.relations.steps import steps


def relation(every: Sequence[Seen]) -> str:
    """What is true of the values of one link on all problems on which the candidate gives it."""
    return next((each.said for each in _likenesses(Table(every)) if true_of(every, each)), "")


def _likenesses(table: Table) -> Iterator[Likeness]:
    if not len(table.value):
        return
    columns = quantities(table)
    yield from steps(table, columns)
    yield from multiples(table)
    yield from stand_ins(table, columns)
    yield from differences(table, columns)
    yield from products(table, columns)
