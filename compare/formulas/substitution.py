"""A formula with its numbers in it: a tree like the one that it was, whose names have become values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from compare.formulas.place import Place, Summed
from compare.formulas.reader import BARE
from compare.formulas.rewriting import SHOWN_TERMS, as_worked
from compare.formulas.tree import (
    DOTS,
    Call,
    Group,
    Name,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Total,
    Value,
    added,
    flat,
    rebuilt,
)


def plugged(node: Node, place: Place, shown: Mapping[str, int] | None = None, *, folded: bool = False) -> Node:
    """The formula with values for its names; of a sum over an axis `shown` terms, or four.

    A value that is a factor or follows a sign is marked as one that a minus puts in brackets: at the head of a formula
    and alone in a bracket it needs none. `folded`: as the notes do, σ is written out, a mean is a sum over its number,
    and a bracket (1 − v) is one number. Raises `NotAFormula` where a name stands for several numbers.
    """
    return _Plugging(place, shown or {}, folded).alone(as_worked(node) if folded else node)


class _Plugging(NamedTuple):
    """How a formula's parts get their numbers, by what stands beside them."""

    place: Place
    shown: Mapping[str, int]
    folded: bool

    def alone(self, node: Node) -> Node:
        """A part with nothing beside it: a whole formula, or what stands in a bracket."""
        if summed := self.place.summed(node):
            return self.added(summed)
        match node:
            case Name(symbol) if symbol in self.place.axes:
                return self.place.value(node)
            case Name(symbol) if symbol in self.place.lengths:
                return Number(str(self.place.lengths[symbol]))
            case Sum((first, *others), signs):
                head = self.beside(first) if signs[0] else self.alone(first)
                return flat(Sum((head, *map(self.beside, others)), signs))
            case Product(parts):
                factors = tuple(map(self.beside, parts))
                return Product(factors, tuple(_joint(*pair) for pair in pairwise(factors)))
            case Quotient(over, under):
                return Quotient(self.beside(over), self.beside(under))
            case Power(base, exponent):
                new = self.alone(exponent) if isinstance(exponent, Sum) else self.beside(exponent)
                return Power(self.beside(base), new, raised=new == exponent)
            case Call(function, arguments):
                return Call(function, tuple(self.argument(function, each) for each in arguments))
        return rebuilt(node, self.alone)

    def beside(self, node: Node) -> Node:
        """A part of a product, or what follows a sign: a sum is put in brackets."""
        if isinstance(node, Group) and (number := self.from_one(node.inside)):
            return number
        found = self.alone(node)
        if isinstance(found, Value):
            return replace(found, factor=True)
        if isinstance(found, Sum) and not isinstance(node, Sum):
            return Group(found)
        alone = isinstance(found, Number | Group | Call) or not isinstance(node, Total)
        return found if alone else Group(found)

    def argument(self, function: str, node: Node) -> Node:
        """What a function is taken of; after ln a number has no bracket of its own."""
        found = self.from_one(node) or self.alone(node)
        return replace(found, factor=function in BARE) if isinstance(found, Value) else found

    def from_one(self, node: Node) -> Value | None:
        """1 − v as one number, where that is asked for."""
        match node:
            case Sum((Number("1"), Name() as name), ("", "−")) if self.folded:
                return replace(self.place.value(name), factor=True, from_one=True)
        return None

    def added(self, summed: Summed) -> Node:
        """The first terms of a sum one after another."""
        shown = min(summed.length, self.shown.get(summed.axis, SHOWN_TERMS))
        places = [self.place.moved(summed.axis, i) for i in range(shown)]
        terms = [self._replace(place=each).beside(summed.term) for each in places]
        if len(terms) == 1 and isinstance(terms[0], Value):
            return replace(terms[0], factor=False)
        return added([*terms, *([DOTS] if summed.length > shown else [])])


def _joint(before: Node, after: Node) -> str:
    """Numbers need a point between them; ½ stands right before a bracket."""
    bracket = after.base if isinstance(after, Power) else after
    return "" if before == Number("½") and isinstance(bracket, Group) else "·"
