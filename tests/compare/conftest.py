"""The routes that are compared, and the libm constants measured again before anything relies on them.

An exact value is held as the float64 `high` nearest to it and the float64 `low` nearest to what is left, so an error is
known to about 2^-100 of the value: python-flint's arb gives both (a proven enclosure at 160 bits).
"""

from typing import NamedTuple

import flint
import numpy as np
import pytest
import torch

import manual
from compare.arithmetic.balls import Ball, sigmoid, sigmoid_any_branch, softplus
from compare.arithmetic.precision import LIBM_ULPS, format_of
from tests.helpers.routes import ROUTES

LIBM = {
    "exp": (flint.arb.exp, np.exp, torch.exp),
    "log": (flint.arb.log, np.log, torch.log),
    "log1p": (flint.arb.log1p, np.log1p, torch.log1p),
    "tanh": (flint.arb.tanh, np.tanh, torch.tanh),
}


@pytest.fixture(scope="session", params=list(ROUTES))
def route(request):
    return ROUTES[request.param]


@pytest.fixture(scope="session", params=[np.float64, np.float32], ids=["float64", "float32"])
def dtype(request):
    return request.param


class Exact(NamedTuple):
    high: np.ndarray
    low: np.ndarray

    def errors(self, values):
        return np.abs((values.astype(np.float64) - self.high) - self.low)

    def ulps(self, values):
        """The error in spacings of the exact value's binade in the values' dtype, never below the smallest number."""
        info = np.finfo(values.dtype)
        least = np.log2(float(info.smallest_subnormal))
        exponent = np.maximum(np.frexp(self.high)[1] - 1.0 - info.nmant, least)
        return np.ldexp(self.errors(values), -exponent.astype(int))


def exact(function, arguments):
    flint.ctx.prec = 160
    balls = [function(flint.arb(float(argument))) for argument in arguments]
    high = np.array([float(ball) for ball in balls])
    return Exact(high, np.array([float(ball - top) for ball, top in zip(balls, high.tolist(), strict=True)]))


def arb_sigmoid(z):
    return 1 / (1 + (-z).exp())


def arb_softplus(z):
    return z.exp().log1p()


def arguments_of(name, rng, dtype, count):
    """Arguments over every binade that a chain can hand to the function; results may be subnormal."""
    info = np.finfo(dtype)
    smallest, largest = np.log2(float(info.smallest_subnormal)), float(info.maxexp)
    if name == "exp":
        spread = rng.uniform(smallest * np.log(2), (largest - 1) * np.log(2), count)
        near_zero = -np.exp2(rng.uniform(-40, 6, count))
        arguments = np.where(rng.random(count) < 0.5, spread, near_zero)
    elif name == "log":
        any_binade, near_one = np.exp2(rng.uniform(smallest, largest, count)), rng.uniform(0.5, 2, count)
        arguments = np.where(rng.random(count) < 0.5, any_binade, near_one)
    elif name == "tanh":
        any_binade = np.exp2(rng.uniform(smallest, largest, count)) * rng.choice([-1.0, 1.0], count)
        arguments = np.where(rng.random(count) < 0.3, any_binade, rng.uniform(-5, 5, count))
    else:
        small = np.exp2(rng.uniform(smallest, 0, count)) * rng.choice([1.0, -0.999], count)
        arguments = np.where(rng.random(count) < 0.5, small, rng.uniform(-0.999, 1, count))
    return arguments.astype(dtype)


def worst_ulps(name, dtype, rng):
    """NumPy's and torch's largest error in ulps: float64 against arb, float32 against NumPy's float64.

    The float64 values are themselves off by at most LIBM_ULPS 2^-29 float32 ulps, which is paid for here.
    """
    function, numpy_function, torch_function = LIBM[name]
    arguments = arguments_of(name, rng, dtype, 10_000 if dtype == np.float64 else 200_000)
    arguments = arguments[np.isfinite(arguments) & ((name != "log") | (arguments > 0))]
    if dtype == np.float64:
        truth, doubt = exact(function, arguments), 0.0
    else:
        truth, doubt = Exact(numpy_function(arguments.astype(np.float64)), np.zeros(arguments.size)), 2.0**-29
    results = numpy_function(arguments), torch_function(torch.from_numpy(arguments)).numpy()
    return [truth.ulps(result).max() + LIBM_ULPS * doubt for result in results]


@pytest.fixture(scope="session", autouse=True)
def libm_is_as_good_as_the_constants_say():
    rng = np.random.default_rng(20)
    for dtype in (np.float64, np.float32):
        for name in LIBM:
            for library, ulps in zip(("NumPy", "torch"), worst_ulps(name, dtype, rng), strict=True):
                assert ulps <= LIBM_ULPS, f"{library}'s {name} is off by {ulps:.3g} ulps in {dtype.__name__} here"
        _composites_lie_in_their_balls(dtype, rng)


def _composites_lie_in_their_balls(dtype, rng):
    z = (rng.choice([-1.0, 1.0], 4_000) * np.exp2(rng.uniform(-30, 9.6, 4_000))).astype(dtype)
    ball = Ball(format_of(dtype), z.astype(np.float64))
    tensor = torch.from_numpy(z)
    cases = (
        (arb_sigmoid, sigmoid, [manual.sigmoid.sigmoid(z)]),
        (arb_sigmoid, sigmoid_any_branch, [torch.sigmoid(tensor).numpy()]),
        (arb_softplus, softplus, [np.logaddexp(dtype(0), z), -torch.nn.functional.logsigmoid(-tensor).numpy()]),
    )
    for function, rule, programs in cases:
        held = rule(ball)
        assert (exact(function, z).errors(held.value) <= held.radius).all(), rule.__name__
        for program in programs:
            assert (np.abs(program - held.value) <= held.radius).all(), rule.__name__
