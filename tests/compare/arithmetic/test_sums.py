"""The rules of `sums` hold for exact results and for every program: each order of summation, fused or not.

Programs: NumPy's and torch's products and means, one term after the other in either order, and 1/n first or last.
"""

import flint
import numpy as np
import pytest
import torch

from compare.arithmetic import sums
from compare.arithmetic.balls import Ball
from compare.arithmetic.operations import swapped
from tests.helpers.exactly import BITS, as_ball, ball_around, end, outside, to_arb

EXTRA = 8


@pytest.fixture(autouse=True)
def exactly():
    with flint.ctx.workprec(BITS), np.errstate(all="ignore"):
        yield


def numbers(rng, dtype, *shape):
    """Rows of numbers, each row's magnitudes within 2^40 of one another, the rows over the dtype's whole range."""
    info = np.finfo(dtype)
    smallest, largest = np.log2(float(info.smallest_subnormal)), info.maxexp / 2 - 10
    centre = rng.uniform(smallest, largest, (shape[0], *[1] * (len(shape) - 1)))
    size = np.exp2(np.minimum(centre + rng.uniform(-20, 20, shape), largest))
    return (rng.choice([-1.0, 1.0], shape) * size * (rng.random(shape) < 0.95)).astype(dtype)


def one_by_one(terms):
    return np.add.accumulate(terms, axis=-1)[..., -1]


def tensors(*arrays):
    return [torch.from_numpy(np.array(a)) for a in arrays]


def dot_programs(x, w, b):
    terms = np.concatenate([x * w[:, None, :], np.broadcast_to(b[:, None, None], (*x.shape[:2], 1))], axis=-1)
    X, W, B = tensors(x, w, b)
    fused = torch.stack(
        [torch.nn.functional.linear(i, j[None], k[None])[:, 0] for i, j, k in zip(X, W, B, strict=True)]
    )
    return np.matvec(x, w) + b[:, None], one_by_one(terms), one_by_one(terms[..., ::-1]), fused.numpy()


def mean_programs(a):
    n = a.shape[-1]
    (t,) = tensors(a)
    return a.mean(axis=-1), one_by_one(a / n), one_by_one(a[..., ::-1]) / n, t.mean(-1).numpy(), (t / n).sum(-1).numpy()


def product_programs(g, x):
    n = x.shape[-2]
    G, X = tensors(g, x)
    terms, early = ((weight[..., None] * x).swapaxes(-1, -2) for weight in (g, g / n))
    last = (np.vecmat(g, x) / n, one_by_one(terms) / n, one_by_one(terms[..., ::-1]) / n)
    return *last, one_by_one(early), ((G / n).unsqueeze(-2) @ X).squeeze(-2).numpy()


def exact_dot(x, w, b):
    return (x * w[:, None, :]).sum(-1) + b[:, None]


def exact_mean(a):
    return a.sum(-1) / a.shape[-1]


def exact_product(g, x):
    return (g[..., None] * x).sum(-2) / x.shape[-2]


def assert_held(rule, exact, programs, operands):
    held = rule(*(as_ball(a) for a in operands))
    assert np.isfinite(held.radius).mean() > 0.5
    assert outside(held, exact(*(to_arb(a) for a in operands))) == 0
    for result in programs(*operands):
        assert outside(held, result) == 0


def assert_held_around(rng, rule, exact, programs, operands, exact_ones=()):
    """With each operand at an end of its ball, but for the `exact_ones`, and with all of them at the same end."""
    around = [as_ball(a) if i in exact_ones else ball_around(rng, a) for i, a in enumerate(operands)]
    held = rule(*around)
    assert np.isfinite(held.radius).mean() > 0.5
    for result in programs(*operands):
        assert outside(held, result) == 0
    for sign in (-1, 1):
        ends = [to_arb(ball.value) if ball.exact else end(ball, sign) for ball in around]
        assert outside(held, exact(*ends)) == 0
        towards = [to_arb(b.value) if b.exact else end(b, np.where(b.value < 0, -sign, sign)) for b in around]
        assert outside(held, exact(*towards)) == 0


def layer_programs(x, W, b):
    """x·Wᵀ + b with b last, first, and as torch does it; x (…, n, d), W (…, h, d), b (…, 1, h)."""
    X, V, B = tensors(x, W, b)
    terms = x[:, :, None, :] * W[:, None, :, :]
    bias = np.broadcast_to(b.swapaxes(-1, -2)[:, None], (*terms.shape[:-1], 1))
    torchs = [torch.nn.functional.linear(i, j, k[0]) for i, j, k in zip(X, V, B, strict=True)]
    return (
        np.matmul(x, W.swapaxes(-1, -2)) + b,
        one_by_one(np.concatenate([bias, terms], axis=-1)),
        one_by_one(np.concatenate([terms, bias], axis=-1)),
        torch.stack(torchs).numpy(),
        torch.baddbmm(B, X, V.mT).numpy(),
    )


