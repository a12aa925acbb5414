"""How people write softmax, norms, masks, pieces and tables: each runs as it is, on any kind of number, bounded."""

import numpy as np
import pytest

from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import format_of
from tests.helpers.exactly import as_ball, outside
from tests.helpers.rules import arrays, batched, check_alike, check_held, check_widened, one_by_one

Z, G, V, ROW, RATE = (5, 3), (5, 3), (5,), (3,), ()


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_in_place(z):
    z = z - np.max(z, axis=1)[:, None]
    e = np.exp(z)
    e /= np.sum(e, axis=1, keepdims=True)
    return e


def softmax_by_columns(z):
    e = np.exp(z.T - np.amax(z, axis=1))
    return (e / e.sum(axis=0)).T


def log_softmax(z):
    m = np.max(z, axis=1, keepdims=True)
    return z - m - np.log(np.exp(z - m).sum(axis=1, keepdims=True))


def log_sum_exp(z):
    m = z.max(axis=1)
    return m + np.log(np.exp(z - m[:, np.newaxis]).sum(axis=1))


def log_add(a, b):
    return np.logaddexp(a, b) + np.logaddexp(0, a)


def layer_norm(x):
    return (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)


def layer_norm_by_std(x):
    return (x - np.mean(x, axis=-1, keepdims=True)) / np.sqrt(np.std(x, axis=-1, keepdims=True) ** 2 + 0.5)


def unit_rows(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True) + x / np.sqrt((x**2).sum(axis=1)).reshape(-1, 1)


def inverse_root(x):
    return (1 + x**2) ** -0.5 + (1 + x * x) ** 0.5 + np.power(2 + np.abs(x), 1.5)


def inverses(x):
    return (1 + x**2) ** -1 + (1 + x**2) ** -2 + np.reciprocal(2 + np.abs(x)) + (3 + x**2) ** -3.0 + x**0


def relu_slope(z):
    return (z > 0).astype(z.dtype if isinstance(z, np.ndarray) else float) + 1.0 * (z >= 0) - np.heaviside(z, 0.5)


def relu(z):
    return z * (z > 0) + np.where(z > 0, z, 0) + np.maximum(0, z) + np.maximum(z, np.zeros_like(z))


def hard_tanh_slope(z):
    return np.where((z > -1) & (z < 1), 1.0, 0.0) + np.where(np.abs(z) < 1, 1.0, 0.0) + (z > -1) * (z <= 1.0)


def hard_tanh(z):
    return np.clip(z, -1, 1) + z.clip(-1, 1) + np.clip(z, None, 0.5) + np.clip(z, a_min=0.25, a_max=None)


def outside_of(z):
    return np.where((z < -1) | (z > 1), 2.0, ~(z != 3) * 1.0) + np.where(np.logical_not(z > 0), z, -z)


def huber(z, y):
    r = z - y
    return np.where(np.abs(r) <= 1, 0.5 * r**2, np.abs(r) - 0.5) + np.sign(r) * np.minimum(np.abs(r), 1)


def routed(z, g):
    return np.where(z == z.max(axis=1, keepdims=True), g[:, None], 0) + g[:, None] * (z >= np.max(z, axis=1)[:, None])


def routed_otherwise(z, g):
    """Where nothing is the largest, and by place."""
    top = z.max(axis=1, keepdims=True)
    by_place = np.arange(z.shape[1]) == np.argmax(z, axis=1)[:, None]
    return np.where(z < top, 0, g[:, None]) + np.where(top > z, 0.0, 1.0) + by_place * g[:, None] + (z <= top) * 1.0


def smallest(z):
    low = z.min(axis=1, keepdims=True)
    return (
        (z == low) * z
        + np.where(z > low, 0.0, z)
        + np.min(z, axis=0)
        + (low != z) * 2.0
        + (np.arange(z.shape[1]) == z.argmin(axis=1)[:, None])
    )


def larger_of_two(a, b):
    return np.maximum(a, b) - np.minimum(a, 2 * b) + np.max(a) - a.min()


def pieces(x, row):
    rows = np.concatenate([x, row[None, :], np.ones((1, 3))], axis=0)
    return np.stack([rows, rows[:, ::-1]], axis=-1).reshape(len(rows), -1)[:, 1:]


def beside(x, y):
    return np.hstack([x, y[:, None]]) @ np.ones(4) + np.column_stack((y, x, np.ones(len(y)))).sum(axis=1)


def below(row):
    return np.vstack([row, 2 * row, np.zeros_like(row)]).ravel() + np.concatenate((row, row, row)).flatten()


