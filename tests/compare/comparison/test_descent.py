"""Many steps: lockstep and free-running, where a slip is told of, and what ends a descent early."""

from dataclasses import replace

import numpy as np
import pytest

import compare.comparison.descent
from compare import CLASSIFICATION, REGRESSION, check, descend
from compare.comparison import trajectory
from compare.comparison.trajectory import largest_stable_rate
from compare.errors import BadInput
from compare.inputs.regimes import random_problems
from compare.judging.contract import TraceError
from tests.helpers.routes import ROUTES

_, BY_HAND, AUTOGRAD = ROUTES["regression"]


def small(route, dtype=np.float64, rate=0.5, seed=8):
    """Five examples of two features of about unit size, α being `rate` of 2/λ_max."""
    labels = route != "regression"
    batch = random_problems(np.random.default_rng(seed), "generic", 1, 5, 2, dtype, labels=labels)
    problem = {name: array[0] for name, array in batch.items()}
    problem["x"] = (problem["x"] / np.abs(problem["x"]).max()).astype(dtype)
    problem["lr"] = np.asarray(rate * largest_stable_rate(problem["x"], labels=labels), dtype)
    return problem


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("mode", ["lockstep", "free"])
def test_right_sides_agree_at_every_step(name, mode, dtype):
    chain, ours, theirs = ROUTES[name]
    problem = small(name, dtype)
    descent = descend(problem, ours, theirs, chain, 60, mode)
    assert descent.report.agrees and descent.steps == 60 and not descent.stopped
    assert descent.report.values == 60 * check(problem, ours, theirs, chain).values
    assert descent.losses.shape == (61,) and descent.losses[-1] < descent.losses[0]
    assert descent.w.shape == (2,) and descent.b.shape == () and descent.w.dtype == dtype
    if mode == "free":
        assert descent.trajectory.within and descent.trajectory.distance <= descent.trajectory.bound
        assert not descent.trajectory.reason
    else:
        assert descent.trajectory is None


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("rate", [0.02, 0.999])
@pytest.mark.parametrize("steps", [1, 2, 100])
def test_free_running_sides_stay_within_their_bound(name, rate, steps, dtype):
    chain, ours, theirs = ROUTES[name]
    trajectory = descend(small(name, dtype, rate), ours, theirs, chain, steps, "free").trajectory
    assert trajectory.within and 0 < trajectory.bound < 1e-2 and not trajectory.reason


def test_a_slip_far_below_the_loss_puts_free_running_sides_beyond_their_bound():
    def slipping(inputs):
        trace = BY_HAND(inputs)
        return trace | {"b+": trace["b+"] + 1e-9}

    trajectory = descend(small("regression"), slipping, AUTOGRAD, REGRESSION, 20, "free").trajectory
    assert not trajectory.within and trajectory.distance > trajectory.bound


@pytest.mark.parametrize("name", ["regression", "textbook"])
def test_beyond_the_stable_rate_free_running_sides_are_not_comparable(name):
    chain, ours, theirs = ROUTES[name]
    descent = descend(small(name, rate=1.5), ours, theirs, chain, 10, "free")
    assert descent.report.agrees and not descent.trajectory.within
    assert descent.trajectory.reason.startswith("not comparable: α = ") and descent.trajectory.bound == np.inf


def test_a_clamp_of_the_reference_leaves_no_bound():
    problem = {name: np.asarray(v) for name, v in {"x": [[1.0]], "y": [1.0], "w": [-30.0], "b": 0.0, "lr": 0.1}.items()}
    _, complement, bce = ROUTES["complement"]
    descent = descend(problem, complement, bce, CLASSIFICATION, 3, "free")
    assert (
        descent.report.agrees and descent.trajectory.reason == "not comparable: the reference's clamp replaced a value"
    )


@pytest.mark.parametrize("mode", ["lockstep", "free"])
def test_divergence_ends_the_descent_and_is_no_disagreement(mode):
    x = np.array([[1000.0, 2.0], [2000.0, 4.0], [3000.0, 7.0]])
    problem = {"x": x, "y": np.array([2e4, 3e4, 5e4]), "w": np.array([0.4, -0.3]), "b": np.array(0.1)}
    descent = descend(problem | {"lr": np.array(0.1)}, BY_HAND, AUTOGRAD, REGRESSION, 200, mode)
    assert descent.report.agrees and descent.report.unclaimed > 0
    assert 10 < descent.steps < 200 and descent.losses.size == descent.steps + 1 and descent.losses[-1] == np.inf
    assert descent.stopped.endswith("the parameters are no longer finite numbers")


def slipping_at(step, link="dL/dz", example=2):
    """A new candidate that slips once. A side is called once a step, in order."""
    calls = iter(range(10_000))

    def candidate(inputs):
        trace = BY_HAND(inputs)
        if next(calls) == step:
            trace[link][example] *= 1 + 1e-9
        return trace

    return candidate


@pytest.mark.parametrize("mode", ["lockstep", "free"])
@pytest.mark.parametrize("step", [0, 7, 255, 256, 299])
def test_a_slip_of_one_step_is_told_with_its_step_and_example(mode, step):
    report = descend(small("regression"), slipping_at(step), AUTOGRAD, REGRESSION, 300, mode).report
    first = report.first_disagreement
    assert report.wrong_links == ("dL/dz",) and (first.step, first.index) == (step, (2,))
    assert first.place == f"[3] of step {step}"
    assert next(link for link in report.links if link.name == "dL/dz").outside == 1


