"""Formulas as plain text, for terminals: what is read again as the same tree."""

from __future__ import annotations

from collections.abc import Callable

from compare.formulas.reader import BARE
from compare.formulas.tokens import RAISED
from compare.formulas.tree import (
    Call,
    Group,
    Name,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Total,
    Value,
    Words,
)

ATOMS = Number | Name | Value | Call | Group | Words


def text(node: Node, write: Callable[[Value], str] = str) -> str:
    """The formula; `write` writes a value's number."""

    def of(part: Node) -> str:
        return text(part, write)

    match node:
        case Number(word) | Words(word):
            return word
        case Name():
            return str(node)
        case Value(factor=factor):
            number = write(node)
            return f"({number})" if factor and number.startswith("−") else number
        case Sum(parts, signs):
            later = "".join(f" {sign} {of(part)}" for sign, part in zip(signs[1:], parts[1:], strict=True))
            return signs[0] + of(parts[0]) + later
        case Product(parts, joints):
            return of(parts[0]) + "".join(joint + of(part) for joint, part in zip(joints, parts[1:], strict=True))
        case Quotient(over, under, stroke):
            return of(over) + stroke + of(under)
        case Power(base, exponent, raised):
            below = _called(base, of) if isinstance(base, Call) else of(base)
            return below + (of(exponent).translate(RAISED) if raised else f"^{_exponent(exponent, of)}")
        case Call(function, (Number() | Name() | Value() | Call() as argument,)) if function in BARE:
            return f"{function} {of(argument)}"
        case Call():
            return _called(node, of)
        case Total(sign, part):
            return f"{sign} {of(part)}"
        case Group(inside):
            return f"({of(inside)})"
        case Relation(sides, signs):
            return of(sides[0]) + "".join(f" {sign} {of(side)}" for sign, side in zip(signs, sides[1:], strict=True))


def _called(node: Call, of: Callable[[Node], str]) -> str:
    return f"{node.function}({', '.join(map(of, node.arguments))})"


def _exponent(node: Node, of: Callable[[Node], str]) -> str:
    """After ^: one operand, with a minus or without, or all of it in brackets."""
    operand = node.parts[0] if isinstance(node, Sum) and node.signs == ("−",) else node
    bare = isinstance(operand, ATOMS) and (operand is not node or not isinstance(node, Group))
    return of(node) if bare else f"({of(node)})"
