"""A set-up: what both sides are given, and where they start."""

import numpy as np
import pytest

from compare.comparison.trajectory import largest_stable_rate
from compare.errors import BadInput
from compare.experiment.routes import routes
from compare.experiment.run import run
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import NAMES, load, standardise
from tests.helpers.commands import every_run


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", NAMES)
def test_everything_is_computed_in_float64_and_rounded_once(name, dtype):
    data, problem = load(name), prepare(load(name), Settings(dtype=dtype)).problem
    assert {array.dtype for array in problem.values()} == {np.dtype(dtype)}
    seen = standardise(data.x, data.features).transform(data.x) if data.standardised_by_default else data.x
    assert np.array_equal(problem["x"], seen.astype(dtype)) and np.array_equal(problem["y"], data.y.astype(dtype))
    assert np.array_equal(problem["w"][:2], np.array([0.4, -0.3], dtype)) and problem["b"] == np.dtype(dtype).type(0.1)
    assert np.array_equal(prepare(data, Settings(raw=True)).problem["x"], data.x)


@pytest.mark.parametrize("seed", range(20))
def test_a_generic_start_has_no_zero_and_alternates_in_sign(seed):
    w = prepare(load("breast-cancer"), Settings(seed=seed)).problem["w"]
    assert np.array_equal(np.sign(w), np.resize([1, -1], w.size)) and (np.abs(w) <= 0.5).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_default_rate_is_one_digit_between_a_quarter_and_half_of_the_largest_stable_one(name):
    setup = prepare(load(name), Settings())
    rate = float(setup.problem["lr"])
    limit = largest_stable_rate(setup.problem["x"], labels=setup.data.task == "classification")
    assert limit / 4 <= rate <= limit / 2 and rate == float(f"{rate:.0e}")
    assert prepare(load(name), Settings(raw=True)).problem["lr"] == rate


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(w=(1.0,)), "--w gives 1 weights; the data has 2 features"),
        (Settings(w=(1e39, 1.0), dtype="float32"), "w holds a number too large for float32"),
        (Settings(b=-1e39, dtype="float32"), "b holds a number too large for float32"),
        (Settings(lr=1e39, dtype="float32"), "lr holds a number too large for float32"),
    ],
)
def test_what_does_not_fit_is_refused(settings, said):
    with pytest.raises(BadInput, match=said):
        prepare(load("houses"), settings)


def narrow(tmp_path):
    """A column whose deviation is subnormal, so that it cannot be standardised."""
    path = tmp_path / "narrow.csv"
    path.write_text("a,y\n1e-320,1\n3e-320,2\n")
    return load(str(path))


def test_what_cannot_be_standardised_is_told_with_its_file_and_runs_as_it_is(tmp_path):
    data = narrow(tmp_path)
    with pytest.raises(BadInput, match=r"^narrow\.csv: column 'a' varies too little to be standardised") as told:
        prepare(data, Settings(lr=0.5))
    assert "--lr" not in str(told.value)
    with pytest.raises(BadInput, match=r"^narrow\.csv: column 'a' .*, or give a learning rate with --lr"):
        prepare(data, Settings(raw=True))
    setup = prepare(data, Settings(raw=True, lr=0.5))
    assert np.array_equal(setup.problem["x"], [[1e-320], [3e-320]]) and setup.lr_reason == "given"
    assert all(run.agrees for run in every_run(setup))


@pytest.mark.parametrize("name", NAMES)
def test_the_features_of_the_default_rate_are_told_where_the_run_s_own_are_others(name):
    of = " of the standardised features"
    assert not prepare(load(name), Settings()).lr_reason.endswith(of)
    assert prepare(load(name), Settings(raw=True)).lr_reason.endswith(of) == load(name).standardised_by_default


def test_a_problem_is_the_set_up_s_own_and_a_run_leaves_it_as_it_is():
    data = load("sentences")
    setup = prepare(data, Settings(steps=3))
    before = {name: array.copy() for name, array in setup.problem.items()}
    assert not np.shares_memory(setup.problem["x"], data.x)
    done = every_run(setup)
    assert all(np.array_equal(setup.problem[name], array) for name, array in before.items())
    assert [one.route.form for one in done] == ["textbook", "complement", "cancelled"]
    assert all(one.descent.steps == 3 and sorted(one.descent.records) == [0, 1, 2] for one in done)


def test_progress_is_told_of_every_step():
    told = []
    run(prepare(load("houses"), Settings(steps=7)), routes("regression")[0], told.append)
    assert told == [1, 2, 3, 4, 5, 6, 7]
