"""How ŷ(1 − ŷ) cancels in ∂L/∂z, of the classification's own forms."""

from __future__ import annotations

from compare.chains.perceptron import CLASSIFICATION
from compare.formulas.reader import read
from compare.formulas.tree import Name, Node, Product, Relation, Sum


def stated(link: str, label: str) -> Node:
    """The formula of one form of the classification's."""
    forms = next(each.forms for each in CLASSIFICATION.links if each.name == link)
    return read(next(form.formula for form in forms if form.label == label))


SLOPE, CANCELLED = stated("dy_hat/dz", "textbook"), stated("dL/dz", "cancelled")


def cancellation() -> Relation:
    """∂L/∂z = −(y − ŷ)/(ŷ(1 − ŷ)) · ŷ(1 − ŷ) = −(y − ŷ)."""
    loss = stated("dL/dy_hat", "textbook")
    assert isinstance(loss, Sum)
    product = Sum((Product((*loss.parts, SLOPE), (" · ",)),), loss.signs)
    return Relation((Name(CLASSIFICATION.symbol("dL/dz")), product, CANCELLED), ("=", "="))
