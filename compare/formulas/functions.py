"""The functions that are defined by a formula of their own."""

from __future__ import annotations

from compare.formulas.reader import read
from compare.formulas.tree import SINGLE, Call, Group, Name, Node, rebuilt

DEFINITIONS = {"σ": read("1/(1 + e^−a)"), "σ′": read("σ(a)(1 − σ(a))")}  # each a formula of a


def written_out(node: Node) -> Node:
    """σ(z) as 1/(1 + e^−z); any other formula as it is."""
    if not isinstance(node, Call) or node.function not in DEFINITIONS:
        return node
    (argument,) = node.arguments
    given = argument if isinstance(argument, SINGLE) else Group(argument)

    def filled(part: Node) -> Node:
        return given if part == Name("a") else rebuilt(part, filled)

    return filled(DEFINITIONS[node.function])
