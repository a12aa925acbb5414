"""Mistakes that fit alike are told apart by further problems, unless they are one formula."""

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION
from compare.comparison.diagnosis import diagnose
from compare.counterexample.separation import separating
from compare.inputs.regimes import random_problems
from compare.mistakes.mistake import SQUARE
from tests.helpers.planted_mistakes import KNOWN, SAMPLE, label, planted


def settled(chain, side, n=5, names=None, d=3):
    """The separation after four problems of one shape, of the first wrong link."""

    def given(problem):
        trace = side(problem)
        return trace if names is None else {name: trace[name] for name in names}

    problem = random_problems(np.random.default_rng(3), "generic", 4, n, d, np.float64, labels=chain.labels)
    diagnosis = diagnose(chain, [problem], [given(problem)])[0]
    return diagnosis, separating(chain, diagnosis, [problem], [given(problem)], given)


def keys(diagnosis):
    return {known.key for known in diagnosis.named}


def test_two_examples_do_not_tell_a_sum_from_n_minus_one_and_more_do():
    before, found = settled(REGRESSION, planted(REGRESSION, "E27 dJ/dw"), n=2)
    assert keys(before) == {"E27 dJ/dw", "E49 dJ/dw"}
    assert keys(found.diagnosis) == {"E27 dJ/dw"} and found.added and "more problem" in str(found)


@pytest.mark.parametrize(("chain", "known"), SAMPLE, ids=label)
def test_a_planted_mistake_is_never_separated_away(chain, known):
    names = [name for name in chain.names if name == known.slip.link or name in ("dJ/dw", "dJ/db")]
    side = planted(chain, known.key)
    _, found = settled(chain, side, n=3, names=names, d=3 if known.slip.needs == SQUARE else 2)
    assert known.key in keys(found.diagnosis)


def test_two_names_of_one_formula_stay_and_that_is_said():
    """The cancelled gradient written at ∂L/∂ŷ is σ′ multiplied in again at ∂L/∂z, where neither link is given."""
    _, found = settled(CLASSIFICATION, planted(CLASSIFICATION, "E10 dL/dz"), names=["dJ/dw"])
    assert keys(found.diagnosis) == {"E10 dL/dz", "E51 dL/dy_hat"}
    assert not found.added and "so they are taken for one formula here" in str(found)


def test_a_mistake_of_the_first_problems_only_is_left_without_a_name():
    side, right = planted(REGRESSION, "E27 dJ/dw"), planted(REGRESSION)

    def once(problem):
        return side(problem) if problem["y"].shape[-1] == 2 else right(problem)

    _, found = settled(REGRESSION, once, n=2)
    assert keys(found.diagnosis) == set() and found.added


def test_a_side_that_fails_on_further_problems_is_left_as_it_was():
    side = planted(REGRESSION, "E27 dJ/dw")

    def fragile(problem):
        if problem["y"].shape[-1] != 2:
            raise RuntimeError("two examples are expected")
        return side(problem)

    before, found = settled(REGRESSION, fragile, n=2)
    assert keys(found.diagnosis) <= keys(before) and known_is_kept(found)


def known_is_kept(found):
    return "E27 dJ/dw" in keys(found.diagnosis)


def test_the_sample_has_mistakes_of_every_chain():
    assert {chain.name for chain, _ in SAMPLE} == {chain.name for chain, _ in KNOWN}