def test_a_step_is_counted_right_when_the_candidate_gives_few_links():
    whole = slipping_at(280)

    def partial(inputs):
        return {"dL/dz": whole(inputs)["dL/dz"]}

    report = descend(small("regression"), partial, AUTOGRAD, REGRESSION, 300).report
    assert report.first_disagreement.step == 280


@pytest.mark.parametrize("mode", ["lockstep", "free"])
def test_the_blocks_do_not_show(mode, monkeypatch):
    reports = []
    for values in (1, 30, 70, 1_000_000):
        monkeypatch.setattr(compare.comparison.descent, "BLOCK_VALUES", values)
        reports.append(descend(small("textbook"), *ROUTES["textbook"][1:], CLASSIFICATION, 20, mode))
    first, *others = reports
    for other in others:
        assert counts(other.report) == counts(first.report) and np.array_equal(other.losses, first.losses)
        assert mode == "lockstep" or other.trajectory.distance == first.trajectory.distance


def counts(report):
    """All but the largest ratio: the harness' own product x·w may round differently in a larger batch."""
    return [replace(link, max_error_over_allowance=0.0) for link in report.links]


def test_lockstep_starts_each_step_from_the_references_parameters():
    starts = []

    def watching(inputs):
        starts.append(inputs["w"].copy())
        return BY_HAND(inputs) | {"w+": inputs["w"] + 1}

    descent = descend(small("regression"), watching, AUTOGRAD, REGRESSION, 3, record=range(3).__contains__)
    stepped = starts[1:3]  # later calls, on exact numbers, decide that w + 1 is wrong
    assert [w.tolist() for w in stepped] == [descent.records[k].traces[1]["w+"].tolist() for k in (0, 1)]


def test_chosen_steps_are_recorded_and_progress_is_told_of_each():
    told = []
    descent = descend(
        small("regression"), BY_HAND, AUTOGRAD, REGRESSION, 5, record={0, 3}.__contains__, progress=told.append
    )
    assert told == [1, 2, 3, 4, 5] and sorted(descent.records) == [0, 3]
    for step, (_, (ours, theirs)) in descent.records.items():
        assert tuple(ours) == tuple(theirs) == REGRESSION.names
        assert theirs["J"] == descent.losses[step]


@pytest.mark.parametrize("steps", [0, -3])
def test_no_steps_are_refused(steps):
    with pytest.raises(BadInput, match=f"^the number of steps is {steps}; expected a whole number of at least 1$"):
        descend(small("regression"), BY_HAND, AUTOGRAD, REGRESSION, steps)


def test_a_batch_is_refused():
    batch = {name: np.stack([array, array]) for name, array in small("regression").items()}
    with pytest.raises(BadInput, match=r"^descent takes one problem, x \(n, d\); got x \(2, 5, 2\)$"):
        descend(batch, BY_HAND, AUTOGRAD, REGRESSION, 2)


def test_a_free_running_candidate_gives_every_link():
    def partial(inputs):
        return {"dJ/dw": BY_HAND(inputs)["dJ/dw"]}

    assert descend(small("regression"), partial, AUTOGRAD, REGRESSION, 2).report.agrees
    with pytest.raises(TraceError, match=r"^the candidate does not give z, "):
        descend(small("regression"), partial, AUTOGRAD, REGRESSION, 2, "free")


@pytest.mark.parametrize(("n", "d"), [(3, 40), (40, 3), (5, 4), (5, 5), (1, 7)])
def test_the_stable_rate_is_that_of_the_smaller_matrix_and_of_norms_a_lower_one(n, d, monkeypatch):
    x = np.random.default_rng(n).normal(size=(n, d))
    singular = np.linalg.svd(np.column_stack([x, np.ones(n)]), compute_uv=False)[0]
    exact = 2 * n / singular**2
    rate = largest_stable_rate(x, labels=False)
    assert exact * (1 - 1e-10) < rate < exact * (1 + 1e-14)
    monkeypatch.setattr(trajectory, "MATRIX", 0)
    by_norms = largest_stable_rate(x, labels=False)
    assert rate / min(n, d + 1) * (1 - 1e-10) < by_norms < rate * (1 + 1e-10)
    assert largest_stable_rate(np.full((n, d), 1e200), labels=False) == 0


def test_a_million_features_need_no_matrix_of_them():
    assert 0 < largest_stable_rate(np.ones((2, 1_000_000)), labels=False) <= 2 / 1_000_001


@pytest.mark.parametrize("labels", [False, True])
def test_the_stable_rate_is_a_lower_bound_and_near(labels):
    """x̃ = (3, 1) has the single eigenvalue 10, so 2/λ_max is 0.2, and 0.8 for log loss; rounding takes 1e-12 or so."""
    exact = 0.8 if labels else 0.2
    rate = largest_stable_rate(np.array([[3.0]]), labels=labels)
    assert exact * (1 - 1e-10) < rate < exact
    assert largest_stable_rate(np.array([[1e200]]), labels=labels) == 0
