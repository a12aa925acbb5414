"""A form of a link worked by hand on a counterexample: its formula, the candidate's numbers in it, and their value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Array, format_of
from compare.chains.chain import Form
from compare.chains.evaluation import axes_of, evaluate
from compare.counterexample.counterexample import Counterexample
from compare.formulas import evaluation
from compare.formulas.place import Place
from compare.formulas.substitution import plugged
from compare.formulas.tree import Node, NotAFormula
from compare.output.formulas.element import place_in, tree_of, values_in
from compare.output.formulas.text import text

SHOWN = 6
Write = Callable[[float], str]


def place_of(found: Counterexample) -> Place:
    """The element of the counterexample."""
    return place_in(
        found.chain,
        found.lengths,
        dict(zip(axes_of(found.chain)[found.link.name], found.evidence.index, strict=True)),
    )


def worked(found: Counterexample, form: Form, write: Write) -> str:
    """formula = numbers = value. A formula that is said in words is followed by its value and its operands.

    Numbers are shown in their places only where they make the value of the form, by its radius or as it is written.
    """
    place, value = place_of(found), write(value_of(found, form))
    tree = _read(found, form, place, write)
    if tree is None:
        taken = (f"{found.chain.symbol(name)} = {several(found.known[name], write)}" for name in form.of)
        return f"{form.formula} = {value}, where {', '.join(taken)}"
    numbers = values_in(found.chain, found.known)
    shown = text(plugged(tree, place), lambda each: write(float(evaluation.evaluate(each, place, numbers))))
    return " = ".join(dict.fromkeys((form.formula, shown, value)))


def value_of(found: Counterexample, form: Form) -> float:
    """What a program that follows the form holds there."""
    return float(np.broadcast_to(evaluate(form, found.known), found.held[found.link.name].shape)[found.evidence.index])


def _read(found: Counterexample, form: Form, place: Place, write: Write) -> Node | None:
    """The formula's tree, or None where it is said in words or does not make the value that its rule makes."""
    try:
        tree = tree_of(found.chain, form.formula)
        with np.errstate(all="ignore"):
            number = float(evaluation.evaluate(tree, place, values_in(found.chain, found.known)))
    except NotAFormula:
        return None
    return tree if write(number) == write(value_of(found, form)) or _is_value(found, form, number) else None


def _is_value(found: Counterexample, form: Form, number: float) -> bool:
    """Whether the number lies in the form's ball at the candidate's own operands."""
    fmt, shape = format_of(np.dtype(found.report.dtype)), found.held[found.link.name].shape
    with np.errstate(all="ignore"):
        ball = form.rule(*(Ball(fmt, np.asarray(found.known[name], np.float64)) for name in form.of))
        centre, radius = (np.broadcast_to(part, shape)[found.evidence.index] for part in (ball.value, ball.radius))
        return bool(np.isfinite(radius) and abs(number - centre) <= radius * SAFETY)


def several(values: Array, write: Write) -> str:
    """A number, (a, b), ((a, b), (c, d)); one element alone without brackets, and of many the first."""
    if values.size == 1:
        return write(float(values.item()))
    parts = [several(part, write) for part in values[:SHOWN]]
    return f"({', '.join(parts)}{', …' if len(values) > SHOWN else ''})"
