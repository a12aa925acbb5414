"""The problems drawn for a check: as many as asked for, the same for a seed, of many shapes, small numbers early."""

import numpy as np
import pytest

from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.judging.contract import checked_problem
from compare.usercode.batches import perceptron_problems

CHAINS = {"regression": REGRESSION, "classification": CLASSIFICATION}


def drawn(task="classification", count=200, seed=0, dtype="float64"):
    return list(perceptron_problems(task, count, seed, dtype))


@pytest.mark.parametrize("count", [1, 2, 4, 5, 6, 7, 20, 200, 1003])
def test_there_are_as_many_as_asked_for(count):
    assert sum(batch.size for batch in drawn(count=count)) == count


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("task", CHAINS)
def test_every_problem_is_one(task, dtype):
    for batch in drawn(task, dtype=dtype):
        arrays = checked_problem(batch.problems, CHAINS[task])
        assert CHAINS[task].batch_axes(arrays) == 1 and arrays["x"].dtype == dtype


def test_labels_are_0_and_1_and_both_in_every_regime():
    by_origin = {}
    for batch in drawn():
        by_origin.setdefault(batch.origin, set()).update(batch.problems["y"].ravel())
    assert all(labels == {0.0, 1.0} for labels in by_origin.values())


def test_a_seed_gives_the_same_and_another_seed_others():
    first, same, other = drawn(), drawn(), drawn(seed=1)
    for a, b in zip(first, same, strict=True):
        assert a.origin == b.origin and all(np.array_equal(a.problems[name], b.problems[name]) for name in a.problems)
    assert not all(np.array_equal(a.problems["lr"], b.problems["lr"]) for a, b in zip(first, other, strict=True))


@pytest.mark.parametrize("task", CHAINS)
def test_the_notes_come_first_and_the_regimes_in_order(task):
    origins = list(dict.fromkeys(batch.origin for batch in drawn(task)))
    notes = {"regression": "houses", "classification": "sentences"}[task]
    assert origins == [f"{notes}, generic start", "small numbers", "generic", "saturated", "degenerate", "zero start"]


def test_shapes_reach_every_n_and_d():
    shapes = {batch.problems["x"].shape[1:] for batch in drawn()}
    assert {n for n, _ in shapes} == set(range(1, 8)) and {d for _, d in shapes} == set(range(1, 5))


@pytest.mark.parametrize("task", CHAINS)
def test_small_numbers_are_small_and_hide_little(task):
    for batch in (batch for batch in drawn(task) if batch.origin == "small numbers"):
        problem = batch.problems
        for name in ("x", "w", "b"):
            assert problem[name].all() and (np.abs(problem[name]) <= 3).all() and not (2 * problem[name] % 1).any()
        if task == "classification" and problem["y"].size > 1:
            assert set(problem["y"].ravel()) == {0.0, 1.0}
