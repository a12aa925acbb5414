"""Numbers in their places, with brackets where a minus needs them and nowhere else."""

import numpy as np
import pytest

from compare.formulas.evaluation import evaluate
from compare.formulas.place import Place
from compare.formulas.reader import read
from compare.formulas.rewriting import in_components, indexed
from compare.formulas.substitution import plugged
from compare.formulas.tree import NotAFormula
from compare.output.formulas.text import text

VALUES = {
    "x": np.array([[2.0, -1.0], [-3.0, 4.0]]),
    "w": np.array([0.5, -0.25]),
    "z": np.array([-0.5, 0.75]),
    "y": np.array([-2.0, 1.0]),
    "v": np.arange(1.0, 7.0),
    "b": np.array(-1.0),
}
AXES = {"x": ("n", "d"), "w": ("d",), "z": ("n",), "y": ("n",), "v": ("k",), "b": ()}
LENGTHS = {"n": 2, "d": 2, "k": 6}


def shown(formula, *, folded=False, **at):
    place = Place(AXES, LENGTHS, at)
    write = "{:g}".format
    tree = plugged(read(formula, tuple(AXES)), place, folded=folded)
    return text(tree, lambda each: write(evaluate(each, place, VALUES)).replace("-", "−"))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("z", "−0.5"),
        ("σ(z)", "σ(−0.5)"),
        ("tanh(z − y)", "tanh(−0.5 − (−2))"),
        ("z − y", "−0.5 − (−2)"),
        ("−z", "−(−0.5)"),
        ("z y", "(−0.5)·(−2)"),
        ("−(y − z)/(z(1 − z))", "−(−2 − (−0.5))/((−0.5)·(1 − (−0.5)))"),
        ("½(y − z)²", "½(−2 − (−0.5))²"),
        ("½ z", "½·(−0.5)"),
        ("ln z + ln(1 + eᶻ)", "ln (−0.5) + ln(1 + e^(−0.5))"),
        ("e⁻ᶻ", "e^−(−0.5)"),
        ("x·w + b", "0.5·2 + (−0.25)·(−1) + (−1)"),
        ("w·x + b", "0.5·2 + (−0.25)·(−1) + (−1)"),
        ("b − x·w", "−1 − (0.5·2 + (−0.25)·(−1))"),
        ("(1/n) Σ z", "(1/2)·((−0.5) + 0.75)"),
        ("Σ z", "(−0.5) + 0.75"),
        ("Σ z / n", "(−0.5)/2 + 0.75/2"),
        ("Σ v", "1 + 2 + 3 + 4 + …"),
        ("(1/n) Σ_{i<n} z", "(1/2)·(−0.5)"),
        ("w₁ − x₂", "0.5 − (−1)"),
    ],
)
def test_where_a_number_stands_in_brackets(formula, expected):
    assert shown(formula, n=0) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("σ(z)", "1/(1 + e^−(−0.5))"),
        ("σ(y − z)", "1/(1 + e^−(−2 − (−0.5)))"),
        ("1 − σ(z)", "1 − σ(−0.5)"),
        ("z(1 − z)", "(−0.5)·1.5"),
        ("1 − z", "1 − (−0.5)"),
        ("−y ln z − (1 − y) ln(1 − z)", "−(−2)·ln (−0.5) − 3·ln 1.5"),
        ("(1/n) Σ z", "((−0.5) + 0.75)/2"),
        ("1/(2n) Σ z", "((−0.5) + 0.75)/(2·2)"),
        ("(b/n) Σ z", "((−1)/2)·((−0.5) + 0.75)"),
    ],
)
def test_as_the_notes_write_it(formula, expected):
    assert shown(formula, folded=True, n=0) == expected


def test_a_formula_of_one_component():
    place = Place(AXES, LENGTHS, {"n": 0})
    assert text(in_components(read("σ(x·w + b)"), place)) == "σ(w₁x₁ + w₂x₂ + b)"
    many = Place({**AXES, "x": ("n", "k"), "w": ("k",)}, LENGTHS, {"n": 0})
    assert text(in_components(read("x·w + b"), many)) == "Σ wⱼxⱼ + b"
    assert text(indexed(read("x − b z w⁺"), Place({**AXES, "w⁺": ("d",)}, LENGTHS, {"n": 0, "d": 1}))) == "x₂ − b z w₂⁺"


def test_what_stands_for_several_numbers_is_refused():
    with pytest.raises(NotAFormula, match="x stands for several numbers"):
        shown("x + b", n=0)
