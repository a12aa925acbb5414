"""Who is nearer the truth: what is counted, how much is arbitrated, and that each side has its own truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import manual
import torch_impl
from compare import CLASSIFICATION, REGRESSION, descend
from compare.arithmetic.ulps import BEYOND
from compare.experiment.accuracy import BUDGET, Arbitration
from compare.judging.arbiter import arbitrate
from tests.helpers.arbitrated import a_hundredth_up, accuracy_of, problem_of, thousands_of_ulps_up
from tests.helpers.planting import planted
from tests.helpers.routes import ROUTES

TWO_SIDES = (manual.regression.trace, torch_impl.regression.trace)


def size_of(link, n, d):
    if link in ("J", "dJ/db", "b+"):
        return 1
    return d if link in ("dJ/dw", "w+") else n * d if link.endswith("/dw") else n


@given(n=st.integers(1, 4), d=st.integers(1, 3), steps=st.integers(1, 3), route=st.sampled_from(list(ROUTES)))
def test_every_pair_is_counted_once(n, d, steps, route, dtype):
    chain, ours, theirs = ROUTES[route]
    accuracy, links, _ = accuracy_of(problem_of(n, d, labels=chain.labels, dtype=dtype), ours, theirs, chain, steps)
    assert (accuracy.steps, accuracy.examples) == (steps, n) and tuple(links) == chain.names
    for name, link in links.items():
        assert link.arbitrated == sum(link.closer) + link.ties and min(*link.closer, link.ties) >= 0
        assert link.arbitrated + sum(link.undecided.values()) == steps * size_of(name, n, d), name
        assert all(0 <= median <= maximum for median, maximum in zip(link.median, link.maximum, strict=True))


def test_the_counts_and_extremes_are_those_of_the_arbiter():
    problem = problem_of(5, 2, labels=True)
    chain, ours, theirs = ROUTES["textbook"]
    _, links, _ = accuracy_of(problem, ours, theirs, chain)
    for name, (ulps, _) in arbitrate(chain, problem, [ours(problem), theirs(problem)]).items():
        hand, autograd = ulps.reshape(2, -1)
        assert links[name].median == (np.median(hand), np.median(autograd))
        assert links[name].maximum == (hand.max(), autograd.max())
        assert links[name].closer == (np.sum(hand < autograd), np.sum(autograd < hand))
        assert links[name].ties == np.sum(hand == autograd)


def test_what_has_no_exact_value_in_range_is_undecided_and_says_why():
    """∂L/∂ŷ for z = 800 and y = 0 is e^800; the other example is decided."""
    arrays = {"x": [[1.0], [0.001]], "y": [0.0, 0.0], "w": [800.0], "b": 0.0, "lr": 1.0}
    problem = {name: np.array(value) for name, value in arrays.items()}
    chain, ours, theirs = ROUTES["complement"]
    _, links, _ = accuracy_of(problem, ours, theirs, chain)
    assert links["dL/dy_hat"].undecided == {BEYOND: 1} and links["dL/dy_hat"].arbitrated == 1
    alone = {**problem, "x": problem["x"][:1], "y": problem["y"][:1]}
    _, links, _ = accuracy_of(alone, ours, theirs, chain)
    assert links["dL/dy_hat"].arbitrated == 0 and links["dL/dy_hat"].closer == (0, 0)
    assert np.isnan(links["dL/dy_hat"].median).all() and np.isnan(links["dL/dy_hat"].maximum).all()


def test_a_link_that_is_not_given_is_not_arbitrated():
    def without_z(problem):
        return {name: value for name, value in manual.regression.trace(problem).items() if name != "z"}

    _, links, _ = accuracy_of(problem_of(4, 2), without_z, torch_impl.regression.trace, REGRESSION)
    assert (links["z"].arbitrated, links["z"].undecided, links["z"].ties) == (0, {}, 0)
    assert links["L"].arbitrated == 4


@pytest.mark.parametrize("less_accurate", [0, 1], ids=["candidate", "reference"])
@pytest.mark.parametrize("link", ["z", "L", "dL/dz", "dJ/dw", "w+"])
def test_a_side_made_less_accurate_is_further_from_the_truth(link, less_accurate):
    sides = [planted("regression", {}), planted("regression", {})]
    sides[less_accurate] = planted("regression", {link: thousands_of_ulps_up})
    found = accuracy_of(problem_of(40, 3), *sides, REGRESSION, steps=5)[1][link]
    other = 1 - less_accurate
    # 2^-40 of a value is at least 2^12 of its ulps: a side that is less than 2^11 off without it is closer every time.
    assert found.maximum[other] < 2**11 < found.median[less_accurate]
    assert found.closer[other] == found.arbitrated > 0 == found.ties


def test_a_small_problem_is_arbitrated_at_every_step():
    accuracy, links, descent = accuracy_of(problem_of(4, 2), *TWO_SIDES, REGRESSION, steps=300)
    assert (accuracy.steps, accuracy.examples) == (descent.steps, 4) == (300, 4)
    assert links["z"].arbitrated == 1200


class Watched(Arbitration):
    """Notes the steps that it chose."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.chosen = []

    def __call__(self, first, problems, traces):
        before = self.steps
        super().__call__(first, problems, traces)
        block = range(first, first + len(problems[0]["lr"]))
        self.chosen += [step for step in block if step % self.every == 0]
        assert self.steps - before == len([step for step in block if step % self.every == 0])


