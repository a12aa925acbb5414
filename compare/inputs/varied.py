"""Random problems of a chain, of changing shapes and magnitudes: among them one that tells two mistakes apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.chains.chain import Chain, shape_of
from compare.inputs.small import RATES, Problem

LONGEST = {"n": 7}  # the longest axis of the examples; every other has up to four
SCALES = (1.0, 0.25, 16.0)  # the parameters are multiplied by this: moderate, small, and large enough to saturate


def varied_problems(chain: Chain, dtype: type[np.floating], seed: int = 0) -> Iterator[Problem]:
    """Problems without batch axes, without end: lengths, scale and rate differ from one to the next."""
    rng = np.random.default_rng(seed)
    while True:
        lengths = {axis: int(rng.integers(1, LONGEST.get(axis, 4) + 1)) for axis in chain.axes}
        scale = rng.choice(SCALES)
        yield {
            name: np.asarray(_values(chain, name, shape_of(own, lengths), scale, rng), dtype)
            for name, own in chain.arrays
        }


def _values(chain: Chain, name: str, shape: tuple[int, ...], scale: float, rng: np.random.Generator) -> NDArray[Any]:
    if name == "lr":
        return rng.choice(RATES, shape)
    if name == "y" and chain.labels:
        return rng.integers(0, 2, shape)
    return rng.normal(size=shape) * (scale if name in chain.parameters else 1.0)
