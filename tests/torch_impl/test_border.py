"""What crosses the border is copied: nothing given is changed, nothing returned is shared."""

import itertools

import numpy as np
import pytest
import torch


@pytest.mark.parametrize("batch", [(), (3,)])
def test_nothing_given_is_changed(task, side, dtype, dyadic, batch):
    problem = dyadic(task, dtype, batch)
    before = {name: value.copy() for name, value in problem.items()}
    trace = side(problem)
    for value in trace.values():
        assert value.dtype == dtype
        value[...] = 99
    assert all(np.array_equal(problem[name], before[name]) for name in before)


@pytest.mark.parametrize("batch", [(), (3,)])
def test_nothing_returned_is_shared(task, side, dtype, dyadic, batch):
    problem = dyadic(task, dtype, batch)
    trace = side(problem)
    assert all(value.flags.owndata and value.flags.c_contiguous for value in trace.values())
    for a, b in itertools.combinations([*trace.values(), *problem.values()], 2):
        assert not np.shares_memory(a, b)


def test_read_only_and_strided_arrays_are_taken(task, side, dtype, dyadic):
    problem = dyadic(task, dtype)
    plain = side(problem)
    odd = {name: value.copy() for name, value in problem.items()}
    odd["x"] = np.asfortranarray(problem["x"])
    odd["y"] = problem["y"][::-1].copy()[::-1]
    for value in odd.values():
        value.flags.writeable = False
    assert all(np.array_equal(value, plain[name]) for name, value in side(odd).items())


def test_no_global_state_is_touched(task, side, dtype, dyadic):
    def state():
        return torch.get_default_dtype(), torch.get_num_threads(), torch.is_grad_enabled(), torch.initial_seed()

    before, numbers = state(), torch.get_rng_state()
    side(dyadic(task, dtype))
    assert state() == before
    assert torch.equal(torch.get_rng_state(), numbers)


def test_keys_come_in_the_order_of_the_chain(task, side, dtype, dyadic):
    chain = ["z", "y_hat", "L", "J", "dL/dy_hat", "dy_hat/dz", "dL/dz", "dz/dw", "dz/db", "dy_hat/dw", "dy_hat/db"]
    chain += ["dL/dw", "dL/db", "dJ/dw", "dJ/db", "w+", "b+"]
    if task == "bce_with_logits":
        chain = [name for name in chain if "y_hat" not in name]
    n, d, batch = 4, 2, (2,)
    trace = side(dyadic(task, dtype, batch, n, d))
    assert list(trace) == chain
    shapes = {"J": batch, "dJ/dw": (*batch, d), "dJ/db": batch, "w+": (*batch, d), "b+": batch}
    for name, value in trace.items():
        per_example = (*batch, n, d) if name.endswith("dw") else (*batch, n)
        assert value.shape == shapes.get(name, per_example)
