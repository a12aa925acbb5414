"""The hand-derived code bounds its own rounding: |computed − exact| ≤ bound at every link, and of right code only."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import manual
from compare import CLASSIFICATION, REGRESSION, problems
from compare.arithmetic.precision import single_sided
from compare.inputs.regimes import random_problems
from tests.helpers import running
from tests.helpers.against_truth import SIDES, Tally, tally_bounds, tally_regimes
from tests.helpers.running import Bounded, bounded, trace_with_bounds

TASKS = {"regression": (REGRESSION, manual.regression), "classification": (CLASSIFICATION, manual.classification)}


@pytest.fixture(autouse=True)
def quietly():
    with np.errstate(all="ignore"):
        yield


@pytest.fixture(scope="module", params=SIDES)
def side(request):
    return SIDES[request.param]


def test_no_bound_is_violated_over_all_regimes(dtype):
    values = 0
    for seed, (chain, side) in enumerate(SIDES.values()):
        tally = tally_regimes(chain, side, dtype, 60, np.random.default_rng(seed))
        assert not +tally.violated and not +tally.undecided
        assert set(tally.held) == set(chain.names)
        values += tally.held.total()
    assert values >= 200_000


@given(data=st.data())
def test_no_bound_is_violated_by_problems_that_are_looked_for(side, dtype, data):
    chain, trace = side
    problem = data.draw(problems(labels=chain.labels, dtype=dtype, max_n=6))
    tally = Tally()
    tally_bounds(chain, problem, trace_with_bounds(trace, problem), tally)
    assert not +tally.violated and not +tally.undecided and tally.held.total() > 0


def test_everything_is_claimed_of_a_generic_problem(side, dtype):
    chain, trace = side
    tally = tally_regimes(chain, trace, dtype, 20, np.random.default_rng(9), regimes=("generic", "zero start"))
    assert not +tally.unclaimed and tally.values == tally.held.total()


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("regime", ["generic", "saturated", "subnormal", "full range"])
def test_a_step_bounds_its_own_error(task, regime, dtype):
    chain, model = TASKS[task]
    problem = random_problems(np.random.default_rng(3), regime, 40, 5, 3, dtype, labels=chain.labels)
    ends = dict(zip(("w+", "b+"), model.step(**bounded(problem)), strict=True))
    plain = dict(zip(("w+", "b+"), model.step(**problem), strict=True))
    assert all(ends[link].value.tobytes() == plain[link].tobytes() for link in plain)
    tally = Tally()
    tally_bounds(chain, problem, ends, tally)
    assert not +tally.violated and not +tally.undecided and tally.held.total() > 10


def test_bounds_are_carried_from_step_to_step(dtype):
    rng = np.random.default_rng(5)
    problem = {
        "x": rng.normal(size=(3, 2)).astype(dtype),
        "y": rng.normal(size=3).astype(dtype),
        "w": np.zeros(2, dtype),
        "b": np.zeros((), dtype),
        "lr": np.array(0.25, dtype),
    }
    inputs = bounded(problem)
    x, y, w, b = ([Fraction(v) for v in problem[k].astype(float).ravel().tolist()] for k in "xywb")
    for _ in range(8):
        inputs["w"], inputs["b"] = manual.regression.step(**inputs)
        r = [x[2 * i] * w[0] + x[2 * i + 1] * w[1] + b[0] - y[i] for i in range(3)]
        w = [w[j] - sum(r[i] * x[2 * i + j] for i in range(3)) / 12 for j in range(2)]
        b = [b[0] - sum(r) / 12]
        for end, exact in ((inputs["w"], w), (inputs["b"], b)):
            for value, bound, number in zip(end.value.flat, end.error.flat, exact, strict=True):
                assert abs(Fraction(float(value)) - number) <= Fraction(float(bound))
                assert bound < 1000 * np.finfo(dtype).eps


def test_an_overflow_and_a_division_through_0_claim_nothing():
    problem = {"x": [[1.0], [1.0]], "y": [0.5, 1.0], "w": [800.0], "b": 0.0, "lr": 0.1}
    problem = {name: np.array(value) for name, value in problem.items()}
    textbook = trace_with_bounds(manual.classification.textbook, problem)
    assert (textbook["L"].error == np.inf).all() and (textbook["dL/dy_hat"].error == np.inf).all()
    assert np.isfinite(textbook["y_hat"].error).all()
    complement = trace_with_bounds(manual.classification.complement, problem)
    assert (complement["dL/dy_hat"].error[0] == np.inf) and np.isfinite(complement["dL/dz"].error).all()
    problem["x"] = np.full((2, 1), 1e308)
    assert (trace_with_bounds(manual.regression.trace, problem)["z"].error == np.inf).all()


def test_inputs_stay_intact_and_are_not_shared():
    problem = random_problems(np.random.default_rng(1), "generic", 2, 3, 2, np.float64, labels=True)
    before = {name: value.copy() for name, value in problem.items()}
    trace = trace_with_bounds(manual.classification.trace, problem)
    assert all((problem[name] == before[name]).all() for name in before)
    assert not any(np.may_share_memory(one.value, other) for one in trace.values() for other in problem.values())
    assert all(isinstance(one, Bounded) for one in trace.values())


def first_violated(side, problem):
    chain, trace = side
    tally = Tally()
    tally_bounds(chain, problem, trace_with_bounds(trace, problem), tally)
    return next((link for link in chain.names if tally.violated[link]), None)


@pytest.mark.parametrize(("term", "regime"), [("eta", "subnormal"), ("rounding", "generic")])
def test_without_a_term_of_the_rules_a_bound_is_violated(term, regime, side, dtype, monkeypatch):
    problem = random_problems(np.random.default_rng(2), regime, 60, 4, 3, dtype, labels=side[0].labels)
    assert first_violated(side, problem) is None
    missing = {"eta": 0.0} if term == "eta" else {"unit": 0.0, "gamma_1": 0.0, "libm": 0.0}
    fmt = single_sided(dtype)._replace(**missing)
    monkeypatch.setattr(running, "single_sided", lambda dtype: fmt)
    assert first_violated(side, problem) is not None


def wrong_sign(y, y_hat):
    return y - y_hat


def wrong_term(y, p, q):
    return (1 - y) * p + y * q


def forgotten_half(y, y_hat):
    return (y - y_hat) * (y - y_hat)


def without_the_complement(z):
    p = manual.sigmoid.sigmoid(z)
    return p * p


def unsquashed(y_hat):
    return y_hat.copy()


def sum_for_mean(values, axis=-1):
    return np.add.reduce(values, axis=axis)[...]


def uphill(w, b, lr, dJ_dw, dJ_db):
    return w + lr[..., None] * dJ_dw, (b - lr * dJ_db)[...]


def off_by_a_little(y, y_hat):
    return (y_hat - y) * (1 + 2.0**-20)


SLIPS = {
    "regression, sign": ("regression", manual.squared_error, "dL_dy_hat", wrong_sign, "dL/dy_hat"),
    "regression, a millionth": ("regression", manual.squared_error, "dL_dy_hat", off_by_a_little, "dL/dy_hat"),
    "regression, no half": ("regression", manual.squared_error, "squared_error", forgotten_half, "L"),
    "complement, sign": ("complement", manual.log_loss, "dL_dz", wrong_term, "dL/dz"),
    "complement, slope": ("complement", manual.sigmoid, "dy_hat_dz", without_the_complement, "dy_hat/dz"),
    "textbook, slope": ("textbook", manual.sigmoid, "textbook_dy_hat_dz", unsquashed, "dy_hat/dz"),
    "textbook, sign": ("textbook", manual.log_loss, "textbook_dL_dy_hat", wrong_sign, "dL/dy_hat"),
    "cancelled, sum": ("cancelled", manual.descent, "mean", sum_for_mean, "J"),
    "cancelled, uphill": ("cancelled", manual.descent, "update", uphill, "w+"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_wrong_derivative_violates_its_own_bound(slip, dtype, monkeypatch):
    form, module, name, planted, link = SLIPS[slip]
    chain, _ = side = SIDES[form]
    problem = random_problems(np.random.default_rng(6), "generic", 10, 4, 3, dtype, labels=chain.labels)
    assert first_violated(side, problem) is None
    monkeypatch.setattr(module, name, planted)
    assert first_violated(side, problem) == link
