"""A rule in NumPy means on all problems at once, and on any kind of number, what it means on one problem's arrays."""

import flint
import numpy as np
import pytest

from compare.arithmetic import operations as word
from compare.arithmetic.duck_array import Batched
from compare.arithmetic.exact import exact
from tests.helpers.exactly import BITS, as_ball, outside
from tests.helpers.rules import BATCH, arrays, check_alike, check_held, check_widened


def layer(x, W, b):
    return x @ W.T + b


def mean_gradient(g, x):
    return g.T @ x / len(x)


def mean_of_outer_products(g, x):
    return np.mean(g[:, :, None] * x[:, None, :], axis=0)


def sum_by_reduce(g):
    return np.add.reduce(g) - g.sum(axis=0, keepdims=True)[0] * 0.5


def step(W, lr):
    return W - lr * W


def powers(x):
    return x**2 + x**3 - np.square(x) / 3 + 0.1


def slope_of_tanh(x):
    return 1 - np.tanh(x) ** 2


def losses(y, x):
    return np.exp(-np.abs(y)) + np.log1p(np.exp(y)) - np.log(1 + np.sum(x * x, axis=(0, 1)))


def rectified(x):
    return np.maximum(x, 0) + np.minimum(1, x) + (x > 0) * x + np.where(x < 0.5, 2 * x, np.zeros_like(x))


def vectors(x, W, y):
    return np.matvec(x, W[0]) + np.vecmat(y, x)[0] + np.vecdot(x, W[0]) + np.dot(x, W[1]) + y @ y


def moved(x):
    return (
        np.swapaxes(x, 0, 1)[..., None]
        + np.expand_dims(np.transpose(x), 2)
        + x.mT[:, :, None]
        + x.transpose(1, 0)[..., None] * np.ones_like(x.T)[:, :1, None]
    )


def tables(y, b):
    return np.outer(y, b) + np.dot(y[0], b) + np.matrix_transpose(y[:, None] * b[None])[0, -1]


X, WEIGHTS, BIAS, G, Y, RATE = (5, 3), (7, 3), (7,), (5, 7), (5,), ()
RULES = {
    layer: (X, WEIGHTS, BIAS),
    mean_gradient: (G, X),
    mean_of_outer_products: (G, X),
    sum_by_reduce: (G,),
    step: (WEIGHTS, RATE),
    powers: (X,),
    slope_of_tanh: (X,),
    losses: (Y, X),
    rectified: (X,),
    vectors: (X, WEIGHTS, Y),
    moved: (X,),
    tables: (Y, BIAS),
}


@pytest.mark.parametrize("rule", RULES)
def test_all_problems_at_once_are_each_of_them_alone(rule, dtype):
    check_alike(rule, RULES[rule], arrays(RULES[rule], dtype))


@pytest.mark.parametrize("rule", RULES)
def test_the_exact_value_and_numpys_lie_in_the_ball_which_is_small(rule, dtype):
    """Fewer than 2^8 roundings of terms that are at most 2^8 in size."""
    check_held(rule, RULES[rule], arrays(RULES[rule], dtype))


@pytest.mark.parametrize("rule", RULES)
def test_operands_that_are_only_known_to_a_radius_widen_the_ball_enough(rule, dtype):
    check_widened(rule, RULES[rule], arrays(RULES[rule], np.float64), dtype)


def in_the_vocabulary(x, W, y):
    return (
        word.weighted(y, word.affine(x, W, word.only_feature(x)[0] * 0 + 1))
        - word.mean_over(word.per_feature(y) * word.sigmoid(x), axis=-2)[0]
    )


def test_the_words_of_the_vocabulary_may_stand_in_a_rule(dtype):
    rng = np.random.default_rng(3)
    x, w, y = (rng.normal(size=(*BATCH, *own)).astype(dtype) for own in ((5, 3), (3,), (5,)))
    rule = Batched(in_the_vocabulary, (2, 1, 1))
    held = rule(as_ball(x), as_ball(w), as_ball(y))
    assert held.value.shape == (*BATCH, 5)
    with flint.ctx.workprec(BITS):
        assert outside(held, rule(*map(exact, (x, w, y))).value) == 0
        assert outside(held, rule(*(x, w, y))) == 0


def test_a_constant_that_the_dtype_cannot_hold_is_off_by_as_much():
    def tenth(x):
        return x + 0.1

    x = np.zeros((1, 1), np.float32)
    assert Batched(tenth, (1,))(as_ball(x)).radius > abs(0.1 - float(np.float32(0.1)))
    assert Batched(tenth, (1,))(as_ball(x.astype(np.float64))).radius < 2.0**-52


def test_a_result_of_inputs_alone_has_the_axes_of_what_the_rule_was_given():
    def of_the_second(a, b):
        return b + 0

    two = np.zeros((2, 4, 3)), np.zeros((4, 3))
    assert Batched(of_the_second, (1, 1))(*two).shape == (1, 4, 3)


def compared(a):
    return a if a > 0 else -a


def replaced(a):
    a[0] = 1.0
    return a


REFUSED = {
    "np.cumsum has no rule": np.cumsum,
    "np.arccosh has no rule": np.arccosh,
    "np.einsum has no rule": lambda a: np.einsum("ii->i", a),
    "np.power has no rule": lambda a: (-2) ** a,
    "np.power has no rule as": lambda a: a**a,
    "a choice is made by a comparison": lambda a: np.where(a, 1, 0),
    "a choice is made": lambda a: a & (a > 0),
    "np.multiply has no rule": np.multiply.reduce,
    "np.negative has no rule": lambda a: np.negative(a, out=np.zeros((2, 2))),
    "neither true nor false": compared,
    "do not change in place": replaced,
    "cannot become int64": lambda a: a.astype(int),
    "one place along the axis": lambda a: np.take_along_axis(a, a, 1),
    "cannot be made plain": np.asarray,
    "indexed by whole numbers": lambda a: a[a > 0],
    "takes no single numbers": lambda a: a @ 3.0,
    "returns float": lambda a: 3.0,
    "exp takes operands of the form, not float": lambda a: word.exp(1.0) * a,
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_has_no_rule_is_refused_in_one_line_that_names_it(message):
    with pytest.raises(TypeError, match=message) as refusal:
        Batched(REFUSED[message], (2,))(np.ones((2, 2)))
    assert "\n" not in str(refusal.value)
