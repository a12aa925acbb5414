"""The value of a formula is what its rule computes, in exact arithmetic; what is said in words has none."""

import re

import numpy as np
import pytest
from flint import ctx

from compare.formulas.evaluation import evaluate
from compare.formulas.place import Place
from compare.formulas.reader import read
from compare.formulas.tree import NotAFormula, Words, walk
from compare.mistakes import known_mistakes
from tests.helpers.exact_formulas import assert_same, numbers, said
from tests.helpers.stated import CHAINS, FORMS, TEXTS

LOOSE = {"ŷ(1 − ŷ) ≥ 1e-12", "(1/n) Σⱼ (ŷᵢ − yⱼ)", "(1/n) X · ∂L/∂z", "(1/d) Σⱼ ∂L/∂wⱼ"}
"""Formulas that say as a limit, with an index or of a matrix what no other says, and have no value."""


def in_words(formula):
    return any(isinstance(node, Words) for node in walk(read(formula)))


def label(part):
    return getattr(part, "formula", None) or getattr(part, "name", part)


@pytest.mark.parametrize(("chain", "link", "form"), FORMS, ids=label)
def test_a_formula_says_what_its_rule_computes_or_is_refused(chain, link, form):
    with ctx.workprec(256):
        if form.formula in LOOSE or in_words(form.formula):
            with pytest.raises(NotAFormula):
                said(read(form.formula), chain, link)
        else:
            computed = form.rule(*(numbers(chain)[name] for name in form.of))
            assert_same(said(read(form.formula), chain, link), computed.value)


def test_only_what_has_words_or_stands_in_the_list_is_refused():
    assert set(TEXTS) > LOOSE
    assert all(re.search("[a-z]{4}|the|for", text) for text in TEXTS if in_words(text))


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_the_line_beside_a_mistake_is_right(chain):
    with ctx.workprec(256):
        for known in known_mistakes(chain):
            link = known.slip.link
            assert_same(said(read(known.slip.right), chain, link), numbers(chain)[link].value)


VALUES = {
    "x": np.array([[2.0, 3.0], [5.0, 7.0]]),
    "w": np.array([0.5, -1.0]),
    "v": np.array([1.0, 4.0]),
    "b": np.array(0.25),
}
AXES = {"x": ("n", "d"), "w": ("d",), "v": ("n",), "b": ()}


def value(formula, **at):
    return float(evaluate(read(formula, tuple(AXES)), Place(AXES, {"n": 2, "d": 2}, at), VALUES))


@pytest.mark.parametrize(
    ("formula", "at", "expected"),
    [
        ("x·w + b", {"n": 1}, 2.5 - 7 + 0.25),
        ("Σ x", {"d": 1}, 10.0),
        ("Σ_{i<n} x", {"d": 1}, 3.0),
        ("Σ Σ x", {}, 17.0),
        ("Σ v", {"n": 0}, 5.0),
        ("x₂ / n", {"n": 0}, 1.5),
        ("v²/2n", {"n": 1}, 16.0),
        ("½(v − 1)²", {"n": 1}, 4.5),
        ("max(b, 1,000) − 2e-3", {}, 1000 - 2e-3),
        ("ln e^(b − b)", {}, 0.0),
        ("σ(b − b)", {}, 0.5),
        ("σ′(b − b)", {}, 0.25),
        ("2·−b", {}, -0.5),
    ],
)
def test_a_value_at_a_place(formula, at, expected):
    assert value(formula, **at) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "x",
        "w",
        "x₃",
        "xⱼ",
        "Σⱼ xⱼ",
        "Σ 2",
        "q + 1",
        "b ≥ 0",
        "b = b",
        "the loss",
        "…",
        "b^b",
        "max(b)",
        "ln(b, b)",
        "σ(b, b)",
    ],
)
def test_what_has_no_value_is_refused(formula):
    with pytest.raises(NotAFormula):
        value(formula, n=0)
