"""`assert_agree` and `problems`: under Hypothesis what is right passes in every regime, and what is wrong is named."""

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.errors import FailedHealthCheck, Unsatisfiable

from backproof import CLASSIFICATION, FUSED, REGRESSION, Disagreement, assert_agree, by_autograd, check, problems
from compare.inputs.regimes import REGIMES
from tests.helpers.examined import partial, right, slope_forgotten
from tests.helpers.two_layers import CHAIN, REFERENCE, RIGHT

AUTOGRAD = by_autograd(CLASSIFICATION)
FEW = settings(max_examples=5, deadline=None, database=None, derandomize=True, suppress_health_check=[])
HUGE = {name: np.full(shape, 1.7e308) for name, shape in {"x": (2, 3), "y": (2,), "w": (3,), "b": ()}.items()}
ONE = {"x": [[1.0]], "y": [0.0], "w": [2.0], "b": 0.0, "lr": 0.5}
HUGE |= {"lr": np.array(1.0), "y": np.ones(2)}


@pytest.mark.parametrize("regime", REGIMES)
def test_a_right_side_of_two_links_passes_in_every_regime(regime):
    @FEW
    @given(problems(CLASSIFICATION, regime=regime))
    def pattern(problem):
        assert_agree(problem, partial, AUTOGRAD, CLASSIFICATION)

    pattern()


def test_a_right_textbook_trace_passes():
    @FEW
    @given(problems(CLASSIFICATION))
    def pattern(problem):
        assert_agree(problem, right, AUTOGRAD, CLASSIFICATION)

    pattern()


def test_a_problem_of_which_nothing_can_be_claimed_fails_outside_hypothesis():
    with pytest.raises(AssertionError, match="NOTHING COULD BE CLAIMED"):
        assert_agree(HUGE, partial, AUTOGRAD, CLASSIFICATION)


def test_a_hypothesis_test_of_which_nothing_ever_can_is_failed_by_hypothesis():
    @settings(FEW, max_examples=1)
    @given(problems(CLASSIFICATION).map(lambda problem: HUGE))
    def pattern(problem):
        assert_agree(problem, partial, AUTOGRAD, CLASSIFICATION)

    with pytest.raises((FailedHealthCheck, Unsatisfiable)):
        pattern()


def test_a_wrong_side_fails_with_its_mistake_and_the_smallest_problem():
    @settings(FEW, phases=[Phase.generate])
    @given(problems(CLASSIFICATION, regime="generic"))
    def pattern(problem):
        assert_agree(problem, slope_forgotten, AUTOGRAD, CLASSIFICATION)

    with pytest.raises(Disagreement) as failed:
        pattern()
    said = str(failed.value)
    assert said.startswith("FAIL  slope_forgotten") and "E09" in said and "x = 1   y = 0" in said


def test_a_side_that_fails_on_other_problems_is_told_by_what_it_did_on_this_one():
    def once(problem):
        if problem["x"].shape != (1, 1) or problem["w"] != 2:
            raise SystemExit
        return {name: -value for name, value in partial(problem).items()}

    with pytest.raises(Disagreement, match=r"dJ/dw|∂J/∂w"):
        assert_agree(ONE, once, AUTOGRAD, CLASSIFICATION)


@FEW
@given(problems(CHAIN))
def test_a_chain_of_ones_own_has_problems_too(problem):
    assert {name for name, _ in CHAIN.arrays} == set(problem)
    assert_agree(problem, RIGHT.trace, REFERENCE, CHAIN)


@pytest.mark.parametrize("chain", [REGRESSION, CLASSIFICATION, FUSED])
def test_a_chain_knows_whether_its_targets_are_labels(chain):
    below = settings(FEW, max_examples=200, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    if chain.labels:
        find(problems(chain), lambda p: set(p["y"].tolist()) == {0.0, 1.0}, settings=below)
    else:
        find(problems(chain), lambda p: p["y"].max() > 1, settings=below)


def test_problems_of_what_is_refused():
    with pytest.raises(ValueError, match="give a chain, or labels"):
        problems()
    with pytest.raises(ValueError, match="no regime 'tiny'; the regimes are generic"):
        problems(CHAIN, regime="tiny")


def test_it_calls_a_wrong_link_as_check_does():
    assert check(ONE, slope_forgotten, AUTOGRAD, CLASSIFICATION).wrong_links == ("dL/dz",)
    with pytest.raises(Disagreement, match="∂L/∂z is wrong"):
        assert_agree(ONE, slope_forgotten, AUTOGRAD, CLASSIFICATION)
