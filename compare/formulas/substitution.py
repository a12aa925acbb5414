"""A formula with numbers in place of its names: a tree like the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from compare.formulas import tree
from compare.formulas.place import Place, Summed
from compare.formulas.reader import BARE
from compare.formulas.rewriting import SHOWN_TERMS, as_worked


def plugged(
    node: tree.Node, place: Place, shown: Mapping[str, int] | None = None, *, folded: bool = False
) -> tree.Node:
    """The formula with values for its names; of a sum over an axis `shown` terms, or four.

    A value that is a factor or follows a sign is marked to get brackets where it is negative; at the head of a formula
    and alone in a bracket it needs none. `folded`: as the notes do, σ is written out, a mean is a sum over its number,
    and a bracket (1 − v) is one number. Raises `NotAFormula` where a name stands for several numbers.
    """
    return _Plugging(place, shown or {}, folded).alone(as_worked(node) if folded else node)


class _Plugging(NamedTuple):
    """How a formula's parts get their numbers, by what stands beside them."""

    place: Place
    shown: Mapping[str, int]
    folded: bool

    def alone(self, node: tree.Node) -> tree.Node:
        """A part with nothing beside it: a whole formula, or what stands in a bracket."""
        if summed := self.place.summed(node):
            return self.added(summed)
        match node:
            case tree.Name(symbol) if symbol in self.place.axes:
                return self.place.value(node)
            case tree.Name(symbol) if symbol in self.place.lengths:
                return tree.Number(str(self.place.lengths[symbol]))
            case tree.Sum((first, *others), signs):
                head = self.beside(first) if signs[0] else self.alone(first)
                return tree.flat(tree.Sum((head, *map(self.beside, others)), signs))
            case tree.Product(parts):
                factors = tuple(map(self.beside, parts))
                return tree.Product(factors, tuple(_joint(*pair) for pair in pairwise(factors)))
            case tree.Quotient(over, under):
                return tree.Quotient(self.beside(over), self.beside(under))
            case tree.Power(base, exponent):
                new = self.alone(exponent) if isinstance(exponent, tree.Sum) else self.beside(exponent)
                return tree.Power(self.beside(base), new, raised=new == exponent)
            case tree.Call(function, arguments):
                return tree.Call(function, tuple(self.argument(function, each) for each in arguments))
        return tree.rebuilt(node, self.alone)

    def beside(self, node: tree.Node) -> tree.Node:
        """A part of a product, or what follows a sign: a sum is put in brackets."""
        if isinstance(node, tree.Group) and (number := self.from_one(node.inside)):
            return number
        found = self.alone(node)
        if isinstance(found, tree.Value):
            return replace(found, factor=True)
        if isinstance(found, tree.Sum) and not isinstance(node, tree.Sum):
            return tree.Group(found)
        alone = isinstance(found, tree.Number | tree.Group | tree.Call) or not isinstance(node, tree.Total)
        return found if alone else tree.Group(found)

    def argument(self, function: str, node: tree.Node) -> tree.Node:
        """What a function is taken of; after ln a number has no bracket of its own."""
        found = self.from_one(node) or self.alone(node)
        return replace(found, factor=function in BARE) if isinstance(found, tree.Value) else found

    def from_one(self, node: tree.Node) -> tree.Value | None:
        """1 − v as one number, where that is asked for."""
        match node:
            case tree.Sum((tree.Number("1"), tree.Name() as name), ("", "−")) if self.folded:
                return replace(self.place.value(name), factor=True, from_one=True)
        return None

    def added(self, summed: Summed) -> tree.Node:
        """The first terms of a sum one after another."""
        shown = min(summed.length, self.shown.get(summed.axis, SHOWN_TERMS))
        places = [self.place.moved(summed.axis, i) for i in range(shown)]
        terms = [self._replace(place=each).beside(summed.term) for each in places]
        if len(terms) == 1 and isinstance(terms[0], tree.Value):
            return replace(terms[0], factor=False)
        return tree.added([*terms, *([tree.DOTS] if summed.length > shown else [])])


def _joint(before: tree.Node, after: tree.Node) -> str:
    """Numbers need a point between them; ½ stands right before a bracket."""
    bracket = after.base if isinstance(after, tree.Power) else after
    return "" if before == tree.Number("½") and isinstance(bracket, tree.Group) else "·"
