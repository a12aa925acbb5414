"""The regions in which detection is measured, and problems drawn in each.

In the sigmoid's tails gradients are tiny; where it saturates 1 − ŷ rounds to 0: a rule good at |z| < 4 may fail there.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.experiment.routes import Route, routes

EXAMPLES, FEATURES = 5, 3
RATE = 0.5
SEED = 20


class Region(NamedTuple):
    """A name, the route that is run, and where |z| of every example lies, by dtype; anywhere if nothing is said."""

    name: str
    route: Route
    sizes: dict[str, tuple[float, float]]

    def problems(self, count: int, dtype: type[np.floating]) -> dict[str, Array]:
        """`count` problems of standard normal numbers, each x moved along w to its z; the labels are 0 and 1."""
        rng = np.random.default_rng(SEED)
        x, w, b = (rng.normal(size=shape) for shape in ((count, EXAMPLES, FEATURES), (count, FEATURES), count))
        y = rng.normal(size=(count, EXAMPLES))
        if self.route.chain.labels:
            y = (y > 0).astype(float)
        if self.sizes:
            size = rng.uniform(*self.sizes[np.dtype(dtype).name], (count, EXAMPLES))
            z = size * rng.choice([-1.0, 1.0], size.shape)
            short = (z - np.matvec(x, w) - b[:, None]) / np.vecdot(w, w)[:, None]
            x += short[..., None] * w[:, None]
        arrays = {"x": x, "y": y, "w": w, "b": b, "lr": np.full(count, RATE)}
        return {name: array.astype(dtype) for name, array in arrays.items()}


def regions() -> tuple[Region, ...]:
    """Regression, classification in three regions of z, and the last of them through the fused loss."""
    (squared,), (_, complement, fused) = routes("regression"), routes("classification")
    saturated = {"float64": (30.0, 700.0), "float32": (20.0, 80.0)}
    return (
        Region("regression", squared, {}),
        Region("unsaturated", complement, {"float64": (0.0, 4.0), "float32": (0.0, 4.0)}),
        Region("tails", complement, {"float64": (10.0, 27.0), "float32": (10.0, 16.0)}),
        Region("saturated", complement, saturated),
        Region("saturated, fused", fused, saturated),
    )
