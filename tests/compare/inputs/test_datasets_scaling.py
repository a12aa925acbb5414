"""Standardisation: mean 0 and deviation 1 within rounding, and a map to raw units that keeps every prediction.

Bounds are rational: the data are floats, so exact, and each test counts the roundings of the formula it bounds.
u = 2⁻⁵³, η = 2⁻¹⁰⁷⁴ and γ_k = ku/(1 − ku) as in Higham, Accuracy and Stability of Numerical Algorithms, §3.1.
"""

from fractions import Fraction as Q

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compare.errors import BadInput
from compare.inputs.datasets import load, standardise, unscaled
from compare.inputs.datasets.dataset import Array

U, ETA = Q(1, 2**53), Q(1, 2**1074)
QUICK = settings(max_examples=60, deadline=None)


def gamma(k: int) -> Q:
    return k * U / (1 - k * U)


def rational(values: Array) -> list[Q]:
    return [Q(float(value)) for value in values]


def _no_dust(value: float) -> float:
    return value if abs(value) > 1e-100 else 0.0


ENTRIES = st.one_of(st.floats(-1e6, 1e6).map(_no_dust), st.integers(-3, 3).map(float))
# A large offset makes a column whose digits are nearly all in common: the hard case of a mean.
OFFSETS = st.sampled_from([0.0, 1.0, 1e6, -1e12])


@st.composite
def columns(draw: st.DrawFn) -> Array:
    """(n, d) features, some columns constant, some far from 0."""
    n, d = draw(st.integers(1, 9)), draw(st.integers(1, 4))
    x = draw(arrays(np.float64, (n, d), elements=ENTRIES, fill=st.nothing()))
    offset = np.array(draw(st.lists(OFFSETS, min_size=d, max_size=d)))
    return np.asarray(x + offset)


def names(x: Array) -> tuple[str, ...]:
    return tuple(f"x{j}" for j in range(x.shape[1]))


@QUICK
@given(columns())
def test_the_mean_of_each_standardised_column_is_0_within_rounding(x: Array) -> None:
    scaling = standardise(x, names(x))
    scaled = scaling.transform(x)
    n = len(x)
    for j in range(x.shape[1]):
        column, m, s = rational(x[:, j]), Q(float(scaling.mean[j])), Q(float(scaling.deviation[j]))
        spread = sum(abs(value - column[0]) for value in column) / n
        # m = fl(x₀ + fl(mean of fl(x − x₀))): a difference, n − 1 sums, a quotient, and one addition rounded last.
        drift = gamma(n + 1) * spread + ETA + U * abs(m)
        # A standardised value is a difference and a quotient: two roundings, and η if the quotient underflows.
        rounding = gamma(2) * sum(abs(value - m) for value in column) / n / s + ETA
        assert abs(sum(rational(scaled[:, j])) / n) <= drift / s + rounding


@QUICK
@given(columns())
def test_the_deviation_is_the_populations_about_the_mean_that_is_used(x: Array) -> None:
    scaling = standardise(x, names(x))
    n = len(x)
    for j in range(x.shape[1]):
        if f"x{j}" in scaling.constant:
            continue
        m, s = Q(float(scaling.mean[j])), Q(float(scaling.deviation[j]))
        variance = sum((value - m) ** 2 for value in rational(x[:, j])) / n
        # Of s²: the difference twice, the square, n − 1 sums, the quotient, the root twice; one more pays for
        # squares that underflow beside the largest, which is at least 1 in the scaled unit.
        assert abs(s**2 / variance - 1) <= gamma(n + 6)


@QUICK
@given(st.data())
def test_mapped_to_raw_units_the_weights_predict_the_same(data: st.DataObject) -> None:
    x = data.draw(columns())
    scaling = standardise(x, names(x))
    d = x.shape[1]
    w = data.draw(arrays(np.float64, d, elements=ENTRIES, fill=st.nothing()))
    b = data.draw(ENTRIES)
    w_raw, b_raw = scaling.to_raw(w, b)
    mean, deviation = rational(scaling.mean), rational(scaling.deviation)
    raw, intercept, exact = (
        rational(w_raw),
        Q(float(b_raw)),
        [v / s for v, s in zip(rational(w), deviation, strict=True)],
    )
    # b_raw = fl(b − fl(Σ fl(w_raw·m))): a product and d − 1 sums on each term, then one subtraction.
    slip = gamma(d) * sum(abs(v * m) for v, m in zip(raw, mean, strict=True)) + d * ETA + U * abs(intercept)
    for row in x:
        away = [value - m for value, m in zip(rational(row), mean, strict=True)]
        standardised = sum(v * a for v, a in zip(exact, away, strict=True)) + Q(b)
        unstandardised = sum(v * value for v, value in zip(raw, rational(row), strict=True)) + intercept
        # w_raw = fl(w/s): one rounding, felt through x − m because b_raw is made from the rounded w_raw.
        allowed = slip + sum((U * abs(v) + ETA) * abs(a) for v, a in zip(exact, away, strict=True))
        assert abs(standardised - unstandardised) <= allowed


