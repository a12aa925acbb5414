"""Every link of a trace follows from the trace's own operands, within the roundings of that one operation.

Where autograd's formula for a link is a few correctly rounded operations, NumPy repeats it and the two are equal in
every bit; this leaves a sum, a mean and what libm rounds. u is half a unit in the last place of 1, η the smallest
subnormal, Ω the largest finite number; γ_k = ku/(1 − ku) bounds k roundings in any order (Higham 2002, Lemma 3.1).
Sums and bounds are exact rationals.
"""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from torch_impl import classification, regression

SMALLEST = {np.float64: 2.0**-1074, np.float32: 2.0**-149}


@st.composite
def problems(draw):
    """Draw problems whose z is far from overflow: generic, saturated, tiny, subnormal, with zeros."""
    dtype = draw(st.sampled_from([np.float64, np.float32]))
    batch = draw(st.sampled_from([(), (1,), (2, 2)]))
    n, d = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    size = draw(st.sampled_from([SMALLEST[dtype] * 2**9, 2.0**-80, 1.0, 16.0]))

    def numbers(shape, low, high):
        width = np.finfo(dtype).bits
        elements = st.floats(float(dtype(low)), float(dtype(high)), width=width)
        return draw(hnp.arrays(dtype, shape, elements=elements, fill=st.nothing()))

    return {
        "x": numbers((*batch, n, d), -size, size),
        "y": numbers((*batch, n), 0, 1),
        "w": numbers((*batch, d), -8, 8),
        "b": numbers(batch, -8, 8),
        "lr": numbers(batch, 2.0**-10, 1),
    }


def gamma(k, dtype):
    u = Fraction(float(np.finfo(dtype).eps)) / 2
    return k * u / (1 - k * u)


def exact(array):
    return np.vectorize(Fraction, otypes=[object])(np.asarray(array, float))


def within(value, truth, radius):
    return bool(np.all(abs(exact(value) - truth) <= radius))


def equal(a, b):
    return a.dtype == b.dtype and np.array_equal(a, b)


def common_laws(problem, trace, per_example):
    if not problem["lr"].ndim:
        problem, trace = ({name: value[None] for name, value in group.items()} for group in (problem, trace))
    dtype = problem["x"].dtype.type
    n, d = problem["x"].shape[-2:]
    eta = Fraction(SMALLEST[dtype])
    x, w, b, lr = (exact(problem[name]) for name in ("x", "w", "b", "lr"))

    # d products and d additions in any order, each product losing at most η/2 when it is subnormal.
    terms = x * w[..., None, :]
    radius = gamma(d + 1, dtype) * (abs(terms).sum(-1) + abs(b)[..., None]) + d * eta
    assert within(trace["z"], terms.sum(-1) + b[..., None], radius)

    assert equal(trace["dz/dw"], problem["x"])
    assert equal(trace["dz/db"], np.ones_like(problem["y"]))
    for value in per_example:
        assert equal(trace[f"d{value}/db"], trace[f"d{value}/dz"])
        assert equal(trace[f"d{value}/dw"], trace[f"d{value}/dz"][..., None] * problem["x"])

    # n − 1 additions and a division.
    L = exact(trace["L"])
    assert within(trace["J"], L.sum(-1) / n, gamma(n, dtype) * abs(L).sum(-1) / n + eta)

    # 1/n is pulled back first: the seven roundings of a link ahead of the product, or an η there that x multiplies.
    g = exact(trace["dL/dz"])
    assert within(trace["dJ/db"], g.sum(-1) / n, gamma(n + 8, dtype) * abs(g).sum(-1) / n + 8 * n * eta)
    terms = g[..., None] * x
    radius = gamma(n + 8, dtype) * abs(terms).sum(-2) / n + 8 * eta * (abs(x).sum(-2) + n)
    assert within(trace["dJ/dw"], terms.sum(-2) / n, radius)

    # A product and a difference.
    for name, value, rate in (("w", w, lr[..., None]), ("b", b, lr)):
        change = rate * exact(trace[f"dJ/d{name}"])
        radius = gamma(1, dtype) * (abs(change) + abs(value - change)) + eta
        assert within(trace[f"{name}+"], value - change, radius * (1 + gamma(1, dtype)))


def sigmoid(z):
    """Return σ(z) to 60 digits, as a rational."""
    with mpmath.workdps(60):
        p = 1 / (1 + mpmath.exp(-mpmath.mpf(float(z))))
        sign, mantissa, exponent, _ = p._mpf_
    return Fraction(int(mantissa)) * Fraction(2) ** exponent * (-1) ** sign


