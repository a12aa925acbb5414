"""Where a formula is worked: which element of an array each of its names stands for, and what its sums run over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from compare.formulas.tree import Name, Node, NotAFormula, Product, Total, Value, walk

DIGITS = "₀₁₂₃₄₅₆₇₈₉"
EXAMPLES = "n"  # the axis of the examples


class Place(NamedTuple):
    """The names' axes, the lengths of the axes, and an index by axis, which may be None: whichever is shown."""

    axes: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, int]
    at: Mapping[str, int | None]
    run: tuple[str, ...] = ()  # the axes along which a Σ around this place runs

    def free(self, name: Name) -> tuple[str, ...]:
        """The axes of a name's array along which the place has no index; x₁ is the first along the last axis."""
        if name.symbol not in self.axes:
            raise NotAFormula(f"{name.symbol} is no operand")
        return tuple(axis for axis in self.axes[name.symbol] if axis not in self._index(name))

    def value(self, name: Name) -> Value:
        """The one number that a name stands for. Raises `NotAFormula` where there are several."""
        if self.free(name):
            raise NotAFormula(f"{name.symbol} stands for several numbers")
        index = self._index(name)
        return Value(name.symbol, tuple(index[axis] for axis in self.axes[name.symbol]))

    def summed(self, node: Node) -> Summed | None:
        """What a Σ or a product of two vectors adds up; None for anything else."""
        if isinstance(node, Total):
            axis = self._axis(node)
            return Summed(node.of, axis, self.lengths[axis] - (node.sign == "Σ_{i<n}"))
        if vectors := self.vectors(node):
            axis = self.free(vectors[0])[0]
            return Summed(Product(vectors, ("·",)), axis, self.lengths[axis])
        return None

    def moved(self, axis: str, i: int) -> Place:
        """The place with this index along an axis."""
        return self._replace(at={**self.at, axis: i}, run=(*self.run, axis))

    def vectors(self, node: Node) -> tuple[Name, ...]:
        """The two factors of a dot product such as x·w, the one that is the same for all examples first: w, x."""
        if not isinstance(node, Product) or len(node.parts) != 2:
            return ()
        names = tuple(part for part in node.parts if isinstance(part, Name) and part.symbol in self.axes)
        free = [self.free(name) for name in names]
        if len(names) != 2 or len(free[0]) != 1 or free[0] != free[1]:
            return ()
        return tuple(sorted(names, key=lambda name: EXAMPLES in self.axes[name.symbol]))

    def _index(self, name: Name) -> Mapping[str, int | None]:
        axes = self.axes[name.symbol]
        if not name.below or not axes:
            return self.at
        if not set(name.below) <= set(DIGITS):
            raise NotAFormula(f"{name.symbol}{name.below} is any of several numbers")
        place = int("".join(str(DIGITS.index(digit)) for digit in name.below)) - 1
        if not 0 <= place < self.lengths[axes[-1]]:
            raise NotAFormula(f"there is no {name.symbol}{name.below}")
        return {**self.at, axes[-1]: place}

    def _axis(self, node: Total) -> str:
        """The axis of a Σ: one that is not taken yet, or else not by a Σ, the examples' first; or theirs once more."""
        if node.sign not in ("Σ", "Σ_{i<n}"):
            raise NotAFormula(f"{node.sign} runs over an index")
        names = [part.symbol for part in walk(node) if isinstance(part, Name)]
        axes = dict.fromkeys(axis for name in names for axis in self.axes.get(name, ()))
        rank = {axis: (axis in self.at, axis in self.run, axis != EXAMPLES) for axis in axes}
        free = [a for a in axes if a not in self.at or a == EXAMPLES or (self.run and a not in self.run)]
        if not free:
            raise NotAFormula("nothing is left to be summed")
        return min(free, key=lambda axis: rank[axis])


class Summed(NamedTuple):
    """A sum: each of its terms, the axis that it runs along, and how far."""

    term: Node
    axis: str
    length: int
