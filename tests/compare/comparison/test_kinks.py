"""At a kink either one-sided value is right, given or carried; the reason is told, and a wrong value is caught."""

import numpy as np
import pytest

from compare import Chain, Form, Input, Link, check
from compare.arithmetic.reasons import KINK

KEYS = ("z", "a", "L", "dL/da", "da/dz", "dL/dz", "dJ/dw")


def link(name, rule, *of):
    return Link(name, name, (Form("by hand", name, of, rule),))


CHAIN = Chain(
    "rectified",
    (
        link("z", lambda x, w: x * w, "x", "w"),
        link("a", lambda z: np.maximum(z, 0), "z"),
        link("L", lambda a, y: (a - y) ** 2 / 2, "a", "y"),
        link("dL/da", lambda a, y: a - y, "a", "y"),
        link("da/dz", lambda z: np.where(z > 0, 1.0, 0.0), "z"),
        link("dL/dz", lambda g, s: g * s, "dL/da", "da/dz"),
        link("dJ/dw", lambda g, x: np.mean(g * x, axis=0), "dL/dz", "x"),
    ),
    (Input("x", ("n",)), Input("y", ("n",)), Input("w")),
)
PROBLEM = {"x": np.array([0.0, 1.0, -1.0]), "y": np.array([1.0, 2.0, 3.0]), "w": np.array(0.5)}


def side(at_kink, factor=1.0, given=KEYS):
    def trace(p):
        z = p["x"] * p["w"]
        a = np.maximum(z, 0)
        slope = np.where(z > 0, factor, np.where(z < 0, 0.0, at_kink))
        g = (a - p["y"]) * slope
        links = (z, a, (a - p["y"]) ** 2 / 2, a - p["y"], slope, g, np.mean(g * p["x"]))
        return {name: value for name, value in zip(KEYS, links, strict=True) if name in given}

    return trace


@pytest.mark.parametrize("at_kink", [0.0, 1.0])
@pytest.mark.parametrize("given", [KEYS, ("da/dz",), ("dL/dz",), ("a", "dL/dz")])
def test_either_one_sided_value_is_right_and_the_reason_is_told(at_kink, given):
    report = check(PROBLEM, side(at_kink, given=given), side(0.0), CHAIN)
    assert report.agrees and set(report.reasons) == {KINK}


def test_nothing_else_is_called_a_kink_and_what_is_continuous_is_judged_there():
    assert check(PROBLEM, side(0.0, given=("z", "a", "L", "dL/da")), side(0.0), CHAIN).reasons == {}


@pytest.mark.parametrize("given", [KEYS, ("da/dz", "dL/dz")])
def test_a_wrong_value_beside_a_kink_is_caught(given):
    assert check(PROBLEM, side(1.0, 2.0, given), side(0.0), CHAIN).wrong_links == ("da/dz",)
