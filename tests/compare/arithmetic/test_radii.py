"""Each rule's radius is the one that the analysis derives, term by term: no larger, and not a rounding error smaller.

In a format made up for it every term counts: u = 2^-6, h = 2^-9, η = 2^-5 and so on, where each of the true ones hides
all others. A formula here and the code do fewer than 2^8 operations each: they agree to 2^-40. Second-order terms are
far above that. Operands are exact, or uncertain, or some of both; that the ball then holds what it should is the
subject of `test_rounding` and `test_sums`.
"""

import operator

import numpy as np
import pytest

from compare.arithmetic import balls, sums
from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import LIBM_ULPS, format_of

U, H, ETA, LIBM, FLUSH = 2.0**-6, 2.0**-9, 2.0**-5, 2.0**-4, 2.0**-7


def gamma(k):
    return k * U / (1 - k * U) + k * H / (1 - k * H)


G1 = gamma(1)
FMT = format_of(np.float64)._replace(unit=U, harness=H, gamma_1=G1, eta=ETA, libm=LIBM, sigmoid_flush=FLUSH)


@pytest.fixture(autouse=True)
def quietly():
    with np.errstate(all="ignore"):
        yield


def rounded(value, spread, roundings, underflows):
    """r|v| + (1 + r)·spread + underflows·η."""
    return roundings * np.abs(value) + (1 + roundings) * spread + underflows * ETA


def product(v, a, b, r, s):
    return rounded(v, np.abs(a) * s + np.abs(b) * r + r * s, G1, 1)


def quotient(v, a, b, r, s):
    nearest = np.abs(b) - s
    return rounded(v, r / nearest + np.abs(v) * s / nearest, G1, 1)


def grown(v, r):
    return v * np.expm1(r)


def sigmoid(v, z, r):
    return rounded(v, np.minimum(r / 4, grown(np.minimum(v, 1 - v), r)), LIBM + gamma(2), LIBM_ULPS + 2)


def softplus(v, z, r):
    return rounded(v, np.minimum(r, grown(v, r)), 2 * LIBM + G1, 2 * LIBM_ULPS + 1)


def tanh(v, a, r):
    return rounded(v, r * np.minimum(1, 4 * np.exp(2 * (r - np.abs(a)))), LIBM, LIBM_ULPS)


def square(v, a, r):
    return product(a * a, a, a, r, r)


def cube(v, a, r):
    """Two products, or a library's one function, which is paid for beside them."""
    return rounded(v, product(v, a * a, a, square(v, a, r), r), LIBM, LIBM_ULPS)


def near(a, r):
    return np.abs(a) - r


TWO = {
    "add": (operator.add, lambda v, a, b, r, s: rounded(v, r + s, G1, 0)),
    "subtract": (operator.sub, lambda v, a, b, r, s: rounded(v, r + s, G1, 0)),
    "multiply": (operator.mul, product),
    "divide": (operator.truediv, quotient),
    "weighted": (balls.weighted, product),
}
ONE = {
    "negate": (operator.neg, lambda v, a, r: r),
    "absolute": (balls.absolute, lambda v, a, r: r),
    "3 −": (lambda a: 3.0 - a, lambda v, a, r: rounded(v, r, G1, 0)),
    "3 +": (lambda a: 3.0 + a, lambda v, a, r: rounded(v, r, G1, 0)),
    "−3 ·": (lambda a: -3.0 * a, lambda v, a, r: rounded(v, 3 * r, G1, 1)),
    "3 ÷": (lambda a: 3.0 / a, lambda v, a, r: quotient(v, 3.0, a, 0.0, r)),
    "exp": (balls.exp, lambda v, a, r: rounded(v, grown(v, r), LIBM, LIBM_ULPS)),
    "log": (balls.log, lambda v, a, r: rounded(v, r / near(a, r), LIBM, 0)),
    "log1p": (balls.log1p, lambda v, a, r: rounded(v, r / near(1 + a, r), LIBM, LIBM_ULPS)),
    "tanh": (balls.tanh, tanh),
    "first power": (lambda a: balls.power(a, 1), lambda v, a, r: r),
    "square": (lambda a: balls.power(a, 2), square),
    "cube": (lambda a: balls.power(a, 3), cube),
    "sigmoid": (balls.sigmoid, sigmoid),
    "sigmoid any branch": (balls.sigmoid_any_branch, lambda v, z, r: sigmoid(v, z, r) + FLUSH),
    "softplus": (balls.softplus, softplus),
}
VALUES = np.array([0.3, 0.75, 1.0, 2.5, 40.0, 3.0, 1.5])
SIGNED = np.array([-2.5, -0.75, 0.0, 0.3, 40.0, -3.0, 3.0])
RADII = (0.0, np.array([0.0, 2.0**-3, 2.0**-10, 0.3, 2.0, 0.25, 0.5]))
POSITIVE = ("log", "log1p", "3 ÷", "square", "cube")


def assert_derived(ball, derived):
    radius = np.broadcast_to(ball.radius, ball.value.shape)
    assert np.isfinite(radius).all() and (np.abs(radius - derived) <= 2.0**-40 * np.abs(derived)).all()


@pytest.mark.parametrize("name", ONE)
@pytest.mark.parametrize("radius", RADII, ids=["exact", "uncertain"])
def test_the_radius_of_a_function_is_the_derived_one(name, radius):
    rule, derived = ONE[name]
    values = VALUES if name in POSITIVE else SIGNED
    ball = rule(Ball(FMT, values, radius))
    assert_derived(ball, derived(ball.value, values, radius))


