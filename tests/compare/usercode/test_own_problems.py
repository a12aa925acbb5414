"""The problems drawn for a chain of a person's own: as many as asked for, problems of the chain, of many shapes."""

import numpy as np
import pytest

from compare.chains.chain import Input
from compare.chains.perceptron import CLASSIFICATION
from compare.judging.contract import checked_problem
from compare.usercode.batches import problems_of, typical_problems
from compare.usercode.plan import LARGEST, Largest
from tests.helpers.two_layers import CHAIN


def drawn(chain=CHAIN, count=200, seed=0, dtype="float64", largest=LARGEST):
    return list(problems_of(chain, count, seed, dtype, largest))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 20, 203])
def test_there_are_as_many_as_asked_for(count):
    assert sum(batch.size for batch in drawn(count=count)) == count


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("chain", [CHAIN, CLASSIFICATION], ids=["two layers", "labels"])
def test_every_problem_is_one_of_the_chain(chain, dtype):
    for problems in [*(batch.problems for batch in drawn(chain, dtype=dtype)), typical_problems(chain, dtype)]:
        arrays = checked_problem(problems, chain)
        assert chain.batch_axes(arrays) == 1 and arrays["x"].dtype == dtype
        if chain.labels:
            assert set(arrays["y"].ravel()) <= {0.0, 1.0}


def test_a_seed_gives_the_same_and_another_seed_others():
    first, same, other = drawn(), drawn(), drawn(seed=1)
    for a, b in zip(first, same, strict=True):
        assert a.origin == b.origin and all(np.array_equal(a.problems[name], b.problems[name]) for name in a.problems)
    assert not np.array_equal(first[0].problems["x"], other[0].problems["x"])


def test_each_regime_is_what_it_is_called():
    by_origin = {}
    for batch in drawn():
        by_origin.setdefault(batch.origin, []).append(batch.problems)
    regimes = ["small numbers", "generic", "larger", "saturated", "degenerate", "zero start"]
    assert list(by_origin) == [*regimes, "one parameter 0", "near 0", "odd rows", "y near 1e6"]
    assert all((each["W1"] == 0).all() and (each["b2"] == 0).all() for each in by_origin["zero start"])
    assert any((each["x"][0] == each["x"][0][:1]).all() for each in by_origin["degenerate"] if each["x"].shape[1] > 1)
    largest = {origin: max(np.abs(each["W1"]).max() for each in by_origin[origin]) for origin in by_origin}
    assert largest["saturated"] > 10 * largest["generic"]
    assert all(np.array_equal(each["x"], np.rint(each["x"])) for each in by_origin["small numbers"])


def test_the_axes_have_different_lengths_somewhere_and_the_same_elsewhere():
    shapes = {batch.problems["W1"].shape[1:] for batch in drawn()}
    assert any(h == d > 1 for h, d in shapes) and any(h != d for h, d in shapes)


def test_a_chain_without_steps_starts_from_zero_and_saturates_as_well():
    """A parameter is what has no axis of the examples and a partial in it."""
    steps = [link for link in CLASSIFICATION.links if not link.name.endswith("+")]
    origins = {batch.origin: batch.problems for batch in drawn(CLASSIFICATION._replace(links=tuple(steps)))}
    assert not origins["zero start"]["w"].any() and not origins["zero start"]["b"].any()
    assert np.abs(origins["saturated"]["w"]).max() > 40 and not origins["one parameter 0"]["b"][0]


def test_a_chain_without_parameters_has_no_kind_that_needs_them():
    values = CLASSIFICATION._replace(links=CLASSIFICATION.links[:3])
    kinds = {batch.origin for batch in drawn(values)}
    assert kinds == {"small numbers", "generic", "larger", "saturated", "degenerate", "odd rows", "one class"}


def test_any_axis_may_go_further_one_beside_the_examples_at_a_time():
    further = [batch.problems["W1"].shape[1:] for batch in drawn(largest=Largest(100, 30)) if batch.origin == "larger"]
    assert {max(shape) for shape in further} >= {30} and all(min(shape) <= 4 for shape in further)
    assert max(batch.problems["x"].shape[1] for batch in drawn(largest=Largest(100, 30))) == 100


def test_an_axis_of_a_fixed_length_has_it_in_every_problem():
    arrays = (Input("x", ("n", 6)), Input("y", ("n",)), Input("w", (6,)), Input("b"), Input("lr"))
    fixed = CLASSIFICATION._replace(arrays=arrays)
    problems = [*(batch.problems for batch in drawn(fixed)), typical_problems(fixed, "float64")]
    assert {each["x"].shape[2] for each in problems} == {each["w"].shape[1] for each in problems} == {6}
    assert max(each["x"].shape[1] for each in problems) == 70
