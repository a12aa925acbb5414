"""The functions that are defined by a formula of their own."""

from __future__ import annotations

from compare.formulas.reader import read
from compare.formulas.tree import Call, Group, Name, Node, Number, rebuilt

DEFINITIONS = {"σ": read("1/(1 + e^−a)"), "σ′": read("σ(a)(1 − σ(a))")}
"""Each as a formula of a."""


def written_out(node: Node) -> Node:
    """σ(z) as 1/(1 + e^−z); any other formula as it is."""
    if not isinstance(node, Call) or node.function not in DEFINITIONS:
        return node
    (argument,) = node.arguments
    given = argument if isinstance(argument, Name | Number | Call) else Group(argument)

    def filled(part: Node) -> Node:
        return given if part == Name("a") else rebuilt(part, filled)

    return filled(DEFINITIONS[node.function])
