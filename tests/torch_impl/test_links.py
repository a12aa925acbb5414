"""The generic tracer on a two-layer tanh network, whose partials are known by hand."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.func import functional_call

from torch_impl import links

N, D, H = 5, 3, 4
HIDDEN, OUT = nn.Linear(D, H, dtype=torch.float64), nn.Linear(H, 1, dtype=torch.float64)


def hidden(parameters, x):
    return functional_call(HIDDEN, {"weight": parameters["V"], "bias": parameters["c"]}, (x,))


def out(parameters, h):
    own = {"weight": parameters["w"].unsqueeze(0), "bias": parameters["b"].unsqueeze(0)}
    return functional_call(OUT, own, (h,)).squeeze(-1)


def network(each, parameters, inputs):
    a = each(hidden, parameters, inputs["x"])
    h = torch.tanh(a)
    z = each(out, parameters, h)
    return {"a": a, "h": h, "z": z, "L": 0.5 * nn.functional.mse_loss(z, inputs["y"], reduction="none")}


def tensors(batch):
    """Draw multiples of 1/8 in [−1, 1]."""
    generator = torch.Generator().manual_seed(2)

    def draw(*shape):
        return torch.randint(-8, 9, (*batch, *shape), generator=generator).double() / 8

    return {"V": draw(H, D), "c": draw(H), "w": draw(H), "b": draw()}, {"x": draw(N, D), "y": draw(N)}


def by_hand(parameters, inputs, h, z):
    """Return every partial of one problem, by the chain rule, from autograd's own h and z."""
    w, x, r = parameters["w"].numpy(), inputs["x"].numpy(), z - inputs["y"].numpy()
    slope = 1 - h * h
    eye = np.eye(H)
    da_dV = np.einsum("ij,nk->nijk", eye, x)
    through = w * slope
    return {
        "dL/dz": r,
        "dz/dh": np.broadcast_to(w, (N, H)),
        "dh/da": slope[:, :, None] * eye,
        "dL/dh": r[:, None] * w,
        "dz/da": through,
        "dL/da": r[:, None] * through,
        "da/dV": da_dV,
        "da/dc": np.broadcast_to(eye, (N, H, H)),
        "dh/dV": slope[:, :, None, None] * da_dV,
        "dh/dc": slope[:, :, None] * eye,
        "dz/dV": through[:, :, None] * x[:, None, :],
        "dz/dc": through,
        "dz/dw": h,
        "dz/db": np.ones(N),
        "dL/dV": (r[:, None] * through)[:, :, None] * x[:, None, :],
        "dL/dc": r[:, None] * through,
        "dL/dw": r[:, None] * h,
        "dL/db": r,
    }


@pytest.mark.parametrize("batch", [(), (2,)])
def test_two_layers(batch):
    parameters, inputs = tensors(batch)
    trace = links.trace(network, parameters, inputs, batch_axes=len(batch))
    u = np.finfo(float).eps / 2
    for index in np.ndindex(*batch):
        own = {name: value.numpy()[index] for name, value in trace.items()}
        p, i = ({name: value[index] for name, value in group.items()} for group in (parameters, inputs))
        expected = by_hand(p, i, own["h"], own["z"])
        assert set(own) == {*expected, "a", "h", "z", "L", "J", *(f"dJ/d{name}" for name in parameters)}
        for name, value in expected.items():
            # No sum has two terms; r, slope (two roundings, absolute: h ≤ 1) and three products on either side.
            r = abs(own["dL/dz"]).max() if name.startswith("dL") else 1.0
            assert own[name].shape == value.shape
            assert np.all(abs(own[name] - value) <= 2 * 8 * u * max(r, 1.0)), name
        for name in parameters:
            each = own[f"dL/d{name}"]
            # The mean of n links: n + 8 roundings, the eight on the way to each link included.
            assert np.all(abs(own[f"dJ/d{name}"] - each.mean(0)) <= 2 * (N + 8) * u * np.maximum(abs(each).mean(0), 1))


def test_a_value_off_the_path_to_the_loss_is_refused():
    def forward(each, parameters, inputs):
        z = (inputs["x"] * parameters["w"]).sum(-1)
        return {"z": z.clone(), "L": z * z}

    with pytest.raises(ValueError, match="L does not depend on z"):
        links.trace(forward, {"w": torch.ones(2)}, {"x": torch.ones(3, 2)})


def test_order():
    neighbours_first = ["dL/dy_hat", "dy_hat/dz", "dL/dz"]
    parameters_last = ["dz/dw", "dz/db", "dy_hat/dw", "dy_hat/db", "dL/dw", "dL/db"]
    assert links.in_order(["z", "y_hat", "L"], ["w", "b"]) == neighbours_first + parameters_last
