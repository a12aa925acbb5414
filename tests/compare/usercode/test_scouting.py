"""Ten problems of all kinds that end in the same exception, shape or dtype are enough; any other ten are not."""

import numpy as np
import pytest

from compare.chains.perceptron import REGRESSION
from compare.usercode.batches import CHAINS, perceptron_problems, problems_of
from compare.usercode.scouting import DRAWN, TEN, scouts_among
from tests.helpers.examined import known, partial
from tests.helpers.two_layers import CHAIN as TWO_LAYERS

STOPPED = "they are of all kinds, and all ended in the same way"


def examples_in_columns(problem):
    """x as courses have it, an example a column: what does not fit is an exception, save where n = d."""
    z = problem["w"].T @ problem["x"] + problem["b"]
    return {"dJ/dw": problem["x"] @ (z - problem["y"])}


def column(problem):
    return {"dJ/dw": partial(problem)["dJ/dw"][:, None]}


def single(problem):
    return {name: value.astype("float32") for name, value in partial(problem).items()}


@pytest.mark.parametrize(
    ("function", "kind", "said"),
    [
        (examples_in_columns, "raised", "it was given x (n, d) = (3, 2), y (n,) = (3,), w (d,) = (2,)"),
        (column, "shape", "it became a column"),
        (single, "dtype", "has dtype float32"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_ends_alike_on_ten_is_called_on_no_more(function, kind, said):
    found = known(function)
    assert (found.called, found.wanted, found.cut, found.report) == (TEN, 40, STOPPED, None)
    (one,) = found.misbehaviour
    assert (one.kind, one.problems) == (kind, TEN) and said in one.message
    n, d = one.problem["x"].shape
    assert 1 < n != d > 1


def two_ways(problem):
    if problem["b"]:
        raise KeyError("b")
    return {"dJ/dw": np.ones((1, 1))}


def fails_below_five(problem):
    if len(problem["y"]) < 5:
        raise KeyError("n")
    return partial(problem)


@pytest.mark.parametrize("function", [two_ways, fails_below_five, partial])
def test_what_ends_in_two_ways_or_gives_a_trace_is_called_on_all(function):
    found = known(function)
    assert (found.called, found.cut) == (40, "")
    judged = sum(len(each.numbers) for each in found.judged)
    assert sum(one.problems for one in found.misbehaviour) == 40 - judged
    assert judged == {two_ways: 0, partial: 40}.get(function, judged)


def test_fewer_than_ten_are_called_as_they_are():
    found = known(single, count=6)
    assert (found.called, found.wanted, found.cut) == (6, 6, "")


@pytest.mark.parametrize("task", CHAINS)
def test_the_ten_are_of_all_kinds_whose_axes_lengths_tell_apart(task):
    drawn = list(perceptron_problems(task, DRAWN, 0, "float64"))
    scouts = scouts_among(drawn, CHAINS[task])
    assert len(scouts) == TEN and all(scout.size == 1 for scout in scouts)
    assert len({scout.origin for scout in scouts}) > TEN - 3
    for scout in scouts:
        n, d = scout.problems["x"].shape[1:]
        assert 1 < n != d > 1


def test_a_chain_of_one_s_own_has_its_ten():
    scouts = scouts_among(problems_of(TWO_LAYERS, DRAWN, 0, "float64"), TWO_LAYERS)
    assert len(scouts) == TEN and len({scout.origin for scout in scouts}) > 3
    assert len(scouts_among(problems_of(REGRESSION, 3, 0, "float64"), REGRESSION)) == 3