def layer(x, W, b):
    if isinstance(x, Ball):
        return sums.matmul(x, swapped(W)) + b
    return (x[:, :, None, :] * W[:, None, :, :]).sum(-1) + b


def layer_with_b_first(x, W, b):
    return b - -sums.matmul(x, swapped(W))


def gradient_programs(g, x):
    """(1/n) gᵀ·x with 1/n last, first and in each product; g (…, n, h), x (…, n, d)."""
    n = g.shape[-2]
    terms = g[..., None] * x[..., None, :]
    rows = [np.moveaxis(each, 1, -1) for each in (terms, terms / n)]
    return (
        np.matmul(g.swapaxes(-1, -2), x) / n,
        one_by_one(rows[0]) / n,
        one_by_one(rows[0][..., ::-1]) * g.dtype.type(1 / n),
        one_by_one(rows[1]),
        one_by_one(rows[1][..., ::-1]),
    )


def gradient(g, x):
    n = g.value.shape[-2] if isinstance(g, Ball) else g.shape[-2]
    if isinstance(g, Ball):
        return sums.matmul(swapped(g), x) / g.constant(np.asarray(float(n)))
    return (g[..., None] * x[..., None, :]).sum(-3) / n


def gradient_by_factor(g, x):
    n = g.value.shape[-2]
    return (Ball(g.fmt, np.asarray(1.0)) * sums.matmul(swapped(g), x)) / g.constant(np.asarray(float(n)))


def total_of_row(a):
    return sums.total(a, axis=-1)


def exact_total(a):
    return a.sum(-1)


def total_programs(a):
    (t,) = tensors(a)
    return a.sum(-1), one_by_one(a), one_by_one(a[..., ::-1]), t.sum(-1).numpy()


def mean_of_products(g, x):
    return sums.mean_product(g, x, EXTRA)


def mean_of_row(a):
    return sums.mean_over(a, axis=-1)


@pytest.mark.parametrize(("n", "d"), [(1, 1), (3, 2), (2, 17), (20, 3)])
def test_sums_of_exact_operands_lie_in_the_ball(dtype, n, d):
    rng = np.random.default_rng(3)
    x, w, b = numbers(rng, dtype, 40, n, d), numbers(rng, dtype, 40, d), numbers(rng, dtype, 40)
    g = numbers(rng, dtype, 40, n)
    assert_held(sums.affine, exact_dot, dot_programs, (x, w, b))
    assert_held(mean_of_row, exact_mean, mean_programs, (g,))
    assert_held(mean_of_products, exact_product, product_programs, (g, x))


@pytest.mark.parametrize(("n", "d", "h"), [(1, 1, 1), (3, 2, 4), (2, 17, 2), (9, 3, 2)])
def test_matrix_products_hold_every_order_of_their_terms_and_of_what_joins_them(dtype, n, d, h):
    rng = np.random.default_rng(6)
    x, W = numbers(rng, dtype, 20, n, d), numbers(rng, dtype, 20, h, d)
    b, g = numbers(rng, dtype, 20, 1, h), numbers(rng, dtype, 20, n, h)
    assert_held(layer, layer, layer_programs, (x, W, b))
    assert_held(layer_with_b_first, layer, layer_programs, (x, W, b))
    assert_held(gradient, gradient, gradient_programs, (g, x))
    assert_held(gradient_by_factor, gradient, gradient_programs, (g, x))
    assert_held(total_of_row, exact_total, total_programs, (g,))
    assert_held_around(rng, layer, layer, layer_programs, (x, W, b))
    assert_held_around(rng, gradient, gradient, gradient_programs, (g, x))
    assert_held_around(rng, total_of_row, exact_total, total_programs, (g,))


def test_a_sum_that_overflows_before_it_is_divided_claims_nothing():
    big = as_ball(np.full((1, 3), 2.0**1022))
    mean = sums.total(big, axis=-1) / big.constant(np.asarray(3.0))
    assert np.isfinite(mean.value).all() and not np.isfinite(mean.radius).any()


@pytest.mark.parametrize(("n", "d"), [(1, 1), (3, 2), (2, 17)])
def test_sums_of_operands_anywhere_in_their_balls_lie_in_the_ball(dtype, n, d):
    rng = np.random.default_rng(4)
    x, w, b = numbers(rng, dtype, 40, n, d), numbers(rng, dtype, 40, d), numbers(rng, dtype, 40)
    g = numbers(rng, dtype, 40, n)
    assert_held_around(rng, sums.affine, exact_dot, dot_programs, (x, w, b))
    assert_held_around(rng, mean_of_row, exact_mean, mean_programs, (g,))
    assert_held_around(rng, mean_of_products, exact_product, product_programs, (g, x), exact_ones=(1,))