def shapes_of(x, y):
    return (
        x.reshape((x.shape[0], x.shape[1], 1)).squeeze()
        + np.squeeze(y[:, None, None], axis=2)
        + np.broadcast_to(y[:, None], x.shape)
        + np.full_like(x, 0.5)
        + np.reshape(x.size * y, (-1, 1))
    )


def waves(x):
    return np.sin(x) * np.cos(x) + np.arctan(x) + np.expm1(x) + np.fabs(+x)


def by_labels(x, W, g):
    return np.einsum("nd,hd->nh", x, W) * g[:, None] + np.einsum("n, nd -> d", g, x)[:2] + np.einsum("ij,kj", x, W)


def products(x, W):
    return np.prod(x, axis=1)[:, None] + np.inner(x, W) + x.prod() + np.average(x, axis=1)[:, None]


def turned(x):
    return (
        np.flip(x, axis=1)
        + np.roll(x, 1, axis=1)
        + np.moveaxis(x.T, 0, 1)
        + np.repeat(x[:, :1], 3, axis=1)
        + np.append(x[:, 1:], x[:, [0]], axis=1)
        + x[:, [2, 0, 1]]
        + np.flip(x)
        + x * np.ones(3, dtype=x.dtype)
    )


def by_cases(z):
    return np.select([z > 1, z < -1], [z, -z], z * z) + np.take_along_axis(z, np.argmax(z, axis=1)[:, None], axis=1)


def bases(z):
    return 2**z + np.exp2(-z) + np.log2(1 + z * z) - np.log10(2 + z * z) + np.sinh(z) / np.cosh(z) + 0.3**z


SPELLINGS = {
    by_labels: (Z, (2, 3), V),
    products: (Z, (2, 3)),
    turned: (Z,),
    by_cases: (Z,),
    bases: (Z,),
    softmax: (Z,),
    softmax_in_place: (Z,),
    softmax_by_columns: (Z,),
    log_softmax: (Z,),
    log_sum_exp: (Z,),
    log_add: (Z, ROW),
    layer_norm: (Z,),
    layer_norm_by_std: (Z,),
    unit_rows: (Z,),
    inverse_root: (Z,),
    inverses: (V,),
    relu_slope: (V,),
    relu: (Z,),
    hard_tanh_slope: (Z,),
    hard_tanh: (V,),
    outside_of: (Z,),
    huber: (V, V),
    routed: (Z, V),
    routed_otherwise: (Z, V),
    smallest: (Z,),
    larger_of_two: (Z, ROW),
    pieces: (Z, ROW),
    beside: (Z, V),
    below: (ROW,),
    shapes_of: (Z, V),
    waves: (Z,),
}


@pytest.mark.parametrize("rule", SPELLINGS)
def test_all_problems_at_once_are_each_of_them_alone(rule, dtype):
    check_alike(rule, SPELLINGS[rule], arrays(SPELLINGS[rule], dtype))


@pytest.mark.parametrize("rule", SPELLINGS)
def test_the_exact_value_and_numpys_lie_in_the_ball_which_is_small(rule, dtype):
    check_held(rule, SPELLINGS[rule], arrays(SPELLINGS[rule], dtype))


@pytest.mark.parametrize("rule", SPELLINGS)
def test_operands_that_are_only_known_to_a_radius_widen_the_ball_enough(rule, dtype):
    check_widened(rule, SPELLINGS[rule], arrays(SPELLINGS[rule], np.float64), dtype, by=1e-7)


def softmax_unshifted(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def softmax_over_the_rows(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def second_largest(z, g):
    return np.where(z == np.sort(z, axis=1)[:, -2:-1], g[:, None], 0) * 2


WRONG = {softmax_over_the_rows: softmax, second_largest: routed}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_right_spelling_lies_in_the_ball_of_another_and_a_wrong_one_does_not(wrong, dtype):
    rule = WRONG[wrong]
    shapes = SPELLINGS[rule]
    operands = arrays(shapes, dtype)
    held = batched(rule, shapes)(*map(as_ball, operands))
    assert outside(held, one_by_one(wrong, shapes, operands)) > held.value.size / 2
    for other in {softmax: (softmax_in_place, softmax_by_columns, softmax_unshifted)}.get(rule, ()):
        assert outside(held, one_by_one(other, shapes, operands)) == 0


def test_a_softmax_of_scores_far_apart_has_a_claim_everywhere(dtype):
    z = np.array([[0.0, -1000.0, 80.0], [1e4, -1e4, 1e4]], dtype)
    held = batched(softmax, (Z,))(as_ball(z))
    assert np.isfinite(held.radius).all() and outside(held, softmax(z)) == 0
    assert held.fmt == format_of(dtype) and isinstance(held, Ball)
