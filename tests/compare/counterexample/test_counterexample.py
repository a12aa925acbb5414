"""The smallest problem: it shows the wrong link, it is small, it is found again, and a right side has none."""

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION, check
from compare.counterexample import search, smallest
from compare.counterexample.probe import first_wrong
from compare.counterexample.search import CALLS
from compare.inputs.small import COUNTING, LABELS, OTHERS, RATES
from compare.mistakes.planting import plant
from tests.helpers.planted_mistakes import CHAINS, KNOWN, LOSES_DIGITS, REFERENCES, SAMPLE, known_as, label, planted

NUMBERS = {0.0, *COUNTING, *OTHERS, *LABELS, *RATES}
ONE_EXAMPLE_HIDES_IT = {"E27", "E28", "E29", "E31", "E32", "E34", "E49", "E54"}
"""With one example the mistake is the right form."""


def found(chain, side, link, dtype=np.float64, **given):
    return smallest(chain, side, REFERENCES[chain.name], link, dtype, **given)


def assert_smallest(chain, known, dtype):
    side = planted(chain, known.key)
    example = found(chain, side, known.slip.link, dtype)
    if known.mistake.id == LOSES_DIGITS:
        assert example is None
        return
    shape = example.problem["x"].shape
    assert example.report.first_disagreement.link == example.evidence.link == known.slip.link
    assert example.evidence.expected != example.evidence.value and example.carried == ()
    assert max(shape) <= 3 and all(value.dtype == dtype for value in example.problem.values())
    assert shape[0] >= 1 + (known.mistake.id in ONE_EXAMPLE_HIDES_IT)
    for values in example.problem.values():
        assert {float(np.float64(str(value))) for value in values.ravel()} <= NUMBERS
    assert any(each.key == known.key for each in example.diagnosis.fits)


@pytest.mark.parametrize(("chain", "known"), SAMPLE, ids=label)
def test_a_planted_mistake_has_a_small_problem_of_plain_numbers(chain, known, dtype):
    if dtype.__name__ in known.mistake.shown_in:
        assert_smallest(chain, known, dtype)


@pytest.mark.soak
@pytest.mark.parametrize(("chain", "known"), KNOWN, ids=label)
def test_every_mistake_has_a_small_problem_of_plain_numbers(chain, known, dtype):
    if dtype.__name__ in known.mistake.shown_in:
        assert_smallest(chain, known, dtype)


def test_one_example_is_enough_unless_it_hides_the_mistake():
    for key, shape in (("E01 dL/dz", (1, 1)), ("E27 dJ/dw", (2, 1)), ("E21 dz/dw", (1, 2)), ("E33 dJ/dw", (2, 2))):
        assert found(CLASSIFICATION, planted(CLASSIFICATION, key), key.split()[1]).problem["x"].shape == shape


def test_the_same_side_has_the_same_problem_again():
    first, second = (found(CLASSIFICATION, planted(CLASSIFICATION, "E46 L"), "L") for _ in range(2))
    assert all(np.array_equal(first.problem[name], second.problem[name]) for name in first.problem)


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_a_right_side_has_no_counterexample(chain):
    def right(problem):
        return plant(chain, {}, problem)

    assert found(chain, right, "dL/dz") is None and found(chain, right, "w+") is None


def test_a_slip_downstream_is_found_at_its_own_link():
    side = planted(REGRESSION, "E01 dL/dy_hat", "E35 b+")
    assert found(REGRESSION, side, "b+").evidence.link == "b+"
    assert found(REGRESSION, side, "dL/dw") is None


def test_what_is_not_given_is_carried():
    def gradients_alone(problem):
        trace = planted(CLASSIFICATION, "E27 dJ/dw")(problem)
        return {name: trace[name] for name in ("dJ/dw", "dJ/db")}

    example = found(CLASSIFICATION, gradients_alone, "dJ/dw")
    assert example.problem["x"].shape == (2, 1) and "dL/dw" in example.carried and "dJ/dw" not in example.carried
    assert example.held["dJ/dw"][0] == example.evidence.value
    assert first_wrong(CLASSIFICATION, gradients_alone, example.problem, "dL/dw") is None


def test_a_problem_on_which_the_side_fails_is_not_the_one():
    side = planted(REGRESSION, "E02 L")

    def fragile(problem):
        if problem["x"].shape[0] < 2:
            raise RuntimeError("one example")
        trace = side(problem)
        return trace if problem["x"].shape[1] > 1 else {name: value.astype(int) for name, value in trace.items()}

    assert found(REGRESSION, fragile, "L").problem["x"].shape == (2, 2)


def test_a_side_that_changes_its_mind_ends_without_an_error():
    calls = []

    def fickle(problem):
        calls.append(1)
        return planted(REGRESSION, "E02 L")(problem) if len(calls) % 2 else plant(REGRESSION, {}, problem)

    example = found(REGRESSION, fickle, "L")
    assert example is None or example.evidence.link == "L"
    assert len(calls) <= 2 * CALLS + 2


def test_a_search_ends_by_what_it_calls_and_never_by_the_clock(monkeypatch):
    """The same problem is found on any load: no clock is read. Numbers are counted as calls are."""
    sizes = []

    def side(problem):
        sizes.append(sum(value.size for value in problem.values()))
        return plant(REGRESSION, {}, problem)

    assert not {"time", "monotonic", "perf_counter"} & {*vars(search)}
    monkeypatch.setattr(search, "NUMBERS", 40)
    assert found(REGRESSION, side, "L") is None
    assert sum(sizes[:-1]) < 40 <= sum(sizes)


def test_nothing_is_printed_and_no_file_is_left(capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found(REGRESSION, planted(REGRESSION, "E02 L"), "L")
    assert capfd.readouterr() == ("", "") and list(tmp_path.iterdir()) == []


def test_what_no_small_problem_shows_is_found_by_making_the_failing_one_smaller():
    def wrong_from_twelve_on(problem):
        trace = plant(REGRESSION, {}, problem)
        return trace | {"J": trace["J"] * 2} if len(problem["y"]) >= 12 else trace

    rng = np.random.default_rng(1)
    failing = {"x": rng.normal(size=(40, 3)), "y": rng.normal(size=40), "w": rng.normal(size=3)}
    failing |= {"b": np.array(0.3), "lr": np.array(0.1)}
    before = {name: value.copy() for name, value in failing.items()}
    assert found(REGRESSION, wrong_from_twelve_on, "J") is None
    example = found(REGRESSION, wrong_from_twelve_on, "J", failing=failing)
    assert example.problem["x"].shape == (12, 1)
    assert all(np.array_equal(failing[name], value) for name, value in before.items())
    report = check(example.problem, wrong_from_twelve_on, REFERENCES["regression"], REGRESSION)
    assert report.wrong_links == ("J",)


def test_the_evidence_says_what_the_whole_comparison_says():
    known = known_as(CLASSIFICATION, "E10 dL/dz")
    example = found(CLASSIFICATION, planted(CLASSIFICATION, known.key), "dL/dz")
    assert example.definition.formula == example.evidence.formula and example.link.name == "dL/dz"
    assert example.ratio == example.evidence.value / example.evidence.expected
    assert example.evidence.ulps > 1e15 > 100 > example.evidence.other_ulps