@given(problems())
def test_regression(problem):
    trace = regression.trace(problem)
    common_laws(problem, trace, ["y_hat", "L"])
    z, y = trace["z"], problem["y"]
    assert equal(trace["y_hat"], z)
    assert equal(trace["L"], (z - y) * (z - y) / 2)
    assert equal(trace["dL/dy_hat"], z - y)
    assert equal(trace["dy_hat/dz"], np.ones_like(z))
    assert equal(trace["dL/dz"], z - y)


@given(problems())
def test_sigmoid_and_bce(problem):
    trace = classification.bce(problem)
    common_laws(problem, trace, ["y_hat", "L"])
    dtype, p, y = problem["x"].dtype.type, trace["y_hat"], problem["y"]
    eta, one = Fraction(SMALLEST[dtype]), dtype(1)

    # exp within 4 ulps, 8 roundings; then an addition and a division. Where exp(−z) overflows, σ(z) < 1.5/Ω becomes 0.
    truth = np.vectorize(sigmoid, otypes=[object])(trace["z"])
    lost = Fraction(3, 2) / Fraction(float(np.finfo(dtype).max)) + 2 * eta
    assert within(p, truth, gamma(12, dtype) * truth + lost)

    # The forward of Loss.cpp; each log within 4 ulps on either side, then two products and a difference.
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log1p(-p), dtype(-100)), np.maximum(np.log(p), dtype(-100))
    L = (exact(y) - 1) * exact(logs[0]) - exact(y) * exact(logs[1])
    assert within(trace["L"], L, gamma(20, dtype) * L + 4 * eta)

    # binary_cross_entropy_backward and sigmoid_backward, as PyTorch documents them.
    smallest = dtype(np.float32(1e-12))
    assert equal(trace["dL/dy_hat"], (p - y) / np.maximum((one - p) * p, smallest))
    assert equal(trace["dy_hat/dz"], (one - p) * p)
    assert equal(trace["dL/dz"], trace["dL/dy_hat"] * (one - p) * p)


@given(problems())
def test_bce_with_logits(problem):
    trace = classification.bce_with_logits(problem)
    common_laws(problem, trace, ["L"])
    dtype, y = problem["x"].dtype.type, exact(problem["y"])
    eta = Fraction(SMALLEST[dtype])

    # In every bit what nn.BCEWithLogitsLoss gives at the trace's z, whose rule under vmap is another formula.
    leaf = torch.tensor(trace["z"], requires_grad=True)
    own = torch.nn.BCEWithLogitsLoss(reduction="none")(leaf, torch.tensor(problem["y"]))
    assert equal(trace["L"], own.detach().numpy())
    assert equal(trace["dL/dz"], torch.autograd.grad(own, leaf, torch.ones_like(own))[0].numpy())

    # σ(z) as above, then one subtraction.
    truth = np.vectorize(sigmoid, otypes=[object])(trace["z"])
    lost = Fraction(3, 2) / Fraction(float(np.finfo(dtype).max)) + 2 * eta
    radius = gamma(13, dtype) * truth + gamma(1, dtype) * abs(truth - y) + lost
    assert within(trace["dL/dz"], truth - y, radius)

    # (1 − y)z − [min(z, 0) − log1p(exp(−|z|))]: exp and log1p within 4 ulps each and six more roundings, of the sum of
    # the terms' sizes, since the terms cancel.
    z = exact(trace["z"])
    softplus = np.vectorize(_log1p_exp, otypes=[object])(abs(z))
    size = (1 - y) * abs(z) + np.maximum(z, 0) + np.maximum(-z, 0) + softplus
    L = (1 - y) * z + np.maximum(-z, 0) + softplus
    assert within(trace["L"], L, gamma(22, dtype) * size + 8 * eta)


def _log1p_exp(z):
    """Return ln(1 + e^(−z)) to 60 digits, as a rational."""
    with mpmath.workdps(60):
        sign, mantissa, exponent, _ = mpmath.log1p(mpmath.exp(-mpmath.mpf(z.numerator) / z.denominator))._mpf_
    return Fraction(int(mantissa)) * Fraction(2) ** exponent * (-1) ** sign


@pytest.mark.parametrize("n", [33, 1000])
def test_long_columns_take_the_same_laws(n):
    # Longer than any vector register, so that SIMD bodies and their scalar tails are both run.
    rng = np.random.default_rng(3)
    problem = {"x": rng.normal(size=(n, 3)), "y": rng.random(n), "w": rng.normal(size=3)}
    problem |= {"b": np.asarray(0.5), "lr": np.asarray(0.25)}
    common_laws(problem, regression.trace(problem), ["y_hat", "L"])
    common_laws(problem, classification.bce(problem), ["y_hat", "L"])
    common_laws(problem, classification.bce_with_logits(problem), ["L"])
