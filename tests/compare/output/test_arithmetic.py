"""What is shown as numbers plugged into a formula makes the formula's value, or it is not shown."""

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION
from compare.arithmetic.exact import exact
from compare.counterexample.counterexample import Counterexample
from compare.counterexample.probe import held
from compare.formulas.evaluation import evaluate
from compare.formulas.place import Place
from compare.formulas.reader import read
from compare.formulas.substitution import plugged
from compare.inputs.varied import varied_problems
from compare.judging.evidence import Evidence
from compare.judging.report import Report
from compare.mistakes.mistake import SQUARE
from compare.output.formulas.element import tree_of, values_in
from compare.output.formulas.text import text
from compare.output.formulas.worked import place_of, value_of, worked
from compare.wording import significant
from tests.helpers.exact_formulas import EXACT, assert_same
from tests.helpers.planted_mistakes import CHAINS, KNOWN, label, planted

SAID_IN_WORDS = {
    *("E21 dz/dw", "E21 dL/dw", "E22 dz/dw", "E31 dL/dy_hat", "E33 dJ/dw", "E47 L", "E47 dL/dy_hat"),
    *("E58 dJ/dw", "E59 z", "E59 y_hat", "E59 dJ/dw", "E59 dJ/db"),
    *("E63 dz/dw", "E63 dL/dw", "E64 dL/dz", "E66 L", "E66 dL/dy_hat", "E67 dL/dz"),
}


def exactly(number):
    return repr(number).replace("-", "−")


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
    """The text that is shown is read again: it is the formula's exact value, wherever that is a number."""
    place, values = place_of(found), values_in(found.chain, found.known)
    tree = tree_of(found.chain, form.formula)
    shown = text(plugged(tree, place), lambda each: exactly(float(evaluate(each, place, values))))
    with np.errstate(all="ignore"):
        finite = np.isfinite(evaluate(tree, place, values))
    if finite:
        numbers = {symbol: exact(array).value for symbol, array in values.items()}
        assert_same(evaluate(read(shown), Place({}, {}, {}), {}, EXACT), evaluate(tree, place, numbers, EXACT))


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
