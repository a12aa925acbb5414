"""A slip says how far both sides are from the exact value, on its own example, at its own step: who is right."""

import numpy as np
import pytest

import manual
from compare import REGRESSION, check, descend
from compare.judging.arbiter import LARGEST, arbitrate
from tests.helpers.arbitrated import a_hundredth_up, problem_of, thousands_of_ulps_up
from tests.helpers.planting import planted


@pytest.mark.parametrize("options", [None, {"steps": 4}, {"steps": 4, "mode": "free"}], ids=str)
@pytest.mark.parametrize("wrong", ["candidate", "reference"])
@pytest.mark.parametrize("link", ["L", "dL/dw", "dJ/dw", "b+"])
def test_a_slip_says_who_is_right(link, wrong, options):
    right, slipped = planted("regression", {}), planted("regression", {link: thousands_of_ulps_up})
    sides = (slipped, right) if wrong == "candidate" else (right, slipped)
    problem = problem_of(5, 2)
    if options:
        (slip,) = descend(problem, *sides, REGRESSION, **options).report.evidence
    else:
        (slip,) = check(problem, *sides, REGRESSION).evidence
    assert (slip.link, slip.side) == (link, wrong)
    # 2^-40 of a value is between 2^12 and 2^13 of its ulps.
    assert slip.other_ulps < 2**11 < slip.ulps < 2**14
    other = "reference" if wrong == "candidate" else "candidate"
    assert f"the {wrong} is {slip.ulps:.3g} ulps off the exact value, the {other} {slip.other_ulps:.3g}" in str(slip)


def test_a_slip_far_into_the_descent_is_arbitrated_at_its_own_step():
    """Steps are judged in blocks of at most 256; the slip is in the second one."""
    taken = iter(range(400))

    def at_step_300(p, t, value):
        return value * (1 + 2.0**-40) if next(taken) == 300 else value

    sides = planted("regression", {"L": at_step_300}), planted("regression", {})
    (slip,) = descend(problem_of(3, 2), *sides, REGRESSION, 310).report.evidence
    assert (slip.link, slip.step) == ("L", 300)
    assert slip.other_ulps < 2**11 < slip.ulps < 2**14


def test_in_a_batch_the_slip_is_arbitrated_in_its_own_problem():
    batch = [problem_of(3, 2, seed=seed) for seed in range(4)]
    problems = {name: np.stack([one[name] for one in batch]) for name in batch[0]}

    def in_the_third(p, t, value):
        return value * np.where(np.arange(4) == 2, 1 + 2.0**-40, 1)[:, None]

    (slip,) = check(
        problems, planted("regression", {"L": in_the_third}), planted("regression", {}), REGRESSION
    ).evidence
    assert slip.index[0] == 2
    alone = {"L": manual.regression.trace(batch[2])["L"] * (1 + 2.0**-40)}
    expected = arbitrate(REGRESSION, batch[2], [alone])["L"].ulps[0, slip.index[1]]
    # One of the two is the dot product of a batch, which may add in another order.
    assert abs(slip.ulps - expected) < 2**11 < slip.ulps


@pytest.mark.parametrize(("link", "told"), [("L", True), ("J", False)])
def test_a_slip_in_a_sum_over_too_many_numbers_is_not_arbitrated_and_one_of_an_example_is(link, told):
    n = LARGEST // 2 + 1
    sides = planted("regression", {link: a_hundredth_up}), planted("regression", {})
    (slip,) = check(problem_of(n, 2), *sides, REGRESSION).evidence
    assert slip.link == link and bool(slip.truth) == told == np.isfinite(slip.ulps)
