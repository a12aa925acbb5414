"""The model at the recorded steps: its parameters, its z at raw features, the part of a plot where z is positive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.output.page.charts.chart import floats
from compare.output.page.scale import Scale
from compare.output.schema.report import Report

Array = NDArray[np.float64]
Point = tuple[float, float]
State = tuple[Array, float]


def parameters(report: Report) -> list[State]:
    """(w, b) that autograd starts each recorded step from."""
    given = [entry["parameters"] for entry in report["history"]]
    return [_state(start["w"]["autograd"], start["b"]["autograd"]) for start in given]


def updated(report: Report) -> list[State]:
    """(w, b) that autograd ends each recorded step with."""
    given = [entry["links"] for entry in report["history"]]
    return [_state(links["w+"]["autograd"], links["b+"]["autograd"]) for links in given]


def last(report: Report) -> State:
    """(w, b) after the last step."""
    return _state(report["w"], report["b"])


def held(report: Report) -> Array:
    """The features (n, d) listed in the document, in raw units."""
    return np.array([floats(row) for row in report["data"]["x"]])


def standardised(report: Report, x: Array) -> Array:
    """Raw features (…, d) as the model sees them."""
    data = report["data"]
    seen: Array = (x - np.array(floats(data["mean"]))) / np.array(floats(data["deviation"]))
    return seen


def z(report: Report, w: Array, b: float, x: Array) -> list[float]:
    """w·x̃ + b at raw features (n, d)."""
    with np.errstate(all="ignore"):
        values: list[float] = (standardised(report, x) @ w + b).tolist()
    return values


def corners(x: Scale, y: Scale) -> list[Point]:
    """The corners of a plot as values, going round it."""
    return [(x.low, y.low), (x.high, y.low), (x.high, y.high), (x.low, y.high)]


def half_plane(x: Scale, y: Scale, values: Sequence[float]) -> tuple[list[Point], list[Point]] | None:
    """Where a function that is linear over the plot is not negative, and the line that ends it, as coordinates.

    `values` are the function's at the corners; the line is empty where it does not cross the plot. None where a value
    is not finite.
    """
    if not np.isfinite(values).all():
        return None
    places = [(x(u), y(v)) for u, v in corners(x, y)]
    region, border = [], []
    for i in range(4):
        (p, f), (q, g) = ((places[k], values[k] / 2) for k in (i, (i + 1) % 4))
        if f >= 0:
            region.append(p)
        if (f >= 0) != (g >= 0):
            crossing = tuple(a + f / (f - g) * (b - a) for a, b in zip(p, q, strict=True))
            border.append((crossing[0], crossing[1]))
            region.append(border[-1])
    return region, border


def border_of(halves: tuple[list[Point], list[Point]] | None) -> dict[str, float | str] | None:
    """The ends of the line that ends a half plane; None where it does not cross the plot."""
    if halves is None or not halves[1]:
        return None
    (x1, y1), (x2, y2) = halves[1]
    return {"x1": x1, "y1": y1, "x2": x2, "y2": y2}


def _state(w: Sequence[float | str], b: float | str) -> State:
    return np.array(floats(w)), float(b)
