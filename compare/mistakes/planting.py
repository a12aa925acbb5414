"""Planting: a trace in which chosen links follow given forms and every later link is right given what they hold."""

from __future__ import annotations

from collections.abc import Mapping

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, Form, Link
from compare.chains.evaluation import evaluate
from compare.mistakes.mistake import PREVIOUS


def plant(
    chain: Chain, forms: Mapping[str, Form], problem: Mapping[str, Array], right: Mapping[str, Array] | None = None
) -> dict[str, Array]:
    """The trace of a side that gets the links of `forms` by them, each other link by a right form of its own values.

    This is fault injection. A link that depends on a planted one is got by a form through which the mistake reaches it.
    `right` is the trace of a right side: links that no planted one reaches are taken from it.
    """
    known, reached = dict(problem), set(forms)
    for name, form in taken_forms(chain, forms).items():
        if reached.intersection(form.of):
            reached.add(name)
        known[name] = evaluate(form, known) if name in reached or right is None else right[name]
    return {name: known[name] for name in chain.names}


def taken_forms(chain: Chain, forms: Mapping[str, Form]) -> dict[str, Form]:
    """The form by which a side with these wrong forms gets each link."""
    found: dict[str, Form] = {}
    reached = set(forms)
    for link in chain.links:
        found[link.name] = forms.get(link.name) or _through(link, reached)
        if reached.intersection(found[link.name].of):
            reached.add(link.name)
    return found


class StatefulSide:
    """A side that makes a mistake which needs the step before: right on its first call, wrong from the second on."""

    def __init__(self, chain: Chain, forms: Mapping[str, Form]) -> None:
        self.chain, self.forms = chain, forms
        self.before: dict[str, Array] = {}

    def __call__(self, problem: Mapping[str, Array]) -> dict[str, Array]:
        """The trace of the next step."""
        trace = plant(self.chain, self.forms if self.before else {}, {**problem, **self.before})
        self.before = {f"{PREVIOUS}{name}": value for name, value in {**problem, **trace}.items()}
        return trace


def _through(link: Link, reached: set[str]) -> Form:
    """The first right form that takes a planted value; the first of all where none does."""
    right = [form for form in link.forms if form.kind == "right"]
    return next((form for form in right if reached.intersection(form.of)), right[0])
