"""A side of any forward: every link that is asked for, by autograd, for one problem as for a batch of them."""

import numpy as np
import pytest
import torch

from torch_impl import links
from torch_impl.own import Named, NotGiven

ARRAYS = {"x": ("n", "d"), "y": ("n",), "W": ("h", "d"), "c": (), "lr": ()}
ASKED = {
    "z": ("n", "h"),
    "a": ("n", "h"),
    "L": ("n",),
    "J": (),
    "da/dz": ("n", "h"),
    "dz/dW": ("n", "h", "h", "d"),
    "dL/dW": ("n", "h", "d"),
    "dJ/dW": ("h", "d"),
    "W+": ("h", "d"),
}


def forward(each, parameters, inputs):
    z = each(layer, parameters, inputs["x"])
    a = torch.tanh(z)
    return {"z": z, "a": a, "L": (a.sum(-1) - inputs["y"]) ** 2 * inputs["c"]}


def layer(parameters, x):
    return torch.nn.functional.linear(x, parameters["W"])


def problems(count, dtype=np.float64, n=4, d=3, h=2):
    lengths = {"n": n, "d": d, "h": h}
    rng = np.random.default_rng(0)
    shapes = {name: (count, *(lengths[axis] for axis in axes)) for name, axes in ARRAYS.items()}
    return {name: np.asarray(rng.uniform(0.2, 1, shape), dtype) for name, shape in shapes.items()}


def one(k=0, **options):
    return {name: np.array(array[k]) for name, array in problems(k + 1, **options).items()}


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_batch_holds_what_each_problem_alone_does(dtype):
    side, several = Named(forward, ARRAYS, ASKED).trace, problems(3, dtype)
    together = side(several)
    assert list(together) == list(ASKED)
    for k in range(3):
        alone = side({name: np.array(array[k]) for name, array in several.items()})
        for name, value in alone.items():
            # A layer of several problems may add its terms in another order: one rounding of sums of at most 2^3.
            assert value.dtype == dtype and value.shape == together[name][k].shape
            assert (np.abs(value - together[name][k]) <= 2.0**6 * np.finfo(dtype).eps).all()


def test_the_links_are_those_of_links_trace():
    problem = one()
    tensors = {name: torch.from_numpy(array) for name, array in problem.items()}
    inputs = {"x": tensors["x"], "y": tensors["y"], "c": tensors["c"].expand(4)}
    expected = links.trace(forward, {"W": tensors["W"]}, inputs)
    found = Named(forward, ARRAYS, ASKED).trace(problem)
    for name in ("z", "a", "L", "J", "dz/dW", "dL/dW"):
        assert np.array_equal(found[name], expected[name].numpy())
    # 1/4 is exact, so it rounds nothing at whichever end of the pullback it comes in.
    assert np.array_equal(found["dJ/dW"], expected["dJ/dW"].numpy())
    assert (
        np.array_equal(found["W+"], problem["W"] - problem["lr"] * found["dJ/dW"])
        or (np.abs(found["W+"] - (problem["W"] - problem["lr"] * found["dJ/dW"])) <= 2.0**-51).all()
    )


def test_the_slope_of_an_element_wise_function_is_the_diagonal_of_its_partials():
    problem = one()
    whole = Named(forward, ARRAYS, {**ASKED, "da/dz": ("n", "h", "h")}).trace(problem)["da/dz"]
    slope = Named(forward, ARRAYS, ASKED).trace(problem)["da/dz"]
    assert np.array_equal(np.diagonal(whole, axis1=1, axis2=2), slope)


def test_no_input_is_changed():
    problem = one()
    before = {name: array.copy() for name, array in problem.items()}
    Named(forward, ARRAYS, ASKED).trace(problem)
    assert all(np.array_equal(problem[name], before[name]) for name in problem)


def number(each, parameters, inputs):
    return 3


def nothing(each, parameters, inputs):
    return {}


def mean_loss(each, parameters, inputs):
    return {**forward(each, parameters, inputs), "L": torch.tensor(1.0)}


def no_tensor(each, parameters, inputs):
    return {**forward(each, parameters, inputs), "a": [1.0]}


def losses_of_units(each, parameters, inputs):
    return {"z": each(layer, parameters, inputs["x"])}


def unused_parameter(each, parameters, inputs):
    return {"L": (inputs["x"].sum(-1) - inputs["y"]) ** 2}


def copied(each, parameters, inputs):
    return {
        **forward(each, parameters, inputs),
        "a": torch.tanh(each(layer, parameters, inputs["x"])),
        "L": L(each, parameters, inputs),
    }


def L(each, parameters, inputs):
    return forward(each, parameters, inputs)["L"]


REFUSED = {
    "no dJ/dW, W[+]; forward's L does not depend on the parameter W": (
        unused_parameter,
        {"dJ/dW": ("h", "d"), "W+": ("h", "d")},
    ),
    "no dL/dz, dL/da; forward's L does not depend on z, a: name the very tensor": (
        copied,
        {"z": ("n", "h"), "dL/dz": ("n", "h"), "dL/da": ("n", "h"), "dJ/dW": ("h", "d")},
    ),
    "forward returns int": (number, ASKED),
    "forward returns no values": (nothing, ASKED),
    r"forward's L is of shape \(\); expected a tensor with a row for each of 4 examples": (mean_loss, ASKED),
    "forward's a is list": (no_tensor, ASKED),
    r"forward's last value, z, has shape \(4, 2\)": (losses_of_units, ASKED),
    "autograd gives no dL/dq; .* it gives z, a, L, J, ": (forward, {**ASKED, "dL/dq": ("n",)}),
    r"autograd's dz/dW has 4 axes, and the chain's has 2: \(n, h\)": (forward, {**ASKED, "dz/dW": ("n", "h")}),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_a_forward_does_not_give_is_told_in_one_line(message):
    function, asked = REFUSED[message]
    with pytest.raises(NotGiven, match=message) as refusal:
        Named(function, ARRAYS, asked).trace(one())
    assert "\n" not in str(refusal.value)


def test_the_rows_of_several_problems_are_told_from_those_of_one():
    with pytest.raises(NotGiven, match="a row for each of 8 examples of 2 problems, which forward is given at once"):
        Named(mean_loss, ARRAYS, ASKED).trace(problems(2))


def of_inputs_alone(each, parameters, inputs):
    centred = inputs["x"] - inputs["x"].mean(-1, keepdim=True)
    L = (each(layer, parameters, centred).sum(-1) - inputs["y"]) ** 2
    return {"h": centred, "beside": centred.sum(-1), "L": L}


def test_what_is_made_of_inputs_alone_has_a_partial_and_what_stands_beside_the_loss_none():
    asked = {"h": ("n", "d"), "beside": ("n",), "dL/dh": ("n", "d"), "dJ/dW": ("h", "d")}
    found = Named(of_inputs_alone, ARRAYS, asked).trace(one())
    assert list(found) == list(asked) and found["dL/dh"].shape == (4, 3)
