"""Each slip of the notes is refuted, and its correction confirmed; the slips are listed in `docs/notes.md`.

A slip of one letter in a formula is refuted at a point, or by SymPy; a slip in a word by what the word would mean.
"""

import re
from pathlib import Path

import numpy as np
import pytest
import sympy

import manual
from compare.inputs.datasets.notes import SENTENCES, houses, sentences
from manual import classification, descent, log_loss, regression, sigmoid, squared_error

y, z, w1, w2, x1, x2, b, y_hat = sympy.symbols("y z w1 w2 x1 x2 b y_hat", positive=True)
E = sympy.exp(-z)
SIGMOID = 1 / (1 + E)
SLOPE = sympy.diff(SIGMOID, z)
LINEAR = w1 * x1 + w2 * x2 + b
HALF_SQUARE = (y - y_hat) ** 2 / 2
LOG_LOSS = -y * sympy.log(y_hat) - (1 - y) * sympy.log(1 - y_hat)
BY_PREDICTION = sympy.diff(HALF_SQUARE, y_hat).subs(y_hat, LINEAR)
NOTES = Path(__file__).parents[2] / "docs" / "notes.md"


def same(one, other):
    return sympy.simplify(one - other) == 0


ERRATA = {
    # number in docs/notes.md: (as written, corrected, what both claim to be)
    "R3": (
        BY_PREDICTION * sympy.diff(LINEAR, b),
        BY_PREDICTION * sympy.diff(LINEAR, w2),
        sympy.diff(HALF_SQUARE.subs(y_hat, LINEAR), w2),
    ),
    "R4": (
        sympy.diff(LINEAR, w1) * (y - y_hat) ** 2,
        sympy.diff((y - y_hat) ** 2, y_hat),
        2 * (y - y_hat) * sympy.diff(y - y_hat, y_hat),
    ),
    "R5": (
        2 * (y - y_hat) * sympy.diff(y - y_hat, y_hat),
        sympy.Rational(1, 2) * 2 * (y - y_hat) * sympy.diff(y - y_hat, y_hat),
        sympy.diff(HALF_SQUARE, y_hat),
    ),
    "S1": ((1 + E) ** -2, (1 + E) ** -1, SIGMOID),
    "S1 derived": (sympy.diff((1 + E) ** -2, z), sympy.diff((1 + E) ** -1, z), SLOPE),
    "S2": (sympy.diff(sympy.log(z), z), sympy.diff(SIGMOID, z), -1 * (1 + E) ** (-1 - 1) * sympy.diff(1 + E, z)),
    "S3": (-1 / (1 + E) ** 2 * E, 1 / (1 + E) ** 2 * E, (1 + E) ** -2 * E),
    "S4": (sympy.exp(-2) / (1 + sympy.exp(-2)) ** 2, E / (1 + E) ** 2, SLOPE),
    "S4 mixed": ((1 + E - 1) / (1 + sympy.exp(-2)) ** 2, (1 + E - 1) / (1 + E) ** 2, SLOPE),
    "S5": (E / (1 + E) ** 2 + 1, (E + 1) / (1 + E) ** 2, SLOPE + 1 / (1 + E) ** 2),
    "C3": (
        -y + y * y_hat + y_hat - y_hat * y_hat,
        -y + y * y_hat + y_hat - y * y_hat,
        sympy.diff(LOG_LOSS, y_hat) * y_hat * (1 - y_hat),
    ),
    "C4": (1 - y * (y_hat - y_hat), -(y - y_hat) / (y_hat * (1 - y_hat)), sympy.diff(LOG_LOSS, y_hat)),
    "C5": (
        -(y - SIGMOID) / (SIGMOID * (1 - SIGMOID)),
        -(y - SIGMOID) / (SIGMOID * (1 - SIGMOID)) * SIGMOID * (1 - SIGMOID),
        sympy.diff(LOG_LOSS.subs(y_hat, SIGMOID), z),
    ),
}


