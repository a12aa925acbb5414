"""A formula as it is written for one element of a link, and as it is worked on paper."""

from __future__ import annotations

from compare.formulas.functions import written_out
from compare.formulas.place import DIGITS, EXAMPLES, Place
from compare.formulas.tree import Group, Name, Node, Number, Product, Quotient, Total, added, flat, rebuilt

SHOWN_TERMS = 4  # so many components are written out
SUBSCRIPTS = str.maketrans("0123456789", DIGITS)


def indexed(node: Node, place: Place) -> Node:
    """Each name with the number of its component: ∂L/∂w as ∂L/∂w₁."""
    if not isinstance(node, Name):
        return rebuilt(node, lambda part: indexed(part, place))
    axes = [axis for axis in place.axes.get(node.symbol, ()) if axis in place.at and axis != EXAMPLES]
    return Name(node.symbol, node.below or "".join(subscript(place.at[axis] or 0) for axis in axes))


def in_components(node: Node, place: Place) -> Node:
    """x·w as w₁x₁ + w₂x₂, or as Σ wⱼxⱼ where there are many."""
    vectors = place.vectors(node)
    if not vectors:
        return flat(rebuilt(node, lambda part: in_components(part, place)))
    count = place.lengths[place.free(vectors[0])[0]]
    if count > SHOWN_TERMS:
        return Total("Σ", _beside(vectors, "ⱼ"))
    return added([_beside(vectors, subscript(j)) for j in range(count)])


def subscript(j: int) -> str:
    """The number of a component that is counted from 0: ₁."""
    return str(j + 1).translate(SUBSCRIPTS)


def _beside(vectors: tuple[Name, ...], index: str) -> Node:
    return Product(tuple(Name(name.symbol, index) for name in vectors), ("",))


def as_worked(node: Node) -> Node:
    """σ written out, and a mean as a sum over its number: what the notes do before they put the numbers in."""
    return _quotients(written_out(node))


def _quotients(node: Node) -> Node:
    node = rebuilt(node, _quotients)
    match node:
        case Product((Group(Quotient(Number("1"), under)) | Quotient(Number("1"), under), Total() as total)):
            return Quotient(total, under)
    return node
