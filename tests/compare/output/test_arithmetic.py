"""What is shown as numbers plugged into a formula makes the formula's value, or it is not shown."""

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION
from compare.counterexample.counterexample import Counterexample
from compare.counterexample.probe import held
from compare.inputs.varied import varied_problems
from compare.judging.report import Evidence, Report
from compare.mistakes.mistake import SQUARE
from compare.output.formulas.evaluate import made
from compare.output.formulas.parse import NotAFormula, read
from compare.output.formulas.substitute import plugged
from compare.output.formulas.worked import place_of, value_of, worked
from compare.wording import significant
from tests.helpers.planted_mistakes import CHAINS, KNOWN, label, planted

SAID_IN_WORDS = {
    *("E21 dz/dw", "E21 dL/dw", "E22 dz/dw", "E31 dL/dy_hat", "E33 dJ/dw", "E47 L", "E47 dL/dy_hat", "E53 dJ/dw"),
    *("E58 dJ/dw", "E59 z", "E59 y_hat", "E59 dJ/dw", "E59 dJ/db"),
}
SIGNS = {
    "−": "-",
    "·": "*",
    "⁻²": "**-2",
    "²": "**2",
    "½": "0.5",
    "e^(": "exp(",
    "ln ": "ln**",
    "₁₀": "10",
    "log10 ": "log10**",
}


class Logarithm:
    """ln x and ln(x): a bare argument is written as a power, which binds as tightly."""

    def __init__(self, function):
        self.function = function

    def __call__(self, value):
        return self.function(value)

    def __pow__(self, value):
        return self.function(value)


def sigma(z):
    return 1 / (1 + np.exp(-np.float64(z)))


NAMES = {"ln": Logarithm(np.log), "log10": Logarithm(np.log10), "σ": sigma, "exp": np.exp, "max": np.maximum, "np": np}


def exactly(number):
    return f"np.float64({number!r})".replace("-", "−")


def computed(text):
    """What Python makes of a text in which every number stands with all its digits."""
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    return eval(text, NAMES)


def problem_of(chain, n, d):
    for problem in varied_problems(chain, np.float64):
        if problem["x"].shape == (n, d):
            return problem
    raise AssertionError("varied problems have every shape")


def example(chain, link, problem, side=None):
    """A value of the link of a side as if it were a counterexample: the last element."""
    trace = held(chain, side or planted(chain), problem)
    values = trace.whole[link]
    at = tuple(k - 1 for k in values.shape)
    definition = next(each for each in chain.links if each.name == link)
    evidence = Evidence(
        link, definition.symbol, "candidate", None, at, float(values[at]), 0.0, 1.0, 0.0, definition.forms[0].formula
    )
    report = Report(chain.name, "float64", (), (evidence,))
    return Counterexample(chain, problem, trace.whole, (), trace.whole, report, evidence)


def assert_it_adds_up(found, form):
    place = place_of(found, form)
    tree = read(form.formula, tuple(place.operands), tuple(place.lengths))
    with np.errstate(all="ignore"):
        text = plugged(tree, place, exactly)
        assert np.array_equal(computed(text), made(tree, place), equal_nan=True), text


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_every_right_formula_with_its_numbers_makes_its_value(chain):
    for shape in ((1, 1), (3, 2), (2, 3)):
        problem = problem_of(chain, *shape)
        for link in chain.links:
            found = example(chain, link.name, problem)
            for form in (form for form in link.forms if form.kind == "right"):
                assert_it_adds_up(found, form)
                assert ", where " not in worked(found, form, significant)


@pytest.mark.parametrize(("chain", "known"), KNOWN, ids=label)
def test_every_wrong_formula_with_its_numbers_makes_its_value_or_is_said_in_words(chain, known):
    shapes = [(2, 2)] if known.slip.needs == SQUARE else [(1, 1), (2, 1), (3, 2)]
    for shape in shapes:
        found = example(chain, known.slip.link, problem_of(chain, *shape))
        text = worked(found, known.slip.form, significant)
        if known.key not in SAID_IN_WORDS:
            if (shape[0], known.mistake.id) != (1, "E49"):  # Python divides no 1 by a 0
                assert_it_adds_up(found, known.slip.form)
            assert ", where " not in text
        assert significant(value_of(found, known.slip.form)) in text


def test_a_formula_that_is_not_its_rule_is_not_plugged():
    """The text says y + ŷ; the rule is the notes'."""
    loss = next(link for link in REGRESSION.links if link.name == "L")
    lying = loss.forms[0]._replace(formula="½(y + ŷ)²")
    found = example(REGRESSION, "L", problem_of(REGRESSION, 2, 2))
    assert ", where y = " in worked(found, lying, exactly)
    assert ", where y = " not in worked(found, loss.forms[0], exactly)


def test_a_sum_of_one_has_no_brackets_and_a_long_one_ends_early():
    chain = CLASSIFICATION
    mean = next(link for link in chain.links if link.name == "J").forms[0]
    texts = [worked(example(chain, "J", problem_of(chain, n, 2)), mean, "{:.0f}".format) for n in (1, 5)]
    assert texts[0].count("(") == 2 and texts[1].count(" + ") == 4 and "…" in texts[1]


@pytest.mark.parametrize(
    "formula", ["the loss for y", "(y − ŷ", "y −", "yⱼ", "Σ 2", "y ŷ)", "", "logarithms ≥ −100", "x"]
)
def test_words_and_what_is_left_open_are_no_formula(formula):
    found = example(REGRESSION, "J", problem_of(REGRESSION, 2, 2))
    place = place_of(found, found.link.forms[0]._replace(of=("x", "y", "y_hat")))
    with pytest.raises(NotAFormula):
        made(read(formula, tuple(place.operands), tuple(place.lengths)), place)
