"""Formulas set as MathML Core.

A stroke without blanks is a fraction, ∂L/∂ŷ too, and a bracket around nothing but a fraction is none on paper. What
stands side by side is multiplied, and words stay words.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from markupsafe import Markup

from compare.formulas import tree
from compare.formulas.reader import BARE
from compare.output.formulas.atoms import constant, function, name, small, tag

TIMES, APPLY = (tag("mo", sign) for sign in ("\N{INVISIBLE TIMES}", "\N{FUNCTION APPLICATION}"))
"""What stands between factors and after a function, for screen readers."""
SPACE = Markup('<mspace width="0.17em"></mspace>')

Draw = Callable[[tree.Node], Markup | None]


def typeset(node: tree.Node, draw: Draw = lambda node: None) -> Markup:
    """A formula as one <math>; `draw` sets the parts that it knows, such as values, in a way of its own."""
    return tag("math", tag("mrow", content(node, draw)))


def content(node: tree.Node, draw: Draw = lambda node: None) -> Markup:
    """A formula as part of a row."""
    if drawn := draw(node):
        return drawn

    def of(part: tree.Node) -> Markup:
        return content(part, draw)

    match node:
        case tree.Number(word):
            return constant(word)
        case tree.Name():
            return name(str(node))
        case tree.Words("…"):
            return tag("mo", "…")
        case tree.Words(word):
            return tag("mtext", word)
        case tree.Sum(parts, signs):
            first = tag("mo", signs[0], form="prefix") if signs[0] else Markup("")
            later = (tag("mo", sign) + of(part) for sign, part in zip(signs[1:], parts[1:], strict=True))
            return first + of(parts[0]) + Markup("").join(later)
        case tree.Product(parts, joints):
            between = [_between(*pair, joint) for pair, joint in zip(pairwise(parts), joints, strict=True)]
            return of(parts[0]) + Markup("").join(map(Markup.__add__, between, map(of, parts[1:])))
        case tree.Quotient(over, under, "/"):
            return tag("mfrac", _row(over, of), _row(under, of))
        case tree.Quotient(over, under):
            return of(over) + tag("mo", "/") + of(under)
        case tree.Power(base, exponent):
            return tag("msup", _called(base, of) if isinstance(base, tree.Call) else of(base), _exponent(exponent, of))
        case tree.Call(called, (argument,)) if called in BARE:
            bare = isinstance(argument, tree.SINGLE)
            return function(called) + APPLY + (SPACE + of(argument) if bare else _bracket(node.arguments, of))
        case tree.Call():
            return _called(node, of)
        case tree.Total(sign, part):
            below = sign.removeprefix("Σ")
            sigma = tag("mo", "∑")
            return (tag("msub", sigma, small(below)) if below else sigma) + of(part)
        case tree.Group(inside):
            return of(inside) if _is_fraction(inside) else _bracket((inside,), of)
        case tree.Relation(sides, signs):
            later = (tag("mo", sign) + of(side) for sign, side in zip(signs, sides[1:], strict=True))
            return of(sides[0]) + Markup("").join(later)
    raise ValueError(f"{node} is not drawn")


def _between(before: tree.Node, after: tree.Node, joint: str) -> Markup:
    """What stands between two factors."""
    if "·" in joint:
        return tag("mo", "·")
    if isinstance(before, tree.Words) or isinstance(after, tree.Words):
        return SPACE
    if isinstance(after, tree.Total) or isinstance(before, tree.Total):
        return Markup("")
    return TIMES + SPACE if isinstance(after, tree.Call) and after.function in BARE else TIMES


def _called(node: tree.Call, of: Callable[[tree.Node], Markup]) -> Markup:
    """A function with its arguments in brackets."""
    return tag("mrow", function(node.function), APPLY, _bracket(node.arguments, of))


def _row(node: tree.Node, of: Callable[[tree.Node], Markup]) -> Markup:
    """A numerator or a denominator: the stroke is its bracket."""
    inside = node.inside if isinstance(node, tree.Group) else node
    return tag("mrow", of(inside)) if isinstance(node, tree.Group | tree.Product | tree.Sum) else of(node)


def _exponent(node: tree.Node, of: Callable[[tree.Node], Markup]) -> Markup:
    match node:
        case tree.Sum((part,), ("−",)):
            return tag("mrow", tag("mo", "−"), of(part))
        case tree.Sum() | tree.Product() | tree.Quotient():
            return tag("mrow", of(node))
    return of(node)


def _bracket(parts: tuple[tree.Node, ...], of: Callable[[tree.Node], Markup]) -> Markup:
    """Parts in brackets, which grow only with a fraction between them."""
    grows = {} if any(_is_tall(each) for part in parts for each in tree.walk(part)) else {"stretchy": "false"}
    inside = tag("mo", ",").join(map(of, parts))
    return tag("mrow", tag("mo", "(", **grows), inside, tag("mo", ")", **grows))


def _is_tall(node: tree.Node) -> bool:
    match node:
        case tree.Quotient(_, _, "/") | tree.Number("½"):
            return True
        case tree.Name(symbol):
            return symbol.startswith("∂")
    return False


def _is_fraction(node: tree.Node) -> bool:
    """Whether it is one fraction, with none in it."""
    return _is_tall(node) and not any(_is_tall(each) for child in tree.children(node) for each in tree.walk(child))
