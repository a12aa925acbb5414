"""Small problems are problems of their chain, and shrink to numbers that tell places apart."""

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from compare import CLASSIFICATION, REGRESSION
from compare.chains.chain import Chain, Form, Input, Link
from compare.chains.definitions import times_feature
from compare.counterexample.reduce import reduced
from compare.inputs.small import LONGEST, small_problems
from compare.inputs.varied import varied_problems
from compare.judging.contract import checked_problem
from tests.helpers.planted_mistakes import CHAINS, label

OUTER = Chain(
    "outer",
    (Link("p", "p", (Form("product", "a · c", ("a", "c"), times_feature),)),),
    (Input("a", ("n",)), Input("c", ("n", "h"))),
)
QUIET = settings(derandomize=True, database=None)


@pytest.mark.parametrize("chain", (*CHAINS, OUTER), ids=label)
@given(data=st.data())
def test_every_one_fits_its_chain(chain, data, dtype):
    problem = data.draw(small_problems(chain, dtype))
    checked_problem(problem, chain)
    assert all(value.dtype == dtype and max(value.shape, default=1) <= LONGEST for value in problem.values())


def test_it_shrinks_to_numbers_that_differ():
    def large(problem):
        return problem["x"].shape == (3, 2)

    problem = find(small_problems(REGRESSION), large, settings=QUIET)
    assert problem["x"].tolist() == [[1, 2], [3, 4], [5, 1]] and problem["y"].tolist() == [1, 2, 3]
    assert problem["w"].tolist() == [2, 3] and problem["b"] == 0 and problem["lr"] == 0.5
    assert find(small_problems(CLASSIFICATION), large, settings=QUIET)["y"].tolist() == [0, 1, 0]


def failing(seed, n, d, dtype):
    rng = np.random.default_rng(seed)
    arrays = {"x": rng.normal(size=(n, d)), "y": rng.normal(size=n), "w": rng.normal(size=d), "b": 0.7, "lr": 0.1}
    return {name: np.asarray(value, dtype) for name, value in arrays.items()}


@pytest.mark.parametrize("least", [1, 3, 7])
def test_a_reduced_problem_still_shows_it_and_nothing_else_can_be_left_out(least, dtype):
    def shows(problem):
        return len(problem["y"]) >= least and bool((problem["w"] > 0).any())

    start = failing(2, 9, 5, dtype)
    problem = reduced(start, REGRESSION, shows)
    checked_problem(problem, REGRESSION)
    assert shows(problem) and problem["x"].shape == (least, 1) and problem["w"].tolist() == [1]
    assert not problem["x"].any() and not problem["y"].any() and problem["lr"] == 0
    assert start["x"].shape == (9, 5) and start["x"].all()


def test_numbers_keep_what_shows_it_in_few_bits():
    def shows(problem):
        return bool(problem["b"] > 0.6) and bool(problem["b"] < 0.8)

    assert reduced(failing(1, 2, 2, np.float64), REGRESSION, shows)["b"] == 0.75


def test_what_does_not_fail_is_not_reduced():
    assert reduced(failing(1, 2, 2, np.float64), REGRESSION, bool_of_nothing) is None


def bool_of_nothing(problem):
    return False


@pytest.mark.parametrize("chain", (*CHAINS, OUTER), ids=label)
def test_varied_problems_fit_their_chain_and_differ_in_shape(chain, dtype):
    source = varied_problems(chain, dtype)
    problems = [checked_problem(next(source), chain) for _ in range(60)]
    assert len({problem[chain.arrays[0].name].shape for problem in problems}) > 5
    again = next(varied_problems(chain, dtype))
    assert all(np.array_equal(again[name], value) for name, value in problems[0].items())
