"""LayerNorm with scale and shift under half the squared distance, every link, and its closed form."""

import numpy as np
import torch
from linkwork import mean, right

from backproof import Chain, Input

EPS = 2.0**-10


def normalised(x):
    centred = x - x.mean(axis=1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPS)


def backward(p, by_scale=lambda g, h: (g * h).mean(axis=0), by_shift=lambda g: g.mean(axis=0)):
    """Every link, with the two sums over the examples as given."""
    h = normalised(p["x"])
    u = h * p["scale"] + p["shift"]
    L = ((u - p["y"]) ** 2).sum(axis=1) / 2
    g = u - p["y"]
    return {
        "h": h,
        "u": u,
        "L": L,
        "J": L.mean(),
        "dL/du": g,
        "dL/dh": g * p["scale"],
        "dJ/dscale": by_scale(g, h),
        "dJ/dshift": by_shift(g),
    }


def trace(p):
    """Forward, then back to the scale and the shift."""
    return backward(p)


def last_gradients(p):
    """∂J/∂scale and ∂J/∂shift alone."""
    links = backward(p)
    return {"dJ/dscale": links["dJ/dscale"], "dJ/dshift": links["dJ/dshift"]}


def variance_by_moments(p):
    """The variance as the mean of squares less the square of the mean."""
    x = p["x"]
    m = x.mean(axis=1, keepdims=True)
    h = (x - m) / np.sqrt((x**2).mean(axis=1, keepdims=True) - m**2 + EPS)
    u = h * p["scale"] + p["shift"]
    g = u - p["y"]
    return {"h": h, "u": u, "dJ/dscale": (g * h).mean(axis=0), "dJ/dshift": g.mean(axis=0)}


def sample_deviation(p):
    """The deviation over d − 1, where d is above 1."""
    x = p["x"]
    centred = x - x.mean(axis=1, keepdims=True)
    variance = (centred**2).sum(axis=1, keepdims=True) / max(x.shape[1] - 1, 1)
    return {"h": centred / np.sqrt(variance + EPS)}


def not_centred(p):
    """x over its root mean square, and the mean is not taken away."""
    x = p["x"]
    return {"h": x / np.sqrt((x**2).mean(axis=1, keepdims=True) + EPS)}


def over_the_examples(p):
    """The mean and the deviation of every feature over the examples, as BatchNorm has them."""
    centred = p["x"] - p["x"].mean(axis=0)
    return {"h": centred / np.sqrt((centred**2).mean(axis=0) + EPS)}


def eps_outside(p):
    """eps is added to the deviation and not to the variance."""
    centred = p["x"] - p["x"].mean(axis=1, keepdims=True)
    return {"h": centred / (np.sqrt((centred**2).mean(axis=1, keepdims=True)) + EPS)}


def scale_like_shift(p):
    """h is left out of ∂J/∂scale."""
    return backward(p, by_scale=lambda g, h: g.mean(axis=0))


def shift_summed(p):
    """The sum for the mean at the shift."""
    return backward(p, by_shift=lambda g: g.sum(axis=0))


def scale_left_out(p):
    """∂L/∂h = ∂L/∂u."""
    links = backward(p)
    return {**links, "dL/dh": links["dL/du"]}


def normalise(x):
    centred = x - np.mean(x, axis=1)[:, None]
    return centred / np.sqrt(np.mean(centred * centred, axis=1)[:, None] + EPS)


def scaled(h, scale, shift):
    return h * scale + shift


def half_distance(y, u):
    return np.sum((u - y) ** 2, axis=1) / 2


def difference(y, u):
    return u - y


def times(g, scale):
    return g * scale


def mean_of_products(g, h):
    return np.mean(g * h, axis=0)


chain = Chain(
    "layer norm",
    links=(
        right("h", "h", "(x − x̄)/√(var + ε)", ("x",), normalise),
        right("u", "u", "h · scale + shift", ("h", "scale", "shift"), scaled),
        right("L", "L", "½ Σ (u − y)²", ("y", "u"), half_distance),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/du", "∂L/∂u", "u − y", ("y", "u"), difference),
        right("dL/dh", "∂L/∂h", "∂L/∂u · scale", ("dL/du", "scale"), times),
        right("dJ/dscale", "∂J/∂scale", "(1/n) Σ ∂L/∂u · h", ("dL/du", "h"), mean_of_products),
        right("dJ/dshift", "∂J/∂shift", "(1/n) Σ ∂L/∂u", ("dL/du",), mean),
    ),
    arrays=(
        Input("x", ("n", "d")),
        Input("y", ("n", "d")),
        Input("scale", ("d",)),
        Input("shift", ("d",)),
        Input("lr"),
    ),
)


def forward(each, parameters, inputs):
    x = inputs["x"]
    h = torch.nn.functional.layer_norm(x, x.shape[-1:], eps=EPS)
    u = each(scale_and_shift, parameters, h)
    return {"h": h, "u": u, "L": 0.5 * ((u - inputs["y"]) ** 2).sum(-1)}


def scale_and_shift(parameters, h):
    return h * parameters["scale"] + parameters["shift"]
