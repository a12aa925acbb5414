"""A user's own chain, checked where it comes in and made ready to be judged. Any fault in it is one line.

Its rules, NumPy on the arrays of one problem, are run on all problems at once (see `duck_array`), and the wrong forms
that it names are set apart from the right ones.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, get_args

from compare.arithmetic.balls import Ball
from compare.arithmetic.duck_array import Batched
from compare.chains.chain import Chain, Form, Input, Kind, Link, canonical, fed_by, partial_of
from compare.chains.evaluation import described, lengths_apart
from compare.chains.perceptron import CLASSIFICATION, FUSED, REGRESSION
from compare.chains.trial import Trial
from compare.errors import BadInput

OURS = (REGRESSION, CLASSIFICATION, FUSED)


def validated(chain: Chain) -> Chain:
    """The chain as the harness takes it; this package's own ones, and one already validated, as they are.

    Raises `BadInput` for what is no chain, for a name used twice or for a chain of this package, for an operand that is
    neither an input nor an earlier link, for a link without a right form, and for a form that does not run on its
    operands, or whose shape or value is not that of the link's other forms.
    """
    if any(chain is one for one in OURS):
        return chain
    if not isinstance(chain, Chain):
        raise BadInput(f"the chain is {type(chain).__name__}; expected backproof.Chain(name, links, arrays)")
    try:
        return _validated(_frozen(chain))
    except _Refusal as refusal:
        raise BadInput(f"chain {chain.name!r}: {refusal}") from None


class _Refusal(ValueError):
    """What is wrong, and where in the chain."""


def _frozen(chain: Chain) -> Chain:
    """With tuples for lists, and for single elements."""
    links = [_expected(Link, link, "links") for link in _several(chain.links, Link)]
    arrays = [_expected(Input, array, "arrays") for array in _several(chain.arrays, Input)]
    return chain._replace(
        links=tuple(link._replace(forms=tuple(map(_frozen_form, _several(link.forms, Form)))) for link in links),
        arrays=tuple(array._replace(axes=tuple(array.axes)) for array in arrays),
    )


def _several(given: Any, kind: type) -> Any:
    return (given,) if isinstance(given, kind) else given


def _expected(kind: type, given: Any, where: str) -> Any:
    if not isinstance(given, kind):
        raise _Refusal(f"{where} holds {type(given).__name__}; expected backproof.{kind.__name__}")
    return given


def _frozen_form(form: Any) -> Form:
    of = _expected(Form, form, "forms").of
    frozen: Form = form._replace(of=(of,) if isinstance(of, str) else tuple(of))
    return frozen


@cache
def _validated(chain: Chain) -> Chain:
    _check_names(chain)
    trial = Trial(chain.arrays)
    links, mistakes, data = [], list(chain.mistakes), _data(chain)
    for link in chain.links:
        forms = [form._replace(rule=_batched(form, trial.known, data)) for form in _checked(chain, link)]
        try:
            trial.add(link._replace(forms=tuple(sorted(forms, key=_right_first))))
        except ValueError as refusal:
            raise _Refusal(str(refusal)) from None
        links.append(link._replace(forms=tuple(form for form in forms if form.kind != "wrong")))
        mistakes += [(link.name, form) for form in forms if form.kind == "wrong"]
    return described(chain._replace(links=tuple(links), mistakes=tuple(mistakes)))


def _right_first(form: Form) -> int:
    return get_args(Kind).index(form.kind)


def _data(chain: Chain) -> set[str]:
    """The inputs in which no derivative is taken: all but the parameters, and what some link is a partial in."""
    sources = {partial[1] for partial in map(partial_of, chain.names) if partial}
    return {array.name for array in chain.arrays} - sources - set(chain.parameters)


def _batched(form: Form, known: Mapping[str, Ball], data: Collection[str]) -> Any:
    """The rule on all problems at once: in a user's chain, one of this package's too, whatever it is given."""
    if isinstance(form.rule, Batched):
        return form.rule
    places = frozenset(place for place, name in enumerate(form.of) if name in data)
    return Batched(form.rule, tuple(known[name].value.ndim for name in form.of), places)


def _of_ours(form: Form) -> bool:
    module = str(getattr(form.rule, "__module__", ""))
    return module.partition(".")[0] == __name__.partition(".")[0]


def _check_names(chain: Chain) -> None:
    forms = [form for link in chain.links for form in link.forms]
    if chain.name in [one.name for one in OURS] and not all(map(_of_ours, forms)):
        raise _Refusal("this is the name of one of the perceptron's chains; give it another")
    names = [array.name for array in chain.arrays]
    for name, times in Counter([*names, *chain.names]).items():
        if times > 1:
            both = "an input and a link" if name in names and name in chain.names else f"{times} inputs or links"
            raise _Refusal(f"{both} are called {name!r}; every name is given once")
    for array in chain.arrays:
        if not all(isinstance(axis, str) or (isinstance(axis, int) and axis > 0) for axis in array.axes):
            raise _Refusal(f"the input {array.name!r} has the axes {array.axes}; an axis is a name, or its length")
    if len(lengths_apart(chain.arrays)) < len(chain.axes):
        raise _Refusal(f"its inputs have {len(chain.axes)} axes of different names, which is too many")
    if not chain.links:
        raise _Refusal("it has no links")
    for name in chain.names:
        if canonical(name) != name:
            raise _Refusal(f"the link {name!r} is read as {canonical(name)!r} in a trace; call it {canonical(name)!r}")


def _checked(chain: Chain, link: Link) -> tuple[Form, ...]:
    """The link's forms, once each takes what there is by then."""
    inputs = [array.name for array in chain.arrays]
    place = chain.names.index(link.name)
    before = [*inputs, *chain.names[:place]]
    if not any(form.kind == "right" for form in link.forms):
        raise _Refusal(f"the link {link.name!r} has no right form")
    if (fed := fed_by(link.name)) and fed not in inputs:
        raise _Refusal(f"the link {link.name!r} feeds the input {fed!r} of the next step, which is no input")
    for form in link.forms:
        where = f"the form {form.label!r} of {link.name!r}"
        if form.kind not in get_args(Kind):
            raise _Refusal(f"{where} is of the kind {form.kind!r}; expected one of {', '.join(get_args(Kind))}")
        if not form.of or not callable(form.rule):
            raise _Refusal(f"{where} needs a rule that can be called, and at least one operand")
        for name in form.of:
            if name in chain.names[place:]:
                which = "the link itself" if name == link.name else "a later link"
                raise _Refusal(f"{where} takes {name!r}, which is {which}: a link is made from what comes before it")
            if name not in before:
                near = difflib.get_close_matches(name, before, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(before)}"
                raise _Refusal(f"{where} takes {name!r}, which is neither an input nor a link; {hint}")
    return link.forms
