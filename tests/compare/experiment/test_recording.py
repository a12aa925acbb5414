"""What is shown of a run: which steps and examples, and the numbers told of them are those of the judge and arbiter."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compare import check
from compare.experiment import recording
from compare.experiment.recording import errors_over_allowances, recorded_steps, shown_examples, ulps_of_examples
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.judging.arbiter import arbitrate
from tests.helpers.commands import every_run


@given(st.integers(1, 10**9))
@example(20)
@example(21)
@example(60)
@example(61)
def test_the_recorded_steps_are_the_first_twenty_the_last_and_at_most_sixty(steps):
    kept = recorded_steps(steps)
    assert set(range(min(20, steps))) <= kept and steps - 1 in kept
    assert len(kept) <= min(60, steps) and all(0 <= step < steps for step in kept)


def test_few_steps_are_all_recorded():
    assert all(recorded_steps(steps) == frozenset(range(steps)) for steps in range(1, 22))


@pytest.mark.parametrize("settings", [Settings(steps=2), Settings(steps=2, raw=True, w=(1e308,) * 10)])
def test_the_examples_shown_are_eight_with_the_last_and_the_worst(settings):
    done = every_run(prepare(load("diabetes"), settings))[0]
    shown = shown_examples(done.descent)
    assert len(shown) == 8 and shown == sorted(set(shown)) and shown[0] == 0 and shown[-1] == 441
    losses = done.descent.records[max(done.descent.records)].traces[1]["L"]
    assert not np.isfinite(losses).all() or int(losses.argmax()) in shown


@pytest.mark.parametrize("name", ["houses", "sentences"])
def test_few_examples_are_all_shown(name):
    setup = prepare(load(name), Settings(steps=1))
    assert shown_examples(every_run(setup)[0].descent) == list(range(len(setup.data.y)))


def kept(name, **settings):
    """Every run, with its records in order of time."""
    runs = every_run(prepare(load(name), Settings(**settings)))
    return [(run, [run.descent.records[step] for step in sorted(run.descent.records)]) for run in runs]


@pytest.mark.parametrize("mode", ["lockstep", "free"])
@pytest.mark.parametrize("name", ["houses", "sentences"])
def test_the_largest_error_over_allowance_of_all_records_is_the_report_s(name, mode, dtype, monkeypatch):
    for run, records in kept(name, steps=12, mode=mode, dtype=np.dtype(dtype).name):
        found = errors_over_allowances(run.route.chain, records)
        assert {ratio.shape for ratio in found.values()} == {(2, 12)}
        for link in run.descent.report.links:
            assert found[link.name].max() == link.max_error_over_allowance
        with monkeypatch.context() as blocks:
            blocks.setattr(recording, "BLOCK_VALUES", 5 * records[0].problems[0]["x"].size)
            again = errors_over_allowances(run.route.chain, records)
        assert all(np.array_equal(found[name], again[name]) for name in found)


def test_each_record_has_the_error_over_allowance_of_its_own_step():
    for run, records in kept("breast-cancer", steps=3, raw=True):
        found = errors_over_allowances(run.route.chain, records)
        for k, record in enumerate(records):
            alone = check(record.problems[0], run.route.candidate, run.route.reference, run.route.chain)
            for link in alone.links:
                assert found[link.name][:, k].max() == link.max_error_over_allowance


def test_a_value_that_is_wrong_exceeds_its_allowance_on_the_side_that_holds_it():
    ((run, (record,)),) = kept("houses", steps=1)
    wrong = record.traces[0] | {"dL/dz": 2 * record.traces[0]["dL/dz"]}
    found = errors_over_allowances(run.route.chain, [record._replace(traces=(wrong, record.traces[1]))])
    assert found["dL/dz"][0, 0] > 1 >= found["dL/dz"][1, 0]
    assert all(ratio.max() <= 1 for name, ratio in found.items() if name not in ("dL/dz", "dL/dw", "dL/db"))


@pytest.mark.parametrize("mode", ["lockstep", "free"])
def test_ulps_are_the_arbiter_s_and_of_all_records_the_report_s(mode):
    for run, records in kept("sentences", steps=6, mode=mode):
        found = ulps_of_examples(run.route.chain, records, range(4))
        assert tuple(found) == run.route.chain.names
        for link in run.accuracy.links:
            assert tuple(np.nanmax(found[link.name].reshape(2, -1), axis=1)) == link.maximum
        for k, record in enumerate(records):
            for side, (problem, trace) in enumerate(zip(record.problems, record.traces, strict=True)):
                for name, one in arbitrate(run.route.chain, problem, [trace]).items():
                    assert np.array_equal(found[name][side, k], one.ulps[0], equal_nan=True)


@pytest.mark.parametrize("budget", [0, 120_000])
def test_ulps_of_some_examples_are_those_of_all_and_large_data_has_no_others(budget, monkeypatch):
    monkeypatch.setattr(recording, "BUDGET", budget)
    ((run, records),) = kept("longley", steps=2)
    shown = shown_examples(run.descent)
    found = ulps_of_examples(run.route.chain, records, shown)
    assert tuple(found) == (run.route.chain if budget else run.route.chain.per_example).names
    for k, record in enumerate(records):
        every = arbitrate(run.route.chain, record.problems[0], record.traces)
        for link in (link for link in run.route.chain.links if link.name in found):
            ulps = every[link.name].ulps
            assert np.array_equal(found[link.name][:, k], ulps[:, shown] if link.per_example else ulps, equal_nan=True)