@pytest.mark.parametrize("name", TWO)
@pytest.mark.parametrize("first", RADII, ids=["exact", "uncertain"])
@pytest.mark.parametrize("second", RADII, ids=["exact", "uncertain"])
def test_the_radius_of_an_operation_is_the_derived_one(name, first, second):
    rule, derived = TWO[name]
    a, b = SIGNED[::-1] + 0.01, VALUES
    ball = rule(Ball(FMT, a, first), Ball(FMT, b, second))
    assert_derived(ball, derived(ball.value, a, b, first, second))


X = np.array([[[1.5, -2.0], [0.5, 0.25], [-3.0, 1.0]], [[0.75, 2.0], [1.0, -1.0], [0.125, 8.0]]])
W, B = np.array([[0.3, -0.7], [2.0, 0.1]]), np.array([0.4, -5.0])
G = np.array([[0.5, -1.0, 2.0], [-0.25, 3.0, 1.0]])
OF_X, OF_W, OF_B, OF_G = (0.01 * np.abs(each) + 0.001 for each in (X, W, B, G))


def summed(magnitude, spread, roundings, products):
    """γ_k (Σ|terms| + spread) + spread + products·η."""
    return gamma(roundings) * (magnitude + spread) + spread + products * ETA


def dot(of_x, of_w):
    """Σ|x||w|, and the spread of a product term by term."""
    size, weight = np.abs(X), np.abs(W)[:, None, :]
    of_w = np.broadcast_to(of_w, W.shape)[:, None, :]
    return (size * weight).sum(-1), (size * of_w + weight * of_x + of_x * of_w).sum(-1)


@pytest.mark.parametrize("of_x", [0.0, OF_X], ids=["exact", "uncertain"])
@pytest.mark.parametrize("of_w", [0.0, OF_W], ids=["exact", "uncertain"])
@pytest.mark.parametrize("of_b", [0.0, OF_B], ids=["exact", "uncertain"])
def test_the_radius_of_a_dot_product_is_the_derived_one(of_x, of_w, of_b):
    magnitude, spread = dot(of_x, of_w)
    x, w, b = Ball(FMT, X, of_x), Ball(FMT, W, of_w), Ball(FMT, B, of_b)
    assert_derived(sums.matvec(x, w), summed(magnitude, spread, 2, 2))
    magnitude, spread = magnitude + np.abs(B)[:, None], spread + np.broadcast_to(of_b, B.shape)[:, None]
    assert_derived(sums.affine(x, w, b), summed(magnitude, spread, 3, 2))


@pytest.mark.parametrize("of_x", [0.0, OF_X], ids=["exact", "uncertain"])
@pytest.mark.parametrize("of_w", [0.0, OF_W], ids=["exact", "uncertain"])
def test_the_radius_of_a_product_of_matrices_is_that_of_its_dot_products(of_x, of_w):
    """(2, 3, 2) by (2, 2, 1)."""
    w, of_w = W[..., None], of_w if isinstance(of_w, float) else of_w[..., None]
    one = sums.matmul(Ball(FMT, X, of_x), Ball(FMT, w, of_w))
    magnitude, spread = (part[..., None] for part in dot(of_x, of_w if isinstance(of_w, float) else of_w[..., 0]))
    assert np.array_equal(one.value, np.matmul(X, w))
    assert_derived(one, summed(magnitude, spread, 2, 2))


def test_a_mean_pays_once_for_each_example_beside_one_of_nothing():
    beside = sums.mean_over(Ball(FMT, np.array([[0.0, 0.0], [3.0, 1.0]])), axis=-1)
    assert beside.radius.tolist() == [0, *sums.mean_over(Ball(FMT, np.array([[3.0, 1.0]])), axis=-1).radius]


@pytest.mark.parametrize("axis", [-1, -2])
@pytest.mark.parametrize("of_x", [0.0, OF_X], ids=["exact", "uncertain"])
def test_the_radius_of_a_sum_or_a_mean_is_the_derived_one(axis, of_x):
    n, size = X.shape[axis], np.abs(X).sum(axis=axis)
    spread = np.broadcast_to(of_x, X.shape).sum(axis=axis)
    whole, mean = sums.total(Ball(FMT, X, of_x), axis), sums.mean_over(Ball(FMT, X, of_x), axis)
    assert np.array_equal(whole.value, X.sum(axis=axis)) and np.array_equal(mean.value, X.sum(axis=axis) / n)
    assert_derived(whole, summed(size, spread, n - 1, 0))
    assert_derived(mean, summed(size / n, spread / n, n + 1, n))


@pytest.mark.parametrize("extra", [0, 8])
@pytest.mark.parametrize("of_g", [0.0, OF_G], ids=["exact", "uncertain"])
def test_the_radius_of_a_mean_of_products_is_the_derived_one(extra, of_g):
    ball = sums.mean_product(Ball(FMT, G, of_g), Ball(FMT, X), extra)
    size = np.abs(X)
    of_products = (np.broadcast_to(of_g, G.shape)[..., None] * size).sum(-2) / 3
    magnitude = (np.abs(G)[..., None] * size).sum(-2) / 3
    spread = 3 * ETA * size.sum(-2) + of_products
    assert_derived(ball, summed(magnitude, spread, 3 + extra, 3))


def test_the_bound_of_a_long_sum_is_rounded_up():
    """Terms just under half of 1's spacing are lost in part when their sizes are added: SAFETY would not pay for it."""
    d, small, fmt = 10**6, 0.99 * 2.0**-53, format_of(np.float64)
    x = np.full((1, d), small)
    x[0, 0] = 1.0
    ball = sums.affine(Ball(fmt, x), Ball(fmt, np.ones(d)), Ball(fmt, np.zeros(())))
    assert ball.radius[0] * SAFETY >= fmt.gamma(d + 1) * (1 + (d - 1) * small) > fmt.gamma(d) * (1 + (d - 1) * small)
