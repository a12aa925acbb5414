"""Planted faults: a side that slips at chosen links and derives every later link, rightly, from what it then holds.

A *slip* is a callable (inputs, trace so far, value of the link) -> wrong value. It must not change the shape.
"""

import numpy as np

from manual import sigmoid


class Slipping(dict):
    """A trace that lets the slips loose on each link as it is set."""

    def __init__(self, inputs, slips):
        super().__init__()
        self.inputs, self.evidence = inputs, slips

    def __setitem__(self, link, value):
        if link in self.evidence:
            value = self.evidence[link](self.inputs, self, value)
        super().__setitem__(link, np.array(value, self.inputs["x"].dtype))


def planted(route, slips):
    """The side of a route that slips at the links of `slips`, a dict from link to slip."""

    def side(inputs):
        trace = Slipping(inputs, slips)
        derive(route, inputs, trace)
        return dict(trace)

    return side


def derive(route, p, t):
    t["z"] = np.matvec(p["x"], p["w"]) + p["b"][..., None]
    FIRST_LINKS[route](p, t)
    t["dz/dw"], t["dz/db"] = p["x"], np.ones_like(p["y"])
    if route != "cancelled":
        t["dy_hat/dw"] = t["dy_hat/dz"][..., None] * t["dz/dw"]
        t["dy_hat/db"] = t["dy_hat/dz"] * t["dz/db"]
    if route in ("regression", "textbook"):
        t["dL/dw"] = t["dL/dy_hat"][..., None] * t["dy_hat/dw"]
        t["dL/db"] = t["dL/dy_hat"] * t["dy_hat/db"]
    else:
        t["dL/dw"] = t["dL/dz"][..., None] * t["dz/dw"]
        t["dL/db"] = t["dL/dz"] * t["dz/db"]
    t["dJ/dw"], t["dJ/db"] = t["dL/dw"].mean(axis=-2), t["dL/db"].mean(axis=-1)
    t["w+"] = p["w"] - p["lr"][..., None] * t["dJ/dw"]
    t["b+"] = p["b"] - p["lr"] * t["dJ/db"]


def regression(p, t):
    t["y_hat"] = t["z"]
    t["L"] = (p["y"] - t["y_hat"]) ** 2 / 2
    t["J"] = t["L"].mean(axis=-1)
    t["dL/dy_hat"] = -(p["y"] - t["y_hat"])
    t["dy_hat/dz"] = np.ones_like(t["z"])
    t["dL/dz"] = t["dL/dy_hat"] * t["dy_hat/dz"]


def textbook(p, t):
    y = p["y"]
    t["y_hat"] = 1 / (1 + np.exp(-t["z"]))
    t["L"] = -y * np.log(t["y_hat"]) - (1 - y) * np.log(1 - t["y_hat"])
    t["J"] = t["L"].mean(axis=-1)
    t["dL/dy_hat"] = -(y - t["y_hat"]) / (t["y_hat"] * (1 - t["y_hat"]))
    t["dy_hat/dz"] = t["y_hat"] * (1 - t["y_hat"])
    t["dL/dz"] = t["dL/dy_hat"] * t["dy_hat/dz"]


def complement(p, t):
    y = p["y"]
    prediction, q = sigmoid.sigmoid(t["z"]), sigmoid.sigmoid(-t["z"])
    t["y_hat"] = prediction
    cancelled_loss(p, t)
    t["dL/dy_hat"] = -y / prediction + (1 - y) / q
    t["dy_hat/dz"] = prediction * q
    cancelled_slope(p, t)


def cancelled(p, t):
    cancelled_loss(p, t)
    cancelled_slope(p, t)


def cancelled_loss(p, t):
    t["L"] = p["y"] * np.logaddexp(0, -t["z"]) + (1 - p["y"]) * np.logaddexp(0, t["z"])
    t["J"] = t["L"].mean(axis=-1)


def cancelled_slope(p, t):
    t["dL/dz"] = (1 - p["y"]) * sigmoid.sigmoid(t["z"]) - p["y"] * sigmoid.sigmoid(-t["z"])


FIRST_LINKS = {"regression": regression, "textbook": textbook, "complement": complement, "cancelled": cancelled}
