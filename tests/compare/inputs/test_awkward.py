"""Each awkward kind is what it is called, for the perceptron and for a chain of a person's own."""

import numpy as np
import pytest

from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.inputs.awkward import awkward_kinds, make_awkward
from compare.inputs.regimes import chain_problems
from tests.helpers.two_layers import CHAIN as TWO_LAYERS

CHAINS = (REGRESSION, CLASSIFICATION, TWO_LAYERS)


def made(chain, kind, dtype=np.float64, seed=0):
    """A batch of six generic problems and what they become."""
    rng = np.random.default_rng(seed)
    lengths = {axis: 3 for array in chain.arrays for axis in array.axes} | {"n": 5}
    before = chain_problems(rng, chain, "generic", lengths, 6, np.dtype(dtype))
    after = {name: array.copy() for name, array in before.items()}
    make_awkward(rng, chain, kind, after)
    return before, after


def changed(before, after):
    return {name for name in before if not np.array_equal(before[name], after[name])}


def test_the_kinds_are_those_that_the_chain_can_have():
    numbers = ("one parameter 0", "near 0", "odd rows", "y near 1e6")
    assert awkward_kinds(REGRESSION) == awkward_kinds(TWO_LAYERS) == numbers
    assert awkward_kinds(CLASSIFICATION) == ("one parameter 0", "near 0", "odd rows", "one class")
    assert awkward_kinds(REGRESSION._replace(links=REGRESSION.links[:3])) == ("odd rows", "y near 1e6")


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_every_kind_keeps_the_dtype_and_stays_finite(chain, dtype):
    for kind in awkward_kinds(chain):
        _, after = made(chain, kind, dtype)
        assert all(array.dtype == dtype and np.isfinite(array).all() for array in after.values())


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_one_parameter_is_0_and_the_others_are_not(chain):
    before, after = made(chain, "one parameter 0")
    names = chain.parameters
    zero = [[name for name in names if not after[name][k].any()] for k in range(6)]
    assert all(len(each) == 1 for each in zero) and zero[0] == [names[-1]], "b alone comes first"
    assert {name for (name,) in zero} == changed(before, after) == {*names}


def test_an_odd_row_is_far_out_or_0_or_there_twice():
    before, after = made(REGRESSION, "odd rows")
    assert changed(before, after) == {"x"}
    for k in range(6):
        rows = np.unique(np.nonzero(before["x"][k] != after["x"][k])[0])
        (row,) = rows
        old, new = before["x"][k, row], after["x"][k, row]
        if k % 3 == 0:
            times = new / old
            assert times.min() > 999 and times.max() < 1.001e6
        elif k % 3 == 1:
            assert not new.any()
        else:
            assert np.array_equal(new, after["x"][k, row - 1])


def test_targets_are_large_or_of_one_class():
    _, after = made(REGRESSION, "y near 1e6")
    assert after["y"].min() > 5e5 and after["y"].max() < 2e6 and np.unique(after["y"]).size > 20
    _, after = made(CLASSIFICATION, "one class")
    assert all(np.unique(after["y"][k]).tolist() == [1.0 - k % 2] for k in range(6))


@pytest.mark.parametrize(("chain", "names"), [(REGRESSION, {"w", "b", "y"}), (CLASSIFICATION, {"w", "b"})])
def test_near_0_nothing_is_0(chain, names):
    before, after = made(chain, "near 0")
    assert changed(before, after) == names
    assert all(after[name].all() and np.abs(after[name]).max() < 1e-2 for name in names)