@QUICK
@given(st.data())
def test_to_raw_and_back_returns_within_rounding(data: st.DataObject) -> None:
    x = data.draw(columns())
    scaling = standardise(x, names(x))
    w = data.draw(arrays(np.float64, x.shape[1], elements=ENTRIES, fill=st.nothing()))
    b = data.draw(ENTRIES)
    w_raw, b_raw = scaling.to_raw(w, b)
    w_again, b_again = scaling.to_standardised(w_raw, b_raw)
    for v, again, s in zip(rational(w), rational(w_again), rational(scaling.deviation), strict=True):
        assert abs(again - v) <= gamma(2) * abs(v) + ETA * (s + 1)  # a quotient and a product
    # Both ways use the same rounded sum Σ w_raw·m, so only the subtraction and the addition round.
    assert abs(Q(float(b_again)) - Q(b)) <= U * (abs(Q(float(b_raw))) + abs(Q(float(b_again))))


def test_where_no_operation_rounds_the_maps_are_exact() -> None:
    x = np.array([[1.0, 10.0], [5.0, 26.0]])  # means 3 and 18, deviations 2 and 8
    scaling = standardise(x, ("a", "b"))
    assert scaling.mean.tolist() == [3, 18] and scaling.deviation.tolist() == [2, 8]
    assert scaling.transform(x).tolist() == [[-1, -1], [1, 1]]
    w_raw, b_raw = scaling.to_raw(np.array([4.0, -16.0]), 1.0)
    assert w_raw.tolist() == [2, -2] and b_raw == 1 - 2 * 3 + 2 * 18
    w, b = scaling.to_standardised(w_raw, b_raw)
    assert w.tolist() == [4, -16] and b == 1


def test_a_batch_of_weights_maps_like_each_of_them() -> None:
    scaling = standardise(load("houses").x, load("houses").features)
    w, b = np.arange(12.0).reshape(2, 3, 2), np.arange(6.0).reshape(2, 3)
    w_raw, b_raw = scaling.to_raw(w, b)
    for i in np.ndindex(2, 3):
        one_w, one_b = scaling.to_raw(w[i], b[i])
        assert np.array_equal(w_raw[i], one_w) and b_raw[i] == one_b


@pytest.mark.parametrize("value", [0.0, 0.1, -1e300, 1e-320, 3.0])
@pytest.mark.parametrize("n", [1, 2, 7])
def test_a_constant_column_is_centred_to_0_exactly_and_warned_about(value: float, n: int) -> None:
    x = np.column_stack([np.full(n, value), np.arange(n) + 1.0])
    scaling = standardise(x, ("flat\n", "b"))
    assert scaling.mean[0] == value and scaling.deviation[0] == 1
    assert not scaling.transform(x)[:, 0].any()
    assert scaling.constant[0] == "flat\n" and scaling.warning.isprintable()
    assert "constant" in scaling.warning and "'b'" not in (scaling.warning if n > 1 else "")


def test_nothing_is_warned_about_when_every_column_varies() -> None:
    assert standardise(load("houses").x, ("size", "rooms")).warning == ""


def test_unscaled_leaves_every_bit() -> None:
    x = np.array([[-0.0, 5e-324], [1.7e308, -3.0]])
    same = unscaled(2)
    assert same.transform(x).tobytes() == x.tobytes() and same.warning == ""
    w, b = same.to_raw(np.array([0.4, -0.3]), 0.1)
    assert w.tolist() == [0.4, -0.3] and b == 0.1


@pytest.mark.parametrize("size", [1e200, 1e-200, 1e307, 1e-290])
def test_a_column_whose_squares_overflow_or_vanish_is_standardised_all_the_same(size: float) -> None:
    x = np.array([[-size], [size]])
    assert standardise(x, ("a",)).transform(x).tolist() == [[-1], [1]]


@pytest.mark.parametrize(
    ("column", "named"),
    [
        ([1.7e308, -1.7e308], "too large"),
        ([0.0, *[1.2e308] * 3], "too large"),
        ([1e-320, 2e-320], "too little"),
        ([0.0, *[0.0] * 200, 5e-324], "too little"),
    ],
)
def test_a_column_beyond_float64_is_named(column: list[float], named: str) -> None:
    x = np.column_stack([np.arange(len(column)), column])
    with pytest.raises(BadInput, match=f"^column 'odd' .*{named}.*in float64; use a "):
        standardise(x, ("fine", "odd"))


def test_weights_beyond_float64_come_back_not_finite_and_do_not_raise() -> None:
    x = np.array([[-1e-290], [1e-290]])
    w_raw, _ = standardise(x, ("a",)).to_raw(np.array([1e20]), 0.0)
    assert np.isinf(w_raw).all()


def test_the_input_is_left_alone_and_the_scaling_cannot_be_changed() -> None:
    x = np.array([[1.0, 2.0], [3.0, 5.0]])
    before = x.tobytes()
    scaling = standardise(x, ("a", "b"))
    scaling.transform(x)
    assert x.tobytes() == before
    assert not scaling.mean.flags.writeable and not scaling.deviation.flags.writeable
