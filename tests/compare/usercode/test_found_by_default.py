"""What is wrong on some problems only is caught by those that are drawn by default, for every seed."""

from functools import cache

import numpy as np
import pytest

import manual
from compare import check
from compare.usercode.batches import CHAINS, perceptron_problems
from compare.usercode.calls import one_of, stacked
from compare.usercode.subject import perceptron
from tests.helpers.programs import EXPECTED, module

SEEDS = [range(1), pytest.param(range(1, 20), marks=pytest.mark.soak)]
HERE_AND_THERE = [key for key in EXPECTED if key.startswith("wrong/conditional.py:")]


@cache
def drawn(task, seed, dtype):
    """The batches of one seed, each with the reference's trace."""
    reference = perceptron(dict, task, 1, seed, dtype).reference
    return [(batch, reference(batch.problems)) for batch in perceptron_problems(task, 200, seed, dtype)]


def first_wrong(function, task, seed, dtype="float64"):
    """The first wrong link on the first batch that shows one, and the batch; nothing where all agree."""
    for batch, right in drawn(task, seed, dtype):
        with np.errstate(all="ignore"):
            trace = stacked([function(one_of(batch.problems, k)) for k in range(batch.size)])
        report = check(batch.problems, lambda _, held=trace: held, lambda _, held=right: held, CHAINS[task])
        if report.wrong_links:
            return report.wrong_links[0], batch
    return None, None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("key", HERE_AND_THERE)
def test_a_program_that_is_wrong_here_and_there_is_caught_at_its_link(key, seeds):
    known = EXPECTED[key]
    for seed in seeds:
        function = getattr(module("wrong/conditional.py"), key.partition(":")[2])
        assert first_wrong(function, known["task"], seed)[0] == known["first"], seed


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("task", CHAINS)
def test_what_is_right_passes_on_all_of_them(task, seeds):
    classification = manual.classification
    sides = {
        "regression": manual.regression.trace,
        "classification": classification.complement,
        "classification-logits": classification.cancelled,
    }
    assert all(first_wrong(sides[task], task, seed) == (None, None) for seed in seeds)


def linear(p):
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return e, {"dJ/dw": p["x"].T @ e / e.dtype.type(len(e)), "dJ/db": e.mean()}


def beyond_64_rows(p):
    return linear({name: value[:64] if name in ("x", "y") else value for name, value in p.items()})[1]


def residual_clipped(p):
    e = np.clip(linear(p)[0], -1, 1)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def outlying_row_left_out(p):
    e, gradients = linear(p)
    far = np.abs(p["x"]).max(axis=1) > 1e4
    return {**gradients, "dJ/dw": p["x"].T @ np.where(far, 0, e) / len(e)}


def no_bias_no_gradient(p):
    _, gradients = linear(p)
    return {**gradients, "dJ/db": gradients["dJ/db"] if p["b"] or not p["w"].any() else np.zeros(())}


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    ("function", "link"),
    [
        (beyond_64_rows, "dJ/dw"),
        (residual_clipped, "dJ/dw"),
        (outlying_row_left_out, "dJ/dw"),
        (no_bias_no_gradient, "dJ/db"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_size_an_outlier_a_residual_or_a_bias_of_0_is_enough(function, link, dtype, seeds):
    def single(problem):
        return {name: np.asarray(value, dtype) for name, value in function(problem).items()}

    for seed in seeds:
        assert first_wrong(single, "regression", seed, dtype)[0] == link, seed


@pytest.mark.parametrize("seed", range(2))
def test_what_is_cached_for_the_same_data_is_wrong_at_other_weights(seed):
    kept = {}

    def cached(problem):
        return kept.setdefault(problem["x"].tobytes() + problem["y"].tobytes(), linear(problem)[1])

    link, batch = first_wrong(cached, "regression", seed)
    assert link == "dJ/dw" and np.array_equal(batch.problems["x"][0], batch.problems["x"][1])
