"""The problems drawn for a check: as many as asked for, the same for a seed, of many shapes, small numbers early."""

import numpy as np
import pytest

from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.judging.contract import checked_problem
from compare.usercode.batches import perceptron_problems
from compare.usercode.plan import LARGEST, Largest

CHAINS = {"regression": REGRESSION, "classification": CLASSIFICATION}


def drawn(task="classification", count=200, seed=0, dtype="float64", largest=LARGEST):
    return list(perceptron_problems(task, count, seed, dtype, largest))


@pytest.mark.parametrize("count", [1, 2, 4, 5, 6, 7, 20, 200, 1003])
def test_there_are_as_many_as_asked_for(count):
    assert sum(batch.size for batch in drawn(count=count)) == count


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("task", CHAINS)
def test_every_problem_is_one(task, dtype):
    for batch in drawn(task, dtype=dtype):
        arrays = checked_problem(batch.problems, CHAINS[task])
        assert CHAINS[task].batch_axes(arrays) == 1 and arrays["x"].dtype == dtype


def test_labels_are_0_and_1_and_both_in_every_kind():
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
    last = {"regression": "y near 1e6", "classification": "one class"}[task]
    regimes = ["generic", "larger", "saturated", "degenerate", "zero start"]
    awkward = ["one parameter 0", "near 0", "odd rows", last]
    assert origins == [f"{notes}, generic start", "z from −410 to 410", "small numbers", *regimes, *awkward]


def lengths(batches, *origins):
    return [batch.problems["x"].shape[1:] for batch in batches if not origins or batch.origin in origins]


@pytest.mark.parametrize("seed", range(5))
def test_shapes_reach_every_small_n_and_d(seed):
    shapes = lengths(drawn(seed=seed))
    assert {n for n, _ in shapes} >= set(range(1, 8)) and {d for _, d in shapes} >= set(range(1, 5))


@pytest.mark.parametrize("seed", range(5))
def test_larger_ones_pass_every_size_at_which_programs_change(seed):
    """A batch of 8, 16, 32 or 64 examples, ten of them, nine features: each is passed, and none is filled exactly."""
    examples, features = zip(*lengths(drawn(seed=seed), "larger"), strict=True)
    assert max(examples) == 70 and max(features) == 20
    assert any(11 <= n < 32 for n in examples) and any(32 < n < 64 for n in examples)
    assert not [n for n in examples if n > 7 and n % 32 == 0]


def test_one_may_go_further_or_less_far():
    further = lengths(drawn(largest=Largest(300, 50)), "larger")
    assert (max(n for n, _ in further), max(d for _, d in further)) == (300, 50)
    small = lengths(drawn(largest=Largest(5, 2))[5:])
    assert (max(n for n, _ in small), max(d for _, d in small)) == (5, 2)


@pytest.mark.parametrize("task", CHAINS)
def test_the_second_of_a_batch_has_the_same_data_and_other_weights(task):
    others = ("zero start", "z from −410 to 410")
    batches = [batch.problems for batch in drawn(task) if batch.size > 1 and batch.origin not in others]
    assert len(batches) > 20
    for same in batches:
        assert all(np.array_equal(same[name][0], same[name][1]) for name in ("x", "y"))
        assert not np.array_equal(same["w"][0], same["w"][1])


@pytest.mark.parametrize("task", CHAINS)
def test_the_same_z_on_both_sides_of_0_meet_both_labels_for_every_seed(task):
    first, second = ([b for b in drawn(task, seed=seed) if b.origin == "z from −410 to 410"] for seed in (0, 1))
    (one,), (other,) = ([batch.problems for batch in batches] for batches in (first, second))
    assert all(np.array_equal(one[name], other[name]) for name in one)
    z = one["x"][..., 0]
    assert np.array_equal(z[0], z[1]) and np.array_equal(np.sort(z[0]), np.sort(-z[0]))
    assert (one["y"][0] != one["y"][1]).all()
    if task == "classification":
        assert np.array_equal(one["y"].sum(axis=0), np.ones(z.shape[1]))


@pytest.mark.parametrize("task", CHAINS)
def test_small_numbers_are_small_and_hide_little(task):
    for batch in (batch for batch in drawn(task) if batch.origin == "small numbers"):
        problem = batch.problems
        for name in ("x", "w", "b"):
            assert problem[name].all() and (np.abs(problem[name]) <= 3).all() and not (2 * problem[name] % 1).any()
        if task == "classification" and problem["y"].size > 1:
            assert set(problem["y"].ravel()) == {0.0, 1.0}
