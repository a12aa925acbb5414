"""Problems for the tests of torch_impl, and its three sides."""

import numpy as np
import pytest

from torch_impl import classification, regression

SIDES = {
    "regression": regression.trace,
    "bce": classification.bce,
    "bce_with_logits": classification.bce_with_logits,
}


@pytest.fixture(params=list(SIDES))
def task(request):
    return request.param


@pytest.fixture
def side(task):
    return SIDES[task]


@pytest.fixture(params=[np.float64, np.float32], ids=["float64", "float32"])
def dtype(request):
    return request.param


@pytest.fixture
def dyadic():
    """Make problems of few-bit numbers: z, and all of regression when n is a power of two, is free of rounding."""

    def make(task, dtype, batch=(), n=4, d=2):
        rng = np.random.default_rng(7)
        y = rng.integers(-3, 4, (*batch, n)) if task == "regression" else rng.integers(0, 2, (*batch, n))
        arrays = {
            "x": rng.integers(-3, 4, (*batch, n, d)),
            "y": y,
            "w": rng.integers(-4, 5, (*batch, d)) / 4,
            "b": rng.integers(-8, 9, batch) / 8,
            "lr": 2.0 ** rng.integers(-5, 0, batch),
        }
        return {name: np.asarray(value, dtype) for name, value in arrays.items()}

    return make
