"""Problems to measure on: normal features, weights of size 1/√d so that no prediction saturates."""

from __future__ import annotations

import numpy as np

from compare.arithmetic.precision import Array


def normal(n: int, d: int, *, labels: bool, batch: tuple[int, ...] = ()) -> dict[str, Array]:
    """A problem, or a batch of them, in float64; `labels`: targets 0 and 1."""
    rng = np.random.default_rng(7)
    y = rng.integers(0, 2, (*batch, n)).astype(np.float64) if labels else rng.normal(size=(*batch, n))
    return {
        "x": rng.normal(size=(*batch, n, d)),
        "y": y,
        "w": rng.normal(size=(*batch, d)) / np.sqrt(d),
        "b": rng.normal(size=batch),
        "lr": np.full(batch, 0.1),
    }
