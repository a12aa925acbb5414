"""The definition of a link as a course writes it: what is not given is replaced by what it is made of."""

from __future__ import annotations

from compare.chains.chain import Chain, Form
from compare.counterexample.counterexample import Counterexample

MEAN = "(1/n) Σ "


def unfolded(found: Counterexample) -> Form:
    """(1/n) Σ ∂L/∂z · x for (1/n) Σ ∂L/∂w where ∂L/∂w is not given; any other definition as it is."""
    form = found.definition
    if len(form.of) != 1 or form.of[0] not in found.carried:
        return form
    inner = found.chain.symbol(form.of[0])
    if form.formula != MEAN + inner:
        return form
    product = _product(found.chain, form.of[0])
    return form._replace(formula=MEAN + product) if product else form


def _product(chain: Chain, name: str) -> str:
    """The product with the fewest links in it that is the link; "" where none is one."""
    forms = [form for form in chain.link(name).forms if form.kind == "right" and set(form.formula) & set("·")]
    forms = [form for form in forms if not set(form.formula) & set("+−(")]
    least = min(forms, key=lambda form: len({*form.of} & {*chain.names}), default=None)
    return least.formula.removesuffix(" · 1") if least else ""