@pytest.mark.parametrize(("written", "corrected", "claimed"), ERRATA.values(), ids=ERRATA)
def test_what_is_written_is_not_what_it_claims_and_the_correction_is(written, corrected, claimed):
    assert not same(written, claimed)
    assert same(corrected, claimed)


def test_the_product_has_the_corrected_lines():
    p = np.array([0.25])
    target = np.array([1.0])
    assert squared_error.dL_dy_hat(target, p) == log_loss.dL_dz_cancelled(target, p) == -0.75
    assert log_loss.textbook_dL_dy_hat(target, p) == log_loss.textbook_dL_dy_hat_split(target, p) == -4
    assert sigmoid.textbook_sigmoid(np.array([0.0])) == 0.5 != (1 + np.exp(-0.0)) ** -2
    assert sigmoid.textbook_dy_hat_dz(p) == 0.1875


def test_a_weight_and_the_bias_have_derivatives_of_their_own():  # R3
    problem = {"x": [[2.0, 3.0]], "y": [1.0], "w": [0.5, 0.25], "b": 0.0, "lr": 1.0}
    trace = regression.trace({name: np.asarray(value) for name, value in problem.items()})
    assert trace["dL/dw"][0, 1] == trace["dL/dy_hat"][0] * 3 != trace["dL/db"][0]


def test_half_the_square_is_not_the_mean_squared_error():  # R1
    target, predicted = np.array([2.0, 3.0, 5.0]), np.array([1.5, 3.0, 4.5])
    halves = squared_error.squared_error(target, predicted)
    mean_squared = np.mean((target - predicted) ** 2)
    assert not np.array_equal(halves, target - predicted)
    assert 2 * descent.mean(halves) == mean_squared != descent.mean(halves)


def test_descent_lowers_the_mean_over_the_examples():  # R6
    problem = {"x": [[1.0], [3.0]], "y": [1.0, 1.0], "w": [0.0], "b": 0.0, "lr": 0.5}
    trace = regression.trace({name: np.asarray(value) for name, value in problem.items()})
    assert trace["dL/dw"].tolist() == [[-1], [-3]]
    assert trace["dJ/dw"].tolist() == [-2]
    assert trace["w+"].tolist() == [1]


def test_the_three_rows_of_the_table_of_errors_are_the_houses():  # R2
    assert houses().y.tolist() == [20_000, 30_000, 50_000]


def test_the_sentence_of_the_example_is_a_row_of_the_table_but_for_its_mark():  # C1
    assert "Aack beep beep beep" not in SENTENCES
    assert sentences().x[SENTENCES.index("Aack beep beep beep" + "!")].tolist() == [1, 3]


def test_lambda_is_the_learning_rate_and_nothing_is_added_to_the_loss():  # C2
    # A weight decay λ would shrink w where the gradient is 0; the notes' update leaves it alone.
    problem = {"x": [[1.0]], "y": [0.5], "w": [2.0], "b": -2.0, "lr": 0.5}
    w_new, b_new = classification.step(**{name: np.asarray(value) for name, value in problem.items()})
    assert (w_new.tolist(), b_new.item()) == ([2], -2)


def test_every_erratum_of_the_page_is_tested_and_every_test_is_on_the_page():
    on_the_page = set(re.findall(r"^\| ([RSC]\d+) \|", NOTES.read_text(encoding="utf-8"), flags=re.MULTILINE))
    tests = Path(__file__).read_text(encoding="utf-8")
    in_the_tests = set(re.findall(r'(?:^    "|  # )([RSC]\d+)\b', tests, flags=re.MULTILINE))
    assert in_the_tests == on_the_page


@pytest.mark.parametrize("source", sorted(Path(manual.__file__).parent.glob("*.py")), ids=lambda path: path.name)
def test_the_wrong_words_are_nowhere_in_the_product(source):
    assert not re.search(r"perception|school|min goal|y had\b|[πδλ]", source.read_text(encoding="utf-8"), re.IGNORECASE)
