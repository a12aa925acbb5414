"""Formulas as people write them, read into trees: ½(y − ŷ)², −y ln ŷ − (1 − y) ln(1 − ŷ), (1/n) Σ ∂L/∂w.

    relation = sum {("=" | "≥") sum}
    sum      = ["−"] product {("+" | "−") product}
    product  = fraction {("·" | " / " | nothing) fraction}
    fraction = factor {"/" factor}
    factor   = ["−"] power
    power    = operand {superscript | "^" ["−"] operand}
    operand  = number | name | "(" sum ")" | function "(" sum {"," sum} ")" | "ln" power | "Σ" product | words

A name may have an index, and the names of a chain may be of any letters: they are given. Three letters or more that are
no name are words, which have no value.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from compare.formulas import tree
from compare.formulas.tokens import LOWERED, Token, tokens

DEEPEST = 40  # so deep may parts be nested
BARE = ("ln", "log₁₀")  # the functions whose argument needs no bracket


def read(formula: str, names: Collection[str] = ()) -> tree.Node:
    """The tree of a formula. Raises `NotAFormula`, which says where and what is wrong."""
    return _Reader(formula, names).whole()


class _Reader:
    """Reads from the left; `next` is the sign that is to be read."""

    def __init__(self, formula: str, names: Collection[str]) -> None:
        self._formula, self._names = formula, names
        self._rest = tokens(formula, names)
        self.next = next(self._rest)
        self.depth = 0

    def whole(self) -> tree.Node:
        sides, signs = [self.sum()], list[str]()
        while self.next.text in ("=", "≥"):
            signs.append(self.take().text)
            sides.append(self.sum())
        if self.next.kind != "end":
            self.refuse("the bracket was not opened" if self.next.text == ")" else f"{self.next.text!r} stands alone")
        return sides[0] if not signs else tree.Relation(tuple(sides), tuple(signs))

    def take(self) -> Token:
        token = self.next
        self.next = next(self._rest, token)
        return token

    def takes(self, text: str) -> bool:
        """Whether this sign comes next; then it is read."""
        return self.next.text == text and bool(self.take())

    def refuse(self, reason: str, at: int | None = None) -> NoReturn:
        at = self.next.at if at is None else at
        raise tree.NotAFormula(f"{self._formula!r}, at sign {at + 1}: {reason}", at)

    def sum(self) -> tree.Node:
        signs = ["−" if self.takes("−") else ""]
        parts = [self.product()]
        while self.next.text in ("+", "−"):
            signs.append(self.take().text)
            parts.append(self.product())
        return parts[0] if signs == [""] else tree.Sum(tuple(parts), tuple(signs))

    def product(self) -> tree.Node:
        parts, joints = [self.fraction()], list[str]()
        while self.next.kind not in ("end", "sign") or self.next.text in ("·", "/", "("):
            if self.takes("/"):
                parts, joints = [tree.Quotient(_product(parts, joints), self.fraction(), " / ")], []
                continue
            blank = " " if self.next.apart else ""
            joints.append(f"{blank}·{blank}" if self.takes("·") else blank)
            parts.append(self.fraction())
        return _product(parts, joints)

    def fraction(self) -> tree.Node:
        found = self.factor()
        while self.next.text == "/" and not self.next.apart:
            self.take()
            found = tree.Quotient(found, self.factor())
        return found

    def factor(self) -> tree.Node:
        if self.takes("−"):
            return tree.Sum((self.power(),), ("−",))
        return self.power()

    def power(self) -> tree.Node:
        found = self.operand()
        while self.next.kind == "above" or self.next.text == "^":
            if self.takes("^"):
                found = tree.Power(found, self.exponent())
            else:
                raised = _Reader(self.take().text.translate(LOWERED), self._names).whole()
                found = tree.Power(found, raised, raised=True)
        return found

    def exponent(self) -> tree.Node:
        if self.takes("−"):
            return tree.Sum((self.operand(),), ("−",))
        found = self.operand()
        return found.inside if isinstance(found, tree.Group) else found

    def operand(self) -> tree.Node:
        token = self.next
        if token.kind == "end" or (token.kind == "sign" and token.text != "("):
            self.refuse(
                f"a number, a name or a bracket is missing {f'before {token.text!r}' if token.text else 'at the end'}"
            )
        if token.kind in ("below", "above", "next"):
            self.refuse(f"{token.text!r} belongs to no name")
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(f"more than {DEEPEST} parts stand in one another")
        found = self.begun(self.take())
        self.depth -= 1
        return found

    def begun(self, token: Token) -> tree.Node:
        """The operand that begins with a sign that was read."""
        match token.kind:
            case "number" | "e":
                return tree.Number(token.text)
            case "words":
                return tree.Words(token.text)
            case "total":
                return tree.Total(token.text, self.product())
            case "function":
                return self.call(token)
            case "given" | "partial" | "name":
                below = self.take().text if self.next.kind == "below" else ""
                return tree.Name(token.text + (self.take().text if self.next.kind == "next" else ""), below)
        return tree.Group(self.closed(token, [self.sum()])[0])

    def call(self, function: Token) -> tree.Node:
        """A function's arguments in brackets or, of ln, the operand that follows."""
        if self.next.text == "(":
            opened, arguments = self.take(), [self.sum()]
            while self.takes(","):
                arguments.append(self.sum())
            return tree.Call(function.text, self.closed(opened, arguments))
        if function.text not in BARE:
            self.refuse(f"{function.text} needs a bracket")
        return tree.Call(function.text, (self.power(),))

    def closed(self, opened: Token, inside: list[tree.Node]) -> tuple[tree.Node, ...]:
        """What was read since a bracket was opened."""
        if not self.takes(")"):
            self.refuse("the bracket is not closed", opened.at)
        return tuple(inside)


def _product(parts: list[tree.Node], joints: list[str]) -> tree.Node:
    return parts[0] if len(parts) == 1 else tree.Product(tuple(parts), tuple(joints))
