"""The laws of the problem strategy: what it draws, that every corner is reached, and what it shrinks to."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from compare import problems
from compare.inputs.regimes import REGIMES, UNSATURATED

REACHING = settings(derandomize=True, database=None, max_examples=2000, phases=[Phase.generate])
SHRINKING = settings(REACHING, phases=[Phase.generate, Phase.shrink])
DTYPES = (np.float64, np.float32)


def kinds():
    return st.tuples(st.sampled_from(DTYPES), st.sampled_from(REGIMES), st.booleans())


def drawn(strategy):
    examples = []

    @settings(max_examples=100)
    @given(strategy)
    def collect(problem):
        examples.append(problem)

    collect()
    return examples


@given(st.data(), kinds(), st.integers(1, 30), st.integers(1, 6))
def test_shapes_dtype_and_range(data, kind, max_n, max_d):
    dtype, regime, labels = kind
    problem = data.draw(problems(labels=labels, dtype=dtype, regime=regime, max_n=max_n, max_d=max_d))
    n, d = problem["x"].shape
    assert 1 <= n <= max_n and 1 <= d <= max_d
    shapes = {name: array.shape for name, array in problem.items()}
    assert shapes == {"x": (n, d), "y": (n,), "w": (d,), "b": (), "lr": ()}
    for array in problem.values():
        assert isinstance(array, np.ndarray) and array.dtype == dtype and np.isfinite(array).all()
    assert problem["lr"] >= 0
    if labels:
        assert ((problem["y"] >= 0) & (problem["y"] <= 1)).all()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("regime", ["generic", "degenerate"])
@given(data=st.data())
def test_the_exact_z_of_the_generic_regime_leaves_the_sigmoid_unsaturated(dtype, regime, data):
    problem = data.draw(problems(labels=True, dtype=dtype, regime=regime))
    w, b = [Fraction(float(value)) for value in problem["w"]], Fraction(float(problem["b"]))
    z = [sum((Fraction(float(a)) * c for a, c in zip(row, w, strict=True)), b) for row in problem["x"]]
    limit = UNSATURATED[dtype.__name__] * (1 if regime == "generic" else 64)
    assert max(map(abs, z)) < limit


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_saturated_regime_reaches_both_ends_of_the_sigmoid(dtype):
    beyond = np.log(float(np.finfo(dtype).max))

    def both_ends(problem):
        z = problem["x"] @ problem["w"] + problem["b"]
        return z.max() > beyond and z.min() < -beyond

    find(problems(labels=True, dtype=dtype, regime="saturated"), both_ends, settings=REACHING)


@pytest.mark.parametrize("dtype", DTYPES)
def test_most_entries_of_a_generic_problem_are_distinct(dtype):
    shares = [
        np.unique(p["x"]).size / p["x"].size for p in drawn(problems(labels=False, dtype=dtype, regime="generic"))
    ]
    assert np.median(shares) > 0.8
    w = [np.unique(p["w"]).size / p["w"].size for p in drawn(problems(labels=False, dtype=dtype, regime="generic"))]
    assert np.mean(w) > 0.8


def looks(regime, p):
    """Whether only this regime, or hardly another, draws such a problem of float64."""
    x, size = p["x"], np.abs(p["x"])
    with np.errstate(all="ignore"):
        z = np.abs(x @ p["w"] + p["b"])
    return {
        "generic": (size >= 2.0**-10).all() and (size <= 64).all() and np.unique(x).size == x.size > 4,
        "degenerate": x.size > 4 and (x == 0).all(),
        "saturated": (z > 27).all() and (size >= 2.0**-10).all() and (size <= 64).all() and np.unique(x).size > 4,
        "tiny": ((size > 2.0**-600) & (size < 2.0**-500)).all(),
        "huge": ((size > 2.0**450) & (size < 2.0**520)).all(),
        "subnormal": ((size > 0) & (size < 2.0**-1000)).all(),
        "full range": size.min() < 1e-200 and size.max() > 1e200,
        "zero start": not p["w"].any() and not p["b"] and np.unique(x).size == x.size > 4,
    }[regime]


@pytest.mark.parametrize("regime", REGIMES)
def test_every_regime_is_reached_when_none_is_named(regime):
    find(problems(labels=True), lambda problem: looks(regime, problem), settings=REACHING)


def test_both_kinds_of_label_occur_and_both_classes():
    find(problems(labels=True), lambda problem: set(problem["y"].tolist()) == {0.0, 1.0}, settings=REACHING)
    find(problems(labels=True), lambda problem: ((problem["y"] > 0) & (problem["y"] < 1)).all(), settings=REACHING)


def test_a_problem_shrinks_to_small_integers():
    smallest = find(problems(labels=True), lambda problem: True, settings=SHRINKING)
    assert {name: array.tolist() for name, array in smallest.items()} == {
        "x": [[1.0]], "y": [0.0], "w": [1.0], "b": 1.0, "lr": 1.0,
    }  # fmt: skip
    sloping = find(
        problems(labels=False), lambda p: len(p["x"]) > 1 and p["x"][0, 0] < p["x"][1, 0], settings=SHRINKING
    )
    assert sloping["x"].tolist() in ([[1.0], [2.0]], [[0.5], [1.0]])


def test_an_unknown_regime_is_refused():
    with pytest.raises(ValueError, match=r"^no regime 'wild'; the regimes are generic, "):
        problems(labels=True, regime="wild")


@pytest.mark.parametrize(("limits", "message"), [({"dtype": np.float16}, "float16"), ({"max_n": 0}, "max_n = 0")])
def test_other_dtypes_and_empty_problems_are_refused(limits, message):
    with pytest.raises(ValueError, match=message):
        problems(labels=False, **limits)
