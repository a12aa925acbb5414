"""Exact arrays do what NumPy does: on numbers with which floats compute exactly, the results are the same."""

import numpy as np
import pytest
from flint import arb, ctx

from compare.arithmetic import operations
from compare.deciding.array import ExactArray, bare
from compare.deciding.averages import exactly
from compare.deciding.elementary import ON_BALLS
from compare.deciding.number import Number
from compare.deciding.session import Left, Session, running
from compare.deciding.ufuncs import LEAVE, MORE, TESTS

X = np.array([[1.0, -2.0, 0.5], [4.0, 0.25, -8.0]])
V = np.array([2.0, -1.0, 0.0])
SAME = {
    "arithmetic": lambda x, v: (x + v) * 2 - 1 / (x * x) + abs(v) - (-x),
    "a scalar on the left": lambda x, v: np.float64(2) * x + 3 * v,
    "powers": lambda x, v: x**2 + np.power(x, 3) + np.square(v),
    "matrix products": lambda x, v: x @ v + np.dot(x, v) + np.matvec(x, v) + np.matmul(x, v),
    "einsum": lambda x, v: np.einsum("ij,j->i", x, v),
    "tensordot": lambda x, v: np.tensordot(x, v, 1),
    "outer": lambda x, v: np.outer(v, v) + np.multiply.outer(v, v),
    "inner": lambda x, v: np.inner(v, v) + np.vecdot(v, v),
    "sums": lambda x, v: x.sum(axis=0) + np.sum(x) + np.add.reduce(x, axis=1, keepdims=True),
    "a product": lambda x, v: np.prod(x, axis=0),
    "means": lambda x, v: x[:, :2].mean(axis=1) + np.mean(x[:, :2]) + np.average(v[:2], weights=[1.0, 3.0]),
    "a median": lambda x, v: np.median(v),
    "variances": lambda x, v: np.var(x[:, :2], axis=1) + x[:, :2].var(axis=0, ddof=1),
    "a deviation": lambda x, v: np.std(np.array([1.0, 3.0]) * v[0]),
    "lengths": lambda x, v: np.linalg.norm(v[1:]) + np.linalg.norm(v, 1) + np.linalg.norm(v, np.inf),
    "extremes": lambda x, v: x.max() + np.min(x, axis=0) + np.maximum(x, v) + np.fmin(x, 0) + np.amax(x, axis=(0, 1)),
    "clip": lambda x, v: np.clip(x, -1, 1) + x.clip(min=0.5) + np.clip(x, None, 2.0),
    "where": lambda x, v: np.where(x > 0, x, v),
    "masks": lambda x, v: x[x > 0] * (v[v != 0]).sum(),
    "comparisons": lambda x, v: ((x < v) * 1.0, x <= v, x == x, np.logical_and(x > 0, v), np.any(x > 3), x.all()),
    "tests": lambda x, v: (np.isfinite(x), np.isnan(x), np.isinf(v), np.signbit(x), np.allclose(x, x)),
    "signs": lambda x, v: np.sign(v) + np.copysign(1.0, x) + np.heaviside(v, 0.5),
    "select": lambda x, v: np.select([x > 1, x < 0], [x, -x], 0.5),
    "piecewise": lambda x, v: np.piecewise(v, [v < 0], [lambda t: -t, lambda t: 2 * t]),
    "joined": lambda x, v: np.concatenate([v, [1.0]]),
    "stacked": lambda x, v: np.stack([v, v]) + np.vstack([x, v])[1:],
    "columns": lambda x, v: np.hstack([x, x]) + np.tile(x, 2) + np.repeat(x, 2, axis=1),
    "shapes": lambda x, v: x.T.reshape(-1) + np.ravel(x) + np.atleast_2d(v)[:, None].size,
    "like": lambda x, v: np.ones_like(x) + np.full_like(v, 2.0) + np.zeros_like(x) + np.empty_like(v) * 0,
    "cumulative": lambda x, v: np.cumsum(v) + np.add.accumulate(v) + np.append(np.diff(v), 0.0),
    "sorted": lambda x, v: np.sort(v) + np.argsort(v) + np.argmax(v),
    "diagonals": lambda x, v: np.diag(v) + np.trace(x[:, :2]),
    "in another type": lambda x, v: x.astype(np.float32).astype(x.dtype) + np.bincount([0, 1, 1], weights=v).sum(),
    "numbers that are none": lambda x, v: np.nan_to_num(np.where(v == 0, np.nan, v), nan=4.0),
    "scalars": lambda x, v: v[0].item() + x.item(0) + v[1].astype(np.float64) + v[0][()] + np.float64(1).sum(),
}