def test_a_larger_one_at_evenly_spaced_steps_within_the_budget():
    n, d, steps = 150, 2, 400
    watched = Watched(REGRESSION, steps, n, d)
    descend(problem_of(n, d), *TWO_SIDES, REGRESSION, steps, observe=watched)
    accuracy = watched.accuracy()
    assert watched.chosen == [*range(0, steps, watched.every)] and 1 < watched.every < steps
    assert (accuracy.steps, accuracy.examples) == (len(watched.chosen), n)
    per_example = 2 * (9 + 3 * d)  # on both sides, 9 links of one number an example and 3 of one a feature
    assert BUDGET - n * per_example < accuracy.steps * n * per_example < BUDGET + n * per_example


def test_one_too_large_for_a_single_step_on_a_sample_of_its_examples():
    n, d = 20_000, 2
    accuracy, links, _ = accuracy_of(problem_of(n, d), *TWO_SIDES, REGRESSION, steps=3)
    per_example = 2 * (9 + 3 * d)
    assert (accuracy.steps, accuracy.examples) == (1, BUDGET // per_example)
    assert tuple(links) == REGRESSION.per_example.names and not {"J", "dJ/dw", "dJ/db", "w+", "b+"} & set(links)
    assert links["z"].arbitrated == accuracy.examples and links["dL/dw"].arbitrated == accuracy.examples * d


def test_the_sample_is_spread_over_all_examples():
    """Only the first and the last third are made wrong: their share of the sample is theirs of the examples."""
    n = 30_000

    def wrong_at_the_ends(p, t, value):
        row = np.arange(n)
        return np.where((row < n / 3) | (row >= 2 * n / 3), value * (1 + 2.0**-40), value)

    _, links, _ = accuracy_of(
        problem_of(n, 1), planted("regression", {"z": wrong_at_the_ends}), planted("regression", {}), REGRESSION
    )
    sampled = links["z"].arbitrated
    # Evenly spaced rows: a third of them is out by at most one row at either of its ends.
    assert abs(links["z"].closer[1] - 2 * sampled / 3) <= 2 and links["z"].closer[0] == 0


def test_free_running_sides_are_each_held_against_their_own_truth():
    """The candidate leaves the reference's path, and its z is as near as ever to the exact one of where it is."""
    problem, steps = problem_of(6, 2), 20
    sides = planted("regression", {"w+": a_hundredth_up}), planted("regression", {})
    arbitration = Arbitration(REGRESSION, steps, 6, 2)
    descent = descend(
        problem, *sides, REGRESSION, steps, "free", record=lambda step: step >= steps - 2, observe=arbitration
    )
    links = {link.name: link for link in arbitration.accuracy().links}
    assert max(links["z"].maximum) < 2**11
    # 1 % of w+ is at least 2^45 ulps.
    assert links["w+"].maximum[1] < 2**11 < 2**45 < links["w+"].median[0]
    reference_before, candidate_last = descent.records[steps - 2].traces[1], descent.records[steps - 1].traces[0]
    where_the_reference_is = {**problem, "w": reference_before["w+"], "b": reference_before["b+"]}
    assert np.median(arbitrate(REGRESSION, where_the_reference_is, [candidate_last])["z"].ulps) > 2**40


@pytest.mark.parametrize("goes_away", [0, 1], ids=["candidate", "reference"])
def test_a_pair_is_undecided_where_either_side_has_no_exact_value_in_range(goes_away):
    """The side that steps to w = 800 has ∂L/∂ŷ = 1 + e^800 at step 1; the other stays."""
    problem = {"x": np.ones((1, 1)), "y": np.zeros(1), "w": np.ones(1), "b": np.zeros(()), "lr": np.ones(())}

    def far_away(problem):
        return manual.classification.complement(problem) | {"w+": np.array([800.0])}

    sides = [manual.classification.complement, manual.classification.complement]
    sides[goes_away] = far_away
    _, links, _ = accuracy_of(problem, *sides, CLASSIFICATION, steps=2, mode="free")
    assert links["dL/dy_hat"].undecided == {BEYOND: 1} and links["dL/dy_hat"].arbitrated == 1


def test_where_bce_loss_clamps_autograd_is_far_off_and_the_complement_is_not():
    """z = 28 … 36 with y = 1: ∂L/∂z = −e^−z/(1 + e^−z), where BCELoss divides by no less than 1e-12."""
    z = np.arange(28.0, 37)
    arrays = {"x": z[:, None], "y": z > 0, "w": [1.0], "b": 0.0, "lr": 0.1}
    problem = {name: np.asarray(value, np.float64) for name, value in arrays.items()}
    complement, bce = manual.classification.complement, torch_impl.classification.bce
    _, links, descent = accuracy_of(problem, complement, bce, CLASSIFICATION)
    assert descent.report.agrees
    # BCELoss holds −e^−2z/1e-12, e^−28 · 1e12 < 0.7 of it or less, and an ulp is at most 2^-52 of a value.
    assert min(links["dL/dz"].median[1], links["dL/dz"].maximum[1], links["dJ/dw"].maximum[1]) > 0.3 * 2**52 > 1e10
    assert links["dL/dz"].closer == (links["dL/dz"].arbitrated, 0)
    assert all(link.maximum[0] < 40 for link in links.values())
