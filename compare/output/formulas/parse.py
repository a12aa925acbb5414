"""Formulas as people write them, read into trees: ½(y − ŷ)², −y ln ŷ − (1 − y) ln(1 − ŷ), (1/n) Σ ∂L/∂w.

    sum      = product {("+" | "−") product}
    product  = negated {("·" | "/" | nothing) negated}
    negated  = "−" negated | primary {"²" | "³" | "⁻¹" | "⁻²"}
    primary  = number | symbol | axis | "½" | "(" sum ")" | function primary | "e" superscript | "Σ" product

A symbol names an operand, x₁ its first element; an axis stands for its length. What a formula says in words is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

FUNCTIONS = ("log₁₀", "tanh", "max", "exp", "ln", "σ")
POWERS = {"⁻¹": -1, "⁻²": -2, "²": 2, "³": 3}
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
RAISED = str.maketrans("⁻ᵃᵇᵗˣʸᶻ", "−abtxyz")
_NUMBER = re.compile(r"\d+(\.\d+)?(e-?\d+)?")
_EXPONENT = re.compile("e([⁻ᵃᵇᵗˣʸᶻ]+)")


class NotAFormula(ValueError):
    """A formula that is said in words, or in signs that are not read here."""


class Node(NamedTuple):
    """A part of a formula: its kind, its text, and its own parts.

    Kinds: "number", "symbol" (`place`: which element, from 1, or 0), "length", "sum" and "product" (`signs` before each
    part), "negated", "power", "group", "function", "exponential", "total" (`text` "Σ", or "Σ_{i<n}" without the last).
    """

    kind: str
    text: str = ""
    parts: tuple[Node, ...] = ()
    signs: tuple[str, ...] = ()
    place: int = 0


def read(formula: str, symbols: Sequence[str], axes: Sequence[str]) -> Node:
    """The tree of a formula in which the symbols are operands. Raises `NotAFormula`."""
    reader = _Reader(formula, symbols, axes)
    tree = reader.sum()
    if reader.rest:
        raise NotAFormula(f"{formula!r}: cannot read {reader.rest!r}")
    return tree


class _Reader:
    """Reads from the left; `rest` is what is still to be read."""

    def __init__(self, formula: str, symbols: Sequence[str], axes: Sequence[str]) -> None:
        self.rest = formula
        self.symbols, self.axes = sorted(symbols, key=len, reverse=True), axes

    def take(self, *texts: str) -> str:
        """The first of the texts that comes next, read; "" if none does."""
        self.rest = self.rest.lstrip()
        found = next((text for text in texts if self.rest.startswith(text)), "")
        self.rest = self.rest[len(found) :]
        return found

    def sum(self) -> Node:
        parts, signs = [self.product()], [""]
        while sign := self.take("+", "−"):
            signs.append(sign)
            parts.append(self.product())
        return parts[0] if len(parts) == 1 else Node("sum", "", tuple(parts), tuple(signs))

    def product(self) -> Node:
        parts, signs = [self.negated()], [""]
        while self.rest.strip() and self.rest.lstrip()[0] not in "+−),":
            signs.append(self.take("·", "/") or "·")
            parts.append(self.negated())
        return parts[0] if len(parts) == 1 else Node("product", "", tuple(parts), tuple(signs))

    def negated(self) -> Node:
        if self.take("−"):
            return Node("negated", "", (self.negated(),))
        node = self.primary()
        while power := self.take(*POWERS):
            node = Node("power", power, (node,))
        return node

    def primary(self) -> Node:
        if symbol := self.take(*self.symbols):
            digits = self._digits()
            return Node("symbol", symbol, place=int(digits) if digits else 0)
        if name := self.take(*FUNCTIONS):
            return Node("function", name, self._arguments())
        if sign := self.take("Σ_{i<n}", "Σ"):
            return Node("total", sign, (self.product(),))
        if self.take("½"):
            return Node("number", "½")
        if self.take("("):
            return self._closed(Node("group", "", (self.sum(),)))
        if axis := self.take(*self.axes):
            return Node("length", axis)
        return self._matched()

    def _digits(self) -> str:
        found = re.match(f"[{SUBSCRIPTS}]+", self.rest)
        self.rest = self.rest[len(found.group()) :] if found else self.rest
        return "".join(str(SUBSCRIPTS.index(digit)) for digit in found.group()) if found else ""

    def _arguments(self) -> tuple[Node, ...]:
        if not self.take("("):
            return (self.primary(),)
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        return self._closed(Node("group", "", tuple(arguments))).parts

    def _closed(self, node: Node) -> Node:
        if not self.take(")"):
            raise NotAFormula(f"a bracket is not closed before {self.rest!r}")
        return node

    def _matched(self) -> Node:
        if number := _NUMBER.match(self.rest):
            self.rest = self.rest[number.end() :]
            return Node("number", number.group())
        if exponent := _EXPONENT.match(self.rest):
            self.rest = self.rest[exponent.end() :]
            return Node("exponential", "", (read(exponent.group(1).translate(RAISED), self.symbols, self.axes),))
        raise NotAFormula(f"cannot read {self.rest!r}")
