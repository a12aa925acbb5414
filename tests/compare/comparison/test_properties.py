"""No radius is violated: every regime, route and dtype, on problems that Hypothesis draws and on problems in bulk."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import CLASSIFICATION, REGRESSION, check, problems
from compare.inputs.regimes import REGIMES, random_problems
from tests.helpers.routes import ROUTES

_, TEXTBOOK, BCE = ROUTES["textbook"]
_, COMPLEMENT, _ = ROUTES["complement"]
_, BY_HAND, AUTOGRAD = ROUTES["regression"]


def one(dtype=np.float64, **arrays):
    return {name: np.asarray(value, dtype) for name, value in arrays.items()}


def of(report, name):
    return next(link for link in report.links if link.name == name)


@settings(max_examples=150)
@given(data=st.data())
def test_no_radius_is_violated(route, dtype, data):
    chain, ours, theirs = route
    report = check(data.draw(problems(labels=chain.labels, dtype=dtype)), ours, theirs, chain)
    assert report.agrees, str(report)
    assert report.values > report.unclaimed


@pytest.mark.parametrize("regime", REGIMES)
def test_no_radius_is_violated_in_bulk(route, dtype, regime):
    chain, ours, theirs = route
    rng = np.random.default_rng(REGIMES.index(regime))
    for n, d in ((1, 1), (5, 3), (30, 2)):
        batch = random_problems(rng, regime, 150, n, d, dtype, labels=chain.labels)
        report = check(batch, ours, theirs, chain)
        assert report.agrees, str(report)
        assert all(link.compared > 0 and link.given for link in report.links)
        assert regime not in ("generic", "zero start") or report.unclaimed == 0


@settings(max_examples=40)
@given(data=st.data())
def test_everything_is_claimed_of_a_generic_problem(route, dtype, data):
    chain, ours, theirs = route
    report = check(data.draw(problems(labels=chain.labels, dtype=dtype, regime="generic")), ours, theirs, chain)
    assert report.unclaimed == 0 and report.agrees
    assert all(link.clamped == link.reference_clamped == 0 for link in report.links)
    assert all(link.verdict == link.reference == "right" for link in report.links)


def test_an_overflow_claims_nothing_from_there_on_and_no_other_example_suffers():
    problem = one(x=[[1.7e308, 1.7e308], [1, 2]], y=[1, 1], w=[2, -2], b=0.5, lr=0.1)
    report = check(problem, BY_HAND, AUTOGRAD, REGRESSION)
    assert report.agrees
    assert of(report, "z").no_claim == {"could overflow": 1} and of(report, "z").claimed == 1
    assert of(report, "L").claimed == 1 and of(report, "dL/dw").claimed == 2
    assert of(report, "w+").verdict == "no claim"
    assert of(report, "dz/dw").claimed == 4


def test_a_slip_beside_an_overflow_is_still_found():
    problem = one(x=[[1.7e308, 1.7e308], [1, 2]], y=[1, 1], w=[2, -2], b=0.5, lr=0.1)

    def slipping(inputs):
        trace = BY_HAND(inputs)
        return trace | {"dL/dy_hat": trace["dL/dy_hat"] * np.array([1, 2])}

    report = check(problem, slipping, AUTOGRAD, REGRESSION)
    assert report.first_disagreement.link == "dL/dy_hat" and report.first_disagreement.index == (1,)


def test_the_textbook_form_claims_nothing_where_the_prediction_rounds_to_an_end():
    problem = one(x=[[1.0]], y=[0.5], w=[800.0], b=0.0, lr=0.1)
    report = check(problem, TEXTBOOK, BCE, CLASSIFICATION)
    (reason,) = of(report, "dL/dy_hat").no_claim
    assert reason.startswith("ŷ rounds to 0 or 1") and report.agrees


@pytest.mark.parametrize("z", [-40.0, -30.0, 30.0, 36.0])
def test_a_clamp_of_the_reference_is_counted_and_is_no_disagreement(z):
    problem = one(x=[[1.0]], y=[float(z < 0)], w=[z], b=0.0, lr=0.1)
    report = check(problem, COMPLEMENT, BCE, CLASSIFICATION)
    assert report.agrees and of(report, "dL/dy_hat").reference_clamped == 1
    assert (of(report, "dL/dy_hat").verdict, of(report, "dL/dy_hat").reference) == ("right", "clamped")
    mild = check(problem | one(w=[3.0]), COMPLEMENT, BCE, CLASSIFICATION)
    assert sum(link.clamped + link.reference_clamped for link in mild.links) == 0


def test_the_documented_clamp_is_one_on_either_side_and_another_clamp_is_wrong():
    problem = one(x=[[1.0]], y=[1.0], w=[-40.0], b=0.0, lr=0.1)
    report = check(problem, BCE, BCE, CLASSIFICATION)
    assert (report.verdict, report.agrees, report.wrong_links) == ("clamped", True, ())
    assert (of(report, "dL/dy_hat").verdict, of(report, "dL/dy_hat").reference) == ("clamped", "clamped")

    def clamped_higher(p):
        trace = COMPLEMENT(p)
        y_hat = trace["y_hat"]
        return trace | {"dL/dy_hat": (y_hat - p["y"]) / np.maximum(y_hat * (1 - y_hat), 1e-7)}

    assert check(problem, clamped_higher, BCE, CLASSIFICATION).first_wrong == "dL/dy_hat"


def test_a_value_smaller_than_its_allowance_is_counted_as_blind():
    problem = one(x=[[1e8, 1e8, 1e-9]], y=[1.0], w=[0.3, -0.3, 1.0], b=0.0, lr=0.1)
    report = check(problem, BY_HAND, AUTOGRAD, REGRESSION)
    assert report.agrees and of(report, "z").blind == 1 and of(report, "dL/dy_hat").blind == 0
