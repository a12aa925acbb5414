"""The mistakes that can be made of any right form: in sign, factor or mean, by leaving out, by taking another value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from compare.chains.chain import Chain, Form, Link, fed_by, partial_of
from compare.mistakes.generated import alterations as altered
from compare.mistakes.mistake import Mistake, wrong

RATE = "lr"
SIGN = "the sign is wrong: follow every minus once more"
FACTOR = "a constant factor is wrong: which constants does this derivative have?"
MEAN = "1/n is at fault: at which link does the mean over the examples come in?"
MISSING = "something is left out: which factors does the chain rule give this link?"
ANOTHER = "one value stands in another's place: which one does the formula ask for?"
ONE = "not all examples count: what is the mean taken over?"

Made = Iterator[tuple[Mistake, Form]]
Axes = Mapping[str, tuple[str, ...]]


def mistake(key: str, name: str, kind: str) -> Mistake:
    """A mistake that no thread is cited for."""
    return Mistake(key, name, kind, "", "own", ())


def made_wrong(chain: Chain, link: Link, axes: Axes) -> Made:
    """The wrong forms of one link, those of its first right form before the others'."""
    right = [form for form in link.forms if form.kind == "right"]
    if link.role == "after":
        yield _climbed(chain, link, right[0])
    else:
        yield from _scaled(right[0])
        yield from _averaged(chain, link, right[0], axes)
        yield from _one_example(chain, link, right[0], axes)
    for form in right:
        yield from _left_out(chain, link, form, axes)
        yield from _exchanged(chain, link, form, axes)


def _scaled(form: Form) -> Made:
    closed = altered.closed(form.formula)
    for key, name, kind, formula, by in (
        ("G01", "a sign is lost", SIGN, altered.negated(form.formula), -1.0),
        ("G02", "twice the value", FACTOR, f"2·{closed}", 2.0),
        ("G03", "half the value", FACTOR, f"½·{closed}", 0.5),
    ):
        yield mistake(key, name, kind), wrong(formula, form.of, partial(altered.times, rule=form.rule, by=by))


def _averaged(chain: Chain, link: Link, form: Form, axes: Axes) -> Made:
    """n times a mean, and 1/n where it does not belong: at losses and derivatives, not before them."""
    operand = next((k for k, name in enumerate(form.of) if "n" in axes[name]), None)
    if operand is None or (link.role == "value" and link.name not in _losses(chain)):
        return
    own = axes[form.of[operand]]
    counted = altered.Counted(operand, own.index("n") - len(own))
    if not link.per_example:
        rule = partial(altered.summed, rule=form.rule, counted=counted)
        named = mistake("G04", "the sum in place of the mean: 1/n is forgotten", MEAN)
        yield named, wrong(altered.sum_of(form.formula), form.of, rule)
    rule = partial(altered.averaged, rule=form.rule, counted=counted)
    once_more = f"(1/n)·{altered.closed(form.formula)}"
    yield mistake("G05", "1/n is taken once more", MEAN), wrong(once_more, form.of, rule)


def _losses(chain: Chain) -> set[str]:
    """What the cost is the mean of."""
    costs = [link for link in chain.links if link.role == "mean" and not partial_of(link.name)]
    return {name for link in costs for form in link.forms for name in form.of}


def _one_example(chain: Chain, link: Link, form: Form, axes: Axes) -> Made:
    """One row of an operand that is averaged."""
    for name in form.of:
        if axes[name] == ("n", *axes[link.name]):
            for key, which, index in (("G09", "first", 0), ("G10", "last", -1)):
                rule = partial(altered.row, index=index, axis=-len(axes[name]))
                said = f"{chain.symbol(name)} of the {which} example"
                yield mistake(key, f"{said} alone", ONE), wrong(said, (name,), rule)


def _climbed(chain: Chain, link: Link, form: Form) -> tuple[Mistake, Form]:
    v = fed_by(link.name)
    formula = altered.turned(form.formula, chain.symbol(v))
    rule = partial(altered.climbed, rule=form.rule)
    return mistake("G07", "the step goes up the slope", SIGN), wrong(formula, (*form.of, v), rule)


def _left_out(chain: Chain, link: Link, form: Form, axes: Axes) -> Made:
    for name in dict.fromkeys(form.of):
        if axes[name] == axes[link.name] and name != RATE:
            symbol = chain.symbol(name)
            named = mistake(f"G06 {name}", f"{symbol} alone: the rest is left out", MISSING)
            yield named, wrong(symbol, (name,), altered.itself)


def _exchanged(chain: Chain, link: Link, form: Form, axes: Axes) -> Made:
    """An operand replaced by a neighbour: what it is made from, or what is made from it."""
    before = {*(array.name for array in chain.arrays), *chain.names[: chain.names.index(link.name)]}
    for name in dict.fromkeys(name for name in form.of if name != RATE):
        for other in (other for other in _neighbours(chain, name) if other in before and axes[other] == axes[name]):
            of = tuple(other if each == name else each for each in form.of)
            said = f"{chain.symbol(other)} in place of {chain.symbol(name)}"
            formula = altered.exchanged(form.formula, chain.symbol(name), chain.symbol(other), said)
            yield mistake(f"G08 {other} for {name}", said, ANOTHER), wrong(formula, of, form.rule)


def _neighbours(chain: Chain, name: str) -> list[str]:
    made_of = {link.name: {each for form in link.forms for each in form.of} for link in chain.links}
    return [*sorted(made_of.get(name, ())), *(other for other in chain.names if name in made_of[other])]
