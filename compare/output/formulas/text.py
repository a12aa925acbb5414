"""Formulas as plain text, for terminals: what is read again as the same tree."""

from __future__ import annotations

from collections.abc import Callable

from compare.formulas import tree
from compare.formulas.reader import BARE
from compare.formulas.tokens import RAISED


def text(node: tree.Node, write: Callable[[tree.Value], str] = str) -> str:
    """The formula; `write` writes a value's number."""

    def of(part: tree.Node) -> str:
        return text(part, write)

    match node:
        case tree.Number(word) | tree.Words(word):
            return word
        case tree.Name():
            return str(node)
        case tree.Value(factor=factor):
            number = write(node)
            return f"({number})" if factor and number.startswith("−") else number
        case tree.Sum(parts, signs):
            later = "".join(f" {sign} {of(part)}" for sign, part in zip(signs[1:], parts[1:], strict=True))
            return signs[0] + of(parts[0]) + later
        case tree.Product(parts, joints):
            return of(parts[0]) + "".join(joint + of(part) for joint, part in zip(joints, parts[1:], strict=True))
        case tree.Quotient(over, under, stroke):
            return of(over) + stroke + of(under)
        case tree.Power(base, exponent, raised):
            below = _called(base, of) if isinstance(base, tree.Call) else of(base)
            return below + (of(exponent).translate(RAISED) if raised else f"^{_exponent(exponent, of)}")
        case tree.Call(function, (argument,)) if function in BARE and isinstance(argument, tree.SINGLE):
            return f"{function} {of(argument)}"
        case tree.Call():
            return _called(node, of)
        case tree.Total(sign, part):
            return f"{sign} {of(part)}"
        case tree.Group(inside):
            return f"({of(inside)})"
        case tree.Relation(sides, signs):
            return of(sides[0]) + "".join(f" {sign} {of(side)}" for sign, side in zip(signs, sides[1:], strict=True))


def _called(node: tree.Call, of: Callable[[tree.Node], str]) -> str:
    return f"{node.function}({', '.join(map(of, node.arguments))})"


def _exponent(node: tree.Node, of: Callable[[tree.Node], str]) -> str:
    """After ^: one operand, with a minus or without, or all of it in brackets."""
    operand = node.parts[0] if isinstance(node, tree.Sum) and node.signs == ("−",) else node
    bare = isinstance(operand, tree.SINGLE | tree.Group | tree.Words) and (
        operand is not node or not isinstance(node, tree.Group)
    )
    return of(node) if bare else f"({of(node)})"
