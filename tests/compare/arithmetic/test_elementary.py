"""Roots, powers and further functions: every point of a ball, exact or computed by NumPy or PyTorch, is held."""

import flint
import numpy as np
import pytest
import torch
from flint import arb
from hypothesis import given
from hypothesis import strategies as st

from compare.arithmetic import elementary as rules
from compare.arithmetic.balls import Ball
from compare.arithmetic.exact import exact
from compare.arithmetic.precision import LIBM_ULPS, format_of
from tests.helpers.exactly import BITS, outside

INF = np.inf


@pytest.fixture(autouse=True)
def quietly():
    with np.errstate(all="ignore"):
        yield


def inverse(k):
    def inverse_power(a):
        return rules.inverse_power(a, exponent=k)

    return inverse_power


def with_base(word, c):
    def of_base(a):
        return word(a, base=c)

    return of_base


def to_the(p):
    def real_power(a):
        return rules.real_power(a, exponent=p)

    return real_power


WAYS = {
    "sqrt": (rules.sqrt, np.sqrt, lambda a: a**0.5, torch.sqrt),
    "1/a": (inverse(1), np.reciprocal, lambda a: a**-1.0, lambda a: np.power(a, -1.0), torch.reciprocal),
    "1/a²": (inverse(2), lambda a: 1 / a**2, lambda a: (1 / a) ** 2, lambda a: 1 / a / a, lambda a: np.power(a, -2.0)),
    "1/a³": (inverse(3), lambda a: 1 / a**3, lambda a: (1 / a) ** 3, lambda a: 1 / (a * a * a)),
    "1/√a": (to_the(-0.5), lambda a: a**-0.5, lambda a: 1 / np.sqrt(a), lambda a: np.sqrt(1 / a), torch.rsqrt),
    "a√a": (to_the(1.5), lambda a: a**1.5, lambda a: a * np.sqrt(a), lambda a: torch.pow(a, 1.5)),
    "a^0.3": (to_the(0.3), lambda a: a**0.3),
    "expm1": (rules.expm1, np.expm1, torch.expm1),
    "sin": (rules.sin, np.sin, torch.sin),
    "cos": (rules.cos, np.cos, torch.cos),
    "arctan": (rules.arctan, np.arctan, torch.arctan),
    "sinh": (rules.sinh, np.sinh, torch.sinh),
    "cosh": (rules.cosh, np.cosh, torch.cosh, lambda a: (np.exp(a) + np.exp(-a)) / 2),
    "2^a": (with_base(rules.raised, 2.0), np.exp2, lambda a: 2**a, torch.exp2),
    "0.7^a": (with_base(rules.raised, 0.7), lambda a: 0.7**a, lambda a: np.power(a.dtype.type(0.7), a)),
    "log2": (with_base(rules.log_to, 2.0), np.log2, torch.log2, lambda a: np.log(a) / np.log(a.dtype.type(2))),
    "log10": (with_base(rules.log_to, 10.0), np.log10, torch.log10, lambda a: np.log(a) / np.log(a.dtype.type(10))),
}
ANY_SIGN = ("expm1", "sin", "cos", "arctan", "sinh", "cosh", "2^a", "0.7^a", "1/a", "1/a²", "1/a³")


def computed(way, values):
    try:
        return np.asarray(way(values))
    except TypeError:
        return way(torch.from_numpy(values)).numpy()


def arguments(name, dtype, rng, size=300):
    spread = np.concatenate([rng.uniform(-9, 9, size), rng.normal(size=size) * 2.0 ** rng.integers(-120, 60, size)])
    return (spread if name in ANY_SIGN else np.abs(spread)).astype(dtype)


@pytest.mark.parametrize("name", WAYS)
def test_the_exact_value_and_every_way_to_compute_it_lie_in_the_ball(name, dtype):
    rule, *ways = WAYS[name]
    values = arguments(name, dtype, np.random.default_rng(4))
    held = rule(Ball(format_of(dtype), values.astype(np.float64)))
    assert np.isfinite(held.radius).mean() > 0.5
    with flint.ctx.workprec(BITS):
        assert outside(held, rule(exact(values)).value) == 0
    assert [outside(held, computed(way, values)) for way in ways] == [0] * len(ways)


@pytest.mark.parametrize("name", WAYS)
def test_a_value_a_few_roundings_off_is_outside(name, dtype):
    rule, way, *_ = WAYS[name]
    values = np.random.default_rng(5).uniform(0.3, 1.4, 50).astype(dtype)
    held = rule(Ball(format_of(dtype), values.astype(np.float64)))
    off = way(values) * (1 + 32 * np.finfo(dtype).eps)
    assert outside(held, off) == 50


@pytest.mark.parametrize("name", WAYS)
@given(data=st.data())
def test_every_point_of_a_ball_is_held(name, data):
    rule = WAYS[name][0]
    value = data.draw(st.floats(-750, 750) if name in ANY_SIGN else st.floats(0, 1e300))
    radius = data.draw(st.sampled_from([0.0, 2.0**-1074, abs(value) / 3, abs(value) / 2, abs(value), 1e-9, 1.0, 700.0]))
    held = rule(Ball(format_of(np.float64), np.array([value]), np.array([radius])))
    with flint.ctx.workprec(BITS):
        for share in (-1, -0.5, 0.0, 1):
            point = exact([value])
            point.value[0] += arb(radius) * arb(share)
            assert outside(held, rule(point).value) == 0


def test_nothing_is_claimed_where_a_program_may_get_nan_or_meets_a_pole():
    fmt = format_of(np.float64)
    root = rules.sqrt(Ball(fmt, np.array([1.0, 1.0, 0.0, -1.0]), np.array([1.0, 1.5, 0.0, 0.0])))
    assert np.isfinite(root.radius).tolist() == [True, False, True, False] and root.radius[2] == 0
    assert np.isfinite(rules.sqrt(Ball(fmt, np.array([4.0, -4.0]))).radius).tolist() == [True, False]
    for rule in (inverse(1), inverse(2), to_the(-0.5), to_the(0.5)):
        held = rule(Ball(fmt, np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.125, 0.75])))
        assert np.isfinite(held.radius).tolist() == [False, True, False]


@pytest.mark.parametrize("name", ["sin", "cos", "expm1", "arctan"])
def test_a_library_is_within_its_ulps(name, dtype):
    """As for exp and log, which `conftest` measures."""
    rule, *ways = WAYS[name]
    values = arguments(name, dtype, np.random.default_rng(6), 2000)
    info = np.finfo(dtype)
    with flint.ctx.workprec(BITS):
        true = rule(exact(values)).value
        for way in ways:
            found = computed(way, values)
            size = np.abs(found.astype(np.float64))
            spacing = np.maximum(2.0 ** (np.frexp(size)[1] - 1.0 - info.nmant), float(info.smallest_subnormal))
            finite = np.isfinite(found)
            off = [
                float(abs(arb(float(f)) - t) / arb(float(s)))
                for f, t, s in zip(found[finite], true[finite], spacing[finite], strict=True)
            ]
            assert max(off) <= LIBM_ULPS