@pytest.fixture(autouse=True)
def run():
    with ctx.workprec(256), running(Session(np.dtype(np.float64))) as one_run:
        yield one_run


def values(made):
    """Enclosures as floats, of which they must be exactly one."""
    if isinstance(made, tuple):
        return [values(each) for each in made]
    if isinstance(made, (Number, ExactArray)):
        each = list(bare(exactly(made)).flat)
        assert all(one.ball.is_exact() and float(one.ball) == one.shadow for one in each)
        return np.array([float(one.ball) for one in each]).reshape(made.shape).tolist()
    return np.asarray(made).tolist()


@pytest.mark.parametrize("name", SAME)
def test_the_same_as_on_floats(name):
    x, v = ExactArray.holding(X), ExactArray.holding(V)
    with np.errstate(all="ignore"):
        assert values(SAME[name](x, v)) == values(SAME[name](X, V))


@pytest.mark.parametrize("name", [name for name in ON_BALLS if hasattr(np, name)])
def test_a_ufunc_is_the_function_of_each_enclosure(name):
    given = np.array([1.25, 1.75]) if name == "arccosh" else np.array([0.25, 0.75])
    made = getattr(np, name)(ExactArray.holding(given))
    assert isinstance(made, ExactArray)
    assert all(one.ball.overlaps(ON_BALLS[name](arb(value))) for one, value in zip(bare(made), given, strict=True))
    assert [one.shadow for one in bare(made)] == [getattr(np, name)(value) for value in given]


@pytest.mark.parametrize("name", [name for name in (*MORE, *TESTS) if hasattr(np, name)])
def test_a_ufunc_without_a_loop_over_objects_agrees_with_its_floats(name):
    ufunc = getattr(np, name)
    given = [np.array([0.5, 2.0, 3.0]), np.array([2.0, 2.0, 0.25])][: ufunc.nin]
    made, plain = ufunc(*map(ExactArray.holding, given)), ufunc(*given)
    if plain.dtype == bool:
        assert made.dtype == bool and made.tolist() == plain.tolist()
    else:
        assert [one.shadow for one in bare(made)] == plain.tolist()
        assert all(abs(float(one.ball.mid()) - one.shadow) <= 4 * np.spacing(abs(one.shadow)) for one in bare(made))


def test_in_place_the_array_itself_changes():
    v = held = ExactArray.holding(V)
    v += 1
    v *= 2
    np.add(v, 1, out=v)
    np.add.at(v, [0, 0], 0.5)
    v[1] = 7
    assert v is held and values(v) == [8.0, 7.0, 3.0]


@pytest.mark.parametrize(
    "leave",
    [
        lambda x, v: np.array(x, dtype=float),
        lambda x, v: np.asarray(x).astype(float),
        lambda x, v: x.astype(complex),
        lambda x, v: x.astype(int),
        lambda x, v: x.view(np.int64),
        lambda x, v: x.tobytes(),
        lambda x, v: x.ctypes,
        lambda x, v: x.round(2),
        lambda x, v: np.round(x, 2),
        lambda x, v: float(x[0, 0]),
        lambda x, v: np.zeros(3).__setitem__(slice(None), v),
        lambda x, v: np.add(v, 1, out=np.zeros(3)),
        lambda x, v: np.add.at(np.zeros(3), [0], v[:1]),
        lambda x, v: np.zeros(3).__iadd__(v),
        lambda x, v: np.interp(v, [0, 1], [0, 1]),
        lambda x, v: np.linalg.norm(x, 2),
        lambda x, v: v + 1j,
        *(lambda x, v, name=name: getattr(np, name)(*[v] * getattr(np, name).nin) for name in sorted(LEAVE)),
    ],
)
def test_nothing_leaves_silently(leave, run):
    with pytest.raises((Left, ValueError, TypeError)):
        leave(ExactArray.holding(X) / 3, ExactArray.holding(V) / 3)


def test_a_rules_word_takes_one_number_as_it_takes_numpys_scalars():
    one_number = ExactArray.holding(V).sum()
    assert isinstance(one_number, Number)
    assert values(operations.per_feature(one_number)) == operations.per_feature(V.sum()).tolist()
    with pytest.raises(TypeError, match="takes operands of the form"):
        operations.per_feature("a number")


def test_it_says_that_it_is_an_array_of_the_problems_type():
    made = ExactArray.holding(np.float32(X))
    with running(Session(np.dtype(np.float32))):
        assert made.dtype == np.float32 and made.shape == X.shape and isinstance(made, np.ndarray)
