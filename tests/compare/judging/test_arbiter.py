"""The arbiter: whole chains against mpmath and against fractions, on inputs chosen to hurt; precision; cost."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import ctx
from hypothesis import given
from hypothesis import strategies as st

import compare.judging.arbiter
import manual
from compare import CLASSIFICATION, FUSED, REGRESSION, problems
from compare.arithmetic.exact import rational
from compare.arithmetic.ulps import BEYOND, TOO_WIDE, distances
from compare.inputs.regimes import REGIMES, random_problems
from compare.judging.arbiter import arbitrate, arbitrate_locally, truth

SATURATED = (
    0.0,
    5e-324,
    1e-300,
    1e-17,
    0.5,
    10.0,
    16.64,
    27.7,
    36.74,
    37.0,
    88.73,
    103.9,
    500.0,
    709.7,
    709.79,
    745.1,
    800.0,
)


def one(dtype=np.float64, **arrays):
    return {name: np.asarray(value, dtype) for name, value in arrays.items()}


def in_mpmath(z, y):
    """The links of one example with x = 1, w = z, b = 0 and α = 1."""
    p, q = 1 / (1 + mpmath.exp(-z)), 1 / (1 + mpmath.exp(z))
    slope = (1 - y) / q - y / p
    gradient = (1 - y) * p - y * q
    loss = y * mpmath.log1p(mpmath.exp(-z)) + (1 - y) * mpmath.log1p(mpmath.exp(z))
    by_z = {name: p * q for name in ("dy_hat/dz", "dy_hat/dw", "dy_hat/db")}
    by_loss = {name: gradient for name in ("dL/dz", "dL/dw", "dL/db", "dJ/dw", "dJ/db")}
    ends = {"w+": z - gradient, "b+": -gradient}
    units = {"dz/dw": mpmath.mpf(1), "dz/db": mpmath.mpf(1)}
    return {"z": z, "y_hat": p, "L": loss, "J": loss, "dL/dy_hat": slope, **by_z, **by_loss, **ends, **units}


def ulps_in_mpmath(value, exact, dtype):
    info = np.finfo(dtype)
    exponent = max(mpmath.frexp(exact)[1] - 1 if exact else info.minexp, info.minexp) - info.nmant
    return abs(mpmath.mpf(float(value)) - exact) * mpmath.mpf(2) ** -int(exponent)


@pytest.mark.parametrize("label", [0.0, 1.0, 0.25])
@pytest.mark.parametrize("form", ["complement", "textbook"])
def test_a_chain_is_as_far_from_the_truth_as_mpmath_says(form, label, dtype):
    z = np.array([sign * size for size in SATURATED for sign in (1, -1)]).astype(dtype)
    k = z.size
    problem = one(dtype, x=np.ones((k, 1, 1)), y=np.full((k, 1), label), w=z[:, None], b=np.zeros(k), lr=np.ones(k))
    with np.errstate(all="ignore"):
        trace = getattr(manual.classification, form)(problem)
    found = arbitrate(CLASSIFICATION, problem, [trace])
    with mpmath.workprec(4000):
        exact = [in_mpmath(mpmath.mpf(float(number)), mpmath.mpf(label)) for number in z]
        for link, (ulps, reasons) in found.items():
            for i, value in enumerate(trace[link].ravel()):
                distance, reason = ulps.ravel()[i], reasons.ravel()[i]
                if abs(exact[i][link]) > float(np.finfo(dtype).max):
                    assert reason == BEYOND and math.isnan(distance)
                elif not np.isfinite(value):
                    assert reason == "" and distance == math.inf
                else:
                    expected = ulps_in_mpmath(value, exact[i][link], dtype)
                    # Distances are decided to 2^-30 ulps and rounded to float64 once.
                    assert reason == "" and abs(distance - expected) <= 2.0**-30 + expected * 2.0**-52


def regression_in_fractions(problem):
    x, y, w, b, lr = (
        [Fraction(v) for v in problem[k].astype(float).ravel().tolist()] for k in ("x", "y", "w", "b", "lr")
    )
    n, d = problem["x"].shape
    z = [sum(x[i * d + j] * w[j] for j in range(d)) + b[0] for i in range(n)]
    g = [a - t for a, t in zip(z, y, strict=True)]
    per_feature = [g[i] * x[i * d + j] for i in range(n) for j in range(d)]
    by_w = [sum(per_feature[j::d]) / n for j in range(d)]
    return {
        "z": z, "y_hat": z, "L": [r * r / 2 for r in g], "J": [sum(r * r / 2 for r in g) / n],
        **{name: g for name in ("dL/dy_hat", "dL/dz", "dL/db")}, **{name: [Fraction(1)] * n for name in
           ("dy_hat/dz", "dz/db", "dy_hat/db")}, "dz/dw": x, "dy_hat/dw": x, "dL/dw": per_feature,
        "dJ/dw": by_w, "dJ/db": [sum(g) / n],
        "w+": [a - lr[0] * s for a, s in zip(w, by_w, strict=True)], "b+": [b[0] - lr[0] * sum(g) / n],
    }  # fmt: skip


ROUNDS_TO_FINITE = {np.float64: Fraction(2**1024 - 2**970), np.float32: Fraction(2**128 - 2**103)}
"""Half an ulp above the largest number."""


def ulps_in_fractions(value, exact, dtype):
    info = np.finfo(dtype)
    lowest = int(info.minexp - info.nmant)
    exponent = max(exact.numerator.bit_length() - exact.denominator.bit_length() - 1, -2000) if exact else lowest
    while exact and abs(exact) >= Fraction(2) ** (exponent + 1):
        exponent += 1
    return abs(Fraction(float(value)) - exact) / Fraction(2) ** max(exponent - int(info.nmant), lowest)


@given(data=st.data())
def test_regression_is_as_far_from_the_truth_as_fractions_say(dtype, data):
    decided_as_by_fractions(dtype, data.draw(problems(labels=False, dtype=dtype, max_n=4, max_d=3)))


@pytest.mark.parametrize("part", [0.25, 0.5, 0.75])
def test_what_still_rounds_to_the_largest_number_is_told_from_what_is_beyond_it(dtype, part):
    """b − y is a part of an ulp above the largest number."""
    largest = np.finfo(dtype).max
    above = np.ldexp(part, np.finfo(dtype).maxexp - np.finfo(dtype).nmant - 1)
    numbers = {"x": [[0]], "y": [-largest], "w": [0], "b": above, "lr": 0}
    decided_as_by_fractions(dtype, {name: np.array(value, dtype) for name, value in numbers.items()})


def decided_as_by_fractions(dtype, problem):
    with np.errstate(all="ignore"):
        trace = manual.regression.trace(problem)
    exact = regression_in_fractions(problem)
    for link, (ulps, reasons) in arbitrate(REGRESSION, problem, [trace]).items():
        values = zip(trace[link].ravel(), ulps.ravel(), reasons.ravel(), exact[link], strict=True)
        for value, distance, reason, number in values:
            if abs(number) > ROUNDS_TO_FINITE[dtype]:
                assert reason == BEYOND
            elif not np.isfinite(value):
                assert reason == "" and distance == math.inf
            else:
                expected = ulps_in_fractions(value, number, dtype)
                assert reason == ""
                if expected < 2**1023:
                    assert abs(Fraction(distance) - expected) <= Fraction(2) ** -30 + expected * Fraction(2) ** -52


def test_fractions_and_enclosures_are_one_truth():
    problem = random_problems(np.random.default_rng(8), "generic", 3, 4, 2, np.float64, labels=False)
    enclosed, fractions = truth(REGRESSION, problem), truth(REGRESSION, problem, rational)
    with ctx.workprec(1000):
        for link in REGRESSION.names:
            for ball, number in zip(enclosed[link].value.flat, fractions[link].value.flat, strict=True):
                assert ball.overlaps(type(ball)(number)), link


@pytest.mark.parametrize("regime", REGIMES)
def test_everything_is_decided_or_beyond_the_largest_number(regime, dtype):
    for chain, side in ((REGRESSION, manual.regression.trace), (CLASSIFICATION, manual.classification.complement)):
        problem = random_problems(np.random.default_rng(4), regime, 20, 3, 2, dtype, labels=chain.labels)
        with np.errstate(all="ignore"):
            # From an infinite z follow values so far off that σ(−1e300) would have to be told from 0.
            kept = np.isfinite(side(problem)["z"]).all(axis=-1)
            problem = {name: value[kept] for name, value in problem.items()}
            trace = side(problem)
        for link, (ulps, reasons) in arbitrate(chain, problem, [trace]).items():
            # 1/σ(z) for |z| in the thousands of binades has no finite enclosure; whether it is beyond is not asked.
            allowed = {"", BEYOND, TOO_WIDE} if link == "dL/dy_hat" else {"", BEYOND}
            assert set(reasons.ravel()) <= allowed, link
            assert np.array_equal(np.isnan(ulps), reasons != "")


def test_a_saturated_sigmoid_needs_more_bits_and_gets_them():
    problem = one(x=[[1.0]], y=[0.0], w=[500.0], b=0.0, lr=1.0)
    y_hat = np.array([1 - 2.0**-53])
    with ctx.workprec(128):
        wide = truth(CLASSIFICATION, problem)["y_hat"].value
    assert distances(y_hat, wide, y_hat.dtype)[1][0] == TOO_WIDE
    assert distances(np.ones(1), wide, y_hat.dtype)[1][0] == ""
    trace = manual.classification.complement(problem)
    found = arbitrate(CLASSIFICATION, problem, [trace, trace | {"y_hat": y_hat}])["y_hat"]
    # σ(500) is 7e-218 below 1, where an ulp is 2^-53.
    assert not found.reasons.any() and np.array_equal(np.rint(found.ulps * 2**29) / 2**29, [[0], [1]])


def test_what_no_enclosure_says_fractions_do():
    """1 − 3 · (1/3) is 0 and 2 − 3 · (1/3) is at the border of a binade, where the next number up is one ulp away."""
    problem = one(x=[[1.0], [0.0], [0.0]], y=[0.0, 1.0, 1.0], w=[1.0], b=0.0, lr=3.0)
    with ctx.workprec(128):
        assert not truth(REGRESSION, problem)["w+"].value[0].is_zero()
    assert truth(REGRESSION, problem, rational)["w+"].value[0] == 0
    found = arbitrate(REGRESSION, problem, [manual.regression.trace(problem)])["w+"]
    assert not found.reasons.any() and found.ulps.max() < 2.0**-30
    at_a_border = problem | one(w=[2.0], y=[1.0, 1.0, 1.0])
    above = manual.regression.trace(at_a_border) | {"w+": np.array([1 + 2.0**-52])}
    with ctx.workprec(8192):
        wide = truth(REGRESSION, at_a_border)["w+"].value
    assert distances(above["w+"], wide, np.dtype(float))[1][0] == TOO_WIDE
    found = arbitrate(REGRESSION, at_a_border, [above])["w+"]
    assert not found.reasons.any() and found.ulps.tolist() == [[1.0]]


def test_the_precision_is_as_it_was_also_after_an_error():
    problem = one(x=[[1.0]], y=[0.0], w=[800.0], b=0.0, lr=1.0)
    trace = manual.classification.complement(problem)
    with ctx.workprec(77):
        arbitrate(CLASSIFICATION, problem, [trace])
        assert ctx.prec == 77
        with pytest.raises(KeyError):
            arbitrate(CLASSIFICATION, {"x": problem["x"]}, [trace])
        assert ctx.prec == 77


def test_a_value_that_is_no_number_is_infinitely_far_and_a_link_not_given_is_not_told():
    problem = one(x=[[1.0], [1.0]], y=[0.0, 1.0], w=[2.0], b=0.0, lr=1.0)
    trace = manual.classification.complement(problem)
    broken = {link: value for link, value in trace.items() if link != "L"} | {"y_hat": np.array([np.nan, np.inf])}
    found = arbitrate(CLASSIFICATION, problem, [trace, broken])
    assert found["y_hat"].ulps[1].tolist() == [math.inf, math.inf]
    assert np.isnan(found["L"].ulps[1]).all() and not found["L"].reasons[1].any()
    assert (found["L"].ulps[0] <= 2).all()


def test_local_distances_are_from_the_definition_at_the_sides_own_operands():
    problem = random_problems(np.random.default_rng(7), "generic", 5, 3, 2, np.float64, labels=True)
    trace = manual.classification.textbook(problem)
    trace["y_hat"] = trace["y_hat"] * (1 + 2.0**-40)
    local, whole = arbitrate_locally(CLASSIFICATION, problem, trace), arbitrate(CLASSIFICATION, problem, [trace])
    assert (local["y_hat"].ulps > 1000).all() and (whole["y_hat"].ulps > 1000).all()
    # A product is half an ulp off its own factors, however far these are from the truth.
    for link in ("dL/dw", "dy_hat/dw"):
        assert local[link].ulps.max() <= 0.5, link
    assert whole["dL/dw"].ulps.max() > 0.5


@pytest.mark.parametrize("chain", [REGRESSION, CLASSIFICATION, FUSED], ids=lambda chain: chain.name)
def test_each_value_of_generic_problems_is_measured_once(chain, monkeypatch):
    """A precision higher than the first is for what it leaves open, and costs as much again."""
    side = {"regression": manual.regression.trace, "classification": manual.classification.complement}
    side = side.get(chain.name, manual.classification.cancelled)
    problem = random_problems(np.random.default_rng(0), "generic", 200, 4, 3, np.float64, labels=chain.labels)
    trace = side(problem)
    measured = []
    monkeypatch.setattr(
        compare.judging.arbiter, "distances", lambda values, *to: measured.append(values.size) or distances(values, *to)
    )
    arbitrate(chain, problem, [trace])
    assert sum(measured) == sum(trace[link].size for link in chain.names)
