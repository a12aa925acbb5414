"""Where a formula is worked: what each of its symbols stands for at one element of a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from compare.arithmetic.precision import Array
from compare.output.formulas.parse import Node, NotAFormula


class Operand(NamedTuple):
    """An array that a formula names, and its axes' names."""

    value: Array
    axes: tuple[str, ...]


class Place(NamedTuple):
    """The operands by symbol, the lengths of the axes, and the link's own index by axis."""

    operands: Mapping[str, Operand]
    lengths: Mapping[str, int]
    at: Mapping[str, int]

    def array(self, node: Node) -> Operand:
        """What is left of a symbol's array once the index is taken; x₁ is the first along the last axis."""
        value, axes = self.operands[node.text]
        index = {**self.at, axes[-1]: node.place - 1} if node.place and axes else self.at
        free = tuple(axis for axis in axes if axis not in index)
        return Operand(value[tuple(index.get(axis, slice(None)) for axis in axes)], free)

    def single(self, node: Node) -> float:
        """The one number that a symbol stands for. Raises `NotAFormula` where there are several."""
        array = self.array(node)
        if array.axes:
            raise NotAFormula(f"{node.text} stands for several numbers")
        return float(array.value)

    def is_dot(self, node: Node) -> bool:
        """Whether it is the product of two vectors, as x·w."""
        if node.kind != "product" or [part.kind for part in node.parts] != ["symbol", "symbol"]:
            return False
        left, right = (self.array(part).axes for part in node.parts)
        return len(left) == 1 and left == right

    def pairs(self, node: Node) -> list[tuple[float, float]]:
        """The elements of the two vectors."""
        left, right = (self.array(part).value.tolist() for part in node.parts)
        return list(zip(left, right, strict=True))

    def terms(self, node: Node) -> list[Place]:
        """The places that a Σ runs over: along an axis not taken yet, the examples' first, or along theirs once more.

        Raises `NotAFormula` where there is none.
        """
        axes = dict.fromkeys(axis for symbol in _symbols(node) for axis in self.operands[symbol].axes)
        free = [axis for axis in axes if axis not in self.at] or [axis for axis in axes if axis == "n"]
        if not free:
            raise NotAFormula("nothing is left to be summed")
        axis = "n" if "n" in free else free[0]
        count = self.lengths[axis] - (node.text != "Σ")
        return [self._replace(at={**self.at, axis: i}) for i in range(count)]


def _symbols(node: Node) -> list[str]:
    return [node.text] if node.kind == "symbol" else [name for part in node.parts for name in _symbols(part)]
