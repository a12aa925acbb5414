"""Mistakes at links that are not given: named from what follows of them, where what is given does not contradict it."""

from functools import partial

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION, check
from compare.arithmetic.balls import Ball
from compare.comparison.propagation import propagated
from compare.inputs.regimes import random_problems
from compare.judging.judge import inputs
from compare.mistakes import known_mistakes
from compare.mistakes.planting import plant
from tests.helpers.routes import ROUTES

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)
IN_FLOAT32 = "E59"
"""What follows from a float32 number is none, so that nothing tells it from another small error."""
KNOWN = [(chain, known) for chain in CHAINS for known in known_mistakes(chain) if known.mistake.id != IN_FLOAT32]
REFERENCES = {chain.name: reference for chain, _, reference in ROUTES.values()}
ENDS = ("dJ/dw", "dJ/db")
SELDOM = (("dJ/dw",), ("w+", "b+"), ("z", "dJ/dw", "w+"))  # given without the others


def label(case):
    return case.key if hasattr(case, "key") else case.name


def generic(chain, dtype=np.float64, n=5):
    return random_problems(np.random.default_rng(3), "generic", 12, n, 3, dtype, labels=chain.labels)


def giving(side, names):
    return lambda problem: {name: value for name, value in side(problem).items() if name in names}


def planted(chain, known):
    return partial(plant, chain, {known.slip.link: known.slip.form})


@pytest.mark.parametrize(("chain", "known"), KNOWN, ids=label)
def test_a_mistake_is_among_those_named_from_the_last_gradients_alone(chain, known):
    report = check(generic(chain), giving(planted(chain, known), ENDS), REFERENCES[chain.name], chain)
    for diagnosis in report.diagnoses:
        assert known.key in [each.key for each in diagnosis.named]
        told = f"at {known.symbol}" in str(diagnosis) or diagnosis.repeats
        assert told or known.slip.link in ENDS


@pytest.mark.parametrize("chain", CHAINS, ids=label)
@pytest.mark.parametrize(
    "names",
    [ENDS, ("dL/dz", "dJ/dw"), *(pytest.param(each, marks=pytest.mark.soak) for each in SELDOM)],
    ids=str,
)
def test_whatever_is_given_what_is_named_is_what_was_made_or_like_it(chain, names):
    """One that is like it makes the same of every link given, on these problems."""
    problem = generic(chain)
    for known in known_mistakes(chain):
        side = giving(planted(chain, known), names)
        for diagnosis in check(problem, side, REFERENCES[chain.name], chain).diagnoses:
            assert not diagnosis.named or known.key in [each.key for each in diagnosis.named]


def test_what_is_given_and_right_contradicts_a_mistake_before_it():
    """A minus lost at ∂L/∂ŷ would have turned ∂J/∂w too: the step alone goes uphill."""
    known = next(known for known in known_mistakes(REGRESSION) if known.key == "E35 w+")
    side = planted(REGRESSION, known)
    named = {}
    for names in (("dJ/dw", "w+"), ("w+",)):
        report = check(generic(REGRESSION), giving(side, names), *_against(REGRESSION))
        named[names] = [each.key for each in report.diagnoses[0].named]
    assert named[("dJ/dw", "w+")] == ["E35 w+"]
    assert {"E35 w+", "E01 dL/dy_hat"} <= set(named[("w+",)])


def _against(chain):
    return REFERENCES[chain.name], chain


def test_a_wrong_value_that_no_formula_gives_is_like_no_mistake_anywhere():
    problem, rng = generic(CLASSIFICATION), np.random.default_rng(7)
    right = plant(CLASSIFICATION, {}, problem)
    trace = {"dJ/dw": right["dJ/dw"] + rng.normal(size=right["dJ/dw"].shape)}
    report = check(problem, lambda _: trace, *_against(CLASSIFICATION))
    assert report.diagnoses[0].named == () and "like no known mistake" in str(report)


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_float32_in_the_middle_is_seen_at_its_own_link_and_not_followed(chain):
    problem = generic(chain)
    operands = inputs(chain, problem)
    for link in chain.links:
        operands[link.name] = Ball(operands["x"].fmt, plant(chain, {}, problem)[link.name])
    for known in (known for known in known_mistakes(chain) if known.mistake.id == IN_FLOAT32):
        assert propagated(chain, known, known.slip.link, operands, ()) is not None
        assert propagated(chain, known, "w+", operands, ()) is None
